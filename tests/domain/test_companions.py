"""People beside the patient: read back in their role, and told apart by name as a reader would."""

from __future__ import annotations

import pytest

from needlesafe.domain.companions import Chaperone, Guardian, Interpreter, Witness, companion_from_json, is_own_name, is_same_name


def test_each_role_is_read_back_as_what_it_is_and_nobody_as_nobody() -> None:
    assert companion_from_json("guardian", {"name": "Seán Byrne", "relation": "father"}) == Guardian("Seán Byrne", "father")
    assert companion_from_json("interpreter", {"name": "Ana", "language": "pt"}) == Interpreter("Ana", "pt")
    assert companion_from_json("witness", {"name": "Orla Keane"}) == Witness("Orla Keane")
    assert companion_from_json("chaperone", {"answer": "declined"}) == Chaperone("declined")
    assert companion_from_json("chaperone", None) is companion_from_json("witness", {}) is None


@pytest.mark.parametrize(("one", "other", "same"), [
    ("Seán Byrne", "SEÁN  BYRNE ", True), ("Sea\u0301n Byrne", "Seán Byrne", True), ("Seán Byrne", "Sean Byrne", False),
    ("Ana Maria", "Anamaria", False), ("", "", False), (" ", " ", False), ("", "Ana", False)])
def test_two_names_are_the_same_but_for_capitals_blanks_and_how_accents_are_written(one: str, other: str, same: bool) -> None:
    assert is_same_name(one, other) == is_same_name(other, one) == same


@pytest.mark.parametrize(("typed", "name", "own"), [
    ("Sean Byrne", "Seán Byrne", True), ("byrne, seán", "Seán Byrne", True), ("Zoe Zołc-Muller", "Zoë Żołć-Müller", True),
    ("Seán", "Seán Byrne", False), ("Seán Byrne Byrne", "Seán Byrne", False), ("", "", False), (" , ", "Ana", False)])
def test_people_type_their_own_name_in_their_own_way(typed: str, name: str, own: bool) -> None:
    assert is_own_name(typed, name) == own
