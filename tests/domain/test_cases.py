"""Every case of tests/cases: what a clinician reads there is what the rules make of it, and no rule is without cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from needlesafe.content.cases import Case, coverage, judged, read_cases
from needlesafe.content.load import load
from needlesafe.domain.catalogue import Catalogue
from needlesafe.errors import BadInput

CASES = read_cases(Path(__file__).parents[1] / "cases", load())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.says)
def test_a_rule_does_what_its_case_says(case: Case, catalogue: Catalogue) -> None:
    assert judged(case, catalogue) == "", case.place


def test_every_rule_has_a_case_that_fires_it_and_one_in_which_it_is_silent(catalogue: Catalogue) -> None:
    assert [str(fault) for fault in coverage(CASES, catalogue)] == []
