"""Where sources differ, as far as it concerns what is shown: an entry, a finding, a whole visit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from needlesafe.domain.anatomy import region_of
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.disclosures import called_for, visit_tags
from needlesafe.domain.rules import Finding
from needlesafe.domain.visit import Visit
from needlesafe.domain.wording import ConsentText, Disagreement


def differences_at(names: Iterable[str], catalogue: Catalogue) -> tuple[Disagreement, ...]:
    """The differences that concern some entries, each once."""
    return tuple({item.id: item for name in names for item in catalogue.differing.get(name, ())}.values())


def names_of(finding: Finding) -> tuple[str, ...]:
    """The entries that speak in a finding: its rules, and the questions, factors and facts that raised it."""
    return (*finding.rules, *(name for because in finding.because for name in (because.source, because.factor)))


def differences_of(visit: Visit, findings: Iterable[Finding], catalogue: Catalogue) -> tuple[Disagreement, ...]:
    """The differences that concerned a visit, in the catalogue's order."""
    named = {item.id for item in differences_at(_shown(visit, findings, catalogue), catalogue)}
    return tuple(item for item in catalogue.disagreements.values() if item.id in named)


def _shown(visit: Visit, findings: Iterable[Finding], catalogue: Catalogue) -> Iterator[str]:
    """The entries that a visit brings before somebody's eyes."""
    text = catalogue.consent.get(visit.consent.language) or catalogue.consent["en"]
    for site in visit.sites:
        yield from (site.muscle, region_of(site, catalogue).id)
    for finding in findings:
        yield from names_of(finding)
    yield from (event.id for event in visit.treatment)
    if visit.sites:
        yield from _told(text, visit_tags(visit, catalogue))


def _told(text: ConsentText, tags: frozenset[str]) -> Iterator[str]:
    for part in (text.benefits, text.risks, text.alternatives, text.chest, text.aftercare):
        yield from (item.id for item in called_for(part, tags))
