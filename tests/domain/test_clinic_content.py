"""What tells a clinic's own entries from ours, and what a stricter rule of a clinic hears."""

from __future__ import annotations

import pytest

from needlesafe.domain.clinic_content import heard_as, is_own


@pytest.mark.parametrize(("name", "heard"), [("own-stricter-pr-smoker", "pr-smoker"), ("own-stricter-cr-dvt", "cr-dvt"),
                                             ("own-question", "own-question"), ("pr-smoker", "pr-smoker")])
def test_a_stricter_rule_hears_what_ours_hears_and_any_other_itself(name: str, heard: str) -> None:
    assert heard_as(name) == heard


@pytest.mark.parametrize(("name", "own"), [("own-question", True), ("own-stricter-cr-dvt", True), ("pr-smoker", False),
                                           ("pr-own-choice", False)])
def test_an_entry_of_the_clinic_is_told_by_how_its_id_begins(name: str, own: bool) -> None:
    assert is_own(name) == own
