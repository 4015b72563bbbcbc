"""Files that are made to harm whoever reads them, and files that are no sealed PDF at all; each by what it is."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Mapping

import pikepdf
from pyhanko.pdf_utils.reader import PdfFileReader

from needlesafe.seal import SealKey, make_key, seal
from tests.seal.conftest import NOW
from tests.seal.forging import (Outline, sign_again, unsealed, with_container, with_ranges, written_on)
from tests.seal.small_pdf import small_pdf

DEEP, MANY = 100_000, 2_000_000
Bomb = Callable[[bytes, SealKey], bytes]
"""From a sealed file and its key."""


def table(objects: Mapping[int, bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of these objects with a table of the old kind."""
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    return bytes(out + b"trailer\n<< /Size %d %b >>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, trailer, start))


def stream(entries: bytes, data: bytes, *, length: bytes = b"") -> bytes:
    """The body of an object that is a stream."""
    return b"<< %b /Length %b >>\nstream\n%b\nendstream" % (entries, length or b"%d" % len(data), data)


def cross_stream(entries: bytes, data: bytes) -> bytes:
    """A PDF that is nothing but a table of the new kind."""
    head = b"%PDF-1.7\n"
    return head + b"1 0 obj\n" + stream(b"/Type /XRef " + entries, data) + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(head)


def _told(size: int, rows: bytes) -> bytes:
    """A PDF that is nothing but a table of the old kind."""
    return b"%%PDF-1.7\nxref\n%btrailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n9\n%%%%EOF\n" % (rows, size)


def catalogue(more: bytes = b"", pages: bytes = b"2 0 R") -> bytes:
    """A catalogue's body."""
    return b"<< /Type /Catalog /Pages %b %b >>" % (pages, more)


def _fields(value: bytes, **objects: bytes) -> bytes:
    """A file whose form says this of its fields; further objects by the name `n3` for the third."""
    numbered = {int(name[1:]): body for name, body in objects.items()}
    form = b"/AcroForm << /SigFlags 3 /Fields %b >>" % value
    return table({1: catalogue(form), 2: b"<< /Type /Pages /Kids [] /Count 0 >>", **numbered})


def _wrapped(opening: bytes, closing: bytes, count: int = DEEP) -> bytes:
    return table({1: catalogue(b"/Deep " + opening * count + closing * count)})


def _folded(times: int, size: int) -> bytes:
    """Zeros, deflated over and over."""
    data = bytes(size)
    for _ in range(times):
        data = zlib.compress(data, 9)
    return data


def _chain(count: int) -> bytes:
    """Tables that each name the one before."""
    out, before = bytearray(b"%PDF-1.7\n"), b""
    for _ in range(count):
        start = len(out)
        out += b"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 2 /Root 1 0 R %b >>\n" % before
        before = b"/Prev %d" % start
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def _circle() -> bytes:
    """A table that names itself as the one before."""
    head = b"%PDF-1.7\n"
    return head + b"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 2 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(head), len(head))


def _long_circle() -> bytes:
    """Two tables that name each other."""
    head = b"%PDF-1.7\n"
    one = b"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 2 /Root 1 0 R /Prev %010d >>\n"
    size = len(one % 0)
    return head + one % (len(head) + size) + one % len(head) + b"startxref\n%d\n%%%%EOF\n" % (len(head) + size)


def _packed(entries: bytes, data: bytes) -> bytes:
    """A file whose catalogue lies in a stream of objects that is told thus."""
    out = bytearray(b"%PDF-1.7\n")
    packed_at = len(out)
    out += b"3 0 obj\n%b\nendobj\n" % stream(b"/Type /ObjStm " + entries, data)
    start = len(out)
    rows = b"".join(struct.pack(">BIH", *row) for row in ((0, 0, 0), (2, 3, 0), (2, 3, 1), (1, packed_at, 0), (1, start, 0)))
    out += b"4 0 obj\n%b\nendobj\n" % stream(b"/Type /XRef /W [1 4 2] /Size 5 /Root 1 0 R", rows)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def _many_fields(sealed: bytes, count: int) -> bytes:
    """So many fields more that all show the one seal."""
    outline, reader = Outline(sealed), PdfFileReader(io.BytesIO(sealed))
    value = reader.root["/AcroForm"]["/Fields"][0].raw_get("/V").idnum
    first = outline.size
    fields = {first + number: b"<< /FT /Sig /T (%d) /V %d 0 R >>" % (number, value) for number in range(count)}
    named = b" ".join(b"%d 0 R" % number for number in fields)
    form = catalogue(b"/AcroForm << /SigFlags 3 /Fields [%b] >>" % named, b"%d 0 R" % outline.pages)
    return written_on(sealed, {outline.root: form, **fields}, b"/Size %d" % (first + count))


def _nested_der(depth: int) -> bytes:
    """Sequences in sequences with ends to be found."""
    return b"\x30\x80" * depth


def _encrypted(sealed: bytes, user: str) -> bytes:
    with pikepdf.open(io.BytesIO(unsealed(sealed))) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user=user, R=6))
        return out.getvalue()


def _encrypted_long_ago(sealed: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(unsealed(sealed))) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user="", R=3, metadata=False, aes=False))
        return out.getvalue()


def _signed_by_many(sealed: bytes) -> bytes:
    for number in range(8):
        sealed = sign_again(sealed, make_key(f"Somebody {number}", NOW), f"Other{number}")
    return sealed


NO_PDF: dict[str, Bomb] = {
    "nothing": lambda *_: b"", "one byte": lambda *_: b"%", "one zero": lambda *_: b"\0",
    "a head alone": lambda *_: b"%PDF-1.7\n",
    "an end alone": lambda *_: b"%%EOF", "text": lambda *_: "Grüße aus der Praxis\n".encode() * 1000,
    "a picture": lambda *_: b"\x89PNG\r\n\x1a\n" + bytes(5000), "a ZIP": lambda *_: b"PK\x03\x04" + bytes(5000),
    "a program": lambda *_: b"\x7fELF" + bytes(5000), "a web page": lambda *_: b"<!DOCTYPE html><html>" + b"<p>" * 5000,
    "60 MB of zeros": lambda *_: bytes(60_000_000), "60 MB of per cent": lambda *_: b"%" * 60_000_000,
    "60 MB of line ends": lambda *_: b"%PDF-1.7\n" + b"\n" * 60_000_000 + b"startxref\n0\n%%EOF",
    "60 MB of startxref": lambda *_: b"%PDF-1.7\n" + b"startxref\n" * 6_000_000 + b"%%EOF",
    "startxref beyond the end": lambda *_: b"%PDF-1.7\nstartxref\n99999999999999999999\n%%EOF",
    "startxref before the beginning": lambda *_: b"%PDF-1.7\nstartxref\n-5\n%%EOF",
    "startxref of a million digits": lambda *_: b"%PDF-1.7\nstartxref\n" + b"9" * 1_000_000 + b"\n%%EOF"}
DEPTH: dict[str, Bomb] = {
    "arrays in arrays": lambda *_: _wrapped(b"[", b"]"),
    "dictionaries in dictionaries": lambda *_: _wrapped(b"<< /A ", b" >>"),
    "brackets in brackets": lambda *_: _wrapped(b"(", b")"),
    "arrays without end": lambda *_: table({1: b"[" * 5_000_000}),
    "a tree of pages without ground": lambda *_: (
        table({1: catalogue(), 2: b"<< /Type /Pages /Kids [2 0 R] /Count 1 /Parent 2 0 R >>"})),
    "sequences in a container": lambda sealed, key: with_container(sealed, _nested_der(2000)),
    "a name of ten million letters": lambda *_: table({1: catalogue(b"/" + b"A" * 10_000_000 + b" 1")}),
    "a number of ten million digits": lambda *_: table({1: catalogue(b"/A " + b"9" * 10_000_000)}),
    "a string of ten million digits": lambda *_: table({1: catalogue(b"/A <" + b"9" * 10_000_000 + b">")})}
COUNTS: dict[str, Bomb] = {
    "a table that says it is huge": lambda *_: _told(999_999_999, b"0 999999999\n0000000000 65535 f \n"),
    "a table of two million entries": lambda *_: _told(MANY, b"0 %d\n" % MANY + b"0000000009 00000 n \n" * MANY),
    "a table of a million parts": lambda *_: _told(2, b"".join(
        b"%d 1\n0000000009 00000 n \n" % number for number in range(MANY // 2))),
    "a table of the new kind that says it is huge": lambda *_: cross_stream(
        b"/Size 999999999 /W [1 4 2] /Index [0 999999999] /Root 1 0 R", b""),
    "columns of two thousand million bytes": lambda *_: (
        cross_stream(b"/Size 2 /W [1 2147483647 2] /Root 1 0 R", bytes(64))),
    "columns without width": lambda *_: cross_stream(b"/Size 2 /W [0 0 0] /Index [0 999999999] /Root 1 0 R", bytes(64)),
    "columns of a negative width": lambda *_: cross_stream(b"/Size 2 /W [-1 -4 -2] /Root 1 0 R", bytes(64)),
    "a million rows folded": lambda *_: cross_stream(b"/Size 99999999 /W [1 1 1] /Filter /FlateDecode /Root 1 0 R",
                                                     _folded(1, 300_000_000)),
    "a stream that says it holds a thousand million": lambda *_: (
        _packed(b"/N 999999999 /First 10", b"1 0 2 2 << >> << >>")),
    "a stream that begins far away": lambda *_: _packed(b"/N 2 /First 999999999", b"1 0 2 2 << >> << >>"),
    "a stream within itself": lambda *_: _packed(b"/N 2 /First 8 /Extends 3 0 R", b"1 0 3 4 << >> << >>"),
    "a million fields": lambda *_: _fields(b"[" + b"<< /FT /Sig /T (A) >> " * 1_000_000 + b"]"),
    "a thousand fields for one seal": lambda sealed, key: _many_fields(sealed, 1_000),
    "twenty thousand fields for one seal": lambda sealed, key: _many_fields(sealed, 20_000),
    "a ByteRange of a million numbers": lambda *_: _fields(
        b"[<< /FT /Sig /T (Seal) /V << /Type /Sig /Contents <00> /ByteRange [" + b"1 " * 1_000_000 + b"] >> >>]"),
    "a container of 30 MB": lambda *_: _fields(
        b"[<< /FT /Sig /T (Seal) /V << /Type /Sig /ByteRange [0 1 2 3] /Contents <" + b"30" * 15_000_000 + b"> >> >>]"),
    "a container that says it is huge": lambda sealed, key: with_container(sealed, b"\x30\x84\xff\xff\xff\xff"),
    "eight signatures of others": lambda sealed, key: _signed_by_many(sealed)}
ZIPS: dict[str, Bomb] = {
    "a table that unfolds": lambda *_: (
        cross_stream(b"/Size 2 /W [1 4 2] /Filter /FlateDecode /Root 1 0 R", _folded(1, 600_000_000))),
    "a table folded three times": lambda *_: cross_stream(
        b"/Size 2 /W [1 4 2] /Filter [/FlateDecode /FlateDecode /FlateDecode] /Root 1 0 R", _folded(3, 600_000_000)),
    "objects that unfold": lambda *_: _packed(b"/N 2 /First 8 /Filter /FlateDecode", _folded(1, 600_000_000)),
    "fifty filters": lambda *_: _packed(b"/N 2 /First 8 /Filter [" + b"/ASCIIHexDecode " * 50 + b"]", b"30" * 1_000_000),
    "runs that unfold": lambda *_: (
        _packed(b"/N 2 /First 8 /Filter [/RunLengthDecode /RunLengthDecode]", b"\x81\x81" * 2_000_000)),
    "letters that unfold": lambda *_: (
        _packed(b"/N 2 /First 8 /Filter /LZWDecode", b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01" * 500_000)),
    "base 85 that unfolds": lambda *_: _packed(b"/N 2 /First 8 /Filter /ASCII85Decode", b"z" * 10_000_000 + b"~>"),
    "a predictor of huge columns": lambda *_: _packed(
        b"/N 2 /First 8 /Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 2147483647 >>", _folded(1, 10_000)),
    "a predictor without columns": lambda *_: _packed(
        b"/N 2 /First 8 /Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 0 >>", _folded(1, 1_000_000)),
    "attachments that unfold": lambda sealed, key: seal(
        small_pdf({f"{number}.bin": bytes(100_000_000) for number in range(2)}, compressed=True), key, when=NOW, reason="-")}
CIRCLES: dict[str, Bomb] = {
    "a table before itself": lambda *_: _circle(), "two tables before each other": lambda *_: _long_circle(),
    "twenty thousand tables": lambda *_: _chain(20_000),
    "a catalogue that is itself": lambda *_: table({1: b"1 0 R"}),
    "a catalogue that is another": lambda *_: table({1: b"3 0 R", 3: b"1 0 R"}),
    "a length that is its own": lambda *_: table({1: stream(b"/Type /Catalog", b"x", length=b"1 0 R")}),
    "a field among its own kids": lambda *_: _fields(b"[3 0 R]", n3=b"<< /FT /Sig /T (A) /Kids [3 0 R] /Parent 3 0 R >>"),
    "two fields, each the other's kid": lambda *_: _fields(b"[3 0 R]", n3=b"<< /T (A) /Kids [4 0 R 4 0 R] >>",
                                                       n4=b"<< /FT /Sig /T (B) /Kids [3 0 R 3 0 R] >>"),
    "fields that double at each step": lambda *_: _fields(b"[3 0 R]", **{
        f"n{number}": b"<< /T (A) /Kids [%d 0 R %d 0 R] >>" % (number + 1, number + 1) for number in range(3, 60)},
        n60=b"<< /FT /Sig /T (B) >>"),
    "fields that are their own list": lambda *_: _fields(b"3 0 R", n3=b"[3 0 R 3 0 R]"),
    "a signature that is its field": lambda *_: _fields(b"[3 0 R]", n3=b"<< /FT /Sig /T (A) /V 3 0 R >>"),
    "a way back that leads on": lambda sealed, key: written_on(sealed, {}, b"/Prev 1")}
OTHERS: dict[str, Bomb] = {
    "encrypted for a reader": lambda sealed, key: _encrypted(sealed, "secret"),
    "encrypted for nobody": lambda sealed, key: _encrypted(sealed, ""),
    "encrypted as long ago": lambda sealed, key: _encrypted_long_ago(sealed),
    "signed by somebody else": lambda sealed, key: sign_again(unsealed(sealed), make_key("Somebody", NOW), "Signature1"),
    "signed by somebody else in our field": lambda sealed, key: sign_again(unsealed(sealed), make_key("Somebody", NOW), "Seal"),
    "not signed": lambda sealed, key: unsealed(sealed),
    "ranges that are no numbers": lambda sealed, key: with_ranges(sealed, b"[/A (b) null true]"),
    "ranges in ranges": lambda sealed, key: with_ranges(sealed, b"[[0 1] [2 3]]"),
    "ranges of broken numbers": lambda sealed, key: with_ranges(sealed, b"[0.5 1e9 --3 +4]"),
    "ranges of huge numbers": lambda sealed, key: with_ranges(sealed, b"[0 99999999999999999999 0 999999999999999999999999]")}
BOMBS: dict[str, Bomb] = {**NO_PDF, **DEPTH, **COUNTS, **ZIPS, **CIRCLES, **OTHERS}
