"""The one command: it makes the environment from the lock, says so on standard error alone, and hands over."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

import main

ROOT = Path(main.__file__).parent
PROGRAM = """
import json, sys
import pin
print(json.dumps({"arguments": sys.argv[1:], "prefix": sys.prefix, "pin": pin.VERSION}))
"""

on_posix = pytest.mark.skipif(os.name != "posix", reason="the hand-over replaces the process on POSIX only")


def add_wheel(folder: Path, version: str) -> str:
    """Returns the line of a lock that names a small wheel, which is put into the folder."""
    folder.mkdir(exist_ok=True)
    wheel = folder / f"pin-{version}-py3-none-any.whl"
    facts = f"pin-{version}.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("pin.py", f'VERSION = "{version}"\n')
        archive.writestr(f"{facts}/METADATA", f"Metadata-Version: 2.1\nName: pin\nVersion: {version}\n")
        archive.writestr(f"{facts}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\n"
                                           "Tag: py3-none-any\n")
        archive.writestr(f"{facts}/RECORD", f"pin.py,,\n{facts}/METADATA,,\n{facts}/WHEEL,,\n{facts}/RECORD,,\n")
    return f"pin=={version} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"


def make_root(root: Path) -> Path:
    """Returns a folder that is shaped like the project, with a program of three lines and one wheel."""
    (root / "needlesafe").mkdir(parents=True)
    shutil.copy(main.__file__, root / "main.py")
    (root / "needlesafe" / "__init__.py").touch()
    (root / "needlesafe" / "__main__.py").write_text(PROGRAM)
    (root / main.PROGRAM_LOCK).write_text(add_wheel(root / "wheels", "1.0"))
    return root


def begin(root: Path, *arguments: str, cwd: Path | None = None) -> subprocess.Popen[str]:
    """Returns a start that is under way, on a search path that holds no command at all."""
    quiet = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    return subprocess.Popen([sys.executable, "-I", str(root / "main.py"), *arguments], text=True, cwd=cwd or root,
                            env=quiet | {"PATH": str(root / "nothing")}, stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def outcome(start: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Returns the exit code, standard output and standard error of a start."""
    out, err = start.communicate(timeout=120)
    return start.returncode, out, err


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """Returns a root after its first start, with what that start wrote."""
    root = make_root(tmp_path_factory.mktemp("project") / "root")
    code, out, err = outcome(begin(root, "content", "list", "--json"))
    assert code == 0, err
    return root, out, err


@on_posix
def test_the_first_start_speaks_on_standard_error_only(made: tuple[Path, str, str]) -> None:
    root, out, err = made
    assert json.loads(out) == {"arguments": ["content", "list", "--json"], "prefix": str(root / ".venv"),
                               "pin": "1.0"}
    assert "making the environment" in err and "the environment is ready" in err


@on_posix
def test_the_next_start_says_nothing_and_imports_nothing_from_where_it_is_called(
        made: tuple[Path, str, str], tmp_path: Path) -> None:
    root, _, _ = made
    (tmp_path / "pin.py").write_text("VERSION = 'a stranger in the current folder'")
    code, out, err = outcome(begin(root, "verify", "a file.pdf", cwd=tmp_path))
    assert (code, err) == (0, "")
    assert json.loads(out) == {"arguments": ["verify", "a file.pdf"], "prefix": str(root / ".venv"), "pin": "1.0"}


@on_posix
def test_a_lock_that_is_only_touched_costs_no_new_environment(made: tuple[Path, str, str]) -> None:
    root, _, _ = made
    os.utime(root / main.PROGRAM_LOCK, (1, 1))
    assert main.is_current(str(root), main.PROGRAM_LOCK)
    assert outcome(begin(root, "x"))[2] == ""


@on_posix
def test_two_starts_after_a_new_lock_make_the_environment_once(made: tuple[Path, str, str], tmp_path: Path) -> None:
    root = shutil.copytree(made[0], tmp_path / "moved", symlinks=True)
    assert json.loads(outcome(begin(root, "x"))[1])["prefix"] == str(root / ".venv"), "a folder may be moved"
    (root / main.PROGRAM_LOCK).write_text(add_wheel(root / "wheels", "2.0"))
    starts = [begin(root, str(number)) for number in range(2)]
    ends = [outcome(start) for start in starts]
    assert [(code, json.loads(out)["pin"]) for code, out, _ in ends] == [(0, "2.0")] * 2
    said = "".join(err for _, _, err in ends)
    assert said.count("the environment is ready") == 1
    assert "another start is making the environment" in said


@on_posix
def test_an_environment_whose_making_was_killed_is_made_again(tmp_path: Path) -> None:
    root = make_root(tmp_path / "root")
    first = begin(root, "x")
    while not (root / ".venv" / "bin" / "python").exists():
        time.sleep(0.005)
    time.sleep(0.2)
    first.send_signal(signal.SIGKILL)
    first.wait()
    code, out, err = outcome(begin(root, "x"))
    first.communicate()
    assert (code, json.loads(out)["pin"]) == (0, "1.0"), err
    assert "making the environment" in err


@on_posix
def test_a_wheel_that_is_not_the_one_in_the_lock_is_refused(tmp_path: Path) -> None:
    root = make_root(tmp_path / "root")
    with zipfile.ZipFile(root / "wheels" / "pin-1.0-py3-none-any.whl", "a") as wheel:
        wheel.writestr("stranger.py", "")
    code, out, err = outcome(begin(root, "x"))
    assert (code, out) == (1, "")
    assert "DO NOT MATCH THE HASHES" in err and "try again at any time" in err and "Traceback" not in err
    assert main.stamp(str(root)) == {}


def test_a_folder_of_wheels_is_the_only_source_where_there_is_one(tmp_path: Path) -> None:
    assert main.source(str(tmp_path)) == []
    (tmp_path / "wheels").mkdir()
    assert main.source(str(tmp_path)) == ["--no-index", "--find-links", str(tmp_path / "wheels")]


def test_an_environment_counts_only_with_this_python_this_lock_and_a_whole_stamp(tmp_path: Path) -> None:
    root = str(tmp_path)
    lock = tmp_path / main.PROGRAM_LOCK
    lock.write_text("pin==1.0\n")
    assert not main.is_current(root, main.PROGRAM_LOCK)
    python = Path(main.python_of(root))
    python.parent.mkdir(parents=True)
    python.touch()
    entry = f"{main.fingerprint(str(lock))} {main.file_marks(str(lock))}"
    main.write_stamp(root, {"python": main.PYTHON, main.PROGRAM_LOCK: entry})
    assert main.is_current(root, main.PROGRAM_LOCK)
    assert not main.is_current(root, main.TEST_LOCK)
    main.write_stamp(root, {"python": "2.7", main.PROGRAM_LOCK: entry})
    assert not main.is_current(root, main.PROGRAM_LOCK)
    main.write_stamp(root, {"python": main.PYTHON, main.PROGRAM_LOCK: entry})
    lock.write_text("pin==2.0\n")
    assert not main.is_current(root, main.PROGRAM_LOCK)


def test_whatever_may_be_missing_is_installed_by_one_line() -> None:
    assert main.apt_line(["libEGL.so.1", "ensurepip", "pdftotext"]) == [
        "apt-get", "install", "-y", "--no-install-recommends", "libegl1", f"python{main.PYTHON}-venv", "poppler-utils"]
    known = main.QT_LIBRARIES | main.INSTALLER | main.TEST_TOOLS
    assert len(main.apt_line(list(known))) == 4 + len(known)


@pytest.mark.skipif(not (main.is_debian() and os.geteuid() == 0), reason="only root gets packages installed")
def test_root_gets_what_is_missing_installed_and_hears_what_stays_missing(made: tuple[Path, str, str]) -> None:
    root, _, _ = made
    (root / main.TEST_LOCK).write_text((root / main.PROGRAM_LOCK).read_text())
    stand_in = root / "nothing" / "apt-get"
    stand_in.parent.mkdir()
    stand_in.write_text(f'#!/bin/sh\necho "$@" >> {root}/asked\necho installing nothing\n')
    stand_in.chmod(0o755)
    try:
        _, out, err = outcome(begin(root, "test"))
    finally:
        shutil.rmtree(stand_in.parent)
    assert out == ""
    assert "this machine lacks" in err and "installing nothing" in err
    lacking = [tool for tool in main.TEST_TOOLS if not os.path.exists(tool)]
    assert (root / "asked").read_text().splitlines() == ["update", " ".join(main.apt_line(lacking)[1:])]
    assert f"WARNING: every test is SKIPPED that needs {', '.join(sorted(lacking))}" in err
    assert {"Xvfb", "dbus-run-session", "pdftotext", "qpdf", "strace", "xauth"} <= set(lacking)


def test_a_library_that_no_system_has_counts_as_missing() -> None:
    assert not main.is_loadable("libneedlesafe-that-is-nowhere.so.0")


def test_the_word_full_asks_for_the_long_counts_and_is_not_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("NEEDLESAFE_FULL", raising=False)
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    assert main.test_call(["-k", "needles"]) == ["-m", "pytest", "-k", "needles"]
    assert "NEEDLESAFE_FULL" not in os.environ
    monkeypatch.setenv("NEEDLESAFE_FULL", "")
    assert main.test_call(["--full", "-x"]) == ["-m", "pytest", "-x"]
    assert os.environ["NEEDLESAFE_FULL"] == "1"
    assert os.environ["QT_QPA_PLATFORM"] == "xcb"


def test_all_tests_run_side_by_side_and_a_part_of_them_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("NEEDLESAFE_FULL", "")
    assert main.test_call([])[2:4] == main.test_call(["--full"])[2:4] == ["-n", "auto"]
    assert main.test_call(["tests/domain"]) == ["-m", "pytest", "tests/domain"]


@pytest.mark.parametrize("lock", [main.PROGRAM_LOCK, main.TEST_LOCK])
def test_every_line_of_a_lock_is_pinned_and_hashed(lock: str) -> None:
    entries = re.split(r"\n(?=[A-Za-z0-9])", (ROOT / lock).read_text().strip())
    assert len(entries) > 20
    for entry in entries:
        assert re.match(r"[\w.-]+==[\w.]+( ; [^\\]+)? \\\n", entry), entry[:80]
        assert "--hash=sha256:" in entry, entry[:80]


def test_the_lock_of_the_tests_holds_all_of_the_program_lock() -> None:
    program, tests = (set(re.findall(r"^[\w.-]+==[\w.]+", (ROOT / lock).read_text(), re.MULTILINE))
                      for lock in (main.PROGRAM_LOCK, main.TEST_LOCK))
    assert program < tests
