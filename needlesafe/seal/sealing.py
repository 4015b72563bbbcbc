"""Seals: certifies a finished PDF so that no later change is allowed, and believes nothing until it has verified it."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

from asn1crypto import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from needlesafe.errors import SealRefused
from needlesafe.seal import container
from needlesafe.seal.judgement import FIELD, judge
from needlesafe.seal.keys import SealKey
from needlesafe.seal.plain import require_plain
from needlesafe.seal.verdict import UNCHANGED

DIGEST = "sha256"
NOTHING_LOST = "Nothing was sealed and nothing is lost."


class _Writer(IncrementalPdfFileWriter):
    """Adds the seal as an update and leaves XMP and Info as the document has them, or PDF/A-3a would be lost."""

    def _update_meta(self) -> None:
        pass


def seal_pdf(pdf: bytes, key: SealKey, *, when: datetime, reason: str) -> bytes:
    """The PDF, sealed; its first bytes are the given ones and its widget looks as it was drawn."""
    moment = when.astimezone(UTC).replace(microsecond=0)
    _refuse_outside_its_years(key.certificate, moment)
    private = _private_key(key)
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=True)
        _require_one_empty_field(reader)
        require_plain(reader)
        sealed = certify(reader, key.certificate, private, signature_dictionary(key.certificate, moment, reason))
    except (PdfError, ValueError) as error:
        raise SealRefused(f"The document could not be sealed ({error}).", NOTHING_LOST,
                          "Make the document again and report this if it comes back.") from error
    _refuse_unless_unchanged(pdf, sealed, key.certificate)
    return sealed


def _refuse_outside_its_years(certificate: bytes, moment: datetime) -> None:
    owner = x509.Certificate.load(certificate)
    if moment > owner.not_valid_after:
        raise SealRefused(f"The clinic's seal expired on {owner.not_valid_after:%Y-%m-%d}.", NOTHING_LOST,
                          "Check this computer's clock; if it is right, make a new seal for the clinic. "
                          "The old certificate stays known, so that older files can still be verified.")
    if moment < owner.not_valid_before:
        raise SealRefused(f"This computer's clock says {moment:%Y-%m-%d}, and the clinic's seal begins on "
                          f"{owner.not_valid_before:%Y-%m-%d}.", NOTHING_LOST,
                          "Set this computer's clock and try again.")


def _private_key(key: SealKey) -> ec.EllipticCurvePrivateKey:
    """The private key, once it is known to belong to the certificate."""
    try:
        private = container.load_private(key.private_key)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise SealRefused("The clinic's seal key cannot be read.", NOTHING_LOST,
                          "Restore the store from a backup.") from error
    public = private.public_key().public_bytes(serialization.Encoding.DER,
                                               serialization.PublicFormat.SubjectPublicKeyInfo)
    if public != x509.Certificate.load(key.certificate).public_key.dump():
        raise SealRefused("The clinic's seal key and its certificate do not belong together.", NOTHING_LOST,
                          "Restore the store from a backup.")
    return private


def signature_dictionary(certificate: bytes, moment: datetime, reason: str) -> SignatureObject:
    """What the file says of its seal in clear words: who, when, why."""
    return SignatureObject(timestamp=moment, subfilter=SigSeedSubFilter.PADES, reason=reason,
                           name=container.clinic_of(certificate), bytes_reserved=2 * container.RESERVED)


def certify(reader: PdfFileReader, certificate: bytes, private: ec.EllipticCurvePrivateKey,
            dictionary: SignatureObject) -> bytes:
    """The PDF with the certification that allows no changes, its container filled in."""
    steps = PdfCMSEmbedder().write_cms(FIELD, _Writer.from_reader(reader), existing_fields_only=True)
    next(steps)
    locked = SigMDPSetup(md_algorithm=DIGEST, certify=True, docmdp_perms=MDPPerm.NO_CHANGES)
    steps.send(SigObjSetup(sig_placeholder=dictionary, mdp_setup=locked))
    prepared, output = steps.send(SigIOSetup(md_algorithm=DIGEST))
    steps.send(container.sign(private, certificate, prepared.document_digest))
    return output.getvalue()


def _require_one_empty_field(reader: PdfFileReader) -> None:
    found = [(name, value) for name, value, _ in enumerate_sig_fields(reader)]
    if found != [(FIELD, None)] or len(reader.root["/AcroForm"]["/Fields"]) != 1:
        raise ValueError(f"a document to be sealed has one field, '{FIELD}', and it is empty")


def _refuse_unless_unchanged(pdf: bytes, sealed: bytes, certificate: bytes) -> None:
    """What leaves here passed the test that a stranger would make with nothing but the certificate."""
    verdict = judge(sealed, frozenset([certificate]))
    if verdict.word != UNCHANGED or not sealed.startswith(pdf):
        raise SealRefused(f"The sealed document did not verify: {verdict.reason}.", NOTHING_LOST,
                          "Try again and report this if it comes back.")
