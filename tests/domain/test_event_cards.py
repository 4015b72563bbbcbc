"""Bands follow from rates, each boundary seen from both sides; a share of reports is no frequency."""

from __future__ import annotations

from fractions import Fraction

import pytest

from needlesafe.domain.event_cards import NOT_KNOWN, Rate, band_of, bands_of

BOUNDARIES = [(10, "very-common", "common"), (100, "common", "uncommon"), (1000, "uncommon", "rare"),
              (10_000, "rare", "very-rare")]


@pytest.mark.parametrize(("one_in", "at_least", "below"), BOUNDARIES)
def test_a_band_begins_at_its_boundary_and_not_before(one_in: int, at_least: str, below: str) -> None:
    assert band_of(Fraction(1, one_in)) == at_least
    assert band_of(Fraction(1_000_000 // one_in - 1, 1_000_000)) == below


def test_a_share_stands_for_its_frequency_to_the_last_digit() -> None:
    assert Rate("", "treatment", share=0.01).frequency == Fraction(1, 10_000)
    assert bands_of([Rate("", "treatment", share=0.01)]) == ("rare",)
    assert bands_of([Rate("", "treatment", share=0.0099)]) == ("very-rare",)


def test_the_least_and_the_most_frequent_rate_name_the_bands() -> None:
    rates = [Rate("", "patient", share=24.4), Rate("", "treatment", share=0.26), Rate("", "session", share=5.0)]
    assert bands_of(rates) == ("uncommon", "very-common")


@pytest.mark.parametrize("unit", ["report", "case", "article", "injury", "therapist"])
def test_what_counts_no_treatments_and_no_patients_is_no_frequency(unit: str) -> None:
    assert Rate("", unit, share=31.0, denominator=325).frequency is None
    assert bands_of([Rate("", unit, numerator=31, denominator=325)]) == (NOT_KNOWN,)


def test_a_number_without_a_denominator_and_none_at_all_are_no_frequency() -> None:
    assert Rate("", "patient", numerator=16).frequency is None
    assert Rate("", "treatment", denominator=7629).frequency is None
    assert bands_of(()) == (NOT_KNOWN,)
