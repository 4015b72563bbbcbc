"""The key that a clinic seals with: made at first start, kept only inside the encrypted store."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from needlesafe.errors import BadInput, Fault, SealRefused

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec

YEARS = 10
LONGEST_NAME = 64
"""Characters that X.509 allows in a name."""
LONGEST_COMMON_NAME = 64
"""Bytes of UTF-8 up to which a name is written as the common name; a longer one is the organisation's."""


@dataclass(frozen=True, slots=True)
class SealKey:
    """A private key and the certificate that names its owner."""

    private_key: bytes = field(repr=False)
    """PKCS#8 DER without encryption of its own: it lives only inside the encrypted store."""
    certificate: bytes
    """X.509 DER, public; every sealed file carries it."""


def make_key(clinic: str, now: datetime) -> SealKey:
    """A new P-256 key with a self-signed certificate named for the clinic, good for ten years."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    name = _name_that_fits(clinic)
    private = ec.generate_private_key(ec.SECP256R1())
    encoded = private.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8,
                                    serialization.NoEncryption())
    certificate = _certificate(name, now.astimezone(UTC), private)
    return SealKey(encoded, certificate.public_bytes(serialization.Encoding.DER))


def _name_that_fits(clinic: str) -> str:
    name = " ".join(clinic.split())
    if not name:
        raise SealRefused("The seal needs the name of the clinic, and there is none.", "Nothing was made.",
                          "Give the clinic a name.")
    if len(name) > LONGEST_NAME:
        raise SealRefused(f"The clinic's name has {len(name)} characters; a certificate holds {LONGEST_NAME}.",
                          "Nothing was made.", "Give the clinic a shorter name.")
    return name


def _certificate(name: str, now: datetime, private: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes

    start = now.replace(microsecond=0)
    short = len(name.encode("utf-8")) <= LONGEST_COMMON_NAME
    kind = x509.NameOID.COMMON_NAME if short else x509.NameOID.ORGANIZATION_NAME
    subject = x509.Name([x509.NameAttribute(kind, name)])
    usage = dict.fromkeys(("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign",
                           "encipher_only", "decipher_only"), False)
    return (x509.CertificateBuilder().subject_name(subject).issuer_name(subject)
            .public_key(private.public_key()).serial_number(x509.random_serial_number())
            .not_valid_before(start - timedelta(days=1)).not_valid_after(_years_later(start))
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.KeyUsage(digital_signature=True, content_commitment=True, **usage), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(private.public_key()), critical=False)
            .sign(private, hashes.SHA256()))


def _years_later(moment: datetime) -> datetime:
    leap_day = (moment.month, moment.day) == (2, 29)
    return moment.replace(year=moment.year + YEARS, day=28 if leap_day else moment.day)


def certificate_from_pem(data: bytes) -> bytes:
    """The DER of a certificate given as PEM (or as DER already), or a `BadInput`."""
    from cryptography import x509
    from cryptography.hazmat.primitives import serialization

    try:
        load = x509.load_pem_x509_certificate if b"-----BEGIN" in data else x509.load_der_x509_certificate
        return load(data).public_bytes(serialization.Encoding.DER)
    except ValueError as error:
        raise BadInput([Fault("certificate", "this is no X.509 certificate, neither PEM nor DER")]) from error
