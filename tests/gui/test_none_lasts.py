"""What makes None last under this release of PySide6 really does, in a program of its own."""

from __future__ import annotations

import subprocess
import sys

MANY_CALLS = """
import needlesafe.gui
from PySide6.QtCore import QObject
thing = QObject()
for _ in range(200_000):
    thing.setObjectName("x")
    thing.setProperty("y", 1)
    thing == 3
print("alive")
"""


def test_two_hundred_thousand_calls_into_qt_do_not_use_up_none() -> None:
    told = subprocess.run([sys.executable, "-c", MANY_CALLS], capture_output=True, text=True)
    assert told.stdout.strip() == "alive", told.stderr
