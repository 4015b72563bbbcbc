"""Nobody else may read a file of the store, and no file tells anything of a patient."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from needlesafe.store import Store
from tests.store.samples import BEN, PASSPHRASE, ZOE, event, kept, new_store, summary

CANARY = "Kanarienvogel-" + "77"


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=["umask-000", "umask-022", "umask-077"])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    """A umask that holds for the test."""
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def assert_private(folder: Path) -> None:
    """Files 0600 and folders 0700, the heads beside the folder too."""
    for path in [folder, *folder.parent.rglob("*")]:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), (path.name, oct(mode))


def test_files_are_private_whatever_the_umask(folder: Path, umask: int) -> None:
    with new_store(folder) as made:
        kept(made, 3)
        made.add_user(BEN, "Ben's own words")
        assert (folder / "store.db-wal").exists()
        assert_private(folder)
    assert_private(folder)
    with Store.open(folder, PASSPHRASE, "anna") as opened:
        kept(opened, 3, "v2")
        assert_private(folder)


def test_rights_that_a_copy_added_are_taken_away(folder: Path) -> None:
    new_store(folder).close()
    folder.chmod(0o755)
    for path in folder.iterdir():
        path.chmod(0o644)
    with Store.open(folder, PASSPHRASE):
        assert_private(folder)


def test_no_file_holds_a_patients_words(folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    patient = ZOE.__class__(CANARY, "Zoë", "1980-05-01", CANARY + "-id", phone=CANARY)
    with new_store(folder) as made:
        made.keep_patient("p1", patient)
        one = event(None, "v1", text=CANARY)
        made.append([one], summary(one, patient_name=CANARY, sites=CANARY))
        made.keep_day_check("2026-11-21", "room 1", {"text": CANARY})
        made.search_patients(CANARY)
        shutil.copytree(folder, tmp_path / "while open")
    found = [path for path in tmp_path.rglob("*") if path.is_file() and _tells(path.read_bytes())]
    assert found == []
    assert len([path for path in (tmp_path / "while open").iterdir() if path.name.startswith("store.db")]) == 2
    assert CANARY not in "".join(capfd.readouterr())


def _tells(data: bytes) -> bool:
    forms = (CANARY.encode(), CANARY.casefold().encode(), CANARY.encode("utf-16-le"), CANARY.encode("utf-16-be"),
             CANARY.encode().hex().encode(), PASSPHRASE.encode())
    return any(form in data for form in forms)
