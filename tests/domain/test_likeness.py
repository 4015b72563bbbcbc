"""Who looks like whom, by family name, given name, birth date and telephone."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from random import Random

import pytest

from needlesafe.domain.likeness import DIFFERENT, NEAR, SAME, UNKNOWN, likeness, suspects
from needlesafe.domain.people import Patient

AOIFE = Patient("Byrne", "Aoife", "1984-03-09", "C-1", phone="+353 1 555 0142")


@pytest.mark.parametrize(("name", "other", "word"), [
    ("Byrne", "Byrne", SAME), ("Byrne", "  Byrne ", SAME), ("Byrne", "BYRNE", NEAR), ("Byrne", "Byrn", NEAR),
    ("Byrne", "Burne", NEAR), ("Byrne", "Bynre", NEAR), ("Byrne", "Byrnes", NEAR), ("Byrne", "Walsh", DIFFERENT),
    ("Müller", "Mueller", NEAR), ("Müller", "Muller", NEAR), ("Żółć-Müller", "Müller", NEAR), ("Søren", "Soeren", NEAR),
    ("O’Brien", "OBrien", NEAR), ("Li", "Lu", DIFFERENT), ("", "Byrne", UNKNOWN), ("王", "李", DIFFERENT), ("王", "王", SAME),
])
def test_names_are_compared(name: str, other: str, word: str) -> None:
    assert likeness(replace(AOIFE, family_name=name), replace(AOIFE, family_name=other)).family_name == word
    assert likeness(replace(AOIFE, family_name=other), replace(AOIFE, family_name=name)).family_name == word


@pytest.mark.parametrize(("day", "word"), [("1984-03-09", SAME), ("1984-09-03", NEAR), ("1984-03-19", NEAR), ("1948-03-09", NEAR),
                                           ("1984-04-10", DIFFERENT), ("", UNKNOWN)])
def test_birth_dates_are_compared(day: str, word: str) -> None:
    assert likeness(AOIFE, replace(AOIFE, birth_date=day)).birth_date == word


@pytest.mark.parametrize(("phone", "word"), [("+353 1 555 0142", SAME), ("01 555 0142", SAME), ("0035315550142", SAME),
                                             ("+353 1 555 0143", DIFFERENT), ("", UNKNOWN), ("12", UNKNOWN)])
def test_telephones_are_compared_by_their_last_digits(phone: str, word: str) -> None:
    assert likeness(AOIFE, replace(AOIFE, phone=phone)).phone == word


def test_names_the_wrong_way_round_are_near() -> None:
    turned = likeness(AOIFE, replace(AOIFE, family_name="Aoife", given_name="Byrne"))
    assert (turned.family_name, turned.given_name) == (NEAR, NEAR)


@pytest.mark.parametrize(("changes", "suspect"), [
    ({}, True), ({"phone": ""}, True), ({"birth_date": "1990-12-24"}, True), ({"given_name": "Sinéad"}, True),
    ({"family_name": "Walsh"}, True), ({"family_name": "Walsh", "phone": ""}, False),
    ({"given_name": "Sinéad", "birth_date": "1990-12-24"}, False), ({"birth_date": "1990-12-24", "phone": ""}, False),
])
def test_three_of_four_are_enough_and_what_is_unknown_is_none(changes: dict[str, str], suspect: bool) -> None:
    assert likeness(AOIFE, replace(AOIFE, **changes)).suspect is suspect
    assert bool(suspects({"a": AOIFE, "b": replace(AOIFE, **changes)})) is suspect


def test_pairs_that_were_told_apart_are_not_shown_again() -> None:
    three = {"a": AOIFE, "b": AOIFE, "c": AOIFE}
    assert [pair for pair, _ in suspects(three)] == [("a", "b"), ("a", "c"), ("b", "c")]
    assert [pair for pair, _ in suspects(three, [frozenset(("c", "a"))])] == [("a", "b"), ("b", "c")]


def test_a_birth_date_that_everybody_has_tells_nothing_and_costs_nothing() -> None:
    random = Random(3)
    names = ["".join(random.choices("abcdefghijklmnopqrstuvwxyz", k=12)) for _ in range(6000)]
    many = {f"p{number}": Patient(names[number], names[-1 - number], "1900-01-01") for number in range(3000)}
    assert suspects(many) == ()


def test_the_most_alike_come_first() -> None:
    found = suspects({"a": AOIFE, "b": replace(AOIFE, phone=""), "c": replace(AOIFE, family_name="Burne", phone="")})
    assert [pair for pair, _ in found][:1] == [("a", "b")]


def test_whoever_is_suspect_with_one_field_changed_is_found_among_many() -> None:
    random = Random(20261121)
    letters = "abcdefghijklmnopqrstuvwxyz"

    def name() -> str:
        return "".join(random.choices(letters, k=7)).title()

    known = {f"p{number:04}": Patient(name(), name(), f"{random.randint(1930, 2015)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}",
                                      phone=f"+353 {random.randint(10 ** 7, 10 ** 8)}") for number in range(160)}
    planted = set()
    for number in range(40):
        source = f"p{number:04}"
        field = ("family_name", "given_name", "birth_date", "phone")[number % 4]
        value = {"birth_date": "1899-01-01", "phone": ""}.get(field, name())
        known[f"q{number:04}"] = replace(known[source], **{field: value})
        planted.add((source, f"q{number:04}"))
    assert {pair for pair, _ in suspects(known)} == planted
    assert {pair for pair in combinations(sorted(known), 2) if likeness(known[pair[0]], known[pair[1]]).suspect} == planted
