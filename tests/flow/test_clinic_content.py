"""A clinic's additions in a visit: they only ever ask for more, and everything that is kept says that they were there."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from needlesafe import cli
from needlesafe.content import load
from needlesafe.domain.answers import Answer, Clearance, Place
from needlesafe.domain.catalogue import ACTIONS, Catalogue, Question, Rule
from needlesafe.domain.clinic_content import STRICTER, is_own
from needlesafe.domain.folding import fold
from needlesafe.domain.rules import assess
from needlesafe.domain.visit import Visit
from needlesafe.flow.adoption import says_trial
from needlesafe.flow.gates import Standing, consent_keys, lacks
from needlesafe.flow.listing import assessment_json
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.flow.walk import start_from
from needlesafe.paths import data_dir
from tests.helpers.assessing import CLEARANCE, assessed, at, of, raised
from tests.helpers.clinics import CLINIC, bare_clinic, copied_clinic
from tests.helpers.visit_files import DELTOID, GASTROCNEMIUS, UPPER_TRAPEZIUS, as_visit, begun, complete, written
from tests.helpers.workplaces import new_workplace

GRAVITY = (*ACTIONS, "none")
THINNER = {"answer": "yes", "detail": "apixaban"}


@pytest.fixture(scope="module")
def own() -> Catalogue:
    """The content with the invented clinic's additions."""
    return load(clinic=CLINIC)


# what is raised


def test_a_stricter_rule_asks_for_more_until_it_is_met_and_ours_asks_for_its_own_all_the_while(own: Catalogue) -> None:
    told = assessed(own, DELTOID, answers={"pr-anticoagulant": THINNER})
    stricter, ours = of(told, "own-stricter-pr-anticoagulant"), of(told, "pr-anticoagulant")
    assert stricter is not None and ours is not None and stricter is not ours
    assert (told.outcome, stricter.action, stricter.cleared, ours.action) == ("clearance", "clearance", False, "modify")
    assert "Made stricter by the clinic: the clinic wants a letter" in stricter.text and stricter.title == ours.title
    told = assessed(own, DELTOID, answers={"pr-anticoagulant": {**THINNER, "clearance": CLEARANCE}})
    stricter, ours = of(told, "own-stricter-pr-anticoagulant"), of(told, "pr-anticoagulant")
    assert stricter is not None and stricter.cleared
    assert ours is not None and ours.open and told.outcome == "modify"


def test_what_was_made_a_stop_has_no_way_past_it(own: Catalogue, catalogue: Catalogue) -> None:
    raising = own.questions["pr-fasting-fatigue"].raised_by
    answers = {"pr-fasting-fatigue": {"answer": raising, "clearance": CLEARANCE}}
    assert assessed(own, DELTOID, answers=answers).outcome == "stop"
    assert assessed(catalogue, DELTOID, answers=answers).outcome == "modify"


def test_a_stricter_question_hears_that_question_and_no_other_that_raises_its_factor(
        catalogue: Catalogue, tmp_path: Path) -> None:
    ours, other = next((one, other) for one in catalogue.questions.values() for other in catalogue.questions.values()
                       if one.factors[0] in other.factors[1:] and one.action != "stop" and {"any"} == {*one.tags, *other.tags})
    more = load(clinic=bare_clinic(
        tmp_path, rules=f'[[stricter]]\nid = "{ours.id}"\naction = "stop"\nwhy = "we want it so"\n'))
    assert f"own-stricter-{ours.id}" not in raised(assessed(more, DELTOID, answers={other.id: other.raised_by}))
    for key, answer in ((ours.id, ours.raised_by), (ours.factors[0], "yes")):
        assert f"own-stricter-{ours.id}" in raised(assessed(more, DELTOID, answers={key: answer}))


def test_a_clinics_question_fires_its_own_rule_and_the_rules_of_ours_on_the_factor_it_raises(own: Catalogue) -> None:
    told = assessed(own, UPPER_TRAPEZIUS, answers={"own-new-to-needles": "yes"})
    finding = of(told, "own-new-to-needles")
    assert finding is not None and finding.text.startswith("Added by the clinic: ")
    ours = {rule for rule in raised(told) if not is_own(rule)}
    first = assessed(own, UPPER_TRAPEZIUS, answers={"pf-first-session": "yes"})
    assert ours == {rule for rule in raised(first) if rule not in own.questions}


def test_a_clearance_with_a_clinics_question_clears_no_reason_of_ours(own: Catalogue) -> None:
    asking = replace(own.questions["own-diving"], id="own-lungs", factors=("own-diving-soon", "pf-lung-disease"))
    both = replace(own, questions={**own.questions, "own-lungs": asking})
    cleared = {"answer": "yes", "clearance": CLEARANCE}
    alone = assessed(both, UPPER_TRAPEZIUS, answers={"own-lungs": cleared})
    assert (finding := of(alone, "cr-lung-disease")) is not None and finding.cleared
    mixed = assessed(both, UPPER_TRAPEZIUS, answers={"own-lungs": cleared, "pr-copd-emphysema": "yes"})
    assert (finding := of(mixed, "cr-lung-disease")) is not None and finding.open


def test_a_clearance_that_reaches_further_through_a_clinics_question_takes_no_change_away(own: Catalogue) -> None:
    ours = (Rule("cr-a", "clearance", "Ask.", ("pf-gout",), reach="site"), Rule("cr-b", "modify", "Change.", ("pf-gout",)))
    gout = replace(next(iter(own.factors.values())), id="pf-gout", text="Gout")
    asking = replace(own.questions["own-diving"], id="own-gout", factors=("own-diving-soon", "pf-gout"))
    both = replace(own, rules={rule.id: rule for rule in ours}, factors={**own.factors, "pf-gout": gout},
                   questions={**own.questions, "own-gout": asking})
    answers = {"pf-gout": {"answer": "yes", "where": [{"region": "calf"}], "clearance": CLEARANCE}}
    told = assessed(both, GASTROCNEMIUS, DELTOID, answers=answers)
    assert (told.outcome, [f.id for f in told.findings if f.open]) == ("modify", ["cr-b"])
    answers["own-gout"] = {"answer": "yes", "clearance": CLEARANCE}
    told = assessed(both, GASTROCNEMIUS, DELTOID, answers=answers)
    assert told.outcome == "modify" and "cr-b" in [f.id for f in told.findings if f.open]


def test_a_locked_region_stops_and_an_acknowledgement_is_asked_for(own: Catalogue, catalogue: Catalogue) -> None:
    face = next(muscle.id for muscle in own.muscles.values() if muscle.region == "face" and not muscle.prohibited)
    assert (assessed(own, at(face)).outcome, assessed(catalogue, at(face)).outcome != "stop") == ("stop", True)
    told = [item.id for item in assessed(own, GASTROCNEMIUS).acknowledgements]
    assert told == [*(item.id for item in assessed(catalogue, GASTROCNEMIUS).acknowledgements), "own-calf-stairs"]


# nothing of it ever asks for less


def greedy(catalogue: Catalogue, chance: random.Random) -> Catalogue:
    """A clinic that adds whatever it may: questions on every factor, rules of every action, half of ours made stricter."""
    silencing = {name for rule in catalogue.rules.values() for name in rule.unless}
    like = next(iter(catalogue.questions.values()))
    questions: dict[str, Question] = {}
    rules: dict[str, Rule] = {}
    for number, factor in enumerate(name for name in catalogue.factors if name not in silencing):
        name = f"own-q{number}"
        questions[name] = replace(like, id=name, factors=(f"own-f{number}", factor), action=chance.choice(ACTIONS),
                                  tags=("any",), raised_by="yes", scope=chance.choice(("visit", "site")))
        rules[f"own-r{number}"] = Rule(f"own-r{number}", chance.choice(ACTIONS), "Mind it.", (factor,),
                                       scope=chance.choice(("visit", "site")))
    for rule in (*catalogue.own_rules, *catalogue.rules.values()):
        graver = ACTIONS[:ACTIONS.index(rule.action)]
        if graver and chance.random() < 0.5:
            rules[f"{STRICTER}{rule.id}"] = replace(rule, id=f"{STRICTER}{rule.id}", action=chance.choice(graver))
    factors = {f"own-f{n}": replace(next(iter(catalogue.factors.values())), id=f"own-f{n}") for n in range(len(questions))}
    return replace(catalogue, questions=catalogue.questions | questions, rules=catalogue.rules | rules,
                   factors=catalogue.factors | factors)


def somebody(catalogue: Catalogue, chance: random.Random) -> Visit:
    """A random visit under our content alone, with clearances, guidance, places and accepted changes here and there."""
    muscles = chance.sample(sorted(catalogue.muscles), chance.randint(1, 4))
    sites = [{**DELTOID, "muscle": muscle, "side": chance.choice(("left", "right")), "length_mm": chance.choice((15, 40))}
             for muscle in muscles]
    for site in sites:
        if chance.random() < 0.5:
            site["ultrasound"] = {"operator": "Dr A", "training": "2022"}
    visit = as_visit(begun(*sites), catalogue)
    keys = chance.sample(sorted(catalogue.questions) + sorted(catalogue.factors), chance.randint(1, 14))
    visit = replace(visit, screening={key: answered(visit, catalogue, chance) for key in keys})
    findings = assess(visit, catalogue).findings
    return replace(visit, changes_accepted=tuple(f.id for f in findings if chance.random() < 0.5))


def answered(visit: Visit, catalogue: Catalogue, chance: random.Random) -> Answer:
    """A random answer, often with a clearance, sometimes at a place of the plan."""
    region = catalogue.muscles[chance.choice(visit.sites).muscle].region
    where = (Place(region, ""),) if chance.random() < 0.3 else ()
    clearance = Clearance("Dr A", "2026-11-02", "Agreed.") if chance.random() < 0.6 else None
    return Answer(chance.choice(("yes", "yes", "no", "unknown")), "", where, clearance)


def test_whatever_a_clinic_adds_no_outcome_is_lower_and_no_gate_asks_for_less(catalogue: Catalogue) -> None:
    chance = random.Random(20261121)
    for _ in range(150):
        both = greedy(catalogue, chance)
        visit = somebody(catalogue, chance)
        asked = {name: answered(visit, both, chance) for name in both.questions if is_own(name) and chance.random() < 0.1}
        more = replace(visit, screening={**visit.screening, **asked})
        before, after = assess(visit, catalogue), assess(more, both)
        assert GRAVITY.index(after.outcome) <= GRAVITY.index(before.outcome)
        for one, other in zip(before.sites, after.sites, strict=True):
            assert GRAVITY.index(other.outcome) <= GRAVITY.index(one.outcome)
        assert raised(before) <= raised(after)
        assert len({finding.id for finding in after.findings}) == len(after.findings)
        lacked = set(lacks("consent", Standing(visit, before, catalogue)))
        assert lacked <= set(lacks("consent", Standing(more, after, both)))


# what is kept of it


def test_a_visit_carries_both_fingerprints_and_a_consent_covers_both(own: Catalogue, catalogue: Catalogue, tmp_path: Path) -> None:
    workplace = new_workplace(tmp_path, own)
    told = as_visit(complete(begun(UPPER_TRAPEZIUS), own), own)
    desk = start_from(told, workplace)
    [started, *_] = workplace.store.events(desk.visit_id)
    assert started.payload["content"] == {"version": catalogue.version, "fingerprint": catalogue.fingerprint,
                                          "clinic": own.clinic_fingerprint}
    assert (desk.visit.content_fingerprint, desk.visit.content_clinic) == (catalogue.fingerprint, own.clinic_fingerprint)
    assert consent_keys(desk.standing)[-2:] == (f"content {catalogue.fingerprint}", f"clinic {own.clinic_fingerprint}")
    assert assessment_json(desk.visit, desk.assessment, own)["content"] == started.payload["content"]
    workplace.store.close()


def test_a_visit_without_additions_says_nothing_of_them_and_an_old_journal_still_folds(catalogue: Catalogue, tmp_path: Path) -> None:
    workplace = new_workplace(tmp_path, catalogue)
    desk = start_from(as_visit(begun(DELTOID), catalogue), workplace)
    events = workplace.store.events(desk.visit_id)
    assert set(events[0].payload["content"]) == {"version", "fingerprint"}
    assert fold(events).content_clinic == "" and not any(key.startswith("clinic ") for key in consent_keys(desk.standing))
    workplace.store.close()


def test_an_open_visit_that_goes_on_under_other_additions_says_so_and_wants_a_new_consent(
        own: Catalogue, catalogue: Catalogue, tmp_path: Path) -> None:
    workplace = new_workplace(tmp_path, catalogue)
    desk = start_from(as_visit(begun(DELTOID), catalogue), workplace)
    before = consent_keys(desk.standing)
    again = VisitDesk.resume(workplace, desk.visit_id)
    assert again.visit.last_sequence == desk.visit.last_sequence, "the same content is not worth a word"
    now = replace(workplace, catalogue=own)
    changed = VisitDesk.resume(now, desk.visit_id)
    last = workplace.store.events(desk.visit_id)[-1]
    assert (last.type, last.payload["content"]["clinic"]) == ("content-changed", own.clinic_fingerprint)
    assert changed.visit.content_clinic == own.clinic_fingerprint and says_trial(changed.visit, own)
    assert not set(consent_keys(changed.standing)) <= set(before)
    assert VisitDesk.resume(workplace, desk.visit_id).visit.content_clinic == ""
    workplace.store.close()


def test_the_pages_of_a_visit_under_other_additions_say_trial(own: Catalogue, catalogue: Catalogue) -> None:
    visit = replace(as_visit(begun(DELTOID), own), trial=False)
    assert not says_trial(visit, own) and says_trial(visit, catalogue)


# where the folder is


def call(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    """What the command line answers as JSON."""
    assert cli.main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_folder_beside_the_records_is_read_by_itself_and_another_one_where_it_is_named(
        own: Catalogue, catalogue: Catalogue, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "visit.json"
    file.write_bytes(written(begun(DELTOID)))
    assert "clinic" not in call(capsys, "assess", str(file))["content"]
    named = call(capsys, "assess", str(file), "--clinic", str(CLINIC))
    assert named["content"]["clinic"] == own.clinic_fingerprint and "own-new-to-needles" in named["unanswered"]
    copied_clinic(data_dir())
    assert call(capsys, "assess", str(file)) == named
    rows = call(capsys, "content", "list", "rules")
    assert {row["id"] for row in rows} - set(catalogue.rules) == {
        "own-thin-blood-at-the-calf", "own-stricter-pr-anticoagulant", "own-stricter-pr-fasting-fatigue"}


def test_nothing_starts_with_a_broken_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (data_dir() / "clinic").mkdir()
    (data_dir() / "clinic" / "rules.toml").write_text('[[stricter]]\nid = "ci-unwilling"\naction = "modify"\nwhy = "x"\n')
    file = tmp_path / "visit.json"
    file.write_bytes(written(begun(DELTOID)))
    for verb in (("assess", str(file)), ("content", "list", "rules"), ("run", str(file), "--out", str(tmp_path / "out"))):
        assert cli.main(list(verb)) == 2
        told = capsys.readouterr().err
        assert "clinic/rules.toml: stricter ci-unwilling.action" in told and "clinic/clinic.toml: is missing" in told
        assert "Nothing was written." in told and str(data_dir() / "clinic") in told
