"""The program is killed at random moments of a scripted visit in the window; what the screen called saved is there."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from needlesafe.domain.events import chain_fault
from needlesafe.domain.folding import fold
from needlesafe.store import Store
from tests.helpers.workplaces import PASSPHRASE, new_workplace

DRIVER = Path(__file__).parents[1] / "helpers" / "kill_driver.py"
FEW, SOME, MANY = 15, 100, 1000
SEED = 20261121


def survived(folder: Path, acks: Path) -> tuple[int, int]:
    """How many acknowledged events there were, and how many of them are gone; every chain must hold."""
    told: dict[str, int] = {}
    for line in acks.read_text().splitlines():
        visit, _, sequence = line.partition(" ")
        told[visit] = max(told.get(visit, 0), int(sequence))
    lost = 0
    with Store.open(folder, PASSPHRASE) as store:
        for visit, sequence in told.items():
            events = store.events(visit)
            assert chain_fault(events) == ""
            assert fold(events).last_sequence == len(events)
            lost += max(0, sequence - len(events))
    return sum(told.values()), lost


@pytest.mark.parametrize("kills", [FEW, *(pytest.param(kills, marks=pytest.mark.full) for kills in (SOME, MANY))])
def test_no_saved_answer_is_lost_to_a_kill(kills, tmp_path, catalogue):
    folder, acks = tmp_path / "store", tmp_path / "acks"
    new_workplace(folder, catalogue).store.close()
    acks.touch()

    done = subprocess.run([sys.executable, "-P", str(DRIVER), str(folder), str(acks), str(kills), str(SEED)],
                          capture_output=True, text=True, timeout=1400, cwd=Path(__file__).parents[2])
    assert done.returncode == 0, done.stderr[-2000:]
    told, lost = survived(folder, acks)

    print(f"{kills} kills, seed {SEED}: {told} acknowledged events, {lost} lost; {done.stdout.strip()}")
    assert lost == 0
    assert told > kills


def test_the_child_is_really_killed():
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(30)"])
    time.sleep(random.Random(SEED).random() / 10)
    os.kill(child.pid, signal.SIGKILL)

    assert child.wait() == -signal.SIGKILL
