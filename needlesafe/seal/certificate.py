"""What a certificate says of itself, for people: whose it is, who vouches for it, and how long it may be used."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """The parts of a certificate that people compare and wait for."""

    clinic: str
    """The name in it, on one line."""
    issuer: str
    """Who vouches for that name; empty where the certificate vouches for itself alone."""
    begins: datetime
    """UTC."""
    ends: datetime
    """UTC; nothing may be sealed with it afterwards."""
    sha256: str
    """Fingerprint: SHA-256 of its DER, in hexadecimal."""

    @property
    def own(self) -> bool:
        """Whether nobody else vouches for it, as for each one that this program makes."""
        return not self.issuer

    def days_left(self, moment: datetime) -> int:
        """Whole days until it ends; negative once it has."""
        return (self.ends - moment).days

    def usable(self, moment: datetime) -> bool:
        """Whether something may be sealed with it at a moment."""
        return self.begins <= moment <= self.ends


def facts_of(der: bytes) -> CertificateFacts:
    """What a certificate says of itself; ValueError where it is none."""
    from asn1crypto import x509

    from needlesafe.seal.container import clinic_of, name_in

    owner = x509.Certificate.load(der, strict=True)
    issuer = "" if owner.issuer == owner.subject else name_in(owner.issuer)
    return CertificateFacts(clinic_of(der), issuer, owner.not_valid_before, owner.not_valid_after,
                            hashlib.sha256(der).hexdigest())


def pem_of(der: bytes) -> bytes:
    """The certificate as text, to be handed to whoever checks a file."""
    from asn1crypto import pem

    return pem.armor("CERTIFICATE", der)
