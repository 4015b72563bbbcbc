"""What is sealed is what is seen: our documents hold nothing that hides, and what could hide something is not sealed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from needlesafe.errors import SealRefused
from needlesafe.seal import SealKey, seal
from tests.helpers.sealed_documents import EveryDocument
from tests.seal.conftest import NOW
from tests.seal.forged_whole import DOUBLED, PASTED
from tests.seal.forging import Attack, rewritten, unsealed
from tests.seal.hidden import hidden_parts, unseen_words, unused_objects

Plant = Callable[[pikepdf.Pdf], None]


def _written(operators: bytes) -> Plant:
    """Words in the margin of the first page, in its own first face, where the star is."""
    def plant(pdf: pikepdf.Pdf) -> None:
        face = sorted(pdf.pages[0].Resources.Font.keys())[0]
        pdf.pages[0].contents_add(operators.replace(b"*", face.encode() + b" 8 Tf 10 400 Td (\x21\x22\x23\x24) Tj"))
    return plant


def _layered(pdf: pikepdf.Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=pikepdf.String("L")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    pdf.pages[0].Resources.Properties = Dictionary(L=layer)
    pdf.pages[0].contents_add(b"/OC /L BDC", prepend=True)
    pdf.pages[0].contents_add(b"EMC")


def _scripted(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def _second_field(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm.Fields.append(pdf.make_indirect(Dictionary(FT=Name.Tx, T=pikepdf.String("More"))))


def _filled_in(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp/>")


UNSEEN = {
    "white on white": _written(b"q 1 g BT * ET Q"),
    "without ink": _written(b"q 0 g BT 3 Tr * ET Q"),
    "under a sheet": _written(b"q 0 g BT * ET 1 g 0 380 50 50 re f Q"),
    "beyond the edge": _written(b"q 0 g 1 0 0 1 -30 0 cm BT * ET Q"),
    "all of it under a sheet": lambda pdf: pdf.pages[0].contents_add(b"q 1 g 0 0 900 900 re f Q")}
HIDING = {"a layer": _layered, "a script": _scripted, "a second field": _second_field, "a form of another kind": _filled_in}
TOOLS = pytest.mark.skipif(shutil.which("pdftotext") is None or shutil.which("pdftoppm") is None,
                           reason="pdftotext or pdftoppm is not installed: whether each word can be seen was not judged")


def test_a_document_holds_nothing_that_hides_or_changes(every_document: EveryDocument) -> None:
    for kind, sealed in every_document.pdfs.items():
        assert hidden_parts(unsealed(sealed)) == [], kind
        assert hidden_parts(sealed) == [], kind


def test_a_document_holds_one_state_of_itself_and_nothing_that_is_not_used(every_document: EveryDocument) -> None:
    for kind, sealed in every_document.pdfs.items():
        assert (unsealed(sealed).count(b"startxref"), sealed.count(b"startxref")) == (1, 2), kind
        assert unused_objects(unsealed(sealed)) == [], kind


@TOOLS
def test_every_word_of_a_document_can_be_seen(every_document: EveryDocument, tmp_path: Path) -> None:
    for kind, sealed in every_document.pdfs.items():
        assert unseen_words(sealed, tmp_path) == [], kind


@TOOLS
@pytest.mark.parametrize("way", UNSEEN)
def test_a_word_that_cannot_be_seen_is_found(every_document: EveryDocument, tmp_path: Path, way: str) -> None:
    planted = rewritten(UNSEEN[way])(unsealed(every_document.pdfs["aftercare"]))
    assert unseen_words(planted, tmp_path)


@pytest.mark.parametrize("way", HIDING)
def test_what_could_hide_something_is_found_and_not_sealed(every_document: EveryDocument, key: SealKey, way: str) -> None:
    planted = rewritten(HIDING[way])(unsealed(every_document.pdfs["record"]))
    assert hidden_parts(planted)
    with pytest.raises(SealRefused):
        seal(planted, key, when=NOW, reason="Record")


@pytest.mark.parametrize(("prepare", "told"), [(PASTED, "a note beside the seal"), (DOUBLED, "an earlier state of itself")])
def test_a_document_that_was_prepared_for_a_forgery_is_not_sealed(every_document: EveryDocument, key: SealKey,
                                                                   prepare: Attack, told: str) -> None:
    for sealed in every_document.pdfs.values():
        with pytest.raises(SealRefused, match=told):
            seal(prepare(unsealed(sealed)), key, when=NOW, reason="Record")


def test_what_was_written_twice_leaves_objects_that_nothing_uses(every_document: EveryDocument) -> None:
    assert unused_objects(DOUBLED(unsealed(every_document.pdfs["record"])))
