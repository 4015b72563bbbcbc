"""Which words raise what, and where on the body: the screening as the visit-file page tells it, on the shipped content."""

from __future__ import annotations

import pytest

from needlesafe.domain.catalogue import Catalogue, Question
from needlesafe.domain.computed import is_known, raised_facts
from needlesafe.domain.questions import asked, settled, unanswered
from needlesafe.domain.raised import raised_factors
from tests.helpers.assessing import assessed, at, of, raised, sites_of
from tests.helpers.visit_files import as_visit, begun

WIDE_PLAN = [at("m-upper-trapezius"), at("m-gastrocnemius"), at("m-biceps-brachii", technique="electrical"),
             at("m-lumbar-multifidus", level="L4"), at("m-rectus-abdominis"), at("m-masseter"), at("m-gluteus-medius"),
             at("m-abductor-hallucis"), at("m-temporalis"), at("m-cervical-multifidus"), at("m-pectoralis-major"),
             at("m-adductor-magnus", technique="retained"), at("m-popliteus"), at("m-infraspinatus"), at("m-scalenes")]


def raising(question: Question) -> str:
    """The word that raises."""
    return question.raised_by


def quiet(question: Question) -> str:
    """The word that does not."""
    return "no" if question.raised_by == "yes" else "yes"


def test_a_question_raises_every_factor_that_the_table_gives_it(catalogue: Catalogue) -> None:
    told = assessed(catalogue, at("m-lumbar-multifidus", level="L4"), at("m-rectus-abdominis"),
                    answers={"pr-pregnancy-t1": "yes"})
    factors = {because.factor for finding in told.findings for because in finding.because}
    assert {"pf-pregnancy", "pf-pregnancy-t1"} <= factors
    assert {"pr-pregnancy-t1", "cr-pregnancy-first", "cr-pregnancy-trunk-first", "cr-pregnancy-trunk"} <= raised(told)
    limb = assessed(catalogue, at("m-gastrocnemius"), answers={"ci-lymphoedema-limb": "yes"})
    assert {"cr-lymphoedema", "cr-node-surgery", "ci-lymphoedema-limb"} <= raised(limb)


def test_a_factor_may_be_raised_by_several_questions(catalogue: Catalogue) -> None:
    for question in ("pr-flying", "pr-diving", "pr-altitude"):
        told = assessed(catalogue, at("m-upper-trapezius"), answers={question: "yes"})
        assert {because.source for because in of(told, "cr-flight-dive").because} == {question}


def test_every_factor_is_raised_by_some_question(catalogue: Catalogue) -> None:
    assert set(catalogue.factors) == set(catalogue.questions_of_factor)


def test_a_factor_may_be_answered_directly_and_then_its_question_is_settled(catalogue: Catalogue) -> None:
    for question in catalogue.questions.values():
        answers = dict.fromkeys(question.factors, "yes")
        visit = as_visit(begun(*WIDE_PLAN, screening=answers), catalogue)
        assert settled(question, visit)
        assert raised(assessed(catalogue, *WIDE_PLAN, answers=answers)) >= raised(
            assessed(catalogue, *WIDE_PLAN, answers={question.id: raising(question)})), question.id


def test_a_question_with_two_factors_is_not_settled_by_one_of_them(catalogue: Catalogue) -> None:
    question = catalogue.questions["pr-pregnancy-t1"]
    assert not settled(question, as_visit(begun(screening={"pf-pregnancy-t1": "no"}), catalogue))
    assert settled(question, as_visit(begun(screening={"pf-pregnancy-t1": "no", "pf-pregnancy": "no"}), catalogue))


def test_said_twice_the_graver_counts(catalogue: Catalogue) -> None:
    for answers in ({"pr-copd-emphysema": "no", "pf-lung-disease": "yes"}, {"pr-copd-emphysema": "yes", "pf-lung-disease": "no"},
                    {"pr-copd-emphysema": "unknown", "pf-lung-disease": "no"}):
        told = assessed(catalogue, at("m-upper-trapezius"), answers=answers)
        assert told.outcome == "clearance"
        assert len([f for f in told.findings if "cr-lung-disease" in f.rules]) == 1
    both = of(assessed(catalogue, at("m-upper-trapezius"), answers={"pr-copd-emphysema": "unknown", "pf-lung-disease": "yes"}),
              "cr-lung-disease")
    assert {(b.source, b.answer) for b in both.because} == {("pr-copd-emphysema", "unknown"), ("pf-lung-disease", "yes")}


def test_under_18_and_under_the_age_of_consent_are_two(catalogue: Catalogue) -> None:
    told = assessed(catalogue, at("m-upper-trapezius"), patient={"birth_date": "2009-01-01"})
    assert "pr-under-18" in raised(told) and "pr-child" not in raised(told)


def test_unknown_raises_what_the_raising_answer_would_and_says_so(catalogue: Catalogue) -> None:
    for question in catalogue.questions.values():
        sure = assessed(catalogue, *WIDE_PLAN, answers={question.id: raising(question)})
        unsure = assessed(catalogue, *WIDE_PLAN, answers={question.id: "unknown"})
        assert [(f.id, f.rules, f.action, f.sites) for f in sure.findings] == [
            (f.id, f.rules, f.action, f.sites) for f in unsure.findings], question.id
        words = {b.answer for f in unsure.findings for b in f.because if b.source == question.id}
        assert words <= {"unknown"}
    for factor in catalogue.factors:
        assert raised(assessed(catalogue, *WIDE_PLAN, answers={factor: "unknown"})) == raised(
            assessed(catalogue, *WIDE_PLAN, answers={factor: "yes"})), factor


def test_where_no_is_the_raising_answer_the_word_stays_the_persons(catalogue: Catalogue) -> None:
    others = [question for question in catalogue.questions.values() if question.raised_by == "no"]
    assert {"ci-no-capacity", "ci-cannot-communicate", "ci-not-competent", "pr-emergency-plan", "pr-fasting-fatigue"} <= {
        question.id for question in others}
    for question in others:
        told = assessed(catalogue, at("m-deltoid"), answers={question.id: "no"})
        assert {b.answer for b in of(told, question.id).because} == {"no"}
        assert question.id not in raised(assessed(catalogue, at("m-deltoid"), answers={question.id: "yes"}))


def test_the_quiet_answer_and_not_applicable_raise_nothing(catalogue: Catalogue) -> None:
    silent = raised(assessed(catalogue, *WIDE_PLAN))
    answers = {question.id: quiet(question) for question in catalogue.questions.values()}
    assert raised(assessed(catalogue, *WIDE_PLAN, answers=answers)) == silent
    man = {"sex": "male"}
    told = assessed(catalogue, at("m-deltoid"), patient=man, answers={"pr-pregnancy-t1": "not-applicable"})
    assert told.outcome == "none" and "pr-pregnancy-t1" not in told.unanswered


def test_an_absent_key_is_unanswered_and_then_nothing_is_complete(catalogue: Catalogue) -> None:
    told = assessed(catalogue, at("m-deltoid"))
    assert (told.outcome, told.complete) == ("none", False)
    assert "ci-needle-phobia" in told.unanswered
    answers = {name: quiet(catalogue.questions[name]) for name in told.unanswered}
    whole = assessed(catalogue, at("m-deltoid"), answers=answers)
    assert (whole.outcome, whole.complete, whole.unanswered, whole.findings) == ("none", True, (), ())
    for name in list(answers)[::9]:
        less = assessed(catalogue, at("m-deltoid"), answers={key: word for key, word in answers.items() if key != name})
        assert (less.complete, less.unanswered) == (False, (name,))


def test_the_questions_for_any_region_come_always_and_the_others_with_a_site(catalogue: Catalogue) -> None:
    any_region = {q.id for q in catalogue.questions.values() if "any" in q.tags}
    without = {q.id for q in asked(as_visit(begun(), catalogue), catalogue)}
    assert without <= any_region
    assert "pr-smoker" not in without
    with_lung = {q.id for q in asked(as_visit(begun(at("m-upper-trapezius")), catalogue), catalogue)}
    assert with_lung > without and {"pr-smoker", "pr-copd-emphysema", "pr-previous-pneumothorax"} <= with_lung
    elsewhere = {q.id for q in asked(as_visit(begun(at("m-gastrocnemius")), catalogue), catalogue)}
    assert "ci-suspected-dvt" in elsewhere and "pr-smoker" not in elsewhere


def test_what_sex_or_age_rule_out_is_not_asked(catalogue: Catalogue) -> None:
    def names(**patient: object) -> set[str]:
        raw = begun(at("m-rectus-abdominis"), screening={"pr-pregnant": "yes"})
        raw["patient"] |= patient
        return {question.id for question in asked(as_visit(raw, catalogue), catalogue)}
    pregnancy = {q.id for q in catalogue.questions.values() if q.only_sex == "female"}
    assert pregnancy and pregnancy <= names()
    assert pregnancy <= names(sex="") and pregnancy <= names(sex="other")
    assert not pregnancy & names(sex="male")
    assert not pregnancy & names(birth_date="1950-01-01")
    assert not pregnancy & names(birth_date="2016-01-01")


def test_what_can_be_computed_is_never_asked(catalogue: Catalogue) -> None:
    visit = as_visit(begun(*WIDE_PLAN), catalogue)
    computed = [question for question in catalogue.questions.values() if question.computed]
    assert len(computed) >= 6
    assert not {q.id for q in computed} & {q.id for q in asked(visit, catalogue)}
    raw = begun(*WIDE_PLAN)
    del raw["patient"]["height_cm"], raw["patient"]["sex"]
    visit = as_visit(raw, catalogue)
    names = {q.id for q in asked(visit, catalogue)}
    assert {"pr-thin-build", "pr-male-thorax"} <= names
    assert not {q.id for q in computed if is_known(q.computed, visit)} & names


def test_an_answer_that_the_plan_does_not_ask_for_is_kept_and_still_counts(catalogue: Catalogue) -> None:
    told = assessed(catalogue, at("m-deltoid"), patient={"sex": "male"}, answers={"pr-pregnancy-t1": "yes"})
    assert "pr-pregnancy-t1" in raised(told) and "cr-pregnancy-first" in raised(told)
    visit = as_visit(begun(at("m-biceps-brachii"), screening={"pr-smoker": "yes"}), catalogue)
    assert catalogue.questions["pr-smoker"] not in asked(visit, catalogue)
    assert visit.screening["pr-smoker"].answer == "yes"
    later = assessed(catalogue, at("m-biceps-brachii"), at("m-upper-trapezius"), answers={"pr-smoker": "yes"})
    assert sites_of(later, "cr-smoker") == {1}


def test_the_order_of_the_answers_never_matters(catalogue: Catalogue) -> None:
    answers = {question.id: raising(question) for question in list(catalogue.questions.values())[::4]}
    told = assessed(catalogue, *WIDE_PLAN, answers=answers)
    assert assessed(catalogue, *WIDE_PLAN, answers=dict(reversed(answers.items()))).findings == told.findings


def test_factors_and_the_reasons_of_each_come_by_id_whatever_was_answered_first(catalogue: Catalogue) -> None:
    answers = ("pr-flying", "pf-smoker", "pr-diving", "pf-flight-dive", "pr-altitude", "pr-flight-dive")
    for order in (answers, reversed(answers)):
        visit = as_visit(begun(at("m-deltoid"), screening=dict.fromkeys(order, "yes")), catalogue)
        told = raised_factors(visit, raised_facts(visit, catalogue), catalogue)
        assert list(told) == sorted(told)
        assert [because.source for because in told["pf-flight-dive"]] == sorted({*answers} - {"pf-smoker"})


# where


def test_without_a_place_every_place_that_the_rule_names(catalogue: Catalogue) -> None:
    sites = [at("m-gastrocnemius"), at("m-gastrocnemius", "right"), at("m-deltoid")]
    told = assessed(catalogue, *sites, answers={"pr-varicose": "yes", "ci-local-skin": "yes"})
    assert sites_of(told, "cr-varicose") == {0, 1}
    assert sites_of(told, "ci-local-skin") == {0, 1, 2}


def test_a_place_holds_at_the_site_and_not_elsewhere(catalogue: Catalogue) -> None:
    sites = [at("m-gastrocnemius"), at("m-gastrocnemius", "right"), at("m-biceps-femoris")]
    skin = {"answer": "yes", "where": [{"region": "calf", "side": "left"}]}
    told = assessed(catalogue, *sites, answers={"ci-local-skin": skin})
    assert sites_of(told, "ci-local-skin") == sites_of(told, "cr-local-infection") == {0}
    either = {"answer": "yes", "where": [{"region": "calf"}]}
    assert sites_of(assessed(catalogue, *sites, answers={"ci-local-skin": either}), "ci-local-skin") == {0, 1}
    group = {"answer": "yes", "where": [{"region": "lower-limb", "side": "left"}]}
    assert sites_of(assessed(catalogue, *sites, answers={"ci-local-skin": group}), "ci-local-skin") == {0, 2}
    two = {"answer": "yes", "where": [{"region": "calf", "side": "right"}, {"region": "posterior-thigh"}]}
    assert sites_of(assessed(catalogue, *sites, answers={"ci-local-skin": two}), "ci-local-skin") == {1, 2}


def test_a_place_outside_the_plan_raises_nothing_at_the_sites(catalogue: Catalogue) -> None:
    skin = {"answer": "yes", "where": [{"region": "calf", "side": "left"}]}
    told = assessed(catalogue, at("m-deltoid"), answers={"ci-local-skin": skin})
    assert told.findings == () and told.outcome == "none"


def test_a_place_in_the_midline_is_on_both_sides(catalogue: Catalogue) -> None:
    midline = {"answer": "yes", "where": [{"region": "lumbar-paraspinal", "side": "midline"}]}
    sites = [at("m-lumbar-multifidus", side, level="L4") for side in ("left", "right")]
    assert sites_of(assessed(catalogue, *sites, answers={"ci-local-skin": midline}), "ci-local-skin") == {0, 1}


def test_a_place_is_widened_to_the_limb(catalogue: Catalogue) -> None:
    sites = [at("m-gastrocnemius"), at("m-biceps-femoris"), at("m-gastrocnemius", "right"), at("m-biceps-brachii"),
             at("m-abductor-hallucis")]
    poor = {"answer": "yes", "where": [{"region": "posterior-thigh", "side": "left"}]}
    told = assessed(catalogue, *sites, answers={"pr-peripheral-arterial": poor})
    assert sites_of(told, "cr-limb-circulation") == {4}
    assert sites_of(told, "cr-limb-circulation-elsewhere") == {0}


def test_a_place_is_widened_to_the_limb_and_its_quadrant(catalogue: Catalogue) -> None:
    sites = [at("m-biceps-brachii"), at("m-pectoralis-major"), at("m-infraspinatus"), at("m-upper-trapezius"),
             at("m-biceps-brachii", "right"), at("m-infraspinatus", "right"), at("m-gastrocnemius"), at("m-gluteus-medius")]
    arm = {"answer": "yes", "where": [{"region": "forearm", "side": "left"}]}
    assert sites_of(assessed(catalogue, *sites, answers={"ci-lymphoedema-limb": arm}), "cr-lymphoedema") == {0, 1, 2, 3}
    chest = {"answer": "yes", "where": [{"region": "axilla", "side": "left"}]}
    assert sites_of(assessed(catalogue, *sites, answers={"ci-lymphoedema-limb": chest}), "cr-lymphoedema") == {0, 1, 2, 3}
    leg = {"answer": "yes", "where": [{"region": "foot-ankle", "side": "left"}]}
    assert sites_of(assessed(catalogue, *sites, answers={"ci-lymphoedema-limb": leg}), "cr-lymphoedema") == {6, 7}


def test_a_place_is_widened_to_the_level(catalogue: Catalogue) -> None:
    sites = [at("m-lumbar-multifidus", level="L4"), at("m-lumbar-multifidus", "right", level="L4"),
             at("m-cervical-multifidus", level="C5")]
    low = {"answer": "yes", "where": [{"region": "lumbar-paraspinal", "side": "left"}]}
    assert sites_of(assessed(catalogue, *sites, answers={"pr-laminectomy": low}), "cr-laminectomy") == {0, 1}


def test_a_level_is_that_of_every_region_of_its_part_of_the_spine(catalogue: Catalogue) -> None:
    flank, nape, shoulder, calf = (at(name) for name in ("m-quadratus-lumborum", "m-splenius-capitis", "m-upper-trapezius",
                                                         "m-gastrocnemius"))
    def reached(region: str) -> set[int]:
        told = assessed(catalogue, flank, nape, shoulder, calf,
                        answers={"ci-unstable-spine": {"answer": "yes", "where": [{"region": region, "side": "right"}]}})
        return sites_of(told, "ci-unstable-spine")
    assert reached("lumbar-paraspinal") == reached("lumbosacral") == reached("sacral") == {0}
    assert reached("suboccipital") == reached("neck") == {1, 2}, "the shoulder top is part of the neck"
    assert reached("thoracic-paraspinal") == {2} and reached("calf") == set()


def test_a_position_that_nobody_recorded_may_be_any(catalogue: Catalogue) -> None:
    for position, held in (("", True), ("prone", True), ("supine", True), ("side-lying", False), ("sitting", False)):
        site = {key: value for key, value in at("m-deltoid", position=position).items() if value}
        told = assessed(catalogue, site, answers={"pr-pregnancy-t3": "yes"})
        assert ({"pr-pregnancy-t3", "cr-pregnancy-position"} <= raised(told)) == held, position


def test_a_place_is_widened_to_the_side(catalogue: Catalogue) -> None:
    sites = [at("m-upper-trapezius"), at("m-rhomboid-major"), at("m-upper-trapezius", "right")]
    wasted = {"answer": "yes", "where": [{"region": "interscapular-rhomboid", "side": "left"}]}
    assert sites_of(assessed(catalogue, *sites, answers={"pr-atrophied-trapezius": wasted}), "cr-wasting") == {0, 1}


@pytest.mark.parametrize("question", ["ci-lymphoedema-limb", "ci-suspected-dvt", "pr-varicose", "pr-dialysis-fistula",
                                      "pr-hip-prosthesis", "pr-laminectomy", "pr-peripheral-arterial", "ci-local-skin"])
def test_a_group_as_a_place_holds_wherever_one_of_its_regions_would(catalogue: Catalogue, question: str) -> None:
    sites = [at(muscle.id, catalogue.regions[muscle.region].sides[0]) for muscle in list(catalogue.muscles.values())[::2]]

    def held(place: str) -> set[tuple[str, int]]:
        told = assessed(catalogue, *sites, answers={question: {"answer": "yes", "where": [{"region": place}]}})
        return {(rule, index) for finding in told.findings for rule in finding.rules for index in finding.sites}
    bare = {(rule, index) for finding in assessed(catalogue, *sites).findings for rule in finding.rules
            for index in finding.sites}
    everywhere = assessed(catalogue, *sites, answers={question: "yes"})
    for region in catalogue.regions.values():
        assert held(region.id) <= held(region.group), region.id
        assert {rule for rule, _ in held(region.group) - bare} <= raised(everywhere)


def test_a_place_never_changes_what_is_computed(catalogue: Catalogue) -> None:
    sites = [at("m-upper-trapezius", technique="electrical"), at("m-upper-trapezius", "right")]
    told = assessed(catalogue, *sites, answers={"pf-electrical": {"answer": "no"}, "pr-bilateral-thorax": "no"})
    assert sites_of(told, "cr-bilateral-thorax") == {0, 1}
