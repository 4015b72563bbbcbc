"""Certificates of every kind that somebody may try to import, and throw-away authorities; all of them invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12

from tests.seal.conftest import NOW

PASSPHRASE = "three quiet herons"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a certificate is to be."""

    name: str = "Harbour Street Physiotherapy"
    issuer: str = "Test authority of these tests"
    begins: datetime = NOW - timedelta(days=30)
    ends: datetime = NOW + timedelta(days=700)
    usage: tuple[str, ...] | None = ("digital_signature", "content_commitment")
    time_stamping: bool = False


def issued(private: Any, wish: Wish = Wish(), by: Any = None) -> x509.Certificate:
    """A certificate for a key, from the key of an authority, or from one that is gone afterwards."""
    names = [x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)]) for name in (wish.name, wish.issuer)]
    builder = (x509.CertificateBuilder().subject_name(names[0]).issuer_name(names[1]).public_key(private.public_key())
               .serial_number(x509.random_serial_number()).not_valid_before(wish.begins).not_valid_after(wish.ends)
               .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True))
    if wish.usage is not None:
        kinds = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
                 "key_cert_sign", "crl_sign", "encipher_only", "decipher_only")
        builder = builder.add_extension(x509.KeyUsage(**{kind: kind in wish.usage for kind in kinds}), critical=True)
    if wish.time_stamping:
        use = x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(use, critical=True)
    return builder.sign(by or ec.generate_private_key(ec.SECP256R1()), hashes.SHA256())


def p256() -> ec.EllipticCurvePrivateKey:
    """A key of the kind that is taken."""
    return ec.generate_private_key(ec.SECP256R1())


def rsa_key() -> rsa.RSAPrivateKey:
    """A key of the kind that is most often offered."""
    return rsa.generate_private_key(65537, 2048)


def packed(private: Any, certificate: x509.Certificate | None, passphrase: str = PASSPHRASE) -> bytes:
    """The PKCS#12 file of a key and its certificate."""
    return pkcs12.serialize_key_and_certificates(
        b"seal", private, certificate, None, serialization.BestAvailableEncryption(passphrase.encode()))
