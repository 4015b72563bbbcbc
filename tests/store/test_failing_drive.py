"""A full disk or a failing drive is said plainly, and what was saved before stays."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from needlesafe.store import Store
from tests.store.samples import PASSPHRASE, new_store

ROOT = Path(__file__).parents[2]
WRITER = [sys.executable, "-m", "tests.store.failing_writer"]


def told_by(command: list[str]) -> dict[str, Any]:
    """What a writer on a failing drive tells; the test is skipped where the system cannot make one."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if not done.stdout and done.returncode and any(word in done.stderr for word in ("unshare:", "mount:", "strace:")):
        pytest.skip("this system lets nobody make a drive that fails")
    assert done.returncode == 0, done.stderr
    return {name: value for line in done.stdout.splitlines() for name, value in json.loads(line).items()}


def assert_nothing_lost(folder: Path, told: dict[str, Any]) -> None:
    """What was taken was readable at once and is there when the store is opened again."""
    assert told["readable"] == told["taken"]
    with Store.open(folder, PASSPHRASE) as opened:
        assert len(opened.events("v1")) >= told["taken_later"]
        assert opened.warnings == ()


@pytest.mark.parametrize("limit", [150_000, 401_000, 1_000_003])
def test_after_a_failed_write_the_store_is_only_read_until_it_is_opened_again(folder: Path, limit: int) -> None:
    new_store(folder).close()
    told = told_by([*WRITER, str(folder), str(limit)])
    assert told["taken"] > 3
    assert told["first"].startswith("The last entry was not saved: the drive reported an error. "
                                    "Everything saved before is still there.")
    assert "only read now" in told["second"]
    assert told["taken_later"] == told["taken"]
    assert_nothing_lost(folder, told)


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
@pytest.mark.parametrize("which", [12, 40])
def test_after_a_failed_sync_the_store_is_only_read_until_it_is_opened_again(folder: Path, which: int) -> None:
    new_store(folder).close()
    fails = ["strace", "-f", "-o", "/dev/null", "-e", "trace=fsync,fdatasync",
             "-e", f"inject=fsync,fdatasync:error=EIO:when={which}"]
    told = told_by([*fails, *WRITER, str(folder), "0"])
    assert "the drive reported an error" in told["first"]
    assert "only read now" in told["second"]
    assert_nothing_lost(folder, told)


@pytest.mark.skipif(not shutil.which("unshare"), reason="unshare is not installed")
def test_on_a_full_disk_what_was_saved_stays_and_room_lets_it_go_on(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    script = ('mount -t tmpfs -o size=2m none "$1" && head -c 1000000 /dev/zero > "$1/ballast" && '
              'shift && "$@" make && "$@" 0 && cp -r "$4" "$4/../../kept" && '
              '! cat /dev/zero > "$4/../ballast" 2> /dev/null && "$@" read')
    folder = small / "store"
    told = told_by(["unshare", "-rm", "sh", "-c", script, "sh", str(small), *WRITER, str(folder)])
    assert "the disk is full" in told["first"] and "Everything saved before is still there" in told["first"]
    assert told["taken_later"] > told["taken"] > 10
    assert told["read on a full disk"] == told["taken_later"]
    assert_nothing_lost(tmp_path / "kept", told)
