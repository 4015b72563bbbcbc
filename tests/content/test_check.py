"""`content check`: what loading does not ask is asked here, every fault at once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from needlesafe.content.check import Checked, check
from needlesafe.content.orphans import orphans
from needlesafe.content.permanent import changed_ids, ids
from needlesafe.domain.catalogue import Catalogue
from needlesafe.paths import assets_dir

TODAY = date(2026, 11, 21)
CASES = Path(__file__).resolve().parents[1] / "cases"
Change = Callable[[str, str, str], None]


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    """A copy of the content to plant faults in."""
    for kind in ("clinical", "consent"):
        shutil.copytree(assets_dir() / kind, tmp_path / kind)
    return tmp_path


@pytest.fixture
def change(assets: Path) -> Change:
    """Puts other words in place of some that stand in a file, once."""
    def put(name: str, old: str, new: str) -> None:
        path = assets / name
        text = path.read_text("utf-8")
        assert old in text, (name, old)
        path.write_text(text.replace(old, new, 1), "utf-8")
    return put


def faults(assets: Path, today: date = TODAY, cases: Path = Path("nowhere")) -> list[str]:
    """What the check says, one line a fault."""
    return [str(fault) for fault in check(assets, None, cases, today).faults]


def test_the_shipped_content_has_no_fault_and_each_of_its_cases_holds() -> None:
    told: Checked = check(assets_dir(), None, CASES, date.today())
    assert told.faults == ()
    assert told.cases and told.cases > 450
    assert told.counts["regions"] == 35 and told.counts["muscles"] == 105
    assert sum(told.statuses.values()) > 700 and told.hardest and told.hardest.grade <= 8


def test_where_there_are_no_cases_none_were_looked_at(assets: Path) -> None:
    told = check(assets, None, assets / "cases", TODAY)
    assert told.cases is None and told.faults == ()


def test_an_id_that_vanished_and_one_that_is_new_are_faults(assets: Path, catalogue: Catalogue, change: Change) -> None:
    change("clinical/principles.toml", 'id = "gp-local-guideline"', 'id = "gp-guideline"')
    told = faults(assets)
    assert any(line.startswith("clinical/ids.txt: principle gp-local-guideline: vanished") for line in told)
    assert any("add the line 'principle gp-guideline' to clinical/ids.txt" in line for line in told)
    (assets / "clinical" / "ids.txt").unlink()
    assert sum("is new; add the line" in line for line in faults(assets)) == len(list(ids(catalogue)))


def test_the_list_of_ids_is_sorted_and_names_each_once(catalogue: Catalogue) -> None:
    listed = (assets_dir() / "clinical" / "ids.txt").read_text("utf-8")
    first = listed.splitlines()[0]
    assert [fault.text for fault in changed_ids(listed + first, catalogue, {})] == ["must be sorted, each line once"]
    assert changed_ids("# a word about the list\n" + listed, catalogue, {}) == []


def test_what_could_not_be_read_has_not_vanished(assets: Path, change: Change) -> None:
    change("clinical/regions.toml", 'id = "calf"', 'id = "calf"\ntyer = "x"')
    (assets / "clinical" / "nerves.toml").write_text("[[nerve]", "utf-8")
    told = faults(assets)
    assert not any("vanished" in line for line in told)
    assert sorted(line.partition(":")[0] for line in told) == ["clinical/nerves.toml", "clinical/regions.toml"]


@pytest.mark.parametrize(("name", "old", "new", "words"), [
    ("clinical/references.toml", "[[reference]]\n", '[[reference]]\nid = "nobody-1999"\ntext = "Nobody 1999"\nchecked = "no"\n\n'
     "[[reference]]\n", "clinical/references.toml: reference nobody-1999: is cited by no entry"),
    ("clinical/unreached.txt", "regions sacral: ", "regions calf: ",
     "clinical/unreached.txt: regions calf: is reached, or is no entry; take the line out"),
    ("clinical/unreached.txt", "regions sacral: ", "regions sacral:  \nregions sacral ",
     "clinical/unreached.txt: regions sacral: must say after a colon why it stands alone"),
    ("clinical/questions.toml", 'only_sex = "female"\nmin_age = 12\nmax_age = 55', 'min_age = 56\nmax_age = 55', "is asked of nobody"),
])
def test_an_entry_that_nobody_can_reach_is_a_fault(assets: Path, change: Change, name: str, old: str, new: str, words: str) -> None:
    change(name, old, new)
    assert any(words in line for line in faults(assets))


def test_whatever_no_rule_and_no_plan_leads_to_is_told(catalogue: Catalogue) -> None:
    nerve, factor = next(iter(catalogue.nerves.values())), next(iter(catalogue.factors.values()))
    rule = next(rule for rule in catalogue.rules.values() if rule.tags)
    text = catalogue.consent["en"]
    odd = replace(catalogue, nerves={**catalogue.nerves, "n-x": replace(nerve, id="n-x")},
                  factors={**catalogue.factors, "pf-x": replace(factor, id="pf-x")},
                  rules={**catalogue.rules, "cr-x": replace(rule, id="cr-x", regions=(), muscles=(), tags=("lung",),
                                                            not_regions=tuple(catalogue.regions))},
                  consent={"en": replace(text, risks=(*text.risks, replace(text.risks[0], id="rk-x", tags=("cf-x",))))})
    listed = (assets_dir() / "clinical" / "unreached.txt").read_text("utf-8")
    assert [str(fault) for fault in orphans(listed, odd)] == [
        "clinical/nerves.toml: nerve n-x: is named by no muscle and no region",
        "clinical/factors.toml: factor pf-x: is raised, and nothing follows from it",
        "clinical/rules.toml: rule cr-x: can match no site that a plan can hold",
        "consent/en.toml: risk rk-x: is called for by no plan and no answer"]


def test_an_excuse_stands_for_each_that_is_not_reached_and_no_other(catalogue: Catalogue) -> None:
    listed = (assets_dir() / "clinical" / "unreached.txt").read_text("utf-8")
    assert orphans(listed, catalogue) == []
    assert len(orphans("", catalogue)) == sum(1 for line in listed.splitlines() if not line.startswith("#"))


def test_a_review_that_is_past_due_and_one_put_off_too_long_are_faults(assets: Path, change: Change) -> None:
    change("clinical/nerves.toml", 'review_due = "2027-11-21"', 'review_due = "2026-11-20"')
    change("clinical/events.toml", 'review_due = "2027-11-21"', 'review_due = "2031-01-01"')
    told = faults(assets)
    assert [line.partition(":")[0] for line in told] == ["clinical/events.toml", "clinical/nerves.toml"]
    assert "3 years" in told[0] and "was 2026-11-20" in told[1]
    assert faults(assets_dir(), date(2027, 11, 21)) == []
    assert len(faults(assets_dir(), date(2027, 11, 22))) == len([*assets_dir().glob("c*/*.toml")])


def test_a_number_that_nobody_said_is_a_fault(assets: Path, catalogue: Catalogue, change: Change) -> None:
    item = next(check for check in catalogue.discharge.values() if not check.sources and check.status == "confirmed")
    change("clinical/readiness.toml", f'text = "{item.text}"', 'text = "The patient rested 17 minutes."')
    assert faults(assets) == [f"discharge {item.id}.text: names a number as confirmed and no source of it: cite one, or mark it"]
    change("clinical/readiness.toml", 'text = "The patient rested 17 minutes."', 'text = "Look at T4 and C7 again."')
    assert faults(assets) == []


def test_a_case_that_does_not_hold_and_a_rule_without_one_are_faults(assets: Path, tmp_path: Path) -> None:
    cases = tmp_path / "cases"
    cases.mkdir()
    (cases / "one.toml").write_text('[[case]]\nrule = "cr-lung-disease"\nsays = "A calf has no lung."\n'
                                    'answers = { pr-copd-emphysema = "yes" }\nfires = "clearance"\n'
                                    'sites = [{ muscle = "m-soleus", side = "left" }]\n', "utf-8")
    told = faults(assets, cases=cases)
    assert told[0].startswith("tests/cases/one.toml: case 1: cr-lung-disease is silent") and "A calf has no lung." in told[0]
    assert "clinical/rules.toml: rule cr-lung-disease: has no case in which it is silent" in told
    (cases / "one.toml").write_text("[[case]\n", "utf-8")
    assert [line.partition(": cannot")[0] for line in faults(assets, cases=cases)] == ["tests/cases/one.toml"]


def test_what_loading_finds_is_told_with_the_rest(assets: Path, change: Change) -> None:
    change("clinical/muscles.toml", 'region = "calf"', 'region = "calves"')
    change("clinical/events.toml", 'review_due = "2027-11-21"', 'review_due = "2020-01-01"')
    told = faults(assets, cases=CASES)
    assert any("'calves' is no region" in line for line in told) and any("was 2020-01-01" in line for line in told)
    assert not any("tests/cases" in line for line in told), "cases are judged where the content can be read"


def test_a_stop_that_is_not_in_the_list_is_a_fault_with_the_line_to_add(assets: Path, change: Change) -> None:
    change("clinical/rules.toml", 'action = "precaution"', 'action = "stop"')
    [line] = [line for line in faults(assets) if "stops.txt" in line]
    assert "the list must hold this line: rule cr-" in line and "action=stop" in line
