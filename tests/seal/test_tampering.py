"""Nobody can change a sealed file in any known way and have it called unchanged."""

from __future__ import annotations

import io

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from needlesafe.seal import CHANGED, NOT_OURS, UNCHANGED, WORDS, Register, SealKey, make_key, seal, verify
from tests.seal import attacks
from tests.seal.conftest import CLINIC, NOW
from tests.seal.forging import container_of, sign_again, with_container
from tests.seal.small_pdf import small_pdf

READABLE = [kind for group in attacks.GROUPS for kind in group.kinds if kind not in ("a second end", "a body without table")
            and group.name in ("incremental saving", "evil annotation", "sneaky signature", "shadow", "optional content",
                               "font substitution", "object-stream clobber", "long-term looks",
                               "incremental validation data", "copied time stamp")]
"""Additions that leave a file which can still be read."""


def _accepted_by_the_library(pdf: bytes) -> bool:
    """Whether pyHanko alone finds nothing wrong."""
    [found] = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    context = ValidationContext(trust_roots=[found.signer_cert], moment=NOW, allow_fetching=False)
    return validate_pdf_signature(found, signer_validation_context=context).bottom_line


def test_the_table_of_forgeries_has_every_kind_that_the_reference_counts() -> None:
    assert [len(group.kinds) for group in attacks.REFERENCE] == [group.asked for group in attacks.REFERENCE]
    assert sum(group.asked for group in attacks.REFERENCE) == 38
    assert all(len(group.kinds) >= group.asked for group in attacks.TO_ADD)
    assert len(attacks.KINDS) == sum(len(group.kinds) for group in attacks.GROUPS)


@pytest.mark.parametrize("kind", attacks.KINDS)
def test_no_kind_of_tampering_is_called_unchanged(kind: str, sealed: bytes, key: SealKey, register: Register) -> None:
    forged = attacks.forged(kind, sealed, key)
    assert forged != sealed
    for use_hashes in (True, False):
        verdict = verify(forged, register=register, use_hashes=use_hashes)
        assert verdict.word in WORDS
        assert verdict.word != UNCHANGED
        assert verdict.reason
        assert verdict.sealed_at is None


@pytest.mark.parametrize("kind", READABLE)
def test_what_is_added_later_is_called_changed(kind: str, sealed: bytes, key: SealKey, register: Register) -> None:
    assert verify(attacks.forged(kind, sealed, key), register=register).word == CHANGED


@pytest.mark.parametrize("kind", ["the other twin of the value", "lower-case digits", "a digit in the padding"])
def test_what_the_library_alone_would_accept_is_called_changed(kind: str, sealed: bytes, key: SealKey,
                                                               register: Register) -> None:
    forged = attacks.forged(kind, sealed, key)
    assert _accepted_by_the_library(forged)
    assert verify(forged, register=register).word == CHANGED


def test_a_certificate_with_the_same_name_is_not_ours(register: Register) -> None:
    stranger = make_key(CLINIC, NOW)
    forged = seal(small_pdf(), stranger, when=NOW, reason="Consent to dry needling")
    verdict = verify(forged, register=register)
    assert verdict.word == NOT_OURS
    assert verdict.clinic is None


def test_a_container_taken_from_another_sealed_file_does_not_fit(key: SealKey, sealed: bytes,
                                                                 register: Register) -> None:
    other = seal(small_pdf({"visit.json": b"{}"}), key, when=NOW, reason="Record")
    assert verify(with_container(sealed, container_of(other)), register=register).word == CHANGED


def test_our_own_key_without_certification_makes_no_seal(key: SealKey, register: Register) -> None:
    forged = sign_again(small_pdf(), key, "Seal")
    assert verify(forged, register=register).word == CHANGED


def test_our_own_key_in_another_field_makes_no_seal(key: SealKey, register: Register) -> None:
    forged = sign_again(small_pdf(fields=()), key, "Other")
    assert verify(forged, register=register).word == CHANGED


def test_a_signature_beside_the_seal_by_our_own_key_is_called_changed(key: SealKey, sealed: bytes,
                                                                      register: Register) -> None:
    assert verify(sign_again(sealed, key, "Second"), register=register).word == CHANGED
