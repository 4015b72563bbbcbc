"""The form for the day the computer is down asks what the program asks."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from needlesafe.documents import Built, paper_form
from needlesafe.domain.catalogue import Catalogue
from tests.documents.conftest import Reader
from tests.helpers import example_visit

CREATED = datetime(2026, 11, 21, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def form(catalogue: Catalogue) -> Built:
    """The form of the example's clinic."""
    return paper_form(catalogue, example_visit.CLINIC, CREATED)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def test_every_question_that_is_always_asked_stands_in_it(form: Built, catalogue: Catalogue, read_text: Reader) -> None:
    text = _squeezed(read_text(form.pdf))
    wanted = [question.text for question in catalogue.questions.values() if "any" in question.tags]
    wanted += [item.text for table in (catalogue.pauses, catalogue.discharge, catalogue.principles)
               for item in table.values()]
    wanted += [risk.text for risk in catalogue.consent["en"].risks if "any" in risk.tags]
    assert not [told for told in wanted if _squeezed(told) not in text]


def test_it_has_lines_to_sign_and_the_numbers_to_call(form: Built, read_text: Reader) -> None:
    text = read_text(form.pdf)
    for told in ("112 or 999", "+353 91 555 0142", "Patient: needling near the lung", "Parent or guardian", "Interpreter",
                 "Needles in", "Needles out"):
        assert told in text


def test_it_is_a_few_pages(form: Built) -> None:
    assert form.pages <= 12
