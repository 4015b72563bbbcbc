"""
What the answers and the plan raise.

`assess` is pure: a stored visit assesses alike for ever under the content it was made with. A finding is one cause
(a factor or a computed fact) with the rules that it raises at one scope, each with its reasons and sources.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from needlesafe.domain.anatomy import region_of, site_tags
from needlesafe.domain.catalogue import ACTIONS, STATUSES, Catalogue, Question, Rule
from needlesafe.domain.computed import raised_facts
from needlesafe.domain.disclosures import disclosed
from needlesafe.domain.questions import unanswered
from needlesafe.domain.raised import Because, Raised, clearance_recorded, raised_factors
from needlesafe.domain.visit import Visit


@dataclass(frozen=True, slots=True)
class Finding:
    """One cause, what it raises, why, and what may be done about it."""

    id: str
    """The gravest of its rules, the first by id among equals."""
    rules: tuple[str, ...]
    action: str
    scope: str
    sites: tuple[int, ...]
    because: tuple[Because, ...]
    cleared: bool
    """Whether a clearance, or guidance by ultrasound where that is the way, is recorded for all of it."""
    title: str
    text: str
    changes: tuple[str, ...]
    referral: str
    overridable: bool
    patient_words: tuple[str, ...]
    status: str
    sources: tuple[str, ...]

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
    tags: tuple[frozenset[str], ...]
    """The tags of each site."""


@dataclass(frozen=True, slots=True)
class _Hit:
    """A rule that fires: at which sites, by which causes."""

    rule: Rule
    sites: tuple[int, ...]
    causes: tuple[str, ...]
    because: tuple[Because, ...]


def assess(visit: Visit, catalogue: Catalogue) -> Assessment:
    """The findings of a visit, gravest first, and what the plan asks for besides."""
    facts = raised_facts(visit, catalogue)
    raised = raised_factors(visit, facts, catalogue)
    sources = {fact.id: fact.sources for fact in facts}
    case = _Case(visit, catalogue, raised, tuple(site_tags(site, catalogue) for site in visit.sites))
    hits = [hit for rule in _possible(raised, catalogue) if (hit := _hit(rule, case))]
    findings = sorted((_finding(group, visit, catalogue, sources) for group in _grouped(hits)), key=_rank)
    missing = tuple(question.id for question in unanswered(visit, catalogue))
    return Assessment(outcome_of(findings), not missing, tuple(findings), _site_outcomes(findings, visit),
                      _acknowledgements(visit, catalogue), disclosed(visit, catalogue), missing)


def outcome_of(findings: Iterable[Finding]) -> str:
    """The gravest action among open findings, or `none`."""
    return min((f.action for f in findings if f.open), key=ACTIONS.index, default="none")


def rule_of(question: Question) -> Rule:
    """The rule that a question is by itself."""
    return Rule(id=question.id, action=question.action, text=question.text_raised, if_any=(question.factors[0],),
                tags=() if "any" in question.tags else question.tags, scope=question.scope, reach=question.reach,
                changes=question.changes, patient_words=question.patient_words, sources=question.sources,
                status=question.status)


def _possible(raised: Raised, catalogue: Catalogue) -> list[Rule]:
    """The rules of which a cause is raised, by id."""
    own = (rule_of(question) for question in catalogue.questions.values() if question.factors[0] in raised)
    combined = (rule for rule in catalogue.rules.values() if any(cause in raised for cause in rule.if_any))
    return sorted((*own, *combined), key=lambda rule: rule.id)


def _reasons(rule: Rule, cause: str, case: _Case) -> tuple[Because, ...]:
    """The reasons of a cause that this rule hears; a question's own rule hears the question, the factor, the fact."""
    reasons = case.raised.get(cause, ())
    if rule.id not in case.catalogue.questions:
        return reasons
    return tuple(b for b in reasons if b.source in (rule.id, cause) or b.source in case.catalogue.computed)


def _hit(rule: Rule, case: _Case) -> _Hit | None:
    if any(name in case.raised for name in rule.unless) or not all(name in case.raised for name in rule.if_all):
        return None
    because: dict[Because, None] = {}
    sites: set[int] = set()
    matching = [index for index in range(len(case.visit.sites)) if _matches(rule, index, case)]
    for cause in sorted(rule.if_any):
        for reason in _reasons(rule, cause, case):
            reached = _reached(rule, reason, matching, case)
            if reached or (rule.scope == "visit" and (matching or not _placed(rule))):
                because[reason] = None
                sites |= reached
    if not because:
        return None
    where = range(len(case.visit.sites)) if rule.scope == "visit" else sorted(sites)
    causes = tuple(sorted({reason.factor for reason in because}))
    return _Hit(rule, tuple(where), causes, tuple(because))


def _reached(rule: Rule, reason: Because, matching: list[int], case: _Case) -> set[int]:
    """The matching sites at which a reason holds, and with it every other condition of the rule."""
    if rule.needs_place and not reason.places:
        return set()

    def holds(because: Because, index: int) -> bool:
        return because.covers(index, case.visit, rule.reach, case.catalogue)

    return {index for index in matching if holds(reason, index)
            and all(any(holds(other, index) for other in case.raised[name]) for name in rule.if_all)}


def _placed(rule: Rule) -> bool:
    return bool(rule.regions or rule.muscles or rule.tags or rule.levels or rule.techniques)


def _matches(rule: Rule, index: int, case: _Case) -> bool:
    """Whether a rule speaks of a site at all."""
    site, tags = case.visit.sites[index], case.tags[index]
    named = {*rule.regions, *rule.muscles, *rule.tags}
    if named and not tags.intersection(named):
        return False
    if tags.intersection(rule.not_muscles) or tags.intersection(rule.not_regions):
        return False
    if rule.levels and site.level and site.level not in rule.levels:
        return False
    return not rule.techniques or site.technique in rule.techniques


def _grouped(hits: list[_Hit]) -> list[list[_Hit]]:
    """The hits of one cause and scope together; sites of different gravity apart."""
    causes: dict[tuple[str, str], list[_Hit]] = {}
    for hit in hits:
        causes.setdefault((hit.causes[0], hit.rule.scope), []).append(hit)
    groups = []
    for (_, scope), members in causes.items():
        groups += [members] if scope == "visit" else _by_gravity(members)
    return groups


def _by_gravity(hits: list[_Hit]) -> list[list[_Hit]]:
    """Hits at sites, split so that every site of a group meets the same gravest action."""
    gravest = {site: min((h.rule.action for h in hits if site in h.sites), key=ACTIONS.index)
               for site in sorted({site for hit in hits for site in hit.sites})}
    groups = []
    for action in sorted(set(gravest.values()), key=ACTIONS.index):
        here = {site for site, grave in gravest.items() if grave == action}
        groups.append([_Hit(h.rule, tuple(sorted(here.intersection(h.sites))), h.causes, h.because)
                       for h in hits if here.intersection(h.sites)])
    return groups


def _finding(hits: list[_Hit], visit: Visit, catalogue: Catalogue, fact_sources: dict[str, tuple[str, ...]]) -> Finding:
    leading = min(hits, key=lambda hit: (ACTIONS.index(hit.rule.action), hit.rule.id)).rule
    because = _reasons_of(hits)
    sites = tuple(sorted({site for hit in hits for site in hit.sites}))
    sources = (*(s for hit in hits for s in hit.rule.sources), *(s for b in because for s in fact_sources.get(b.factor, ())))
    return Finding(
        id=leading.id, rules=tuple(sorted(hit.rule.id for hit in hits)), action=leading.action, scope=leading.scope,
        sites=sites, because=because, cleared=_is_cleared(leading, because, sites, visit, catalogue),
        title=title_of(leading.id, hits[0].causes[0], catalogue), text=leading.text,
        changes=tuple(dict.fromkeys(change for hit in hits for change in hit.rule.changes)), referral=leading.referral,
        overridable=leading.action == "modify" and all(h.rule.overridable for h in hits if h.rule.action == "modify"),
        patient_words=tuple(dict.fromkeys(h.rule.patient_words for h in hits if h.rule.patient_words)),
        status=weakest(hit.rule.status for hit in hits), sources=tuple(dict.fromkeys(sources)))


def _reasons_of(hits: list[_Hit]) -> tuple[Because, ...]:
    """The reasons of a finding: its cause's first, then the others that its rules name."""
    cause = hits[0].causes[0]
    every = dict.fromkeys(reason for hit in hits for reason in hit.because)
    return tuple(sorted(every, key=lambda b: (b.factor != cause, b.factor, b.source)))


def _is_cleared(leading: Rule, because: tuple[Because, ...], sites: tuple[int, ...], visit: Visit,
                catalogue: Catalogue) -> bool:
    if leading.action == "clearance":
        return all(clearance_recorded(factor, visit, catalogue) for factor in {b.factor for b in because})
    if leading.action == "ultrasound-or-stop":
        guided = [visit.sites[i].ultrasound for i in sites]
        return bool(guided) and all(guidance is not None and guidance.complete for guidance in guided)
    return False


def title_of(rule: str, cause: str, catalogue: Catalogue) -> str:
    """A few words that name a finding: its question's short name, else its cause's."""
    names = (rule, *catalogue.questions_of_factor.get(cause, ()))
    own = [catalogue.questions[name] for name in names if name in catalogue.questions]
    exact = next((question.short for question in own if question.factors[0] == cause), "")
    known = catalogue.factors.get(cause) or catalogue.computed.get(cause)
    return exact or (known.text if known else cause)


def weakest(statuses: Iterable[str]) -> str:
    """The least certain of several statuses."""
    order = {"confirmed": 0, "default": 1, "unconfirmed": 2}
    return max(statuses, key=order.__getitem__, default=STATUSES[0])


def _rank(finding: Finding) -> tuple[bool, int, str]:
    return (finding.cleared, ACTIONS.index(finding.action), finding.id)


def _site_outcomes(findings: list[Finding], visit: Visit) -> tuple[SiteOutcome, ...]:
    outcomes = []
    for index in range(len(visit.sites)):
        own = [finding for finding in findings if finding.scope == "visit" or index in finding.sites]
        outcomes.append(SiteOutcome(index, outcome_of(own), tuple(finding.id for finding in own)))
    return tuple(outcomes)


def _acknowledgements(visit: Visit, catalogue: Catalogue) -> tuple[SiteAcknowledgement, ...]:
    """What the chosen regions ask the practitioner to tick, each once."""
    found: dict[str, SiteAcknowledgement] = {}
    for index, site in enumerate(visit.sites):
        for item in region_of(site, catalogue).acknowledgements:
            found.setdefault(item.id, SiteAcknowledgement(item.id, index, item.text))
    return tuple(found.values())
