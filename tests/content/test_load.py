"""The loader: every fault of every file at once, with file, entry and key; or one frozen Catalogue with its fingerprint."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from needlesafe.content import load
from needlesafe.content.tables import TABLES
from needlesafe.domain.catalogue import Catalogue
from needlesafe.errors import BadInput
from needlesafe.paths import assets_dir
from tests.helpers.budgets import allowed

LOAD_MS = 150
"""Of processor time, without a cache."""


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    """A copy of the content to plant faults in."""
    for kind in ("clinical", "consent"):
        shutil.copytree(assets_dir() / kind, tmp_path / kind)
    return tmp_path


@pytest.fixture
def change(assets: Path) -> Callable[[str, str, str], None]:
    """Puts other words in place of some that stand in a file, once."""
    def put(name: str, old: str, new: str) -> None:
        path = assets / f"{name}.toml"
        text = path.read_text("utf-8")
        assert old in text, (name, old)
        path.write_text(text.replace(old, new, 1), "utf-8")
    return put


def faults(assets: Path) -> dict[str, str]:
    """What the loader says of each place; one word a place."""
    with pytest.raises(BadInput) as caught:
        load(assets)
    assert caught.value.exit_code == 2
    told = {fault.place: fault.text for fault in caught.value.faults}
    assert len(told) == len(caught.value.faults), "a fault is told once"
    return told


def entry(catalogue: Catalogue, table: str, number: int = 0) -> str:
    """The id of some entry of a table; no test depends on which it is."""
    return list(getattr(catalogue, table))[number]


@pytest.mark.benchmark
def test_the_shipped_content_has_no_fault_and_loads_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    took = []
    for _ in range(3):
        began = time.process_time()
        load()
        took.append((time.process_time() - began) * 1000)
    with capsys.disabled():
        print(f" [content loads in {min(took):.0f} ms] ", end="")
    assert min(took) <= allowed(LOAD_MS)


def test_the_catalogue_is_frozen(catalogue: Catalogue) -> None:
    with pytest.raises(AttributeError):
        catalogue.version = "other"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        catalogue.regions["calf"].tier = "low"  # type: ignore[misc]


def test_the_fingerprint_is_of_the_files_alone(assets: Path, catalogue: Catalogue) -> None:
    (assets / "clinical" / "note.txt").write_text("not content")
    copy = load(assets)
    assert (copy.version, copy.fingerprint) == (catalogue.version, catalogue.fingerprint)
    assert len(copy.fingerprint) == 64


def test_one_byte_of_any_file_changes_the_fingerprint(assets: Path, catalogue: Catalogue) -> None:
    seen = {catalogue.fingerprint}
    for path in sorted(assets.rglob("*.toml")):
        data = path.read_bytes()
        path.write_bytes(data + b"\n")
        seen.add(load(assets).fingerprint)
        path.write_bytes(data)
    assert len(seen) == 1 + len(list(assets.rglob("*.toml")))
    assert load(assets).fingerprint == catalogue.fingerprint


def test_a_missing_file_is_named_once_and_nothing_that_follows_from_it(assets: Path) -> None:
    for path in sorted((assets / "clinical").glob("*.toml")):
        data = path.read_bytes()
        path.unlink()
        assert faults(assets) == {f"clinical/{path.name}": "is missing"}
        path.write_bytes(data)
    (assets / "consent" / "en.toml").unlink()
    assert faults(assets) == {"consent/en.toml": "is missing"}


def test_no_files_at_all_are_all_named(tmp_path: Path) -> None:
    files = {f"clinical/{table.file}.toml" for table in TABLES} | {"consent/en.toml", "clinical/stops.txt"}
    assert faults(tmp_path) == dict.fromkeys(files, "is missing")


def test_broken_files_are_all_named_once_with_the_place_of_the_break(assets: Path) -> None:
    for name in ("rules", "muscles", "references"):
        path = assets / "clinical" / f"{name}.toml"
        path.write_text(path.read_text("utf-8") + '\n[[rule]\nid = "x"\n', "utf-8")
    (assets / "clinical" / "nerves.toml").write_bytes(b'title = "\xff"')
    (assets / "consent" / "en.toml").write_text('language = "en', "utf-8")
    told = faults(assets)
    assert set(told) == {"clinical/rules.toml", "clinical/muscles.toml", "clinical/references.toml", "clinical/nerves.toml",
                         "consent/en.toml"}
    assert all(text.startswith("is not TOML: ") for text in told.values())
    assert "line" in told["clinical/rules.toml"]


def test_a_folder_in_a_files_place_is_named(assets: Path) -> None:
    (assets / "clinical" / "rules.toml").unlink()
    (assets / "clinical" / "rules.toml").mkdir()
    [(place, text)] = faults(assets).items()
    assert place == "clinical/rules.toml" and text.startswith("cannot be read")


def test_unknown_keys_and_tables_are_named_with_what_was_meant(assets: Path, catalogue: Catalogue,
                                                               change: Callable[[str, str, str], None]) -> None:
    rule, muscle, element = entry(catalogue, "rules"), entry(catalogue, "muscles"), catalogue.consent["en"].elements[0].id
    change("clinical/rules", f'id = "{rule}"', f'id = "{rule}"\nchange = ["x"]')
    change("clinical/muscles", f'id = "{muscle}"', f'id = "{muscle}"\nxyzzy = 1')
    change("consent/en", f'id = "{element}"', f'id = "{element}"\nrubric = "x"')
    change("clinical/nerves", "[[nerve]]", '[[nerves]]\nid = "x"\n\n[[nerve]]')
    (assets / "clinical" / "hazards.toml").write_text('[file]\ntopic = "x"\nversion = "2026.11"\nreviewed = ""\n'
                                                      'review_due = "2027-11-21"\n[[hazard]]\nid = "x"\n', "utf-8")
    assert faults(assets) == {
        f"clinical/rules.toml: rule {rule}.change": "is no key of it; 'changes' is",
        f"clinical/muscles.toml: muscle {muscle}.xyzzy": "is no key of it",
        f"consent/en.toml: element {element}.rubric": "is no key of it",
        "clinical/nerves.toml: nerves": "is no table that the program reads",
        "clinical/hazards.toml: hazard": "is no table that the program reads"}


def test_missing_keys_are_named(assets: Path, catalogue: Catalogue, change: Callable[[str, str, str], None]) -> None:
    event, jurisdiction = entry(catalogue, "events", 3), entry(catalogue, "jurisdictions")
    change("clinical/references", "[[reference]]\n", '[[reference]]\ntext = "Nobody 1999"\n\n[[reference]]\n')
    change("clinical/events", f'id = "{event}"\n', f'id = "{event}"\n\n[[event]]\nid = "ae-empty"\n')
    change("clinical/jurisdictions", f'id = "{jurisdiction}"\n', f'id = "{jurisdiction}-x"\n\n[[jurisdiction]]\n'
                                                                f'id = "{jurisdiction}"\n')
    change("consent/en", "[[risk]]\n", '[[risk]]\nid = "rk-wordless"\n\n[[risk]]\n')
    told = faults(assets)
    assert set(told.values()) == {"is missing"}
    places = set(told)
    assert {"clinical/references.toml: reference #1.id", "clinical/references.toml: reference #1.checked",
            f"clinical/events.toml: event {event}.title", f"clinical/events.toml: event {event}.steps",
            f"clinical/jurisdictions.toml: jurisdiction {jurisdiction}-x.consent_age",
            "consent/en.toml: risk rk-wordless.text"} <= places
    assert not any("ae-empty" in place for place in places)


def test_wrong_types_are_named(assets: Path, catalogue: Catalogue, change: Callable[[str, str, str], None]) -> None:
    factor = next(item.id for item in catalogue.factors.values() if not item.sources)
    question = next(q.id for q in catalogue.questions.values() if not (q.ask_again_days or q.min_age or q.only_sex))
    muscle = next(item.id for item in catalogue.muscles.values() if not (item.other_names or item.distances or item.prohibited))
    change("clinical/factors", f'id = "{factor}"', f'id = "{factor}"\nsources = "one"')
    change("clinical/questions", f'id = "{question}"', f'id = "{question}"\nask_again_days = "often"\nmin_age = true\n'
                                                       'only_sex = ["female"]')
    change("clinical/muscles", f'id = "{muscle}"', f'id = "{muscle}"\nprohibited = "no"\nother_names = ["a", 2]\n'
                                                   'distances = [{mm = "ten", text = "x", sources = []}, 7, '
                                                   '{mm = inf, text = "x", sources = []}]')
    (assets / "clinical" / "principles.toml").write_text('principle = "x"\nfile = 3\n', "utf-8")
    place = f"clinical/muscles.toml: muscle {muscle}"
    own = f"clinical/questions.toml: question {question}"
    assert faults(assets) == {
        f"clinical/factors.toml: factor {factor}.sources": "must be a list, not 'one'",
        f"{own}.ask_again_days": "must be a whole number, not 'often'",
        f"{own}.min_age": "must be a whole number, not True", f"{own}.only_sex": "must be text, not ['female']",
        f"{place}.prohibited": "must be true or false, not 'no'", f"{place}.other_names[1]": "must be text, not 2",
        f"{place}.distances[0].mm": "must be a number, not 'ten'", f"{place}.distances[1]": "must be a table",
        f"{place}.distances[2].mm": "must be a number, not inf",
        "clinical/principles.toml: principle": "must be a list of tables",
        "clinical/principles.toml: file": "must be a table"}


def test_an_id_that_stands_twice_is_named(assets: Path, catalogue: Catalogue) -> None:
    told = {}
    for table in ("rules", "events", "jurisdictions"):
        path = assets / "clinical" / f"{table}.toml"
        text = path.read_text("utf-8")
        array = next(one.array for one in TABLES if one.into == table)
        head, mark, rest = text.partition(f"[[{array}]]")
        first = rest.partition(f"[[{array}]]")[0]
        path.write_text(f"{head}{mark}{first}{mark}{rest}", "utf-8")
        told[f"clinical/{table}.toml: {array} {entry(catalogue, table)}"] = "stands twice"
    assert faults(assets) == told


def test_unknown_references_of_every_sort_are_named_with_the_nearest(assets: Path, catalogue: Catalogue,
                                                                     change: Callable[[str, str, str], None]) -> None:
    question = next(q for q in catalogue.questions.values() if q.raised_by == "yes" and q.scope == "visit")
    change("clinical/questions", f'id = "{question.id}"', f'id = "{question.id}"\ncomputed = "cf-mal"\nreach = "body"')
    change("clinical/rules", 'if_any = ["pf-pregnancy"]', 'if_any = ["pf-pregnanc"]')
    change("clinical/rules", 'muscles = ["m-adductor-pollicis"', 'muscles = ["m-adductor-policis"')
    change("clinical/rules", 'regions = ["suboccipital"', 'regions = ["suboccipitale"')
    change("clinical/rules", 'levels = ["T12"', 'levels = ["T13"')
    change("clinical/rules", 'techniques = ["retained"', 'techniques = ["retain"')
    change("clinical/rules", 'reach = "limb"', 'reach = "limbs"')
    change("clinical/muscles", 'region = "calf"', 'region = "calves"')
    change("clinical/muscles", 'nerves = ["n-facial"', 'nerves = ["n-face"')
    change("clinical/muscles", 'needs = "training"', 'needs = "courage"')
    change("clinical/regions", '-ack-1"', '-ack-7"')
    change("clinical/regions", 'delayed = ["', 'delayed = ["ws-nothing", "')
    change("clinical/events", 'severity = ["mild"', 'severity = ["mildly"')
    change("clinical/computed", 'factors = ["pf-child"]', 'factors = ["pf-childhood"]')
    change("consent/en", 'tags = ["lung"]', 'tags = ["lungs"]')
    told = faults(assets)
    texts = "\n".join(f"{place}: {word}" for place, word in told.items())
    for words in ("computed: 'cf-mal' is no computed fact; the nearest is 'cf-male'", "reach: 'body' is no reach",
                  "if_any: 'pf-pregnanc' is no factor or computed fact; the nearest is 'pf-pregnancy'",
                  "muscles: 'm-adductor-policis' is no muscle; the nearest is 'm-adductor-pollicis'",
                  "regions: 'suboccipitale' is no region; the nearest is 'suboccipital'",
                  "levels: 'T13' is no spinal level", "techniques: 'retain' is no technique; the nearest is 'retained'",
                  "reach: 'limbs' is no reach; the nearest is 'limb'", "region: 'calves' is no region",
                  "nerves: 'n-face' is no nerve; the nearest is 'n-facial'", "needs: 'courage' is no condition",
                  "acknowledgements[0].id: must be '", "delayed: 'ws-nothing' is no warning set",
                  "severity: 'mildly' is no severity; the nearest is 'mild'",
                  "clinical/computed.toml: computed cf-under-18.factors: 'pf-childhood' is no factor",
                  "tags: 'lungs' is no site tag; the nearest is 'lung'"):
        assert words in texts, words
    assert all(place.startswith(("clinical/", "consent/")) and ".toml: " in place for place in told)


def test_unknown_sources_and_statuses_are_named_in_every_file(assets: Path) -> None:
    wanted = set()
    for path in sorted(assets.rglob("*.toml")):
        words = path.read_text("utf-8")
        for old, new, key in (("\nsources = [", '\nsources = ["nobody-1999", ', "sources"),
                              ('\nstatus = "', '\nstatus = "un', "status")):
            if old in words:
                words = words.replace(old, new)
                wanted.add((f"{path.parent.name}/{path.name}", key))
        path.write_text(words, "utf-8")
    told = faults(assets)
    assert {(place.partition(":")[0], place.rpartition(".")[2]) for place in told} == wanted
    assert len(wanted) > 20


def test_an_unknown_factor_and_one_that_nobody_raises_are_named(assets: Path, catalogue: Catalogue,
                                                                change: Callable[[str, str, str], None]) -> None:
    question = next(q for q in catalogue.questions.values()
                    if len(q.factors) == 1 and q.action in ("modify", "precaution")
                    and catalogue.questions_of_factor[q.factors[0]] == (q.id,)
                    and not any(q.factors[0] in rule.if_any for rule in catalogue.rules.values()))
    [factor] = question.factors
    change("clinical/questions", f'factors = ["{factor}"]', 'factors = ["pf-nothing-of-the-sort"]')
    assert faults(assets) == {
        f"clinical/questions.toml: question {question.id}.factors": "'pf-nothing-of-the-sort' is no factor",
        f"clinical/factors.toml: factor {factor}": "is raised by no question"}


def test_one_fault_of_an_entry_is_no_fault_of_those_that_name_it(assets: Path, catalogue: Catalogue,
                                                                 change: Callable[[str, str, str], None]) -> None:
    region, reference = entry(catalogue, "regions", 8), catalogue.rules["cr-needle-length"].sources[0]
    change("clinical/regions", f'id = "{region}"', f'id = "{region}"\ntyer = "x"')
    change("clinical/references", f'id = "{reference}"', f'id = "{reference}"\nyear = 1999')
    assert set(faults(assets)) == {f"clinical/regions.toml: region {region}.tyer",
                                   f"clinical/references.toml: reference {reference}.year"}


def test_a_number_without_a_source_is_named(assets: Path, catalogue: Catalogue, change: Callable[[str, str, str], None]) -> None:
    muscle = entry(catalogue, "muscles")
    change("clinical/muscles", f'id = "{muscle}"', f'id = "{muscle}"\ndistances = [{{mm = 9, text = "x", sources = []}}]')
    assert faults(assets) == {f"clinical/muscles.toml: muscle {muscle}.distances[0].sources": "a number needs its source"}


def test_a_fact_that_the_program_cannot_work_out_and_one_that_is_gone_are_named(
        assets: Path, change: Callable[[str, str, str], None]) -> None:
    change("clinical/computed", 'id = "cf-locked"', 'id = "cf-moon"')
    told = faults(assets)
    assert told["clinical/computed.toml: computed cf-locked"] == "is missing"
    assert told["clinical/computed.toml: computed cf-moon.id"].startswith("'cf-moon' is no fact that the program can work out")


def test_what_a_file_says_of_itself_is_checked(assets: Path, change: Callable[[str, str, str], None]) -> None:
    change("clinical/rules", 'review_due = "2027-11-21"', 'review_due = "next year"\nauthor = "x"')
    change("clinical/nerves", 'reviewed = ""\n', "")
    change("clinical/events", "[file]", "[fyle]")
    told = faults(assets)
    assert told["clinical/rules.toml: file.author"] == "is no key of it"
    assert told["clinical/nerves.toml: file.reviewed"] == "is missing"
    assert told["clinical/events.toml: fyle"] == "is no table that the program reads"
    assert told["clinical/events.toml: file.version"] == "is missing"


def test_another_language_says_all_that_english_says(assets: Path, change: Callable[[str, str, str], None]) -> None:
    shutil.copy(assets / "consent" / "en.toml", assets / "consent" / "de.toml")
    change("consent/de", 'language = "en"', 'language = "de"')
    assert set(load(assets).consent) == {"en", "de"}
    change("consent/de", "and call {emergency_number}", "and call 112")
    change("consent/de", "consent-intro = ", "consent-einleitung = ")
    change("consent/de", 'language = "de"', 'language = "fr"')
    told = faults(assets)
    assert told.pop("consent/de.toml: language") == "must be 'de', as the file's name"
    assert {place for place, words in told.items() if words == "does not stand in both this language and English"} == {
        "consent/de.toml: paragraphs.consent-intro", "consent/de.toml: paragraphs.consent-einleitung"}
    assert "has other placeholders than English" in told.values()
