"""Forks hands at work with needles and kills each at a random moment, then counts: FOLDER VISIT ACTS KILLS SEED."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
import traceback
from dataclasses import replace
from pathlib import Path

from needlesafe.content import load
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.ledger import ledger_of
from needlesafe.errors import GateRefused
from needlesafe.flow.opening import laid_out
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.store import Store
from tests.helpers.needle_deeds import perform, random_deed
from tests.helpers.workplaces import MORNING, PASSPHRASE


def opened(folder: Path, visit_id: str, catalogue: Catalogue) -> VisitDesk:
    """The visit as the store has it."""
    workplace = replace(laid_out(Store.open(folder, PASSPHRASE), catalogue), clock=lambda: MORNING)
    return VisitDesk.resume(workplace, visit_id)


def work(folder: Path, visit_id: str, acts: Path, catalogue: Catalogue, seed: int) -> None:
    """Random deeds for ever, each told once it is saved."""
    desk, chance = opened(folder, visit_id, catalogue), random.Random(seed)
    told = os.open(acts, os.O_WRONLY | os.O_APPEND)
    while True:
        deed = random_deed(chance, tuple(line.to_count for line in ledger_of(desk.visit).sites))
        if deed[0] == "withdraw":
            continue
        try:
            perform(desk, deed)
        except GateRefused:
            continue
        os.write(told, f"{desk.visit.last_sequence}\n".encode())


def killed(folder: Path, visit_id: str, acts: Path, catalogue: Catalogue, chance: random.Random) -> bool:
    """Whether a child worked until it was killed."""
    size, child = acts.stat().st_size, os.fork()
    if child == 0:
        try:
            work(folder, visit_id, acts, catalogue, chance.randrange(1_000_000))
        except BaseException:
            traceback.print_exc()
        os._exit(1)
    until = time.monotonic() + 20
    while acts.stat().st_size == size and time.monotonic() < until:
        time.sleep(0.002)
    time.sleep(chance.random() * 0.15)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def main() -> int:
    """Zero where each child worked until it was killed, nothing that was told saved was lost, and the count held."""
    folder, visit_id, acts = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    catalogue, chance = load(), random.Random(int(sys.argv[5]))
    for _ in range(int(sys.argv[4])):
        if not killed(folder, visit_id, acts, catalogue, chance):
            return 1
        chance.random()
        desk = opened(folder, visit_id, catalogue)
        book, saved = ledger_of(desk.visit), int(acts.read_text().split()[-1])
        assert saved <= desk.visit.last_sequence, "something saved was lost"
        assert book.placed == book.removed + book.present + book.declared
        assert all(line.placed == line.removed + line.present + line.declared and line.present >= 0 for line in book.sites)
        searched = desk.visit.reconciliation is not None and bool(desk.visit.reconciliation.checks)
        assert bool(desk.lacks("finish")) == (not book.balanced and not searched)
        desk.workplace.store.close()
    print(f"{sys.argv[4]} kills, {len(acts.read_text().split())} deeds, {book.placed} needles placed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
