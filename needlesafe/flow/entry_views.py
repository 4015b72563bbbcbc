"""The content entry by entry, as a clinician reads it before adopting it: what each says, how far it is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from needlesafe.content.entries import entries
from needlesafe.domain.catalogue import Catalogue, Disagreement, weakest

MARKS = {"unconfirmed": "\u2020", "default": "\u2021"}
"""The sign of each status that is in doubt."""
_CHECKLISTS = ("readiness", "changes", "discharge", "reconciliation", "technique", "pauses")
_TITLES = ("title", "short", "topic", "text")
"""The fields that name an entry, the best first."""
_GISTS = {"Question": ("text", "text_raised"), "Muscle": ("structures", "caution"), "Region": ("reason", "prohibited"),
          "Nerve": ("motor_screen", "sensory_screen"), "EventCard": ("rates", "steps"), "Warning": ("during", "delayed"),
          "Rule": ("action", "changes"), "CheckItem": ("why",), "Statement": ("level", "figures"),
          "RedFlag": ("emergency", "same_day"), "Disagreement": ("default",), "LawPoint": ("text",),
          "Study": ("sample",), "Reference": ("checked",),
          "Jurisdiction": ("emergency_number", "consent_age", "retention"), "Computed": ("limit",)}
"""By the kind of record, the fields that are read without a tap."""
_APART = ("id", "sources", "status")


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry as it is read."""

    name: str
    """Its table and id."""
    topic: str
    """The heading that it stands under: a table, `checklists`, or `consent/` with the language."""
    title: str
    gist: tuple[tuple[str, str], ...]
    """What is read at once: each field with its text."""
    facts: tuple[tuple[str, str], ...]
    """Everything else that it says, in the same form."""
    status: str
    """The weakest of its parts; empty where it has none, as a heading."""
    sources: tuple[str, ...]
    change: str = ""
    """`added` or `changed` since it was adopted; empty where nothing was adopted before."""
    remark: str = ""
    """What was remarked on it when it was adopted before."""


def topic_of(name: str) -> str:
    """The heading that an entry of this name stands under."""
    table = name.partition(" ")[0]
    return "checklists" if table in _CHECKLISTS else table


def status_of(entry: Any) -> str:
    """The weakest status of an entry and its parts; where sources differ, what was chosen is our own default."""
    if isinstance(entry, Disagreement):
        return "default"
    found = [part.status for part in _parts(entry) if hasattr(part, "status")]
    return weakest(found) if found else ""


class EntryReader:
    """Turns entries of one catalogue into what is read; ids in them become names."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.entries = entries(catalogue)
        self._names = {getattr(entry, "id", ""): _title(entry)[1] for name, entry in self.entries.items()
                       if not name.startswith("consent/")}

    def view(self, name: str, change: str = "", remark: str = "") -> EntryView:
        """The entry of a name."""
        entry = self.entries[name]
        if isinstance(entry, str):
            return EntryView(name, topic_of(name), name.rpartition(" ")[2], (("text", entry),), (), "", (), change, remark)
        field, title = _title(entry)
        gist = tuple(name for name in _GISTS.get(type(entry).__name__, ()) if name != field and hasattr(entry, name))
        rest = [other.name for other in fields(entry) if other.name not in (*_APART, *gist, field)]
        return EntryView(name, topic_of(name), title, self._said(entry, gist), self._said(entry, rest), status_of(entry),
                         _sources(entry), change, remark)

    def _said(self, entry: Any, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """The fields that say something, each with its text."""
        told = ((name, self._text(getattr(entry, name))) for name in names)
        return tuple((name, text) for name, text in told if text)

    def _text(self, value: Any) -> str:
        if isinstance(value, tuple):
            return _joined([self._text(part) for part in value])
        if is_dataclass(value):
            return self._part_text(value)
        if isinstance(value, bool):
            return "yes" if value else ""
        if isinstance(value, float | int):
            return f"{value:g}" if value else ""
        return self._names.get(value, str(value))

    def _part_text(self, part: Any) -> str:
        """A part of an entry, such as a published distance, with its own mark of doubt."""
        text, mark = getattr(part, "text", ""), MARKS.get(getattr(part, "status", ""), "")
        if not text:
            text = _joined([self._text(getattr(part, field.name)) for field in fields(part) if field.name not in _APART])
        measured = f"{text} ({part.mm:g} mm)" if hasattr(part, "mm") else text
        return measured if mark in measured else f"{measured}{mark}"


def by_topic(views: Iterable[EntryView]) -> Mapping[str, tuple[EntryView, ...]]:
    """The entries under their headings, in the order in which they come."""
    found: dict[str, list[EntryView]] = {}
    for view in views:
        found.setdefault(view.topic, []).append(view)
    return {topic: tuple(told) for topic, told in found.items()}


def _joined(parts: Iterable[str]) -> str:
    """Texts one behind the other; those that are no sentence are parted by a semicolon."""
    told = [part for part in parts if part]
    return "".join(part if last else f"{part} " if part.endswith((".", "?", "!")) else f"{part}; "
                   for part, last in zip(told, [*[False] * (len(told) - 1), True], strict=False))


def _title(entry: Any) -> tuple[str, str]:
    """The field that names an entry, and the name."""
    return next(((field, getattr(entry, field)) for field in _TITLES if getattr(entry, field, "")), ("", str(entry)))


def _sources(entry: Any) -> tuple[str, ...]:
    """The sources of an entry and its parts, each once."""
    return tuple(dict.fromkeys(name for part in _parts(entry) for name in getattr(part, "sources", ())))


def _parts(entry: Any) -> list[Any]:
    """An entry with every record in it."""
    if isinstance(entry, tuple):
        return [part for one in entry for part in _parts(one)]
    if not is_dataclass(entry):
        return []
    return [entry, *(part for field in fields(entry) for part in _parts(getattr(entry, field.name)))]
