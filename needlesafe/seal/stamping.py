"""
RFC 3161 time stamps: the question to an authority, and what its answer is worth.

A stamp is detached: it says that an authority saw the SHA-256 of a sealed file at a time of its own clock. Nothing is
written into the file. An answer is kept only if it is about this hash, answers this question, and its signature holds.
Whether its authority deserves trust is not judged here: nobody's roots come with this program.
"""

from __future__ import annotations

import asyncio
import hashlib
from datetime import UTC, datetime
from typing import Any

from asn1crypto import algos, cms, core, tsp, x509
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko_certvalidator import ValidationContext

from needlesafe.seal.container import name_in
from needlesafe.seal.time_stamp import LARGEST, NoStamp, TimeStamp

DIGESTS = ("sha256", "sha384", "sha512")
"""What the authority's own signature may hash with."""


class _Answer(core.Sequence):
    """The answer as RFC 3161 writes it: a refusal has no token."""

    _fields = [("status", tsp.PKIStatusInfo), ("token", cms.ContentInfo, {"optional": True})]


def question(sha256: str, nonce: int) -> bytes:
    """The request for a stamp over a SHA-256, in DER; it holds nothing else of the file."""
    imprint = tsp.MessageImprint({"hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
                                  "hashed_message": bytes.fromhex(sha256)})
    return tsp.TimeStampReq({"version": "v1", "message_imprint": imprint, "nonce": nonce, "cert_req": True}).dump()


def checked(answer: bytes, sha256: str, nonce: int | None = None) -> TimeStamp:
    """What the answer says of a file with this SHA-256, in answer to this nonce where one is given. NoStamp where it fails."""
    if len(answer) > LARGEST:
        raise NoStamp("it is too long")
    try:
        return _checked(answer, sha256, nonce)
    except NoStamp:
        raise
    except Exception as error:  # foreign bytes make parsers raise anything at all
        raise NoStamp(f"it cannot be read ({type(error).__name__})") from error


def _checked(answer: bytes, sha256: str, nonce: int | None) -> TimeStamp:
    response = _Answer.load(answer, strict=True)
    status = response["status"]["status"].native
    if status not in ("granted", "granted_with_mods"):
        raise NoStamp(f"the authority refused ({status})")
    data = response["token"]["content"]
    told = data["encap_content_info"]["content"].parsed
    if not isinstance(told, tsp.TSTInfo):
        raise NoStamp("it is something else than a time stamp")
    imprint = told["message_imprint"]
    if (imprint["hash_algorithm"]["algorithm"].native, imprint["hashed_message"].native.hex()) != ("sha256", sha256):
        raise NoStamp("it is about another file")
    if nonce is not None and told["nonce"].native != nonce:
        raise NoStamp("it answers another question")
    owner, moment = _signer(data), told["gen_time"].native.astimezone(UTC)
    _refuse_unless_signed(data, owner, moment)
    return TimeStamp(moment, name_in(owner.subject), hashlib.sha256(owner.dump()).hexdigest())


def _signer(data: cms.SignedData) -> x509.Certificate:
    """The certificate that the only signer names."""
    [signer] = data["signer_infos"]
    certificates = [entry.chosen for entry in data["certificates"]]
    named = signer["sid"]
    if named.name != "issuer_and_serial_number":
        matching = [one for one in certificates if one.key_identifier == named.chosen.native]
    else:
        issuer, number = named.chosen["issuer"], named.chosen["serial_number"].native
        matching = [one for one in certificates if (one.issuer, one.serial_number) == (issuer, number)]
    if len(matching) != 1 or signer["digest_algorithm"]["algorithm"].native not in DIGESTS:
        raise NoStamp("it does not carry its authority's certificate, or is signed in an outdated way")
    return matching[0]


def _refuse_unless_signed(data: cms.SignedData, owner: x509.Certificate, moment: datetime) -> None:
    """By pyHanko: the signature holds, under a certificate made for time stamps alone that was in force then."""
    if not owner.not_valid_before <= moment <= owner.not_valid_after:
        raise NoStamp("it is dated outside the years of its authority's certificate")
    use = owner.extended_key_usage_value
    if use is None or use.native != ["time_stamping"]:
        raise NoStamp("its certificate is not made for time stamps")
    told: tsp.TSTInfo = data["encap_content_info"]["content"].parsed
    imprint = told["message_imprint"]["hashed_message"].native
    context = ValidationContext(trust_roots=[owner], moment=moment, allow_fetching=False)
    status: dict[str, Any] = asyncio.run(validate_tst_signed_data(data, context, lambda _: imprint))
    if not (status["intact"] and status["valid"]):
        raise NoStamp("its signature does not hold")
