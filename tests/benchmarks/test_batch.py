"""Two hundred sealed records in a row: the last costs what the first did, and the memory does not grow."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.papers import Source, facts_of, printed
from needlesafe.seal import make_key, seal
from tests.benchmarks.test_record import NOW, walked

RECORDS = 200
WARM = 20
"""Records before the first that counts: fonts, texts and drawings are read once."""
GROWTH = 1.10
MOST_MEGABYTES = 8.0
STATM = Path("/proc/self/statm")


def resident() -> float:
    """Megabytes of this process in memory."""
    import resource
    return int(STATM.read_text().split()[1]) * resource.getpagesize() / 1_000_000


def seconds(work: Callable[[], object], times: int) -> float:
    """Processor time of as many calls, which somebody else's work does not change much."""
    start = time.process_time()
    for _ in range(times):
        work()
    return time.process_time() - start


@pytest.mark.full
@pytest.mark.benchmark
@pytest.mark.skipif(not STATM.exists(), reason="the system does not tell how much memory a process has")
def test_two_hundred_records_take_no_longer_each_and_no_more_memory(catalogue: Catalogue, tmp_path: Path, say: Callable[[str], None]) -> None:
    desk = walked(tmp_path, catalogue)
    place, key = desk.workplace, make_key("Praxis am Bach", NOW)

    def sealed_record() -> bytes:
        events, kept = place.store.events(desk.visit_id), place.store.document(desk.visit_id, "consent")
        source = Source(facts_of(desk.visit, catalogue), events, kept.data if kept else None)
        return seal(printed("record", source), key, when=NOW, reason="Record of the visit sealed")

    seconds(sealed_record, WARM)
    gc.collect()
    quarters, memory = [], [resident()]
    for _ in range(4):
        quarters.append(seconds(sealed_record, RECORDS // 4))
        gc.collect()
        memory.append(resident())
    say(f"two hundred records: {', '.join(f'{one:.2f}' for one in quarters)} s a quarter, "
        f"{', '.join(f'{one:.0f}' for one in memory)} MB")
    assert sum(quarters[2:]) <= GROWTH * sum(quarters[:2])
    assert memory[-1] - memory[0] <= MOST_MEGABYTES
