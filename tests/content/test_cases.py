"""The reader of cases names every fault of every file at once, and the judge says in a sentence what happened instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from needlesafe.content.cases import Case, coverage, judged, read_cases
from needlesafe.domain.catalogue import Catalogue
from needlesafe.errors import BadInput

EMPHYSEMA = """
[[case]]
rule = "cr-lung-disease"
says = "Emphysema and a needle in the upper trapezius: a clearance comes first."
answers = { pr-copd-emphysema = "yes" }
sites = [{ muscle = "m-upper-trapezius", side = "left" }, { muscle = "m-deltoid", side = "left" }]
fires = "clearance"
at = [1]
"""


def read(folder: Path, catalogue: Catalogue, *texts: str) -> tuple[Case, ...]:
    """The cases of files that hold these texts."""
    for number, text in enumerate(texts, 1):
        (folder / f"rules-{number}.toml").write_text(text, encoding="utf-8")
    return read_cases(folder, catalogue)


def faults(folder: Path, catalogue: Catalogue, *texts: str) -> list[str]:
    """What is wrong with such files."""
    with pytest.raises(BadInput) as caught:
        read(folder, catalogue, *texts)
    return [str(fault) for fault in caught.value.faults]


def changed(old: str, new: str) -> str:
    """The case of emphysema with one thing changed."""
    assert old in EMPHYSEMA
    return EMPHYSEMA.replace(old, new)


def test_what_a_case_leaves_out_is_an_ordinary_visit(catalogue: Catalogue, tmp_path: Path) -> None:
    [case] = read(tmp_path, catalogue, EMPHYSEMA)
    site, visit = case.visit.sites[0], case.visit
    assert (site.needles, site.length_mm, site.gauge_mm, site.technique, site.level) == (1, 30, 0.25, "in-and-out", None)
    assert (visit.date, visit.jurisdiction, visit.patient.age_on(visit.date)) == ("2026-11-21", "IE", 42)
    assert (visit.patient.sex, visit.patient.body_mass_index) == ("", None)
    assert (visit.practitioner.scope, visit.practitioner.cover_until) == (None, "")
    assert case.place == "rules-1.toml: case 1" and case.rule == "cr-lung-disease"


def test_a_case_may_say_everything_that_a_visit_file_may(catalogue: Catalogue, tmp_path: Path) -> None:
    [case] = read(tmp_path, catalogue, """
[[case]]
rule = "cr-cover-ended"
says = "Everything is said."
on = "2026-12-01"
jurisdiction = "CA-ON"
patient = { birth_date = "2009-05-02", sex = "male", height_cm = 171, weight_kg = 64.5 }
practitioner = { scope = [], cover_excludes = ["*"], cover_until = "2026-11-30" }
answers.pr-port-device = { answer = "yes", detail = "port", where = [{ region = "thorax" }], date = "2026-01-02", clearance = \
{ by = "Dr Orla Keane", date = "2026-11-02", text = "Agreed." } }
sites = [{ muscle = "m-lumbar-multifidus", side = "midline", level = "L4", technique = "retained", length_mm = 50, gauge_mm = 0.3, \
needles = 2, position = "prone", lot = "A1180", expires = "2029-01", ultrasound = { operator = "N", training = "T" } }]
fires = "stop"
""")
    [site], answer = case.visit.sites, case.visit.screening["pr-port-device"]
    assert site.level == "L4" and site.expires == "2029-01" and site.ultrasound is not None and site.ultrasound.complete
    assert answer.clearance is not None and answer.clearance.complete and answer.where[0].region == "thorax"
    assert case.visit.practitioner.scope == () and case.visit.patient.weight_kg == 64.5
    assert judged(case, catalogue) == ""


@pytest.mark.parametrize(("old", "new", "fault"), [
    ('rule = "cr-lung-disease"', 'rule = "cr-lung-diseas"', "rule: 'cr-lung-diseas' is no rule; the nearest is 'cr-lung-disease'"),
    ("pr-copd-emphysema =", "pr-copd-emphysem =", "answers.pr-copd-emphysem: 'pr-copd-emphysem' is no question or factor; "
                                                  "the nearest is 'pr-copd-emphysema'"),
    ("m-deltoid", "m-deltoids", "sites[1].muscle: 'm-deltoids' is no muscle; the nearest is 'm-deltoid'"),
    ('{ pr-copd-emphysema = "yes" }', '{ pr-copd-emphysema = { answer = "yes", where = [{ region = "calfs" }] } }',
     "answers.pr-copd-emphysema.where: 'calfs' is no region or group; the nearest is 'calf'"),
    ('"yes"', '"ja"', "answers.pr-copd-emphysema: 'ja' is no answer"),
    ('"yes"', "true", "answers.pr-copd-emphysema: must be a table"),
    ('side = "left" }]', 'side = "midline" }]', "sites[1].side: 'midline' is no side of shoulder-deltoid"),
    ('side = "left" }]', 'side = "left", level = "L6" }]', "sites[1].level: 'L6' is no spinal level"),
    ('side = "left" }]', 'side = "left", technique = "electric" }]',
     "sites[1].technique: 'electric' is no technique; the nearest is 'electrical'"),
    ('side = "left" }]', 'side = "left", position = "standing" }]', "sites[1].position: 'standing' is no position"),
    ('side = "left" }]', 'side = "left", expires = "2029-13" }]',
     "sites[1].expires: must be a year and month such as 2029-01, not '2029-13'"),
    ('side = "left" }]', 'side = "left", length_mm = "30" }]', "sites[1].length_mm: must be a number, not '30'"),
    ('side = "left" }]', 'side = "left", needles = 0 }]', "sites[1].needles: must be more than nothing"),
    ('side = "left" }]', 'side = "left", sides = 1 }]', "sites[1].sides: is no key of it; 'side' is"),
    (', side = "left" }]', " }]", "sites[1].side: is missing"),
    ("at = [1]", "at = [3]", "at: there is no site 3; the case has 2, the first is 1"),
    ("at = [1]", "at = 1", "at: must be a list, not 1"),
    ("at = [1]", "silent = true", ": must say what the rule does: 'fires' with its action, or 'silent = true'"),
    ('fires = "clearance"\nat = [1]', "", ": must say what the rule does: 'fires' with its action, or 'silent = true'"),
    ('fires = "clearance"', "silent = true", "at: has no meaning where the rule is silent"),
    ('"clearance"', '"clear"', "fires: 'clear' is no action; the nearest is 'clearance'"),
    ("at = [1]", "rules_out = true", "rules_out: stands only beside 'silent = true' and for a question"),
    ("at = [1]", 'on = "2026-02-30"', "on: must be a date such as 2026-11-21, not '2026-02-30'"),
    ("at = [1]", 'patient = { birth_date = "2030-01-01" }', "patient.birth_date: lies after the visit"),
    ("at = [1]", 'practitioner = { scope = ["thorax"] }', "practitioner.scope: 'thorax' is no region"),
    ("at = [1]", 'practitioner = { cover_until = "soon" }', "practitioner.cover_until: must be a date such as 2026-11-21, not 'soon'"),
    ("at = [1]", 'jurisdiction = "Ireland"', "jurisdiction: must be a country code such as IE, or CA-ON, not 'Ireland'"),
    ("at = [1]", "patient = 3", "patient: must be a table"),
    ("at = [1]", 'wher = "x"', "wher: is no key of it"),
    ('{ pr-copd-emphysema = "yes" }', "3", "answers: must be a table of answers"),
    ("Emphysema and a needle in the upper trapezius: a clearance comes first.", " ", "says: must be a sentence"),
])
def test_a_wrong_word_of_a_case_is_a_fault_with_its_place(catalogue: Catalogue, tmp_path: Path, old: str, new: str,
                                                          fault: str) -> None:
    [told] = faults(tmp_path, catalogue, changed(old, new))
    assert told.removeprefix("rules-1.toml: case 1").lstrip(".").startswith(fault)


def test_every_fault_of_every_file_is_told_at_once(catalogue: Catalogue, tmp_path: Path) -> None:
    told = faults(tmp_path, catalogue, changed("m-deltoid", "m-deltoids").replace('"yes"', '"ja"'), "this is no TOML",
                  changed("at = [1]", "at = [3]"), "[[cases]]\nrule = 1", "case = [1]")
    assert [line.partition(": ")[0] for line in told] == [
        "rules-1.toml", "rules-1.toml", "rules-2.toml", "rules-3.toml", "rules-4.toml", "rules-4.toml", "rules-5.toml",
        "rules-3.toml"]


def test_no_two_cases_say_the_same(catalogue: Catalogue, tmp_path: Path) -> None:
    assert faults(tmp_path, catalogue, EMPHYSEMA, EMPHYSEMA) == [
        "rules-2.toml: case 1.says: is the sentence of rules-1.toml: case 1"]


@pytest.mark.parametrize(("old", "new", "instead"), [
    ('"yes"', '"no"', "cr-lung-disease is silent; nothing is raised."),
    ("pr-copd-emphysema", "pr-smoker", "cr-lung-disease is silent; raised are cr-smoker, pr-smoker."),
    ('fires = "clearance"', 'fires = "stop"', "cr-lung-disease asks for clearance, not for stop."),
    ("at = [1]", "at = [1, 2]", "cr-lung-disease fires at site 1, not at sites 1, 2."),
    ('fires = "clearance"\nat = [1]', "silent = true", "cr-lung-disease fires at site 1."),
    ("at = [1]", "", ""),
])
def test_the_judge_says_what_happened_instead(catalogue: Catalogue, tmp_path: Path, old: str, new: str, instead: str) -> None:
    [case] = read(tmp_path, catalogue, changed(old, new).replace('m-deltoid"', 'm-deltoid", length_mm = 5')
                  .replace('m-upper-trapezius"', 'm-upper-trapezius", length_mm = 5'))
    assert judged(case, catalogue) == instead


def test_a_question_that_is_said_to_be_ruled_out_must_be(catalogue: Catalogue, tmp_path: Path) -> None:
    pregnant = '[[case]]\nrule = "pr-pregnancy-t1"\nsays = "A {0}."\nsilent = true\nrules_out = true\npatient = {{ sex = "{0}" }}\n'
    man, woman = read(tmp_path, catalogue, pregnant.format("male") + pregnant.format("female"))
    assert judged(man, catalogue) == ""
    assert judged(woman, catalogue) == "pr-pregnancy-t1 is a question for this patient, of this sex and age."


def test_a_rule_without_a_case_of_each_kind_is_named(catalogue: Catalogue, tmp_path: Path) -> None:
    missing = [str(fault) for fault in coverage(read(tmp_path, catalogue, EMPHYSEMA), catalogue)]
    assert len(missing) == 2 * (len(catalogue.rules) + len(catalogue.own_rules)) - 1
    assert "clinical/rules.toml: rule cr-lung-disease: has no case in which it is silent" in missing
    assert "clinical/rules.toml: rule cr-lung-disease: has no case in which it fires" not in missing
    assert "clinical/questions.toml: question pr-smoker: has no case in which it fires" in missing
