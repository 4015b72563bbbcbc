"""
Judges a foreign file in a process of its own, so that nothing in it can harm, halt or starve the program.

The parent (`verify_file`) starts `python -m needlesafe.seal.child`, hands the question over as JSON and takes one line
of JSON back; a child that dies, dawdles or eats too much has given the answer `cannot be verified`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from needlesafe.errors import BadInput, Fault
from needlesafe.seal.register import Register
from needlesafe.seal.verdict import UNVERIFIABLE, WORDS, Verdict

SECONDS = 20
MEMORY = 512 * 1024 * 1024
"""Bytes of address space, where the system can limit it."""
LARGEST = 64 * 1024 * 1024
"""Bytes of a file beyond which nothing is read; a sealed file takes a fraction of a megabyte."""
KEPT_FROM_CHILD = "NEEDLESAFE_"
"""Beginning of the environment's names that hold secrets."""


def judge_apart(path: Path, register: Register | None, trusted: Sequence[bytes], use_hashes: bool) -> Verdict:
    """The verdict about the file at `path`, reached in a child process with limits."""
    if not path.is_file():
        raise BadInput([Fault(str(path), "there is no such file")])
    if path.stat().st_size > LARGEST:
        return Verdict(UNVERIFIABLE, f"it is larger than {LARGEST // 1024 ** 2} MB")
    question = {"path": str(path.resolve()), "register": str(register.folder.resolve()) if register else None,
                "trusted": [base64.b64encode(der).decode("ascii") for der in trusted], "use_hashes": use_hashes}
    try:
        run = subprocess.run([sys.executable, "-P", "-B", "-m", __name__], input=json.dumps(question), timeout=SECONDS,
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=child_environment(), text=True,
                             encoding="utf-8", check=True)
        return _read_answer(run.stdout)
    except subprocess.TimeoutExpired:
        reason = f"reading it took more than {SECONDS} seconds"
    except (subprocess.CalledProcessError, OSError):
        reason = "the process that read it broke down or needed too much memory"
    except (ValueError, KeyError, TypeError):
        reason = "the process that read it gave no answer"
    return Verdict(UNVERIFIABLE, reason, _sha256_of(path))


def child_environment() -> dict[str, str]:
    """Our own environment without our secrets, and with this package where the child finds it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(KEPT_FROM_CHILD)}
    home = str(Path(__file__).resolve().parents[2])
    return {**kept, "PYTHONPATH": home, "PYTHONIOENCODING": "utf-8"}


def _read_answer(text: str) -> Verdict:
    fields = json.loads(text)
    sealed_at = datetime.fromisoformat(fields["sealed_at"]) if fields["sealed_at"] else None
    if fields["word"] not in WORDS:
        raise ValueError("a word that is none of ours")
    return Verdict(**{**fields, "sealed_at": sealed_at})


def _sha256_of(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def limit_this_process(memory: int = MEMORY, seconds: int = SECONDS) -> None:
    """From here on the process may neither grow, nor write a file, nor run for long (POSIX only)."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def main() -> None:
    """Read the question from standard input, answer on standard output."""
    limit_this_process()
    question = json.load(sys.stdin)
    from needlesafe.seal.judgement import verify_bytes

    register = Register(Path(question["register"])) if question["register"] else None
    trusted = [base64.b64decode(der) for der in question["trusted"]]
    verdict = verify_bytes(Path(question["path"]).read_bytes(), register, trusted, question["use_hashes"])
    fields = asdict(verdict)
    fields["sealed_at"] = verdict.sealed_at.isoformat() if verdict.sealed_at else None
    print(json.dumps(fields))


if __name__ == "__main__":
    main()
