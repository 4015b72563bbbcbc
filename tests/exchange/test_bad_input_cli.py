"""Bad input on the command line: exit 2, every fault named with its path, nothing written anywhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from needlesafe import cli
from needlesafe.domain.catalogue import Catalogue
from tests.helpers.example_file import example, put, without
from tests.helpers.visit_files import written
from tests.helpers.workplaces import PASSPHRASE

Raw = dict[str, Any]
ROOT = Path(__file__).resolve().parents[2]


def bad_files(catalogue: Catalogue) -> dict[str, tuple[bytes, set[str]]]:
    """Every kind of bad file with the paths that must be named."""
    raw = example(catalogue)
    several = without(put(put(raw, "sites/0/muscle", "m-nobody"), "patient/height_cm", "tall"), "practitioner/name")
    return {
        "unknown id": (written(put(raw, "screening/pr-nothing", "no")), {"screening.pr-nothing"}),
        "unknown key": (written(put(raw, "patient/nickname", "A")), {"patient.nickname"}),
        "missing key": (written(without(raw, "sites/0/side")), {"sites[0].side"}),
        "wrong type": (written(put(raw, "sites/0/needles", "two")), {"sites[0].needles"}),
        "several": (written(several), {"sites[0].muscle", "patient.height_cm", "practitioner.name"}),
        "future version": (written(put(raw, "version", 2)), {"version"}),
        "cut short": (written(raw)[:300], {"line 14, column 11"}),
        "empty": (b"", {"line 1, column 1"}),
        "noise": (os.urandom(10_000_000), {"the file"}),
        "half a character": (json.dumps(put(raw, "note/response", "\ud800")).encode(), {"note.response"}),
        "half a character in a key": (json.dumps(put(raw, "screening/\ud800", "no")).encode(), {"screening.\\ud800"}),
    }


KINDS = ("unknown id", "unknown key", "missing key", "wrong type", "several", "future version", "cut short", "empty", "noise",
         "half a character", "half a character in a key")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with a passphrase at hand, so that a store could be made."""
    monkeypatch.setenv("NEEDLESAFE_PASSPHRASE", PASSPHRASE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def everything(*folders: Path) -> list[str]:
    """Every file and folder below some folders."""
    return sorted(str(path) for folder in folders for path in folder.rglob("*"))


def paths_told(text: str) -> set[str]:
    """The paths at the beginning of the lines of standard error."""
    return {line.rpartition(": ")[0].partition(": ")[0] for line in text.splitlines() if ": " in line}


@pytest.mark.parametrize("verb", ["assess", "run"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_bad_file_ends_with_2_names_every_fault_and_writes_nothing(
        catalogue: Catalogue, place: Path, a_home_of_its_own: Path, capsys: pytest.CaptureFixture[str], kind: str,
        verb: str) -> None:
    data, wanted = bad_files(catalogue)[kind]
    Path("visit.json").write_bytes(data)
    call = [verb, "visit.json", *(["--out", "out"] if verb == "run" else [])]
    assert cli.main(call) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert wanted <= paths_told(told.err)
    assert "Nothing was written." in told.err
    assert cli.main([*call, "--json"]) == 2
    told = capsys.readouterr()
    answer = json.loads(told.out)
    assert {fault["place"] for fault in answer["faults"]} == wanted
    assert all(fault["text"] for fault in answer["faults"])
    assert wanted <= paths_told(told.err)
    assert everything(place, a_home_of_its_own) == [str(place / "visit.json")]


def test_a_file_that_is_not_there_or_is_a_folder_ends_with_2(place: Path, a_home_of_its_own: Path,
                                                             capsys: pytest.CaptureFixture[str]) -> None:
    Path("folder").mkdir()
    for verb in (["assess"], ["run", "--out", "out"], ["verify"], ["extract"], ["extract", "--out", "out"]):
        for name in ("nobody.json", "folder"):
            assert cli.main([*verb, name]) == 2, verb
            assert name in capsys.readouterr().err
    assert everything(place, a_home_of_its_own) == [str(place / "folder")]


def test_a_place_that_takes_no_files_is_refused_before_anything_is_written(
        catalogue: Catalogue, place: Path, a_home_of_its_own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("visit.json").write_bytes(written(example(catalogue)))
    for out in ("visit.json", "visit.json/below"):
        assert cli.main(["run", "visit.json", "--out", out]) == 2
        assert "--out: " in capsys.readouterr().err
    assert everything(place, a_home_of_its_own) == [str(place / "visit.json")]


def test_a_call_that_nobody_understands_ends_with_2(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for call in (["assist", "a.json"], ["run", "a.json"], ["assess"], ["content"], ["content", "schema"],
                 ["assess", "a.json", "--out", "x"], ["--version", "7"]):
        with pytest.raises(SystemExit) as caught:
            cli.main(call)
        assert caught.value.code == 2, call
        told = capsys.readouterr()
        assert told.out == "" and told.err, call
    for call in (["list", "musles"], ["schema", "musles"], ["show", "musles"]):
        assert cli.main(["content", *call]) == 2
        assert "musles" in capsys.readouterr().err


@pytest.mark.parametrize(("kind", "verb"), [("several", "assess"), ("half a character in a key", "run"), ("noise", "run")])
def test_a_bad_file_ends_with_2_in_a_process_of_its_own(catalogue: Catalogue, place: Path, a_home_of_its_own: Path,
                                                        kind: str, verb: str) -> None:
    data, wanted = bad_files(catalogue)[kind]
    Path("visit.json").write_bytes(data)
    call = [sys.executable, "-m", "needlesafe", verb, "visit.json", *(["--out", "out"] if verb == "run" else [])]
    done = subprocess.run([*call, "--json"], capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
                          stdin=subprocess.DEVNULL, timeout=60)
    assert done.returncode == 2
    assert {fault["place"] for fault in json.loads(done.stdout)["faults"]} == wanted
    assert wanted <= paths_told(done.stderr.decode())
    assert b"Traceback" not in done.stderr
    assert everything(place, a_home_of_its_own) == [str(place / "visit.json")]
