"""
What each part of a visit file may say by itself and the whole may not: a side that a muscle has not, a site that
nobody planned, "not applicable" where neither sex nor age makes it so.

It reads files whose shape is wrong too, and then says what it can, so that all faults are told at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from needlesafe.domain.anatomy import SIDES
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.companions import is_same_name
from needlesafe.domain.exclusion import excluded
from needlesafe.domain.given import reaches_beyond
from needlesafe.domain.people import Patient
from needlesafe.errors import Fault
from needlesafe.exchange.shape import joined

Raw = dict[str, Any]


def incoherences(raw: Any, catalogue: Catalogue) -> Iterator[Fault]:
    """Every contradiction between the parts of a file."""
    if isinstance(raw, dict):
        yield from _dates(raw)
        yield from _not_applicable(raw, catalogue)
        yield from _earlier(raw, catalogue)
        yield from _sides(raw, catalogue)
        yield from _treatment(raw)
        yield from _moves(raw)
        yield from _handled(raw)
        yield from _of_sites(raw)
        yield from _given(raw)
        yield from _companions(raw)
        yield from _owed(raw, catalogue)


def _part(raw: Raw, name: str) -> Raw:
    """The object under a key; an empty one where there is none."""
    value = raw.get(name)
    return value if isinstance(value, dict) else {}


def _records(raw: Raw, name: str) -> Iterator[tuple[str, Raw]]:
    """The objects of a list, each with its path."""
    return ((f"{name}[{index}]", item) for index, item in _numbered(raw, name))


def _numbered(raw: Raw, name: str) -> Iterator[tuple[int, Raw]]:
    """The objects of a list, each with its number."""
    return ((index, item) for index, item in enumerate(_list(raw, name)) if isinstance(item, dict))


def _list(raw: Raw, name: str) -> list[Any]:
    """The list under a key; an empty one where there is none."""
    value = raw.get(name)
    return value if isinstance(value, list) else []


def _day(value: Any) -> str:
    """An ISO date; empty where it is none."""
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        return ""


def _dates(raw: Raw) -> Iterator[Fault]:
    born, day = _day(_part(raw, "patient").get("birth_date")), _day(raw.get("date"))
    if born and day and born > day:
        yield Fault("patient.birth_date", "lies after the visit")
    since = _part(raw, "practitioner").get("practising_since")
    if isinstance(since, int) and day and since > date.fromisoformat(day).year:
        yield Fault("practitioner.practising_since", "lies after the visit")


def _not_applicable(raw: Raw, catalogue: Catalogue) -> Iterator[Fault]:
    for key, answer in _part(raw, "screening").items():
        word = answer.get("answer") if isinstance(answer, dict) else answer
        if word == "not-applicable" and not _may_be_excluded(key, raw, catalogue):
            yield Fault(joined("screening", key), "'not-applicable' holds only where sex or age rules the question out")


def _earlier(raw: Raw, catalogue: Catalogue) -> Iterator[Fault]:
    """An earlier answer lies before the visit and raised nothing."""
    day = _day(raw.get("date"))
    for key, told in _part(raw, "earlier").items():
        if not isinstance(told, dict):
            continue
        asked, question = _day(told.get("asked_on")), catalogue.questions.get(key)
        if asked and day and asked > day:
            yield Fault(f"{joined('earlier', key)}.asked_on", "lies after the visit")
        if question is not None and told.get("answer") == question.raised_by:
            yield Fault(f"{joined('earlier', key)}.answer", "raises something, so the question is asked again")


def _may_be_excluded(key: str, raw: Raw, catalogue: Catalogue) -> bool:
    """Whether sex or age rules out the question, or every question that raises the factor."""
    patient, day = _part(raw, "patient"), _day(raw.get("date"))
    born, sex = _day(patient.get("birth_date")), patient.get("sex")
    age = Patient("", "", born).age_on(day) if born and day else None
    names = (key,) if key in catalogue.questions else catalogue.questions_of_factor.get(key, ())
    sex = sex if isinstance(sex, str) else ""
    return bool(names) and all(excluded(catalogue.questions[name], sex, age) for name in names)


def _sides(raw: Raw, catalogue: Catalogue) -> Iterator[Fault]:
    for path, site in _records(raw, "sites"):
        name, side = site.get("muscle"), site.get("side")
        muscle = catalogue.muscles.get(name) if isinstance(name, str) else None
        if muscle is not None and side in SIDES and side not in (sides := catalogue.regions[muscle.region].sides):
            yield Fault(f"{path}.side", f"'{side}' is no side of {muscle.region}; it has {', '.join(sides)}")


def _treatment(raw: Raw) -> Iterator[Fault]:
    sites = raw.get("sites")
    planned = len(sites) if isinstance(sites, list) else None
    for path, event in _records(raw, "treatment"):
        needed = {"in": ("site", "count"), "out": ("site", "count"), "adverse": ("id",)}
        word = event.get("event")
        for name in needed.get(word, ()) if isinstance(word, str) else ():
            if name not in event:
                yield Fault(f"{path}.{name}", "is missing")
        site = event.get("site")
        if planned is not None and isinstance(site, int) and site >= planned:
            yield Fault(f"{path}.site", f"there is no site {site}; the plan has {planned}")


def _moves(raw: Raw) -> Iterator[Fault]:
    """Needles that were moved came out at one site and went in at the other in the very next entry."""
    entries, awaited = _list(raw, "treatment"), None
    for index, event in _numbered(raw, "treatment"):
        if event.get("moved") is None:
            continue
        after = entries[index + 1] if index + 1 < len(entries) and isinstance(entries[index + 1], dict) else {}
        if event.get("event") == "out" and _is_arrival(event, after):
            awaited = after
        elif event is not awaited:
            yield Fault(f"treatment[{index}].moved", "stands in an 'out' whose next entry is the 'in' at the other site, and in that one")


def _is_arrival(gone: Raw, came: Raw) -> bool:
    """Whether the needles that left one site went in at the other."""
    return (came.get("event") == "in" and came.get("count") == gone.get("count") and gone.get("site") != gone.get("moved")
            and (came.get("site"), came.get("moved")) == (gone.get("moved"), gone.get("site")))


def _handled(raw: Raw) -> Iterator[Fault]:
    """What was done about needles says what it needs, and comes in the order of the treatment."""
    needed = {"passed-on": ("to",), "needles-counted": ("counts",), "left-in-declared": ("site", "count", "why")}
    entries, planned, latest = len(_list(raw, "treatment")), len(_list(raw, "sites")), 0
    for path, act in _records(raw, "handled"):
        word, after = act.get("what"), act.get("after")
        for name in needed.get(word, ()) if isinstance(word, str) else ():
            if name not in act:
                yield Fault(f"{path}.{name}", "is missing")
        if isinstance(act.get("site"), int) and not 0 <= act["site"] < planned:
            yield Fault(f"{path}.site", f"there is no site {act['site']}")
        if isinstance(after, int) and not latest <= after <= entries:
            yield Fault(f"{path}.after", f"lies outside {latest} to {entries}: entries stand in their order")
        latest = after if isinstance(after, int) else latest


def _of_sites(raw: Raw) -> Iterator[Fault]:
    """A current stands at electrical needles, and no more needles stay in than go in."""
    for path, site in _records(raw, "sites"):
        if _are_numbers(site.get("stays"), site.get("needles")) and site["stays"] > site["needles"]:
            yield Fault(f"{path}.stays", f"more stay in than the {site['needles']} that are planned")
        if site.get("current") and site.get("technique") != "electrical":
            yield Fault(f"{path}.current", "stands only where the technique is electrical")


def _given(raw: Raw) -> Iterator[Fault]:
    """What was done is told once a site, of a site that was needled, no deeper than its needle is long."""
    needled = [event.get("site") for _, event in _numbered(raw, "treatment") if event.get("event") == "in"]
    lengths = [site.get("length_mm") for _, site in _numbered(raw, "sites")]
    told: set[int] = set()
    for path, given in _records(raw, "given"):
        site, depth = given.get("site"), given.get("depth_mm")
        if not isinstance(site, int):
            continue
        if site not in needled:
            yield Fault(f"{path}.site", f"no needle went in at site {site}")
        if site in told:
            yield Fault(f"{path}.site", f"site {site} is told twice")
        told.add(site)
        length = lengths[site] if 0 <= site < len(lengths) else None
        if _are_numbers(depth, length) and reaches_beyond(depth, length):
            yield Fault(f"{path}.depth_mm", f"reaches deeper than the needle, which is {length:g} mm long")


def _are_numbers(*values: Any) -> bool:
    return all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in values)


def _companions(raw: Raw) -> Iterator[Fault]:
    """Who interprets, witnesses or is chaperone is neither patient nor practitioner; an accepted chaperone has a name."""
    patient, practitioner = _part(raw, "patient"), _part(raw, "practitioner")
    names = {"patient": f"{patient.get('given_name')} {patient.get('family_name')}", "practitioner": practitioner.get("name")}
    for role in ("interpreter", "witness", "chaperone"):
        own = _part(raw, role).get("name")
        for other, name in names.items():
            if isinstance(own, str) and isinstance(name, str) and is_same_name(own, name):
                yield Fault(f"{role}.name", f"is the {other}; the {role} is somebody else")
    if _part(raw, "chaperone").get("answer") == "accepted" and "name" not in raw["chaperone"]:
        yield Fault("chaperone.name", "is missing")


def _owed(raw: Raw, catalogue: Catalogue) -> Iterator[Fault]:
    """What is owed for a check before leaving stands beside one that is not met, and that does not keep the patient."""
    note = _part(raw, "note")
    for name in _part(note, "discharge_owed"):
        item, answer = catalogue.discharge.get(name), _part(note, "discharge").get(name)
        if item is not None and not item.owed:
            yield Fault(joined("note.discharge_owed", name), "keeps the patient until it is met: nothing can be owed for it")
        elif item is not None and answer in (None, item.wanted):
            yield Fault(joined("note.discharge_owed", name), "is owed for a check that was not answered as failed")
