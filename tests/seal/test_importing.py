"""A key from a PKCS#12 file seals, or the file is refused with what is wrong with it."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import pkcs12

from needlesafe.errors import BadInput
from needlesafe.seal import UNCHANGED, facts_of, import_key, make_key, seal, verify
from tests.seal.certificates import PASSPHRASE, Wish, issued, p256, packed, rsa_key
from tests.seal.conftest import CLINIC, NOW
from tests.seal.small_pdf import small_pdf


def file_of(wish: Wish = Wish(), passphrase: str = PASSPHRASE) -> bytes:
    """A file that is as good as its wish."""
    private = p256()
    return packed(private, issued(private, wish), passphrase)


@pytest.mark.parametrize("usage", [("digital_signature",), ("content_commitment",),
                                   ("digital_signature", "content_commitment"), None])
def test_what_is_sealed_with_an_imported_key_is_unchanged(usage: tuple[str, ...] | None) -> None:
    key = import_key(file_of(Wish(usage=usage)), PASSPHRASE, NOW)
    sealed = seal(small_pdf(), key, when=NOW, reason="Record")
    verdict = verify(sealed, register=None, trusted=(key.certificate,))
    assert (verdict.word, verdict.clinic) == (UNCHANGED, "Harbour Street Physiotherapy")
    assert facts_of(key.certificate).issuer == "Test authority of these tests"


def test_a_passphrase_with_accents_opens_its_file() -> None:
    assert import_key(file_of(passphrase="Łódź, été"), "Łódź, été", NOW).certificate


def test_a_wrong_passphrase_is_told_from_a_wrong_file() -> None:
    with pytest.raises(BadInput, match="passphrase: it does not open the file"):
        import_key(file_of(), "three loud herons", NOW)
    for data in (b"", b"hello", b"-----BEGIN CERTIFICATE-----\n", small_pdf(), file_of() + bytes(1_000_000)):
        with pytest.raises(BadInput, match="no PKCS#12 file"):
            import_key(data, PASSPHRASE, NOW)


def test_every_truncated_file_is_bad_input() -> None:
    data = file_of()
    for length in range(0, len(data), 7):
        with pytest.raises(BadInput):
            import_key(data[:length], PASSPHRASE, NOW)


def test_a_file_without_a_private_key_is_refused() -> None:
    private = p256()
    data = pkcs12.serialize_key_and_certificates(None, None, issued(private), None, serialization.BestAvailableEncryption(
        PASSPHRASE.encode()))
    with pytest.raises(BadInput, match="holds no private key"):
        import_key(data, PASSPHRASE, NOW)


def test_a_file_without_a_certificate_is_refused() -> None:
    with pytest.raises(BadInput, match="no certificate that belongs to its key"):
        import_key(packed(p256(), None), PASSPHRASE, NOW)


@pytest.mark.parametrize(("private", "named"), [
    (rsa_key(), "an RSA key of 2048 bits"), (ec.generate_private_key(ec.SECP384R1()), "the curve secp384r1"),
    (ed25519.Ed25519PrivateKey.generate(), "an Ed25519 key")], ids=["rsa", "p384", "ed25519"])
def test_another_kind_of_key_is_named_and_the_kind_that_is_taken_too(private: object, named: str) -> None:
    with pytest.raises(BadInput, match=named) as caught:
        import_key(packed(private, issued(private)), PASSPHRASE, NOW)
    assert "P-256" in caught.value.remedy


def test_a_certificate_that_expired_or_has_not_begun_is_refused_with_its_day() -> None:
    past, future = Wish(ends=NOW - timedelta(days=1)), Wish(begins=NOW + timedelta(days=2))
    with pytest.raises(BadInput, match="expired on 2026-11-20"):
        import_key(file_of(past), PASSPHRASE, NOW)
    with pytest.raises(BadInput, match="begins on 2026-11-23"):
        import_key(file_of(future), PASSPHRASE, NOW)


def test_a_certificate_that_is_not_for_signing_is_refused() -> None:
    with pytest.raises(BadInput, match="not made for signing"):
        import_key(file_of(Wish(usage=("key_encipherment",))), PASSPHRASE, NOW)


def test_a_certificate_tells_whose_it_is_and_how_long_it_lasts() -> None:
    key = make_key(CLINIC, NOW)
    facts = facts_of(key.certificate)
    assert (facts.clinic, facts.issuer, facts.own) == (CLINIC, "", True)
    assert facts.sha256 == hashlib.sha256(key.certificate).hexdigest()
    assert facts.usable(NOW) and not facts.usable(facts.ends + timedelta(seconds=1))
    assert facts.days_left(facts.ends - timedelta(days=90)) == 90
