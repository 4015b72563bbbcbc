"""Forgeries that leave the sealed bytes alone and add an update after them."""

from __future__ import annotations

import asyncio
import hashlib
import io
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from typing import Any

from asn1crypto import cms, keys, ocsp, x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import DocumentTimestamp
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore

from needlesafe.seal import make_key
from tests.seal.forged_in_place import unsigned_attribute
from tests.seal.forging import LATER, Attack, Change, Outline, container_of, hole, sign_again, updated, written_on

WHITE_OUT = b"1 g 0 0 300 800 re f"


def _part(node: generic.DictionaryObject, key: str, otherwise: object) -> Any:
    """An entry with its reference followed."""
    return node[key] if key in node else otherwise


def swap_page(writer: IncrementalPdfFileWriter) -> None:
    """The first page draws something else."""
    page, _ = writer.find_page_for_modification(0)
    page.get_object()["/Contents"] = writer.add_object(generic.StreamObject(stream_data=WHITE_OUT))
    writer.mark_update(page)


def change_info(writer: IncrementalPdfFileWriter) -> None:
    """Another title."""
    writer.trailer["/Info"]["/Title"] = generic.TextStringObject("Other")
    writer.mark_update(writer.trailer.raw_get("/Info"))


def open_action(writer: IncrementalPdfFileWriter) -> None:
    """A script that runs when the file is opened."""
    script = generic.DictionaryObject({pdf_name("/S"): pdf_name("/JavaScript"),
                                       pdf_name("/JS"): generic.TextStringObject("app.alert(1)")})
    writer.root["/OpenAction"] = script
    writer.update_root()


def drop_attachments(writer: IncrementalPdfFileWriter) -> None:
    """A tree of names without the attachments."""
    writer.root["/Names"] = generic.DictionaryObject()
    writer.update_root()


def swap_attachment(writer: IncrementalPdfFileWriter) -> None:
    """Other bytes for the first attachment, or one where there is none."""
    stream = writer.add_object(generic.StreamObject(stream_data=b"{}"))
    if "/Names" in writer.root:
        tree = writer.root["/Names"]["/EmbeddedFiles"]["/Names"]
        tree[1]["/EF"]["/F"] = tree[1]["/EF"]["/UF"] = stream
        writer.mark_update(tree.raw_get(1))
        return
    spec = generic.DictionaryObject({pdf_name("/Type"): pdf_name("/Filespec"), pdf_name("/F"): generic.pdf_string("a"),
                                     pdf_name("/EF"): generic.DictionaryObject({pdf_name("/F"): stream})})
    names = generic.ArrayObject([generic.pdf_string("a"), writer.add_object(spec)])
    tree = generic.DictionaryObject({pdf_name("/Names"): names})
    writer.root["/Names"] = generic.DictionaryObject({pdf_name("/EmbeddedFiles"): tree})
    writer.update_root()


def new_look(writer: IncrementalPdfFileWriter) -> None:
    """The stamp of the seal is drawn anew."""
    field = writer.root["/AcroForm"]["/Fields"].raw_get(0)
    look = generic.StreamObject(stream_data=b"1 0 0 rg 0 0 160 40 re f")
    field.get_object()["/AP"]["/N"] = writer.add_object(look)
    writer.mark_update(field)


def annotation(kind: str) -> Attack:
    """A note on the first page."""
    def change(writer: IncrementalPdfFileWriter) -> None:
        page, _ = writer.find_page_for_modification(0)
        box = generic.ArrayObject(map(generic.NumberObject, (72, 600, 200, 640)))
        note = generic.DictionaryObject({pdf_name("/Type"): pdf_name("/Annot"), pdf_name("/Subtype"): pdf_name(kind),
                                         pdf_name("/Rect"): box, pdf_name("/Contents"): generic.pdf_string("no")})
        kept = _part(page.get_object(), "/Annots", [])
        page.get_object()["/Annots"] = generic.ArrayObject([*kept, writer.add_object(note)])
        writer.mark_update(page)
    return updated(change)


def second_signature(sealed: bytes) -> bytes:
    """A stranger signs as well."""
    return sign_again(sealed, make_key("Somebody else", LATER), "Second")


def a_layer(*, hidden: bool) -> Change:
    """The first page put into a layer that is off, or a layer that nothing is in."""
    def change(writer: IncrementalPdfFileWriter) -> None:
        layer = writer.add_object(generic.DictionaryObject({pdf_name("/Type"): pdf_name("/OCG"),
                                                            pdf_name("/Name"): generic.pdf_string("L")}))
        usual = generic.DictionaryObject({pdf_name("/OFF"): generic.ArrayObject([layer] if hidden else [])})
        writer.root["/OCProperties"] = generic.DictionaryObject({
            pdf_name("/OCGs"): generic.ArrayObject([layer]), pdf_name("/D"): usual})
        writer.update_root()
        if not hidden:
            return
        page, _ = writer.find_page_for_modification(0)
        drawn = page.get_object()
        drawn["/Resources"] = generic.DictionaryObject(_part(drawn, "/Resources", {}))
        drawn["/Resources"]["/Properties"] = generic.DictionaryObject({pdf_name("/L"): layer})
        ends = [writer.add_object(generic.StreamObject(stream_data=data)) for data in (b"/OC /L BDC", b"EMC")]
        drawn["/Contents"] = generic.ArrayObject([ends[0], drawn.raw_get("/Contents"), ends[1]])
        writer.mark_update(page)
    return change


def other_font(writer: IncrementalPdfFileWriter) -> None:
    """Every face of the first page replaced by one that draws other letters for the same codes."""
    page, _ = writer.find_page_for_modification(0)
    resources = _part(page.get_object(), "/Resources", {})
    entries = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Symbol"}
    new = writer.add_object(generic.DictionaryObject({pdf_name(key): pdf_name(word) for key, word in entries.items()}))
    fonts = generic.DictionaryObject({pdf_name(name): new for name in [*_part(resources, "/Font", ()), "/F1"]})
    page.get_object()["/Resources"] = generic.DictionaryObject({**resources, pdf_name("/Font"): fonts})
    writer.mark_update(page)


def other_letters(writer: IncrementalPdfFileWriter) -> None:
    """The files of the faces on the first page, or the page itself where it has none, overwritten under their numbers."""
    page, _ = writer.find_page_for_modification(0)
    fonts = _part(_part(page.get_object(), "/Resources", {}), "/Font", {})
    files = [fonts[name]["/FontDescriptor"].raw_get("/FontFile2") for name in fonts if "/FontDescriptor" in fonts[name]]
    for place in files or [page]:
        writer.objects[(place.generation, place.idnum)] = generic.StreamObject(stream_data=b"other")


def hybrid_table(sealed: bytes) -> bytes:
    """A table of the old kind that names a hidden one, which says where another first page stands."""
    outline = Outline(sealed)
    out = bytearray(sealed)
    page_at = len(out)
    out += b"%d 0 obj\n%b\nendobj\n" % (outline.page, outline.blank_page)
    hidden_at = len(out)
    out += _table_stream(outline, outline.size, {outline.page: (1, page_at, 0)}, hidden_at)
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \ntrailer\n<< %b >>\nstartxref\n%d\n%%%%EOF\n" % (
        outline.trailer(b"/XRefStm %d" % hidden_at), start)
    return bytes(out)


def clobbered(sealed: bytes) -> bytes:
    """A new stream of objects that holds another object under the number of the first page."""
    outline = Outline(sealed)
    head = b"%d 0 " % outline.page
    body = head + outline.blank_page
    out = bytearray(sealed)
    stream_at, number = len(out), outline.size
    out += b"%d 0 obj\n<< /Type /ObjStm /N 1 /First %d /Length %d >>\nstream\n%b\nendstream\nendobj\n" % (
        number, len(head), len(body), body)
    start = len(out)
    entries = {outline.page: (2, number, 0), number: (1, stream_at, 0)}
    out += _table_stream(outline, number + 1, entries, start)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def _table_stream(outline: Outline, number: int, entries: dict[int, tuple[int, int, int]], at: int) -> bytes:
    """A table of the new kind as an object of its own."""
    rows = {**entries, number: (1, at, 0)}
    data = b"".join(kind.to_bytes(1) + place.to_bytes(4) + last.to_bytes(2) for kind, place, last in rows.values())
    index = b" ".join(b"%d 1" % row for row in rows)
    return b"%d 0 obj\n<< /Type /XRef /W [1 4 2] /Index [%b] /Length %d %b >>\nstream\n%b\nendstream\nendobj\n" % (
        number, index, len(data), outline.trailer(spare=2), data)


def twice_in_catalogue(sealed: bytes) -> bytes:
    """A catalogue that names two trees of pages: which one is read depends on the reader."""
    outline = Outline(sealed)
    pages = b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % (outline.size + 1)
    blank = b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 300 800] /Resources << >> >>" % outline.size
    catalogue = b"<< /Type /Catalog /Pages %d 0 R /Pages %d 0 R >>" % (outline.pages, outline.size)
    return written_on(sealed, {outline.root: catalogue, outline.size: pages, outline.size + 1: blank})


def xref_only(sealed: bytes) -> bytes:
    """Nothing but a table, which strikes the first page."""
    return written_on(sealed, {Outline(sealed).page: None})


def security_store(*, times: int, for_the_seal: bool) -> Attack:
    """Certificates and answers about them for years to come, in as many updates as wanted."""
    def attack(sealed: bytes) -> bytes:
        start, end = hole(sealed)
        name = sealed[start:end] if for_the_seal else None
        owner = cms.ContentInfo.load(container_of(sealed))["content"]["certificates"][0].chosen
        answer = ocsp.OCSPResponse({"response_status": "try_later"})
        for turn in range(times):
            others = [x509.Certificate.load(make_key(f"Authority {turn}", LATER).certificate)]

            def change(writer: IncrementalPdfFileWriter, certs: list[x509.Certificate] = [owner, *others]) -> None:
                DocumentSecurityStore.supply_dss_in_writer(writer, name, certs=certs,
                                                           ocsps=[answer] if for_the_seal else None)
                writer.update_root()
            sealed = updated(change)(sealed)
        return sealed
    return attack


def said_to_last(sealed: bytes) -> bytes:
    """The extension that announces validation data for years, without any."""
    def change(writer: IncrementalPdfFileWriter) -> None:
        level = generic.DictionaryObject({pdf_name("/BaseVersion"): pdf_name("/1.7"),
                                          pdf_name("/ExtensionLevel"): generic.NumberObject(5)})
        writer.root["/Extensions"] = generic.DictionaryObject({pdf_name("/ESIC"): level})
        writer.update_root()
    return updated(change)(sealed)


@cache
def _authority() -> DummyTimeStamper:
    """An authority of its own for time stamps."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    der = private.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    owner = x509.Certificate.load(make_key("Time stamps", LATER).certificate)
    return DummyTimeStamper(owner, keys.PrivateKeyInfo.load(der), fixed_dt=LATER - timedelta(hours=12))


@cache
def stamp_of_another_file() -> cms.ContentInfo:
    """A time stamp that is sound for another file."""
    return asyncio.run(_authority().async_timestamp(hashlib.sha256(b"another file").digest(), "sha256"))


def copied_into_the_seal(sealed: bytes) -> bytes:
    """The stamp among the attributes of the seal that are not signed."""
    return unsigned_attribute(sealed, stamp_of_another_file())


def copied_as_update(sealed: bytes) -> bytes:
    """The stamp as a document's own time stamp after the seal, as archives make it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(sealed))
    steps = PdfCMSEmbedder(new_field_spec=SigFieldSpec("Stamp", empty_field_appearance=True)).write_cms("Stamp", writer)
    next(steps)
    steps.send(SigObjSetup(sig_placeholder=DocumentTimestamp(bytes_reserved=8192)))
    _, output = steps.send(SigIOSetup(md_algorithm="sha256"))
    steps.send(stamp_of_another_file().dump())
    return output.getvalue()


INCREMENTAL: dict[str, Callable[[bytes], bytes]] = {
    "trailing bytes": lambda sealed: sealed + b"\n% more\n", "a second end": lambda sealed: sealed + b"%%EOF\n",
    "a body without table": lambda sealed: sealed + b"1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n",
    "page content swapped": updated(swap_page), "Info changed": updated(change_info),
    "a script at opening": updated(open_action), "attachments dropped": updated(drop_attachments)}
ANNOTATIONS = {f"{kind[1:]} annotation": annotation(kind)
               for kind in ("/FreeText", "/Stamp", "/Redact", "/Square", "/Widget")}
FONTS = {"another face": updated(other_font), "other letters in a face": updated(other_letters)}
LAYERS = {"a page in a layer that is off": updated(a_layer(hidden=True)), "an empty layer": updated(a_layer(hidden=False))}
TABLES = {"a hybrid table": hybrid_table}
CLOBBER = {"an object stream over the page": clobbered}
TWICE = {"two trees of pages": twice_in_catalogue}
LASTING = {"validation data for the seal": security_store(times=1, for_the_seal=True),
           "an announcement of validation data": said_to_last}
STORES = {"validation data": security_store(times=1, for_the_seal=False),
          "validation data, three times": security_store(times=3, for_the_seal=True)}
STAMPS = {"a time stamp in the seal": copied_into_the_seal, "a time stamp as an update": copied_as_update}
MORE = {"an empty update": updated(lambda writer: writer.update_root()), "an attachment swapped": updated(swap_attachment),
        "the stamp drawn anew": updated(new_look), "a table that strikes the page": xref_only}
