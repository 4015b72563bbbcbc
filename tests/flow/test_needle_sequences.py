"""In = out + present + left in on purpose, at every site and in all, whatever hands do and whenever the program dies."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.ledger import Ledger, ledger_of
from needlesafe.errors import GateRefused
from needlesafe.exchange.visit_file import read_visit
from needlesafe.exchange.visit_json import visit_bytes
from needlesafe.flow.sealing import finish
from needlesafe.flow.steps import finish_gate
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.flow.workplace import Workplace
from tests.helpers.needle_deeds import Tray, agreed, copied, perform, random_deed

ROOT = Path(__file__).parents[2]
SEED, LENGTH = 20261121, 16
RESUMED, REREAD = 0.1, 0.2


@pytest.mark.parametrize(("sequences", "seed"), [
    (150, SEED), *(pytest.param(500, part, marks=pytest.mark.full) for part in range(10_000 // 500))])
def test_the_count_holds_and_finish_is_refused_until_it_balances(
        sequences: int, seed: int, place: Workplace, catalogue: Catalogue) -> None:
    chance, template = random.Random(seed), agreed(place, catalogue)
    done, refused, resumed, shut, open_ = 0, 0, 0, 0, 0
    for _ in range(sequences):
        desk, tray = copied(place, template), Tray()
        for _ in range(chance.randint(3, LENGTH)):
            deed = random_deed(chance, tray.waiting)
            if tray.allows(deed):
                perform(desk, deed)
                tray.follow(deed)
                done += 1
            else:
                demand_refusal(desk, deed)
                refused += 1
            if chance.random() < RESUMED:
                desk, resumed = resumed_like(desk), resumed + 1
            compare(ledger_of(desk.visit), tray)
            shut, open_ = (shut, open_ + 1) if try_to_finish(desk, tray) else (shut + 1, open_)
        if chance.random() < REREAD:
            demand_the_same_file(desk, catalogue)
        take_everything_out(desk, tray)
    print(f"{sequences} sequences (seed {seed}): {done} deeds, {refused} refused, {resumed} resumed, finish shut {shut} times, open {open_}")
    assert min(done, refused, resumed, shut, open_) >= sequences // 3


def demand_refusal(desk: VisitDesk, deed: tuple[str, tuple[object, ...]]) -> None:
    """A deed that is not possible is refused and changes nothing."""
    before = desk.visit
    with pytest.raises(GateRefused):
        perform(desk, deed)
    assert desk.visit is before


def resumed_like(desk: VisitDesk) -> VisitDesk:
    """The desk as the store has it, which is as it was."""
    other = VisitDesk.resume(desk.workplace, desk.visit_id)
    assert other.visit == desk.visit
    return other


def compare(book: Ledger, tray: Tray) -> None:
    """The ledger says what the tray says, and its law holds."""
    for line in book.sites:
        here = [len(tray.at(line.site, state)) for state in ("in", "left", "waiting")]
        assert [line.present, line.declared, line.to_count] == here
        assert line.placed == line.removed + line.present + line.declared
        assert bool(line.since) == bool(line.present)
    assert (book.placed, book.removed) == (len(tray.needles), tray.count("out", "waiting"))
    assert book.placed == book.removed + book.present + book.declared
    assert book.balanced == (not tray.count("in", "waiting")) and book.in_charge == tray.charge
    for name in ("placed", "removed", "declared", "present"):
        assert sum(getattr(person, name) for person in book.people) == getattr(book, name)


def try_to_finish(desk: VisitDesk, tray: Tray) -> bool:
    """Whether the visit could be finished: only where every needle is accounted for, and then nothing else is lacking."""
    gate = finish_gate(desk.standing)
    assert not desk.lacks("needle-out")
    if tray.settled:
        assert not desk.lacks(gate)
        return True
    with pytest.raises(GateRefused):
        finish(desk)
    assert not desk.visit.closed and {lack.code for lack in desk.lacks(gate)} <= {"needles", "count-after", "left-in-withdrawn"}
    return False


def demand_the_same_file(desk: VisitDesk, catalogue: Catalogue) -> None:
    """The visit file tells the needles again."""
    told = read_visit(visit_bytes(desk.visit), catalogue)
    assert (told.treatment, told.handled, told.sites) == (desk.visit.treatment, desk.visit.handled, desk.visit.sites)
    assert ledger_of(told) == ledger_of(desk.visit)


def take_everything_out(desk: VisitDesk, tray: Tray) -> None:
    """Whatever happened, every needle comes out, one after the other."""
    for site in range(3):
        for _ in tray.at(site, "in", "left"):
            desk.remove(site, 1, by="Mary Walsh")
    book = ledger_of(desk.visit)
    assert (book.present, book.declared, book.placed) == (0, 0, book.removed)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
@pytest.mark.parametrize("kills", [8, pytest.param(60, marks=pytest.mark.full)])
def test_the_count_holds_when_the_program_is_killed_at_any_moment(
        kills: int, place: Workplace, catalogue: Catalogue, tmp_path: Path) -> None:
    desk = copied(place, agreed(place, catalogue))
    acts = tmp_path / "acts"
    acts.touch()
    place.store.close()
    told = [str(place.store.folder), desk.visit_id, str(acts), str(kills), str(SEED)]
    done = subprocess.run([sys.executable, "-m", "tests.helpers.killed_needles", *told], capture_output=True, text=True,
                          check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    print(done.stdout)
