"""
How hard the lay texts are to read: the Flesch-Kincaid grade, the school year that follows a text without effort.

pyphen's patterns are offline and come with it. A hyphenation never parts a letter from a word's head or tail, so that
it tells one syllable too few for some words; the vowel sounds are counted as well, and the greater number holds.
Against a dictionary of pronunciations the two together are right to one syllable in two hundred words of these texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pyphen import Pyphen

from needlesafe.content.tables import CONSENT_ARRAYS, OWN_PLACES, PLACES
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.clinic_content import is_own
from needlesafe.domain.wording import ConsentText, RedFlag, Statement
from needlesafe.errors import Fault

HARDEST = 8.0
"""The grade that no lay text may pass."""
FEWEST_WORDS = 8
"""A shorter text is too little for the formula and is not judged."""
LANGUAGE = "en"
"""The formula is one for English; no other language is judged by it."""
LAY_FIELDS = {"questions": ("text", "patient_words"), "rules": ("patient_words",), "changes": ("text",),
              "regions": ("risk", "delayed_extra"), "warnings": ("patient_text", "patient_window", "patient_action"),
              "follow_ups": ("patient_text",)}
"""By table, the fields that a patient hears or reads; a question's text where it is not asked of the practitioner alone."""
PLACEHOLDER = re.compile(r"\{\w+\}")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,]\d+)*")
SENTENCE_END = re.compile(r"[.!?]+(?:[\s\"”)]|$)")
VOWELS = re.compile(r"[aeiouy]+")
SILENT_END = re.compile(r"(?<![^aeiouyl]l)e$|(?<![sczgx])(?<![cs]h)es$|(?<![td])ed$")


@dataclass(frozen=True, slots=True)
class Read:
    """A lay text with its grade."""

    place: str
    text: str
    grade: float


def grade(text: str) -> float:
    """The Flesch-Kincaid grade of a text, by its sentences' length and its words' syllables; 0 where it has no words."""
    plain = PLACEHOLDER.sub("name", text)
    words = WORD.findall(plain.lower())
    if not words:
        return 0.0
    sentences = sum(1 for part in SENTENCE_END.split(plain) if WORD.search(part))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


@cache
def syllables(word: str) -> int:
    """The syllables of a word in small letters; a figure is one, and a hyphen parts what is counted by itself."""
    if word[0].isdigit():
        return 1
    if "-" in word:
        return sum(map(syllables, word.split("-")))
    word = re.split("['’]", word)[0]
    sounds = len(VOWELS.findall(word))
    if sounds > 1 and SILENT_END.search(word):
        sounds -= 1
    return max(1, sounds, len(_patterns().positions(word)) + 1)


@cache
def _patterns() -> Pyphen:
    return Pyphen(lang="en_US")


def lay_texts(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Every text that a patient hears or reads, with its place."""
    for table, names in LAY_FIELDS.items():
        for entry in getattr(catalogue, table).values():
            place = f"{(OWN_PLACES if is_own(entry.id) else PLACES)[table]} {entry.id}"
            for name in names:
                if name != "text" or getattr(entry, "asked_of", "patient") != "practitioner":
                    yield f"{place}.{name}", getattr(entry, name)
    if LANGUAGE in catalogue.consent:
        yield from _consent_texts(catalogue.consent[LANGUAGE])


def _consent_texts(consent: ConsentText) -> Iterator[tuple[str, str]]:
    file = f"consent/{consent.language}.toml"
    yield from ((f"{file}: paragraphs.{name}", words) for name, words in consent.paragraphs.items())
    for array, (part, shape) in CONSENT_ARRAYS.items():
        names = {RedFlag: ("emergency", "same_day", "ring_us"), Statement: ("text", "level")}.get(shape, ("text",))
        yield from ((f"{file}: {array} {entry.id}.{name}", getattr(entry, name))
                    for entry in getattr(consent, part) for name in names)


def read(catalogue: Catalogue) -> list[Read]:
    """The lay texts that are long enough to judge, the hardest first."""
    told = (Read(place, text, grade(text)) for place, text in lay_texts(catalogue)
            if len(WORD.findall(PLACEHOLDER.sub("name", text))) >= FEWEST_WORDS)
    return sorted(told, key=lambda text: -text.grade)


def hard_texts(catalogue: Catalogue) -> list[Fault]:
    """A fault for each lay text above the hardest grade that a patient is asked to read."""
    return [Fault(told.place, f"reads at grade {told.grade:.1f}; a patient's text stays at {HARDEST:g} or below: "
                              "shorter sentences, plainer words") for told in read(catalogue) if told.grade > HARDEST]
