"""A writer may be killed at any moment: what was said to be saved is there, and the store opens."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.samples import new_store

ROOT = Path(__file__).parents[2]
SEED = 20261121


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
@pytest.mark.parametrize("rounds", [20, pytest.param(1000, marks=pytest.mark.full)])
def test_nothing_saved_is_lost_when_the_writer_is_killed(folder: Path, rounds: int) -> None:
    new_store(folder).close()
    done = subprocess.run([sys.executable, "-m", "tests.store.killed_writer", str(folder), str(SEED), str(rounds)],
                          capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    said = sum(one["said"] for one in told)
    print(f"{rounds} kills (seed {SEED}): {said} entries said to be saved, {sum(one['lost'] for one in told)} lost")
    assert len(told) == rounds
    assert said > rounds
    assert [one for one in told if one["lost"] or one["warnings"]] == []
