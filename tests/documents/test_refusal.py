"""Whoever says no, or not today, gets a page that says so and what else there is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from needlesafe.documents import record, refusal
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.consent import Signature
from needlesafe.domain.visit import Ending
from tests.documents.conftest import Knowing, Reader
from tests.helpers import example_visit
from tests.helpers.varied_visits import known
from tests.helpers.visit_files import DELTOID, as_visit, begun


@pytest.mark.parametrize(("decision", "title", "word"), [("declined", "Decision against dry needling", "Declined"),
                                                         ("deferred", "Decision put off", "Put off")])
def test_the_decision_its_time_and_the_other_ways_stand_in_it(catalogue: Catalogue, facts_of: Knowing, read_text: Reader,
                                                              decision: str, title: str, word: str) -> None:
    facts = facts_of(example_visit.unwilling(catalogue, decision))
    text = read_text(refusal(facts).pdf)
    for told in (title, f"{word}, 21 November 2026, 10:02:41 UTC, from this computer's clock.", "Boję się igieł trochę.",
                 "Top of the shoulder, left", "Nobody has signed.", "Sealed by Harbour Street Physiotherapy"):
        assert told in text
    assert "".join(facts.text.alternatives[1].text.split()) in "".join(text.split())


def test_a_signed_refusal_says_what_was_signed(catalogue: Catalogue, facts_of: Knowing, read_text: Reader) -> None:
    visit = example_visit.unwilling(catalogue, "declined")
    signed = Signature("patient", ("refusal",), "Łukasz Żółć", example_visit.strokes(), "", "ab" * 32, "2026-11-21T10:02:30.000Z")
    facts = facts_of(replace(visit, consent=replace(visit.consent, refusal=(signed,))))
    for made in (refusal(facts), record(facts)):
        text = read_text(made.pdf)
        assert "Łukasz Żółć, patient signed by hand, for the decision" in text and "ab" * 8 in text
    text = read_text(refusal(facts).pdf)
    assert f"this page without signatures, with this SHA-256: {'ab' * 32}" in text
    assert "Patient. I do not want dry needling now." in text and "I offered the treatment." not in text


def test_a_signature_for_needling_never_stands_under_a_no(catalogue: Catalogue, facts_of: Knowing, read_text: Reader) -> None:
    visit = example_visit.unwilling(catalogue, "declined")
    before = Signature("patient", ("needling",), "Łukasz Żółć", example_visit.strokes(), "", "", "2026-11-21T10:02:30.000Z")
    text = read_text(refusal(facts_of(replace(visit, consent=replace(visit.consent, signatures=(before,))))).pdf)
    assert "Nobody has signed. No signature is needed to say no." in text
    assert "for needling" not in text and "I do not want dry needling now." not in text


def test_a_usual_no_takes_one_page(catalogue: Catalogue, facts_of: Knowing) -> None:
    visit = known(as_visit(begun(DELTOID, consent={"decision": "declined", "decided_by": "Aoife Byrne", "reason": "No."}), catalogue), "no")
    assert refusal(facts_of(visit)).pages == 1


def test_it_can_be_made_before_any_site_was_chosen(catalogue: Catalogue, facts_of: Knowing, read_text: Reader) -> None:
    visit = replace(example_visit.unwilling(catalogue, "declined"), sites=(),
                    ending=Ending("declined", "10:03", "Prefers exercise.", "Send the exercise sheet."))
    text = read_text(refusal(facts_of(visit)).pdf)
    assert "Where we plan to treat" not in text
    assert "Prefers exercise. Send the exercise sheet." in text


@pytest.mark.parametrize("decision", ["declined", "deferred"])
def test_who_decided_and_why_stand_in_it_and_in_the_record_where_that_was_said(
        catalogue: Catalogue, facts_of: Knowing, read_text: Reader, decision: str) -> None:
    visit = example_visit.unwilling(catalogue, decision)
    told = replace(visit, consent=replace(visit.consent, decided_by="Seán Byrne, her attorney", reason="Wants to ask her doctor first."))
    for made in (refusal(facts_of(told)), record(facts_of(told))):
        text = read_text(made.pdf)
        assert "Seán Byrne, her attorney" in text and "Wants to ask her doctor first." in text
    assert "Who decided" not in read_text(refusal(facts_of(visit)).pdf)
