"""A sealed document of any kind is called unchanged as long as nobody touched it, and never again after that."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from itertools import count, cycle, islice
from pathlib import Path

import pikepdf
import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.clinic_seal import seal_key
from needlesafe.seal import CHANGED, NOT_OURS, UNCHANGED, Register, Verdict, make_key, pem_of, seal, verify
from tests.helpers.sealed_documents import KINDS, EveryDocument, own_workplace, sealed_documents
from tests.helpers.workplaces import CLINIC, MORNING
from tests.seal import attacks
from tests.seal.forging import sealed_without_asking, unsealed

ROOT = Path(__file__).resolve().parents[2]
FULL = bool(os.environ.get("NEEDLESAFE_FULL"))
VISITS, GENUINE = (180, 500) if FULL else (2, 24)
"""How many visits are walked, and how many genuine files are judged: those of the visits, then sealed anew."""
EFFECTIVE = ["page content swapped", "shadow: hide", "shadow: replace", "shadow: hide and replace", "another face",
             "a page in a layer that is off", "a hybrid table", "an object stream over the page"]
"""Forgeries that make a plain reader show another page."""

Judge = Callable[[bytes], Verdict]


def judges(register: Register, certificate: bytes) -> dict[str, Judge]:
    """As a stranger who trusts one certificate (`verify --no-register --trust`), with the register and its hashes, with
    its certificates alone."""
    return {"no register": lambda pdf: verify(pdf, register=None, trusted=(certificate,)),
            "register": lambda pdf: verify(pdf, register=register),
            "no hashes": lambda pdf: verify(pdf, register=register, use_hashes=False)}


def _first_page(pdf: bytes) -> list[bytes]:
    """What a plain reader finds on the first page, with what it refers to."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        page = opened.pages[0].obj
        resources = page.get("/Resources", pikepdf.Dictionary())
        drawn = [*resources.get("/XObject", {}).values(), *(note.AP.N for note in page.get("/Annots", []) if "/AP" in note)]
        return [page.unparse(resolved=True), resources.unparse(resolved=True),
                *(form.read_bytes() if form else b"" for form in drawn)]


def _row(group: str, kind: str, told: Counter[str], seconds: float) -> str:
    words = ", ".join(f"{word} {count}" for word, count in sorted(told.items()))
    return f"{group:28}{kind:44}{words:44}{seconds * 1000:6.0f} ms"


def _chosen(pdfs: Mapping[str, bytes], turn: int) -> list[tuple[str, bytes]]:
    """Every document where counts are long, else the record and two others in turn."""
    others = [(kind, pdf) for kind, pdf in pdfs.items() if FULL or kind != "record"]
    return others if FULL else [("record", pdfs["record"]), *islice(cycle(others), 2 * turn, 2 * turn + 2)]


def test_every_kind_of_document_that_is_sealed_is_here(every_document: EveryDocument) -> None:
    assert set(every_document.pdfs) == set(KINDS), "tests/helpers/sealed_documents.py makes one of each kind"


def test_no_forgery_of_any_document_is_called_unchanged(every_document: EveryDocument) -> None:
    accepted, counts, turn = [], Counter(), count()
    asked, files = judges(every_document.register, every_document.key.certificate), 0
    for group in attacks.GROUPS:
        for kind in group.kinds:
            began, told = time.process_time(), Counter()
            for document, sealed in _chosen(every_document.pdfs, next(turn)):
                forged = attacks.forged(kind, sealed, every_document.key)
                assert forged != sealed
                files += 1
                ways = asked if FULL or document == "record" else ["no register"]
                verdicts = {way: asked[way](forged).word for way in ways}
                accepted += [(kind, document, way) for way, word in verdicts.items() if word == UNCHANGED]
                counts.update(verdicts.values())
                told.update(verdicts.values())
            print(_row(group.name, kind, told, time.process_time() - began))
    print(f"{len(attacks.KINDS)} kinds, {len(every_document.pdfs)} documents, {files} forgeries, {counts.total()} verdicts: "
          f"{dict(counts)}, {len(accepted)} called unchanged")
    assert files >= len(attacks.KINDS) * (len(every_document.pdfs) if FULL else 3)
    assert accepted == []


@pytest.mark.parametrize("kind", EFFECTIVE)
def test_the_forgers_know_their_trade(every_document: EveryDocument, kind: str) -> None:
    for sealed in every_document.pdfs.values():
        assert _first_page(attacks.forged(kind, sealed, every_document.key)) != _first_page(sealed)


@pytest.mark.parametrize(("kind", "before"), [("shadow: hide", attacks.forged_whole.COVERED),
                                              ("shadow: replace", attacks.forged_whole.PASTED),
                                              ("shadow: hide and replace", attacks.forged_whole.DOUBLED)])
def test_what_was_prepared_before_the_seal_is_found_when_it_is_used(every_document: EveryDocument, kind: str,
                                                                    before: attacks.Attack) -> None:
    key = every_document.key
    for sealed in every_document.pdfs.values():
        waiting = sealed_without_asking(before(unsealed(sealed)), key, MORNING)
        assert verify(waiting, register=None, trusted=(key.certificate,)).word == UNCHANGED
        assert verify(attacks.forged(kind, sealed, key), register=None, trusted=(key.certificate,)).word == CHANGED


def test_every_genuine_document_is_called_unchanged(catalogue: Catalogue, every_document: EveryDocument,
                                                    tmp_path: Path) -> None:
    place = own_workplace(tmp_path, catalogue)
    asked = judges(place.register, seal_key(place).certificate)
    refused, kinds = [], Counter()
    walked = list(sealed_documents(place, tmp_path / "out", VISITS))[:GENUINE - 2 * len(KINDS)]
    for kind, sealed in _genuine(walked, every_document.pdfs, place.register, asked):
        kinds[kind] += 1
        refused += [(kind, way, verdict.sentence) for way, judge in asked.items()
                    if (verdict := judge(sealed)).word != UNCHANGED]
    place.store.close()
    print(f"{kinds.total()} genuine documents x {len(asked)} ways: {dict(kinds)}, {len(refused)} not called unchanged")
    assert kinds.total() == GENUINE
    assert refused == []


def test_a_fresh_machine_that_knows_only_the_certificate_calls_them_unchanged(every_document: EveryDocument,
                                                                              tmp_path: Path) -> None:
    home, certificate, file = tmp_path / "home", tmp_path / "clinic.pem", tmp_path / "file.pdf"
    home.mkdir()
    certificate.write_bytes(pem_of(every_document.key.certificate))
    bare = {"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    for kind in KINDS if FULL else ("record", "referral"):
        file.write_bytes(every_document.pdfs[kind])
        for trust, expected in (((), NOT_OURS), (("--trust", str(certificate)), UNCHANGED)):
            told = subprocess.run([sys.executable, "-P", "-m", "needlesafe", "verify", str(file), "--no-register", *trust],
                                  cwd=home, env=bare, capture_output=True, text=True)
            assert told.stdout.startswith(expected), (kind, told.stdout, told.stderr)
            assert (told.returncode == 0) == (expected == UNCHANGED)
            assert "differs" not in told.stdout


def _genuine(walked: list[tuple[str, bytes]], every: Mapping[str, bytes], register: Register,
             asked: dict[str, Judge]) -> Iterator[tuple[str, bytes]]:
    """What the visits sealed, then every kind under other keys, names and times, each known by its certificate alone."""
    yield from walked
    for number, (kind, sealed) in zip(range(GENUINE - len(walked)), cycle(every.items())):
        key = make_key(f"Praxis {'ä' * (number % 50)} {number}", MORNING)
        register.add_certificate(key.certificate)
        asked["no register"] = lambda pdf, key=key: verify(pdf, register=None, trusted=(key.certificate,))
        yield kind, seal(unsealed(sealed), key, when=MORNING + timedelta(days=number), reason=f"Reason {number}")


def test_other_data_under_another_key_is_not_ours(every_document: EveryDocument) -> None:
    swapped = 0
    for sealed in every_document.pdfs.values():
        with pikepdf.open(io.BytesIO(unsealed(sealed))) as pdf:
            if "visit.json" not in pdf.attachments:
                continue
            pdf.attachments["visit.json"].obj.EF.F.write(b"{}\n")
            out = io.BytesIO()
            pdf.save(out)
        forged = seal(out.getvalue(), make_key(CLINIC.name, MORNING), when=MORNING, reason="Record of the visit sealed")
        swapped += 1
        for judge in judges(every_document.register, every_document.key.certificate).values():
            verdict = judge(forged)
            assert (verdict.word, verdict.clinic) == (NOT_OURS, None)
    assert swapped >= 2
