"""What the verbs of `content` answer: as plain JSON values, and in lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from needlesafe.content.check import check
from needlesafe.content.differences import Differences, Outcome, differences
from needlesafe.content.load import read
from needlesafe.content.schemas import SHAPES, schema
from needlesafe.content.show import Naming, Shown, show
from needlesafe.domain.catalogue import Catalogue, Disagreement
from needlesafe.domain.doubt import mark_of
from needlesafe.errors import BadInput, Fault
from needlesafe.exchange.visit_schema import published
from needlesafe.flow.answer import Answer
from needlesafe.flow.entry_views import EntryReader, EntryView
from needlesafe.flow.listing import content_json
from needlesafe.paths import assets_dir


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


def compared(old: Path, new: Path) -> Answer:
    """What differs between two contents, in clinical terms. BadInput where a folder holds none that can be read."""
    contents = [_readable(_assets_of(folder)) for folder in (old, new)]
    told = differences(*contents)
    value = {"old": content_json(contents[0]), "new": content_json(contents[1]), "stops_lost": list(told.stops_lost),
             "findings": [{"text": _outcome_line(one), **asdict(one), "milder": one.milder} for one in told.outcomes],
             "added": list(told.added), "removed": list(told.removed), "changed": [asdict(entry) for entry in told.changed],
             "visits_compared": told.visits, "one_muscle_a_region": told.by_region}
    return Answer(value, tuple(_difference_lines(told, contents[1], contents[0])))


def _assets_of(folder: Path) -> Path:
    """The assets folder that is meant: the folder, the one in it, or the one around it."""
    places = (folder, folder / "assets", folder.absolute().parent)
    return next((place for place in places if (place / "clinical").is_dir()), folder)


def _readable(root: Path) -> Catalogue:
    """The content of a folder, whatever stop it may have lost."""
    reading, faults = read(root)
    if faults:
        raise BadInput([Fault(f"{root}: {fault.place}", fault.text) for fault in faults])
    return reading.catalogue


def _outcome_line(one: Outcome) -> str:
    where = f"at {'; '.join(one.places)}" if one.places else "everywhere"
    told = f"was '{one.was}', is now '{one.now}'" if one.was != one.now else f"stays '{one.now}'"
    loud = "A STOP WAS LOST. " if one.was == "stop" != one.now else ""
    return f"{loud}{one.words}, {where}{f', {one.way}' if one.way else ''}: {told} ({'; '.join(one.rules)})."


def _difference_lines(told: Differences, new: Catalogue, old: Catalogue) -> Iterator[str]:
    if told.stops_lost:
        yield f"STOPS LOST: {len(told.stops_lost)}. NeedleSafe does not start with the new content while its list keeps them."
        yield from (f"  {line}" for line in told.stops_lost)
    yield "Which answers give another finding" if told.outcomes else "No answer gives another finding."
    yield from (f"  {_outcome_line(one)}" for one in told.outcomes)
    if told.by_region:
        yield "  There was much to compare: one muscle stood for its region, needled in and out."
    for heading, names, content in (("Added", told.added, new), ("Removed", told.removed, old)):
        reader = EntryReader(content)
        if names:
            yield f"{heading}: {len(names)}"
            yield from (f"  {name}: {reader.view(name).title}" for name in names)
    if told.changed:
        yield f"Changed: {len(told.changed)}"
    for entry in told.changed:
        yield f"  {entry.name}"
        yield from (f"    {field.name}: {field.was or 'empty'} -> {field.now or 'empty'}" for field in entry.fields)
