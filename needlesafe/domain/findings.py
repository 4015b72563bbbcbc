"""
A finding: one cause with the rules that fire under it, in their words.

Findings and hits are named tuples: an answer makes hundreds of them, and a frozen dataclass takes five times as long to
make.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import NamedTuple

from needlesafe.domain.catalogue import GRAVITY, Catalogue, Rule, weakest
from needlesafe.domain.clinic_content import is_own
from needlesafe.domain.computed import Fact
from needlesafe.domain.placed import placed
from needlesafe.domain.raised import Because, Raised, is_cleared
from needlesafe.domain.visit import Visit

_Words = tuple[str, tuple[str, ...], str, tuple[str, ...]]
"""Text, changes, referral and the patient's words."""


class Finding(NamedTuple):
    """One cause, what it raises, why, and what may be done about it."""

    id: str
    """The gravest of its rules that speak, the first by id among equals."""
    rules: tuple[str, ...]
    action: str
    scope: str
    sites: tuple[int, ...]
    because: tuple[Because, ...]
    cleared: bool
    """Whether a clearance, or guidance by ultrasound where that is the way, is recorded for all of it."""
    title: str
    text: str
    """What its gravest rules say, each sentence once; what does not hold at all of its sites names those where it does."""
    changes: tuple[str, ...]
    referral: str
    overridable: bool
    patient_words: tuple[str, ...]
    status: str
    sources: tuple[str, ...]
    held_at: tuple[tuple[int, ...], ...]
    """The sites at which each of its rules holds, in their order."""

    @property
    def open(self) -> bool:
        """Whether the finding still counts."""
        return not self.cleared


@dataclass(frozen=True, slots=True)
class Case:
    """A visit with everything that a rule looks at."""

    visit: Visit
    catalogue: Catalogue
    raised: Raised
    sites: frozenset[int]
    tagged: Mapping[str, frozenset[int]]
    """The sites that bear each tag."""
    facts: Mapping[str, Fact]
    """The computed facts that hold."""
    own: bool
    """Whether one of the clinic's own questions is answered."""


class Hit(NamedTuple):
    """A rule that fires: at which sites, by which reasons."""

    rule: Rule
    sites: frozenset[int]
    because: tuple[tuple[Because, frozenset[int]], ...]
    """The reasons by causes that raise it, each with the sites at which it holds."""
    besides: tuple[Because, ...]
    """The reasons that had to hold as well."""
    silent: bool = False
    """Whether another rule says in the same finding what it says."""

    @property
    def cause(self) -> str:
        """The first of its raised causes by id."""
        return self.because[0][0].factor if len(self.because) == 1 else min([reason.factor for reason, _ in self.because])

    @property
    def touched(self) -> bool:
        """Whether an answer to one of the clinic's own questions is among its reasons."""
        return any([is_own(reason.source) for reason in (*[reason for reason, _ in self.because], *self.besides)])


def finding_of(cause: str, hits: list[Hit], case: Case) -> Finding:
    """One cause with the rules that it raises, which stand by id; its words are those of the gravest of them."""
    if len(hits) == 1:
        return _of_one(cause, hits[0], case)
    rules, sites = [hit.rule for hit in hits], united([hit.sites for hit in hits])
    leading = min([hit.rule for hit in hits if not hit.silent], key=lambda rule: GRAVITY[rule.action])
    grave, because = [hit for hit in hits if hit.rule.action == leading.action], _reasons_of(cause, hits)
    alike = not any([hit.silent or hit.sites is not sites and hit.sites != sites for hit in hits])
    text, changes, referral, patient_words = _said_alike(grave, rules) if alike else _said_apart(grave, hits, sites, case)
    status, sources = _founded(rules, because, case)
    told_at = tuple(sorted(sites))
    return Finding(
        id=leading.id, rules=tuple([rule.id for rule in rules]), action=leading.action, scope=leading.scope, sites=told_at,
        because=because, cleared=_is_cleared(grave, case), title=case.catalogue.cause_titles[because[0].factor], text=text,
        changes=changes, referral=referral,
        overridable=leading.action == "modify" and all([hit.rule.overridable for hit in grave]), patient_words=patient_words,
        status=status, sources=sources,
        held_at=(told_at,) * len(hits) if alike else tuple([tuple(sorted(hit.sites)) for hit in hits]))


def _of_one(cause: str, hit: Hit, case: Case) -> Finding:
    """The finding that one rule makes, which most findings are: all of its words hold at all of its sites."""
    rule, sites = hit.rule, tuple(sorted(hit.sites))
    because = (hit.because[0][0],) if len(hit.because) == 1 and not hit.besides else _reasons_of(cause, [hit])
    status, sources = _founded([rule], because, case)
    return Finding(
        id=rule.id, rules=(rule.id,), action=rule.action, scope=rule.scope, sites=sites, because=because,
        cleared=_is_cleared([hit], case), title=case.catalogue.cause_titles[because[0].factor], text=rule.text,
        changes=tuple(dict.fromkeys(rule.changes)), referral=rule.referral,
        overridable=rule.action == "modify" and rule.overridable,
        patient_words=(rule.patient_words,) if rule.patient_words else (), status=status, sources=sources, held_at=(sites,))


def _said_alike(grave: list[Hit], rules: list[Rule]) -> _Words:
    """What several rules say that all speak of the same sites, each sentence once."""
    return (" ".join(dict.fromkeys([hit.rule.text for hit in grave])),
            tuple(dict.fromkeys([change for rule in rules for change in rule.changes])),
            " ".join(dict.fromkeys([hit.rule.referral for hit in grave if hit.rule.referral])),
            tuple(dict.fromkeys([rule.patient_words for rule in rules if rule.patient_words])))


def _said_apart(grave: list[Hit], hits: list[Hit], sites: frozenset[int], case: Case) -> _Words:
    """The same where some speak of other sites or are silent: what does not hold everywhere stands behind its sites."""
    told = partial(placed, at=sites, sites=case.visit.sites, catalogue=case.catalogue)
    speaking, aloud = [hit for hit in hits if not hit.silent], [hit for hit in grave if not hit.silent]
    return (" ".join(told([(hit.rule.text, hit.sites) for hit in aloud])),
            told([(change, hit.sites) for hit in hits for change in hit.rule.changes]),
            " ".join(told([(hit.rule.referral, hit.sites) for hit in aloud if hit.rule.referral])),
            tuple(dict.fromkeys([hit.rule.patient_words for hit in speaking if hit.rule.patient_words])))


def _founded(rules: list[Rule], because: tuple[Because, ...], case: Case) -> tuple[str, tuple[str, ...]]:
    """How well a finding is founded and by what: its rules, and the computed facts among its reasons."""
    facts = [case.facts[reason.source] for reason in because if reason.source in case.facts]
    if not facts and len(rules) == 1:
        return rules[0].status, rules[0].sources
    founded = [*rules, *facts, *[case.catalogue.computed[fact.id] for fact in facts]]
    return weakest([part.status for part in founded]), _each_once([part.sources for part in founded])


def united(sites: list[frozenset[int]]) -> frozenset[int]:
    """The sites of all sets."""
    if len(sites) == 1 or sites and all([other is sites[0] or other == sites[0] for other in sites]):
        return sites[0]
    return frozenset().union(*sites)


def _each_once(parts: list[tuple[str, ...]]) -> tuple[str, ...]:
    """What the parts name, each once, in their order."""
    return tuple(dict.fromkeys(chain.from_iterable(parts)))


def _reasons_of(cause: str, hits: list[Hit]) -> tuple[Because, ...]:
    """The reasons of a finding: its cause's first, then the others that its rules name or ask for besides."""
    reasons, besides = [reason for hit in hits for reason, _ in hit.because], [reason for hit in hits for reason in hit.besides]
    if not besides and all([reason is reasons[0] for reason in reasons]):
        return (reasons[0],)
    raising = dict.fromkeys(reasons)
    told = {reason.source for reason in raising}
    named = {**raising, **dict.fromkeys([reason for reason in besides if reason.source not in told])}
    return tuple(sorted(named, key=lambda b: (b.factor != cause, b.factor, b.source)))


def _is_cleared(grave: list[Hit], case: Case) -> bool:
    """Whether what the gravest rules of a finding ask for is recorded."""
    action = grave[0].rule.action
    if action == "clearance":
        return all(is_cleared(reason, case.visit, case.catalogue) for hit in grave for reason, _ in hit.because)
    if action != "ultrasound-or-stop":
        return False
    guided = [case.visit.sites[index].ultrasound for hit in grave for index in hit.sites]
    return bool(guided) and all(guidance is not None and guidance.complete for guidance in guided)
