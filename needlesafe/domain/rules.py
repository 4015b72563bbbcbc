"""
What the answers and the plan raise.

`assess` is pure: a stored visit assesses alike for ever under the content it was made with. A finding is one cause
(a factor or a computed fact) with the rules that it raises at one scope, each with its reasons and sources; `findings`
puts it into words, and here it is told which rules fire, where, and under which cause.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from needlesafe.domain.anatomy import Site, region_of, site_tags
from needlesafe.domain.catalogue import GRAVITY, Catalogue, Rule
from needlesafe.domain.clinic_content import heard_as, is_own
from needlesafe.domain.computed import raised_facts
from needlesafe.domain.disclosures import disclosed
from needlesafe.domain.findings import Case, Finding, Hit, finding_of, united
from needlesafe.domain.questions import unanswered
from needlesafe.domain.raised import Because, Raised, raised_factors
from needlesafe.domain.visit import Visit


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


def assess(visit: Visit, catalogue: Catalogue) -> Assessment:
    """The findings of a visit, gravest first, and what the plan asks for besides."""
    facts = raised_facts(visit, catalogue)
    raised = raised_factors(visit, facts, catalogue)
    tags = tuple(site_tags(site, catalogue) for site in visit.sites)
    called = frozenset(raised).union(*tags)
    case = Case(visit, catalogue, raised, frozenset(range(len(tags))), _tagged(tags), {fact.id: fact for fact in facts},
                 any(map(is_own, visit.screening)))
    hits = [hit for rule in _possible(raised, catalogue) if (hit := _hit(rule, case))]
    findings = sorted((finding_of(cause, group, case) for cause, group in _grouped(hits, case.own)), key=_rank)
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


def _hit(rule: Rule, case: Case) -> Hit | None:
    if rule.if_all and not all([name in case.raised for name in rule.if_all]):
        return None
    matching = _matching(rule, case)
    possible = _conditioned(rule, matching, case) if rule.if_all or rule.unless else matching
    everywhere = rule.scope == "visit" and _holds_for_the_visit(rule, matching, case)
    because = []
    for reason in _reasons(rule, case):
        reached = _covered(reason, possible, rule, case) if reason.places or reason.sites is not None else possible
        if reached or everywhere:
            because.append((reason, reached))
    if not because:
        return None
    besides = tuple([reason for name in rule.if_all for reason in case.raised[name]]) if rule.if_all else ()
    sites = case.sites if rule.scope == "visit" else united([reached for _, reached in because])
    return Hit(rule, sites, tuple(because), besides)


def _reasons(rule: Rule, case: Case) -> list[Because]:
    """The reasons that a rule hears; a question's own rule hears the question, the factor, the fact."""
    reasons = [reason for cause in rule.if_any for reason in case.raised.get(cause, ())]
    heard = heard_as(rule.id)
    if heard in case.catalogue.questions:
        own = (heard, rule.if_any[0])
        reasons = [reason for reason in reasons if reason.source in own or reason.source in case.catalogue.computed]
    return [reason for reason in reasons if reason.places] if rule.needs_place else reasons


def _holds_for_the_visit(rule: Rule, matching: frozenset[int], case: Case) -> bool:
    """Whether a rule of the visit's scope speaks without a place: one of its kind of sites is planned, or any will do."""
    if not matching and (rule.regions or rule.muscles or rule.tags or rule.levels or rule.techniques):
        return False
    return not rule.unless or not any([name in case.raised for name in rule.unless])


def _conditioned(rule: Rule, sites: frozenset[int], case: Case) -> frozenset[int]:
    """The sites at which all that a rule asks for besides holds, and nothing that silences it."""
    for name in rule.if_all:
        sites &= _holding(name, sites, rule, case)
    for name in rule.unless:
        sites -= _holding(name, sites, rule, case)
    return sites


def _holding(name: str, sites: frozenset[int], rule: Rule, case: Case) -> frozenset[int]:
    """The sites at which a factor or fact holds."""
    return frozenset().union(*(_covered(reason, sites, rule, case) for reason in case.raised.get(name, ())))


def _covered(reason: Because, sites: frozenset[int], rule: Rule, case: Case) -> frozenset[int]:
    """The sites at which a reason holds, its place widened to the unit that the rule speaks of."""
    return frozenset(index for index in sites if reason.covers(index, case.visit, rule.reach, case.catalogue))


def _matching(rule: Rule, case: Case) -> frozenset[int]:
    """The sites that a rule speaks of at all."""
    sites = case.sites
    if rule.tags or rule.regions or rule.muscles:
        sites = _bearing((*rule.regions, *rule.muscles, *rule.tags), case)
    if rule.not_muscles or rule.not_regions:
        sites -= _bearing((*rule.not_muscles, *rule.not_regions), case)
    if rule.levels or rule.techniques:
        return frozenset(index for index in sites if _is_needled_so(rule, case.visit.sites[index]))
    return sites


def _bearing(tags: Iterable[str], case: Case) -> frozenset[int]:
    """The sites that bear one of some tags."""
    return united([case.tagged[tag] for tag in tags if tag in case.tagged])


def _is_needled_so(rule: Rule, site: Site) -> bool:
    """Whether level and technique are the rule's; a level that nobody recorded may be any."""
    if rule.levels and site.level and site.level not in rule.levels:
        return False
    return not rule.techniques or site.technique in rule.techniques


def _grouped(hits: list[Hit], own: bool) -> list[tuple[str, list[Hit]]]:
    """Each cause with its hits of one scope; sites of different gravity apart.

    Rules of the clinic stand apart from ours, and where answers to its own questions count, every rule stands by
    itself: so nothing that a clinic adds stands before what ours asks for, and no clearance of it clears ours.
    """
    causes: dict[tuple[str, str, bool], list[Hit]] = {}
    touched = own and any([hit.touched for hit in hits])
    for cause, hit in _spoken(hits, touched):
        causes.setdefault((cause, hit.rule.scope, is_own(hit.rule.id)), []).append(hit)
    groups = []
    for (cause, scope, _), members in causes.items():
        if touched and any([hit.touched for hit in members]):
            groups += [(cause, [hit]) for hit in members]
        elif scope == "visit" or len(members) == 1:
            groups.append((cause, members))
        else:
            groups += [(cause, group) for group in _by_gravity(members)]
    return groups


def _spoken(hits: list[Hit], touched: bool) -> Iterator[tuple[str, Hit]]:
    """Each hit with the cause under which it stands: its own, or silent beneath a rule that speaks for it at a site.
    Where an answer to one of the clinic's own questions counts (`touched`), none is silent."""
    named = {hit.rule.id: hit for hit in hits}
    for hit in hits:
        rule, left = hit.rule, hit.sites
        for name in rule.spoken_for_by if not touched and not is_own(rule.id) else ():
            other = named.get(name)
            if other is None or other.rule.action != rule.action:
                continue
            if shared := left & other.sites:
                yield other.cause, _at(hit, shared)._replace(silent=True)
                left -= shared
        if left or rule.scope == "visit":
            yield hit.cause, _at(hit, left)


def _by_gravity(hits: list[Hit]) -> list[list[Hit]]:
    """Hits at sites, split so that every site of a group meets the same gravest action."""
    actions = {hit.rule.action for hit in hits}
    if len(actions) == 1:
        return [hits]
    groups, graver = [], frozenset[int]()
    for action in sorted(actions, key=GRAVITY.__getitem__):
        reached = united([hit.sites for hit in hits if hit.rule.action == action])
        if here := reached - graver:
            groups.append([_at(hit, here) for hit in hits if here & hit.sites])
            graver |= reached
    return groups


def _at(hit: Hit, sites: frozenset[int]) -> Hit:
    """The hit as far as it concerns some sites, with the reasons that hold there."""
    if hit.sites is sites or hit.sites <= sites:
        return hit
    because = tuple((reason, reached & sites) for reason, reached in hit.because if reached & sites)
    return hit._replace(sites=hit.sites & sites, because=because)


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
