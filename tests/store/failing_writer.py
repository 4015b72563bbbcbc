"""
A writer on a drive that fails: run as a process of its own with FOLDER and, where files may not grow, a limit.

It appends until the store refuses, reads, tries again, and prints what it was told as JSON. `make` makes the
store, `read` reads it.
With a file of ballast beside the store it makes room and goes on.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from needlesafe.domain.events import Event
from needlesafe.errors import StoreRefused
from needlesafe.store import Store
from tests.store.samples import PASSPHRASE, event, new_store, summary

MOST = 3000


def refused_after(store: Store, last: Event | None) -> tuple[Event | None, str]:
    """Appends until the store refuses; the last event that it took and what it said."""
    for _ in range(MOST):
        one = event(last, text="x" * 1500)
        try:
            store.append([one], summary(one))
        except StoreRefused as error:
            return last, str(error)
        last = one
    return last, ""


def main(folder: Path, limit: int) -> None:
    """Writes until it fails and tells what happened."""
    ballast = folder.parent / "ballast"
    if limit:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    with Store.open(folder, PASSPHRASE) as store:
        last, first_told = refused_after(store, None)
        readable = len(store.events("v1"))
        if ballast.exists():
            ballast.unlink()
        taken = last.sequence if last else 0
        last, second_told = refused_after(store, last)
        print(json.dumps({"taken": taken, "readable": readable, "first": first_told, "second": second_told,
                          "taken_later": last.sequence if last else 0}))


def read(folder: Path) -> None:
    """Opens the store, reads what is there and tells how much."""
    with Store.open(folder, PASSPHRASE) as store:
        print(json.dumps({"read on a full disk": len(store.events("v1"))}))


if __name__ == "__main__":
    if sys.argv[2] == "make":
        new_store(Path(sys.argv[1])).close()
    elif sys.argv[2] == "read":
        read(Path(sys.argv[1]))
    else:
        main(Path(sys.argv[1]), int(sys.argv[2]))
