"""
Adverse events: what to do about each, and how often it is reported, by which study, counted in what.

The band of a frequency follows from its rates alone. It is for sorting and small print: words of frequency are read as
far too high, so people are shown the number first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

BANDS = ("very-common", "common", "uncommon", "rare", "very-rare")
"""The bands of a known frequency, the most frequent first."""

NOT_KNOWN = "not-known"
"""The band of what no rate tells."""

SEVERITIES = ("mild", "significant", "serious")
"""How grave an event can be."""

UNITS = ("treatment", "session", "consultation", "patient", "report", "case", "article", "injury", "therapist")
"""What the denominators count."""

_OF_FREQUENCY = UNITS[:4]
_LEAST = (Fraction(1, 10), Fraction(1, 100), Fraction(1, 1000), Fraction(1, 10_000))
"""The least frequency of each band but the last."""


@dataclass(frozen=True, slots=True)
class Rate:
    """One reported frequency."""

    text: str
    """How often, number first, of what and in which study."""
    unit: str
    """What was counted, one of UNITS. A share of reports, cases or articles is no frequency of the event."""
    share: float = 0.0
    """Per cent, where the source gives a share and no count; 0 where it gives a count or nothing."""
    numerator: int = 0
    denominator: int = 0
    """0 where the source gives none."""
    sources: tuple[str, ...] = ()
    status: str = "confirmed"

    @property
    def frequency(self) -> Fraction | None:
        """How often of 1; None where no number is given or what was counted has no such meaning."""
        if self.unit not in _OF_FREQUENCY:
            return None
        if self.share:
            return Fraction(str(self.share)) / 100
        return Fraction(self.numerator, self.denominator) if self.denominator and self.numerator else None


@dataclass(frozen=True, slots=True)
class Study:
    """What one study counted of any event at all."""

    id: str
    title: str
    """Who was studied, where, and under which treatment."""
    sample: str
    """How many practitioners, treatments, patients or reports."""
    rates: tuple[Rate, ...]
    checked: str
    """How far the study was read."""
    sources: tuple[str, ...] = ()
    status: str = "confirmed"


@dataclass(frozen=True, slots=True)
class EventCard:
    """One adverse event and what to do about it."""

    id: str
    title: str
    lay_name: str
    severity: tuple[str, ...]
    """`mild`, `significant`, `serious`: the range it can have."""
    bands: tuple[str, ...]
    """The bands of its rates from the least to the most frequent, or `not-known`; checked against the rates."""
    onset: str
    signs: str
    red_flags: str
    steps: tuple[str, ...]
    monitor: str
    call_when: str
    document: str
    aftercare: str
    rates: tuple[Rate, ...] = ()
    rate_note: str = ""
    """What the rates do not say."""
    emergency: bool = False
    """True where the emergency card opens with it."""
    all_out: bool = False
    """True where every needle comes out first."""
    sources: tuple[str, ...] = ()
    status: str = "confirmed"


def band_of(frequency: Fraction) -> str:
    """The band of a frequency: very common from 1 in 10, common from 1 in 100, and so on; very rare below 1 in 10,000."""
    return next((band for band, least in zip(BANDS, _LEAST, strict=False) if frequency >= least), BANDS[-1])


def bands_of(rates: Iterable[Rate]) -> tuple[str, ...]:
    """The bands of the least and of the most frequent rate, each once; `not-known` where none is a frequency."""
    found = sorted(frequency for rate in rates if (frequency := rate.frequency) is not None)
    return tuple(dict.fromkeys((band_of(found[0]), band_of(found[-1])))) if found else (NOT_KNOWN,)
