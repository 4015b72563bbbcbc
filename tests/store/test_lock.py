"""One process holds a store; a lock is freed only when its holder is provably dead."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from needlesafe.errors import StoreRefused
from needlesafe.store import Store, lock
from tests.store.samples import PASSPHRASE, kept, new_store

HOLD = ("import sys, time; from pathlib import Path; from needlesafe.store import Store\n"
        f"store = Store.open(Path(sys.argv[1]), {PASSPHRASE!r}); print('open', flush=True); time.sleep(60)\n")


def holder_of(folder: Path) -> subprocess.Popen[str]:
    """Another process that has the store open."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdout.readline() == "open\n"
    return process


def left_behind(folder: Path, **changes: object) -> None:
    """A lock as a process left it that no longer runs."""
    told = {"pid": os.getpid(), "host": socket.gethostname(), "machine": lock._machine(), "boot": lock._boot(),
            "started": lock._started(os.getpid())}
    (folder / "store.lock").write_text(json.dumps({**told, **changes}))


def test_a_second_process_is_refused_and_told_who_holds_the_store(folder: Path) -> None:
    new_store(folder).close()
    process = holder_of(folder)
    try:
        with pytest.raises(StoreRefused) as caught:
            Store.open(folder, PASSPHRASE)
        assert f"process {process.pid} on {socket.gethostname()}" in caught.value.happened
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    started = time.monotonic()
    with Store.open(folder, PASSPHRASE) as opened:
        kept(opened, 1)
    assert time.monotonic() - started < 3


def test_the_same_process_does_not_open_a_store_twice(store: Store, folder: Path) -> None:
    with pytest.raises(StoreRefused, match="already open"):
        Store.open(folder, PASSPHRASE)


def test_a_hard_link_to_the_database_does_not_open_it_twice(store: Store, folder: Path) -> None:
    twin = folder.parent / "twin"
    twin.mkdir()
    os.link(folder / "store.db", twin / "store.db")
    (twin / "store.key").write_bytes((folder / "store.key").read_bytes())
    code = HOLD.replace("; time.sleep(60)", "")
    done = subprocess.run([sys.executable, "-c", code, str(twin)], capture_output=True, text=True, check=False)
    assert "already open" in done.stderr


def test_a_closed_store_lets_the_next_one_in(folder: Path) -> None:
    new_store(folder).close()
    assert (folder / "store.lock").read_bytes().strip() == b""
    Store.open(folder, PASSPHRASE).close()


@pytest.mark.parametrize("changes", [{"pid": 2**22 + 5}, {"started": "1"}, {"boot": "another start of the computer"}],
                         ids=["dead", "number used again", "restarted"])
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the system does not say when a process started")
def test_a_dead_holder_is_no_hindrance(folder: Path, changes: dict[str, object]) -> None:
    new_store(folder).close()
    left_behind(folder, **changes)
    Store.open(folder, PASSPHRASE).close()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the system does not say when a process started")
def test_a_living_holder_is_believed_even_where_the_system_gives_no_locks(folder: Path) -> None:
    new_store(folder).close()
    left_behind(folder)
    with pytest.raises(StoreRefused, match="already open"):
        Store.open(folder, PASSPHRASE)


def test_a_holder_on_another_computer_is_never_taken_for_dead(folder: Path) -> None:
    new_store(folder).close()
    left_behind(folder, pid=2**22 + 5, host="reception", machine="ffff")
    with pytest.raises(StoreRefused, match="on another computer: by process .* on reception"):
        Store.open(folder, PASSPHRASE)


@pytest.mark.parametrize("text", ["", "\0" * 200, "{", "[]", '{"pid": "x"}'])
def test_a_torn_lock_is_no_hindrance(folder: Path, text: str) -> None:
    new_store(folder).close()
    (folder / "store.lock").write_text(text)
    Store.open(folder, PASSPHRASE).close()


def test_a_refused_opening_gives_the_lock_back(folder: Path) -> None:
    new_store(folder).close()
    database = (folder / "store.db").rename(folder.parent / "moved")
    with pytest.raises(StoreRefused, match="missing"):
        Store.open(folder, PASSPHRASE)
    database.rename(folder / "store.db")
    Store.open(folder, PASSPHRASE).close()
