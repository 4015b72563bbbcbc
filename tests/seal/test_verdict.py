"""Four words and when each of them is said."""

from __future__ import annotations

import hashlib
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from asn1crypto import cms, pem

from needlesafe.errors import BadInput
from needlesafe.seal import (CHANGED, NOT_OURS, UNCHANGED, UNVERIFIABLE, Register, SealKey, certificate_from_pem,
                             make_key, verify)
from tests.seal.forging import sealed_without_asking, with_container
from tests.seal.conftest import CLINIC, NOW
from tests.seal.small_pdf import small_pdf

OLD = Path(__file__).resolve().parents[1] / "old"


def test_a_genuine_file_is_unchanged_with_its_hash_in_the_register(sealed: bytes, register: Register,
                                                                   key: SealKey) -> None:
    sha256 = hashlib.sha256(sealed).hexdigest()
    register.add_sealed(sha256)
    verdict = verify(sealed, register=register)
    assert verdict.word == UNCHANGED
    assert verdict.reason == (f"unchanged since it was sealed by {CLINIC} on 2026-11-21 at 10:02 UTC, "
                              "from this computer's clock")
    assert verdict.sentence == verdict.reason
    assert (verdict.sha256, verdict.clinic, verdict.sealed_at) == (sha256, CLINIC, NOW)
    assert verdict.certificate_sha256 == hashlib.sha256(key.certificate).hexdigest()


def test_a_genuine_file_is_unchanged_by_its_certificate_alone(sealed: bytes, register: Register) -> None:
    for use_hashes in (True, False):
        verdict = verify(sealed, register=register, use_hashes=use_hashes)
        assert verdict.word == UNCHANGED
        assert verdict.reason.endswith("from the clock of the computer that sealed it")


def test_a_stranger_who_trusts_the_certificate_finds_it_unchanged(sealed: bytes, key: SealKey) -> None:
    assert verify(sealed, register=None, trusted=(key.certificate,)).word == UNCHANGED


def test_a_stranger_who_knows_no_certificate_is_told_its_fingerprint(sealed: bytes, key: SealKey) -> None:
    verdict = verify(sealed, register=None)
    assert verdict.word == NOT_OURS
    assert hashlib.sha256(key.certificate).hexdigest() in verdict.reason
    assert (verdict.clinic, verdict.sealed_at) == (None, None)


def test_a_listed_file_whose_certificate_is_lost_cannot_be_verified(sealed: bytes, tmp_path: Path) -> None:
    register = Register(tmp_path)
    register.add_sealed(hashlib.sha256(sealed).hexdigest())
    assert verify(sealed, register=register).word == UNVERIFIABLE
    assert verify(sealed, register=register, use_hashes=False).word == NOT_OURS


def test_a_hash_in_the_register_never_excuses_a_changed_file(sealed: bytes, register: Register) -> None:
    forged = sealed + b"\n% more\n"
    register.add_sealed(hashlib.sha256(forged).hexdigest())
    assert verify(forged, register=register).word == CHANGED


def test_a_pdf_without_a_seal_is_not_ours(register: Register) -> None:
    verdict = verify(small_pdf(), register=register)
    assert (verdict.word, verdict.reason) == (NOT_OURS, "it carries no NeedleSafe seal")
    assert verdict.sentence == "not ours: it carries no NeedleSafe seal"


def test_a_container_of_another_kind_is_not_ours(sealed: bytes) -> None:
    empty = cms.SignedData({"version": "v1", "digest_algorithms": [], "signer_infos": [], "certificates": [],
                            "encap_content_info": {"content_type": "data"}})
    other = cms.ContentInfo({"content_type": "signed_data", "content": empty}).dump()
    verdict = verify(with_container(sealed, other), register=None)
    assert verdict.word in (NOT_OURS, UNVERIFIABLE)


def test_a_file_that_carries_our_certificate_but_no_seal_is_changed(sealed: bytes, register: Register) -> None:
    forged = sealed.replace(b"/FT /Sig", b"/FT /Btn")
    assert forged != sealed
    assert verify(forged, register=register).word == CHANGED


@pytest.mark.parametrize("size", [0, 1, 100, 5_000, 1_000_000, 10_000_000])
def test_noise_is_never_ours(size: int, register: Register) -> None:
    noise = random.Random(size).randbytes(size)
    assert verify(noise, register=register).word in (UNVERIFIABLE, NOT_OURS)
    assert verify(b"%PDF-1.7\n" + noise, register=register).word in (UNVERIFIABLE, NOT_OURS)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_truncated_file_cannot_be_verified_or_is_not_ours(share: float, sealed: bytes, register: Register) -> None:
    assert verify(sealed[:int(len(sealed) * share)], register=register).word in (UNVERIFIABLE, NOT_OURS)


def test_a_seal_made_by_an_earlier_version_is_still_unchanged() -> None:
    certificate = (OLD / "seal-1.der").read_bytes()
    verdict = verify((OLD / "seal-1.pdf").read_bytes(), register=None, trusted=(certificate,))
    assert (verdict.word, verdict.sealed_at) == (UNCHANGED, datetime(2026, 11, 21, 10, 2, 30, tzinfo=UTC))


def test_a_certificate_can_be_given_as_pem_or_der(key: SealKey) -> None:
    written = pem.armor("CERTIFICATE", key.certificate)
    assert certificate_from_pem(written) == key.certificate
    assert certificate_from_pem(key.certificate) == key.certificate


@pytest.mark.parametrize("data", [b"", b"hello", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
def test_what_is_no_certificate_is_named_as_bad_input(data: bytes) -> None:
    with pytest.raises(BadInput, match="no X.509 certificate"):
        certificate_from_pem(data)


def test_a_seal_dated_outside_the_years_of_its_certificate_is_never_unchanged(key: SealKey) -> None:
    forged = sealed_without_asking(small_pdf(), key, datetime(2040, 1, 1, tzinfo=UTC))
    verdict = verify(forged, register=None, trusted=(key.certificate, make_key(CLINIC, NOW).certificate))
    assert verdict.word == CHANGED
    assert "dated outside" in verdict.reason
