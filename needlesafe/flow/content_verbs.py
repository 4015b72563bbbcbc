"""What the verbs of `content` answer: as plain JSON values, and in lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from needlesafe.content.check import check
from needlesafe.content.schemas import SHAPES, schema
from needlesafe.content.show import Naming, Shown, show
from needlesafe.domain.catalogue import Catalogue, Disagreement
from needlesafe.domain.doubt import mark_of
from needlesafe.errors import BadInput, Fault
from needlesafe.exchange.visit_schema import published
from needlesafe.flow.entry_views import EntryReader, EntryView
from needlesafe.flow.listing import content_json
from needlesafe.paths import assets_dir


@dataclass(frozen=True, slots=True)
class Answer:
    """What a verb says."""

    value: Any
    """The answer for another program."""
    lines: tuple[str, ...]
    """The same for people."""


def checked(folder: Path | None, clinic: Path | None, today: date) -> Answer:
    """The summary of a content without a fault. BadInput names every fault of one that has any."""
    root = folder or assets_dir()
    told = check(root, clinic, root.absolute().parent / "tests" / "cases", today)
    if told.faults:
        raise BadInput(told.faults)
    known = content_json(told.catalogue)
    hardest = {"place": told.hardest.place, "grade": round(told.hardest.grade, 1)} if told.hardest else None
    value = {**known, "faults": [], "counts": told.counts, "statuses": told.statuses, "cases": told.cases,
             "next_review": told.next_review.isoformat() if told.next_review else None, "hardest": hardest}
    counted = ", ".join(f"{number} {table}" for table, number in told.counts.items())
    cases = (f"{told.cases} cases hold; every rule has one in which it fires and one in which it is silent."
             if told.cases else "Cases were not looked at: there is no folder tests/cases beside this content.")
    clinic_words = (f"What the clinic added: fingerprint {known['clinic']}.",) if "clinic" in known else ()
    doubtful = told.statuses
    return Answer(value, (
        f"No fault found. Version {known['version']}, fingerprint {known['fingerprint']}.", *clinic_words, f"{counted}.",
        f"{doubtful['unconfirmed']} entries are not confirmed (†), {doubtful['default']} are defaults of our own (‡).",
        cases, f"The next review is due on {told.next_review}.",
        f"The hardest text that a patient reads is of grade {hardest['grade']}: {hardest['place']}." if hardest else ""))


def shown(ident: str, catalogue: Catalogue) -> Answer:
    """Everything about one id. BadInput names the nearest ids where there is none like it."""
    reader = EntryReader(catalogue)
    found = [(one, reader.view(one.name)) for one in show(ident, catalogue)]
    values = [_shown_value(one, view, reader) for one, view in found]
    first = {**values[0], **({"others": values[1:]} if values[1:] else {})}
    return Answer(first, tuple(line for one, view in found for line in _shown_lines(one, view, reader)))


def _shown_value(one: Shown, view: EntryView, reader: EntryReader) -> dict[str, Any]:
    named = {"named_by": one.named_by, "through": one.through}
    return {"name": one.name, "id": one.name.rpartition(" ")[2], "title": view.title, "status": view.status,
            "mark": mark_of(view.status), "entry": asdict(one.entry) if is_dataclass(one.entry) else one.entry,
            "sources": [asdict(source) for source in one.sources],
            **{key: [{"name": n.name, "field": n.field, "title": reader.view(n.name).title} for n in names]
               for key, names in named.items()},
            "disagreements": [asdict(item) for item in one.disagreements]}


def _shown_lines(one: Shown, view: EntryView, reader: EntryReader) -> Iterator[str]:
    yield f"{one.name}: {view.title}"
    if view.status:
        yield f"  status: {view.status} {mark_of(view.status)}".rstrip()
    yield from (f"  {field}: {text}" for field, text in (*view.gist, *view.facts))
    if one.sources:
        yield "Sources, and how far each was read"
        yield from (f"  {source.id}: {source.text} ({source.checked})" for source in one.sources)
    yield from _naming_lines("Named by", one.named_by, reader)
    yield from _naming_lines("Has to do with", one.through, reader)
    if one.disagreements:
        yield "Where sources disagree"
        yield from (line for item in one.disagreements for line in _disagreement_lines(item))
    yield ""


def _naming_lines(heading: str, named: tuple[Naming, ...], reader: EntryReader) -> Iterator[str]:
    """A line for each entry that names, with the fields in which it does and the action that it asks for."""
    fields: dict[str, list[str]] = {}
    for naming in named:
        fields.setdefault(naming.name, []).append(naming.field)
    if named:
        yield heading
    for name, where in fields.items():
        action = getattr(reader.entries[name], "action", "")
        yield f"  {name}{f', {action}' if action else ''} ({', '.join(where)}): {reader.view(name).title}"


def _disagreement_lines(item: Disagreement) -> Iterator[str]:
    yield f"  {item.id}: {item.topic}"
    yield from (f"    {position}" for position in item.positions)
    yield f"    Chosen: {item.default}"


def schema_of(kind: str) -> dict[str, Any]:
    """The JSON Schema of the visit file or of one kind of entry. BadInput names the kinds that there are."""
    if kind == "visit":
        return published()
    if kind not in SHAPES:
        raise BadInput([Fault("KIND", f"'{kind}' is none of visit, {', '.join(SHAPES)}")])
    return schema(kind)
