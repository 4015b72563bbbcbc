"""No content is read that lost a stop: whatever makes one speak less is told, whatever makes it speak more is free."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from needlesafe.content import load
from needlesafe.content.stops import GRAVE, LIST, lines, lost, unlisted
from needlesafe.domain.catalogue import Catalogue
from needlesafe.errors import BadInput
from needlesafe.paths import assets_dir

Change = Callable[[str, str, str], None]


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    """A copy of the content to take stops out of."""
    for kind in ("clinical", "consent"):
        shutil.copytree(assets_dir() / kind, tmp_path / kind)
    return tmp_path


@pytest.fixture
def listed() -> str:
    """The committed list."""
    return (assets_dir() / LIST).read_text("utf-8")


def told(assets: Path) -> str:
    """What the loader refuses a folder for."""
    with pytest.raises(BadInput) as caught:
        load(assets)
    return "\n".join(str(fault) for fault in caught.value.faults)


def with_rule(catalogue: Catalogue, name: str, **other: object) -> Catalogue:
    """The catalogue with one rule or question said otherwise."""
    table = "rules" if name in catalogue.rules else "questions"
    entries = getattr(catalogue, table)
    return replace(catalogue, **{table: {**entries, name: replace(entries[name], **other)}})


def test_the_committed_list_is_that_of_the_shipped_content(catalogue: Catalogue, listed: str) -> None:
    assert unlisted(listed, catalogue) == []
    assert list(lost(listed, catalogue, {})) == []
    kept = {line.split(" ")[1] for line in listed.splitlines() if not line.startswith("#")}
    grave = {entry.id for table in (catalogue.rules, catalogue.questions) for entry in table.values() if entry.action in GRAVE}
    assert grave <= kept and len(grave) > 80
    assert {name for name, region in catalogue.regions.items() if region.locked or region.lung != "no"} <= kept
    assert {name for name, muscle in catalogue.muscles.items() if muscle.prohibited or muscle.locked_levels} <= kept


def test_a_content_without_one_of_its_stops_is_not_read(assets: Path, catalogue: Catalogue) -> None:
    path = assets / "clinical" / "rules.toml"
    text = path.read_text("utf-8")
    for rule in [rule for rule in catalogue.rules.values() if rule.action == "stop"][::6]:
        start = text.index(f'[[rule]]\nid = "{rule.id}"')
        end = text.find("[[rule]]", start + 1)
        path.write_text(text[:start] + (text[end:] if end > 0 else ""), "utf-8")
        assert f"clinical/rules.toml: rule {rule.id}: lost a stop that clinical/stops.txt keeps: it is gone" in told(assets)


def test_a_content_whose_stop_became_a_precaution_is_not_read(assets: Path, catalogue: Catalogue) -> None:
    question = next(q for q in catalogue.questions.values() if q.action == "stop")
    path = assets / "clinical" / "questions.toml"
    head, mark, tail = path.read_text("utf-8").partition(f'id = "{question.id}"')
    path.write_text(head + mark + tail.replace('action = "stop"', 'action = "precaution"', 1), "utf-8")
    assert f"question {question.id}: lost a stop" in told(assets)
    assert "'action' was stop and is precaution" in told(assets)


def test_a_content_without_its_list_is_not_read(assets: Path) -> None:
    (assets / LIST).unlink()
    assert told(assets) == "clinical/stops.txt: is missing"
    (assets / LIST).write_bytes(b"rule \xff")
    assert told(assets).startswith("clinical/stops.txt: cannot be read")


def test_a_line_of_the_list_that_names_nothing_is_told(catalogue: Catalogue) -> None:
    faults = list(lost("# a word\nrule\nlaw x\nrule cr-gone action=stop", catalogue, {}))
    assert [fault.place for fault in faults] == ["clinical/stops.txt: line 2", "clinical/stops.txt: line 3",
                                                 "clinical/rules.toml: rule cr-gone"]


def test_what_other_faults_hide_is_not_said_to_be_lost(catalogue: Catalogue) -> None:
    line = "rule cr-gone action=stop"
    assert list(lost(line, catalogue, {"rules": None})) == []
    assert list(lost(line, catalogue, {"rules": {"cr-gone"}})) == []


def test_each_way_to_say_less_is_told(catalogue: Catalogue, listed: str) -> None:
    rule = next(r for r in catalogue.rules.values() if r.action == "stop" and r.if_any and not r.levels and not r.techniques
                and not r.unless and not (r.regions or r.muscles or r.tags))
    for other, words in (({"if_any": ()}, "'if_any' was"), ({"if_all": ("pf-child",)}, "'if_all' was empty and is pf-child"),
                         ({"unless": ("pf-child",)}, "'unless' was empty"), ({"tags": ("lung",)}, "'at' was empty and is lung"),
                         ({"not_regions": ("calf",)}, "'not' was empty and is calf"), ({"levels": ("L4",)}, "'levels' was empty"),
                         ({"techniques": ("electrical",)}, "'techniques' was empty"), ({"needs_place": True}, "'needs_place'"),
                         ({"action": "clearance"}, "'action' was stop and is clearance"), ({"action": "none"}, "and is none")):
        faults = list(lost(listed, with_rule(catalogue, rule.id, **other), {}))
        assert len(faults) == 1 and words in faults[0].text, other


def test_a_question_asked_of_fewer_people_is_told(catalogue: Catalogue, listed: str) -> None:
    question = next(q for q in catalogue.questions.values()
                    if q.action == "stop" and "any" in q.tags and not q.only_sex and q.scope == "visit")
    for other in ({"only_sex": "male"}, {"min_age": 18}, {"max_age": 80}, {"tags": ("lung",)}, {"scope": "site"},
                  {"only_after": ("pr-smoker",)}, {"raised_by": "no" if question.raised_by == "yes" else "yes"}, {"factors": ("pf-child",)}):
        assert len(list(lost(listed, with_rule(catalogue, question.id, **other), {}))) == 1, other


def test_a_lock_that_was_opened_is_told(catalogue: Catalogue, listed: str) -> None:
    regions = {name: replace(region, locked=False, lung="no") for name, region in catalogue.regions.items()}
    muscles = {name: replace(muscle, prohibited=False, locked_levels=(), needs="") for name, muscle in catalogue.muscles.items()}
    words = "\n".join(map(str, lost(listed, replace(catalogue, regions=regions, muscles=muscles), {})))
    for part in ("region anterior-neck", "'locked' was yes and is empty", "muscle m-psoas-major", "'locked_levels' was any",
                 "'needs' was ultrasound and is empty", "'lung' was yes and is no"):
        assert part in words


def test_to_ask_for_more_is_free_and_the_list_is_told_to_follow(catalogue: Catalogue, listed: str) -> None:
    rule = next(r for r in catalogue.rules.values() if r.action == "clearance" and r.tags)
    stricter = with_rule(catalogue, rule.id, action="stop", if_any=(*rule.if_any, "pf-child"), tags=(), regions=(), muscles=(),
                         unless=())
    assert list(lost(listed, stricter, {})) == []
    [fault] = unlisted(listed, stricter)
    assert fault.place == f"clinical/stops.txt: rule {rule.id}"
    assert fault.text == f"the list must hold this line: {lines(stricter)[f'rule {rule.id}']}"
