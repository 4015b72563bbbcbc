"""The program without a window: what it says where, and with which exit code, on real files, stores and PDFs."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from needlesafe import cli
from needlesafe.domain.catalogue import ACTIONS, STATUSES, Catalogue
from needlesafe.domain.folding import fold
from needlesafe.seal import Register
from needlesafe.store import Store
from tests.helpers.fhir_schema import schema_faults
from tests.helpers.visit_files import (DELTOID, UPPER_TRAPEZIUS, begun, complete, consented, ready, screened,
                                       written)
from tests.helpers.workplaces import ANNA, PASSPHRASE, new_workplace

Raw = dict[str, Any]
ROOT = Path(__file__).resolve().parents[1]
NECK = ROOT / "tests" / "cases" / "neck.json"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def store(folder: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store whose passphrase is in the environment and whose key costs nothing."""
    new_workplace(folder / "store", catalogue).store.close()
    monkeypatch.setenv("NEEDLESAFE_PASSPHRASE", PASSPHRASE)
    return folder / "store"


@pytest.fixture
def run(store: Path) -> Callable[..., int]:
    """Runs a visit file against the store, into the folder `out` or another one."""
    def call(raw: Raw, *options: str, out: str = "out") -> int:
        Path("visit.json").write_bytes(written(raw))
        return cli.main(["run", "visit.json", "--out", out, "--store", str(store), *options])
    return call


@pytest.fixture
def whole(catalogue: Catalogue) -> Raw:
    """A visit from the first question to the last check, near the lung."""
    return complete(begun(UPPER_TRAPEZIUS), catalogue)


def answer(capsys: pytest.CaptureFixture[str]) -> Any:
    """The JSON on standard output, where nothing else stands."""
    return json.loads(capsys.readouterr().out)


def open_visits(store: Path) -> list[str]:
    """The visits that the store holds open."""
    opened = Store.open(store, PASSPHRASE)
    try:
        return [visit.id for visit in opened.unfinished()]
    finally:
        opened.close()


# content list

FIELDS = {
    "questions": {"id", "factors", "asked_of", "raised_by", "action", "every_visit"},
    "readiness": {"id", "text", "wanted"}, "understanding": {"id", "text", "wanted"}, "discharge": {"id", "text", "wanted"},
    "factors": {"id"}, "computed": {"id"}, "regions": {"id"}, "muscles": {"id"}, "nerves": {"id"}, "rules": {"id"},
    "events": {"id"}, "disclosures": {"id", "regions"}, "references": {"id"},
}


@pytest.mark.parametrize("kind", FIELDS)
def test_content_list_answers_with_one_json_array(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["content", "list", kind, "--json"]) == 0
    told = capsys.readouterr()
    rows = json.loads(told.out)
    assert isinstance(rows, list) and rows and told.err == ""
    assert all(FIELDS[kind] <= row.keys() for row in rows)
    ids = [row["id"] for row in rows]
    assert len(ids) == len(set(ids)) and all(isinstance(name, str) and name for name in ids)
    assert cli.main(["content", "list", kind]) == 0
    assert capsys.readouterr().out.split() == ids


def test_a_question_is_listed_with_what_a_caller_needs_to_answer_it(catalogue: Catalogue,
                                                                    capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["content", "list", "questions", "--json"]) == 0
    for row in answer(capsys):
        assert row["factors"] and set(row["factors"]) <= set(catalogue.factors)
        assert row["raised_by"] in ("yes", "no")
        assert row["action"] in ACTIONS
        assert row["every_visit"] in (True, False)
        assert row["asked_of"] in ("patient", "practitioner", "both")


@pytest.mark.parametrize("kind", ["readiness", "understanding", "discharge"])
def test_a_checklist_says_which_answer_is_wanted(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["content", "list", kind, "--json"]) == 0
    assert {row["wanted"] for row in answer(capsys)} <= {"yes", "no"}


def test_a_disclosure_says_which_regions_call_for_it(folder: Path, catalogue: Catalogue, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["content", "list", "disclosures", "--json"]) == 0
    rows = answer(capsys)
    for row in rows:
        assert row["regions"] and set(row["regions"]) <= {*catalogue.regions, "any"}
    for muscle in list(catalogue.muscles.values())[::7]:
        side = catalogue.regions[muscle.region].sides[0]
        Path("visit.json").write_bytes(written(begun({**DELTOID, "muscle": muscle.id, "side": side})))
        assert cli.main(["assess", "visit.json", "--json"]) == 0
        assert set(answer(capsys)["disclosures"]) == {row["id"] for row in rows
                                                      if {"any", muscle.region} & set(row["regions"])}



def test_content_check_sums_up_content_without_a_fault(catalogue: Catalogue, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["content", "check", "--json"]) == 0
    told = answer(capsys)
    assert (told["version"], told["fingerprint"], told["faults"]) == (catalogue.version, catalogue.fingerprint, [])
    assert told["counts"]["regions"] == 35 and told["cases"] > 450 and told["hardest"]["grade"] <= 8
    assert set(told["statuses"]) == set(STATUSES) and told["next_review"] == "2027-11-21"
    assert cli.main(["content", "check"]) == 0
    lines = capsys.readouterr().out
    assert catalogue.fingerprint in lines and "2027-11-21" in lines and "cases hold" in lines


def test_content_check_names_every_fault_of_a_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for kind in ("clinical", "consent"):
        shutil.copytree(ROOT / "assets" / kind, folder / "assets" / kind)
    assert cli.main(["content", "check", "assets"]) == 0
    assert "Cases were not looked at" in capsys.readouterr().out
    rules, nerves = (folder / "assets" / "clinical" / f"{name}.toml" for name in ("rules", "nerves"))
    rules.write_text(rules.read_text("utf-8").replace('action = "stop"', 'action = "modify"', 1), "utf-8")
    nerves.write_text(nerves.read_text("utf-8").replace("2027-11-21", "2020-11-21"), "utf-8")
    assert cli.main(["content", "check", "assets", "--json"]) == 2
    told = capsys.readouterr()
    assert "'action' was stop and is modify" in told.err and "was 2020-11-21" in told.err
    assert len(json.loads(told.out)["faults"]) == 2


@pytest.mark.parametrize("kind", ["visit", "region", "question", "muscle", "rule", "nerve", "event", "risk"])
def test_content_schema_prints_the_schema_and_nothing_else(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["content", "schema", kind]) == 0
    told = answer(capsys)
    assert told["$schema"] == "https://json-schema.org/draft/2020-12/schema" and told["type"] == "object"


def test_content_show_tells_everything_about_an_id(catalogue: Catalogue, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["content", "show", "pr-anticoagulant", "--json"]) == 0
    told = answer(capsys)
    assert (told["name"], told["title"], told["mark"]) == ("questions pr-anticoagulant", "Blood thinner", "‡")
    assert told["entry"]["factors"] == ["pf-anticoagulant"] and told["disagreements"][0]["id"] == "dis-anticoagulant"
    assert {"rules cr-anticoag-deep"} <= {named["name"] for named in told["through"]}
    assert cli.main(["content", "show", "pr-anticoagulant"]) == 0
    lines = capsys.readouterr().out
    for words in ("Blood thinner", "status: default ‡", "read: abstract", "rules cr-anticoag-deep, clearance", "Chosen: "):
        assert words in lines, words
    assert cli.main(["content", "show", "why", "--json"]) == 0
    assert [other["name"] for other in answer(capsys)["others"]] == ["consent/en paragraphs why"]
    assert cli.main(["content", "show", "pr-anticoagulent"]) == 2
    assert "near it are pr-anticoagulant" in capsys.readouterr().err


def test_content_diff_says_loudly_that_a_stop_was_lost(folder: Path, catalogue: Catalogue, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("old", "new"):
        for kind in ("clinical", "consent"):
            shutil.copytree(ROOT / "assets" / kind, folder / name / "assets" / kind)
    path = folder / "new" / "assets" / "clinical" / "questions.toml"
    head, mark, tail = path.read_text("utf-8").partition('id = "ci-fever-infection"')
    path.write_text(head + mark + tail.replace('action = "stop"', 'action = "modify"', 1), "utf-8")
    assert cli.main(["content", "diff", "old", "new/assets/clinical", "--json"]) == 0
    told = answer(capsys)
    assert told["stops_lost"] == ["clinical/questions.toml: question ci-fever-infection: 'action' was stop and is modify"]
    assert told["old"]["fingerprint"] == catalogue.fingerprint != told["new"]["fingerprint"]
    assert told["findings"][0]["text"].startswith("A STOP WAS LOST. ") and told["findings"][0]["milder"]
    assert told["changed"][0]["fields"] == [{"name": "action", "was": "stop", "now": "modify"}]
    assert cli.main(["content", "diff", "old", "new/assets"]) == 0
    lines = capsys.readouterr().out
    short = catalogue.questions["ci-fever-infection"].short
    assert lines.startswith("STOPS LOST: 1.") and f"A STOP WAS LOST. {short}: yes" in lines
    assert "was 'stop', is now 'modify'" in lines and "    action: stop -> modify" in lines
    assert cli.main(["content", "diff", "old", "old"]) == 0
    assert capsys.readouterr().out == "No answer gives another finding.\n"
    assert cli.main(["content", "diff", "old", "nowhere"]) == 2
    assert "nowhere: clinical/rules.toml: is missing" in capsys.readouterr().err


# assess


def test_assess_answers_in_exactly_the_shape_of_the_page(folder: Path, catalogue: Catalogue,
                                                         capsys: pytest.CaptureFixture[str]) -> None:
    Path("visit.json").write_bytes(written(begun({**UPPER_TRAPEZIUS, "length_mm": 10}, screening={"pf-lung-disease": "yes"})))
    assert cli.main(["assess", "visit.json", "--json"]) == 0
    told = answer(capsys)
    assert list(told) == ["content", "outcome", "complete", "findings", "sites", "acknowledgements", "disclosures",
                          "unanswered"]
    assert told["content"] == {"version": catalogue.version, "fingerprint": catalogue.fingerprint}
    assert (told["outcome"], told["complete"]) == ("clearance", False)
    [finding] = told["findings"]
    assert list(finding) == ["id", "rules", "action", "scope", "sites", "because", "cleared", "text", "changes", "status",
                             "sources"]
    assert (finding["id"], finding["rules"]) == ("cr-lung-disease", ["cr-lung-disease", "pr-copd-emphysema"])
    assert (finding["action"], finding["scope"], finding["sites"]) == ("clearance", "site", [0])
    assert finding["because"] == [{"factor": "pf-lung-disease", "from": "pf-lung-disease", "answer": "yes"}]
    assert finding["cleared"] is False and finding["text"] and finding["changes"]
    assert finding["status"] in STATUSES and set(finding["sources"]) <= set(catalogue.references)
    assert told["sites"] == [{"index": 0, "muscle": "m-upper-trapezius", "region": "upper-trapezius-shoulder-top",
                              "side": "left", "outcome": "clearance", "findings": ["cr-lung-disease"]}]
    region = catalogue.regions["upper-trapezius-shoulder-top"]
    assert told["acknowledgements"] == [{"id": item.id, "site": 0, "text": item.text} for item in region.acknowledgements]
    assert {"rk-lung", "rs-upper-trapezius-shoulder-top"} <= set(told["disclosures"])
    assert "ci-needle-phobia" in told["unanswered"]
    assert "pr-copd-emphysema" not in told["unanswered"], "its factor was answered"


def test_assess_says_the_same_in_words(folder: Path, catalogue: Catalogue, capsys: pytest.CaptureFixture[str]) -> None:
    Path("visit.json").write_bytes(written(screened(begun(UPPER_TRAPEZIUS, screening={"pf-lung-disease": "unknown"}),
                                                    catalogue)))
    assert cli.main(["assess", "visit.json"]) == 0
    told = capsys.readouterr()
    assert told.out.startswith("Outcome: clearance\n")
    assert "[cr-lung-disease; pf-lung-disease: unknown]" in told.out
    assert told.err == ""


def test_assess_touches_no_store_and_asks_for_no_passphrase(folder: Path, a_home_of_its_own: Path) -> None:
    Path("visit.json").write_bytes(written(begun(DELTOID)))
    assert cli.main(["assess", "visit.json"]) == 0
    assert not list(a_home_of_its_own.rglob("*"))
    assert [path.name for path in folder.iterdir()] == ["visit.json"]


# run


def test_run_makes_the_folder_and_writes_three_sealed_files_that_verify(run: Callable[..., int], whole: Raw, store: Path,
                                                                        capsys: pytest.CaptureFixture[str]) -> None:
    assert run(whole, "--json", out="a/new/place") == 0
    told = answer(capsys)
    files = sorted(path.name for path in Path("a/new/place").iterdir())
    assert [name.partition("-")[0] for name in files] == ["aftercare", "consent", "record"]
    assert sorted(Path(name).name for name in told["files"]) == files
    for name in files:
        data = Path("a/new/place", name).read_bytes()
        assert data.startswith(b"%PDF-") and name.endswith(".pdf")
        assert hashlib.sha256(data).hexdigest() in {document["sha256"] for document in told["documents"]}
        assert cli.main(["verify", f"a/new/place/{name}"]) == 0
        assert capsys.readouterr().out.startswith("unchanged since it was sealed by ")
    assert open_visits(store) == []


def test_a_declined_visit_writes_the_refusal_and_the_record(run: Callable[..., int], catalogue: Catalogue) -> None:
    assert run({**screened(begun(DELTOID), catalogue), "consent": {"decision": "declined"}}) == 0
    assert sorted(path.name.partition("-")[0] for path in Path("out").iterdir()) == ["record", "refusal"]


@pytest.mark.parametrize("decision", ["declined", "deferred"])
def test_a_needle_that_nobody_agreed_to_is_refused_and_not_passed_over(run: Callable[..., int], whole: Raw, decision: str,
                                                                       capsys: pytest.CaptureFixture[str]) -> None:
    assert run({**whole, "consent": {**whole["consent"], "decision": decision}}, "--json") == 3
    refusal = answer(capsys)
    assert refusal["gate"] == "needle-in"
    assert {"code": "consent", "subject": decision, "step": "consent"} in refusal["lacks"]


def test_running_the_same_file_twice_makes_two_visits(run: Callable[..., int], catalogue: Catalogue, store: Path) -> None:
    raw = complete(begun(DELTOID), catalogue)
    assert run(raw) == 0
    assert run(raw) == 0
    assert len(list(Path("out").glob("record*.pdf"))) == 2
    opened = Store.open(store, PASSPHRASE)
    try:
        row = opened.patient_by_identifier("C-1042")
        assert [visit.state for visit in opened.visits_of(row.id)] == ["finished", "finished"]
    finally:
        opened.close()


def test_a_known_number_with_another_name_or_birth_date_is_refused(run: Callable[..., int], catalogue: Catalogue, store: Path,
                                                                   capsys: pytest.CaptureFixture[str]) -> None:
    raw = ready(begun(DELTOID), catalogue)
    assert run(raw) == 3
    before = open_visits(store)
    for key, value in (("family_name", "Burne"), ("given_name", "Anna"), ("birth_date", "1984-03-08")):
        capsys.readouterr()
        assert run({**raw, "patient": {**raw["patient"], key: value}}, "--json") == 3
        told = capsys.readouterr()
        refusal = json.loads(told.out)
        assert (refusal["visit"], refusal["gate"]) == (None, "patient")
        assert [lack["code"] for lack in refusal["lacks"]] == ["identity"]
        assert "C-1042" in told.err
    assert open_visits(store) == before


def test_a_gate_that_refuses_names_what_it_lacks_and_the_visit_stays_open(run: Callable[..., int], store: Path,
                                                                          capsys: pytest.CaptureFixture[str]) -> None:
    assert run(begun(UPPER_TRAPEZIUS), "--json") == 3
    told = capsys.readouterr()
    refusal = json.loads(told.out)
    assert refusal["gate"] == "consent"
    lacks = {(lack["code"], lack["subject"]) for lack in refusal["lacks"]}
    assert {("unanswered", "ci-needle-phobia"), ("readiness", "rd-training"),
            ("acknowledgement", "upper-trapezius-shoulder-top-ack-1"), ("change", "cr-needle-length")} <= lacks
    assert "ci-needle-phobia" in told.err and "Everything recorded so far is kept." in told.err
    assert open_visits(store) == [refusal["visit"]]
    assert not Path("out").exists() or not list(Path("out").iterdir())


def test_what_was_sealed_before_a_gate_refused_stays(run: Callable[..., int], whole: Raw, store: Path,
                                                     capsys: pytest.CaptureFixture[str]) -> None:
    assert run({**whole, "note": {}}, "--json") == 3
    refusal = answer(capsys)
    assert refusal["gate"] == "finish"
    assert {"discharge", "aftercare", "red-flags"} == {lack["code"] for lack in refusal["lacks"]}
    [consent] = Path("out").iterdir()
    assert cli.main(["verify", str(consent)]) == 0
    assert open_visits(store) == [refusal["visit"]]
    opened = Store.open(store, PASSPHRASE)
    try:
        visit = fold(opened.events(refusal["visit"]))
    finally:
        opened.close()
    assert [document.kind for document in visit.documents] == ["consent"]
    assert [event.event for event in visit.treatment] == ["in", "out"]


REFUSED = {
    "no signature": ("consent-given", "signature"), "no chest signature": ("consent-given", "signature"),
    "no understanding": ("consent-given", "understanding"), "undecided": ("consent-given", "consent"),
    "no needle count": ("finish", "needles"), "more out than in": ("needle-out", "needles"),
    "blank signature": ("signature", "blank-signature"), "dot": ("signature", "dot-signature"),
    "stop": ("consent", "stop"), "clearance": ("consent", "clearance"), "not ready": ("consent", "readiness"),
}


def spoiled(kind: str, whole: Raw) -> Raw:
    """The whole visit with one thing wrong."""
    consent, signatures = whole["consent"], whole["consent"]["signatures"]
    answers = {**whole["screening"]}
    return {
        "no signature": {**whole, "consent": {**consent, "signatures": []}},
        "no chest signature": {**whole, "consent": {**consent, "signatures": [
            signature for signature in signatures if signature["for"] == ["needling"]]}},
        "no understanding": {**whole, "consent": {**consent, "understanding": []}},
        "undecided": {**whole, "consent": {key: value for key, value in consent.items() if key != "decision"}},
        "no needle count": {**whole, "treatment": whole["treatment"][:1]},
        "more out than in": {**whole, "treatment": [whole["treatment"][0], {**whole["treatment"][1], "count": 3}]},
        "blank signature": {**whole, "consent": {**consent, "signatures": [{**signatures[0], "strokes": []}]}},
        "dot": {**whole, "consent": {**consent, "signatures": [{**signatures[0], "strokes": [[[0.5, 0.5, 0, 0.5]]]}]}},
        "stop": {**whole, "screening": {**answers, "ci-fever-infection": "yes"}},
        "clearance": {**whole, "screening": {**answers, "pr-copd-emphysema": "unknown"}},
        "not ready": {**whole, "readiness": {**whole["readiness"], "rd-training": "no"}},
    }[kind]


@pytest.mark.parametrize("kind", REFUSED)
def test_each_gate_refuses_with_3_and_says_why(run: Callable[..., int], whole: Raw, store: Path, kind: str,
                                               capsys: pytest.CaptureFixture[str]) -> None:
    assert run(spoiled(kind, whole), "--json") == 3
    refusal = answer(capsys)
    gate, code = REFUSED[kind]
    assert refusal["gate"] == gate
    assert code in {lack["code"] for lack in refusal["lacks"]}
    assert open_visits(store) == [refusal["visit"]]


def test_a_stop_has_no_way_past_it(run: Callable[..., int], catalogue: Catalogue) -> None:
    raw = consented(begun(DELTOID), catalogue)
    clearance = {"by": "Dr Keane", "date": "2026-11-02", "text": "go on"}
    raw["screening"]["ci-fever-infection"] = {"answer": "yes", "clearance": clearance}
    assert run({**raw, "changes_accepted": ["ci-fever-infection"],
                "overrides": [{"finding": "ci-fever-infection", "reason": "she insists"}]}) == 3
    assert not list(Path().glob("out/*"))


# the store and its passphrase


def test_without_a_passphrase_and_a_terminal_the_store_stays_shut(run: Callable[..., int], whole: Raw, store: Path,
                                                                  monkeypatch: pytest.MonkeyPatch,
                                                                  capsys: pytest.CaptureFixture[str]) -> None:
    before = bytes_of(store)
    with open(os.devnull, encoding="utf-8") as nobody:
        for stdin in (nobody, None):
            monkeypatch.setattr(sys, "stdin", stdin)
            monkeypatch.setenv("NEEDLESAFE_PASSPHRASE", "")
            assert run(whole) == 7
            monkeypatch.delenv("NEEDLESAFE_PASSPHRASE")
            assert run(whole) == 7
            told = capsys.readouterr()
            assert told.out == "" and "NEEDLESAFE_PASSPHRASE" in told.err
    assert bytes_of(store) == before and not Path("out").exists()


def test_a_wrong_passphrase_ends_with_7_and_changes_nothing(run: Callable[..., int], whole: Raw, store: Path,
                                                            monkeypatch: pytest.MonkeyPatch,
                                                            capsys: pytest.CaptureFixture[str]) -> None:
    before = bytes_of(store)
    monkeypatch.setenv("NEEDLESAFE_PASSPHRASE", "another river altogether")
    assert run(whole, "--json") == 7
    told = capsys.readouterr()
    refusal = json.loads(told.out)
    assert refusal["error"] and refusal["safe"] and refusal["remedy"] and refusal["faults"] == []
    assert refusal["safe"] in told.err
    assert bytes_of(store) == before and not Path("out").exists()


def test_a_store_with_several_users_asks_who(run: Callable[..., int], whole: Raw, store: Path,
                                             monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    opened = Store.open(store, PASSPHRASE)
    opened.add_user(ANNA, "a second river entirely")
    opened.close()
    assert run(whole) == 7
    assert "conor" in capsys.readouterr().err
    monkeypatch.setenv("NEEDLESAFE_USER", "conor")
    assert run(whole) == 0
    monkeypatch.setenv("NEEDLESAFE_USER", "anna")
    assert run(whole) == 7


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder but its lock."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "store.lock"}


def test_the_users_own_store_is_made_at_first_use(folder: Path, catalogue: Catalogue, a_home_of_its_own: Path,
                                                  monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEEDLESAFE_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("NEEDLESAFE_DATA", str(folder / "data"))
    Path("visit.json").write_bytes(written(complete(begun(DELTOID), catalogue)))
    assert cli.main(["run", "visit.json", "--out", "out"]) == 0
    opened = Store.open(folder / "data" / "store", PASSPHRASE)
    assert (opened.user.id, opened.user.practitioner.name) == ("Conor Walsh", "Conor Walsh")
    opened.close()
    assert not list(a_home_of_its_own.rglob("*"))


# verify and extract


@pytest.fixture
def sealed(run: Callable[..., int], whole: Raw, capsys: pytest.CaptureFixture[str]) -> dict[str, Path]:
    """The three sealed files of a visit."""
    assert run(whole) == 0
    capsys.readouterr()
    return {path.name.partition("-")[0]: path for path in Path("out").iterdir()}


def test_a_changed_file_ends_with_4_and_never_says_unchanged(sealed: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    data = bytearray(sealed["consent"].read_bytes())
    data[data.index(b"stream") + 40] ^= 1
    Path("changed.pdf").write_bytes(data)
    assert cli.main(["verify", "changed.pdf", "--json"]) == 4
    told = answer(capsys)
    assert told["verdict"] == "changed" and told["reason"]
    assert told["sha256"] == hashlib.sha256(data).hexdigest()
    assert cli.main(["verify", "changed.pdf", "--no-register"]) == 6


def test_a_stranger_finds_a_sealed_file_not_ours_unless_the_certificate_is_trusted(sealed: dict[str, Path],
                                                                                  capsys: pytest.CaptureFixture[str]) -> None:
    [der] = Register().certificates()
    Path("cert.pem").write_text(pem(der))
    for path in sealed.values():
        assert cli.main(["verify", str(path), "--no-register"]) == 6
        assert hashlib.sha256(der).hexdigest() in capsys.readouterr().out
        assert cli.main(["verify", str(path), "--no-register", "--trust", "cert.pem"]) == 0
    data = sealed["record"].read_bytes()
    for place in (200, len(data) // 2, len(data) - 4):
        Path("changed.pdf").write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1:])
        assert cli.main(["verify", "changed.pdf", "--no-register", "--trust", "cert.pem"]) in (4, 5, 6)
    Path("no.pem").write_text("no certificate")
    assert cli.main(["verify", str(path), "--trust", "no.pem"]) == 2


def pem(der: bytes) -> str:
    """The certificate as people hand it round."""
    from base64 import encodebytes
    return f"-----BEGIN CERTIFICATE-----\n{encodebytes(der).decode()}-----END CERTIFICATE-----\n"


def test_what_is_no_pdf_cannot_be_verified(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("noise.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 40)
    assert cli.main(["verify", "noise.pdf", "--json"]) == 5
    assert answer(capsys)["verdict"] == "cannot be verified"


def test_verify_needs_neither_passphrase_nor_store(sealed: dict[str, Path], store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEEDLESAFE_PASSPHRASE")
    store.rename("elsewhere")
    assert cli.main(["verify", str(sealed["record"])]) == 0


def test_extract_gives_a_visit_file_that_run_again_extracts_to_the_same(run: Callable[..., int], sealed: dict[str, Path],
                                                                       capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["extract", str(sealed["record"])]) == 0
    first = capsys.readouterr().out
    assert json.loads(first)["format"] == "needlesafe-visit"
    assert run(json.loads(first), out="again") == 0
    capsys.readouterr()
    [record] = Path("again").glob("record*.pdf")
    assert cli.main(["extract", str(record)]) == 0
    assert capsys.readouterr().out == first


def test_extract_writes_the_machine_readable_copies_into_a_folder(sealed: dict[str, Path],
                                                                 capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["extract", str(sealed["record"]), "--out", "copies", "--json"]) == 0
    assert sorted(Path(name).name for name in answer(capsys)) == ["consent.pdf", "journal.json", "visit.fhir.json",
                                                                "visit.json"]
    assert Path("copies/consent.pdf").read_bytes() == sealed["consent"].read_bytes()
    assert schema_faults(json.loads(Path("copies/visit.fhir.json").read_bytes())) == []
    events = json.loads(Path("copies/journal.json").read_bytes())
    assert [event["sequence"] for event in events] == list(range(1, len(events) + 1))
    assert cli.main(["extract", str(sealed["aftercare"])]) == 2
    Path("noise.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)))
    assert cli.main(["extract", "noise.pdf", "--out", "none"]) == 2
    assert not Path("none").exists()


# one program


def test_every_way_to_call_it_is_the_same_program() -> None:
    entry = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]["needlesafe"]
    assert entry == "needlesafe.cli:main"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    told = [subprocess.run([sys.executable, *way, "content", "list", "nerves", "--json"], capture_output=True,
                           env=environment, timeout=60) for way in ways()]
    assert [done.returncode for done in told] == [0] * len(told)
    assert len({done.stdout for done in told}) == 1
    assert {row["id"] for row in json.loads(told[0].stdout)} >= {"n-sciatic", "n-radial"}


def ways() -> list[list[str]]:
    """The ways to call the program; `main.py` only where it would not have to make its environment first."""
    installed = ["-c", "import sys; from needlesafe.cli import main; sys.exit(main())"]
    made = (ROOT / ".venv" / "needlesafe-stamp").exists()
    return [["-m", "needlesafe"], installed, *([[str(ROOT / "main.py")]] if made else [])]


def test_a_file_in_any_alphabet_is_answered_on_any_terminal(folder: Path) -> None:
    raw = begun(DELTOID, screening={"pf-lung-disease": {"answer": "yes", "detail": "Żółć Щукина"}})
    raw["patient"] = {**raw["patient"], "family_name": "Щукина", "nickname": "Żółć"}
    Path("visit.json").write_bytes(written(raw))
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    done = subprocess.run([sys.executable, "-m", "needlesafe", "assess", "visit.json", "--json"], capture_output=True,
                          env=environment, timeout=60)
    assert done.returncode == 2 and b"Traceback" not in done.stderr
    assert json.loads(done.stdout.decode("utf-8"))["faults"][0]["place"] == "patient.nickname"
