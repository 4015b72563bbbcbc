"""The register remembers certificates and hashes, for this user alone, through crashes and two processes."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from needlesafe import paths
from needlesafe.errors import SealRefused
from needlesafe.seal import Register, SealKey

SHA = hashlib.sha256(b"one").hexdigest()
OTHER = hashlib.sha256(b"two").hexdigest()


@pytest.fixture
def empty(tmp_path: Path) -> Register:
    """A register that nobody has written to."""
    return Register(tmp_path / "data" / "register")


def test_an_untouched_register_knows_nothing_and_makes_no_folder(empty: Register) -> None:
    assert empty.certificates() == ()
    assert not empty.knows(SHA)
    assert not empty.folder.exists()


def test_without_a_folder_the_register_is_the_users_own() -> None:
    assert Register().folder == paths.register_dir()


def test_what_is_added_is_known_to_the_next_reader(empty: Register, key: SealKey) -> None:
    empty.add_certificate(key.certificate)
    empty.add_sealed(SHA)
    again = Register(empty.folder)
    assert again.certificates() == (key.certificate,)
    assert again.knows(SHA)
    assert not again.knows(OTHER)


def test_adding_twice_changes_nothing(empty: Register, key: SealKey) -> None:
    for _ in range(2):
        empty.add_certificate(key.certificate)
        empty.add_sealed(SHA)
    assert len(empty.certificates()) == 1
    assert (empty.folder / "sealed.txt").read_text() == SHA + "\n"


def test_only_the_user_may_read_it(empty: Register, key: SealKey) -> None:
    empty.add_certificate(key.certificate)
    empty.add_sealed(SHA)
    for path in (empty.folder, *empty.folder.rglob("*")):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600)


def test_a_line_torn_by_a_crash_does_not_swallow_the_next(empty: Register) -> None:
    empty.add_sealed(SHA)
    with (empty.folder / "sealed.txt").open("a") as stream:
        stream.write(OTHER[:20])
    third = hashlib.sha256(b"three").hexdigest()
    empty.add_sealed(third)
    assert empty.knows(SHA) and empty.knows(third) and not empty.knows(OTHER)


def test_a_damaged_certificate_is_not_believed_and_can_be_added_again(empty: Register, key: SealKey) -> None:
    empty.add_certificate(key.certificate)
    [path] = (empty.folder / "certificates").glob("*.der")
    path.write_bytes(key.certificate[:-1])
    assert empty.certificates() == ()
    empty.add_certificate(key.certificate)
    assert empty.certificates() == (key.certificate,)


@pytest.mark.parametrize("wrong", ["", "abc", SHA.upper(), SHA + "\n", SHA + " " + OTHER])
def test_only_a_sha256_is_written(wrong: str, empty: Register) -> None:
    with pytest.raises(ValueError, match="64"):
        empty.add_sealed(wrong)
    assert not empty.folder.exists()


def test_two_processes_lose_no_line(empty: Register) -> None:
    write = ("import hashlib, sys; from pathlib import Path; from needlesafe.seal import Register\n"
             "register = Register(Path(sys.argv[1]))\n"
             "for n in range(100): register.add_sealed(hashlib.sha256(f'{sys.argv[2]}{n}'.encode()).hexdigest())")
    running = [subprocess.Popen([sys.executable, "-c", write, str(empty.folder), name]) for name in "ab"]
    assert [process.wait() for process in running] == [0, 0]
    assert all(empty.knows(hashlib.sha256(f"{name}{n}".encode()).hexdigest()) for name in "ab" for n in range(100))


def test_a_place_that_cannot_be_written_is_said_plainly(tmp_path: Path, key: SealKey) -> None:
    (tmp_path / "register").write_text("a file where the folder should be")
    register = Register(tmp_path / "register")
    with pytest.raises(SealRefused, match="cannot be written"):
        register.add_certificate(key.certificate)
    with pytest.raises(SealRefused, match="cannot be written"):
        register.add_sealed(SHA)
