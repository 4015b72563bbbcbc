"""Laws that hold for everybody: each factor alone at every region and side, and thousands of random patients."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from needlesafe.domain.anatomy import Site, region_of
from needlesafe.domain.answers import Answer
from needlesafe.domain.catalogue import ACTIONS, Catalogue
from needlesafe.domain.disclosures import region_risk_id, visit_tags
from needlesafe.domain.rules import Assessment, assess
from needlesafe.domain.visit import Visit
from tests.helpers.random_patients import SEED, random_files
from tests.helpers.visit_files import as_visit, begun

SCALE = (*ACTIONS, "none")
USUAL, FULL = 500, 5000


@dataclass(frozen=True)
class Somebody:
    """A visit with what it raises."""

    visit: Visit
    told: Assessment


@pytest.fixture(scope="module", params=[USUAL, pytest.param(FULL, marks=pytest.mark.full)])
def everybody(request: pytest.FixtureRequest, catalogue: Catalogue) -> list[Somebody]:
    """The random patients; that each of them can be assessed is shown by their being here."""
    visits = [as_visit(raw, catalogue) for raw in random_files(request.param, catalogue)]
    return [Somebody(visit, assess(visit, catalogue)) for visit in visits]


@pytest.fixture(scope="module")
def chance() -> random.Random:
    """What picks an answer to change."""
    return random.Random(SEED)


def outcomes(told: Assessment) -> list[int]:
    """How grave it is for the visit and at each site; 0 is a stop."""
    return [SCALE.index(told.outcome), *(SCALE.index(site.outcome) for site in told.sites)]


def raising(name: str, catalogue: Catalogue) -> str:
    """The word that raises, of a question or a factor."""
    return catalogue.questions[name].raised_by if name in catalogue.questions else "yes"


def answering(visit: Visit, name: str, word: str) -> Visit:
    """The visit with one answer more, for every place and without a clearance."""
    return replace(visit, screening={**visit.screening, name: Answer(word)})


def is_complete_and_no_more(visit: Visit, told: Assessment, catalogue: Catalogue) -> bool:
    """Whether each acknowledgement and risk of the chosen sites is told once, and none of another region."""
    regions = list(dict.fromkeys(region_of(site, catalogue).id for site in visit.sites))
    asked = [item.id for name in regions for item in catalogue.regions[name].acknowledgements]
    text, tags = catalogue.consent["en"], visit_tags(visit, catalogue)
    risks = [risk.id for risk in text.risks if tags.intersection(risk.tags)]
    return ([item.id for item in told.acknowledgements] == asked and len(set(asked)) == len(asked)
            and list(told.disclosures) == [*risks, *map(region_risk_id, regions)]
            and len(set(told.disclosures)) == len(told.disclosures)
            and all(set(finding.sites) <= set(range(len(visit.sites))) for finding in told.findings))


# each factor alone, everywhere


def places(catalogue: Catalogue) -> Iterator[Site]:
    """A site in every region that has a muscle, on every side."""
    muscles = {muscle.region: muscle.id for muscle in reversed(catalogue.muscles.values())}
    for region in catalogue.regions.values():
        for side in region.sides if region.id in muscles else ():
            yield Site(muscles[region.id], side, 1, 5, 0.25, "in-and-out", position="side-lying")


def test_only_places_that_no_muscle_belongs_to_cannot_be_planned(catalogue: Catalogue) -> None:
    planned = {region_of(site, catalogue).id for site in places(catalogue)}
    assert set(catalogue.regions) - planned == {"supraclavicular-fossa", "sternum-parasternal", "sacral"}


def test_each_factor_alone_at_every_region_and_side(catalogue: Catalogue) -> None:
    nobody, pairs = as_visit(begun(), catalogue), 0
    for site in places(catalogue):
        plain = replace(nobody, sites=(site,))
        before = outcomes(assess(plain, catalogue))
        for factor in catalogue.factors:
            raised = replace(plain, screening={factor: Answer("yes")})
            told = assess(raised, catalogue)
            unsure = assess(replace(plain, screening={factor: Answer("unknown")}), catalogue)
            where = (site.muscle, site.side, factor)
            assert all(now <= then for now, then in zip(outcomes(told), before, strict=True)), where
            assert outcomes(unsure) == outcomes(told), where
            assert [(f.id, f.rules) for f in unsure.findings] == [(f.id, f.rules) for f in told.findings], where
            assert is_complete_and_no_more(raised, told, catalogue), where
            pairs += 1
    print(f"{pairs} pairs of a factor with a region and side")


def test_the_word_that_raises_nothing_raises_nothing_anywhere(catalogue: Catalogue) -> None:
    nobody = as_visit(begun(), catalogue)
    quiet = {name: Answer("no" if raising(name, catalogue) == "yes" else "yes") for name in catalogue.questions}
    quiet |= {name: Answer("no") for name in catalogue.factors}
    for site in places(catalogue):
        plain = replace(nobody, sites=(site,))
        assert assess(replace(plain, screening=quiet), catalogue).findings == assess(plain, catalogue).findings, site


# random patients


def test_what_the_plan_asks_for_is_told_once_and_nothing_of_another_region(
        everybody: list[Somebody], catalogue: Catalogue) -> None:
    for one in everybody:
        assert is_complete_and_no_more(one.visit, one.told, catalogue), one.visit


def test_a_finding_names_its_cause_its_rules_once_and_its_sites(everybody: list[Somebody], catalogue: Catalogue) -> None:
    for one in everybody:
        assert len({finding.id for finding in one.told.findings}) == len(one.told.findings)
        named = [(rule, index) for finding in one.told.findings
                 for rule, sites in zip(finding.rules, finding.held_at, strict=True) for index in sites]
        assert len(set(named)) == len(named), "a rule is named once a site"
        for finding in one.told.findings:
            assert finding.id in finding.rules and finding.because and finding.text and finding.title
            assert finding.title == catalogue.cause_titles[finding.because[0].factor]
            assert finding.sites or finding.scope == "visit"
            assert set(finding.sources) <= set(catalogue.references)


def test_a_raised_factor_more_never_lowers_an_outcome(everybody: list[Somebody], catalogue: Catalogue,
                                                      chance: random.Random) -> None:
    names = [*catalogue.questions, *catalogue.factors]
    for one in everybody:
        for name in chance.sample(names, 3):
            after = outcomes(assess(answering(one.visit, name, raising(name, catalogue)), catalogue))
            assert all(now <= then for now, then in zip(after, outcomes(one.told), strict=True)), (name, one.visit)


def test_the_order_of_answers_never_matters(everybody: list[Somebody], catalogue: Catalogue, chance: random.Random) -> None:
    for one in everybody:
        answers = list(one.visit.screening.items())
        chance.shuffle(answers)
        assert assess(replace(one.visit, screening=dict(answers)), catalogue) == one.told, one.visit


def test_the_order_of_sites_changes_nothing_but_their_numbers(everybody: list[Somebody], catalogue: Catalogue,
                                                              chance: random.Random) -> None:
    for one in everybody:
        order = list(range(len(one.visit.sites)))
        chance.shuffle(order)
        told = assess(replace(one.visit, sites=tuple(one.visit.sites[index] for index in order)), catalogue)
        moved = {(f.id, f.rules, f.cleared, frozenset(order[index] for index in f.sites)) for f in told.findings}
        assert moved == {(f.id, f.rules, f.cleared, frozenset(f.sites)) for f in one.told.findings}, one.visit
        assert set(told.disclosures) == set(one.told.disclosures)


def test_unknown_never_gives_less_than_yes(everybody: list[Somebody], catalogue: Catalogue) -> None:
    for one in everybody:
        unsure = {name: replace(answer, answer="unknown") if answer.answer == raising(name, catalogue) else answer
                  for name, answer in one.visit.screening.items()}
        told = assess(replace(one.visit, screening=unsure), catalogue)
        assert outcomes(told) == outcomes(one.told), one.visit
        assert [(f.id, f.rules, f.sites, f.cleared) for f in told.findings] == [
            (f.id, f.rules, f.sites, f.cleared) for f in one.told.findings], one.visit


def test_unknown_in_the_place_of_any_answer_never_lowers_an_outcome(
        everybody: list[Somebody], catalogue: Catalogue, chance: random.Random) -> None:
    for one in everybody:
        if one.visit.screening:
            told = assess(answering(one.visit, chance.choice(list(one.visit.screening)), "unknown"), catalogue)
            assert all(now <= then for now, then in zip(outcomes(told), outcomes(one.told), strict=True)), one.visit


def test_a_site_is_as_grave_as_what_stands_against_it(everybody: list[Somebody]) -> None:
    for one in everybody:
        for site in one.told.sites:
            own = [finding for finding in one.told.findings if site.index in finding.sites]
            assert set(site.findings) == {finding.id for finding in own}
            assert site.outcome == min((f.action for f in own if f.open), key=SCALE.index, default="none")
        assert one.told.complete == (not one.told.unanswered)
