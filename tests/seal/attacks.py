"""Ways to tamper with a sealed PDF, each a function from sealed bytes to other bytes, as a forger would do it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import UTC, datetime

import pikepdf
from asn1crypto import algos, cms
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from needlesafe.seal import SealKey, container, make_key, sealing

Attack = Callable[[bytes], bytes]
LATER = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def hole(sealed: bytes) -> tuple[int, int]:
    """Where the hexadecimal digits of the container begin and end."""
    start = sealed.rindex(b"/Contents <") + len(b"/Contents <")
    return start, sealed.index(b">", start)


def container_of(sealed: bytes) -> bytes:
    """The container's DER without the zeros after it."""
    start, end = hole(sealed)
    der = bytes.fromhex(sealed[start:end].decode())
    return der[:int.from_bytes(der[2:4]) + 4]


def with_digits(sealed: bytes, digits: bytes) -> bytes:
    """The file with other digits in its hole, which keeps its size."""
    start, end = hole(sealed)
    assert len(digits) <= end - start
    return sealed[:start] + digits.ljust(end - start, b"0") + sealed[end:]


def with_container(sealed: bytes, der: bytes) -> bytes:
    """The file with another container, written as sealing writes it."""
    return with_digits(sealed, der.hex().upper().encode())


def ranges_of(sealed: bytes) -> list[int]:
    """The four numbers of the ByteRange."""
    return [int(number) for number in re.search(rb"/ByteRange \[([\d ]+)\]", sealed).group(1).split()]


def _ranges(sealed: bytes, text: bytes) -> bytes:
    """Another value for ByteRange in the same room."""
    room = re.search(rb"(?<=/ByteRange )\[[\d ]+\] *", sealed)
    return sealed[:room.start()] + text.ljust(len(room.group())) + sealed[room.end():]


def _new_ranges(form: str) -> Attack:
    def attack(sealed: bytes) -> bytes:
        zero, a, b, c = ranges_of(sealed)
        return _ranges(sealed, form.format(z=zero, a=a, b=b, c=c, all=len(sealed)).encode())
    return attack


def _replace(old: bytes, new: bytes) -> Attack:
    def attack(sealed: bytes) -> bytes:
        assert old in sealed
        before, after = sealed.rsplit(old, 1)
        return before + new.ljust(len(old)) + after
    return attack


def _update(change: Callable[[IncrementalPdfFileWriter], None]) -> Attack:
    """An incremental update, as an editor writes it."""
    def attack(sealed: bytes) -> bytes:
        writer = IncrementalPdfFileWriter(io.BytesIO(sealed))
        change(writer)
        out = io.BytesIO()
        writer.write(out)
        assert out.getvalue().startswith(sealed)
        return out.getvalue()
    return attack


def _swap_page(writer: IncrementalPdfFileWriter) -> None:
    page, _ = writer.find_page_for_modification(0)
    page.get_object()["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"1 g 0 0 300 800 re f"))
    writer.mark_update(page)


def _change_info(writer: IncrementalPdfFileWriter) -> None:
    writer.trailer["/Info"]["/Title"] = generic.TextStringObject("Other")
    writer.mark_update(writer.trailer.raw_get("/Info"))


def _open_action(writer: IncrementalPdfFileWriter) -> None:
    script = generic.DictionaryObject({pdf_name("/S"): pdf_name("/JavaScript"),
                                       pdf_name("/JS"): generic.TextStringObject("app.alert(1)")})
    writer.root["/OpenAction"] = script
    writer.update_root()


def _drop_attachments(writer: IncrementalPdfFileWriter) -> None:
    writer.root["/Names"] = generic.DictionaryObject()
    writer.update_root()


def _layers(writer: IncrementalPdfFileWriter) -> None:
    writer.root["/OCProperties"] = generic.DictionaryObject({pdf_name("/OCGs"): generic.ArrayObject()})
    writer.update_root()


def _validation_data(writer: IncrementalPdfFileWriter) -> None:
    writer.root["/DSS"] = writer.add_object(generic.DictionaryObject({pdf_name("/Certs"): generic.ArrayObject()}))
    writer.update_root()


def _new_look(writer: IncrementalPdfFileWriter) -> None:
    field = writer.root["/AcroForm"]["/Fields"].raw_get(0)
    look = generic.StreamObject(stream_data=b"1 0 0 rg 0 0 160 40 re f")
    field.get_object()["/AP"]["/N"] = writer.add_object(look)
    writer.mark_update(field)


def _swap_attachment(writer: IncrementalPdfFileWriter) -> None:
    tree = writer.root["/Names"]["/EmbeddedFiles"]["/Names"]
    files = tree[1]["/EF"]
    files["/F"] = files["/UF"] = writer.add_object(generic.StreamObject(stream_data=b"{}"))
    writer.mark_update(tree.raw_get(1))


def _annotation(kind: str) -> Attack:
    def change(writer: IncrementalPdfFileWriter) -> None:
        page, _ = writer.find_page_for_modification(0)
        box = generic.ArrayObject(map(generic.NumberObject, (72, 600, 200, 640)))
        note = generic.DictionaryObject({pdf_name("/Type"): pdf_name("/Annot"), pdf_name("/Subtype"): pdf_name(kind),
                                         pdf_name("/Rect"): box, pdf_name("/Contents"): generic.pdf_string("no")})
        page.get_object()["/Annots"].append(writer.add_object(note))
        writer.mark_update(page.get_object().raw_get("/Annots"))
    return _update(change)


def sign_again(pdf: bytes, key: SealKey, field: str) -> bytes:
    """Another signature without certification, in a new or an empty field."""
    spec = SigFieldSpec(field, box=(72, 400, 232, 440))
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    steps = PdfCMSEmbedder(new_field_spec=spec).write_cms(field, writer)
    next(steps)
    dictionary = SignatureObject(timestamp=LATER, bytes_reserved=2 * container.RESERVED)
    steps.send(SigObjSetup(sig_placeholder=dictionary))
    prepared, output = steps.send(SigIOSetup(md_algorithm="sha256"))
    private = container.load_private(key.private_key)
    steps.send(container.sign(private, key.certificate, prepared.document_digest))
    return output.getvalue()


def sealed_without_asking(pdf: bytes, key: SealKey, moment: datetime) -> bytes:
    """What somebody with our key and a program of his own could make, at any date."""
    private = container.load_private(key.private_key)
    return sealing.certify(pdf, key.certificate, private, sealing.signature_dictionary(key.certificate, moment, "-"))


def _second_signature(sealed: bytes) -> bytes:
    return sign_again(sealed, make_key("Somebody else", LATER), "Second")


def _rewritten(sealed: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(sealed)) as pdf:
        return _saved(pdf)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def _stripped(sealed: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(sealed)) as pdf:
        del pdf.Root.AcroForm, pdf.Root.Perms
        del pdf.pages[0].Annots
        return _saved(pdf)


def _moved(padding: bytes) -> Attack:
    """The signed tail moved to the end, something else in its place (signature wrapping)."""
    def attack(sealed: bytes) -> bytes:
        _, a, b, c = ranges_of(sealed)
        evil = sealed[b:].replace(b"/Root", b"/Toor")
        start = b + len(evil) + len(padding)
        return _ranges(sealed[:b] + evil + padding + sealed[b:], f"[0 {a} {start} {c}]".encode())
    return attack


def _flip(where: Callable[[bytes], int]) -> Attack:
    def attack(sealed: bytes) -> bytes:
        place = where(sealed)
        return sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1:]
    return attack


def high_s(sealed: bytes) -> bytes:
    """The twin (r, n - s) of the signature, which any verifier of ECDSA accepts."""
    info = cms.ContentInfo.load(container_of(sealed))
    signer = info["content"]["signer_infos"][0]
    pair = algos.DSASignature.load(signer["signature"].native).native
    signer["signature"] = algos.DSASignature({"r": pair["r"], "s": container.ORDER - pair["s"]}).dump()
    return with_container(sealed, info.dump())


def _more_in_container(sealed: bytes) -> bytes:
    """An attribute that is not signed, such as a time stamp copied from elsewhere."""
    info = cms.ContentInfo.load(container_of(sealed))
    stamp = cms.CMSAttribute({"type": "signature_time_stamp_token", "values": [cms.ContentInfo.load(
        container_of(sealed))]})
    info["content"]["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes([stamp])
    return with_container(sealed, info.dump())


def _second_certificate(sealed: bytes) -> bytes:
    info = cms.ContentInfo.load(container_of(sealed))
    other = make_key("Somebody else", LATER).certificate
    data = info["content"]
    data["certificates"] = [data["certificates"][0], cms.CertificateChoices.load(other)]
    return with_container(sealed, info.dump())


def _long_length(sealed: bytes) -> bytes:
    """The outermost length written with one byte more than DER allows."""
    der = container_of(sealed)
    return with_container(sealed, b"\x30\x83\x00" + der[2:])


def lower_case(sealed: bytes) -> bytes:
    """The same digits in lower case."""
    start, end = hole(sealed)
    return sealed[:start] + sealed[start:end].lower() + sealed[end:]


def _last_digit(sealed: bytes) -> bytes:
    _, end = hole(sealed)
    return sealed[:end - 1] + b"1" + sealed[end:]


def _blank_in_hole(sealed: bytes) -> bytes:
    _, end = hole(sealed)
    return sealed[:end - 2] + b"  " + sealed[end:]


def _shorter_hole(sealed: bytes) -> bytes:
    start, end = hole(sealed)
    return sealed[:end - 2] + b">" + sealed[end + 1:]


def _contents(text: Callable[[int], bytes]) -> Attack:
    def attack(sealed: bytes) -> bytes:
        start, end = hole(sealed)
        return sealed[:start - 1] + text(end - start + 2) + sealed[end + 1:]
    return attack


CRYPTO = {"a signed byte flipped": _flip(lambda sealed: sealed.index(b"0.2 g") + 2),
          "a digit of the container changed": _flip(lambda sealed: hole(sealed)[0] + 900)}
UNIVERSAL_FORGERY = {
    "ByteRange renamed": _replace(b"/ByteRange", b"/ByteRangf"), "ByteRange null": _new_ranges("null"),
    "ByteRange zeros": _new_ranges("[0 0 0 0]"), "ByteRange begins negative": _new_ranges("[0 -{a} {b} {c}]"),
    "ByteRange ends negative": _new_ranges("[0 {a} {b} -{c}]"), "ByteRange short": _new_ranges("[0 {a}]"),
    "ByteRange huge": _new_ranges("[0 {a} {b} 99999999]"), "ByteRange empty": _new_ranges("[]"),
    "ByteRange overlaps": _new_ranges("[0 {a} {a} {c}]"), "ByteRange without tail": _new_ranges("[0 {a} {b} 0]"),
    "ByteRange head only": _new_ranges("[0 {a} 0 0]"), "ByteRange everything": _new_ranges("[0 {all} 0 0]"),
    "Contents zeros": _contents(lambda size: b"<" + b"0" * (size - 2) + b">"),
    "Contents empty": _contents(lambda size: b"<>".ljust(size)),
    "Contents null": _contents(lambda size: b"null".ljust(size)),
    "Contents renamed": _replace(b"/Contents <", b"/Kontents <"),
    "SubFilter null": _replace(b"/SubFilter /ETSI.CAdES.detached", b"/SubFilter null")}
INCREMENTAL = {
    "trailing bytes": lambda sealed: sealed + b"\n% more\n", "a second end": lambda sealed: sealed + b"%%EOF\n",
    "a body without table": lambda sealed: sealed + b"1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n",
    "an empty update": _update(lambda writer: writer.update_root()),
    "page content swapped": _update(_swap_page), "Info changed": _update(_change_info),
    "a script at opening": _update(_open_action), "attachments dropped": _update(_drop_attachments),
    "an attachment swapped": _update(_swap_attachment), "layers added": _update(_layers),
    "validation data added": _update(_validation_data), "the stamp drawn anew": _update(_new_look)}
ANNOTATIONS = {f"{kind[1:]} annotation": _annotation(kind)
               for kind in ("/FreeText", "/Stamp", "/Redact", "/Square", "/Widget")}
SIGNATURES = {"a second signature": _second_signature}
SUBSTITUTION = {
    "signature stripped": _stripped, "rewritten": _rewritten, "truncated": lambda sealed: sealed[:-200],
    "cut in the middle": lambda sealed: sealed[:len(sealed) // 2], "rolled back": lambda sealed: sealed[
        :sealed.index(b"%%EOF") + 6],
    "junk before": lambda sealed: b"junk\n" + sealed, "two files joined": lambda sealed: sealed + sealed,
    "tail moved": _moved(b""), "tail moved with padding": _moved(b" " * 512),
    "a key twice": _replace(b"/Filter /Adobe.PPKLite", b"/Filter /A/Filter /Ado"),
    "the field renamed": _replace(b"(Seal)", b"(Seel)")}
CONTAINER = {
    "the other twin of the value": high_s, "lower-case digits": lower_case, "a digit in the padding": _last_digit,
    "blanks in the padding": _blank_in_hole, "a shorter hole": _shorter_hole,
    "an attribute that is not signed": _more_in_container, "a second certificate": _second_certificate,
    "a length in long form": _long_length}
KINDS: dict[str, Attack] = {**CRYPTO, **UNIVERSAL_FORGERY, **INCREMENTAL, **ANNOTATIONS, **SIGNATURES, **SUBSTITUTION,
                            **CONTAINER}
