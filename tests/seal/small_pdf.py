"""A small PDF of one page with attachments and one empty seal field that is already drawn; under three kilobytes."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pikepdf
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, Pdf, String

ATTACHED = {"visit.json": b'{"format": "needlesafe-visit", "version": 1}\n', "journal.jsonl": b'{"seq": 1}\n' * 40}
LOOK = b"0.4 G 1 1 158 38 re S"
"""What the widget shows before and after it is sealed."""
_DATE = "D:20261121100230Z"


def small_pdf(attached: Mapping[str, bytes] = ATTACHED, fields: tuple[str, ...] = ("Seal",), *,
              compressed: bool = False) -> bytes:
    """The PDF, byte-identical each time."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(300, 800)).obj
        page.Contents = pdf.make_stream(b"0.2 g 72 700 200 60 re f")
        widgets = [_widget(pdf, page, name) for name in fields]
        page.Annots = pdf.make_indirect(Array(widgets))
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(widgets), SigFlags=0))
        pdf.docinfo["/Title"] = String("Small")
        for name, data in attached.items():
            pdf.attachments[name] = AttachedFileSpec(pdf, data, filename=name, mime_type="application/json",
                                                     creation_date=_DATE, mod_date=_DATE)
        out = io.BytesIO()
        pdf.save(out, force_version="1.7", deterministic_id=True, compress_streams=compressed,
                 object_stream_mode=pikepdf.ObjectStreamMode.disable)
        return out.getvalue()


def _widget(pdf: Pdf, page: pikepdf.Object, name: str) -> pikepdf.Object:
    look = pdf.make_stream(LOOK, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 160, 40]),
                           Resources=Dictionary())
    return pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=String(name), F=132,
                                        TU=String("Seal of the clinic"), Rect=Array([72, 72, 232, 112]), P=page,
                                        AP=Dictionary(N=look)))
