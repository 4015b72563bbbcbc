"""
Whose turn it is where several workers run the tests side by side: a test that measures time waits until every other has
ended and runs alone; all others run together. One that waits holds the door, so that nobody new gets in before it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDER = Path(tempfile.gettempdir())


@contextmanager
def turn(alone: bool) -> Iterator[None]:
    """Waits for this test's turn among the workers of one run; does nothing where there are none."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    if run is None or os.name != "posix":
        yield
        return
    import fcntl
    with open(FOLDER / f"needlesafe-{run}.door", "ab") as door, open(FOLDER / f"needlesafe-{run}.room", "ab") as room:
        fcntl.flock(door, fcntl.LOCK_EX)
        fcntl.flock(room, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        fcntl.flock(door, fcntl.LOCK_UN)
        yield
