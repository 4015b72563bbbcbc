"""
Judges a foreign file in a process of its own, so that nothing in it can harm, halt or starve the program.

The parent (`verify_file`) starts `python -m needlesafe.seal.child`, hands the question over as JSON and takes one line
of JSON back; a child that dies, dawdles or eats too much has given the answer `cannot be verified`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from needlesafe.errors import BadInput, Fault
from needlesafe.seal.apart import SECONDS, Apart, NoAnswer, child_environment, limit_this_process
from needlesafe.seal.register import Register
from needlesafe.seal.verdict import UNVERIFIABLE, WORDS, Verdict

__all__ = ["LARGEST", "SECONDS", "child_environment", "judge_apart", "limit_this_process", "question_about"]

PROCESSOR_SECONDS = 4
"""What reading may cost where the system can limit it; a sealed file of the largest size costs two."""
LARGEST = 64 * 1024 * 1024
"""Bytes of a file beyond which nothing is read; a sealed file takes a fraction of a megabyte."""


def judge_apart(path: Path, register: Register | None, trusted: Sequence[bytes], use_hashes: bool) -> Verdict:
    """The verdict about the file at `path`, reached in a child process with limits."""
    if not path.is_file():
        raise BadInput([Fault(str(path), "there is no such file")])
    if path.stat().st_size > LARGEST:
        return Verdict(UNVERIFIABLE, f"it is larger than {LARGEST // 1024 ** 2} MB")
    try:
        return _read_answer(Apart(__name__, SECONDS).ask(question_about(path, register, trusted, use_hashes)))
    except NoAnswer as error:
        reason = str(error)
    except (ValueError, KeyError, TypeError):
        reason = "the process that read it gave no answer"
    return Verdict(UNVERIFIABLE, reason, sha256_of(path))


def question_about(path: Path, register: Register | None, trusted: Sequence[bytes], use_hashes: bool) -> dict[str, Any]:
    """What a child has to know to judge a file."""
    return {"path": str(path.resolve()), "register": str(register.folder.resolve()) if register else None,
            "trusted": [base64.b64encode(der).decode("ascii") for der in trusted], "use_hashes": use_hashes}


def known_to(question: dict[str, Any]) -> tuple[Register | None, tuple[bytes, ...]]:
    """The register and the trusted certificates of a question."""
    register = Register(Path(question["register"])) if question["register"] else None
    return register, tuple(base64.b64decode(der) for der in question["trusted"])


def _read_answer(fields: dict[str, Any]) -> Verdict:
    sealed_at = datetime.fromisoformat(fields["sealed_at"]) if fields["sealed_at"] else None
    if fields["word"] not in WORDS:
        raise ValueError("a word that is none of ours")
    return Verdict(**{**fields, "sealed_at": sealed_at})


def sha256_of(path: Path) -> str:
    """SHA-256 of a file in hexadecimal; empty where it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def main() -> None:
    """Read the question from standard input, answer on standard output."""
    limit_this_process(seconds=PROCESSOR_SECONDS)
    question = json.load(sys.stdin)
    from needlesafe.seal.judgement import verify_bytes

    register, trusted = known_to(question)
    verdict = verify_bytes(Path(question["path"]).read_bytes(), register, trusted, question["use_hashes"])
    fields = asdict(verdict)
    fields["sealed_at"] = verdict.sealed_at.isoformat() if verdict.sealed_at else None
    print(json.dumps(fields))


if __name__ == "__main__":
    main()
