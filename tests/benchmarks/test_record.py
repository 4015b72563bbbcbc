"""What a sealed record costs against bare reportlab of the same text with a bare pyHanko signature, in one run."""

from __future__ import annotations

import gc
import io
import json
import statistics
import subprocess
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.papers import Source, facts_of, printed
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.flow.walk import start_from, walk
from needlesafe.paths import assets_dir
from needlesafe.seal import SealKey, make_key, seal
from tests.helpers.budgets import allowed, least
from tests.helpers.visit_files import as_visit
from tests.helpers.workplaces import new_workplace

TARGET = 1.5
ROUNDS = 9
NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
NECK = Path(__file__).parents[1] / "cases" / "neck.json"


def timed(work: Callable[[], object]) -> float:
    """Seconds of the processor for one call; what earlier calls left behind is cleared away before."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def walked(folder: Path, catalogue: Catalogue) -> VisitDesk:
    """The neck visit, walked to its end, open on its desk."""
    place = new_workplace(folder / "store", catalogue)
    told = as_visit(json.loads(NECK.read_bytes()), catalogue)
    desk = start_from(told, place)
    walk(desk, told, folder / "out")
    return desk


def source_of(desk: VisitDesk) -> Source:
    """What the record of the desk's visit is made from, the sealed consent inside it too."""
    store = desk.workplace.store
    kept = store.document(desk.visit_id, "consent")
    return Source(facts_of(desk.visit, desk.workplace.catalogue), store.events(desk.visit_id), kept.data if kept else None)


def lines_of(pdf: bytes, folder: Path) -> list[str]:
    """The text of a file by its lines, as reportlab wants it."""
    path = folder / "record.pdf"
    path.write_bytes(pdf)
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
    return [line.strip().replace("&", "&amp;").replace("<", "&lt;") for line in text.splitlines() if line.strip()]


def bare(lines: list[str], signer: signers.SimpleSigner) -> bytes:
    """The same lines as plain paragraphs, signed with pyHanko's defaults."""
    if "Bare" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Bare", str(assets_dir() / "fonts" / "SourceSans3-Regular.ttf")))
    style, out = ParagraphStyle("body", fontName="Bare", fontSize=9.5, leading=13.5), io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4).build([Paragraph(line, style) for line in lines])
    signed = signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(out.getvalue())),
                              signers.PdfSignatureMetadata(field_name="Seal"), signer)
    return signed.getvalue()


def signer_of(key: SealKey) -> signers.SimpleSigner:
    """pyHanko's own signer with the same key."""
    from asn1crypto import keys, x509
    return signers.SimpleSigner(x509.Certificate.load(key.certificate), keys.PrivateKeyInfo.load(key.private_key),
                                SimpleCertificateStore())


@pytest.mark.benchmark
def test_a_sealed_record_costs_little_more_than_bare_text_with_a_bare_signature(catalogue, tmp_path, say):
    desk = walked(tmp_path, catalogue)
    key = make_key("Praxis am Bach", NOW)
    source, signer = source_of(desk), signer_of(key)

    def ours() -> bytes:
        return seal(printed("record", source), key, when=NOW, reason="Record of the visit sealed")

    lines = lines_of(ours(), tmp_path)
    bare(lines, signer)

    def ratio() -> float:
        pairs = [(timed(ours), timed(lambda: bare(lines, signer))) for _ in range(ROUNDS)]
        mine, theirs = statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)
        say(f"sealed record {mine * 1000:.0f} ms, bare {theirs * 1000:.0f} ms of {len(lines)} lines: {mine / theirs:.2f}")
        return mine / theirs

    assert least(ratio, TARGET) <= allowed(TARGET)
