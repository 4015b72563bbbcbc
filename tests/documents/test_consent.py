"""What was read is what is sealed, and what is read is exactly what the chosen sites and the answers call for."""

from __future__ import annotations

import hashlib
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from needlesafe.documents import Facts, consent, consent_draft, consent_read
from needlesafe.documents.build import repeats_draft
from needlesafe.domain.answers import Answer
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.consent import PURPOSES, ROLES, Signature
from needlesafe.domain.disclosures import region_risk_id
from needlesafe.domain.visit import Document, TreatmentEvent, Visit
from needlesafe.errors import UserError
from tests.documents.conftest import Knowing, Reader
from tests.helpers import example_visit
from tests.helpers.varied_visits import known
from tests.helpers.visit_files import DELTOID, GASTROCNEMIUS, UPPER_TRAPEZIUS, Raw, as_visit, begun

CHEST = "Needling near the lung One or more"
"""How the part of the chest begins."""


@pytest.fixture(scope="module")
def unsigned(catalogue: Catalogue) -> Visit:
    """The visit when the draft is read."""
    return example_visit.unsigned(catalogue)


@pytest.fixture(scope="module")
def signed(catalogue: Catalogue) -> Visit:
    """The visit when the consent is sealed."""
    return example_visit.signed(catalogue)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def test_the_sealed_pages_are_the_pages_that_were_read(unsigned: Visit, signed: Visit, facts_of: Knowing) -> None:
    draft, whole = consent_draft(facts_of(unsigned)), consent(facts_of(signed))
    assert repeats_draft(whole.pdf, draft.pdf)
    assert draft.total == whole.total == whole.pages == draft.pages + 1


@pytest.mark.parametrize("sites", [(DELTOID,), (DELTOID, GASTROCNEMIUS), (GASTROCNEMIUS,) * 3, (UPPER_TRAPEZIUS, DELTOID)])
def test_who_knows_what_was_read_gets_the_same_pages_sooner(catalogue: Catalogue, facts_of: Knowing, sites: tuple[Raw, ...]) -> None:
    facts = facts_of(known(as_visit(begun(*sites), catalogue), "one"))
    draft = consent_draft(facts)
    assert consent_read(facts, hashlib.sha256(draft.pdf).hexdigest()) == draft
    assert consent(facts, total=draft.total) == consent(facts)


def test_pages_that_say_something_else_were_not_read(unsigned: Visit, facts_of: Knowing) -> None:
    moved = replace(unsigned, indication=replace(unsigned.indication, goal="Something else"))
    assert consent_read(facts_of(moved), hashlib.sha256(consent_draft(facts_of(unsigned)).pdf).hexdigest()) is None


def test_the_draft_depends_on_nothing_but_what_is_read(unsigned: Visit, signed: Visit, facts_of: Knowing) -> None:
    draft = consent_draft(facts_of(unsigned)).pdf
    later = replace(signed, documents=(Document("consent", "00", "name", "2026-11-21T10:00:00.000Z"),), last_sequence=99,
                    last_at="2026-11-21T11:00:00.000Z", acknowledged=(), last_link="ab",
                    treatment=(TreatmentEvent("10:00", "pause"),))
    assert consent_draft(facts_of(signed)).pdf == draft
    assert consent_draft(facts_of(later)).pdf == draft


@pytest.mark.parametrize("change", [
    lambda visit: replace(visit, sites=visit.sites[:1]),
    lambda visit: replace(visit, consent=replace(visit.consent, questions="Another question.")),
    lambda visit: replace(visit, consent=replace(visit.consent, understanding=())),
    lambda visit: replace(visit, screening={**visit.screening, "pr-anticoagulant": Answer("no")}),
    lambda visit: replace(visit, practitioner=replace(visit.practitioner, name="Another")),
])
def test_another_plan_talk_or_answer_makes_another_draft(unsigned: Visit, facts_of: Knowing, change) -> None:
    assert consent_draft(facts_of(change(unsigned))).pdf != consent_draft(facts_of(unsigned)).pdf


def test_every_risk_of_the_plan_stands_once_and_no_other(unsigned: Visit, facts_of: Knowing, catalogue: Catalogue,
                                                         read_text: Reader) -> None:
    facts = facts_of(unsigned)
    text = _squeezed(read_text(consent_draft(facts).pdf))
    told = {risk.id: risk.text for risk in facts.text.risks}
    told |= {region_risk_id(region.id): region.risk for region in catalogue.regions.values()}
    counts = {name: text.count(_squeezed(words)) for name, words in told.items()}
    assert {name: count for name, count in counts.items() if count} == dict.fromkeys(facts.assessment.disclosures, 1)


def test_the_chest_has_a_part_of_its_own_only_where_a_site_can_reach_it(unsigned: Visit, facts_of: Knowing,
                                                                        read_text: Reader) -> None:
    near, far = facts_of(unsigned), facts_of(replace(unsigned, sites=unsigned.sites[1:]))
    assert CHEST in read_text(consent_draft(near).pdf)
    told = read_text(consent_draft(far).pdf)
    assert CHEST not in told
    assert "lung" not in told.replace("a lung disease", "")


def test_own_risks_are_the_patients_words_of_the_findings(unsigned: Visit, facts_of: Knowing, read_text: Reader) -> None:
    facts = facts_of(unsigned)
    text = _squeezed(read_text(consent_draft(facts).pdf))
    told = [line for finding in facts.assessment.findings for line in finding.patient_words]
    assert told
    assert all(_squeezed(line) in text for line in told)


def test_questions_understanding_and_plan_stand_in_what_is_read(unsigned: Visit, facts_of: Knowing,
                                                                read_text: Reader) -> None:
    facts = facts_of(unsigned)
    text = _squeezed(read_text(consent_draft(facts).pdf))
    for told in (unsigned.consent.questions, unsigned.indication.complaint, unsigned.indication.goal, "Upper trapezius",
                 *(item.text for item in facts.text.understanding), *(item.text for item in facts.text.benefits
                                                                     if "any" in item.tags)):
        assert _squeezed(told) in text


def test_the_page_of_signatures_names_who_what_when_and_the_draft_in_full(signed: Visit, facts_of: Knowing,
                                                                          read_text: Reader) -> None:
    text = read_text(consent(facts_of(signed)).pdf)
    for told in ("Łukasz Żółć, patient", "Conor Walsh, practitioner", "Ксения Щукина, interpreter",
                 "21 November 2026, 10:02:30 UTC, from this computer's clock", example_visit.DRAFT,
                 "Sealed by Harbour Street Physiotherapy", "consent 7f3a21b0", "The seal does not show who held the pen.",
                 "I know both languages well.", "I typed my name in place of a drawn signature."):
        assert told in text


@pytest.mark.parametrize("number", [1, 4, 6, 7, 10, 14])
def test_all_signatures_stand_on_one_page(signed: Visit, facts_of: Knowing, number: int) -> None:
    purposes = (PURPOSES[:1], PURPOSES[1:])
    every = [Signature(role, tuple(purpose), f"Maximiliana {role}", example_visit.strokes(), "", example_visit.DRAFT,
                       "2026-11-21T10:02:30.000Z") for purpose in purposes for role in ROLES]
    visit = replace(signed, consent=replace(signed.consent, signatures=tuple(every[:number])))
    assert consent(facts_of(visit)).pages == consent_draft(facts_of(visit)).pages + 1


def test_signatures_that_no_page_holds_are_refused_before_anything_is_sealed(signed: Visit, facts_of: Knowing) -> None:
    long = tuple(Signature(role, (purpose,), "Maximiliana " * 40, (), "x", example_visit.DRAFT, "2026-11-21T10:02:30.000Z")
                 for role in ROLES for purpose in PURPOSES)
    with pytest.raises(UserError, match="do not fit one page"):
        consent(facts_of(replace(signed, consent=replace(signed.consent, signatures=long))))


def test_a_guardian_and_an_interpreter_declare_where_they_must(unsigned: Visit, facts_of: Knowing,
                                                               read_text: Reader) -> None:
    grown = read_text(consent_draft(facts_of(unsigned)).pdf)
    young = replace(unsigned, patient=replace(unsigned.patient, birth_date="2014-05-01"),
                    screening={**unsigned.screening, "pr-interpreter": Answer("yes")})
    told = read_text(consent_draft(facts_of(young)).pdf)
    for words in ("I may decide for Łukasz Żółć.", "I know both languages well."):
        assert words in told
        assert words not in grown


def test_a_name_that_looks_like_a_place_to_fill_is_a_name(unsigned: Visit, facts_of: Knowing, read_text: Reader) -> None:
    hostile = replace(unsigned, patient=replace(unsigned.patient, given_name="{sites}", family_name="%s <b>{0}</b>"))
    assert "This form is for {sites} %s <b>{0}</b>." in read_text(consent_draft(facts_of(hostile)).pdf)


def test_no_unconfirmed_number_stands_in_what_a_patient_reads(catalogue: Catalogue) -> None:
    text = catalogue.consent["en"]
    statements = [item for part in (text.elements, text.benefits, text.risks, text.alternatives, text.chest, text.aftercare)
                  for item in part]
    said = [(item.id, item.text) for item in statements if item.status == "unconfirmed"]
    said += [(row.id, words) for row in text.red_flags if row.status == "unconfirmed"
             for words in (row.emergency, row.same_day, row.ring_us)]
    assert not [name for name, words in said if re.search(r"\d", words)]


def test_a_refused_language_falls_back_to_english(unsigned: Visit, catalogue: Catalogue, facts_of: Knowing) -> None:
    other = replace(unsigned, consent=replace(unsigned.consent, language="xx"))
    assert isinstance(facts_of(other), Facts)
    assert facts_of(other).text is catalogue.consent["en"]


def test_what_everybody_signs_shares_a_page_with_what_was_talked_about(catalogue: Catalogue, facts_of: Knowing,
                                                                      tmp_path: Path) -> None:
    for sites in ((DELTOID,), (GASTROCNEMIUS,)):
        built = consent_draft(facts_of(known(as_visit(begun(*sites), catalogue), "one")))
        file = tmp_path / "draft.pdf"
        file.write_bytes(built.pdf)
        told = subprocess.run(["pdftotext", "-enc", "UTF-8", "-f", str(built.pages), str(file), "-"], capture_output=True, check=True)
        last = told.stdout.decode()
        assert built.pages == 4 and "What you sign" in last and "Is it clear?" in last


def test_what_everybody_signs_stands_on_one_page(catalogue: Catalogue, facts_of: Knowing, tmp_path: Path) -> None:
    for sites in ((DELTOID,), (GASTROCNEMIUS,), (DELTOID, GASTROCNEMIUS), (DELTOID, GASTROCNEMIUS, {**DELTOID, "side": "left"})):
        file = tmp_path / "draft.pdf"
        file.write_bytes(consent_draft(facts_of(known(as_visit(begun(*sites), catalogue), "one"))).pdf)
        told = subprocess.run(["pdftotext", "-enc", "UTF-8", str(file), "-"], capture_output=True, check=True).stdout.decode()
        pages = [_squeezed(page) for page in told.split("\f")]
        declared = [next(n for n, page in enumerate(pages) if _squeezed(catalogue.consent["en"].paragraphs[key]) in page)
                    for key in ("declaration-patient", "declaration-practitioner")]
        assert len(set(declared)) == 1
