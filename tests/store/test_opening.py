"""Making and opening a store, and every way in which that is refused."""

from __future__ import annotations

import os
import random
import secrets
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from needlesafe import store as store_room
from needlesafe.errors import StoreRefused
from needlesafe.store import Store, database
from tests.store.samples import ANNA, CHEAP, CLINIC, PASSPHRASE, changed_inside, kept, new_store


def bytes_of(folder: Path) -> dict[str, bytes]:
    """What every file of a folder holds."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def refusal(folder: Path, passphrase: str = PASSPHRASE, user: str = "") -> StoreRefused:
    """Why the store does not open; its files are as they were."""
    before = bytes_of(folder) if folder.exists() else {}
    with pytest.raises(StoreRefused) as caught:
        Store.open(folder, passphrase, user)
    after = bytes_of(folder) if folder.exists() else {}
    assert {name: after.get(name) for name in before} == before
    assert caught.value.happened and caught.value.safe and caught.value.remedy
    assert "delete" not in str(caught.value).lower()
    return caught.value


def test_a_new_store_opens_again_with_what_was_kept(folder: Path) -> None:
    with new_store(folder) as made:
        store_id, events = made.store_id, kept(made, 3)
    with Store.open(folder, PASSPHRASE) as opened:
        assert opened.store_id == store_id
        assert opened.user == ANNA
        assert opened.clinic() == CLINIC
        assert opened.events("v1") == events
        assert opened.warnings == ()


def test_a_store_is_made_in_an_empty_folder_too(folder: Path) -> None:
    folder.mkdir(parents=True)
    with new_store(folder) as made:
        assert made.folder == folder
    assert store_room.exists(folder)


@pytest.mark.parametrize("there", ["a file", "a folder with a file", "a link", "a store"])
def test_a_store_is_never_made_where_something_is(folder: Path, there: str) -> None:
    folder.parent.mkdir(parents=True)
    if there == "a file":
        folder.write_bytes(b"precious")
    elif there == "a folder with a file":
        folder.mkdir()
        (folder / "letter.txt").write_bytes(b"precious")
    elif there == "a link":
        (folder.parent / "elsewhere").mkdir()
        folder.symlink_to(folder.parent / "elsewhere")
    else:
        new_store(folder).close()
    names = sorted(path.name for path in folder.parent.rglob("*"))
    with pytest.raises(StoreRefused, match="already something"):
        new_store(folder)
    assert sorted(path.name for path in folder.parent.rglob("*")) == names


def test_a_store_that_cannot_be_made_leaves_nothing_behind(folder: Path) -> None:
    with pytest.raises(StoreRefused, match="passphrase is empty"):
        Store.create(folder, "", CLINIC, ANNA, kdf=CHEAP)
    assert list(folder.parent.iterdir()) == []


def test_a_store_that_is_not_there_is_not_made(folder: Path) -> None:
    assert "There is no store" in refusal(folder).happened
    assert not folder.exists()
    assert not store_room.exists(folder)


@pytest.mark.parametrize("passphrase", ["", "wrong", PASSPHRASE + " ", PASSPHRASE.upper(), "\0", "x" * 1_000_000,
                                        "\ud800"], ids=["empty", "wrong", "longer", "capitals", "nul", "huge", "half"])
def test_a_wrong_passphrase_changes_nothing(folder: Path, passphrase: str) -> None:
    new_store(folder).close()
    assert "passphrase is wrong" in refusal(folder, passphrase).happened


def test_every_damage_to_the_header_is_told_from_a_wrong_passphrase(folder: Path) -> None:
    new_store(folder).close()
    whole = (folder / "store.key").read_bytes()
    for place in range(0, len(whole), 7):
        (folder / "store.key").write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1:])
        happened = refusal(folder).happened
        assert "store.key is damaged" in happened, (place, happened)
    for length in (0, 1, len(whole) // 2):
        (folder / "store.key").write_bytes(whole[:length])
        assert "store.key is damaged" in refusal(folder).happened


@pytest.mark.parametrize("noise", [b"", b"[]", b"null", b'"sum"', b"{" * 100_000, b"\xff" * 50, b"x" * 2_000_000])
def test_a_header_of_noise_is_damaged(folder: Path, noise: bytes) -> None:
    new_store(folder).close()
    (folder / "store.key").write_bytes(noise)
    assert "store.key is damaged" in refusal(folder).happened


def test_a_missing_header_is_named(folder: Path) -> None:
    new_store(folder).close()
    (folder / "store.key").unlink()
    assert "store.key of the store is missing" in refusal(folder).happened
    assert store_room.exists(folder)


def test_a_missing_database_is_named_and_not_made(folder: Path) -> None:
    new_store(folder).close()
    (folder / "store.db").unlink()
    assert "store.db of the store is missing" in refusal(folder).happened
    assert not (folder / "store.db").exists()


@pytest.mark.parametrize("damage", ["empty", "first page", "noise", "cut"])
def test_a_damaged_database_is_told_from_a_wrong_passphrase(folder: Path, damage: str) -> None:
    new_store(folder).close()
    path = folder / "store.db"
    whole = path.read_bytes()
    path.write_bytes({"empty": b"", "first page": whole[:100] + bytes(100) + whole[200:],
                      "noise": secrets.token_bytes(len(whole)), "cut": whole[:3000]}[damage])
    assert "passphrase is right, but the file store.db is damaged" in refusal(folder).happened


def test_damage_deep_in_the_database_is_a_sentence_when_it_is_read(folder: Path) -> None:
    with new_store(folder) as made:
        kept(made, 200)
    path = folder / "store.db"
    whole = bytearray(path.read_bytes())
    whole[-2000] ^= 1
    path.write_bytes(whole)
    with pytest.raises(StoreRefused, match="damaged"), Store.open(folder, PASSPHRASE) as opened:
        opened.events("v1")


def test_a_plain_database_is_not_opened(folder: Path) -> None:
    new_store(folder).close()
    (folder / "store.db").unlink()
    plain = sqlite3.connect(folder / "store.db")
    plain.execute("CREATE TABLE events (payload TEXT)")
    plain.close()
    assert "not encrypted" in refusal(folder).happened


def test_the_database_of_another_store_is_not_opened(folder: Path) -> None:
    new_store(folder).close()
    new_store(folder.parent / "other").close()
    shutil.copy(folder.parent / "other" / "store.db", folder / "store.db")
    assert "store.db is damaged" in refusal(folder).happened


def test_a_newer_store_is_refused(folder: Path) -> None:
    new_store(folder).close()
    changed_inside(folder, "UPDATE schema_version SET version = version + 1")
    assert "newer NeedleSafe" in refusal(folder).happened


@pytest.mark.parametrize("name", ["store.db", "store.key", "store.lock"])
def test_no_link_is_followed(folder: Path, name: str) -> None:
    new_store(folder).close()
    (folder / name).rename(folder.parent / "moved")
    (folder / name).symlink_to(folder.parent / "moved")
    refusal(folder)


def test_a_store_in_a_place_that_cannot_be_written_is_refused(folder: Path) -> None:
    new_store(folder).close()
    code = ("import sys; from pathlib import Path; from needlesafe.store import Store\n"
            f"try: Store.open(Path(sys.argv[1]), {PASSPHRASE!r})\n"
            "except Exception as error: print(error)\n")
    run = [sys.executable, "-c", code, str(folder)]
    if os.geteuid() == 0:
        run = ["unshare", "-m", "sh", "-c", 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" || exit 77; "$@"',
               str(folder), *run]
    else:
        folder.chmod(0o500)
        (folder / "store.lock").chmod(0o400)
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    if done.returncode == 77 or "unshare" in done.stderr:
        pytest.skip("this system lets nobody make a read-only place")
    assert "cannot be written" in done.stdout, done.stderr


def test_every_connection_keeps_its_promises(store: Store) -> None:
    with store._parts.database.reading() as connection:
        for name, (_, expected) in database.PROMISES.items():
            assert connection.exec_driver_sql(f"PRAGMA {name}").scalar() == expected, name
        version = connection.exec_driver_sql("SELECT sqlite_version()").scalar_one()
    assert tuple(map(int, version.split("."))) >= (3, 51, 3)


def test_a_closed_store_says_so(folder: Path) -> None:
    made = new_store(folder)
    made.close()
    made.close()
    with pytest.raises(StoreRefused, match="closed"):
        made.unfinished()


def test_importing_the_store_loads_no_database() -> None:
    heavy = {"sqlalchemy", "sqlcipher3", "cryptography", "argon2"}
    code = f"import sys, needlesafe.store; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_warming_up_loads_the_database() -> None:
    code = "import sys, needlesafe.store as s; s.warm_up(); print('sqlalchemy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"


def test_a_damaged_database_shows_what_was_kept_or_nothing(folder: Path) -> None:
    with new_store(folder) as made:
        whole = kept(made, 60)
    path, chance = folder / "store.db", random.Random(8)
    pages = path.read_bytes()
    for _ in range(60):
        damaged = bytearray(pages)
        damaged[chance.randrange(len(pages))] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        try:
            with Store.open(folder, PASSPHRASE) as opened:
                assert opened.events("v1") == whole
        except StoreRefused as refused:
            assert "damaged" in refused.happened
