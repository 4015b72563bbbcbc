"""
Takes a key and its certificate out of a PKCS#12 file, or refuses it with what is wrong and what would be taken.

Taken is what a seal is made with: an ECDSA key on P-256, its own certificate, in force now, made for signing. The last
test is a file that is sealed with it and verified as a stranger would.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

from asn1crypto import pkcs12 as pkcs12_file
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from needlesafe.errors import BadInput, Fault, SealRefused
from needlesafe.seal.judgement import FIELD
from needlesafe.seal.keys import SealKey
from needlesafe.seal.sealing import seal_pdf

LARGEST = 1_000_000
"""Bytes; a key with its certificates takes a few thousand."""
TAKEN = ("A seal is made with an ECDSA key on the curve P-256 (also called prime256v1 or secp256r1). Ask whoever issues your "
         "certificate for one, or let NeedleSafe make the seal.")
_KINDS = {rsa.RSAPrivateKey: "an RSA key of {bits} bits", dsa.DSAPrivateKey: "a DSA key", ed25519.Ed25519PrivateKey:
          "an Ed25519 key", ed448.Ed448PrivateKey: "an Ed448 key"}


def key_within(data: bytes, passphrase: str, now: datetime) -> SealKey:
    """The key with its certificate. BadInput where the file does not open or holds nothing that a seal is made with."""
    private, owner = _opened(data, passphrase)
    if private is None:
        raise _refused("it holds no private key", "Export it again together with its private key.")
    if not isinstance(private, ec.EllipticCurvePrivateKey) or not isinstance(private.curve, ec.SECP256R1):
        raise _refused(f"it holds {_kind(private)}", TAKEN)
    if owner is None:
        raise _refused("it holds no certificate that belongs to its key", "Export the key together with its certificate.")
    _refuse_outside_its_years(owner, now)
    _refuse_unless_for_signing(owner)
    encoded = private.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8,
                                    serialization.NoEncryption())
    key = SealKey(encoded, owner.public_bytes(serialization.Encoding.DER))
    _try_it(key, now)
    return key


def _opened(data: bytes, passphrase: str) -> tuple[object, x509.Certificate | None]:
    """Key and certificate as they stand in the file."""
    if len(data) > LARGEST or not _is_container(data):
        raise _refused("it is no PKCS#12 file", "Choose a file that ends in .p12 or .pfx.")
    try:
        private, owner, _ = pkcs12.load_key_and_certificates(data, passphrase.encode("utf-8"))
    except (ValueError, TypeError):
        raise BadInput([Fault("passphrase", "it does not open the file")], "Write the file's own passphrase, which was "
                       "chosen when the file was made.") from None
    except UnsupportedAlgorithm:
        raise _refused("it is encrypted in a way that is not known here", "Export it again with AES-256.") from None
    return private, owner


def _is_container(data: bytes) -> bool:
    """Whether the bytes have the outer form of PKCS#12, so that a wrong passphrase can be told from a wrong file."""
    try:
        return pkcs12_file.Pfx.load(data)["version"].native == "v3"
    except (ValueError, TypeError):
        return False


def _kind(private: object) -> str:
    if isinstance(private, ec.EllipticCurvePrivateKey):
        return f"an ECDSA key on the curve {private.curve.name}"
    told = next((words for kind, words in _KINDS.items() if isinstance(private, kind)), "a key of another kind")
    return told.format(bits=getattr(private, "key_size", 0))


def _refuse_outside_its_years(owner: x509.Certificate, now: datetime) -> None:
    if now > owner.not_valid_after_utc:
        raise _refused(f"its certificate expired on {owner.not_valid_after_utc:%Y-%m-%d}",
                       "Ask whoever issued it for a new one. If it has not expired, set this computer's clock.")
    if now < owner.not_valid_before_utc:
        raise _refused(f"its certificate begins on {owner.not_valid_before_utc:%Y-%m-%d}, which is later than now",
                       "Import it once it has begun. If it has, set this computer's clock.")


def _refuse_unless_for_signing(owner: x509.Certificate) -> None:
    try:
        usage = owner.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return
    except ValueError:
        raise _refused("its certificate cannot be read", TAKEN) from None
    if not (usage.digital_signature or usage.content_commitment):
        raise _refused("its certificate is not made for signing", "Ask whoever issued it for one that is.")


def _try_it(key: SealKey, now: datetime) -> None:
    """Seals a page without content, which is thrown away."""
    try:
        seal_pdf(_empty_page(), key, when=now.astimezone(UTC), reason="Trial of the key")
    except SealRefused as error:
        raise _refused("a file that was sealed with it for a trial did not verify", error.happened) from None


def _empty_page() -> bytes:
    writer, out = PdfFileWriter(), BytesIO()
    writer.insert_page(PageObject(contents=ArrayObject(), media_box=(0, 0, 72, 72), resources=DictionaryObject()))
    append_signature_field(writer, SigFieldSpec(FIELD, on_page=0, box=(0, 0, 72, 72)))
    writer.write(out)
    return out.getvalue()


def _refused(what: str, remedy: str) -> BadInput:
    return BadInput([Fault("certificate file", what)], remedy)
