"""What a sealed record costs against bare reportlab of the same text with a bare pyHanko signature, in one run."""

from __future__ import annotations

import gc
import io
import json
import statistics
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
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

from needlesafe.documents import Attachment, Facts, record
from needlesafe.domain.people import Clinic
from needlesafe.domain.rules import assess
from needlesafe.exchange.visit_json import visit_bytes
from needlesafe.paths import assets_dir
from needlesafe.seal import SealKey, make_key, seal
from tests.helpers.visit_files import as_visit

TARGET = 1.6
ROUNDS = 9
NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
NECK = Path(__file__).parents[1] / "cases" / "neck.json"


def timed(work: Callable[[], object]) -> float:
    """Seconds of one call; what earlier calls left behind is cleared away before."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def bare(lines: list[str], signer: signers.SimpleSigner) -> bytes:
    """The same lines as plain paragraphs, signed with pyHanko's defaults."""
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
def test_a_sealed_record_costs_little_more_than_bare_text_with_a_bare_signature(catalogue, tmp_path):
    told = as_visit(json.loads(NECK.read_bytes()), catalogue)
    visit = replace(told, id="0" * 36, clinic=Clinic("Praxis am Bach"), started_at="2026-11-21T10:00:00.000Z",
                    finished_at="2026-11-21T10:30:00.000Z")
    facts, key = Facts(visit, assess(visit, catalogue), catalogue), make_key("Praxis am Bach", NOW)
    attached = (Attachment("visit.json", visit_bytes(visit), "application/json", "Data", "The visit as a visit file"),)

    def ours() -> bytes:
        return seal(record(facts, attached).pdf, key, when=NOW, reason="Record of the visit sealed")

    path = tmp_path / "record.pdf"
    path.write_bytes(ours())
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
    lines = [line.strip().replace("&", "&amp;").replace("<", "&lt;") for line in text.splitlines() if line.strip()]
    pdfmetrics.registerFont(TTFont("Bare", str(assets_dir() / "fonts" / "SourceSans3-Regular.ttf")))
    signer = signer_of(key)
    bare(lines, signer)

    pairs = [(timed(ours), timed(lambda: bare(lines, signer))) for _ in range(ROUNDS)]
    mine, theirs = statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)
    print(f"sealed record {mine * 1000:.0f} ms, bare {theirs * 1000:.0f} ms of {len(lines)} lines: ratio {mine / theirs:.2f}")
    assert mine / theirs <= TARGET, f"{mine / theirs:.2f}"
