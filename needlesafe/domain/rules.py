"""
What the answers and the plan raise.

`assess` is pure: a stored visit assesses alike for ever under the content it was made with. A finding is one cause
(a factor or a computed fact) with the rules that it raises at one scope, each with its reasons and sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import NamedTuple

from needlesafe.domain.anatomy import Site, region_of, site_tags
from needlesafe.domain.catalogue import GRAVITY, Catalogue, Rule, weakest
from needlesafe.domain.clinic_content import heard_as, is_own
from needlesafe.domain.computed import Fact, raised_facts
from needlesafe.domain.disclosures import disclosed
from needlesafe.domain.placed import placed
from needlesafe.domain.questions import unanswered
from needlesafe.domain.raised import Because, Raised, is_cleared, raised_factors
from needlesafe.domain.visit import Visit


@dataclass(frozen=True, slots=True)
class Finding:
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
class SiteOutcome:
    """What stands against one site."""

    index: int
    outcome: str
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SiteAcknowledgement:
    """An acknowledgement that a site's region asks for."""

    id: str
    site: int
    """The first site of the region."""
    text: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything that a visit raises."""

    outcome: str
    """The gravest open finding's action, or `none`: no listed item was raised, and nothing more."""
    complete: bool
    """False while a question that the plan needs is unanswered."""
    findings: tuple[Finding, ...]
    """Gravest first."""
    sites: tuple[SiteOutcome, ...]
    acknowledgements: tuple[SiteAcknowledgement, ...]
    disclosures: tuple[str, ...]
    unanswered: tuple[str, ...]

    def finding(self, name: str) -> Finding | None:
        """The finding of that id."""
        return next((finding for finding in self.findings if finding.id == name), None)


@dataclass(frozen=True, slots=True)
class _Case:
    """A visit with everything that a rule looks at."""

    visit: Visit
    catalogue: Catalogue
    raised: Raised
    sites: frozenset[int]
    tagged: Mapping[str, frozenset[int]]
    """The sites that bear each tag."""
    facts: Mapping[str, Fact]
    """The computed facts that hold."""


class _Hit(NamedTuple):
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
        return min([reason.factor for reason, _ in self.because])

    @property
    def touched(self) -> bool:
        """Whether an answer to one of the clinic's own questions is among its reasons."""
        return any([is_own(reason.source) for reason in (*[reason for reason, _ in self.because], *self.besides)])


def assess(visit: Visit, catalogue: Catalogue) -> Assessment:
    """The findings of a visit, gravest first, and what the plan asks for besides."""
    facts = raised_facts(visit, catalogue)
    raised = raised_factors(visit, facts, catalogue)
    tags = tuple(site_tags(site, catalogue) for site in visit.sites)
    called = frozenset({"any"}).union(raised, *tags)
    case = _Case(visit, catalogue, raised, frozenset(range(len(tags))), _tagged(tags), {fact.id: fact for fact in facts})
    hits = [hit for rule in _possible(raised, catalogue) if (hit := _hit(rule, case))]
    findings = sorted((_finding(cause, group, case) for cause, group in _grouped(hits)), key=_rank)
    missing = tuple(question.id for question in unanswered(visit, catalogue))
    return Assessment(outcome_of(findings), not missing, tuple(findings), _site_outcomes(findings, visit),
                      _acknowledgements(visit, catalogue), disclosed(visit, called, catalogue), missing)


def outcome_of(findings: Iterable[Finding]) -> str:
    """The gravest action among open findings, or `none`."""
    return min((f.action for f in findings if f.open), key=GRAVITY.__getitem__, default="none")


def _tagged(tags: Iterable[frozenset[str]]) -> dict[str, frozenset[int]]:
    """The sites that bear each tag."""
    found: dict[str, set[int]] = {}
    for index, names in enumerate(tags):
        for name in names:
            found.setdefault(name, set()).add(index)
    return {name: frozenset(sites) for name, sites in found.items()}


def _possible(raised: Raised, catalogue: Catalogue) -> list[Rule]:
    """The rules of which a cause is raised, by id."""
    found = {rule.id: rule for cause in raised for rule in catalogue.rules_of_cause.get(cause, ())}
    return [found[name] for name in sorted(found)]


def _hit(rule: Rule, case: _Case) -> _Hit | None:
    if rule.if_all and not all(name in case.raised for name in rule.if_all):
        return None
    matching = _matching(rule, case)
    everywhere = rule.scope == "visit" and _holds_for_the_visit(rule, matching, case)
    possible = _conditioned(rule, matching, case) if rule.if_all or rule.unless else matching
    because = []
    for reason in _reasons(rule, case):
        reached = _covered(reason, possible, rule, case)
        if reached or everywhere:
            because.append((reason, reached))
    if not because:
        return None
    besides = tuple([reason for name in rule.if_all for reason in case.raised[name]])
    sites = case.sites if rule.scope == "visit" else _united([reached for _, reached in because])
    return _Hit(rule, sites, tuple(because), besides)


def _reasons(rule: Rule, case: _Case) -> list[Because]:
    """The reasons that a rule hears; a question's own rule hears the question, the factor, the fact."""
    reasons = [reason for cause in rule.if_any for reason in case.raised.get(cause, ())]
    heard = heard_as(rule.id)
    if heard in case.catalogue.questions:
        own = (heard, rule.if_any[0])
        reasons = [reason for reason in reasons if reason.source in own or reason.source in case.catalogue.computed]
    return [reason for reason in reasons if reason.places] if rule.needs_place else reasons


def _holds_for_the_visit(rule: Rule, matching: frozenset[int], case: _Case) -> bool:
    """Whether a rule of the visit's scope speaks without a place: one of its kind of sites is planned, or any will do."""
    placed = rule.regions or rule.muscles or rule.tags or rule.levels or rule.techniques
    return bool(matching or not placed) and not any(name in case.raised for name in rule.unless)


def _conditioned(rule: Rule, sites: frozenset[int], case: _Case) -> frozenset[int]:
    """The sites at which all that a rule asks for besides holds, and nothing that silences it."""
    for name in rule.if_all:
        sites &= _holding(name, sites, rule, case)
    for name in rule.unless:
        sites -= _holding(name, sites, rule, case)
    return sites


def _holding(name: str, sites: frozenset[int], rule: Rule, case: _Case) -> frozenset[int]:
    """The sites at which a factor or fact holds."""
    return frozenset().union(*(_covered(reason, sites, rule, case) for reason in case.raised.get(name, ())))


def _covered(reason: Because, sites: frozenset[int], rule: Rule, case: _Case) -> frozenset[int]:
    """The sites at which a reason holds, its place widened to the unit that the rule speaks of."""
    if reason.sites is None and not reason.places:
        return sites
    return frozenset(index for index in sites if reason.covers(index, case.visit, rule.reach, case.catalogue))


def _matching(rule: Rule, case: _Case) -> frozenset[int]:
    """The sites that a rule speaks of at all."""
    named, spared = (*rule.regions, *rule.muscles, *rule.tags), (*rule.not_muscles, *rule.not_regions)
    sites = _bearing(named, case) if named else case.sites
    if spared:
        sites -= _bearing(spared, case)
    if rule.levels or rule.techniques:
        return frozenset(index for index in sites if _is_needled_so(rule, case.visit.sites[index]))
    return sites


def _bearing(tags: Iterable[str], case: _Case) -> frozenset[int]:
    """The sites that bear one of some tags."""
    return frozenset().union(*[case.tagged[tag] for tag in tags if tag in case.tagged])


def _is_needled_so(rule: Rule, site: Site) -> bool:
    """Whether level and technique are the rule's; a level that nobody recorded may be any."""
    if rule.levels and site.level and site.level not in rule.levels:
        return False
    return not rule.techniques or site.technique in rule.techniques


def _grouped(hits: list[_Hit]) -> list[tuple[str, list[_Hit]]]:
    """Each cause with its hits of one scope; sites of different gravity apart.

    Rules of the clinic stand apart from ours, and where answers to its own questions count, every rule stands by
    itself: so nothing that a clinic adds stands before what ours asks for, and no clearance of it clears ours.
    """
    causes: dict[tuple[str, str, bool], list[_Hit]] = {}
    for cause, hit in _spoken(hits):
        causes.setdefault((cause, hit.rule.scope, is_own(hit.rule.id)), []).append(hit)
    groups = []
    for (cause, scope, _), members in causes.items():
        if any([hit.touched for hit in members]):
            groups += [(cause, [hit]) for hit in members]
        else:
            groups += [(cause, group) for group in ([members] if scope == "visit" else _by_gravity(members))]
    return groups


def _spoken(hits: list[_Hit]) -> Iterator[tuple[str, _Hit]]:
    """Each hit with the cause under which it stands: its own, or silent beneath a rule that speaks for it at a site.
    Where an answer to one of the clinic's own questions counts, none is silent."""
    named, touched = {hit.rule.id: hit for hit in hits}, any([hit.touched for hit in hits])
    for hit in hits:
        rule, left = hit.rule, hit.sites
        for name in () if touched or is_own(rule.id) else rule.spoken_for_by:
            other = named.get(name)
            if other is None or other.rule.action != rule.action:
                continue
            if shared := left & other.sites:
                yield other.cause, _at(hit, shared)._replace(silent=True)
                left -= shared
        if left or rule.scope == "visit":
            yield hit.cause, _at(hit, left)


def _by_gravity(hits: list[_Hit]) -> list[list[_Hit]]:
    """Hits at sites, split so that every site of a group meets the same gravest action."""
    actions = {hit.rule.action for hit in hits}
    if len(actions) == 1:
        return [hits]
    groups, graver = [], frozenset[int]()
    for action in sorted(actions, key=GRAVITY.__getitem__):
        reached = _united([hit.sites for hit in hits if hit.rule.action == action])
        if here := reached - graver:
            groups.append([_at(hit, here) for hit in hits if here & hit.sites])
            graver |= reached
    return groups


def _at(hit: _Hit, sites: frozenset[int]) -> _Hit:
    """The hit as far as it concerns some sites, with the reasons that hold there."""
    if hit.sites <= sites:
        return hit
    because = tuple((reason, reached & sites) for reason, reached in hit.because if reached & sites)
    return hit._replace(sites=hit.sites & sites, because=because)


def _finding(cause: str, hits: list[_Hit], case: _Case) -> Finding:
    """One cause with the rules that it raises, which stand by id; its words are those of the gravest of them."""
    rules = [hit.rule for hit in hits]
    leading = min([hit.rule for hit in hits if not hit.silent], key=lambda rule: GRAVITY[rule.action])
    grave = [hit for hit in hits if hit.rule.action == leading.action]
    sites, speaking = _united([hit.sites for hit in hits]), [hit for hit in grave if not hit.silent]
    because = _reasons_of(cause, hits)
    told = partial(placed, at=sites, sites=case.visit.sites, catalogue=case.catalogue)
    facts = [case.facts[reason.source] for reason in because if reason.source in case.facts]
    founded = [*rules, *facts, *[case.catalogue.computed[fact.id] for fact in facts]]
    return Finding(
        id=leading.id, rules=tuple([rule.id for rule in rules]), action=leading.action, scope=leading.scope,
        sites=tuple(sorted(sites)), because=because, cleared=_is_cleared(grave, case),
        title=case.catalogue.cause_titles[because[0].factor],
        text=" ".join(told([(hit.rule.text, hit.sites) for hit in speaking])),
        changes=told([(change, hit.sites) for hit in hits for change in hit.rule.changes]),
        referral=" ".join(told([(hit.rule.referral, hit.sites) for hit in speaking if hit.rule.referral])),
        overridable=leading.action == "modify" and all([hit.rule.overridable for hit in grave]),
        patient_words=_each_once([(hit.rule.patient_words,) for hit in hits if hit.rule.patient_words and not hit.silent]),
        status=weakest([part.status for part in founded]), sources=_each_once([part.sources for part in founded]),
        held_at=tuple([tuple(sorted(hit.sites)) for hit in hits]))


def _united(sites: list[frozenset[int]]) -> frozenset[int]:
    """The sites of all sets."""
    return sites[0] if len(sites) == 1 else frozenset().union(*sites)


def _each_once(parts: list[tuple[str, ...]]) -> tuple[str, ...]:
    """What the parts name, each once, in their order."""
    return parts[0] if len(parts) == 1 else tuple(dict.fromkeys(chain.from_iterable(parts)))


def _reasons_of(cause: str, hits: list[_Hit]) -> tuple[Because, ...]:
    """The reasons of a finding: its cause's first, then the others that its rules name or ask for besides."""
    raising = dict.fromkeys([reason for hit in hits for reason, _ in hit.because])
    besides = [reason for hit in hits for reason in hit.besides]
    if len(raising) == 1 and not besides:
        return tuple(raising)
    told = {reason.source for reason in raising}
    named = {**raising, **dict.fromkeys([reason for reason in besides if reason.source not in told])}
    return tuple(sorted(named, key=lambda b: (b.factor != cause, b.factor, b.source)))


def _is_cleared(grave: list[_Hit], case: _Case) -> bool:
    """Whether what the gravest rules of a finding ask for is recorded."""
    action = grave[0].rule.action
    if action == "clearance":
        return all(is_cleared(reason, case.visit, case.catalogue) for hit in grave for reason, _ in hit.because)
    guided = [case.visit.sites[index].ultrasound for hit in grave for index in hit.sites]
    return (action == "ultrasound-or-stop" and bool(guided)
            and all(guidance is not None and guidance.complete for guidance in guided))


def _rank(finding: Finding) -> tuple[bool, int, str]:
    return (finding.cleared, GRAVITY[finding.action], finding.id)


def _site_outcomes(findings: list[Finding], visit: Visit) -> tuple[SiteOutcome, ...]:
    """What stands against each site; the findings come gravest first, and what is cleared last."""
    own: list[list[Finding]] = [[] for _ in visit.sites]
    for finding in findings:
        for index in finding.sites:
            own[index].append(finding)
    return tuple(SiteOutcome(index, outcome_of(here[:1]), tuple([finding.id for finding in here]))
                 for index, here in enumerate(own))


def _acknowledgements(visit: Visit, catalogue: Catalogue) -> tuple[SiteAcknowledgement, ...]:
    """What the chosen regions ask the practitioner to tick, each once."""
    found: dict[str, SiteAcknowledgement] = {}
    for index, site in enumerate(visit.sites):
        for item in region_of(site, catalogue).acknowledgements:
            found.setdefault(item.id, SiteAcknowledgement(item.id, index, item.text))
    return tuple(found.values())
