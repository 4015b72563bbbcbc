"""Which table array of which file holds which record, and where in the Catalogue it goes."""

from __future__ import annotations

from dataclasses import dataclass

from needlesafe.domain import catalogue as shapes


@dataclass(frozen=True, slots=True)
class FileNote:
    """What every file says of itself under `[file]`."""

    topic: str
    version: str
    reviewed: str
    """Who reviewed it and when; empty while no clinician has."""
    review_due: str
    """ISO date."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table array of one file and the record that it holds."""

    file: str
    array: str
    shape: type
    into: str
    """The Catalogue's field."""

    @property
    def place(self) -> str:
        """The file and the array, as a fault names them."""
        return f"clinical/{self.file}.toml: {self.array}"

    @property
    def own_place(self) -> str:
        """The same in a clinic's folder."""
        return f"clinic/{self.file}.toml: {self.array}"


TABLES = (
    Table("references", "reference", shapes.Reference, "references"),
    Table("factors", "factor", shapes.Factor, "factors"),
    Table("questions", "question", shapes.Question, "questions"),
    Table("computed", "computed", shapes.Computed, "computed"),
    Table("rules", "rule", shapes.Rule, "rules"),
    Table("warnings", "warning", shapes.Warning, "warnings"),
    Table("regions", "region", shapes.Region, "regions"),
    Table("muscles", "muscle", shapes.Muscle, "muscles"),
    Table("nerves", "nerve", shapes.Nerve, "nerves"),
    Table("events", "event", shapes.EventCard, "events"),
    Table("events", "study", shapes.Study, "studies"),
    Table("readiness", "readiness", shapes.CheckItem, "readiness"),
    Table("readiness", "changes", shapes.Change, "changes"),
    Table("readiness", "renewal", shapes.Renewal, "renewals"),
    Table("readiness", "discharge", shapes.CheckItem, "discharge"),
    Table("readiness", "reconciliation", shapes.CheckItem, "reconciliation"),
    Table("readiness", "technique", shapes.CheckItem, "technique"),
    Table("readiness", "pause", shapes.CheckItem, "pauses"),
    Table("principles", "principle", shapes.Principle, "principles"),
    Table("jurisdictions", "jurisdiction", shapes.Jurisdiction, "jurisdictions"),
    Table("jurisdictions", "point", shapes.LawPoint, "law"),
    Table("disagreements", "disagreement", shapes.Disagreement, "disagreements"),
    Table("follow_up", "follow_up", shapes.FollowUp, "follow_ups"),
    Table("reporting", "item", shapes.ReportItem, "reporting"),
)
CONSENT_ARRAYS = {"element": ("elements", shapes.Statement), "benefit": ("benefits", shapes.Statement),
                  "risk": ("risks", shapes.Statement), "alternative": ("alternatives", shapes.Statement),
                  "chest": ("chest", shapes.Statement), "understanding": ("understanding", shapes.CheckItem),
                  "aftercare": ("aftercare", shapes.Statement), "red_flag": ("red_flags", shapes.RedFlag)}
"""The arrays of a consent file: the field of `ConsentText` and the record of each."""
PLACES = {table.into: table.place for table in TABLES}
OWN_PLACES = {table.into: table.own_place for table in TABLES}
