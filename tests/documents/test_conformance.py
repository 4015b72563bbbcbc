"""Archives and screen readers can use what we print: independent validators say so, and can say no."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from needlesafe.documents.build import Built, build
from needlesafe.documents.style import LARGE_PRINT
from needlesafe.documents.typesetter import Typesetter
from tests.documents import specimen
from tests.helpers.page_check import page_faults
from tests.helpers.verapdf import VeraPdf

FLAVOURS = ("3a", "ua1")


def _letter() -> Built:
    return build(specimen.story(), replace(specimen.WITH_DATA, page_size="Letter"), specimen.closing())


def _large_print() -> Built:
    return build(specimen.story(Typesetter(LARGE_PRINT)), specimen.SHEET)


def _smallest() -> Built:
    return build([Typesetter().title("Only a title")], specimen.SHEET)


KINDS = (specimen.build_specimen, specimen.build_specimen_draft, _letter, _large_print, _smallest)


@pytest.mark.parametrize("make", KINDS)
def test_every_kind_of_sheet_passes_both_validators(make: Callable[[], Built], verapdf: VeraPdf, tmp_path: Path) -> None:
    file = tmp_path / "sheet.pdf"
    file.write_bytes(make().pdf)
    for flavour in FLAVOURS:
        verdict = verapdf.check(file, flavour)
        assert verdict.passed, (flavour, verdict.broken)
        assert verdict.checks > 100
        assert page_faults(file.read_bytes(), flavour) == []


@pytest.mark.parametrize(("fault", "flavour"), [("/StructTreeRoot", "3a"), ("/Lang", "ua1"), ("/OutputIntents", "3a"),
                                                ("/Metadata", "ua1")])
def test_a_planted_fault_is_found(opened: pikepdf.Pdf, verapdf: VeraPdf, tmp_path: Path, fault: str,
                                  flavour: str) -> None:
    del opened.Root[fault]
    opened.save(tmp_path / "faulty.pdf")
    assert not verapdf.check(tmp_path / "faulty.pdf", flavour).passed


def test_qpdf_finds_nothing_wrong(built: Built, tmp_path: Path) -> None:
    if shutil.which("qpdf") is None:
        pytest.skip("qpdf is not installed: the syntax of the documents was not checked by it")
    file = tmp_path / "sheet.pdf"
    file.write_bytes(built.pdf)
    told = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True)
    assert told.returncode == 0, told.stdout + told.stderr


def test_every_face_is_embedded_as_a_subset(opened: pikepdf.Pdf) -> None:
    fonts = [item for item in opened.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"]
    assert len(fonts) >= 4
    for font in fonts:
        assert "+" in str(font.BaseFont)
        assert "/FontFile2" in font.FontDescriptor
        assert "/ToUnicode" in font


def test_a_page_takes_little_room(built: Built) -> None:
    assert len(built.pdf) < 120_000
    assert len(_smallest().pdf) < 30_000


def test_particulars_stand_in_both_places_and_name_no_patient(opened: pikepdf.Pdf) -> None:
    packet = opened.Root.Metadata.read_bytes().decode("utf-8")
    assert str(opened.trailer.Info.Title) == specimen.SHEET.title
    assert "<rdf:li xml:lang=\"x-default\">Specimen of every piece</rdf:li>" in packet
    assert "2026-11-21T10:02:30+00:00" in packet
    for text in (packet, *(str(value) for _, value in opened.trailer.Info.items())):
        assert "Zo\u00eb" not in text


def test_attachments_come_out_as_they_went_in(opened: pikepdf.Pdf) -> None:
    kept = opened.attachments["visit.json"]
    assert kept.get_file().read_bytes() == specimen.DATA.data
    assert kept.obj.AFRelationship == "/Data"
    assert [item.objgen for item in opened.Root.AF] == [kept.obj.objgen]


def test_the_seal_has_one_empty_field_that_is_tagged(opened: pikepdf.Pdf) -> None:
    field, = opened.Root.AcroForm.Fields
    assert (str(field.T), str(field.FT)) == ("Seal", "/Sig")
    assert "/V" not in field
    left, bottom, right, top = map(float, field.Rect)
    assert right - left > 200 and top - bottom > 40
    assert str(field.TU) == "Seal of the clinic"


def test_an_unknown_relationship_is_refused() -> None:
    with pytest.raises(ValueError, match="Data, Supplement, Source"):
        replace(specimen.DATA, relationship="Friend")


def test_a_time_without_its_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        replace(specimen.SHEET, created=specimen.SHEET.created.replace(tzinfo=None))


def test_a_plain_pdf_does_not_pass(verapdf: VeraPdf, tmp_path: Path) -> None:
    with pikepdf.new() as empty:
        empty.add_blank_page()
        kept = io.BytesIO()
        empty.save(kept)
    (tmp_path / "plain.pdf").write_bytes(kept.getvalue())
    assert not verapdf.check(tmp_path / "plain.pdf", "3a").passed
