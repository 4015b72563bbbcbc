"""
Frozen records that pages draw: what a step shows, worked out here so that a page only lays it out.

Words for people stand in the content; codes become words in `gui.messages`.
"""

from __future__ import annotations

from dataclasses import dataclass

from needlesafe.domain.anatomy import Site, reaches_lung, region_of, site_tags
from needlesafe.domain.answers import Answer
from needlesafe.domain.catalogue import Catalogue, Muscle, Question, Region
from needlesafe.domain.causes import Cause, causes
from needlesafe.domain.computed import distance_reached, is_known, raised_facts
from needlesafe.domain.earlier import asked_again, touching
from needlesafe.domain.exclusion import ruled_out
from needlesafe.domain.last_visit import EarlierAnswer
from needlesafe.domain.ledger import ledger_of
from needlesafe.domain.needles import any_placed, present
from needlesafe.domain.placed import site_title
from needlesafe.domain.questions import asked
from needlesafe.domain.visit import Visit
from needlesafe.domain.wording import Change, Warning
from needlesafe.errors import Lack
from needlesafe.flow.counting import as_counted
from needlesafe.flow.gates import Standing
from needlesafe.flow.steps import STEPS, current_step, lacks_by_step


@dataclass(frozen=True, slots=True)
class RailView:
    """One step on the rail."""

    id: str
    title: str
    state: str
    """`done`, `now`, `later`, `missing`, or `open` where nothing is missing and nothing is done yet."""
    lacks: tuple[Lack, ...]


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question as it is asked."""

    question: Question
    answer: Answer | None
    raises: bool
    """Whether the answer raises."""
    wants: tuple[str, ...]
    """What a raising answer asks for besides, `clearance` among it where a finding asks for one."""
    earlier: EarlierAnswer | None
    """What was answered before this visit: shown beside, never filled in."""
    again: str
    """Why it is asked again, one of `earlier.AGAIN`; empty where the earlier answer stands or this is a first visit."""
    touched_by: tuple[Change, ...]
    """What changed since the last visit that bears on it."""


@dataclass(frozen=True, slots=True)
class UnaskedView:
    """A question that the visit does not ask, and why."""

    question: Question
    reason: str
    """`sex`, `age`, `before` for a first needling that it cannot be, or `computed`."""
    value: str = ""
    """What was computed, in words."""


@dataclass(frozen=True, slots=True)
class CautionView:
    """Everything to keep in mind at one region of the plan."""

    region: Region
    sites: tuple[tuple[int, Site, Muscle], ...]
    lung: bool
    """Whether a needle at one of the sites can reach the lung."""
    during: tuple[Warning, ...]
    delayed: tuple[Warning, ...]
    reached: tuple[tuple[int, str], ...]
    """Sites whose needle is as long as a published distance, with what was published."""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """The needles of one site."""

    index: int
    site: Site
    title: str
    placed: int
    removed: int
    since: str
    """The time of the first of the needles that are in; empty where none is."""
    declared: int = 0
    """Left in on purpose."""
    to_count: int = 0
    """Taken out all at once and not counted since."""
    minutes: float | None = None
    """How long they are planned to stay in."""

    @property
    def present(self) -> int:
        """Needles that are in now and have to come out."""
        return self.placed - self.removed - self.declared


def rail(standing: Standing, opened: str) -> tuple[RailView, ...]:
    """The seven steps; `opened` is the one on screen. Where no needle went in the note is open beside the treatment: nobody
    has to be needled."""
    order, visit = [step.id for step in STEPS], standing.visit
    was_at = "treatment" if visit.treatment else "consent" if visit.consent.draft else "who"
    lacking = lacks_by_step(standing)
    reached = max(order.index(current_step(standing, lacking)), order.index(was_at))
    needled, views = any_placed(visit), []
    beside = reached == order.index("treatment") and not needled
    for number, step in enumerate(STEPS):
        missing, bare = lacking[step.id], step.id == "treatment" and not needled
        there = {"treatment": needled, "note": visit.closed}.get(step.id, True)
        ahead = "open" if beside else "later"
        state = ("now" if step.id == opened else ahead if number > reached else "missing" if missing and not bare
                 else "done" if there else "open")
        views.append(RailView(step.id, step.title, state, () if number > reached and state == "open" else missing))
    return tuple(views)


def question_views(standing: Standing) -> tuple[QuestionView, ...]:
    """The questions that the plan asks, in the catalogue's order, and those that were answered besides."""
    visit, catalogue = standing.visit, standing.catalogue
    shown = {question.id: question for question in asked(visit, catalogue)}
    shown |= {key: catalogue.questions[key] for key in visit.screening if key in catalogue.questions}
    return tuple(_question_view(question, standing) for question in catalogue.questions.values()
                 if question.id in shown)


def _question_view(question: Question, standing: Standing) -> QuestionView:
    visit, catalogue = standing.visit, standing.catalogue
    answer = visit.screening.get(question.id)
    raises = answer is not None and answer.answer in (question.raised_by, "unknown")
    wants = question.wants if raises else ()
    if raises and clearance_wanted(question.id, standing):
        wants = (*wants, "clearance")
    again = asked_again(question, visit, catalogue) if visit.earlier else ""
    return QuestionView(question, answer, raises, wants, visit.earlier.get(question.id), again,
                        touching(question, visit, catalogue))


def clearance_wanted(source: str, standing: Standing) -> bool:
    """Whether a finding that a question or factor causes asks for a clearance, given or not."""
    return any(finding.action == "clearance" and any(b.source == source for b in finding.because)
               for finding in standing.assessment.findings)


def unasked_views(standing: Standing) -> tuple[UnaskedView, ...]:
    """The questions that sex, age, an earlier needling or a computed fact settle, with the reason."""
    visit, catalogue = standing.visit, standing.catalogue
    values = {fact.id: fact.value for fact in raised_facts(visit, catalogue)}
    views = []
    for question in catalogue.questions.values():
        if question.computed and is_known(question.computed, visit):
            views.append(UnaskedView(question, "computed", values.get(question.computed, "")))
        elif "any" in question.tags and (reason := ruled_out(question, visit)):
            views.append(UnaskedView(question, reason))
        elif question.only_first and visit.needled_before:
            views.append(UnaskedView(question, "before"))
    return tuple(views)


def raised_causes(standing: Standing) -> tuple[Cause, ...]:
    """What is raised, each cause once, gravest first."""
    return causes(standing.assessment.findings)


def caution_views(standing: Standing) -> tuple[CautionView, ...]:
    """One view a region of the plan, in the order of choice."""
    catalogue, grouped = standing.catalogue, {}
    for index, site in enumerate(standing.visit.sites):
        grouped.setdefault(region_of(site, catalogue).id, []).append((index, site, catalogue.muscles[site.muscle]))
    return tuple(_caution_view(catalogue.regions[name], tuple(sites), catalogue) for name, sites in grouped.items())


def _caution_view(region: Region, sites: tuple[tuple[int, Site, Muscle], ...], catalogue: Catalogue) -> CautionView:
    reached = tuple((index, f"{site.length_mm:g} mm needle; {distance.mm:g} mm published: {distance.text}")
                    for index, site, _ in sites if (distance := distance_reached(site, catalogue)))
    return CautionView(region, sites, any(reaches_lung(site, catalogue) for _, site, _ in sites),
                       tuple(catalogue.warnings[name] for name in region.during),
                       tuple(catalogue.warnings[name] for name in region.delayed), reached)


def ledger_lines(standing: Standing) -> tuple[LedgerLine, ...]:
    """The needle ledger, one line a site, as it is at the couch: what was taken back is not in it."""
    visit = as_counted(standing.visit)
    return tuple(LedgerLine(c.site, site, site_title(site, standing.catalogue), c.placed, c.removed, c.since, c.declared,
                            c.to_count, c.minutes)
                 for c, site in zip(ledger_of(visit).sites, visit.sites, strict=False))


def needles_in(standing: Standing) -> int:
    """Needles that are in the patient now."""
    return present(standing.visit)


def site_line(site: Site) -> str:
    """How a site is needled, in one line."""
    needles = "1 needle" if site.needles == 1 else f"{site.needles} needles"
    technique = {"in-and-out": "in and out", "electrical": "with current"}.get(site.technique, site.technique)
    return f"{needles}, {site.length_mm:g} mm × {site.gauge_mm:g} mm, {technique}"


def nerves_near(site: Site, catalogue: Catalogue) -> tuple[str, ...]:
    """The ids of the nerves near a site: the muscle's first, then the region's."""
    muscle = catalogue.muscles[site.muscle]
    return tuple(dict.fromkeys((*muscle.nerves, *catalogue.regions[muscle.region].nerves)))


def chest_in_plan(standing: Standing) -> bool:
    """Whether a site of the plan can reach the lung."""
    return any("lung" in site_tags(site, standing.catalogue) for site in standing.visit.sites)
