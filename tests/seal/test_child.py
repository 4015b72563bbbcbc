"""A foreign file is judged in a process of its own, and whatever becomes of that process is a verdict."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from needlesafe.errors import BadInput
from needlesafe.seal import (CHANGED, NOT_OURS, UNCHANGED, UNVERIFIABLE, Register, SealKey, child, seal, verify,
                             verify_file)
from tests.seal.conftest import NOW
from tests.seal.small_pdf import small_pdf

LIMITED = sys.platform == "linux"


@pytest.fixture
def file(tmp_path: Path, sealed: bytes) -> Path:
    """The small sealed file on a disk."""
    path = tmp_path / "a file.pdf"
    path.write_bytes(sealed)
    return path


def test_the_child_says_what_the_room_says(file: Path, sealed: bytes, register: Register, key: SealKey) -> None:
    assert verify_file(file, register=register) == verify(sealed, register=register)
    assert verify_file(file, register=None, trusted=(key.certificate,)).word == UNCHANGED
    assert verify_file(file, register=None).word == NOT_OURS


def test_the_child_asks_the_register_for_hashes_unless_told_not_to(file: Path, sealed: bytes,
                                                                   register: Register) -> None:
    register.add_sealed(hashlib.sha256(sealed).hexdigest())
    assert "this computer's clock" in verify_file(file, register=register).reason
    assert "this computer's clock" not in verify_file(file, register=register, use_hashes=False).reason


def test_a_changed_file_is_changed_in_the_child_too(file: Path, sealed: bytes, register: Register) -> None:
    file.write_bytes(sealed.replace(b"0.2 g", b"0.3 g"))
    assert verify_file(file, register=register).word == CHANGED


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n" + b"\0" * 3_000_000, b"[" * 200_000])
def test_hostile_bytes_cannot_be_verified(data: bytes, file: Path, register: Register) -> None:
    file.write_bytes(data)
    verdict = verify_file(file, register=register)
    assert verdict.word == UNVERIFIABLE
    assert verdict.sha256 == hashlib.sha256(data).hexdigest()


def test_a_reference_to_itself_cannot_be_verified(file: Path, register: Register) -> None:
    body = b"%PDF-1.7\n1 0 obj\n1 0 R\nendobj\n"
    table = b"xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<< /Size 2 /Root 1 0 R >>\n"
    file.write_bytes(body + table + b"startxref\n%d\n%%%%EOF\n" % len(body))
    assert verify_file(file, register=register).word in (UNVERIFIABLE, NOT_OURS)


def test_a_huge_file_is_not_read_at_all(file: Path, register: Register) -> None:
    with file.open("wb") as stream:
        stream.truncate(child.LARGEST + 1)
    verdict = verify_file(file, register=register)
    assert (verdict.word, verdict.reason) == (UNVERIFIABLE, "it is larger than 64 MB")


def test_a_file_of_almost_the_largest_size_is_judged_within_the_limits(file: Path, register: Register,
                                                                        key: SealKey) -> None:
    scan = bytes(child.LARGEST - 100_000)
    file.write_bytes(seal(small_pdf({"scan.bin": scan}), key, when=NOW, reason="Record"))
    assert verify_file(file, register=register).word == UNCHANGED


@pytest.mark.skipif(not LIMITED, reason="memory is limited where the system allows it")
def test_a_stream_that_unfolds_without_end_cannot_be_verified(file: Path, register: Register) -> None:
    bomb = zlib.compress(b"\0" * 600_000_000, 9)
    body = (b"%%PDF-1.7\n1 0 obj\n<< /Type /XRef /Size 2 /W [1 4 2] /Root 2 0 R /Filter /FlateDecode /Length %d >>\n"
            b"stream\n%b\nendstream\nendobj\nstartxref\n9\n%%%%EOF\n" % (len(bomb), bomb))
    file.write_bytes(body)
    assert verify_file(file, register=register).word == UNVERIFIABLE


@pytest.mark.skipif(not LIMITED, reason="limits are set where the system allows it")
def test_the_limits_hold_in_the_child(tmp_path: Path) -> None:
    asked = ("import sys; from needlesafe.seal.child import limit_this_process\nlimit_this_process()\n"
             "try: bytearray(600_000_000)\nexcept MemoryError: print('no memory')\n"
             "try: open(sys.argv[1], 'w', buffering=1).write('x\\n')\nexcept OSError: print('no file')")
    told = subprocess.run([sys.executable, "-c", asked, str(tmp_path / "written")], capture_output=True, text=True)
    assert told.stdout.split("\n") == ["no memory", "no file", ""]


def test_a_child_that_dawdles_is_ended(file: Path, register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "SECONDS", 0.05)
    verdict = verify_file(file, register=register)
    assert (verdict.word, "more than" in verdict.reason) == (UNVERIFIABLE, True)


def test_a_child_that_dies_is_a_verdict(file: Path, register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert verify_file(file, register=register).word == UNVERIFIABLE


def test_a_child_that_says_nothing_is_a_verdict(file: Path, register: Register,
                                                monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/true")
    assert verify_file(file, register=register).word == UNVERIFIABLE


def test_the_child_gets_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEEDLESAFE_PASSPHRASE", "open sesame")
    assert not any("open sesame" in value for value in child.child_environment().values())


def test_a_file_that_is_not_there_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such file"):
        verify_file(tmp_path / "missing.pdf", register=None)
    with pytest.raises(BadInput, match="no such file"):
        verify_file(tmp_path, register=None)
