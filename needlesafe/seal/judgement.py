"""
The strict rule: when a sealed PDF may be called unchanged.

Everything outside the gap is covered by the digest, everything inside it is determined by certificate, digest and
value (see `container`), and the certificate must be one that is known, byte for byte. pyHanko then judges the file
once more in its own way; a file passes only if both agree.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from asn1crypto import x509
from pyhanko.pdf_utils.generic import PdfObject
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, enumerate_sig_fields
from pyhanko.sign.validation import KeyUsageConstraints, SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import extract_contents, read_certification_data
from pyhanko_certvalidator import ValidationContext

from needlesafe.seal import container
from needlesafe.seal.register import Register
from needlesafe.seal.verdict import CHANGED, NOT_OURS, UNCHANGED, UNVERIFIABLE, Verdict

FIELD = "Seal"
SUBFILTER = "/ETSI.CAdES.detached"
FOR_SIGNING = {"non_repudiation", "digital_signature"}
"""What a certificate may be made for, one of them; an imported one is often made for the second alone."""
HERE = "from this computer's clock"
ELSEWHERE = "from the clock of the computer that sealed it"


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the seal stands in the file."""

    field: str
    """Name of the signed field."""
    ranges: tuple[int, ...]
    """The numbers of its ByteRange."""
    parts: container.Parts | None
    """What its container says, or nothing where it is of another kind."""

    @property
    def certificate(self) -> bytes | None:
        """DER of the certificate that it carries."""
        return self.parts.certificate if self.parts else None


def verify_bytes(pdf: bytes, register: Register | None, trusted: Sequence[bytes], use_hashes: bool) -> Verdict:
    """The verdict about a PDF; whatever goes wrong while reading it is a verdict too."""
    sha256 = hashlib.sha256(pdf).hexdigest()
    try:
        known = frozenset(trusted) | frozenset(register.certificates() if register else ())
        listed = bool(use_hashes and register and register.knows(sha256))
        verdict = judge(pdf, known, clock=HERE if listed else ELSEWHERE)
    except Exception as error:  # foreign files make parsers raise anything at all
        verdict = Verdict(UNVERIFIABLE, f"it is damaged, or no PDF that can be sealed ({type(error).__name__})")
        return verdict.about(sha256)
    if listed and verdict.word == NOT_OURS:
        verdict = Verdict(UNVERIFIABLE, "this computer's register lists the file but no longer its certificate",
                          certificate_sha256=verdict.certificate_sha256)
    return verdict.about(sha256)


def judge(pdf: bytes, known: frozenset[bytes], *, clock: str = ELSEWHERE) -> Verdict:
    """The strict rule, applied with the known certificates; raises whatever a broken file makes the parser raise."""
    reader = PdfFileReader(BytesIO(pdf), strict=True)
    layouts = [_layout(name, value) for name, value, _ in enumerate_sig_fields(reader, filled_status=True)]
    ours = [layout for layout in layouts if layout.certificate in known]
    if not ours:
        return _without_our_certificate(pdf, layouts, known)
    certificate = ours[0].certificate
    clinic, fingerprint = container.clinic_of(certificate), hashlib.sha256(certificate).hexdigest()
    difference = _difference(pdf, layouts) or _difference_for_pyhanko(reader)
    if difference:
        return Verdict(CHANGED, f"changed since it was sealed by {clinic}: {difference}", clinic=clinic,
                       certificate_sha256=fingerprint)
    moment = reader.embedded_signatures[0].self_reported_timestamp.astimezone(UTC)
    return Verdict(UNCHANGED, f"unchanged since it was sealed by {clinic} on {_said(moment)}, {clock}", clinic=clinic,
                   sealed_at=moment, certificate_sha256=fingerprint)


def _layout(name: str, signature: PdfObject) -> _Layout:
    dictionary = signature.get_object()
    ranges = tuple(int(number) for number in dictionary["/ByteRange"])
    return _Layout(name, ranges, container.take_apart(extract_contents(dictionary)))


def _without_our_certificate(pdf: bytes, layouts: list[_Layout], known: frozenset[bytes]) -> Verdict:
    """No signature in it carries a known certificate: foreign, or ours with the seal cut away."""
    for certificate in known:
        if certificate.hex().upper().encode("ascii") in pdf:
            clinic = container.clinic_of(certificate)
            return Verdict(CHANGED, f"it carries a certificate of {clinic}, but no longer the seal", clinic=clinic,
                           certificate_sha256=hashlib.sha256(certificate).hexdigest())
    certificate = layouts[0].certificate if layouts else None
    if certificate is None:
        return Verdict(NOT_OURS, "it carries no NeedleSafe seal")
    fingerprint = hashlib.sha256(certificate).hexdigest()
    return Verdict(NOT_OURS, f"it is sealed under a certificate that is not known here, SHA-256 {fingerprint}",
                   certificate_sha256=fingerprint)


def _difference(pdf: bytes, layouts: list[_Layout]) -> str | None:
    """What differs from the one form that sealing writes, in plain words, or nothing."""
    if len(layouts) != 1 or layouts[0].field != FIELD:
        return "it holds another signature than the one seal"
    ranges, parts = layouts[0].ranges, layouts[0].parts
    if len(ranges) != 4 or ranges[0] != 0 or ranges[2] - ranges[1] != 2 * container.RESERVED + 2:
        return "the seal does not say that it covers the whole file"
    _, end, resume, rest = ranges
    if (more := len(pdf) - resume - rest) > 0:
        return f"{more} byte{'s' if more > 1 else ''} more at its end"
    if resume + rest > len(pdf) or end <= 0 or rest <= 0:
        return "bytes are missing"
    digest = _digest_around(pdf, end, resume)
    if digest != parts.digest:
        return "its content is not what was sealed"
    if not container.agrees(pdf[end:resume], parts, digest):
        return "the seal's container is not written as it was when sealed"
    return None


def _digest_around(pdf: bytes, end: int, resume: int) -> bytes:
    """SHA-256 of everything but the gap."""
    covered = hashlib.sha256(memoryview(pdf)[:end])
    covered.update(memoryview(pdf)[resume:])
    return covered.digest()


def _difference_for_pyhanko(reader: PdfFileReader) -> str | None:
    """What pyHanko finds wrong with a file that has passed our own comparison, or nothing."""
    [seal] = reader.embedded_signatures
    certification = read_certification_data(reader)
    if (certification is None or certification.permission != MDPPerm.NO_CHANGES
            or certification.author_sig.get_object() != seal.sig_object or seal.sig_object["/SubFilter"] != SUBFILTER):
        return "the seal does not forbid later changes"
    owner, moment = seal.signer_cert, seal.self_reported_timestamp
    if not _within_its_years(owner, moment):
        return "the seal is dated outside the years of its certificate"
    context = ValidationContext(trust_roots=[owner], moment=moment, allow_fetching=False)
    status = validate_pdf_signature(seal, signer_validation_context=context,
                                    key_usage_settings=KeyUsageConstraints(key_usage=FOR_SIGNING))
    if not status.bottom_line or status.coverage != SignatureCoverageLevel.ENTIRE_FILE:
        return "the seal does not match its certificate"
    return None


def _within_its_years(owner: x509.Certificate, moment: datetime | None) -> bool:
    return moment is not None and owner.not_valid_before <= moment <= owner.not_valid_after


def _said(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d} at {moment:%H:%M} UTC"
