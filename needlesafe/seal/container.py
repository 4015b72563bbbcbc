"""
The signature container in its one allowed form.

A seal has exactly one encoding: SignedData with one certificate, three signed attributes and one ECDSA value with
the smaller s, in DER, written in upper-case hexadecimal and filled with zeros. Sealing writes that form; verifying
builds it anew from what it finds and compares, so that no byte of the unsigned gap can differ unnoticed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from asn1crypto import algos, cms, core, tsp, x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

RESERVED = 4096
"""Bytes kept for the container in every sealed file; a container takes about 900 to 1,700."""
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Order of the P-256 group (FIPS 186-4, D.1.2.3)."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a container says, before anything of it is believed."""

    certificate: bytes
    """DER of its only certificate."""
    digest: bytes
    """What it states as SHA-256 of the file outside the gap."""
    value: bytes
    """The ECDSA value, as it stands."""


def signed_attributes(certificate: bytes, digest: bytes) -> cms.CMSAttributes:
    """The three attributes of a PAdES baseline seal, all of them determined by certificate and digest."""
    owner = _settled(tsp.ESSCertIDv2({"cert_hash": hashlib.sha256(certificate).digest()}))
    values = {"content_type": "data", "message_digest": digest,
              "signing_certificate_v2": _settled(tsp.SigningCertificateV2({"certs": [owner]}))}
    return cms.CMSAttributes([_settled(cms.CMSAttribute({"type": kind, "values": (value,)})) for kind, value in values.items()])


def _settled(value: core.Asn1Value) -> core.Asn1Value:
    """The same value as read from its DER: asn1crypto encodes a made one again at every level that holds it."""
    return type(value).load(value.dump())


def build(certificate: bytes, attributes: cms.CMSAttributes, value: bytes) -> bytes:
    """The container's DER from certificate, signed attributes and value."""
    owner = x509.Certificate.load(certificate, strict=True)
    sha256 = algos.DigestAlgorithm({"algorithm": "sha256"})
    signer = cms.IssuerAndSerialNumber({"issuer": owner.issuer, "serial_number": owner.serial_number})
    info = cms.SignerInfo({
        "version": "v1",
        "sid": cms.SignerIdentifier({"issuer_and_serial_number": signer}),
        "digest_algorithm": sha256,
        "signed_attrs": attributes,
        "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
        "signature": value,
    })
    data = cms.SignedData({
        "version": "v1",
        "digest_algorithms": cms.DigestAlgorithms((sha256,)),
        "encap_content_info": {"content_type": "data"},
        "certificates": [cms.CertificateChoices(name="certificate", value=owner)],
        "signer_infos": [info],
    })
    return cms.ContentInfo({"content_type": "signed_data", "content": data}).dump()


def sign(private: ec.EllipticCurvePrivateKey, certificate: bytes, digest: bytes) -> bytes:
    """The container over a digest, its value brought to the smaller s."""
    attributes = signed_attributes(certificate, digest)
    value = private.sign(attributes.dump(), ec.ECDSA(hashes.SHA256()))
    return build(certificate, attributes, smaller_twin(value))


def smaller_twin(value: bytes) -> bytes:
    """Of the two ECDSA values (r, s) and (r, n - s) that prove the same, the one with the smaller s, in DER."""
    pair = algos.DSASignature.load(value, strict=True).native
    r, s = pair["r"], pair["s"]
    return algos.DSASignature({"r": r, "s": min(s, ORDER - s)}).dump()


def gap(container: bytes) -> bytes:
    """What stands in the file between the two signed ranges, angle brackets included."""
    if len(container) > RESERVED:
        raise ValueError(f"the container takes {len(container)} bytes and {RESERVED} are reserved")
    return b"<" + container.hex().upper().encode("ascii").ljust(2 * RESERVED, b"0") + b">"


def take_apart(contents: bytes) -> Parts | None:
    """The parts of a container, or nothing where it is of another kind than ours; ValueError where it is none.

    It is read leniently: `agrees` decides afterwards whether every byte is in its place.
    """
    data = cms.ContentInfo.load(contents)["content"]
    certificates, signers = data["certificates"], data["signer_infos"]
    if len(certificates) != 1 or len(signers) != 1:
        return None
    attributes = {entry["type"].native: entry["values"] for entry in signers[0]["signed_attrs"]}
    return Parts(certificates[0].chosen.dump(), attributes["message_digest"][0].native,
                 signers[0]["signature"].native)


def agrees(found: bytes, parts: Parts, digest: bytes) -> bool:
    """Whether the gap as found is, byte for byte, the only one that these parts and this digest allow."""
    value = smaller_twin(parts.value)
    return found == gap(build(parts.certificate, signed_attributes(parts.certificate, digest), value))


def load_private(encoded: bytes) -> ec.EllipticCurvePrivateKey:
    """The P-256 key in PKCS#8 DER, or ValueError."""
    private = serialization.load_der_private_key(encoded, password=None)
    if not isinstance(private, ec.EllipticCurvePrivateKey) or private.curve.name != "secp256r1":
        raise ValueError("a seal is made with a P-256 key")
    return private


def clinic_of(certificate: bytes) -> str:
    """The clinic's name in a certificate, on one line."""
    return name_in(x509.Certificate.load(certificate, strict=True).subject) or "an unnamed clinic"


def name_in(name: x509.Name) -> str:
    """The common name in a name, else its organisation, on one line; the first where there are several."""
    told = name.native
    found = told.get("common_name") or told.get("organization_name") or ""
    return " ".join(str(found[0] if isinstance(found, list) else found).split())
