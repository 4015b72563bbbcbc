"""What is worked out and never asked: each boundary from both sides, whatever the screening says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from needlesafe.domain.anatomy import plan_tags, reaches_lung, site_tags
from needlesafe.domain.catalogue import Catalogue, Distance
from needlesafe.domain.computed import FACTS, distance_reached, is_known, raised_facts
from needlesafe.domain.people import Patient
from needlesafe.domain.rules import assess
from tests.helpers.assessing import assessed, at, of, raised, sites_of
from tests.helpers.visit_files import as_visit, begun

TODAY = "2026-11-21"
SHOULDER, SHOULDER_RIGHT = at("m-upper-trapezius"), at("m-upper-trapezius", "right")
GUIDED = {"operator": "Dr Anders Ångström", "training": "Musculoskeletal ultrasound, 2022"}


def facts(catalogue: Catalogue, *sites: Any, **parts: Any) -> dict[str, str]:
    """The facts that hold, with what was computed."""
    raw = begun(*sites)
    for name in ("patient", "practitioner"):
        raw[name] |= parts.pop(name, {})
    return {fact.id: fact.value for fact in raised_facts(as_visit({**raw, **parts}, catalogue), catalogue)}


def test_every_fact_of_the_catalogue_is_worked_out(catalogue: Catalogue) -> None:
    assert set(FACTS) == set(catalogue.computed)


# age


@pytest.mark.parametrize(("born", "age"), [("2008-11-21", 18), ("2008-11-22", 17), ("2008-11-20", 18), ("1926-11-22", 99)])
def test_an_age_is_full_on_the_birthday(born: str, age: int) -> None:
    assert Patient("", "", born).age_on(TODAY) == age


@pytest.mark.parametrize(("day", "age"), [("2026-02-28", 17), ("2026-03-01", 18), ("2028-02-28", 19), ("2028-02-29", 20)])
def test_who_was_born_on_a_leap_day_is_older_on_the_first_of_march(day: str, age: int) -> None:
    assert Patient("", "", "2008-02-29").age_on(day) == age


@pytest.mark.parametrize(("born", "expected"), [
    ("2008-11-21", set()), ("2008-11-22", {"cf-under-18", "cf-adolescent"}), ("2010-11-21", {"cf-under-18", "cf-adolescent"}),
    ("2010-11-22", {"cf-under-18", "cf-under-consent-age"})])
def test_minority_adolescence_and_the_age_of_consent_are_told_by_the_birthday(catalogue: Catalogue, born: str,
                                                                              expected: set[str]) -> None:
    ages = {"cf-under-18", "cf-adolescent", "cf-under-consent-age"}
    assert ages & facts(catalogue, patient={"birth_date": born}).keys() == expected


@pytest.mark.parametrize(("code", "age"), [("IE", 16), ("DE", 18), ("CA-QC", 14), ("CA", 18), ("CA-XX", 18), ("XX", 18), ("DK", 15)])
def test_the_age_of_consent_is_that_of_the_place_else_of_its_country_else_18(catalogue: Catalogue, code: str,
                                                                             age: int) -> None:
    def under(years: int, months_short: str) -> bool:
        return "cf-under-consent-age" in facts(catalogue, patient={"birth_date": f"{2026 - years}-{months_short}"},
                                               jurisdiction=code)
    assert not under(age, "11-21")
    assert under(age, "11-22")


def test_a_minor_is_raised_even_if_the_screening_says_no(catalogue: Catalogue) -> None:
    told = assessed(catalogue, SHOULDER, patient={"birth_date": "2012-05-05"},
                    answers={"pr-under-18": "no", "pf-child": "no", "pr-child": "no", "pf-under-consent-age": "no"})
    assert {"cr-child", "pr-under-18", "pr-child"} <= raised(told)
    assert [(b.factor, b.source, b.answer) for b in of(told, "cr-child").because] == [("pf-child", "cf-under-18", "14 years old")]


# body-mass index


@pytest.mark.parametrize(("cm", "kg", "expected"), [
    (160, 51.2, {"cf-bmi-under-22"}), (160, 51.1, {"cf-bmi-under-20", "cf-bmi-under-22"}), (160, 51.3, {"cf-bmi-under-22"}),
    (171, 58.482, {"cf-bmi-under-22"}), (150, 45, {"cf-bmi-under-22"}), (150, 44.99, {"cf-bmi-under-20", "cf-bmi-under-22"}),
    (200, 88, set()), (200, 87.99, {"cf-bmi-under-22"}), (165.5, 59.9, {"cf-bmi-under-22"}), (180, 120, set())])
def test_the_limits_of_the_body_mass_index_are_exact(catalogue: Catalogue, cm: float, kg: float, expected: set[str]) -> None:
    indices = {"cf-bmi-under-20", "cf-bmi-under-22"}
    assert indices & facts(catalogue, patient={"height_cm": cm, "weight_kg": kg}).keys() == expected


def test_every_height_meets_the_limit_exactly(catalogue: Catalogue) -> None:
    for height in range(120, 221):
        for limit, name in ((20, "cf-bmi-under-20"), (22, "cf-bmi-under-22")):
            weight = limit * height * height / 10_000
            assert name not in facts(catalogue, patient={"height_cm": height, "weight_kg": weight}), height
            assert name in facts(catalogue, patient={"height_cm": height, "weight_kg": weight - 0.001}), height


def test_a_lean_patient_is_raised_at_the_lung_alone_whatever_was_said(catalogue: Catalogue) -> None:
    lean = {"height_cm": 171, "weight_kg": 55}
    told = assessed(catalogue, SHOULDER, at("m-gastrocnemius"), patient=lean,
                    answers={"pr-low-bmi": "no", "pf-low-bmi": "no", "pf-thin-build": "no"})
    assert sites_of(told, "cr-thin-thorax") == sites_of(told, "pr-thin-build") == {0}
    assert of(told, "cr-thin-thorax").because[0].answer == "body-mass index 18.8"
    assert of(told, "cr-thin-thorax").status == "unconfirmed", "the limit of 20 is"
    unknown = {"height_cm": 171}
    raw = begun(SHOULDER)
    raw["patient"] = {**{key: raw["patient"][key] for key in ("family_name", "given_name", "birth_date")}, **unknown}
    assert "cr-thin-thorax" not in raised(assess(as_visit(raw, catalogue), catalogue))


# current


def test_current_is_told_by_the_technique_alone(catalogue: Catalogue) -> None:
    sites = [at("m-gastrocnemius", technique="electrical"), at("m-biceps-brachii", technique="retained")]
    no = {"pr-electrical": "no", "pf-electrical": "no"}
    told = assessed(catalogue, *sites, answers={"pf-pacemaker": "yes", **no})
    assert sites_of(told, "cr-electro") == {0}
    assert of(told, "cr-electro").action == "stop"
    assert ("cf-electrical", "cf-electrical") in {(b.factor, b.source) for b in of(told, "cr-electro").because}
    assert "cr-electro" not in raised(assessed(catalogue, sites[1], answers={"pf-pacemaker": "yes", "pf-electrical": "yes"}))
    assert "cr-electro" not in raised(assessed(catalogue, *sites))


# both sides of the chest, and the number of high regions over the lung


def test_both_sides_of_the_chest_in_one_visit_are_a_stop(catalogue: Catalogue) -> None:
    told = assessed(catalogue, SHOULDER, SHOULDER_RIGHT, at("m-gastrocnemius"), answers={"pr-bilateral-thorax": "no"})
    assert sites_of(told, "cr-bilateral-thorax") == {0, 1}
    assert (told.outcome, of(told, "cr-bilateral-thorax").action) == ("stop", "stop")
    assert [site.outcome for site in told.sites][:2] == ["stop", "stop"] and told.sites[2].outcome == "none"
    for sites in ([SHOULDER, at("m-rhomboid-major")], [SHOULDER, at("m-gastrocnemius", "right")], [SHOULDER]):
        assert "cr-bilateral-thorax" not in raised(assessed(catalogue, *sites, answers={"pf-bilateral-thorax": "yes"}))


@pytest.mark.parametrize(("level", "lung"), [("L4", False), ("L2", False), ("L1", True), ("T12", True), (None, True)])
def test_two_sides_of_the_low_back_are_a_chest_only_where_the_lung_can_be(catalogue: Catalogue, level: str | None,
                                                                          lung: bool) -> None:
    sites = [at("m-lumbar-multifidus", side, level=level) for side in ("left", "right")]
    told = assessed(catalogue, *sites)
    assert ("cr-bilateral-thorax" in raised(told)) == lung
    assert (told.outcome == "stop") == lung


def test_part_counts_as_yes_unless_the_level_lies_outside(catalogue: Catalogue) -> None:
    for muscle in catalogue.muscles.values():
        region = catalogue.regions[muscle.region]
        site = as_visit(begun(at(muscle.id, region.sides[0])), catalogue).sites[0]
        assert reaches_lung(site, catalogue) == (region.lung != "no" or muscle.lung != "no"), muscle.id
        assert ("lung" in site_tags(site, catalogue)) == reaches_lung(site, catalogue)
        outside = replace(site, level="C2")
        assert reaches_lung(outside, catalogue) == (region.lung == "yes" or muscle.lung == "yes"
                                                    or (region.lung == "part" and not region.lung_levels)), muscle.id


def test_two_high_regions_over_the_lung_are_one_too_many(catalogue: Catalogue) -> None:
    told = assessed(catalogue, SHOULDER, at("m-rhomboid-major"), at("m-gastrocnemius"))
    assert sites_of(told, "cr-two-high") == {0, 1} and of(told, "cr-two-high").action == "modify"
    for sites in ([SHOULDER, SHOULDER], [SHOULDER, at("m-adductor-longus")], [SHOULDER, at("m-gastrocnemius")]):
        assert "cr-two-high" not in raised(assessed(catalogue, *sites))


@pytest.mark.parametrize("muscles", [("m-biceps-brachii", "m-triceps-brachii"), ("m-tibialis-anterior", "m-fibularis-longus")])
def test_both_upper_arms_or_both_lower_legs_are_a_precaution(catalogue: Catalogue, muscles: tuple[str, str]) -> None:
    told = assessed(catalogue, at(muscles[0], "left"), at(muscles[1], "right"), SHOULDER)
    assert sites_of(told, "cr-limb-bilateral-nerve") == {0, 1} and told.outcome == "precaution"
    assert "cr-limb-bilateral-nerve" not in raised(assessed(catalogue, *(at(muscle) for muscle in muscles)))


# needle length


def measured(catalogue: Catalogue) -> list[tuple[str, Distance]]:
    """Each muscle with its least published distance."""
    return [(muscle.id, min(muscle.distances, key=lambda d: d.mm)) for muscle in catalogue.muscles.values() if muscle.distances]


def test_a_needle_as_long_as_a_published_distance_is_told_with_the_sample_and_its_source(catalogue: Catalogue) -> None:
    assert len(measured(catalogue)) >= 8
    for muscle, distance in measured(catalogue):
        side = catalogue.regions[catalogue.muscles[muscle].region].sides[0]
        told = assessed(catalogue, at(muscle, side, length_mm=distance.mm))
        finding = of(told, "cr-needle-length")
        assert (finding.id, finding.action, finding.sites) == ("cr-needle-length", "modify", (0,)), muscle
        [because] = finding.because
        assert distance.text in because.answer and f"{distance.mm:g} mm" in because.answer
        assert set(distance.sources) <= set(finding.sources)
        assert "cr-needle-length" not in raised(assessed(catalogue, at(muscle, side, length_mm=distance.mm - 0.1)))


def test_a_muscle_without_a_published_distance_has_no_limit(catalogue: Catalogue) -> None:
    assert "cr-needle-length" not in raised(assessed(catalogue, at("m-deltoid", length_mm=120)))


def test_a_distance_of_one_side_holds_on_that_side(catalogue: Catalogue) -> None:
    muscle = catalogue.muscles["m-upper-trapezius"]
    one_sided = replace(muscle, distances=(Distance(20, "left only", ("chen-2018",), ("left",)),
                                           Distance(12, "right only", ("chen-2018",), ("right",), "unconfirmed")))
    other = replace(catalogue, muscles={**catalogue.muscles, muscle.id: one_sided})
    left, right = (as_visit(begun(at(muscle.id, side, length_mm=15)), catalogue).sites[0] for side in ("left", "right"))
    assert distance_reached(left, other) is None
    assert distance_reached(right, other).text == "right only"
    visit = as_visit(begun(at(muscle.id, "right", length_mm=15)), catalogue)
    assert of(assess(visit, other), "cr-needle-length").status == "unconfirmed", "the doubt of a distance reaches the finding"


# pack, scope, cover


@pytest.mark.parametrize(("date", "expires", "expired"), [
    ("2026-11-30", "2026-11", False), ("2026-12-01", "2026-11", True), ("2026-11-21", "2026-10", True), ("2028-02-29", "2028-02", False),
    ("2028-03-01", "2028-02", True), ("2026-11-21", "2029-01", False), ("2026-12-31", "2026-12", False), ("2027-01-01", "2026-12", True)])
def test_a_pack_may_be_used_to_the_last_day_of_its_month(catalogue: Catalogue, date: str, expires: str, expired: bool) -> None:
    told = assessed(catalogue, at("m-deltoid"), at("m-gastrocnemius", expires=expires, lot="B7"), date=date,
                    practitioner={"cover_until": "2030-01-01"})
    assert sites_of(told, "cr-pack-expired") == ({1} if expired else set())
    assert told.outcome == ("stop" if expired else "none")
    if expired:
        assert "B7" in of(told, "cr-pack-expired").because[0].answer


def test_a_pack_without_an_expiry_has_not_expired(catalogue: Catalogue) -> None:
    site = {key: value for key, value in at("m-deltoid").items() if key != "expires"}
    assert assessed(catalogue, site).outcome == "none"


@pytest.mark.parametrize(("scope", "outside"), [(["*"], set()), (["calf"], {1}), (["calf", "shoulder-deltoid"], set()), ([], {0, 1}),
                                                (["calf", "*"], set())])
def test_a_region_outside_the_scope_is_a_stop(catalogue: Catalogue, scope: list[str], outside: set[int]) -> None:
    told = assessed(catalogue, at("m-gastrocnemius"), at("m-deltoid"), practitioner={"scope": scope})
    assert sites_of(told, "cr-outside-scope") == outside
    assert told.outcome == ("stop" if outside else "none")


def test_a_scope_that_nobody_recorded_shuts_nothing(catalogue: Catalogue) -> None:
    raw = begun(at("m-deltoid"))
    del raw["practitioner"]["scope"]
    assert assess(as_visit(raw, catalogue), catalogue).outcome == "none"


@pytest.mark.parametrize(("excludes", "shut"), [([], set()), (["calf"], {0}), (["*"], {0, 1}), (["forearm"], set())])
def test_a_region_that_the_cover_excludes_is_a_stop(catalogue: Catalogue, excludes: list[str], shut: set[int]) -> None:
    told = assessed(catalogue, at("m-gastrocnemius"), at("m-deltoid"), practitioner={"cover_excludes": excludes})
    assert sites_of(told, "cr-cover-excluded") == shut


@pytest.mark.parametrize(("until", "ended"), [("2026-11-21", False), ("2026-11-20", True), ("2026-11-22", False)])
def test_cover_holds_to_the_end_of_its_last_day(catalogue: Catalogue, until: str, ended: bool) -> None:
    told = assessed(catalogue, at("m-deltoid"), practitioner={"cover_until": until})
    assert ("cr-cover-ended" in raised(told)) == ended
    if ended:
        assert (of(told, "cr-cover-ended").scope, told.outcome) == ("visit", "stop")
        assert until in of(told, "cr-cover-ended").because[0].answer


# locks


def test_locked_regions_and_muscles_stay_locked_for_whoever_may_needle_all(catalogue: Catalogue) -> None:
    locked = [m for m in catalogue.muscles.values() if m.prohibited or catalogue.regions[m.region].locked]
    assert len(locked) >= 6
    for muscle in locked:
        told = assessed(catalogue, at(muscle.id, catalogue.regions[muscle.region].sides[0], ultrasound=GUIDED))
        assert "cr-locked-regions" in raised(told) and told.outcome == "stop", muscle.id


def test_the_trunk_part_of_psoas_is_locked_and_the_part_below_the_ligament_is_not(catalogue: Catalogue) -> None:
    told = assessed(catalogue, at("m-psoas-major", level="L3"), at("m-psoas-major"))
    assert sites_of(told, "cr-locked-regions") == {0}
    assert "not needled at L3" in of(told, "cr-locked-regions").because[0].answer
    assert [site.outcome for site in told.sites] == ["stop", "none"]


@pytest.mark.parametrize("muscle", ["m-scalenes", "m-pectineus", "m-adductor-brevis", "m-quadratus-femoris"])
def test_some_muscles_are_needled_under_ultrasound_or_not_at_all(catalogue: Catalogue, muscle: str) -> None:
    told = assessed(catalogue, at(muscle))
    finding = of(told, "cr-ultrasound-muscle")
    assert (finding.action, finding.cleared, told.outcome) == ("ultrasound-or-stop", False, "ultrasound-or-stop")
    guided = assessed(catalogue, at(muscle, ultrasound=GUIDED))
    assert of(guided, "cr-ultrasound-muscle").cleared and guided.outcome == "none"
    for half in ({"operator": "Dr A", "training": " "}, {"operator": "", "training": "2022"}):
        assert assessed(catalogue, at(muscle, ultrasound=half)).outcome == "ultrasound-or-stop"
    two = assessed(catalogue, at(muscle, ultrasound=GUIDED), at(muscle, "right" if muscle != "m-scalenes" else "left"))
    assert not of(two, "cr-ultrasound-muscle").cleared


@pytest.mark.parametrize("muscle", ["m-medial-pterygoid", "m-lateral-pterygoid", "m-gemelli-obturator-internus", "m-pelvic-floor"])
def test_some_muscles_ask_for_specific_training(catalogue: Catalogue, muscle: str) -> None:
    told = assessed(catalogue, at(muscle), at("m-masseter"))
    assert sites_of(told, "cr-specialist-muscle") == {0}
    assert of(told, "cr-specialist-muscle").action == "precaution"


@pytest.mark.parametrize(("sex", "known"), [("male", True), ("female", True), ("another word", False), ("", False)])
def test_whether_somebody_is_male_is_known_from_two_words_only(catalogue: Catalogue, sex: str, known: bool) -> None:
    visit = as_visit(begun(patient={**begun()["patient"], "sex": sex}), catalogue)
    assert is_known("cf-male", visit) == known


def test_the_least_of_several_distances_is_the_one_that_is_told(catalogue: Catalogue) -> None:
    far, near = (Distance(mm, f"{mm} mm in a study.", ()) for mm in (25.0, 10.0))
    shoulder = replace(catalogue.muscles["m-deltoid"], distances=(far, near))
    other = replace(catalogue, muscles={**catalogue.muscles, "m-deltoid": shoulder})
    site = as_visit(begun(at("m-deltoid", length_mm=30)), catalogue).sites[0]
    assert distance_reached(site, other) == near
    assert distance_reached(replace(site, length_mm=9), other) is None


def test_a_site_is_deep_or_can_be_pressed_on_and_never_both(catalogue: Catalogue) -> None:
    for muscle in catalogue.muscles:
        tags = site_tags(as_visit(begun(at(muscle, catalogue.regions[catalogue.muscles[muscle].region].sides[0])), catalogue).sites[0],
                         catalogue)
        assert ("deep" in tags) != ("compressible" in tags), muscle
        assert {"any", muscle} <= tags


def test_a_position_that_nobody_recorded_may_be_any(catalogue: Catalogue) -> None:
    site = as_visit(begun(at("m-deltoid", position="prone")), catalogue).sites[0]
    assert "prone" in site_tags(site, catalogue) and "supine" not in site_tags(site, catalogue)
    assert {"prone", "supine"} <= site_tags(replace(site, position=""), catalogue)


def test_what_goes_for_any_place_is_asked_before_there_is_one(catalogue: Catalogue) -> None:
    assert plan_tags((), catalogue) == {"any"}
    assert "ci-fever-infection" in assessed(catalogue).unanswered


def test_both_sides_of_the_chest_are_a_fact_of_the_sites_that_reach_the_lung(catalogue: Catalogue) -> None:
    plan = begun(at("m-deltoid"), at("m-upper-trapezius"), at("m-upper-trapezius", "right"))
    [fact] = [fact for fact in raised_facts(as_visit(plan, catalogue), catalogue) if fact.id == "cf-two-lung-sides"]
    assert (fact.sites, fact.value) == ((1, 2), "left and right")


def test_current_is_a_fact_of_the_sites_that_get_it_and_of_no_visit_without(catalogue: Catalogue) -> None:
    sites = [at("m-gastrocnemius", technique=name) for name in ("retained", "electrical", "in-and-out", "electrical")]
    [fact] = [fact for fact in raised_facts(as_visit(begun(*sites), catalogue), catalogue) if fact.id == "cf-electrical"]
    assert fact.sites == (1, 3)
    assert "cf-electrical" not in facts(catalogue, sites[0], sites[2])


@pytest.mark.parametrize("sites", [(), ("left",), ("left", "left"), ("right", "right")])
def test_one_limb_alone_is_no_fact_of_both(catalogue: Catalogue, sites: tuple[str, ...]) -> None:
    assert "cf-limb-both-sides" not in facts(catalogue, *(at("m-biceps-brachii", side) for side in sites))


# words


@pytest.mark.parametrize(("muscle", "fact", "words"), [
    ("m-scalenes", "cf-ultrasound-muscle", "Scalenes: only under ultrasound"),
    ("m-pelvic-floor", "cf-specialist-muscle", "Pelvic floor: only with training in it")])
def test_a_muscle_that_needs_something_is_told_by_name_with_what_it_needs(catalogue: Catalogue, muscle: str, fact: str,
                                                                         words: str) -> None:
    side = catalogue.regions[catalogue.muscles[muscle].region].sides[0]
    assert facts(catalogue, at(muscle, side))[fact] == words


def test_each_fact_tells_in_words_what_was_worked_out_and_the_same_words_once(catalogue: Catalogue) -> None:
    unnamed = {key: value for key, value in at("m-biceps-brachii", expires="2026-09").items() if key != "lot"}
    sites = [at("m-upper-trapezius", technique="electrical", expires="2026-10", lot="B7"), SHOULDER_RIGHT, unnamed,
             at("m-rhomboid-major", technique="electrical", length_mm=60), at("m-rhomboid-major", length_mm=50),
             at("m-triceps-brachii", "right"), at("m-psoas-major", level="L3"), at("m-tibialis-anterior"),
             at("m-tibialis-anterior", "right")]
    told = facts(catalogue, *sites, patient={"sex": "male", "birth_date": "2009-11-22", "height_cm": 170, "weight_kg": 55},
                 practitioner={"scope": ["upper-trapezius-shoulder-top", "interscapular-rhomboid", "groin-femoral-triangle"],
                               "cover_excludes": ["upper-arm", "groin-femoral-triangle"], "cover_until": "2026-11-20"},
                 screening={"pr-pregnant": {"answer": "yes"}, "pf-pregnancy": {"answer": "unknown"}})
    shoulder, back, arm, leg, groin = (catalogue.regions[name].title for name in (
        "upper-trapezius-shoulder-top", "interscapular-rhomboid", "upper-arm", "lower-leg-anterior-lateral", "groin-femoral-triangle"))
    [distance] = catalogue.muscles["m-rhomboid-major"].distances
    assert told == {
        "cf-under-18": "16 years old", "cf-adolescent": "16 years old", "cf-bmi-under-20": "body-mass index 19.0",
        "cf-bmi-under-22": "body-mass index 19.0", "cf-male": "male", "cf-electrical": "current through the needles",
        "cf-two-lung-sides": "left and right", "cf-two-high-lung": f"{shoulder.partition(':')[0]} and {back}",
        "cf-limb-both-sides": f"{arm}, {leg}",
        "cf-needle-length": "; ".join(f"{mm} mm needle against {distance.mm:g} mm: {distance.text}" for mm in (60, 50)),
        "cf-pack-expired": "lot B7 expired at the end of 2026-10; lot not recorded expired at the end of 2026-09",
        "cf-outside-scope": f"{arm} is not in the recorded scope; {leg} is not in the recorded scope",
        "cf-cover-excluded": f"{arm} is excluded from cover; {groin} is excluded from cover",
        "cf-cover-ended": "cover ended on 2026-11-20", "cf-locked": "Psoas major is not needled at L3",
        "cf-ruled-out-answer": f"{catalogue.factors['pf-pregnancy'].text}; {catalogue.questions['pr-pregnant'].short}"}
