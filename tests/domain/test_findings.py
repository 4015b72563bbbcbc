"""A finding in the words of its rules: of one, of several at the same sites, of several at different ones; the rules are our own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from needlesafe.domain.catalogue import Catalogue, Rule
from needlesafe.domain.findings import Finding
from needlesafe.domain.rules import assess
from tests.helpers.assessing import at
from tests.helpers.visit_files import as_visit, begun

Raw = dict[str, Any]
CALF, OTHER_CALF, ARM = at("m-gastrocnemius"), at("m-gastrocnemius", "right"), at("m-biceps-brachii")


def rule(name: str, action: str, *causes: str, **more: Any) -> Rule:
    """A rule that says its name."""
    return Rule(name, action, f"{name} says so.", causes, **more)


def found(catalogue: Catalogue, rules: list[Rule], *sites: Raw, **answers: Any) -> tuple[Finding, ...]:
    """What these rules and no others make of answers to factors; an answer without more is yes."""
    said = {f"pf-{name}": answer for name, answer in answers.items()}
    visit = as_visit(begun(*sites, screening=said), catalogue)
    return assess(visit, replace(catalogue, rules={one.id: one for one in rules}, questions={})).findings


def where(region: str, *sides: str) -> Raw:
    """A yes that names a place."""
    return {"answer": "yes", "where": [{"region": region, "side": side} for side in sides]}


# of one rule


@pytest.mark.parametrize(("action", "allowed", "overridable"), [
    ("modify", True, True), ("modify", False, False), ("stop", True, False), ("ultrasound-or-stop", True, False),
    ("clearance", True, False), ("precaution", True, False), ("stop", False, False)])
def test_what_one_rule_asks_for_may_be_declined_if_it_is_a_change_and_the_rule_allows_it(
        catalogue: Catalogue, action: str, allowed: bool, overridable: bool) -> None:
    [finding] = found(catalogue, [rule("cr-x", action, "pf-dvt", overridable=allowed)], CALF, dvt="yes")
    assert finding.overridable is overridable


def test_whom_to_see_is_told_where_one_rule_alone_speaks(catalogue: Catalogue) -> None:
    [finding] = found(catalogue, [rule("cr-x", "stop", "pf-dvt", referral="See a doctor today.")], CALF, dvt="yes")
    assert finding.referral == "See a doctor today."


def test_a_rule_without_words_for_the_patient_has_none_in_its_finding(catalogue: Catalogue) -> None:
    [finding] = found(catalogue, [rule("cr-x", "stop", "pf-dvt")], CALF, dvt="yes")
    assert finding.patient_words == ()


def test_both_of_two_causes_of_one_rule_are_named(catalogue: Catalogue) -> None:
    [finding] = found(catalogue, [rule("cr-x", "stop", "pf-dvt", "pf-varicose")], CALF, dvt="yes", varicose="unknown")
    assert [(because.factor, because.answer) for because in finding.because] == [("pf-dvt", "yes"), ("pf-varicose", "unknown")]


def test_the_first_of_two_causes_is_the_first_by_id_in_whatever_order_the_rule_names_them(catalogue: Catalogue) -> None:
    [finding] = found(catalogue, [rule("cr-x", "stop", "pf-varicose", "pf-dvt")], CALF, dvt="yes", varicose="yes")
    assert [because.factor for because in finding.because] == ["pf-dvt", "pf-varicose"]
    assert finding.title == catalogue.factors["pf-dvt"].text


def test_a_rule_of_the_visit_speaks_once_its_kind_of_site_is_planned_wherever_the_answers_place_is(catalogue: Catalogue) -> None:
    rules = [rule("cr-x", "stop", "pf-dvt", scope="visit", regions=("calf",), reach="site")]
    [finding] = found(catalogue, rules, CALF, dvt=where("upper-arm", "right"))
    assert (finding.id, finding.sites) == ("cr-x", (0,))


# of several rules


def test_the_cause_of_several_rules_is_named_before_what_had_to_hold_besides(catalogue: Catalogue) -> None:
    rules = [rule("cr-x", "stop", "pf-varicose", if_all=("pf-dvt",)), rule("cr-y", "stop", "pf-varicose")]
    [finding] = found(catalogue, rules, CALF, dvt="yes", varicose="yes")
    assert [because.factor for because in finding.because] == ["pf-varicose", "pf-dvt"]
    assert finding.title == catalogue.factors["pf-varicose"].text


def test_whom_to_see_by_several_rules_stands_in_one_line(catalogue: Catalogue) -> None:
    rules = [rule("cr-x", "stop", "pf-dvt", referral="See a doctor."), rule("cr-y", "stop", "pf-dvt", referral="Ring first.")]
    [finding] = found(catalogue, rules, CALF, dvt="yes")
    assert finding.referral == "See a doctor. Ring first."


def test_whom_to_see_for_some_of_the_sites_stands_behind_them_in_the_same_line(catalogue: Catalogue) -> None:
    rules = [rule("cr-x", "stop", "pf-dvt", referral="See a doctor.", regions=("calf",)),
             rule("cr-y", "stop", "pf-dvt", referral="Ring first.")]
    [finding] = found(catalogue, rules, CALF, ARM, dvt="yes")
    assert finding.referral == "Ring first. Site 1 (left gastrocnemius): See a doctor."


def test_a_rule_that_is_silent_at_one_site_names_at_each_other_what_holds_there(catalogue: Catalogue) -> None:
    rules = [rule("cr-a", "modify", "pf-dvt", "pf-varicose", reach="site", spoken_for_by=("cr-b",)),
             rule("cr-b", "modify", "pf-neuropathy", regions=("upper-arm",)),
             rule("cr-c", "stop", "pf-dvt", regions=("calf",), reach="site")]
    dvt = {"answer": "yes", "where": [*where("calf", "left")["where"], *where("upper-arm", "left")["where"]]}
    told = found(catalogue, rules, CALF, OTHER_CALF, ARM, dvt=dvt, varicose=where("calf", "right"), neuropathy="yes")
    assert {(finding.id, finding.sites): [because.factor for because in finding.because] for finding in told} == {
        ("cr-c", (0,)): ["pf-dvt"], ("cr-a", (1,)): ["pf-varicose"], ("cr-b", (2,)): ["pf-neuropathy", "pf-dvt"]}
