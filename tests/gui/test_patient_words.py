"""A visit in a line of words: its sides are read with the regions that they belong to."""

from __future__ import annotations

from itertools import product

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.gui.check_page import _spoken
from needlesafe.gui.patient_words import site_words
from tests.store.samples import events, summary

LAST = events(1)[-1]


@pytest.mark.parametrize(("stored", "shown"), [
    ("Top of shoulder: upper trapezius, supraspinatus, levator insertion left, Shoulder cap: deltoid right",
     "Top of shoulder (left): upper trapezius, supraspinatus, levator insertion; Shoulder cap (right): deltoid"),
    ("Groin, femoral triangle right", "Groin, femoral triangle (right)"), ("", ""), ("Written by hand", "Written by hand")])
def test_a_side_stands_beside_its_region_and_not_behind_a_muscle(stored: str, shown: str) -> None:
    assert site_words(summary(LAST, sites=stored)) == shown


def test_every_region_is_told_whole_with_its_own_side(catalogue: Catalogue) -> None:
    places = [(region.title, side) for region in catalogue.regions.values() for side in region.sides]
    for (one, left), (other, right) in product(places, places[:12]):
        first, second = site_words(summary(LAST, sites=f"{one} {left}, {other} {right}")).split("; ")
        assert first.replace(f" ({left})", "") == one and second.replace(f" ({right})", "") == other


def test_a_verdict_says_its_day_as_every_screen_does() -> None:
    assert _spoken("sealed by X on 2026-11-19 at 09:00 UTC, from this computer's clock") == \
        "sealed by X on 19 November 2026 at 09:00 UTC, from this computer's clock"
    assert _spoken("the page says 2026-11-19, the journal 2026-11-20") == "the page says 2026-11-19, the journal 2026-11-20"
