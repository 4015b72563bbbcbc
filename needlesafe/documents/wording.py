"""
The words of one language for one visit: headings, paragraphs with their places filled, dates with the month as a word.

What patients read stands in `assets/consent/`; nothing of it is written here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from needlesafe.documents.facts import Facts
from needlesafe.domain.anatomy import Site, region_of
from needlesafe.domain.wording import ConsentText


class Wording:
    """The words of a language; the places in its paragraphs are filled from `fill`."""

    def __init__(self, text: ConsentText, fill: Mapping[str, str]) -> None:
        self.text = text
        self.fill = dict(fill)
        self._months = text.headings["months"].split(", ")

    def heading(self, key: str) -> str:
        """The words of a heading or label."""
        return self.text.headings[key]

    def paragraph(self, key: str, **more: str) -> str:
        """A paragraph with its places filled."""
        return self.text.paragraphs[key].format_map({**self.fill, **more})

    def word(self, value: str) -> str:
        """A word of a closed list, such as a side; the value itself where it is none."""
        return self.text.headings.get(f"value-{value}", value)

    def language(self, code: str) -> str:
        """The name of a language by its code; the code itself where it has no name here."""
        return self.text.headings.get(f"language-{code}", code)

    def day(self, iso: str) -> str:
        """An ISO date with the month as a word; the text itself where it is no date."""
        try:
            read = date.fromisoformat(iso)
        except ValueError:
            return iso
        return f"{read.day} {self._months[read.month - 1]} {read.year}"

    def moment(self, at: str) -> str:
        """A UTC time as date and time of day, said to be from this computer's clock."""
        return self.paragraph("moment", time=self.short_moment(at)) if at else ""

    def short_moment(self, at: str) -> str:
        """A UTC time as date and time of day."""
        read = moment_of(at)
        return f"{self.day(read.date().isoformat())}, {read:%H:%M:%S}"


def sentence(text: str) -> str:
    """What somebody typed, with a stop at its end."""
    return text if text.rstrip().endswith((".", "!", "?")) else f"{text.rstrip()}."


def moment_of(at: str) -> datetime:
    """The time that an event carries, in UTC; ValueError where it is none."""
    return datetime.fromisoformat(at.replace("Z", "+00:00")).astimezone(UTC)


def patients_words(facts: Facts) -> Wording:
    """The words of the consent's language."""
    return _filled(facts.text, facts)


def english_words(facts: Facts) -> Wording:
    """The words of the record, which is for those who treat."""
    return _filled(facts.catalogue.consent["en"], facts)


def place_words(site: Site, facts: Facts, words: Wording) -> str:
    """Where a site is, in a patient's words, with its side."""
    region = region_of(site, facts.catalogue)
    return f"{region.patient_title or region.title}, {words.word(site.side)}"


def _filled(text: ConsentText, facts: Facts) -> Wording:
    visit = facts.visit
    words = Wording(text, {})
    places = dict.fromkeys(place_words(site, facts, words) for site in visit.sites)
    electrical = any(site.technique == "electrical" for site in visit.sites)
    words.fill = {
        "patient": visit.patient.name, "practitioner": visit.practitioner.name, "clinic": visit.clinic.name,
        "date": words.day(visit.date), "number": str(visit.number),
        "birth_date": words.day(visit.patient.birth_date), "emergency_number": facts.jurisdiction.emergency_number,
        "sites": "; ".join(places), "needles": str(sum(site.needles for site in visit.sites)),
        "current": text.paragraphs["current-used" if electrical else "current-not-used"]}
    return words
