"""Forgeries that put another file in the place of the sealed one, and those that were prepared before it was sealed."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pikepdf
from asn1crypto import cms
from pikepdf import Array, Dictionary, Name
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from needlesafe.seal import SealKey, container, make_key
from tests.seal.conftest import NOW
from tests.seal.forged_later import second_signature
from tests.seal.forging import (Attack, Outline, container_of, rewritten, sealed_without_asking, sign_again, unsealed,
                                updated, written_on)

WithOurKey = Callable[[bytes, SealKey], bytes]
"""From a sealed file and the key it was sealed with, since something else was sealed with it."""
BLACK = b"0 0 0 rg 60 60 200 200 re f"


def same_name(sealed: bytes) -> bytes:
    """The document under the seal of somebody else who uses the clinic's name."""
    owner = cms.ContentInfo.load(container_of(sealed))["content"]["certificates"][0].chosen.dump()
    return sealed_without_asking(unsealed(sealed), make_key(container.clinic_of(owner), NOW), NOW)


def _strip(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.AcroForm, pdf.Root.Perms
    for page in pdf.pages:
        if "/Annots" in page.obj:
            del page.obj.Annots


def on_approval_only(sealed: bytes, key: SealKey) -> bytes:
    """A second signature on a document that was signed in its field and not certified."""
    return second_signature(sign_again(unsealed(sealed), key, "Seal"))


def _shadow(before: Attack, after: Attack) -> WithOurKey:
    def attack(sealed: bytes, key: SealKey) -> bytes:
        return after(sealed_without_asking(before(unsealed(sealed)), key, NOW))
    return attack


def _cover(pdf: pikepdf.Pdf) -> None:
    """Something under a white sheet."""
    page = pdf.pages[0]
    sheet = pdf.make_stream(b"1 g 0 0 300 300 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 300, 300]))
    name = page.add_resource(sheet, Name.XObject, Name.Cover)
    page.contents_add(b"q " + BLACK + b" %b Do Q" % str(name).encode())


def _uncover(sealed: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(sealed)) as pdf:
        sheet = pdf.pages[0].Resources.XObject.Cover.objgen[0]
    return written_on(sealed, {sheet: None})


def _paste(pdf: pikepdf.Pdf) -> None:
    """A note that shows one thing and may show another."""
    page = pdf.pages[0]
    look = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 200, 200]))
    note = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=Array([60, 60, 260, 260]), F=4, AP=Dictionary(N=look))
    page.obj.Annots = Array([pdf.make_indirect(note), *page.obj.get("/Annots", [])])


def _repaint(sealed: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(sealed)) as pdf:
        look = pdf.pages[0].Annots[0].AP.N.objgen[0]
    body = b"<< /Type /XObject /Subtype /Form /BBox [0 0 200 200] /Length %d >>\nstream\n%b\nendstream" % (len(BLACK), BLACK)
    return written_on(sealed, {look: body})


def _second_document(writer: IncrementalPdfFileWriter) -> None:
    """A whole document more, which nothing refers to."""
    pages = generic.DictionaryObject({pdf_name("/Type"): pdf_name("/Pages"), pdf_name("/Count"): generic.NumberObject(1)})
    above = writer.add_object(pages)
    box = generic.ArrayObject(map(generic.NumberObject, (0, 0, 300, 800)))
    drawn = writer.add_object(generic.StreamObject(stream_data=BLACK))
    pages[pdf_name("/Kids")] = generic.ArrayObject([writer.add_object(generic.DictionaryObject({
        pdf_name("/Type"): pdf_name("/Page"), pdf_name("/Parent"): above, pdf_name("/MediaBox"): box,
        pdf_name("/Contents"): drawn}))])
    writer.add_object(generic.DictionaryObject({pdf_name("/Shadow"): generic.BooleanObject(True),
                                                pdf_name("/Type"): pdf_name("/Catalog"), pdf_name("/Pages"): above}))
    writer.mark_update(writer.root_ref)


def _switch(sealed: bytes) -> bytes:
    """Nothing but a table, which names the other document."""
    hidden = int(re.search(rb"(\d+) 0 obj\n<<\n/Shadow true", sealed).group(1))
    outline = Outline(sealed)
    named = outline.trailer().replace(b"/Root %d " % outline.root, b"/Root %d " % hidden)
    return sealed + b"\nxref\n0 0\ntrailer\n<< %b >>\nstartxref\n%d\n%%%%EOF\n" % (named, len(sealed) + 1)


COVERED, PASTED, DOUBLED = rewritten(_cover), rewritten(_paste), updated(_second_document)
SUBSTITUTION: dict[str, Attack] = {
    "sealed by another of the same name": same_name, "signature stripped": rewritten(_strip),
    "truncated": lambda sealed: sealed[:-200], "junk before": lambda sealed: b"junk\n" + sealed,
    "two files joined": lambda sealed: sealed + sealed}
MORE: dict[str, Attack] = {
    "rewritten": rewritten(lambda pdf: None), "cut in the middle": lambda sealed: sealed[:len(sealed) // 2],
    "rolled back": unsealed}
APPROVAL: dict[str, WithOurKey] = {"a second signature where none is certified": on_approval_only}
SHADOWS: dict[str, WithOurKey] = {
    "shadow: hide": _shadow(COVERED, _uncover), "shadow: replace": _shadow(PASTED, _repaint),
    "shadow: hide and replace": _shadow(DOUBLED, _switch)}
