"""Which passphrases are too short, too long or tried first by whoever guesses."""

from __future__ import annotations

import re
import unicodedata

SHORTEST, LONGEST = 12, 128
"""Characters of a new passphrase."""
_FEWEST_KINDS = 5
_LEAST_OF_ONES_OWN = 5
_WALKS = ("abcdefghijklmnopqrstuvwxyz", "0123456789", "qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "zxcvbnm",
          "qwertyuiopasdfghjklzxcvbnm", "qwertzuiopasdfghjklyxcvbnm", "azertyuiopqsdfghjklmwxcvbn",
          "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "1q2w3e4r5t6y7u8i9o0p")
_TRIED_FIRST = ("needlesafe", "dryneedling", "needling", "needle", "passphrase", "passwort", "password", "motdepasse",
                "contraseña", "administrator", "administration", "admin", "welcome", "willkommen", "letmein", "iloveyou",
                "physiotherapist", "physiotherapy", "physio", "qwertyuiop", "qwerty", "qwertz", "azerty", "secret",
                "monkey", "dragon", "football", "sunshine", "princess", "superman", "trustno1", "changeme", "default",
                "clinic", "practice", "praxis", "correcthorsebatterystaple")
_LETTERS_FOR_SIGNS = str.maketrans("0134579@$!", "oieastgasi")


def passphrase_fault(passphrase: str) -> str:
    """`short`, `long` or `trivial`; empty where a new passphrase will do."""
    text = unicodedata.normalize("NFC", passphrase)
    if len(text) < SHORTEST:
        return "short"
    if len(text) > LONGEST:
        return "long"
    return "trivial" if _trivial(text.casefold()) else ""


def _trivial(text: str) -> bool:
    plain = re.sub(r"\s", "", text)
    return (len(set(plain)) < _FEWEST_KINDS or _repeats(plain) or _walks(plain)
            or any(_all_tried_first(form) for form in (plain, plain.translate(_LETTERS_FOR_SIGNS))))


def _repeats(text: str) -> bool:
    """Whether the whole text is a few characters over and over."""
    period = (text + text).find(text, 1)
    return period <= min(len(text) // 2, 8)


def _walks(text: str) -> bool:
    """Whether the text goes along the alphabet, the numbers or the keyboard, either way."""
    return any(text in line or text in line[::-1] for line in (walk * 4 for walk in _WALKS))


def _all_tried_first(text: str) -> bool:
    """Whether nothing of one's own is left beside words that everybody tries."""
    rest = text
    for word in sorted(_TRIED_FIRST, key=len, reverse=True):
        rest = rest.replace(word, "")
    return rest != text and len(re.sub(r"[\W\d_]", "", rest)) < _LEAST_OF_ONES_OWN
