"""
Whether a clinician of the clinic has adopted the content, and how they do.

The content as shipped was reviewed by no clinician. Until somebody of the clinic has read what is not confirmed and what
is our own default, and takes it over in their own name, every page says TRIAL. After that only what changed is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from needlesafe.content.entries import digest
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.visit import Visit
from needlesafe.errors import GateRefused, Lack
from needlesafe.flow.entry_views import EntryReader, EntryView, by_topic, status_of
from needlesafe.flow.workplace import Workplace
from needlesafe.store import Adoption, AdoptionDraft

MARKS = ("unconfirmed", "default")
"""What a clinician is shown before the first adoption."""


@dataclass(frozen=True, slots=True)
class AdoptionState:
    """How things stand between the clinic and the content."""

    standing: str
    """`never`, `adopted`, or `changed` since it was."""
    last: Adoption | None
    """The adoption that counts, else the latest; None where there is none."""
    counts: Mapping[str, int]
    """The entries of each status, and `all` of them."""
    groups: Mapping[str, tuple[EntryView, ...]]
    """What is to be read before adopting: a mark, or `changed`, and a topic; then the entries."""
    removed: tuple[str, ...]
    """The names of entries that were adopted and are gone."""
    digests: Mapping[str, str] = field(repr=False)
    """What every entry says now, by its name: its digest."""

    @property
    def changes(self) -> int:
        """How many entries are new, other or gone since the last adoption."""
        return sum(len(views) for name, views in self.groups.items() if name.startswith("changed ")) + len(self.removed)


@dataclass(frozen=True, slots=True)
class Adopting:
    """What somebody who adopts has said and seen."""

    name: str
    registration: str
    stated: bool
    """Whether the statement was ticked."""
    shown: frozenset[str]
    """The groups that were opened."""
    remarks: Mapping[str, str] = field(default_factory=dict)
    """What was remarked on an entry, by its name."""


def is_adopted(workplace: Workplace) -> bool:
    """Whether the very content in use, with the clinic's own additions, was adopted."""
    return _counting(workplace) is not None


def says_trial(visit: Visit, catalogue: Catalogue) -> bool:
    """Whether the pages of a visit say TRIAL: unless it was started under the content in use, and that was adopted."""
    return visit.trial or ((visit.content_fingerprint, visit.content_clinic)
                           != (catalogue.fingerprint, catalogue.clinic_fingerprint))


def state(workplace: Workplace) -> AdoptionState:
    """How things stand; it reads every entry, so a window asks for it off its own thread."""
    adoptions, counting = workplace.store.adoptions(), _counting(workplace)
    reader = EntryReader(workplace.catalogue)
    digests = {name: digest(entry) for name, entry in reader.entries.items()}
    statuses = {name: status_of(entry) for name, entry in reader.entries.items()}
    counts = {"all": len(digests), **{mark: list(statuses.values()).count(mark) for mark in MARKS}}
    last = counting or (adoptions[-1] if adoptions else None)
    if last is None or counting:
        remarks = last.remarks if last else {}
        groups = {f"{mark} {topic}": views for mark in MARKS for topic, views in by_topic(
            reader.view(name, remark=remarks.get(name, "")) for name, told in statuses.items() if told == mark).items()}
        return AdoptionState("adopted" if last else "never", last, counts, groups, (), digests)
    changes = {name: "changed" if name in last.digests else "added" for name, now in digests.items()
               if last.digests.get(name) != now}
    earlier = _remarks(adoptions)
    views = by_topic(reader.view(name, change, earlier.get(name, "")) for name, change in changes.items())
    return AdoptionState("changed", last, counts, {f"changed {topic}": told for topic, told in views.items()},
                         tuple(name for name in last.digests if name not in digests), digests)


def missing(now: AdoptionState, adopting: Adopting) -> tuple[Lack, ...]:
    """What still stands before the adoption, in the order of the page."""
    lacks = [Lack("adoption-group", group, "adoption") for group in now.groups if group not in adopting.shown]
    said = {"adopter": adopting.name.strip(), "registration": adopting.registration.strip(),
            "statement": adopting.stated}
    return (*lacks, *(Lack(code, "", "adoption") for code, there in said.items() if not there))


def keep_draft(workplace: Workplace, shown: frozenset[str], remarks: Mapping[str, str]) -> None:
    """Keeps how far the signed-in user has read, so that they can go on another day."""
    draft = AdoptionDraft("".join(_fingerprints(workplace.catalogue)), tuple(sorted(shown)), dict(remarks))
    workplace.store.keep_adoption_draft(draft)


def kept_draft(workplace: Workplace) -> AdoptionDraft:
    """How far the signed-in user has read; of other content only their remarks are kept."""
    draft = workplace.store.adoption_draft()
    same = draft.fingerprint == "".join(_fingerprints(workplace.catalogue))
    return draft if same else AdoptionDraft(remarks=draft.remarks)


def adopt(workplace: Workplace, now: AdoptionState, adopting: Adopting) -> Adoption:
    """The adoption, kept beside those before it. GateRefused where something was not shown or not said."""
    if lacks := missing(now, adopting):
        raise GateRefused("adoption", lacks)
    remarks = {name: text.strip() for name, text in adopting.remarks.items() if text.strip()}
    adoption = Adoption(
        adopting.name.strip(), adopting.registration.strip(), workplace.store.user.id, workplace.now(),
        workplace.catalogue.version, *_fingerprints(workplace.catalogue), dict(now.digests), remarks)
    workplace.store.keep_adoption(adoption)
    workplace.store.keep_adoption_draft(AdoptionDraft())
    return adoption


def _counting(workplace: Workplace) -> Adoption | None:
    """The latest adoption of the very content in use; None where nobody adopted it."""
    return next((told for told in reversed(workplace.store.adoptions())
                 if (told.fingerprint, told.clinic_fingerprint) == _fingerprints(workplace.catalogue)), None)


def _fingerprints(catalogue: Catalogue) -> tuple[str, str]:
    """The fingerprint of the content as shipped and of what the clinic added."""
    return catalogue.fingerprint, catalogue.clinic_fingerprint


def _remarks(adoptions: tuple[Adoption, ...]) -> dict[str, str]:
    """The latest remark on each entry."""
    return {name: text for told in adoptions for name, text in told.remarks.items()}
