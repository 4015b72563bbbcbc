"""Which new passphrases are taken."""

from __future__ import annotations

import pytest

from needlesafe.flow.passphrases import LONGEST, passphrase_fault


@pytest.mark.parametrize("passphrase", [
    "the river bends twice", "Żółć na wierzbie!", "eine kleine Nachtmusik", "tab\tand\nline end", "849201938475",
    "correct password horse", "🦊 under the 🌉 at 9", "x7" + "K!q " * 31 + "m"])
def test_any_characters_make_a_passphrase(passphrase: str) -> None:
    assert passphrase_fault(passphrase) == ""


@pytest.mark.parametrize(("passphrase", "fault"), [
    ("", "short"), ("eleven char", "short"), ("a river bend" * 11, "long")])
def test_a_passphrase_has_twelve_to_a_hundred_and_twenty_eight_characters(passphrase: str, fault: str) -> None:
    assert passphrase_fault(passphrase) == fault


def test_length_counts_characters_as_they_are_seen_and_not_how_a_keyboard_composes_them() -> None:
    assert passphrase_fault("e\u0301" * 4 + "klmnopq") == "short"
    assert passphrase_fault("kläng & wunder " * 8 + "e\u0301" * 8) == ""
    assert LONGEST == 128


@pytest.mark.parametrize("passphrase", [
    "password1234", "P@ssw0rd1234!", "aaaaaaaaaaaa", "abcabcabcabc", "123456789012", "210987654321", "qwertyuiopas",
    "lkjhgfdsapoi", "1qaz2wsx3edc", "needlesafe 2026", "Dry Needling!", "correct horse battery staple", "admin admin admin",
    "      word      "])
def test_what_a_guesser_tries_first_is_refused(passphrase: str) -> None:
    assert passphrase_fault(passphrase) == "trivial"
