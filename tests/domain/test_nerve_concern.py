"""Whether a suspected nerve contact is a concern: the grades of the cards, and nothing unanswered taken for a no."""

from __future__ import annotations

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.nerve_concern import ASKED, LEVELS, SETTLES_WITHIN, WORDS, concern_of

SCREENS = ("motor-n-radial", "touch-n-radial")
WELL = {**dict.fromkeys(ASKED, "no"), **dict.fromkeys(SCREENS, "yes")}


def test_nothing_answered_is_open_and_never_a_no() -> None:
    found = concern_of({}, SCREENS)
    assert (found.level, found.because) == ("open", ())
    assert found.unanswered == (*ASKED, *SCREENS)


def test_everything_well_found_nothing_of_the_list() -> None:
    assert concern_of(WELL, SCREENS).level == "none"


@pytest.mark.parametrize(("name", "level"), ASKED.items())
def test_each_warning_answer_has_its_grade(name: str, level: str) -> None:
    found = concern_of({**WELL, name: "yes"}, SCREENS)
    assert (found.level, found.because) == (level, (name,))


def test_lost_strength_is_assessed_the_same_day_and_lost_feeling_soon() -> None:
    assert concern_of({**WELL, "motor-n-radial": "no"}, SCREENS).level == "same-day"
    assert concern_of({**WELL, "touch-n-radial": "no"}, SCREENS).level == "soon"


def test_the_tests_of_a_nerve_that_is_not_near_do_not_count() -> None:
    assert concern_of({**WELL, "motor-n-sciatic": "no"}, SCREENS).level == "none"


def test_what_lasts_longer_than_the_second_test_is_a_concern() -> None:
    assert concern_of({**WELL, "minutes": SETTLES_WITHIN}, SCREENS).level == "none"
    assert concern_of({**WELL, "minutes": SETTLES_WITHIN + 1}, SCREENS).level == "lasting"


def test_the_gravest_answer_is_named_first() -> None:
    found = concern_of({"numbness": "yes", "weakness": "yes", "both_sides": "yes"})
    assert (found.level, found.because) == ("call", ("both_sides", "weakness", "numbness"))
    assert set(found.unanswered) == set(ASKED) - set(found.because)


def test_what_follows_stands_in_the_cards_of_the_content(catalogue: Catalogue) -> None:
    assert set(WORDS) == set(LEVELS)
    assert all(getattr(catalogue.events[card], part) for parts in WORDS.values() for card, part in parts)
    assert any("same day" in step and "24 to 48 hours‡" in step for step in catalogue.events["ae-nerve-injury"].steps)
    assert "10 minutes‡" in catalogue.events["ae-nerve-contact"].monitor
