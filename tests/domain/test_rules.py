"""Findings: one cause and what it raises, told as the visit-file page says it, on the shipped content and on small changes of it."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from needlesafe.domain.catalogue import ACTIONS, Catalogue, Rule
from needlesafe.domain.disclosures import visit_tags
from needlesafe.domain.rules import Assessment, assess, outcome_of
from tests.helpers.assessing import CLEARANCE, assessed, at, of, raised, sites_of
from tests.helpers.visit_files import as_visit, begun

Raw = dict[str, Any]
SHOULDER = at("m-upper-trapezius")
CLEARED = {"answer": "yes", "clearance": CLEARANCE}


def rule(name: str, action: str, *causes: str, **more: Any) -> Rule:
    """A rule of one's own."""
    return Rule(name, action, more.pop("text", f"{name} says so."), causes, **more)


def with_rules(catalogue: Catalogue, *rules: Rule) -> Catalogue:
    """The catalogue with these rules and no others."""
    return replace(catalogue, rules={one.id: one for one in rules})


def assessed_by(catalogue: Catalogue, rules: list[Rule], *sites: Raw, answers: Raw) -> Assessment:
    """What some rules of one's own make of a visit."""
    visit = as_visit(begun(*sites, screening=answers), catalogue)
    return assess(visit, with_rules(catalogue, *rules))


# one cause, one finding


def test_a_finding_is_one_cause_with_all_the_rules_that_it_raises(catalogue: Catalogue) -> None:
    told = assessed(catalogue, SHOULDER, answers={"pf-lung-disease": "yes"})
    [finding] = told.findings
    assert finding.id == "cr-lung-disease"
    assert finding.rules == ("cr-lung-disease", "pr-copd-emphysema")
    question, own = catalogue.questions["pr-copd-emphysema"], catalogue.rules["cr-lung-disease"]
    assert set(finding.changes) == {*question.changes, *own.changes}
    assert set(finding.sources) == {*question.sources, *own.sources}
    assert len(finding.changes) == len(set(finding.changes)) and len(finding.sources) == len(set(finding.sources))


def test_a_finding_of_one_rule_asks_for_the_changes_of_that_rule_each_once(catalogue: Catalogue) -> None:
    shipped = replace(catalogue, factors={**catalogue.factors, "pf-gout": replace(
        next(iter(catalogue.factors.values())), id="pf-gout", text="Gout")})
    own = rule("cr-a", "modify", "pf-gout", changes=("Fewer needles.", "Shorter.", "Fewer needles."))
    told = assessed_by(shipped, [own], at("m-deltoid"), answers={"pf-gout": "yes"})
    assert [finding.changes for finding in told.findings] == [("Fewer needles.", "Shorter.")]


def test_two_causes_are_two_findings(catalogue: Catalogue) -> None:
    told = assessed(catalogue, SHOULDER, answers={"pf-lung-disease": "yes", "pf-smoker": "yes"})
    assert [finding.because[0].factor for finding in told.findings] == ["pf-lung-disease", "pf-smoker"]


def test_the_gravest_rule_gives_the_finding_its_name_and_action_the_first_by_id_on_a_tie(catalogue: Catalogue) -> None:
    rules = [rule("cr-a", "modify", "pf-gout"), rule("cr-c", "clearance", "pf-gout"), rule("cr-b", "clearance", "pf-gout")]
    shipped = replace(catalogue, factors={**catalogue.factors, "pf-gout": replace(
        next(iter(catalogue.factors.values())), id="pf-gout", text="Gout")})
    told = assessed_by(shipped, rules, at("m-deltoid"), answers={"pf-gout": "yes"})
    [finding] = told.findings
    assert (finding.id, finding.action, finding.rules) == ("cr-b", "clearance", ("cr-a", "cr-b", "cr-c"))
    assert finding.text == "cr-b says so. cr-c says so.", "the words of every gravest rule, each once"
    assert finding.title == "Gout"


def test_the_same_words_are_said_once(catalogue: Catalogue) -> None:
    rules = [rule(name, "stop", "pf-dvt", text="No needle here.", changes=("Refer.",)) for name in ("cr-x", "cr-y")]
    [finding] = [f for f in assessed_by(catalogue, rules, at("m-deltoid"), answers={"pf-dvt": "yes"}).findings]
    assert finding.text.count("No needle here.") == 1 and finding.changes.count("Refer.") == 1


def test_a_rule_with_several_raised_causes_goes_to_the_first_by_id_and_names_the_others(catalogue: Catalogue) -> None:
    answers = {"pr-antiplatelet": "yes", "pr-anticoagulant": "unknown", "pf-bleeding-disorder": "yes"}
    told = assessed(catalogue, at("m-cervical-multifidus", level="C5"), answers=answers)
    finding = of(told, "cr-anticoag-spine")
    assert [(b.factor, b.source, b.answer) for b in finding.because] == [
        ("pf-anticoagulant", "pr-anticoagulant", "unknown"), ("pf-antiplatelet", "pr-antiplatelet", "yes"),
        ("pf-bleeding-disorder", "pf-bleeding-disorder", "yes")]
    assert len([f for f in told.findings if "cr-anticoag-spine" in f.rules]) == 1
    alone = of(assessed(catalogue, at("m-cervical-multifidus", level="C5"), answers={"pr-antiplatelet": "yes"}),
               "cr-anticoag-spine")
    assert [b.factor for b in alone.because] == ["pf-antiplatelet"]


def test_only_causes_that_hold_at_a_site_of_the_finding_are_named(catalogue: Catalogue) -> None:
    rules = [rule("cr-x", "stop", "pf-dvt", "pf-varicose", reach="site")]
    answers = {"pf-dvt": {"answer": "yes", "where": [{"region": "calf", "side": "left"}]},
               "pf-varicose": {"answer": "yes", "where": [{"region": "calf", "side": "right"}]}}
    told = assessed_by(catalogue, rules, at("m-gastrocnemius"), answers=answers)
    assert [b.factor for b in of(told, "cr-x").because] == ["pf-dvt"]
    both = assessed_by(catalogue, rules, at("m-gastrocnemius"), at("m-gastrocnemius", "right"), answers=answers)
    assert {b.factor for b in of(both, "cr-x").because} == {"pf-dvt", "pf-varicose"}


def test_sites_of_different_gravity_stand_in_findings_of_their_own(catalogue: Catalogue) -> None:
    told = assessed(catalogue, at("m-gastrocnemius"), at("m-tibialis-posterior"), at("m-adductor-longus"),
                    answers={"pf-anticoagulant": "yes"})
    grouped = {finding.action: finding for finding in told.findings if finding.scope == "site"}
    assert {action: finding.sites for action, finding in grouped.items()} == {
        "stop": (2,), "clearance": (1,), "modify": (0,)}
    assert len({finding.id for finding in told.findings}) == len(told.findings)
    assert [site.outcome for site in told.sites] == ["modify", "clearance", "stop"]


def test_a_visits_item_counts_for_every_site_and_stands_apart_from_those_of_sites(catalogue: Catalogue) -> None:
    sites = [at("m-deltoid"), at("m-gastrocnemius"), at("m-lumbar-multifidus", level="L4")]
    told = assessed(catalogue, *sites, answers={"pr-pregnancy-t1": "yes"})
    visit = of(told, "cr-pregnancy-first")
    assert (visit.scope, visit.sites, visit.action) == ("visit", (0, 1, 2), "clearance")
    site = of(told, "cr-pregnancy-trunk-first")
    assert (site.scope, site.sites, site.action) == ("site", (2,), "stop")
    assert [site.outcome for site in told.sites] == ["clearance", "clearance", "stop"]
    assert all("cr-pregnancy-first" in site.findings for site in told.sites)


def test_a_visits_item_counts_before_there_is_a_site(catalogue: Catalogue) -> None:
    told = assessed(catalogue, answers={"ci-fever-infection": "yes"})
    assert (told.outcome, told.sites) == ("stop", ())
    assert of(told, "ci-fever-infection").sites == ()


def test_an_answers_own_question_stays_silent_when_another_question_raised_its_factor(catalogue: Catalogue) -> None:
    told = assessed(catalogue, SHOULDER, answers={"pr-one-lung": "yes"})
    assert "pr-thoracic-surgery" not in raised(told)
    assert {"pr-one-lung", "cr-lung-surgery", "cr-lung-surgery-one-lung"} <= raised(told)


# conditions


def test_what_has_to_hold_besides_is_named_among_the_reasons(catalogue: Catalogue) -> None:
    told = assessed(catalogue, at("m-rectus-femoris"), answers={"pf-hip-prosthesis": "yes", "pf-prosthesis-first-year": "yes"})
    finding = of(told, "cr-prosthesis-joint-first-year")
    assert {"pf-hip-prosthesis", "pf-prosthesis-first-year"} <= {b.factor for b in finding.because}


def test_what_silences_a_rule_silences_it_where_it_holds_and_nowhere_else(catalogue: Catalogue) -> None:
    old = {"answer": "yes", "where": [{"region": "popliteal-fossa", "side": "right"}, {"region": "pelvis-gluteal", "side": "left"}]}
    new = {"answer": "yes", "where": [{"region": "pelvis-gluteal", "side": "left"}]}
    told = assessed(catalogue, at("m-gluteus-maximus", "left"), at("m-rectus-femoris", "right"),
                    answers={"pf-joint-prosthesis": old, "pf-prosthesis-first-year": new})
    assert sites_of(told, "cr-prosthesis-joint-first-year") == {0}
    assert sites_of(told, "cr-prosthesis-joint") == {1}


def test_every_condition_of_a_rule_holds_at_the_same_site(catalogue: Catalogue) -> None:
    rules = [rule("cr-x", "stop", "pf-varicose", if_all=("pf-neuropathy",), reach="site")]
    there = {"answer": "yes", "where": [{"region": "calf", "side": "left"}]}
    here = {"answer": "yes", "where": [{"region": "calf", "side": "right"}]}
    sites = [at("m-gastrocnemius"), at("m-gastrocnemius", "right")]
    apart = assessed_by(catalogue, rules, *sites, answers={"pf-varicose": there, "pf-neuropathy": here})
    assert "cr-x" not in raised(apart)
    together = assessed_by(catalogue, rules, *sites, answers={"pf-varicose": here, "pf-neuropathy": here})
    assert sites_of(together, "cr-x") == {1}


def test_levels_regions_muscles_and_techniques_bound_a_rule(catalogue: Catalogue) -> None:
    kidney = {"pf-kidney-anomaly": "yes"}
    for level, fires in (("L3", True), ("T12", True), ("L4", False), (None, True)):
        told = assessed(catalogue, at("m-lumbar-multifidus", level=level), answers=kidney)
        assert ("cr-kidney-paraspinal" in raised(told)) == fires, level
    for technique, fires in (("retained", True), ("electrical", True), ("in-and-out", False), ("superficial", False)):
        told = assessed(catalogue, at("m-deltoid", technique=technique), answers={"pf-valve-disease": "yes"})
        assert ("cr-valve" in raised(told)) == fires, technique
    told = assessed(catalogue, at("m-gastrocnemius"), at("m-tibialis-posterior"), answers={"pf-anticoagulant": "yes"})
    assert sites_of(told, "cr-anticoag-superficial") == {0} and sites_of(told, "cr-anticoag-deep") == {1}


@pytest.mark.parametrize("placed", [{"regions": ("calf",)}, {"muscles": ("m-soleus",)}, {"tags": ("lower-limb",)},
                                    {"levels": ("L4",)}, {"techniques": ("retained",)}])
def test_a_rule_of_the_visit_that_names_a_place_speaks_once_such_a_site_is_planned(
        catalogue: Catalogue, placed: dict[str, tuple[str, ...]]) -> None:
    rules = [rule("cr-x", "stop", "pf-dvt", scope="visit", **placed)]
    elsewhere, there = at("m-deltoid", level="C5"), at("m-soleus", technique="retained", level="L4")
    assert "cr-x" not in raised(assessed_by(catalogue, rules, answers={"pf-dvt": "yes"})), "before there is a site"
    assert "cr-x" not in raised(assessed_by(catalogue, rules, elsewhere, answers={"pf-dvt": "yes"}))
    assert sites_of(assessed_by(catalogue, rules, elsewhere, there, answers={"pf-dvt": "yes"}), "cr-x") == {0, 1}


def test_a_rule_of_the_visit_is_silenced_too(catalogue: Catalogue) -> None:
    rules = [rule("cr-x", "stop", "pf-dvt", scope="visit", unless=("pf-varicose",))]
    for answers, speaks in (({"pf-dvt": "yes"}, True), ({"pf-dvt": "yes", "pf-varicose": "yes"}, False)):
        for sites in ((), (at("m-deltoid"),)):
            assert ("cr-x" in raised(assessed_by(catalogue, rules, *sites, answers=answers))) == speaks
    assert "cr-x" not in raised(assessed_by(catalogue, rules, at("m-deltoid"), answers={"pf-varicose": "yes"}))


def test_a_finding_at_some_sites_names_only_what_holds_there(catalogue: Catalogue) -> None:
    rules = [rule("cr-x", "modify", "pf-dvt", "pf-varicose", reach="side"), rule("cr-y", "stop", "pf-dvt", reach="side")]
    answers = {"pf-dvt": {"answer": "yes", "where": [{"region": "calf", "side": "left"}]},
               "pf-varicose": {"answer": "yes", "where": [{"region": "calf", "side": "right"}]}}
    told = assessed_by(catalogue, rules, at("m-deltoid"), at("m-deltoid", "right"), answers=answers)
    named = {(finding.action, finding.sites): {b.factor for b in finding.because}
             for finding in told.findings if "cr-x" in finding.rules}
    assert named == {("stop", (0,)): {"pf-dvt"}, ("modify", (1,)): {"pf-varicose"}}
    assert [finding.title for finding in told.findings if "cr-x" in finding.rules] == ["Possible vein clot", "Varicose veins"]


def test_the_trunk_is_no_limb(catalogue: Catalogue) -> None:
    answers = {"pf-dvt": {"answer": "yes", "where": [{"region": "thoracic-paraspinal", "side": "left"}]}}
    for reach in ("limb", "limb-quadrant"):
        rules = [rule("cr-x", "stop", "pf-dvt", reach=reach)]
        assert "cr-x" not in raised(assessed_by(catalogue, rules, at("m-deltoid"), answers=answers))
        assert "cr-x" not in raised(assessed_by(catalogue, rules, at("m-masseter"), answers=answers)), "nor is the head"
        other = assessed_by(catalogue, rules, at("m-rhomboid-major"), at("m-thoracic-multifidus"), answers=answers)
        assert sites_of(other, "cr-x") == {1}, "another region of the trunk is another place"


def test_three_gravities_are_three_findings_and_no_site_stands_in_two(catalogue: Catalogue) -> None:
    rules = [rule("cr-x", "stop", "pf-dvt", regions=("calf",)), rule("cr-y", "clearance", "pf-dvt", regions=("upper-arm",)),
             rule("cr-z", "modify", "pf-dvt")]
    sites = [at("m-gastrocnemius"), at("m-biceps-brachii"), at("m-masseter")]
    told = assessed_by(catalogue, rules, *sites, answers={"pf-dvt": {"answer": "yes", "where": [{"region": "calf"}]}})
    assert {f.action: f.sites for f in told.findings if "cr-z" in f.rules} == {"stop": (0,), "clearance": (1,), "modify": (2,)}


def test_the_cause_is_named_first_whatever_had_to_hold_besides(catalogue: Catalogue) -> None:
    told = assessed(catalogue, at("m-deltoid", technique="electrical"), answers={"pf-pacemaker": "yes"})
    assert [b.factor for b in of(told, "cr-electro").because] == ["pf-pacemaker", "cf-electrical"]


def test_what_an_answer_says_in_detail_stands_among_the_reasons(catalogue: Catalogue) -> None:
    answers = {"pr-anticoagulant": {"answer": "yes", "detail": "apixaban 5 mg twice daily"}}
    told = assessed(catalogue, at("m-gastrocnemius"), answers=answers)
    assert {b.detail for finding in told.findings for b in finding.because} == {"apixaban 5 mg twice daily"}


def test_what_the_patient_reads_of_a_finding_comes_from_each_of_its_rules_once(catalogue: Catalogue) -> None:
    rules = [rule("cr-x", "stop", "pf-dvt", patient_words="You may have a clot."), rule("cr-y", "modify", "pf-dvt"),
             rule("cr-z", "modify", "pf-dvt", patient_words="You may bleed.")]
    told = assessed_by(catalogue, rules, at("m-deltoid"), answers={"pf-dvt": "yes"})
    assert of(told, "cr-x").patient_words == ("You may have a clot.", "You may bleed.")


def with_own_question(catalogue: Catalogue, like: str) -> Catalogue:
    """The catalogue with a question of a clinic's own that raises what another raises."""
    own = replace(catalogue.questions[like], id="own-question")
    return replace(catalogue, questions={**catalogue.questions, own.id: own})


def test_an_answer_to_a_clinics_own_question_takes_no_finding_away(catalogue: Catalogue) -> None:
    own = with_own_question(catalogue, "ci-suspected-dvt")
    ours = {"pr-anticoagulant": "yes", "pf-varicose": "yes", "pf-bleeding-disorder": "yes"}
    before, after = (raised(assess(as_visit(begun(at("m-gastrocnemius"), screening=answers), own), own))
                     for answers in (ours, {**ours, "own-question": "yes"}))
    assert before < after and {"cr-dvt", "own-question"} <= after


def test_where_a_clinics_own_question_was_answered_no_rule_is_silent(catalogue: Catalogue) -> None:
    own, ours = with_own_question(catalogue, "pr-smoker"), {"pf-low-bmi": "yes"}
    quiet, told = (assess(as_visit(begun(SHOULDER, screening=answers), own), own)
                   for answers in (ours, {**ours, "own-question": "yes"}))
    question = catalogue.questions["pr-low-bmi"]
    assert not any(question.text_raised in finding.text for finding in quiet.findings)
    assert any(question.text_raised in finding.text for finding in told.findings)


def test_an_answer_to_a_clinics_own_question_that_raises_nothing_changes_nothing(catalogue: Catalogue) -> None:
    own, ours = with_own_question(catalogue, "pr-smoker"), {"pf-low-bmi": "yes"}
    before, after = (assess(as_visit(begun(SHOULDER, screening=answers), own), own).findings
                     for answers in (ours, {**ours, "own-question": "no"}))
    assert before == after


def test_a_cause_that_a_clinics_own_question_does_not_touch_stays_one_finding(catalogue: Catalogue) -> None:
    own = with_own_question(catalogue, "pr-smoker")
    answers = {"pf-lung-disease": "yes", "own-question": "yes"}
    told = assess(as_visit(begun(SHOULDER, screening=answers), own), own)
    assert of(told, "cr-lung-disease").rules == ("cr-lung-disease", "pr-copd-emphysema")
    assert of(told, "own-question").rules == ("own-question",)


def test_each_rule_can_fire(catalogue: Catalogue) -> None:
    sites = [at(muscle.id, side, technique=technique, position=position) for muscle in catalogue.muscles.values()
             for side in catalogue.regions[muscle.region].sides[:2]
             for technique, position in (("electrical", "prone"),)]
    answers: Raw = {factor: {"answer": "yes", "where": [{"region": group} for group in
                                                        ("head-face", "neck", "thorax", "abdomen", "lumbosacral", "pelvis",
                                                         "upper-limb", "lower-limb")]} for factor in catalogue.factors}
    fired = raised(assessed(catalogue, *sites[:199], answers=answers, date="2031-01-01",
                            practitioner={"scope": ["calf"], "cover_excludes": ["calf"], "cover_until": "2027-01-01"}))
    fired |= raised(assessed(catalogue, *[{**site, "length_mm": 60} for site in sites[100:]], patient={"sex": "male"}, answers={
        factor: answer for factor, answer in answers.items() if factor not in ("pf-pregnancy-t1", "pf-prosthesis-first-year")}))
    assert not set(catalogue.rules) - fired
    assert not set(catalogue.questions) - fired


# cleared


def test_a_recorded_clearance_leaves_the_finding_in_the_list_and_it_no_longer_counts(catalogue: Catalogue) -> None:
    for key in ("pf-lung-disease", "pr-copd-emphysema"):
        told = assessed(catalogue, SHOULDER, answers={key: CLEARED})
        [finding] = told.findings
        assert (finding.id, finding.cleared, finding.action) == ("cr-lung-disease", True, "clearance")
        assert told.outcome == "none" and told.sites[0].outcome == "none"
        assert told.sites[0].findings == ("cr-lung-disease",)


@pytest.mark.parametrize("missing", ["by", "text"])
def test_a_clearance_that_does_not_say_who_or_what_is_none(catalogue: Catalogue, missing: str) -> None:
    told = assessed(catalogue, SHOULDER, answers={"pf-lung-disease": {"answer": "yes", "clearance": {**CLEARANCE, missing: " "}}})
    assert told.outcome == "clearance" and not told.findings[0].cleared


def test_unknown_can_be_cleared_as_yes_can(catalogue: Catalogue) -> None:
    told = assessed(catalogue, SHOULDER, answers={"pf-lung-disease": {**CLEARED, "answer": "unknown"}})
    assert told.findings[0].cleared


def test_what_was_computed_is_cleared_beside_its_question_or_its_factor(catalogue: Catalogue) -> None:
    child = {"birth_date": "2012-05-05"}
    assert not of(assessed(catalogue, SHOULDER, patient=child), "cr-child").cleared
    for key, word in (("pr-under-18", "yes"), ("pf-child", "yes"), ("pr-under-18", "no")):
        told = assessed(catalogue, SHOULDER, patient=child, answers={key: {**CLEARED, "answer": word}})
        assert of(told, "cr-child").cleared


def test_no_clearance_clears_what_is_no_clearance(catalogue: Catalogue) -> None:
    for factor, action in (("ci-fever-infection", "stop"), ("pf-smoker", "precaution"), ("pf-thin-build", "modify"),
                           ("pf-atrophied-trapezius", "stop")):
        told = assessed(catalogue, SHOULDER, answers={factor: CLEARED})
        assert told.outcome == action and not told.findings[0].cleared


def test_every_cause_of_a_clearance_needs_one(catalogue: Catalogue) -> None:
    neck = at("m-cervical-multifidus", level="C5")
    one = assessed(catalogue, neck, answers={"pf-anticoagulant": CLEARED, "pf-antiplatelet": "yes"})
    assert not of(one, "cr-anticoag-spine").cleared
    both = assessed(catalogue, neck, answers={"pf-anticoagulant": CLEARED, "pf-antiplatelet": CLEARED})
    assert of(both, "cr-anticoag-spine").cleared


def test_a_milder_rule_of_the_same_cause_asks_for_no_clearance_of_its_other_causes(catalogue: Catalogue) -> None:
    rules = [rule("cr-deep", "clearance", "pf-anticoagulant"), rule("cr-mild", "modify", "pf-anticoagulant", "pf-antiplatelet")]
    told = assessed_by(catalogue, rules, at("m-deltoid"), answers={"pf-anticoagulant": CLEARED, "pf-antiplatelet": "yes"})
    finding = of(told, "cr-deep")
    assert finding.rules == ("cr-deep", "cr-mild") and finding.cleared


def test_a_clearance_for_one_place_clears_no_other(catalogue: Catalogue) -> None:
    left, right = ([{"region": "upper-arm", "side": side}] for side in ("left", "right"))
    answers = {"pf-node-surgery": {"answer": "yes", "where": left, "clearance": CLEARANCE},
               "ci-lymphoedema-limb": {"answer": "yes", "where": right}}
    told = assessed(catalogue, at("m-biceps-brachii"), at("m-biceps-brachii", "right"), answers=answers)
    assert not of(told, "cr-node-surgery").cleared
    alone = assessed(catalogue, at("m-biceps-brachii"), answers={"pf-node-surgery": answers["pf-node-surgery"]})
    assert of(alone, "cr-node-surgery").cleared


# outcome, order, words


def test_the_outcome_is_the_gravest_open_finding(catalogue: Catalogue) -> None:
    plans = {"stop": {"ci-fever-infection": "yes"}, "ultrasound-or-stop": {"pf-high-bmi": "yes"},
             "clearance": {"pf-lung-disease": "yes"}, "modify": {"pf-flight-dive": "yes"}, "precaution": {"pf-smoker": "yes"},
             "none": {}}
    rhomboid = at("m-rhomboid-major")
    answers: Raw = {}
    for action in reversed(plans):
        answers |= plans[action]
        assert assessed(catalogue, rhomboid, answers=answers).outcome == action
    assert outcome_of([]) == "none"


def test_findings_stand_gravest_first_and_what_is_cleared_last(catalogue: Catalogue) -> None:
    answers = {"pf-smoker": "yes", "pf-lung-disease": CLEARED, "ci-fever-infection": "yes", "pf-flight-dive": "yes",
               "pf-connective-tissue": "yes"}
    told = assessed(catalogue, SHOULDER, answers=answers)
    ranks = [(f.cleared, ACTIONS.index(f.action), f.id) for f in told.findings]
    assert ranks == sorted(ranks) and told.findings[-1].cleared


def test_whom_to_see_reaches_the_finding_whichever_rule_names_it(catalogue: Catalogue) -> None:
    for answers, muscle in (({"ci-suspected-dvt": "yes"}, "m-gastrocnemius"), ({"pf-dvt": "yes"}, "m-gastrocnemius"),
                            ({"pf-giant-cell-arteritis": "yes"}, "m-temporalis")):
        finding = of(assessed(catalogue, at(muscle), answers=answers),
                     "cr-dvt" if "dvt" in next(iter(answers)) else "cr-giant-cell")
        assert finding.action == "stop" and "same day" in finding.referral


def test_the_weakest_status_of_its_rules_is_the_findings(catalogue: Catalogue) -> None:
    for statuses, weakest in ((("confirmed", "default"), "default"), (("confirmed", "unconfirmed"), "unconfirmed"),
                              (("default", "unconfirmed"), "unconfirmed"), (("confirmed", "confirmed"), "confirmed")):
        rules = [rule(f"cr-{index}", "stop", "pf-rheumatoid", status=status) for index, status in enumerate(statuses)]
        told = assess(as_visit(begun(at("m-deltoid"), screening={"pf-rheumatoid": "yes"}), catalogue),
                      replace(with_rules(catalogue, *rules), questions={}))
        assert told.findings[0].status == weakest


def test_only_changes_may_be_declined_and_only_where_every_rule_allows_it(catalogue: Catalogue) -> None:
    told = assessed(catalogue, at("m-pectoralis-major"), answers={"pf-low-bmi": "yes", "pf-flight-dive": "yes", "pf-smoker": "yes"})
    assert not of(told, "cr-thin-thorax").overridable
    assert of(told, "cr-flight-dive").overridable
    assert not of(told, "cr-smoker").overridable
    assert not any(f.overridable for f in assessed(catalogue, SHOULDER, answers={"pf-lung-disease": "yes"}).findings)


# what holds at some of a finding's sites, and rules that say the same


LEFT_LUNG = {"answer": "yes", "where": [{"region": "thorax", "side": "left"}]}


def test_a_sentence_that_does_not_hold_at_every_site_names_its_sites_and_comes_last(catalogue: Catalogue) -> None:
    finding = of(assessed(catalogue, SHOULDER, at("m-upper-trapezius", "right"), answers={"pr-previous-pneumothorax": LEFT_LUNG}),
                 "cr-prior-ptx-same-side")
    both, one = catalogue.questions["pr-previous-pneumothorax"], catalogue.rules["cr-prior-ptx-same-side"]
    assert finding.sites == (0, 1) and finding.text == f"{both.text_raised} Site 1 (left upper trapezius): {one.text}"
    assert dict(zip(finding.rules, finding.held_at, strict=True)) == {
        "cr-prior-ptx": (0, 1), "cr-prior-ptx-same-side": (0,), "pr-previous-pneumothorax": (0, 1)}
    assert one.changes[0] in finding.changes, "which the question asks for at both sites"
    alone = of(assessed(catalogue, SHOULDER, answers={"pr-previous-pneumothorax": LEFT_LUNG}), "cr-prior-ptx-same-side")
    assert "Site" not in alone.text and one.text in alone.text


def test_several_sites_are_counted_as_a_reader_counts_them(catalogue: Catalogue) -> None:
    rules = [rule("cr-a", "stop", "pf-high-myopia", regions=("calf",), changes=("Leave the calf alone.",)),
             rule("cr-b", "stop", "pf-high-myopia", referral="See a doctor."),
             rule("cr-c", "stop", "pf-high-myopia", regions=("forearm",), text="cr-a says so.")]
    sites = [at("m-gastrocnemius"), at("m-deltoid"), at("m-soleus"), at("m-extensor-digitorum")]
    [finding] = assessed_by(catalogue, rules, *sites, answers={"pf-high-myopia": "yes"}).findings
    assert finding.text == ("cr-b says so. Sites 1 (left gastrocnemius), 3 (left soleus), 4 (left extensor digitorum): "
                            "cr-a says so.")
    assert finding.changes == ("Sites 1 (left gastrocnemius), 3 (left soleus): Leave the calf alone.",)
    assert finding.referral == "See a doctor."
    many = assessed_by(catalogue, rules, *sites, at("m-soleus", "right"), answers={"pf-high-myopia": "yes"}).findings[0]
    assert many.text == "cr-b says so. Sites 1, 3, 4, 5: cr-a says so."


def test_what_concerns_the_whole_visit_names_no_site(catalogue: Catalogue) -> None:
    told = assessed(catalogue, SHOULDER, at("m-gastrocnemius"), answers={"pr-pregnancy-t1": "yes", "ci-fever-infection": "yes"})
    assert not [f.id for f in told.findings if f.scope == "visit" and "Site" in f.text]


THIN, TALL = {"height_cm": 170, "weight_kg": 55}, {"height_cm": 170, "weight_kg": 60}


def test_one_thinness_is_one_finding_with_one_sentence_for_the_patient(catalogue: Catalogue) -> None:
    for patient, answers in ((THIN, {}), (THIN, {"pr-female-small": "yes"}), (TALL, {"pr-female-small": "yes"})):
        told = assessed(catalogue, SHOULDER, patient=patient, answers=answers)
        finding = of(told, "pr-thin-build")
        assert len([f for f in told.findings if {"pr-thin-build", "pr-low-bmi", "pr-female-small"} & set(f.rules)]) == 1
        assert finding.id == "cr-thin-thorax" and finding.text == catalogue.rules["cr-thin-thorax"].text
        assert finding.patient_words == (catalogue.rules["cr-thin-thorax"].patient_words,)
        assert set(catalogue.questions["pr-thin-build"].changes) <= set(finding.changes), "what slimness asks for is asked for"
        assert "cf-bmi-under-22" in {b.source for b in finding.because}
    slim = assessed(catalogue, SHOULDER, patient=TALL)
    assert of(slim, "pr-thin-build").id == "pr-thin-build" and of(slim, "pr-thin-build").patient_words


def test_a_replaced_hip_is_told_once_and_a_knee_on_the_other_side_by_itself(catalogue: Catalogue) -> None:
    hip = {"answer": "yes", "where": [{"region": "pelvis", "side": "left"}]}
    joints = {"answer": "yes", "where": [*hip["where"], {"region": "popliteal-fossa", "side": "right"}]}
    told = assessed(catalogue, at("m-gluteus-medius"), at("m-popliteus", "right"),
                    answers={"pr-hip-prosthesis": hip, "pr-joint-replacement": joints})
    one, other = (f for f in told.findings if "pr-joint-replacement" in f.rules)
    assert (one.title, other.title, other.sites) == ("Hip replacement", "Joint replacement", (1,))
    assert one.held_at[one.rules.index("pr-joint-replacement")] == one.held_at[one.rules.index("pr-hip-prosthesis")] == (0,)
    assert one.patient_words == (catalogue.questions["pr-hip-prosthesis"].patient_words,)


@pytest.mark.parametrize(("muscle", "answers", "id"), [
    ("m-zygomaticus", {"pr-filler": "yes"}, "pr-filler"), ("m-frontalis", {"pr-botulinum": "yes"}, "pr-botulinum"),
    ("m-upper-trapezius", {"pr-flight-dive": "yes", "pr-flying": "yes"}, "pr-flying"),
    ("m-rectus-femoris", {"pr-prosthesis-first-year": "yes"}, "pr-prosthesis-first-year")])
def test_the_rule_that_speaks_for_another_gives_the_finding_its_name(
        catalogue: Catalogue, muscle: str, answers: Raw, id: str) -> None:
    silent = {"pr-filler": "cr-face-filler", "pr-botulinum": "cr-face-filler", "pr-flying": "cr-flight-dive",
              "pr-prosthesis-first-year": "cr-prosthesis-joint-first-year"}[id]
    finding = of(assessed(catalogue, at(muscle, "midline" if muscle == "m-frontalis" else "left"), answers=answers), silent)
    assert finding.id == id and finding.text == catalogue.questions[id].text_raised
    assert set(catalogue.rules[silent].changes) <= set(finding.changes)


def test_nothing_speaks_for_what_asks_for_something_else(catalogue: Catalogue) -> None:
    rules = [rule("cr-a", "clearance", "pf-high-myopia", spoken_for_by=("cr-b",)), rule("cr-b", "modify", "pf-varicose")]
    told = assessed_by(catalogue, rules, at("m-deltoid"), answers={"pf-high-myopia": "yes", "pf-varicose": "yes"})
    assert of(told, "cr-a").text == "cr-a says so." and "cr-b" not in of(told, "cr-a").rules


def test_what_is_cleared_for_the_one_that_speaks_is_not_cleared_for_the_other(catalogue: Catalogue) -> None:
    rules = [rule("cr-a", "clearance", "pf-high-myopia", spoken_for_by=("cr-b",)), rule("cr-b", "clearance", "pf-varicose")]
    told = assessed_by(catalogue, rules, at("m-deltoid"), answers={"pf-high-myopia": "yes", "pf-varicose": CLEARED})
    assert of(told, "cr-a") is of(told, "cr-b") and not of(told, "cr-a").cleared
    both = assessed_by(catalogue, rules, at("m-deltoid"), answers={"pf-high-myopia": CLEARED, "pf-varicose": CLEARED})
    assert of(both, "cr-a").cleared


def test_an_answer_that_sex_or_age_rule_out_counts_and_is_pointed_at(catalogue: Catalogue) -> None:
    told = assessed(catalogue, at("m-deltoid"), patient={"sex": "male"}, answers={"pr-pregnancy-t1": "unknown"})
    assert {"cr-ruled-out-answer", "pr-pregnancy-t1", "cr-pregnancy-first"} <= raised(told)
    [reason] = of(told, "cr-ruled-out-answer").because
    assert reason.answer == catalogue.questions["pr-pregnancy-t1"].short
    for patient, answers in (({"sex": "female"}, {"pr-pregnancy-t1": "yes"}), ({"sex": "male"}, {"pr-pregnancy-t1": "no"}),
                             ({"sex": ""}, {"pf-pregnancy": "yes"}), ({"sex": "male"}, {"ci-fever-infection": "yes"})):
        assert "cr-ruled-out-answer" not in raised(assessed(catalogue, at("m-deltoid"), patient=patient, answers=answers))
    assert "cr-ruled-out-answer" in raised(assessed(catalogue, at("m-deltoid"), patient={"sex": "male"}, answers={"pf-pregnancy": "yes"}))


# acknowledgements and disclosures


def test_each_acknowledgement_and_risk_of_the_chosen_regions_comes_once_and_none_of_others(catalogue: Catalogue) -> None:
    told = assessed(catalogue, at("m-gastrocnemius"), SHOULDER, at("m-soleus"), at("m-gastrocnemius", "right"))
    chosen = ("calf", "upper-trapezius-shoulder-top")
    wanted = [item.id for name in chosen for item in catalogue.regions[name].acknowledgements]
    assert [item.id for item in told.acknowledgements] == wanted
    texts = [item.text for name in chosen for item in catalogue.regions[name].acknowledgements]
    assert [item.text for item in told.acknowledgements] == texts
    assert {item.id.rpartition("-ack-")[0]: item.site for item in told.acknowledgements} == dict(zip(chosen, (0, 1), strict=True))
    assert len(set(told.disclosures)) == len(told.disclosures)
    assert {name for name in told.disclosures if name.startswith("rs-")} == {f"rs-{name}" for name in chosen}
    assert "rk-lung" in told.disclosures
    assert "rk-lung" not in assessed(catalogue, at("m-gastrocnemius")).disclosures
    assert assessed(catalogue).disclosures == ()


def test_a_statement_may_be_called_for_by_what_the_answers_raise(catalogue: Catalogue) -> None:
    visit = as_visit(begun(SHOULDER, screening={"pr-pregnancy-t2": "yes", "pr-interpreter": "unknown"}), catalogue)
    tags = visit_tags(visit, catalogue)
    assert {"any", "lung", "pf-pregnancy", "pf-pregnancy-t2", "pf-interpreter"} <= tags
    text = catalogue.consent["en"]
    risk = replace(text.risks[0], id="rk-pregnant", tags=("pf-pregnancy",))
    other = replace(catalogue, consent={"en": replace(text, risks=(*text.risks, risk))})
    assert "rk-pregnant" in assess(visit, other).disclosures
    assert "rk-pregnant" not in assess(as_visit(begun(SHOULDER), catalogue), other).disclosures


# over many patients


def any_visit(catalogue: Catalogue, chance: random.Random) -> Raw:
    """A plan of a few sites and a few answers, drawn at random."""
    muscles = list(catalogue.muscles.values())
    sites = []
    for muscle in chance.sample(muscles, chance.randint(1, 5)):
        sides = catalogue.regions[muscle.region].sides
        sites.append(at(muscle.id, chance.choice(sides), technique=chance.choice(("in-and-out", "electrical", "retained")),
                        level=chance.choice((None, "L4", "C5", "T6")), length_mm=chance.choice((5, 30, 60))))
    answers = {}
    for key in chance.sample([*catalogue.questions, *catalogue.factors], chance.randint(0, 12)):
        place = chance.choice(list(catalogue.regions.values()))
        where = [{"region": chance.choice((place.id, place.group)), "side": chance.choice(place.sides)}]
        answers[key] = {"answer": chance.choice(("yes", "no", "unknown")), **({"where": where} if chance.random() < 0.5 else {}),
                        **({"clearance": CLEARANCE} if chance.random() < 0.2 else {})}
    return begun(*sites, screening=answers)


@pytest.mark.parametrize("seed", range(150))
def test_a_finding_has_one_id_and_a_graver_factor_never_lowers_an_outcome(catalogue: Catalogue, seed: int) -> None:
    chance = random.Random(seed)
    raw = any_visit(catalogue, chance)
    told = assess(as_visit(raw, catalogue), catalogue)
    assert len({f.id for f in told.findings}) == len(told.findings)
    for finding in told.findings:
        assert finding.id in finding.rules and finding.because and finding.text and finding.title
        assert set(finding.sites) <= set(range(len(raw["sites"])))
        assert finding.sites or finding.scope == "visit"
    named = [(rule, index) for f in told.findings for rule in f.rules for index in f.sites]
    assert len(named) == len(set(named)), "a rule is named once a site"
    for site in told.sites:
        own = [f for f in told.findings if site.index in f.sites]
        assert site.outcome == outcome_of(own) and set(site.findings) == {f.id for f in own}
    answers = {key: said for key, said in raw["screening"].items() if "clearance" not in said}
    bare = assess(as_visit({**raw, "screening": answers}, catalogue), catalogue)
    added = chance.choice(list(catalogue.factors))
    graver = assess(as_visit({**raw, "screening": {**answers, added: "yes"}}, catalogue), catalogue)
    scale = (*ACTIONS, "none")
    for before, after in zip((bare, *bare.sites), (graver, *graver.sites), strict=True):
        assert scale.index(after.outcome) <= scale.index(before.outcome), added
    assert told == assess(as_visit(raw, catalogue), catalogue)
