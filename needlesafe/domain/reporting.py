"""What a reporting standard asks for, and where a record holds it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReportItem:
    """One item of STRICTA 2010, the standard for reports of needling."""

    id: str
    item: str
    """Its number in the standard, such as `2b`."""
    demand: str
    stands: str
    """Where it stands in the record, in the words of its headings; empty where nowhere."""
    fields: tuple[str, ...] = ()
    """The fields of the visit that hold it, such as `Site.muscle`."""
    lacking: str = ""
    """What of it no field holds."""
    sources: tuple[str, ...] = ()
    status: str = "confirmed"
