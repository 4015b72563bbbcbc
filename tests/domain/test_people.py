"""Ages and body-mass index."""

import pytest

from needlesafe.domain.people import Clinic, Patient, paper_of


@pytest.mark.parametrize("born, day, age", [
    ("2008-11-21", "2026-11-21", 18), ("2008-11-22", "2026-11-21", 17), ("2008-02-29", "2026-02-28", 17),
    ("2008-02-29", "2026-03-01", 18), ("2026-11-21", "2026-11-21", 0)])
def test_a_year_is_complete_on_the_birthday(born, day, age):
    assert Patient("Byrne", "Aoife", born).age_on(day) == age


def test_body_mass_index_is_not_known_without_both_measures():
    assert Patient("Byrne", "Aoife", "1984-03-09", height_cm=171).body_mass_index is None


def test_body_mass_index_is_weight_by_height_squared():
    assert Patient("Byrne", "Aoife", "1984-03-09", height_cm=200, weight_kg=80).body_mass_index == pytest.approx(20.0)


@pytest.mark.parametrize("paper, place, printed", [("", "IE", "A4"), ("", "US-CA", "Letter"), ("", "CA", "Letter"),
                                                   ("Letter", "IE", "Letter"), ("A4", "US", "A4")])
def test_a_clinics_own_paper_comes_before_that_of_its_country(paper, place, printed):
    assert paper_of(Clinic("Praxis am Bach", jurisdiction=place, paper=paper), place) == printed
