"""`content diff`: which answers give which other finding under another content, and whether a stop was lost."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest

from needlesafe.content.differences import MOST_VISITS, Differences, Outcome, differences
from needlesafe.content.scenarios import FACTS, PLAIN, Way
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.computed import raised_facts
from tests.helpers.budgets import allowed

OF_THE_MUSCLE = {"cf-locked", "cf-ultrasound-muscle", "cf-specialist-muscle"}


def other(catalogue: Catalogue, table: str, name: str, **said: Any) -> Catalogue:
    """The catalogue with one entry said otherwise."""
    entries = getattr(catalogue, table)
    return replace(catalogue, **{table: {**entries, name: replace(entries[name], **said)}})


def without(catalogue: Catalogue, table: str, name: str) -> Catalogue:
    """The catalogue without one entry."""
    return replace(catalogue, **{table: {key: entry for key, entry in getattr(catalogue, table).items() if key != name}})


def at(told: Differences, words: str, place: str) -> Outcome:
    """What came of one thing at one place."""
    return next(one for one in told.outcomes if one.words == words and (place in one.places or not one.places))


def test_the_same_content_differs_in_nothing(catalogue: Catalogue) -> None:
    assert differences(catalogue, catalogue) == Differences((), (), (), (), (), 0, False)


def test_other_words_change_an_entry_and_no_finding(catalogue: Catalogue) -> None:
    told = differences(catalogue, other(catalogue, "regions", "calf", reason="Other words."))
    [entry] = told.changed
    assert (entry.name, entry.fields[0].name, entry.fields[0].now) == ("regions calf", "reason", "Other words.")
    assert (told.outcomes, told.stops_lost, told.visits) == ((), (), 0)


def test_an_entry_that_came_and_one_that_went_are_told(catalogue: Catalogue) -> None:
    named = replace(catalogue.nerves["n-sural"], id="n-other")
    new = replace(without(catalogue, "nerves", "n-sural"), nerves={**without(catalogue, "nerves", "n-sural").nerves, "n-other": named})
    told = differences(catalogue, new)
    assert (told.added, told.removed) == (("nerves n-other",), ("nerves n-sural",))


def test_a_stricter_answer_is_told_with_its_places(catalogue: Catalogue) -> None:
    told = differences(catalogue, other(catalogue, "questions", "pr-anticoagulant", action="clearance"))
    calf = at(told, "Blood thinner: yes", "Gastrocnemius")
    assert (calf.was, calf.now, calf.milder) == ("modify", "clearance", False)
    assert calf.rules == ("pr-anticoagulant asked for modify and asks for clearance",)
    assert "Shoulder cap: deltoid" in calf.places and told.stops_lost == ()
    assert at(told, "Blood thinner: yes", "Armpit").was == "stop", "where another rule stops it already, it stays so"


def test_a_lost_stop_is_told_as_a_milder_outcome_and_by_name(catalogue: Catalogue) -> None:
    told = differences(catalogue, other(catalogue, "questions", "ci-fever-infection", action="precaution"))
    assert told.outcomes[0].milder and told.outcomes[0].was == "stop" and told.outcomes[0].now != "stop"
    assert told.stops_lost == ("clinical/questions.toml: question ci-fever-infection: 'action' was stop and is precaution",)


def test_a_rule_that_is_gone_is_silent_where_it_spoke(catalogue: Catalogue) -> None:
    told = differences(catalogue, without(catalogue, "rules", "cr-two-high"))
    assert told.removed == ("rules cr-two-high",)
    assert all("cr-two-high (modify) is silent now" in one.rules for one in told.outcomes) and told.outcomes
    assert {one.words for one in told.outcomes} == {"A second high region over the lung"}


def test_a_rule_of_two_causes_is_tried_with_both(catalogue: Catalogue) -> None:
    rule = next(rule for rule in catalogue.rules.values() if rule.if_all and not set(rule.if_all) & set(catalogue.computed)
                and not rule.needs_place)
    told = differences(catalogue, other(catalogue, "rules", rule.id, action="stop" if rule.action != "stop" else "modify"))
    assert any(" and " in one.words and rule.id in one.rules[0] for one in told.outcomes)


def test_a_region_that_became_another_kind_of_site_is_tried_with_everything(catalogue: Catalogue) -> None:
    told = differences(catalogue, other(catalogue, "regions", "calf", lung="yes", tier="high"))
    assert at(told, "Collapsed lung before: yes", "Calf").now == "stop"
    own = {"Calf", *(m.title for m in catalogue.muscles.values() if m.region == "calf")}
    assert {place for one in told.outcomes for place in one.places} <= own
    assert len(told.outcomes) > 20


def test_a_way_of_needling_is_named_where_it_makes_the_difference(catalogue: Catalogue) -> None:
    told = differences(catalogue, other(catalogue, "rules", "cr-dvt", techniques=("electrical",)))
    assert {one.way for one in told.outcomes} == {"in-and-out"} and all("cr-dvt (stop) is silent now" in one.rules
                                                                        for one in told.outcomes)
    assert Way("retained", "L4", "prone").words == "retained, at L4, prone"


def test_every_computed_fact_is_tried_in_a_visit_in_which_it_holds(catalogue: Catalogue) -> None:
    assert set(FACTS) | OF_THE_MUSCLE == set(catalogue.computed)
    muscles = ("m-rhomboid-major", "m-tibialis-anterior", *(m.id for m in catalogue.muscles.values() if m.distances))
    for name, scenario in FACTS.items():
        visits = [scenario.visit(muscle, Way(), catalogue) for muscle in muscles]
        assert any(name in {fact.id for fact in raised_facts(visit, catalogue)} for visit in visits), name
    assert not any(raised_facts(PLAIN.visit(muscle, Way(), catalogue), catalogue) for muscle in ("m-soleus", "m-deltoid-anterior")
                   if muscle in catalogue.muscles)


@pytest.mark.full
def test_two_contents_that_differ_in_all_are_compared_in_bounded_time(catalogue: Catalogue) -> None:
    rules = {name: replace(rule, action="precaution") for name, rule in catalogue.rules.items()}
    questions = {name: replace(question, action="precaution") for name, question in list(catalogue.questions.items())[::2]}
    began = time.process_time()
    told = differences(catalogue, replace(catalogue, rules=rules, questions={**catalogue.questions, **questions}))
    assert told.by_region and 0 < told.visits <= MOST_VISITS
    assert time.process_time() - began < allowed(10)


def test_the_same_comparison_says_the_same_again(catalogue: Catalogue) -> None:
    new = other(catalogue, "rules", "cr-dvt", action="precaution")
    assert differences(catalogue, new) == differences(catalogue, new)
