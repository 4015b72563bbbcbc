"""Forks a walking window again and again and kills each at a random moment: FOLDER ACKS KILLS SEED."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from needlesafe.content import load  # noqa: E402  the path comes first
from tests.helpers.killed_visit import walk_until_killed  # noqa: E402


def main() -> int:
    """Zero when every child went on until it was killed."""
    folder, acks, kills, seed = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    catalogue, chance = load(), random.Random(seed)
    raw = json.loads((ROOT / "tests" / "cases" / "neck.json").read_bytes())
    for _ in range(kills):
        size = acks.stat().st_size
        child = os.fork()
        if child == 0:
            try:
                walk_until_killed(folder, acks, raw, catalogue)
            except BaseException:
                traceback.print_exc()
                os._exit(1)
        until = time.monotonic() + 20
        while acks.stat().st_size == size and time.monotonic() < until:
            time.sleep(0.002)
        time.sleep(chance.random() * 0.4)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            return 1
    print(f"{len(acks.read_text().splitlines())} acts")
    return 0


sys.exit(main())
