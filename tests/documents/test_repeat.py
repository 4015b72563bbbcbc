"""The record of a repeat visit: what changed, what is answered otherwise, what stands and since when."""

from __future__ import annotations

from dataclasses import replace

import pytest

from needlesafe.documents import consent_draft, record
from needlesafe.domain.answers import Answer
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.last_visit import EarlierAnswer, LastVisit
from needlesafe.domain.visit import Visit
from tests.documents.conftest import Knowing, Reader
from tests.helpers import example_visit

DAY = "2026-11-03"
STANDING = "Standing from earlier visits, not asked today"


@pytest.fixture(scope="module")
def visit(catalogue: Catalogue) -> Visit:
    """A repeat visit: two answers stand, the blood thinner is new, smoking was known before."""
    told = example_visit.finished(catalogue)
    earlier = {"pr-bbv": EarlierAnswer("no", DAY), "pr-diabetes": EarlierAnswer("no", "2026-05-04"),
               "pr-anticoagulant": EarlierAnswer("no", DAY), "pr-smoker": EarlierAnswer("yes", DAY, "ten a day", True),
               "pr-hypermobility": EarlierAnswer("no", DAY)}
    kept = {key: answer for key, answer in told.screening.items() if key not in ("pr-bbv", "pr-diabetes")}
    return replace(told, earlier=earlier, screening=kept, since_last={key: Answer("no") for key in catalogue.changes},
                   last=LastVisit("v1", "2026-08-03", "PT-1", told.content_fingerprint))


def test_what_stands_is_listed_with_its_day(visit: Visit, catalogue: Catalogue, facts_of: Knowing,
                                            read_text: Reader) -> None:
    text = read_text(record(facts_of(visit)).pdf)
    table = text[text.index(STANDING):]
    assert "4 May 2026 no Diabetes 3 November 2026 no Blood-borne infection" in table
    assert catalogue.questions["pr-bbv"].text not in text and catalogue.questions["pr-diabetes"].text not in text


def test_an_answer_that_is_another_one_is_marked(visit: Visit, facts_of: Knowing, read_text: Reader) -> None:
    text = read_text(record(facts_of(visit)).pdf)
    assert "Blood thinner no on 3 November 2026 yes" in text
    assert "was no on 3 November 2026" in text
    assert "Smoking or vaping yes on 3 November 2026 (ten a day) not known" in text
    assert "Fragile tissue no on" not in text


def test_what_a_change_asked_again_is_named(visit: Visit, catalogue: Catalogue, facts_of: Knowing, read_text: Reader) -> None:
    changed = replace(visit, since_last={**visit.since_last, "ch-medicines": Answer("yes", "apixaban")})
    text = read_text(record(facts_of(changed)).pdf)
    assert "apixaban; asked again: " in text
    assert "Blood thinner" in text[text.index("asked again: "):][:200]
    assert STANDING not in text


def test_why_the_consent_is_new_is_told_with_its_marks(visit: Visit, facts_of: Knowing, read_text: Reader) -> None:
    text = read_text(record(facts_of(visit)).pdf)
    reasons = text[text.index("Why this consent is new"):][:500]
    assert "Somebody else treats than at the last visit." in reasons
    assert "12 weeks‡ or more have passed since the last visit." in reasons


def test_nothing_of_it_stands_in_the_consent(visit: Visit, facts_of: Knowing, read_text: Reader) -> None:
    text = read_text(consent_draft(facts_of(visit)).pdf)
    assert STANDING not in text and "3 November" not in text


def test_a_first_visit_has_none_of_it(catalogue: Catalogue, facts_of: Knowing, read_text: Reader) -> None:
    text = read_text(record(facts_of(replace(example_visit.finished(catalogue), number=1, since_last={}))).pdf)
    for words in (STANDING, "Answered otherwise", "Since the last visit", "Why this consent is new"):
        assert words not in text
