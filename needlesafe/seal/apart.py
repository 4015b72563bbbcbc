"""
Runs a module of ours in a process of its own: a question goes in as JSON, one answer comes back.

Foreign bytes are parsed only there, under limits of time and memory, so that nothing in them can harm, halt or starve
the program. What a missing answer means is the caller's to say.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from signal import Signals
from threading import Lock
from typing import Any

MEMORY = 512 * 1024 * 1024
"""Bytes of address space, where the system can limit it."""
SECONDS = 20
KEPT_FROM_CHILD = "NEEDLESAFE_"
"""Beginning of the environment's names that hold secrets."""


class NoAnswer(Exception):
    """The process gave none; the text says why, as a clause."""


class Apart:
    """One process for one question, which another thread may end."""

    def __init__(self, module: str, seconds: float) -> None:
        self._module, self._seconds = module, seconds
        self._turn = Lock()
        self._process: subprocess.Popen[str] | None = None
        self._ended = False

    def ask(self, question: Mapping[str, Any]) -> Any:
        """The answer. NoAnswer where the process breaks down, dawdles, says nothing sensible or is ended."""
        try:
            told = self._told(json.dumps(question))
        except subprocess.TimeoutExpired:
            raise NoAnswer(f"reading it took more than {self._seconds} seconds") from None
        except OSError:
            told = None
        if told is None:
            raise NoAnswer("the process that read it broke down or needed too much memory")
        try:
            return json.loads(told)
        except ValueError:
            raise NoAnswer("the process that read it gave no answer") from None

    def end(self) -> None:
        """Ends the process, at once and also where it has not begun yet."""
        with self._turn:
            self._ended = True
            if self._process is not None:
                self._process.kill()

    def _told(self, question: str) -> str | None:
        """What the process wrote; None where it failed."""
        process = self._started()
        try:
            told, _ = process.communicate(question, timeout=self._seconds)
        except BaseException:
            process.kill()
            process.communicate()
            raise
        if process.returncode < 0 and Signals(-process.returncode).name == "SIGXCPU":
            raise NoAnswer("reading it would take too long")
        if self._ended:
            raise NoAnswer("it was called off")
        return told if process.returncode == 0 else None

    def _started(self) -> subprocess.Popen[str]:
        with self._turn:
            if self._ended:
                raise NoAnswer("it was called off")
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-B", "-m", self._module], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL, env=child_environment(), text=True, encoding="utf-8")
            return self._process


def child_environment() -> dict[str, str]:
    """Our own environment without our secrets, and with this package where the child finds it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(KEPT_FROM_CHILD)}
    home = str(Path(__file__).resolve().parents[2])
    return {**kept, "PYTHONPATH": home, "PYTHONIOENCODING": "utf-8"}


def limit_this_process(memory: int = MEMORY, seconds: int = SECONDS) -> None:
    """From here on the process may neither grow, nor write a file, nor run for long (POSIX only)."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
