"""A screen, a session bus and a reader of its own, so that a program is heard as a screen reader hears it."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TREE = Path(__file__).with_name("spoken_tree.py")
PYTHON = "/usr/bin/python3"
NEEDED = ("Xvfb", "dbus-run-session", "/usr/share/dbus-1/services/org.a11y.Bus.service", "/usr/lib/python3/dist-packages/gi/__init__.py")
SIZE, TRIES = "1280x800x24", 5

Element = dict[str, Any]


def lacking() -> list[str]:
    """What of all that is needed this machine has not."""
    return [name for name in NEEDED if shutil.which(name) is None and not Path(name).exists()]


@dataclass(slots=True)
class Heard:
    """The reader, with the program that it reads."""

    reader: subprocess.Popen[str]
    """The process on the bus."""
    environment: dict[str, str]
    """What a program needs to be seen and heard here."""

    def ask(self, do: str, **told: object) -> Any:
        """What the reader answers."""
        self.reader.stdin.write(json.dumps({"do": do, **told}) + "\n")
        self.reader.stdin.flush()
        answer = answer_of(self.reader)
        assert not isinstance(answer, dict), answer["fault"]
        return answer

    def walk(self) -> list[Element]:
        """Every element that is to be perceived, parents before children."""
        return self.ask("walk")

    def press(self, element: Element) -> None:
        """Presses or turns a control."""
        action = next(name for name in element["actions"] if name in ("Press", "Toggle"))
        assert self.ask("act", path=element["path"], action=action), element

    def focus(self, element: Element) -> None:
        """Brings the keyboard to an element."""
        assert self.ask("focus", path=element["path"]), element

    def hears(self, words: str, seconds: float = 10) -> bool:
        """Whether words are announced."""
        return self.ask("heard", words=words, seconds=seconds)

    def write(self, element: Element, text: str) -> None:
        """Fills in a field."""
        assert self.ask("write", path=element["path"], text=text), element


@contextmanager
def heard() -> Iterator[Heard]:
    """Yields a reader on a bus and a screen that are nobody else's; all of it ends with the block."""
    with tempfile.TemporaryDirectory(prefix="ns-") as run:
        os.chmod(run, 0o700)
        screen, display = _screen()
        reader = None
        try:
            environment = {**os.environ, "DISPLAY": display, "XDG_RUNTIME_DIR": run, "QT_QPA_PLATFORM": "xcb",
                           "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
            environment.pop("DBUS_SESSION_BUS_ADDRESS", None)
            reader = subprocess.Popen(["dbus-run-session", "--", PYTHON, str(TREE)], env=environment, stdin=subprocess.PIPE,
                                      stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            environment["DBUS_SESSION_BUS_ADDRESS"] = answer_of(reader)
            yield Heard(reader, environment)
        finally:
            end([reader, screen])


def _screen() -> tuple[subprocess.Popen[str], str]:
    """A screen under a number that nobody else has, and its name."""
    for number in random.sample(range(100, 1000), TRIES):
        screen = subprocess.Popen(["Xvfb", f":{number}", "-displayfd", "1", "-screen", "0", SIZE, "-nolisten", "tcp"],
                                  stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        if screen.stdout.readline().strip() == str(number):
            return screen, f":{number}"
        end([screen])
    raise AssertionError("no screen could be made")


def answer_of(reader: subprocess.Popen[str]) -> Any:
    """The next answer of a process; what others write between, such as the services of the bus, is passed over."""
    for line in reader.stdout:
        if line.startswith("answer "):
            return json.loads(line.removeprefix("answer "))
    raise AssertionError("the reader is gone")


def end(processes: Sequence[subprocess.Popen[str] | None]) -> None:
    """Ends processes and waits for them; one that reads its orders ends by itself, and takes its bus along, once there are no more."""
    for process in processes:
        if process is None:
            continue
        if process.stdin is not None:
            process.stdin.close()
        else:
            process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()
