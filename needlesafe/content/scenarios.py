"""
The visits by which two contents are compared: few, the same at every call, and each about one thing.

Only what can differ is tried: the answers, facts and combinations of which a rule, a question or a computed fact speaks
otherwise than before, at every kind of site; and everything at the kinds of site that are themselves other than before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from needlesafe.content.stops import OF, TABLES
from needlesafe.domain.anatomy import POSITIONS, TECHNIQUES, Site
from needlesafe.domain.answers import Answer
from needlesafe.domain.catalogue import Catalogue, Muscle, Region, Rule
from needlesafe.domain.people import Clinic, Patient, Practitioner
from needlesafe.domain.visit import Visit

DAY = "2026-11-21"
LENGTH = 5.0
"""Millimetres, shorter than every published distance."""
MOST_WAYS = 12
"""So many ways of needling are tried at most."""

Twist = Callable[[Visit, Catalogue], Visit]


@dataclass(frozen=True, slots=True)
class Way:
    """How a site is needled."""

    technique: str = "in-and-out"
    level: str | None = None
    position: str = ""

    @property
    def words(self) -> str:
        """What is said of it besides the place."""
        return ", ".join(part for part in (self.technique, f"at {self.level}" if self.level else "", self.position) if part)


@dataclass(frozen=True, slots=True)
class Scenario:
    """One thing about the patient or the plan."""

    words: str
    answers: tuple[tuple[str, str], ...] = ()
    twist: Twist | None = None
    """What it changes of the visit besides."""

    def visit(self, muscle: str, way: Way, catalogue: Catalogue) -> Visit:
        """A visit with one site in which it is so."""
        region = catalogue.regions[catalogue.muscles[muscle].region]
        site = Site(muscle, region.sides[0], 1, LENGTH, 0.25, way.technique, way.level, way.position)
        visit = Visit(id="", date=DAY, jurisdiction="default", patient_id="", clinic=Clinic(""),
                      patient=Patient("", "", "1980-01-01", sex="female", height_cm=170, weight_kg=75),
                      practitioner=Practitioner("", ""), content_version="", content_fingerprint="",
                      screening={key: Answer(answer) for key, answer in self.answers}, sites=(site,))
        return self.twist(visit, catalogue) if self.twist else visit


def _aged(birth_date: str) -> Twist:
    return lambda visit, _: replace(visit, patient=replace(visit.patient, birth_date=birth_date))


def _of_sex(sex: str) -> Twist:
    return lambda visit, _: replace(visit, patient=replace(visit.patient, sex=sex))


def _weighing(kilograms: float) -> Twist:
    return lambda visit, _: replace(visit, patient=replace(visit.patient, weight_kg=kilograms))


def _needled(**other: object) -> Twist:
    return lambda visit, _: replace(visit, sites=tuple(replace(site, **other) for site in visit.sites))  # type: ignore[arg-type]


def _practised(**other: object) -> Twist:
    return lambda visit, _: replace(visit, practitioner=replace(visit.practitioner, **other))  # type: ignore[arg-type]


def _on_both_sides(visit: Visit, catalogue: Catalogue) -> Visit:
    return replace(visit, sites=tuple(replace(site, side=side) for site in visit.sites for side in ("left", "right")))


def _with_another_lung_region(visit: Visit, catalogue: Catalogue) -> Visit:
    """The same plan with a site of another high region over the lung."""
    own = {catalogue.muscles[site.muscle].region for site in visit.sites}
    others = (muscle for muscle in catalogue.muscles.values() if muscle.region not in own
              and (region := catalogue.regions[muscle.region]).lung == "yes" and region.tier == "high")
    other = next(others, None)
    return visit if other is None else replace(visit, sites=(*visit.sites, replace(visit.sites[0], muscle=other.id)))


def _answered_as_a_woman(visit: Visit, catalogue: Catalogue) -> Visit:
    """A man who says yes to what only women are asked."""
    name = next((question.id for question in catalogue.questions.values() if question.only_sex == "female"), None)
    answers = visit.screening if name is None else {**visit.screening, name: Answer("yes")}
    return _of_sex("male")(replace(visit, screening=answers), catalogue)


FACTS = {
    "cf-under-18": Scenario("Patient of 15 years", twist=_aged("2011-06-01")),
    "cf-under-consent-age": Scenario("Patient of 15 years", twist=_aged("2011-06-01")),
    "cf-adolescent": Scenario("Patient of 17 years", twist=_aged("2009-06-01")),
    "cf-bmi-under-20": Scenario("Body-mass index 17.3", twist=_weighing(50)),
    "cf-bmi-under-22": Scenario("Body-mass index 20.8", twist=_weighing(60)),
    "cf-male": Scenario("Male patient", twist=_of_sex("male")),
    "cf-ruled-out-answer": Scenario("Man who says yes to a question for women", twist=_answered_as_a_woman),
    "cf-electrical": Scenario("Current through the needles", twist=_needled(technique="electrical")),
    "cf-two-lung-sides": Scenario("Both sides", twist=_on_both_sides),
    "cf-limb-both-sides": Scenario("Both sides", twist=_on_both_sides),
    "cf-two-high-lung": Scenario("A second high region over the lung", twist=_with_another_lung_region),
    "cf-needle-length": Scenario("Needle of 150 mm", twist=_needled(length_mm=150.0)),
    "cf-pack-expired": Scenario("Pack out of date", twist=_needled(expires="2020-01")),
    "cf-outside-scope": Scenario("Nothing in the practitioner's scope", twist=_practised(scope=())),
    "cf-cover-excluded": Scenario("Everything excluded from cover", twist=_practised(cover_excludes=("*",))),
    "cf-cover-ended": Scenario("Cover ended in 2020", twist=_practised(cover_until="2020-01-01")),
}
"""By computed fact, a visit in which it holds; a fact of the muscle itself holds wherever that muscle is planned."""
PLAIN = Scenario("Nothing answered")


@dataclass(frozen=True, slots=True)
class Changed:
    """What speaks otherwise in one of two contents than in the other."""

    rules: tuple[tuple[Rule, ...], ...]
    """The forms of each rule that changed; one form where it is new or gone. Questions are rules too."""
    facts: frozenset[str]
    muscles: frozenset[str]
    """Muscles that are another kind of site than they were."""

    @property
    def causes(self) -> frozenset[str]:
        """Every factor and fact that a changed rule may hear."""
        return self.facts.union(*(rule.if_any for forms in self.rules for rule in forms))


def changed(old: Catalogue, new: Catalogue) -> Changed:
    """What can give other findings in one content than in the other; words alone give none."""
    other = {kind: [name for name in dict.fromkeys((*getattr(old, table), *getattr(new, table)))
                    if _said(kind, getattr(old, table).get(name)) != _said(kind, getattr(new, table).get(name))]
             for kind, table in TABLES.items()}
    forms = (_rules(old), _rules(new))
    rules = [tuple(known[name] for known in forms if name in known) for name in (*other["question"], *other["rule"])]
    raised = frozenset(factor for name in other["question"] for content in (old, new)
                       if name in content.questions for factor in content.questions[name].factors)
    computed = frozenset(factor for name in other["computed"] for content in (old, new)
                         if name in content.computed for factor in (name, *content.computed[name].factors))
    regions = set(other["region"])
    muscles = {muscle.id for content in (old, new) for muscle in content.muscles.values() if muscle.region in regions}
    return Changed(tuple(rules), raised | computed, frozenset(muscles.union(other["muscle"])))


def _rules(catalogue: Catalogue) -> dict[str, Rule]:
    return {**{rule.id: rule for rule in catalogue.own_rules}, **catalogue.rules}


def _said(kind: str, entry: Any) -> object:
    """What an entry does, without its words."""
    if entry is None:
        return None
    does = {key: frozenset(values) for key, values in OF[kind](entry).items()}
    if isinstance(entry, Region):
        return does, entry.group, entry.tier, entry.limb, frozenset(entry.tags), entry.sides
    if isinstance(entry, Muscle):
        return does, entry.region, frozenset(entry.tags), tuple((reach.mm, reach.sides) for reach in entry.distances)
    return does


def scenarios(old: Catalogue, new: Catalogue, causes: frozenset[str] | None) -> tuple[Scenario, ...]:
    """What is tried of the answers and facts that some causes come from, or of all of them."""
    found = [PLAIN, *_answered(old, new, causes)]
    found += [FACTS[name] for name in dict.fromkeys((*old.computed, *new.computed)) if name in FACTS
              and (causes is None or not causes.isdisjoint((name, *_factors_of(name, old), *_factors_of(name, new))))]
    return tuple({scenario.words: scenario for scenario in found}.values())


def _factors_of(fact: str, catalogue: Catalogue) -> tuple[str, ...]:
    return catalogue.computed[fact].factors if fact in catalogue.computed else ()


def _answered(old: Catalogue, new: Catalogue, causes: frozenset[str] | None) -> Iterator[Scenario]:
    """Each question whose answer leads to one of the causes, and each such factor that is no question's own."""
    asked: set[str] = set()
    for name in dict.fromkeys((*old.questions, *new.questions)):
        forms = [content.questions[name] for content in (old, new) if name in content.questions]
        factors = {factor for question in forms for factor in question.factors}
        asked.update(question.factors[0] for question in forms)
        if causes is None or factors & causes:
            for answer in dict.fromkeys(question.raised_by for question in forms):
                yield Scenario(f"{forms[-1].short}: {answer}", ((name, answer),))
    for name in dict.fromkeys((*old.factors, *new.factors)):
        if name not in asked and (causes is None or name in causes):
            yield Scenario(f"{(new.factors.get(name) or old.factors[name]).text}: yes", ((name, "yes"),))


def combined(what: Changed, old: Catalogue, new: Catalogue) -> tuple[Scenario, ...]:
    """For each changed rule that wants two things at once, or is silent for a graver one, both of them together."""
    found: dict[str, Scenario] = {}
    for rule in (rule for forms in what.rules for rule in forms):
        for besides in (rule.if_all, *((name,) for name in rule.unless)):
            for cause in rule.if_any if besides else ():
                joined = _together((cause, *besides), old, new)
                found.setdefault(joined.words, joined)
    return tuple(found.values())


def _together(causes: tuple[str, ...], old: Catalogue, new: Catalogue) -> Scenario:
    """All of some causes at once: factors are answered, facts are planned so."""
    factors = [name for name in dict.fromkeys(causes) if name in new.factors or name in old.factors]
    facts = [FACTS[name] for name in dict.fromkeys(causes) if name in FACTS]
    words = [f"{(new.factors.get(name) or old.factors[name]).text}: yes" for name in factors]
    words += [fact.words for fact in facts]

    def twist(visit: Visit, catalogue: Catalogue) -> Visit:
        for fact in facts:
            visit = fact.twist(visit, catalogue) if fact.twist else visit
        return visit

    return Scenario(" and ".join(words), tuple((name, "yes") for name in factors), twist)


def ways(what: Changed) -> tuple[Way, ...]:
    """The ways of needling that a changed rule tells apart, the plainest first."""
    rules = [rule for forms in what.rules for rule in forms]
    named = {name for rule in rules for name in (*rule.tags, *rule.techniques, *rule.levels)}
    current = "electrical" in named or "cf-electrical" in what.causes or any(rule.techniques for rule in rules)
    techniques = [name for name in TECHNIQUES if name == "in-and-out" or (current and name in named | {"electrical"})]
    levels = [None, *sorted({level for rule in rules for level in rule.levels})[:3]]
    positions = ["", *(name for name in POSITIONS if name in named)]
    return tuple(Way(*parts) for parts in product(techniques, levels, positions))[:MOST_WAYS]
