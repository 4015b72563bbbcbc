"""The figures of a practice are exact counts of what its visits tell."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from needlesafe.domain.anatomy import Site
from needlesafe.domain.people import Clinic, Contact, Patient, Practitioner
from needlesafe.domain.practice import ANY, NEEDLES, PARTS, WHOLE, events_of, practice_of
from needlesafe.domain.proportions import Proportion
from needlesafe.domain.statements import Incident
from needlesafe.domain.visit import Document, Indication, Note, Override, TreatmentEvent, Visit

TODAY = "2026-11-21"
PATIENT = Patient("Byrne", "Aoife", "1984-03-09", emergency_contact=Contact("Seán Byrne", "+353 1 555 0143"))
SITE = Site("m-deltoid", "left", 2, 30, 0.25, "in-and-out", lot="A1180", expires="2029-01")
PUT = TreatmentEvent("10:00", "in", 0, 2)
OUT = TreatmentEvent("10:05", "out", 0, 2)
FULL = Visit("v1", "2026-11-20", "IE", "p1", PATIENT, Practitioner("Conor Walsh", "PT-1"), Clinic("Praxis"), "1", "f" * 64,
             trial=False, sites=(SITE,), treatment=(PUT, OUT), indication=Indication("neck pain", pain_before=6),
             note=Note(response="eased", pain_after=2, aftercare_given=True, red_flags_explained=True), finished_at="2026-11-20T11:00:00Z",
             documents=(Document("record", "0" * 64, "record.pdf", ""),))


def adverse(*events: str) -> tuple[TreatmentEvent, ...]:
    """A treatment in which these were recorded."""
    return (PUT, *(TreatmentEvent("10:02", "adverse", 0, id=event) for event in events), OUT)


def visit(**changes: Any) -> Visit:
    """The full visit with changes."""
    return replace(FULL, **changes)


def test_events_are_counted_by_visit_by_patient_and_by_times() -> None:
    told = practice_of([("a", visit(treatment=adverse("ae-vasovagal", "ae-vasovagal"))), ("a", visit(treatment=adverse("ae-vasovagal"))),
                        ("b", visit(treatment=adverse("ae-bruise"))), ("b", visit()), ("c", visit())], TODAY)
    faint, bruise = told.event("ae-vasovagal"), told.event("ae-bruise")
    assert (told.visits, told.patients, told.sites, told.needles) == (5, 3, 5, 10)
    assert (faint.visits, faint.patients, faint.times) == (Proportion(2, 5), Proportion(1, 3), 3)
    assert (bruise.visits, bruise.patients, bruise.times) == (Proportion(1, 5), Proportion(1, 3), 1)
    assert (told.any_event.event, told.any_event.visits, told.any_event.patients, told.any_event.times) == \
        (ANY, Proportion(3, 5), Proportion(2, 3), 4)
    assert [figure.event for figure in told.events] == ["ae-vasovagal", "ae-bruise"]


def test_what_was_never_recorded_is_nothing_of_all() -> None:
    told = practice_of([("a", visit())], TODAY)
    assert told.events == () and told.event("ae-pneumothorax").visits == Proportion(0, 1)
    assert told.event("ae-pneumothorax").visits.interval == (0.0, 1.0)


def test_no_visit_at_all_is_no_figure() -> None:
    told = practice_of([], TODAY)
    assert told.event("ae-vasovagal").visits.interval is None and told.whole_record.held == Proportion(0, 0)


def test_trial_visits_are_no_denominator() -> None:
    told = practice_of([("a", visit()), ("b", visit(trial=True, treatment=adverse("ae-vasovagal"), overrides=(Override("cr-1", "no"),)))], TODAY)
    assert (told.visits, told.patients, told.trials, told.events, told.rules) == (1, 1, 1, (), ())


def test_visits_of_the_demonstration_are_counted_there_and_said_to_be_invented() -> None:
    told = practice_of([("a", visit(trial=True, demo=True, treatment=adverse("ae-vasovagal")))], TODAY)
    assert (told.visits, told.trials, told.event("ae-vasovagal").times, told.invented) == (1, 0, 1, True)
    assert not practice_of([("a", visit())], TODAY).invented


def test_a_visit_without_needles_is_no_treatment_and_its_decisions_count() -> None:
    told = practice_of([("a", visit(treatment=(), overrides=(Override("cr-1", "no"),)))], TODAY)
    assert (told.visits, told.records[0].held.of) == (0, 0)
    assert [(figure.rule, figure.declined) for figure in told.rules] == [("cr-1", Proportion(1, 1))]


def test_an_event_that_the_incident_report_names_is_counted_once() -> None:
    report = Incident("serious", "Could not breathe", event="ae-pneumothorax")
    assert events_of(visit(incident=report)) == ("ae-pneumothorax",)
    assert events_of(visit(incident=report, treatment=adverse("ae-pneumothorax"))) == ("ae-pneumothorax",)


def test_an_event_that_showed_after_the_record_was_sealed_is_counted() -> None:
    later = TreatmentEvent("18:30", "adverse", id="ae-pneumothorax")
    assert practice_of([("a", visit(afterwards=(later,)))], TODAY).event("ae-pneumothorax").visits == Proportion(1, 1)


def test_rules_are_counted_where_their_change_was_accepted_or_declined() -> None:
    told = practice_of([("a", visit(changes_accepted=("cr-1", "cr-2"))), ("b", visit(overrides=(Override("cr-1", "no"),))),
                        ("c", visit(changes_accepted=("cr-1",), overrides=(Override("cr-2", "no"),))), ("d", visit())], TODAY)
    assert [(figure.rule, figure.declined) for figure in told.rules] == [("cr-1", Proportion(1, 3)), ("cr-2", Proportion(1, 2))]
    assert told.all_rules.declined == Proportion(2, 5)


def test_a_change_that_was_accepted_and_then_declined_was_declined() -> None:
    told = practice_of([("a", visit(changes_accepted=("cr-1",), overrides=(Override("cr-1", "no"),)))], TODAY)
    assert told.rules[0].declined == Proportion(1, 1)


def test_a_whole_record_holds_everything_and_each_gap_is_seen() -> None:
    gaps = {"sealed": visit(documents=()), "complaint": visit(indication=Indication(pain_before=6)),
            "pack": visit(sites=(replace(SITE, lot=" "),)), "pain": visit(indication=Indication("neck pain")),
            "response": visit(note=replace(FULL.note, response="")), "aftercare": visit(note=replace(FULL.note, red_flags_explained=False)),
            "contact": visit(patient=replace(PATIENT, emergency_contact=Contact("Seán Byrne"))), NEEDLES: visit(treatment=(PUT,))}
    assert set(gaps) == {*PARTS, NEEDLES}
    assert practice_of([("a", FULL)], TODAY).whole_record.held == Proportion(1, 1)
    for part, gap in gaps.items():
        told = practice_of([("a", gap), ("b", FULL)], TODAY)
        assert {figure.part for figure in told.records if figure.held != Proportion(2, 2)} == {part}
        assert (told.whole_record.part, told.whole_record.held) == (WHOLE, Proportion(1, 2))


def test_the_lot_of_a_site_that_was_not_needled_is_not_asked_for() -> None:
    told = practice_of([("a", visit(sites=(SITE, replace(SITE, muscle="m-soleus", lot=""))))], TODAY)
    assert told.whole_record.held == Proportion(1, 1)


def test_an_open_visit_of_today_is_not_yet_asked_whether_it_is_whole() -> None:
    still = visit(date=TODAY, finished_at="", documents=())
    assert practice_of([("a", still)], TODAY).whole_record.held == Proportion(0, 0)
    assert practice_of([("a", replace(still, date="2026-11-20"))], TODAY).whole_record.held == Proportion(0, 1)
