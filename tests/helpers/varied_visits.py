"""A dozen visits as different as they come, told without a store; everybody in them is invented."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from needlesafe.domain.anatomy import Current
from needlesafe.domain.answers import Answer
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.companions import Chaperone, Guardian, Interpreter, Witness
from needlesafe.domain.consent import Signature
from needlesafe.domain.given import Course, Given
from needlesafe.domain.last_visit import EarlierAnswer
from needlesafe.domain.people import Clinic
from needlesafe.domain.rules import assess
from needlesafe.domain.statements import Amendment, HandOver, Incident, Referral, VitalSigns, Withdrawal
from needlesafe.domain.visit import Handled, Packs, TreatmentEvent, Visit
from tests.helpers import example_visit
from tests.helpers.visit_files import AOIFE, DELTOID, GASTROCNEMIUS, UPPER_TRAPEZIUS, as_visit, begun, complete, consented

Raw = dict[str, Any]
Making = Callable[[Catalogue], Visit]

CLINIC = Clinic("Praxis am Bach", "Bachweg 3\n12345 Köln", "+49 221 555 0100", "DE")
HOSTILE = 'a < b & c > "d" </div><script>alert(1)</script> &amp; ]]> {total} %s'
BLANKS = "no-break\u00a0blank, thin\u2009blank, line\u2028end"
NAMES = ("Ελένη Παπαδοπούλου", "Ксения Щукина", "Zoë Šimůnek-Łukasiewicz")


def known(visit: Visit, name: str) -> Visit:
    """The visit with an id, a clinic and the times that a journal would give it."""
    return replace(visit, id=f"visit-{name}", clinic=CLINIC, started_at="2026-11-21T09:00:00.000Z",
                   last_at="2026-11-21T10:00:00.000Z")


def _minimal(catalogue: Catalogue) -> Visit:
    return as_visit(begun(), catalogue)


def _usual(catalogue: Catalogue) -> Visit:
    whole = as_visit(complete(begun(UPPER_TRAPEZIUS, DELTOID), catalogue), catalogue)
    return replace(whole, finished_at="2026-11-21T10:00:00.000Z", trial_choice="practice")


def _twelve_sites(catalogue: Catalogue) -> Visit:
    """With everything that may be said of a site, a course and a practitioner."""
    muscles = [m for m in catalogue.muscles.values() if not (m.prohibited or m.needs or catalogue.regions[m.region].locked)]
    sites = [{**GASTROCNEMIUS, "muscle": muscle.id, "side": catalogue.regions[muscle.region].sides[0], "needles": index + 1}
             for index, muscle in enumerate(muscles[:12])]
    visit = as_visit(complete(begun(*sites), catalogue), catalogue)
    first = replace(visit.sites[0], angle="perpendicular, towards the bone", needle="Acme, steel, uncoated",
                    current=Current(2, 1.5, 10))
    return replace(visit, sites=(first, *visit.sites[1:]), course=Course(6, "once a week", "stretching"),
                   practitioner=replace(visit.practitioner, practising_since=2009),
                   given=(Given(0, 22.5, 9, "both", "twice"), Given(7, response="none")))


def _refusal(catalogue: Catalogue) -> Visit:
    visit = as_visit(consented(begun(DELTOID), catalogue, "declined"), catalogue)
    return replace(visit, consent=replace(visit.consent, decided_by="Aoife Byrne", reason="I would rather exercise first."))


def _put_off(catalogue: Catalogue) -> Visit:
    return example_visit.unwilling(catalogue, "deferred")


def _minor(catalogue: Catalogue) -> Visit:
    child = {**AOIFE, "given_name": "Niamh", "birth_date": "2014-02-28", "height_cm": 148, "weight_kg": 39.5}
    guardian = Guardian("Seán Byrne", "father", "sean@example.ie", "Birth certificate seen.")
    return replace(as_visit(complete(begun(DELTOID, patient=child), catalogue), catalogue), guardian=guardian)


def _adverse_events(catalogue: Catalogue) -> Visit:
    happened = tuple(TreatmentEvent("10:10", "adverse", index % 2 if index % 3 else None, id=name,
                                    detail={"found": f"seen {index}", "outcome": "settled", "minutes": 1.5, "weakness": "no",
                                            "vital_signs": {"pulse": 72, "oxygen": 98}, "steps_done": ["step-1", "step-2"]})
                     for index, name in enumerate(catalogue.events))
    usual = _usual(catalogue)
    note = replace(usual.note, discharge={**usual.note.discharge, "ob-neuro": "no"},
                   discharge_owed={"ob-neuro": "Numb patch over the shoulder. Conor Walsh rings on Monday."})
    return replace(usual, note=note, treatment=(TreatmentEvent("10:05", "in", 0, 2), *happened,
                                                TreatmentEvent("10:20:30", "all-out")))


def _alphabets(catalogue: Catalogue) -> Visit:
    visit = example_visit.finished(catalogue)
    patient = replace(visit.patient, family_name=NAMES[0], given_name=NAMES[1], language="Ελληνικά", sex="intersex")
    note = replace(visit.note, response=HOSTILE, soreness=BLANKS, follow_up="α\nβ\r\nж")
    return replace(visit, patient=patient, note=note,
                   practitioner=replace(visit.practitioner, name=NAMES[2], scope=None), trial=False)


def _repeat(catalogue: Catalogue) -> Visit:
    visit = _usual(catalogue)
    kept = {name: EarlierAnswer(answer.answer, "2026-11-03", "as before") for name, answer in
            list(visit.screening.items())[:40] if answer.answer == "no" and catalogue.questions[name].raised_by == "yes"}
    return replace(visit, number=2, earlier=kept, since_last={name: Answer("no") for name in catalogue.changes},
                   screening={name: answer for name, answer in visit.screening.items() if name not in kept})


def _handled(catalogue: Catalogue) -> Visit:
    """Needles moved, passed on, taken out all at once and counted, one left in on purpose; packs counted."""
    stays = {**GASTROCNEMIUS, "stays": 1, "minutes": 17.5}
    treatment = (TreatmentEvent("10:05", "in", 0, 2), TreatmentEvent("10:06", "in", 1, 2),
                 TreatmentEvent("10:08", "out", 0, 1, moved=1), TreatmentEvent("10:08", "in", 1, 1, moved=0),
                 TreatmentEvent("10:20", "out", 1, 1, by="Mary Walsh"),
                 TreatmentEvent("10:21", "all-out", by="Ingrid Ødegård", to_count=True))
    told = (Handled("10:12", "passed-on", 4, to="Ingrid Ødegård"),
            Handled("10:13", "left-in-declared", 4, 1, 1, why="A press needle for three days."),
            Handled("10:23", "needles-counted", 6, by="Mary Walsh", counts=(1, 1)))
    visit = as_visit(complete(begun(DELTOID, stays), catalogue), catalogue)
    return replace(visit, treatment=treatment, handled=told, packs=Packs(23, 4, 19), finished_at="2026-11-21T10:40:00.000Z")


def _withdrawn(catalogue: Catalogue) -> Visit:
    visit = example_visit.signed(catalogue)
    letters = (HandOver("ambulance", "collapsed lung", "short of breath", "sat up",
                        (VitalSigns("10:12", "alert", 24, 93, 110, "120/80"), VitalSigns("10:16", "alert", 22, 94)),
                        "+353 91 555 0142", "10:15", "2026-11-21T10:16:00.000Z"),)
    at = "2026-11-21T10:02:50.000Z"
    besides = tuple(Signature(role, ("needling",), name, (), name, example_visit.DRAFT, at)
                    for role, name in (("witness", "Ingrid Ødegård"), ("chaperone", "Mary Walsh"), ("supervisor", "Dr Keane")))
    return replace(
        visit, interpreter=Interpreter("Ксения Щукина", "pl", "video"), witness=Witness("Ingrid Ødegård"),
        chaperone=Chaperone("accepted", "Mary Walsh"), hand_overs=letters,
        consent=replace(visit.consent, signatures=(*visit.consent.signatures, *besides)),
        withdrawal=Withdrawal("10:08", "spoken", "Please stop.", capacity="clear", no_penalty=True, needles_in=0,
                              recorded_at="2026-11-21T10:08:10.000Z"),
        referrals=(Referral("Dr Papadopoulou", ("pr-anticoagulant", "pr-smoker"), "May the calf be needled?", "09:50"),),
        incident=Incident("significant", "A nerve was touched.", "ae-nerve-contact", learned="Ask twice."),
        amendments=(Amendment("Wrong side written", "Right calf, not left.", "Conor Walsh", "2026-11-23T09:15"),))


def _longest(catalogue: Catalogue) -> Visit:
    """Forty sites, texts of 6,000 characters, names as long as a visit file may hold them, and a page of every kind."""
    sites = [{**DELTOID, "side": ("left", "right")[index % 2]} for index in range(40)]
    visit = as_visit(consented(begun(*sites, screening={"pr-anticoagulant": "yes"}), catalogue), catalogue)
    about = assess(visit, catalogue).findings[0].id
    placed = tuple(TreatmentEvent("10:05", "in", index, site.needles) for index, site in enumerate(visit.sites))
    visit = replace(visit, treatment=(*placed, TreatmentEvent("10:20", "all-out")), withdrawal=Withdrawal("10:21", "spoken"),
                    hand_overs=(HandOver("", at="10:30"),), incident=Incident("serious", ""),
                    referrals=(Referral("", (about,), ""),), amendments=(Amendment("", "", at="2026-11-23T09:15"),))
    return replace(visit, **{part: _filled(part, getattr(visit, part), names) for part, names in LONG_TEXTS.items()})


def _filled(mark: str, record: Any, names: tuple[str, ...]) -> Any:
    """The record, or each of the records, with words in those fields that stand nowhere else."""
    if isinstance(record, tuple):
        return tuple(_filled(mark, one, names) for one in record)
    return replace(record, **{name: _words(f"{mark[:4]}{name}", 500 if name in NAMES_OF else 6000) for name in names})


def _words(mark: str, characters: int) -> str:
    letters = "".join(sign for sign in mark if sign.isalpha())
    return " ".join(f"{letters}{number:03}" for number in range(characters // (len(letters) + 4)))


NAMES_OF = ("family_name", "given_name", "identifier", "phone", "registration", "profession", "training", "by", "decided_by", "to",
            "suspected", "reported")
LONG_TEXTS: dict[str, tuple[str, ...]] = {
    "patient": ("family_name", "given_name", "identifier", "phone"), "practitioner": ("registration", "profession", "training"),
    "indication": ("complaint", "diagnosis", "goal", "range_before"), "consent": ("questions", "decided_by", "reason"),
    "note": ("response", "range_after", "bleeding", "bruising", "soreness", "follow_up"),
    "withdrawal": ("words", "reason", "capacity", "alternatives", "removal", "by"), "hand_overs": ("to", "suspected", "happened", "done"),
    "incident": ("happened", "present", "done", "told", "outcome", "reported", "follow_up", "learned", "to", "by"),
    "referrals": ("to", "text"), "amendments": ("reason", "text", "by")}
"""The fields of the longest visit that are filled."""

VISITS: dict[str, Making] = {
    "minimal": _minimal, "usual": _usual, "twelve-sites": _twelve_sites, "refusal": _refusal, "put-off": _put_off,
    "minor-with-guardian": _minor, "adverse-events": _adverse_events, "alphabets": _alphabets, "repeat": _repeat,
    "withdrawn": _withdrawn, "handled": _handled, "patient-gone": example_visit.patient_gone, "longest": _longest}
"""Each visit by its name; `known` gives it an id."""
