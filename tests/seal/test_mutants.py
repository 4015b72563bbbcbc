"""Whatever a file holds, `verify` gives one of its four words, soon, and in little memory."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from needlesafe.seal import CHANGED, NOT_OURS, UNCHANGED, UNVERIFIABLE, WORDS, SealKey, verify
from needlesafe.seal.apart import MEMORY
from tests.helpers.sealed_documents import EveryDocument
from tests.seal.bombs import BOMBS
from tests.seal.mutants import mutants

ROOT = Path(__file__).resolve().parents[2]
SEED = 20261121
SECONDS = 5.0
"""Of the processor; by the clock it is the same on a machine that does nothing else."""
BATCH, AT_ONCE = 50, 2
GENUINE = {"attachments that unfold"}
"""Big, and sealed by us."""
OURS_NO_LONGER = {"a thousand fields for one seal", "eight signatures of others", "ranges of huge numbers"}
SHORT = ("nothing", "one byte", "arrays in arrays", "a table of a million parts", "a thousand fields for one seal",
         "objects that unfold", "attachments that unfold", "a table before itself", "encrypted for nobody", "signed by somebody else")
"""Bombs of every sort for the usual run, among them those that take longest."""

Told = dict[str, Any]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what a process took is limited and counted on Linux only")


def judged(files: Iterable[tuple[str, bytes]], folder: Path, key: SealKey) -> Iterator[Told]:
    """What `verify_file` says of each file, and what it cost; so many files at a time lie on the disk."""
    certificate = folder / "trusted.der"
    certificate.write_bytes(key.certificate)
    waiting = iter(files)
    while batch := list(islice(waiting, BATCH)):
        halves = [_started(batch[half::AT_ONCE], folder / str(half), certificate) for half in range(AT_ONCE)]
        for process in halves:
            told, wrong = process.communicate()
            assert process.returncode == 0, wrong
            yield from map(json.loads, told.splitlines())


def _started(files: list[tuple[str, bytes]], folder: Path, certificate: Path) -> subprocess.Popen[str]:
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, data in files:
        (folder / f"{name}.pdf").write_bytes(data)
    return subprocess.Popen([sys.executable, "-m", "tests.seal.judged_apart", str(folder), str(certificate)], cwd=ROOT,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _said(told: list[Told]) -> str:
    slowest = max(told, key=lambda one: one["processor"])
    return (f"{len(told)} files: {dict(Counter(one['word'] for one in told))}; most {slowest['processor']:.1f} s of the "
            f"processor ({slowest['name']}), {max(one['clock'] for one in told):.1f} s by the clock, "
            f"peak {max(one['peak'] for one in told) / 2**20:.0f} MB")


def _faults(told: list[Told]) -> list[Told]:
    return [one for one in told if one["word"] not in WORDS or one["processor"] > SECONDS or one["peak"] >= MEMORY]


def _bombs(names: Iterable[str], sealed: bytes, key: SealKey) -> Iterator[tuple[str, bytes]]:
    for name in names:
        yield name, BOMBS[name](sealed, key)


@pytest.mark.parametrize("names", [SHORT, pytest.param(tuple(BOMBS), marks=pytest.mark.full)], ids=["short", "full"])
def test_no_file_made_to_harm_its_reader_takes_long_or_much(names: tuple[str, ...], sealed: bytes, key: SealKey,
                                                            tmp_path: Path) -> None:
    told = list(judged(_bombs(names, sealed, key), tmp_path, key))
    for one in told:
        print(f"{one['name']:48}{one['word']:20}{one['processor']:6.1f} s {one['clock']:6.1f} s")
    print(_said(told))
    assert sorted(one["name"] for one in told) == sorted(names)
    assert _faults(told) == []
    for one in told:
        wanted = {UNCHANGED} if one["name"] in GENUINE else {UNVERIFIABLE, NOT_OURS}
        assert one["word"] in ({CHANGED} if one["name"] in OURS_NO_LONGER else wanted), one


@pytest.mark.parametrize(("count", "part"), [(8, 0), *(pytest.param(500, part, marks=pytest.mark.full) for part in range(4))])
def test_no_mutant_breaks_the_judgement(every_document: EveryDocument, tmp_path: Path, count: int, part: int) -> None:
    made = mutants(list(every_document.pdfs.values()), count, SEED + part)
    told = list(judged(((f"{number:04}", pdf) for number, pdf in enumerate(made)), tmp_path, every_document.key))
    print(f"mutants (seed {SEED + part}): {_said(told)}")
    assert len(told) == count
    assert _faults(told) == []
    assert [one for one in told if one["word"] == UNCHANGED] == []


def test_no_mutant_breaks_the_judgement_without_a_process_of_its_own(every_document: EveryDocument) -> None:
    trusted = (every_document.key.certificate,)
    words = Counter(verify(pdf, register=None, trusted=trusted).word
                    for pdf in mutants(list(every_document.pdfs.values()), 200, SEED + 9))
    print(f"200 mutants in the same process: {dict(words)}")
    assert set(words) <= {CHANGED, NOT_OURS, UNVERIFIABLE}
