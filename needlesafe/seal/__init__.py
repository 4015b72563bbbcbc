"""
Seals: PDF bytes to sealed bytes, and any PDF to a verdict.

The only room that knows pyHanko. Importing it costs next to nothing; pyHanko is loaded by the first function that
needs it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from needlesafe.seal.authority import Authority, address
from needlesafe.seal.certificate import CertificateFacts, facts_of, pem_of
from needlesafe.seal.keys import SealKey, certificate_from_pem, make_key
from needlesafe.seal.register import Register
from needlesafe.seal.time_stamp import NoStamp, TimeStamp
from needlesafe.seal.verdict import CHANGED, NOT_OURS, UNCHANGED, UNVERIFIABLE, WORDS, Verdict

__all__ = ["CHANGED", "NOT_OURS", "UNCHANGED", "UNVERIFIABLE", "WORDS", "Authority", "CertificateFacts", "NoStamp",
           "Register", "SealKey", "TimeStamp", "Verdict", "address", "certificate_from_pem", "check_stamp",
           "embedded_files", "facts_of", "import_key", "make_key", "pem_of", "seal", "verify", "verify_file"]


def seal(pdf: bytes, key: SealKey, *, when: datetime, reason: str) -> bytes:
    """The PDF, certified into its empty field `Seal` with no later change allowed, and verified as a stranger would.

    The widget keeps the appearance that it was drawn with. Raises `SealRefused` and then nothing was made.
    """
    from needlesafe.seal.sealing import seal_pdf

    return seal_pdf(pdf, key, when=when, reason=reason)


def import_key(data: bytes, passphrase: str, now: datetime) -> SealKey:
    """The key and certificate in a PKCS#12 file. BadInput where a seal cannot be made with them now; then nothing changed."""
    from needlesafe.seal.importing import key_within

    return key_within(data, passphrase, now)


def verify(pdf: bytes, *, register: Register | None, trusted: Sequence[bytes] = (),
           use_hashes: bool = True) -> Verdict:
    """The verdict about PDF bytes that are already in memory, by the register's certificates and the trusted ones.

    `trusted` holds DER. Without `use_hashes` the register's list of sealed files is not asked: the strict rule alone
    decides. Never raises because of what the file holds.
    """
    from needlesafe.seal.judgement import verify_bytes

    return verify_bytes(pdf, register, trusted, use_hashes)


def verify_file(path: Path, *, register: Register | None, trusted: Sequence[bytes] = (),
                use_hashes: bool = True) -> Verdict:
    """The same verdict about a foreign file, reached in a child process with limits of time and memory."""
    from needlesafe.seal.child import judge_apart

    return judge_apart(Path(path), register, trusted, use_hashes)


def embedded_files(pdf: bytes) -> dict[str, bytes]:
    """The attachments of a PDF under plain file names, byte for byte; `BadInput` where they cannot be read."""
    from needlesafe.seal.attached import files_within

    return files_within(pdf)


def check_stamp(answer: bytes, sha256: str) -> TimeStamp:
    """What a time stamp says of the file with this SHA-256. NoStamp where it is none of it, or does not hold."""
    from needlesafe.seal.stamping import checked

    return checked(answer, sha256)
