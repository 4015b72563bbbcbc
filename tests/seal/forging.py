"""The tools of a forger: finding the seal in a file, writing over it, adding to the file, signing with any key."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import pikepdf
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from needlesafe.seal import SealKey, container, sealing

Attack = Callable[[bytes], bytes]
Change = Callable[[IncrementalPdfFileWriter], None]
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


def with_ranges(sealed: bytes, text: bytes) -> bytes:
    """Another value for ByteRange in the same room."""
    room = re.search(rb"(?<=/ByteRange )\[[\d ]+\] *", sealed)
    return sealed[:room.start()] + text.ljust(len(room.group())) + sealed[room.end():]


def replaced(old: bytes, new: bytes) -> Attack:
    """Other words at the last place where the old ones stand, in the same room."""
    def attack(sealed: bytes) -> bytes:
        assert old in sealed
        before, after = sealed.rsplit(old, 1)
        return before + new.ljust(len(old)) + after
    return attack


def updated(change: Change) -> Attack:
    """An incremental update, as an editor writes it."""
    def attack(sealed: bytes) -> bytes:
        writer = IncrementalPdfFileWriter(io.BytesIO(sealed))
        change(writer)
        out = io.BytesIO()
        writer.write(out)
        assert out.getvalue().startswith(sealed)
        return out.getvalue()
    return attack


def rewritten(change: Callable[[pikepdf.Pdf], None]) -> Attack:
    """The whole file written anew with a change."""
    def attack(sealed: bytes) -> bytes:
        with pikepdf.open(io.BytesIO(sealed)) as pdf:
            change(pdf)
            out = io.BytesIO()
            pdf.save(out)
            return out.getvalue()
    return attack


def unsealed(sealed: bytes) -> bytes:
    """The document as it was before it was sealed: what stands before the update that the seal is."""
    return sealed[:sealed.index(b"%%EOF") + len(b"%%EOF\n")]


class Outline:
    """Where things stand in a file, for a forger who writes his update by hand."""

    def __init__(self, pdf: bytes) -> None:
        reader = PdfFileReader(io.BytesIO(pdf))
        self.size = int(reader.trailer["/Size"])
        self.root = reader.trailer.raw_get("/Root").idnum
        self.table = int(pdf[pdf.rindex(b"startxref") + 9:].split()[0])
        pages = reader.root["/Pages"]
        while "/Kids" in pages:
            page = pages["/Kids"].raw_get(0)
            pages = page.get_object()
        self.page = page.idnum
        self.pages = reader.root.raw_get("/Pages").idnum

    @property
    def blank_page(self) -> bytes:
        """The first page with nothing on it."""
        return b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 300 800] /Resources << >> >>" % self.pages

    def trailer(self, more: bytes = b"", spare: int = 1) -> bytes:
        """The entries that a further table has, without brackets."""
        size = b"" if b"/Size" in more else b"/Size %d" % (self.size + spare)
        return b"%b /Root %d 0 R /Prev %d %b" % (size, self.root, self.table, more)


def written_on(pdf: bytes, objects: Mapping[int, bytes | None], more: bytes = b"") -> bytes:
    """The file with objects put over those of the same number, and with those that are none struck from the table."""
    outline, out, places = Outline(pdf), bytearray(pdf), {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body) if body is not None else b""
    start = len(out)
    out += b"xref\n"
    for number, place in places.items():
        entry = b"%010d 00000 n " % place if objects[number] is not None else b"0000000000 00001 f "
        out += b"%d 1\n%b\n" % (number, entry)
    return bytes(out + b"trailer\n<< %b >>\nstartxref\n%d\n%%%%EOF\n" % (outline.trailer(more), start))


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
    reader = PdfFileReader(io.BytesIO(pdf), strict=True)
    return sealing.certify(reader, key.certificate, private, sealing.signature_dictionary(key.certificate, moment, "-"))
