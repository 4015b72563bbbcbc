"""
What goes into a document and what comes out of it.

Standard library and domain only, so that the room can be opened without waiting for reportlab.
"""

from __future__ import annotations

from dataclasses import dataclass

from needlesafe.domain.anatomy import reaches_lung
from needlesafe.domain.catalogue import Catalogue, Jurisdiction
from needlesafe.domain.computed import raised_facts
from needlesafe.domain.disclosures import visit_tags
from needlesafe.domain.raised import raised_factors
from needlesafe.domain.rules import Assessment
from needlesafe.domain.visit import Visit
from needlesafe.domain.wording import ConsentText

RELATIONSHIPS = ("Data", "Supplement", "Source")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the document."""

    name: str
    """Its file name."""
    data: bytes
    """Its bytes, kept as they are."""
    mime: str
    """Its kind, such as `application/json`."""
    relationship: str
    """What it is to the document: `Data`, `Supplement` or `Source`."""
    description: str
    """What it is, in words."""

    def __post_init__(self) -> None:
        if self.relationship not in RELATIONSHIPS:
            raise ValueError(f"an attachment is one of {', '.join(RELATIONSHIPS)}, not {self.relationship!r}")


@dataclass(frozen=True, slots=True)
class Built:
    """A finished document."""

    pdf: bytes
    """The file."""
    pages: int
    """The pages in the file."""
    total: int
    """The pages that its pages count to; more than `pages` in a draft."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a file says of its making."""

    kind: str
    """The kind of document, such as `record`."""
    program: str
    """The program that drew it."""
    here: bool
    """Whether that is this very program with the libraries that it draws with."""


@dataclass(frozen=True, slots=True)
class Differing:
    """A place where a file is not what its data make."""

    place: str
    """In words: `page 2`, or a part of the file."""
    found: tuple[str, ...] = ()
    """What stands there; empty where the words agree and only the drawing differs."""
    made: tuple[str, ...] = ()
    """What the data give instead."""


@dataclass(frozen=True, slots=True)
class Sealing:
    """A certificate that a clinic seals or sealed with, in words."""

    clinic: str
    """The name in it."""
    begins: str
    """ISO date."""
    ends: str
    """ISO date."""
    sha256: str
    """Its fingerprint, in hexadecimal."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that a document of a visit is made from."""

    visit: Visit
    assessment: Assessment
    catalogue: Catalogue
    trial: bool = True
    """Whether every page says TRIAL: no clinician of the clinic has adopted the content yet."""

    @property
    def text(self) -> ConsentText:
        """What the patient reads, in the consent's language, else in English."""
        texts = self.catalogue.consent
        return texts.get(self.visit.consent.language) or texts["en"]

    @property
    def jurisdiction(self) -> Jurisdiction:
        """What the law of the place fixes."""
        return self.catalogue.jurisdiction(self.visit.jurisdiction)

    @property
    def tags(self) -> frozenset[str]:
        """What the chosen sites and the answers are to a statement of the consent."""
        return visit_tags(self.visit, self.catalogue)

    @property
    def factors(self) -> frozenset[str]:
        """What the answers and the plan raise."""
        return frozenset(raised_factors(self.visit, raised_facts(self.visit, self.catalogue), self.catalogue))

    @property
    def near_lung(self) -> tuple[int, ...]:
        """The indices of the sites that can reach the lung."""
        return tuple(index for index, site in enumerate(self.visit.sites) if reaches_lung(site, self.catalogue))

    @property
    def minor(self) -> bool:
        """Whether the patient is below the age at which the place lets a person consent alone."""
        return self.visit.patient.age_on(self.visit.date) < self.jurisdiction.consent_age
