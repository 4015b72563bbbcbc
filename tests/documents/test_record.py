"""Everything that was stored is in the record, and its first page is read in half a minute."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from needlesafe.documents import record
from needlesafe.documents.sections.audit import EVENT_WORDS
from needlesafe.documents.sections.raised import ACTION_WORDS
from needlesafe.documents.wording import Wording
from needlesafe.domain.answers import Answer, Clearance, Place
from needlesafe.domain.catalogue import ACTIONS, Catalogue
from needlesafe.domain.events import EVENT_TYPES, GENESIS, Event, chained
from needlesafe.domain.follow_up import follow_ups
from needlesafe.domain.visit import TreatmentEvent, Visit
from tests.documents.conftest import Knowing, Reader
from tests.helpers import example_visit
from tests.helpers.assessing import at
from tests.helpers.varied_visits import known
from tests.helpers.visit_files import as_visit, begun


@pytest.fixture(scope="module")
def finished(catalogue: Catalogue) -> Visit:
    """The visit at its end."""
    return example_visit.finished(catalogue)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _first_page(pdf: bytes, folder: Path) -> str:
    file = folder / "record.pdf"
    file.write_bytes(pdf)
    told = subprocess.run(["pdftotext", "-enc", "UTF-8", "-l", "1", str(file), "-"], capture_output=True, check=True)
    return _squeezed(told.stdout.decode())


def _answers(visit: Visit, catalogue: Catalogue) -> Iterator[str]:
    """What was asked and answered, as it must be read."""
    words = Wording(catalogue.consent["en"], {})
    for key, answer in {**visit.screening, **visit.since_last}.items():
        asked = catalogue.questions.get(key) or catalogue.changes.get(key)
        told = [answer.detail, *(catalogue.regions[place.region].title for place in answer.where)]
        if answer.date:
            told.append(words.day(answer.date))
        if answer.clearance:
            told += [answer.clearance.by, words.day(answer.clearance.date), answer.clearance.text]
        yield from (asked.text, *told)
    for items, answers in ((catalogue.readiness, visit.readiness), (catalogue.discharge, visit.note.discharge)):
        yield from (items[key].text for key in answers)
    yield from (item.text for item in catalogue.consent["en"].understanding)


def _plan(visit: Visit, catalogue: Catalogue) -> Iterator[str]:
    for site in visit.sites:
        muscle = catalogue.muscles[site.muscle]
        yield from (f"{site.side} {muscle.title}".lower(), f"{site.needles} needles, {site.length_mm:g} mm × {site.gauge_mm:g} mm",
                    site.lot, site.expires, site.position)
        if site.ultrasound:
            yield from (site.ultrasound.operator, site.ultrasound.training)
    for region in {catalogue.muscles[site.muscle].region for site in visit.sites}:
        yield from (item.text for item in catalogue.regions[region].acknowledgements)
    yield from (override.reason for override in visit.overrides)


def _course(visit: Visit, catalogue: Catalogue) -> Iterator[str]:
    for event in visit.treatment:
        yield event.at
        yield from _leaves(event.detail)
        if event.id:
            yield from (event.id, catalogue.events[event.id].title, *catalogue.events[event.id].steps)
    note = visit.note
    yield from (note.response, f"{note.pain_after:g}", note.range_after, note.bleeding, note.bruising, note.soreness,
                note.follow_up)


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            if key != "steps_done":
                yield from _leaves(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _leaves(item)
    else:
        yield str(value)


def _people(visit: Visit) -> Iterator[str]:
    patient, person, why = visit.patient, visit.practitioner, visit.indication
    yield from (patient.family_name, patient.given_name, "9 March 1984", patient.identifier, patient.language, patient.phone,
                patient.emergency_contact.name, patient.emergency_contact.phone, patient.sex, "178 cm", "74.5 kg",
                patient.general_practitioner.name, patient.general_practitioner.phone)
    yield from (person.name, person.registration, person.profession, person.training, "every region", "30 June 2027")
    yield from (visit.clinic.name, *visit.clinic.address.splitlines(), visit.clinic.phone, visit.id, visit.patient_id,
                visit.jurisdiction, visit.content_version, visit.content_fingerprint)
    yield from (why.complaint, why.diagnosis, why.goal, f"{why.pain_before:g}", why.range_before)
    for signature in visit.consent.signatures:
        yield from (signature.name, signature.typed, signature.draft)
    for document in visit.documents:
        yield from (document.name, document.sha256)
    yield visit.consent.questions


def test_every_stored_answer_is_read(finished: Visit, catalogue: Catalogue, facts_of: Knowing, read_text: Reader) -> None:
    text = _squeezed(read_text(record(facts_of(finished)).pdf)).lower()
    wanted = [*_answers(finished, catalogue), *_plan(finished, catalogue), *_course(finished, catalogue), *_people(finished)]
    assert len(wanted) > 150
    assert not [told for told in wanted if _squeezed(told).lower() not in text]


def test_the_first_page_tells_it_all_in_short(finished: Visit, facts_of: Knowing, tmp_path: Path) -> None:
    facts = facts_of(finished)
    page = _first_page(record(facts).pdf, tmp_path)
    told = ["Łukasz Żółć", "Conor Walsh", "PT-20311", "Left upper trapezius", "Right gastrocnemius",
            "Cleared by Dr Ελένη Παπαδοπούλου on 12 November 2026", "Declined: Seen four times without trouble",
            "Changes accepted.", "Needles in: 5. Needles out: 5. The count balances.", "Transient nerve contact",
            "Settled in a minute.", "Owed. Follow-up: Telephone call in 24 hours", "Given, 21 November 2026, 10:02:41"]
    told += [ACTION_WORDS[finding.action] for finding in facts.assessment.findings]
    told += [finding.title for finding in facts.assessment.findings]
    assert not [words for words in told if _squeezed(words) not in page]


def test_a_visit_that_ended_early_says_what_is_owed(catalogue: Catalogue, facts_of: Knowing, read_text: Reader,
                                                    tmp_path: Path) -> None:
    visit = example_visit.patient_gone(catalogue)
    pdf = record(facts_of(visit)).pdf
    page, text = _first_page(pdf, tmp_path), _squeezed(read_text(pdf))
    for told in (visit.ending.text, visit.ending.owed, "3 not accounted for by the count."):
        assert _squeezed(told) in page
    for told in (visit.reconciliation.text, visit.ending.at, *(item.text for item in catalogue.reconciliation.values())):
        assert _squeezed(told) in text


def test_a_leaving_check_that_is_not_met_is_told_with_what_is_owed(
        finished: Visit, catalogue: Catalogue, facts_of: Knowing, read_text: Reader, tmp_path: Path) -> None:
    debt = "Numb patch on the calf, size of a coin. Conor Walsh rings on Monday."
    note = replace(finished.note, discharge={**finished.note.discharge, "ob-neuro": "no"}, discharge_owed={"ob-neuro": debt})
    pdf = record(facts_of(replace(finished, note=note))).pdf
    assert _squeezed(f"{catalogue.discharge['ob-neuro'].text} No. {debt}") in _first_page(pdf, tmp_path)
    text = _squeezed(read_text(pdf))
    assert _squeezed(f"Not met. Owed: {debt}") in text
    assert _squeezed(catalogue.follow_ups["fu-nerve"].text) in text
    assert _squeezed("Not met.") not in _squeezed(read_text(record(facts_of(finished)).pdf))


def test_the_record_says_when_the_patient_is_asked_again(finished: Visit, catalogue: Catalogue, facts_of: Knowing,
                                                        read_text: Reader) -> None:
    text = _squeezed(read_text(record(facts_of(finished)).pdf))
    due = [item.id for item in follow_ups(finished, catalogue)]
    for name, item in catalogue.follow_ups.items():
        assert (_squeezed(f"{item.title} {item.text}") in text) == (name in due), name


def test_the_first_page_says_what_is_owed_once(catalogue: Catalogue, facts_of: Knowing, tmp_path: Path) -> None:
    visit = example_visit.patient_gone(catalogue)
    page = _first_page(record(facts_of(visit)).pdf, tmp_path)
    assert page.count(_squeezed(visit.ending.owed)) == 1


def test_what_was_typed_stands_behind_its_name(finished: Visit, facts_of: Knowing, tmp_path: Path) -> None:
    page, why = _first_page(record(facts_of(finished)).pdf, tmp_path), finished.indication
    line = f"Complaint: {why.complaint}. Diagnosis: {why.diagnosis}. Goal: {why.goal}."
    assert _squeezed(line) in page and _squeezed(f"Response: {finished.note.response}") in page
    assert _squeezed("Outcome: Settled in a minute.") in page


def test_a_cause_that_asks_the_same_twice_says_it_once(catalogue: Catalogue, facts_of: Knowing, tmp_path: Path) -> None:
    raw = begun(at("m-splenius-capitis"), at("m-levator-scapulae"), screening={"pr-first-treatment": "yes"})
    visit = known(as_visit(raw, catalogue), "twice")
    page = _first_page(record(facts_of(visit)).pdf, tmp_path)
    assert _squeezed("(sites 1, 2; whole visit)") in page and "Answer:yes" in page
    assert _squeezed("Back of neck and Top of shoulder") in page


def test_a_fact_that_says_no_more_than_its_name_is_said_once(catalogue: Catalogue, facts_of: Knowing,
                                                             read_text: Reader) -> None:
    visit = known(as_visit(begun(at("m-deltoid") | {"technique": "electrical"}), catalogue), "current")
    text = " ".join(read_text(record(facts_of(visit)).pdf).split())
    assert "Because: Current through the needles." in text
    assert "Current through the needles: current" not in text


@pytest.mark.parametrize("decision", ["declined", "deferred"])
def test_a_record_without_treatment_says_so(catalogue: Catalogue, facts_of: Knowing, read_text: Reader,
                                            decision: str) -> None:
    text = read_text(record(facts_of(example_visit.unwilling(catalogue, decision))).pdf)
    assert "No needle was placed." in text
    assert "Nobody signed." in text


def test_an_empty_visit_has_a_record(finished: Visit, facts_of: Knowing, read_text: Reader) -> None:
    bare = Visit(finished.id, finished.date, "", "", replace(finished.patient, emergency_contact=None), finished.practitioner,
                 finished.clinic, "", "", started_at=finished.started_at)
    text = read_text(record(facts_of(bare)).pdf)
    assert "No site was planned." in text
    assert "not answered" in text


def test_answers_of_single_factors_and_of_what_left_the_plan_are_kept(finished: Visit, facts_of: Knowing,
                                                                      read_text: Reader) -> None:
    given = Clearance("Dr Żak", "2026-10-01", "No objection.")
    told = Answer("yes", "left", (Place("lower-limb", "left"),), given)
    visit = replace(finished, screening={**finished.screening, "pf-dvt": told}, sites=finished.sites[:1],
                    acknowledged=(*finished.acknowledged, "face-ack-1"), changes_accepted=("cr-gone",),
                    treatment=(*finished.treatment, TreatmentEvent("10:30", "adverse", 7, id="ae-none-of-ours")))
    text = read_text(record(facts_of(visit)).pdf)
    for words in ("clearance by Dr Żak, 1 October 2026: No objection.", "where: lower limb, left", "cr-gone: changes accepted",
                  "site 8, not in the plan", "ae-none-of-ours", "For regions that left the plan"):
        assert words in text


def test_the_audit_pages_list_every_event_and_put_runs_in_one_line(finished: Visit, facts_of: Knowing,
                                                                   read_text: Reader) -> None:
    events = _journal(finished.id, ["visit-started", *["answered"] * 84, "signed", "consent-decided", "visit-finished"])
    text = read_text(record(facts_of(finished), (), events).pdf)
    assert "2–85 21 November 2026, 09:41:01 to 09:42:24 question answered conor" in text
    assert "86 21 November 2026, 09:42:25 signed conor" in text
    assert text.count("drawn: 2 strokes, 172 points") == 2


def test_the_checks_of_a_pause_are_no_adverse_event_on_the_audit_pages(finished: Visit, facts_of: Knowing,
                                                                      read_text: Reader) -> None:
    visit = replace(finished, treatment=(TreatmentEvent("10:00", "pause"), TreatmentEvent("10:02", "adverse", 0, id="ae-bruise")))
    events = _journal(visit.id, ["adverse-event-detailed"] * 3, [{"index": 0}, {"index": 0}, {"index": 1}])
    text = read_text(record(facts_of(visit), (), events).pdf)
    assert "1–2 21 November 2026, 09:41:00 to 09:41:01 check of the pause recorded conor" in text
    assert "3 21 November 2026, 09:41:02 adverse event detailed conor" in text


def test_a_run_within_one_second_names_it_once(finished: Visit, facts_of: Knowing, read_text: Reader) -> None:
    first, second = _journal(finished.id, ["answered"] * 2)
    text = read_text(record(facts_of(finished), (), [first, replace(second, at=first.at)]).pdf)
    assert "1–2 21 November 2026, 09:41:00 question answered conor" in text


def test_what_was_planned_stands_beside_what_was_done(finished: Visit, facts_of: Knowing, read_text: Reader,
                                                      tmp_path: Path) -> None:
    fewer = tuple(event for event in finished.treatment if event.event not in ("in", "out")) + (
        TreatmentEvent("10:06", "in", 0, 1), TreatmentEvent("10:09", "out", 0, 1))
    pdf = record(facts_of(replace(finished, treatment=fewer))).pdf
    planned = [site.needles for site in finished.sites]
    told = f"Treatment. Needles planned: {sum(planned)}. Needles in: 1. Needles out: 1. The count balances."
    assert _squeezed(told) in _first_page(pdf, tmp_path)
    text = read_text(pdf)
    assert "Site Planned In Out Left" in text
    assert f"1 Left upper trapezius {planned[0]} 1 1 0" in text and f"2 Right gastrocnemius {planned[1]} 0 0 0" in text


def test_a_box_that_nobody_ticked_is_not_recorded_and_no_check_made_is_said(finished: Visit, facts_of: Knowing,
                                                                           read_text: Reader) -> None:
    silent = replace(finished.note, aftercare_given=False, red_flags_explained=False, discharge={})
    text = read_text(record(facts_of(replace(finished, note=silent))).pdf)
    assert "Warning signs explained not recorded" in text
    assert "None of the checks before leaving was answered." in text
    assert "None of the checks before leaving" not in read_text(record(facts_of(finished)).pdf)


def test_a_contact_that_the_patient_expects_is_owed_on_the_first_page(finished: Visit, catalogue: Catalogue, facts_of: Knowing,
                                                                     tmp_path: Path) -> None:
    page = _first_page(record(facts_of(finished)).pdf, tmp_path)
    due = [item for item in follow_ups(finished, catalogue) if item.patient_text]
    assert due and _squeezed(f"Owed. Contact after the visit: {'; '.join(item.title for item in due)}.") in page
    assert "Nothingisrecordedasowed" not in page


def test_the_record_names_the_draft_without_calling_its_own_pages_the_ones_that_were_read(
        finished: Visit, facts_of: Knowing, read_text: Reader) -> None:
    text = read_text(record(facts_of(finished)).pdf)
    assert "These are the pages that were read" not in text
    assert f"the draft of the consent with this SHA-256: {example_visit.DRAFT}" in text


def test_a_question_for_the_first_needling_is_told_as_not_asked_of_who_was_needled_before(
        finished: Visit, facts_of: Knowing, read_text: Reader) -> None:
    said = "The patient was needled here before. Not asked: First dry needling."
    silent = {name: answer for name, answer in finished.screening.items() if name != "pr-first-treatment"}
    again = replace(finished, number=2, screening=silent, needled_before=True)
    assert said in read_text(record(facts_of(again)).pdf)
    assert said not in read_text(record(facts_of(finished)).pdf)


def test_a_cause_is_one_row_of_the_first_page_with_what_was_done_about_each_part(
        catalogue: Catalogue, facts_of: Knowing, tmp_path: Path) -> None:
    sites = [at("m-cervical-multifidus", level="C5"), at("m-splenius-capitis"), at("m-gastrocnemius")]
    raw = begun(*sites, screening={"pr-anticoagulant": "yes"}, changes_accepted=["pr-anticoagulant"])
    visit = replace(as_visit(raw, catalogue), started_at="2026-11-21T10:00:00Z")
    page = _first_page(record(facts_of(visit)).pdf, tmp_path)
    assert page.count("Bloodthinner") == 1
    for told in ("Clearance needed (sites 1, 2): Nothing is recorded.", "Change the plan (site 3): Nothing is recorded.",
                 "Change the plan (whole visit): Changes accepted."):
        assert _squeezed(told) in page


def test_every_event_and_every_action_has_its_words() -> None:
    assert set(EVENT_WORDS) == set(EVENT_TYPES)
    assert set(ACTION_WORDS) == set(ACTIONS)


def test_sources_and_marks_of_doubt_are_listed(finished: Visit, facts_of: Knowing, catalogue: Catalogue,
                                               read_text: Reader) -> None:
    facts = facts_of(finished)
    text = _squeezed(read_text(record(facts).pdf))
    cited = {source for finding in facts.assessment.findings for source in finding.sources}
    assert cited
    assert not [name for name in cited if _squeezed(f"{name}. {catalogue.references[name].text}") not in text]
    assert "†notconfirmedinitssource." in text


def test_trial_stands_on_every_page_until_the_content_is_adopted(finished: Visit, facts_of: Knowing, tmp_path: Path) -> None:
    trial = record(facts_of(finished))
    assert _whole(trial.pdf, tmp_path).count("TRIAL") == trial.pages + 1
    assert "TRIAL" not in _whole(record(replace(facts_of(finished), trial=False)).pdf, tmp_path)


def _whole(pdf: bytes, folder: Path) -> str:
    file = folder / "whole.pdf"
    file.write_bytes(pdf)
    return subprocess.run(["pdftotext", "-enc", "UTF-8", str(file), "-"], capture_output=True, check=True).stdout.decode()


def _journal(visit: str, kinds: list[str], payloads: list[dict[str, Any]] | None = None) -> list[Event]:
    events: list[Event] = []
    for number, (kind, payload) in enumerate(zip(kinds, payloads or [{}] * len(kinds), strict=True), 1):
        header = {"visit": visit, "sequence": number, "at": f"2026-11-21T09:{41 + (number - 1) // 60:02d}:{(number - 1) % 60:02d}.000Z",
                  "gap_ms": 1000, "actor": "conor", "type": kind}
        events.append(chained(header, payload, "ab" * 16, events[-1].link if events else GENESIS))
    return events
