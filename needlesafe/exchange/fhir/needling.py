"""What was planned and done: a Procedure for every site, and how pain and range were before and after."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from needlesafe.domain.anatomy import Site
from needlesafe.domain.companions import is_same_name
from needlesafe.domain.ledger import SiteLedger, acts, ledger_of
from needlesafe.domain.visit import Handled, TreatmentEvent, Visit
from needlesafe.exchange.fhir.case import Case
from needlesafe.exchange.fhir.consent import site_role
from needlesafe.exchange.fhir.elements import (Element, concept, extensions, held, measure, number, own_code, text,
                                               time_of_day)
from needlesafe.exchange.fhir.people import CLINIC, PATIENT, PRACTITIONER

SIDES = {"left": "Left", "right": "Right", "midline": "Midline"}
TECHNIQUES = {"in-and-out": "In and out", "retained": "Retained", "superficial": "Superficial",
              "electrical": "With current through the needles"}
HANDS = {"in": "Put needles in", "out": "Took needles out"}
WHY_NOT = {"declined": "The patient declined.", "deferred": "The patient put the decision off."}


class Observed(NamedTuple):
    """Something that was looked at before or after."""

    role: str
    title: str
    value: float | None = None
    words: str = ""


def procedures(case: Case) -> Iterator[Element]:
    """The needling of every planned site, in the order of the plan."""
    counts = ledger_of(case.visit).sites
    for index, site in enumerate(case.visit.sites):
        yield _procedure(index, site, counts[index], case)


def observed(case: Case) -> list[Observed]:
    """Pain and range before and after, as far as they were told."""
    before, note = case.visit.indication, case.visit.note
    found = (Observed("pain-before", "Pain before, 0 to 10", before.pain_before),
             Observed("pain-after", "Pain after, 0 to 10", note.pain_after),
             Observed("range-before", "Movement before", words=before.range_before),
             Observed("range-after", "Movement after", words=note.range_after))
    return [one for one in found if one.value is not None or one.words.strip()]


def observations(case: Case) -> Iterator[Element]:
    """Each of them as an Observation on the day of the visit."""
    for one in observed(case):
        told = {"valueString": text(one.words)} if one.value is None else \
            {"valueQuantity": {"value": number(one.value), "unit": "of 10"}}
        code = concept(own_code("observation", one.role, one.title))
        yield case.resource("Observation", one.role, status="final", code=code, subject=case.to(PATIENT),
                            effectiveDateTime=case.visit.date, performer=[case.to(PRACTITIONER)], **told)


def needle_words(site: Site) -> str:
    """The needles of a site in words."""
    pack = [site.needle] if site.needle else []
    pack += [f"lot {site.lot}"] if site.lot else []
    pack += [f"expires {site.expires}"] if site.expires else []
    several = "needle" if site.needles == 1 else "needles"
    return ", ".join([f"{site.needles} {several}", f"{site.length_mm:g} × {site.gauge_mm:g} mm", *pack])


def _procedure(index: int, site: Site, count: SiteLedger, case: Case) -> Element:
    visit, status = case.visit, _status(count, case.visit)
    why_not = WHY_NOT.get(visit.consent.decision, "") if status == "not-done" else ""
    return case.resource(
        "Procedure", site_role(index), status=status, statusReason=concept(words=why_not),
        code=concept(own_code("procedure", "dry-needling", "Dry needling"), words="Dry needling"), subject=case.to(PATIENT),
        extension=[*_how(site, count), *_current(site), *_given(index, visit)], note=_remarks(index, visit),
        performer=_performers(index, site, case), bodySite=[_place(index, site, case)],
        reasonCode=[concept(words=visit.indication.complaint)] if visit.indication.complaint.strip() else [],
        usedCode=[_needle(site)], **(_performed(index, visit) if count.placed else {}))


def _status(count: SiteLedger, visit: Visit) -> str:
    """R4's status: prepared until a needle goes in, done when all are out again."""
    if not count.placed:
        return "not-done" if visit.closed or visit.consent.decision in WHY_NOT else "preparation"
    if count.present:
        return "stopped" if visit.closed else "in-progress"
    return "completed"


def _performed(index: int, visit: Visit) -> Element:
    """The day, and the local times of day at which needles went in and came out, as they were recorded."""
    ins = [event.at for event in visit.treatment if event.event == "in" and event.site == index]
    outs = [event.at for event in visit.treatment if _takes_out(event, index)]
    times = extensions(*(("needles-in-at", "Time", time_of_day(at)) for at in ins),
                       *(("needles-out-at", "Time", time_of_day(at)) for at in outs))
    return {"performedDateTime": visit.date, "_performedDateTime": {"extension": times}}


def _takes_out(event: TreatmentEvent, index: int) -> bool:
    return event.event == "all-out" or (event.event == "out" and event.site == index)


def _performers(index: int, site: Site, case: Case) -> list[Element]:
    """Who needled, whose hands besides put needles in or took them out, and who held the probe."""
    needling = [{"actor": case.to(PRACTITIONER), "onBehalfOf": case.to(CLINIC)}, *_other_hands(index, case)]
    guide = site.ultrasound
    if guide is None:
        return needling
    probe = held(function=concept(own_code("role", "ultrasound", "Ultrasound guidance")),
                 actor=held(display=text(guide.operator)), extension=extensions(("training", "String", guide.training)))
    return [*needling, probe] if "actor" in probe else needling


def _other_hands(index: int, case: Case) -> list[Element]:
    """Everybody but the practitioner who put needles in at a site or took them out, by name."""
    if not any(event.event == "in" and event.site == index for event in case.visit.treatment):
        return []
    did: dict[tuple[str, str], None] = {}
    charge = ""
    for act in acts(case.visit):
        if isinstance(act, Handled):
            charge = act.to or charge
        elif (act.event == "in" and act.site == index) or _takes_out(act, index):
            did[act.by or charge, "in" if act.event == "in" else "out"] = None
    names = {name for name, _ in did if not is_same_name(name, case.visit.practitioner.name)}
    return [{"function": concept(own_code("hands", way, HANDS[way])), "actor": {"display": text(name)}}
            for name, way in did if name in names and text(name)]


def _place(index: int, site: Site, case: Case) -> Element:
    """Muscle and region as codes of ours; side and level are extensions, for R4 has no element for them here."""
    region = case.region_at(index)
    muscle = own_code("muscle", site.muscle, case.catalogue.muscles[site.muscle].title)
    place = concept(muscle, own_code("region", region, case.region_words(region)), words=case.site_words(index))
    level = ("level", "Code", site.level)
    return {**place, "extension": extensions(("side", "Coding", own_code("side", site.side, SIDES[site.side])), level)}


def _needle(site: Site) -> Element:
    """The needles that the plan names, with their number and measures."""
    measures = extensions(("planned", "PositiveInt", site.needles), ("length", "Quantity", measure(site.length_mm, "mm")),
                          ("gauge", "Quantity", measure(site.gauge_mm, "mm")), ("lot", "String", site.lot),
                          ("expires", "Date", site.expires), ("make", "String", site.needle))
    return {**concept(own_code("item", "needle", "Needle"), words=needle_words(site)), "extension": measures}


def _how(site: Site, count: SiteLedger) -> list[Element]:
    technique = own_code("technique", site.technique, TECHNIQUES[site.technique])
    position = own_code("position", site.position) if site.position else None
    return extensions(("technique", "Coding", technique), ("position", "Coding", position), ("angle", "String", site.angle),
                      ("needles-in", "UnsignedInt", count.placed), ("needles-out", "UnsignedInt", count.removed),
                      *_besides(site, count))


def _besides(site: Site, count: SiteLedger) -> list[tuple[str, str, Any]]:
    """What only some sites have: needles that were moved, stay in on purpose or wait to be counted, and a planned time."""
    counts = (("needles-moved-in", count.moved_in), ("needles-moved-away", count.moved_away),
              ("needles-left-in", count.declared), ("needles-to-count", count.to_count), ("needles-to-stay", site.stays))
    minutes = measure(site.minutes, "min") if site.minutes is not None else None
    return [*((name, "UnsignedInt", number_) for name, number_ in counts if number_), ("planned-time", "Quantity", minutes)]


def _current(site: Site) -> list[Element]:
    """The current through the needles, as far as it was said."""
    if site.current is None:
        return []
    told = (("current-frequency", site.current.frequency_hz, "Hz"), ("current-intensity", site.current.intensity_ma, "mA"),
            ("current-time", site.current.minutes, "min"))
    return extensions(*((name, "Quantity", measure(value, unit)) for name, value, unit in told if value is not None))


def _given(index: int, visit: Visit) -> list[Element]:
    """How deep, how often and with which response, as far as it was said."""
    return [part for one in visit.given if one.site == index for part in extensions(
        ("depth", "Quantity", measure(one.depth_mm, "mm") if one.depth_mm is not None else None),
        ("insertions", "PositiveInt", one.insertions),
        ("response", "Coding", own_code("response", one.response) if one.response else None))]


def _remarks(index: int, visit: Visit) -> list[Element]:
    return [{"text": text(one.remarks)} for one in visit.given if one.site == index and one.remarks.strip()]
