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

ASKED = {
    "crypto": {"flip a signed byte": "a signed byte flipped", "flip a CMS digit": "a digit of the container changed"},
    "universal forgery": {
        "ByteRange removed": "ByteRange removed", "ByteRange null": "ByteRange null", "odd form: zeros": "ByteRange zeros",
        "odd form: negative, first": "ByteRange begins negative", "odd form: negative, second": "ByteRange ends negative",
        "odd form: short": "ByteRange short", "odd form: huge": "ByteRange huge", "odd form: empty": "ByteRange empty",
        "odd form: overlap": "ByteRange overlaps", "odd form: no tail": "ByteRange without tail",
        "odd form: head only": "ByteRange head only", "Contents zeros": "Contents zeros", "Contents empty": "Contents empty",
        "Contents key renamed": "Contents renamed", "SubFilter null": "SubFilter null"},
    "incremental saving": {
        "trailing bytes": "trailing bytes", "second %%EOF": "a second end", "body without xref": "a body without table",
        "page content swapped": "page content swapped", "Info changed": "Info changed", "OpenAction JS": "a script at opening",
        "Names": "attachments dropped"},
    "evil annotation": {kind: f"{kind} annotation" for kind in ("FreeText", "Stamp", "Redact", "Square", "Widget")},
    "sneaky signature": {"second visible signature on certified file": "a second signature",
                         "on approval-only file": "a second signature where none is certified"},
    "substitution": {"another key with the same CN": "sealed by another of the same name",
                     "signature stripped": "signature stripped", "truncated": "truncated", "junk before": "junk before",
                     "two files joined": "two files joined"},
    "signature wrapping": {"second range moved": "tail moved", "second range moved, with padding": "tail moved with padding"},
    "shadow": {"hide": "shadow: hide", "replace": "shadow: replace", "hide and replace": "shadow: hide and replace"},
    "font substitution": {"font substitution": "another face", "font file overwritten": "other letters in a face"},
    "optional content": {"layer that is off": "a page in a layer that is off", "layer of nothing": "an empty layer"},
    "hybrid table": {"hybrid xref": "a hybrid table"},
    "object-stream clobber": {"object-stream clobber": "an object stream over the page"},
    "duplicate keys": {"in the signature": "a key twice", "ByteRange before": "a ByteRange before ours",
                       "ByteRange after": "a ByteRange after ours", "Contents": "a second Contents",
                       "in the catalogue": "two trees of pages"},
    "long-term looks": {"LTV-looking update": "validation data for the seal",
                        "LTV-looking extension": "an announcement of validation data"},
    "incremental validation data": {"incremental DSS": "validation data",
                                    "incremental DSS, repeated": "validation data, three times"},
    "copied time stamp": {"in the seal": "a time stamp in the seal", "as an update": "a time stamp as an update"}}
"""Each kind of the reference, in its own words and by its groups, and the forgery that stands for it."""


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


def test_each_kind_of_the_reference_has_a_forgery_of_its_own() -> None:
    assert {group.name: set(group.kinds) for group in attacks.REFERENCE + attacks.TO_ADD} \
        == {name: set(kinds.values()) for name, kinds in ASKED.items()}
    assert sum(len(ASKED[group.name]) for group in attacks.REFERENCE) == 38
    assert len({kind for kinds in ASKED.values() for kind in kinds.values()}) == sum(map(len, ASKED.values()))


def test_no_two_kinds_make_the_same_file(sealed: bytes, key: SealKey) -> None:
    made = {kind: attacks.forged(kind, sealed, key) for kind in attacks.KINDS}
    assert len(set(made.values()) - {sealed}) == len(attacks.KINDS)


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
