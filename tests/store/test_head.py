"""An older copy that is put back, a cut end or another copy is told at opening."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from needlesafe.errors import StoreRefused
from needlesafe.store import Store
from tests.store.samples import PASSPHRASE, event, events, kept, new_store, summary


def go_on(folder: Path, number: int) -> None:
    """Takes one event of a new visit more."""
    with Store.open(folder, PASSPHRASE) as opened:
        kept(opened, 1, f"later-{number}")


@pytest.fixture
def older(folder: Path, tmp_path: Path) -> Path:
    """A copy of a store with 5 events, made before it took 3 more."""
    with new_store(folder) as made:
        kept(made, 5)
    shutil.copytree(folder, tmp_path / "older")
    for number in range(3):
        go_on(folder, number)
    return tmp_path / "older"


def warnings_of(folder: Path) -> str:
    """What the store says of itself at opening."""
    with Store.open(folder, PASSPHRASE) as opened:
        return "\n".join(opened.warnings)


def test_a_store_that_only_went_on_gives_no_warning(folder: Path, older: Path) -> None:
    assert warnings_of(folder) == ""


def test_an_older_database_put_back_is_told_with_what_is_missing(folder: Path, older: Path) -> None:
    shutil.copy(older / "store.db", folder / "store.db")
    told = warnings_of(folder)
    assert "older copy" in told and "8 entries were saved and 5 are here, so 3 are missing" in told
    assert "2026-11-21T10:00:05.000Z" in told


def test_an_older_copy_of_the_whole_folder_put_back_is_told(folder: Path, older: Path) -> None:
    shutil.rmtree(folder)
    shutil.copytree(older, folder)
    assert "3 are missing" in warnings_of(folder)


def test_an_older_copy_is_told_until_somebody_goes_on(folder: Path, older: Path) -> None:
    shutil.copy(older / "store.db", folder / "store.db")
    assert warnings_of(folder) == warnings_of(folder) != ""
    go_on(folder, 9)
    assert warnings_of(folder) == ""


def test_a_lost_write_ahead_log_is_told(folder: Path, tmp_path: Path) -> None:
    with new_store(folder) as made:
        kept(made, 2)
    with Store.open(folder, PASSPHRASE) as opened:
        kept(opened, 4, "v2")
        shutil.copy(folder / "store.db", tmp_path / "without-log.db")
    shutil.copy(tmp_path / "without-log.db", folder / "store.db")
    assert "6 entries were saved and 2 are here" in warnings_of(folder)


@pytest.mark.parametrize("damage", ["cut", "flipped"])
def test_a_damaged_write_ahead_log_is_told(folder: Path, tmp_path: Path, damage: str) -> None:
    stopped = tmp_path / "stopped" / "store"
    with new_store(folder) as made:
        kept(made, 6)
        shutil.copytree(folder, stopped)
    (stopped / "store.lock").write_bytes(b"")
    log = bytearray((stopped / "store.db-wal").read_bytes())
    log[-20_000] ^= 1
    (stopped / "store.db-wal").write_bytes(log if damage == "flipped" else log[:-20_000])
    told = warnings_of(stopped)
    assert "6 entries were saved" in told and "are missing" in told


def test_an_old_page_put_back_is_found_or_does_no_harm(folder: Path, tmp_path: Path) -> None:
    with new_store(folder) as made:
        whole = list(kept(made, 30))
    old = (folder / "store.db").read_bytes()
    with Store.open(folder, PASSPHRASE) as opened:
        for _ in range(30):
            whole.append(event(whole[-1]))
            opened.append([whole[-1]], summary(whole[-1]))
    path, found = folder / "store.db", 0
    new = path.read_bytes()
    changed = [at for at in range(0, len(old), 4096) if old[at:at + 4096] != new[at:at + 4096]]
    for at in changed:
        path.write_bytes(new[:at] + old[at:at + 4096] + new[at + 4096:])
        try:
            with Store.open(folder, PASSPHRASE) as opened:
                if opened.warnings:
                    found += 1
                else:
                    assert opened.events("v1") == tuple(whole)
        except StoreRefused:
            found += 1
    print(f"{len(changed)} old pages put back, {found} found, the others do no harm")
    assert found


def test_another_copy_that_went_its_own_way_is_told(folder: Path, older: Path) -> None:
    with Store.open(older, PASSPHRASE) as opened:
        for number in range(4):
            kept(opened, 1, f"elsewhere-{number}")
    shutil.copy(older / "store.db", folder / "store.db")
    assert "another copy was put in its place" in warnings_of(folder)


def test_another_store_in_the_same_place_is_told(folder: Path, tmp_path: Path) -> None:
    new_store(folder).close()
    new_store(tmp_path / "other").close()
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "other", folder)
    assert "another store" in warnings_of(folder)


def test_a_head_that_somebody_wrote_is_told(folder: Path, older: Path) -> None:
    shutil.copy(older / "store.db", folder / "store.db")
    for head in (folder / "head", folder.with_name("store.head")):
        head.write_bytes(head.read_bytes().replace(b'"sequence": 8', b'"sequence": 5'))
    assert "changed by something other than NeedleSafe" in warnings_of(folder)


@pytest.mark.parametrize("noise", [b"", b"{}", b"\xff" * 384, b"[1]", b"null"])
def test_a_head_that_cannot_be_read_is_told_and_written_anew(folder: Path, noise: bytes) -> None:
    with new_store(folder) as made:
        kept(made, 2)
    (folder / "head").write_bytes(noise)
    assert "head cannot be read" in warnings_of(folder)
    go_on(folder, 1)
    assert warnings_of(folder) == ""


def test_a_store_that_was_moved_gives_no_warning(folder: Path, tmp_path: Path, older: Path) -> None:
    shutil.copytree(folder, tmp_path / "elsewhere" / "store")
    assert warnings_of(tmp_path / "elsewhere" / "store") == ""


def test_a_head_that_lags_behind_is_no_fault(folder: Path, older: Path) -> None:
    shutil.copy(older / "head", folder / "head")
    assert warnings_of(folder) == ""


def test_the_head_counts_all_events_of_the_store(store: Store) -> None:
    made = events(3)
    store.append(made, summary(made[-1]))
    kept(store, 2, "v2")
    assert store.head.sequence == 5
    assert len(store.head.hash) == 64
