"""Forgeries that write over bytes of the seal or of what it covers and add nothing to the file."""

from __future__ import annotations

import re

from asn1crypto import algos, cms

from needlesafe.seal import container, make_key
from tests.seal.forging import (LATER, Attack, container_of, hole, ranges_of, replaced, with_container, with_ranges)


def _flip(sealed: bytes, place: int) -> bytes:
    return sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1:]


def signed_byte(sealed: bytes) -> bytes:
    """One bit of the first stream is another."""
    return _flip(sealed, sealed.index(b"stream\n") + 12)


def container_digit(sealed: bytes) -> bytes:
    """One digit of the container is another."""
    return _flip(sealed, hole(sealed)[0] + 900)


def new_ranges(form: str) -> Attack:
    """Another ByteRange, spelled with the numbers of the genuine one."""
    def attack(sealed: bytes) -> bytes:
        zero, a, b, c = ranges_of(sealed)
        return with_ranges(sealed, form.format(z=zero, a=a, b=b, c=c, all=len(sealed)).encode())
    return attack


def no_ranges(sealed: bytes) -> bytes:
    """Blanks where the ByteRange was, with its key."""
    found = re.search(rb"/ByteRange \[[\d ]+\]", sealed)
    return sealed[:found.start()] + b" " * len(found.group()) + sealed[found.end():]


def contents(text: bytes, fill: bytes = b" ") -> Attack:
    """Another value for Contents in the same room."""
    def attack(sealed: bytes) -> bytes:
        start, end = hole(sealed)
        return sealed[:start - 1] + text.replace(b"*", fill * (end - start)).ljust(end - start + 2) + sealed[end + 1:]
    return attack


def moved(padding: bytes) -> Attack:
    """The signed tail moved to the end, something else in its place (signature wrapping)."""
    def attack(sealed: bytes) -> bytes:
        _, a, b, c = ranges_of(sealed)
        evil = sealed[b:].replace(b"/Root", b"/Toor")
        start = b + len(evil) + len(padding)
        return with_ranges(sealed[:b] + evil + padding + sealed[b:], f"[0 {a} {start} {c}]".encode())
    return attack


def twice(before: str, after: str = "") -> Attack:
    """Another entry before or after the genuine ByteRange, in the room that it leaves."""
    def attack(sealed: bytes) -> bytes:
        genuine = "[{} {} {} {}]".format(*ranges_of(sealed))
        return with_ranges(sealed, f"{before}{genuine}{after}".encode())
    return attack


def high_s(sealed: bytes) -> bytes:
    """The twin (r, n - s) of the signature, which any verifier of ECDSA accepts."""
    info = cms.ContentInfo.load(container_of(sealed))
    signer = info["content"]["signer_infos"][0]
    pair = algos.DSASignature.load(signer["signature"].native).native
    signer["signature"] = algos.DSASignature({"r": pair["r"], "s": container.ORDER - pair["s"]}).dump()
    return with_container(sealed, info.dump())


def unsigned_attribute(sealed: bytes, token: cms.ContentInfo | None = None) -> bytes:
    """A time stamp among the attributes that are not signed; the seal's own container poses as one by default."""
    info = cms.ContentInfo.load(container_of(sealed))
    token = token or cms.ContentInfo.load(container_of(sealed))
    stamp = cms.CMSAttribute({"type": "signature_time_stamp_token", "values": [token]})
    info["content"]["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes([stamp])
    return with_container(sealed, info.dump())


def second_certificate(sealed: bytes) -> bytes:
    """A stranger's certificate beside ours."""
    info = cms.ContentInfo.load(container_of(sealed))
    other = make_key("Somebody else", LATER).certificate
    data = info["content"]
    data["certificates"] = [data["certificates"][0], cms.CertificateChoices.load(other)]
    return with_container(sealed, info.dump())


def long_length(sealed: bytes) -> bytes:
    """The outermost length written with one byte more than DER allows."""
    der = container_of(sealed)
    return with_container(sealed, b"\x30\x83\x00" + der[2:])


def lower_case(sealed: bytes) -> bytes:
    """The same digits in lower case."""
    start, end = hole(sealed)
    return sealed[:start] + sealed[start:end].lower() + sealed[end:]


def last_digit(sealed: bytes) -> bytes:
    """A one where the padding ends."""
    _, end = hole(sealed)
    return sealed[:end - 1] + b"1" + sealed[end:]


def blank_in_hole(sealed: bytes) -> bytes:
    """Blanks, which hexadecimal ignores."""
    _, end = hole(sealed)
    return sealed[:end - 2] + b"  " + sealed[end:]


def shorter_hole(sealed: bytes) -> bytes:
    """The bracket moved forward over two digits of padding."""
    _, end = hole(sealed)
    return sealed[:end - 2] + b">" + sealed[end + 1:]


CRYPTO = {"a signed byte flipped": signed_byte, "a digit of the container changed": container_digit}
RANGES = {
    "ByteRange removed": no_ranges, "ByteRange null": new_ranges("null"), "ByteRange zeros": new_ranges("[0 0 0 0]"),
    "ByteRange begins negative": new_ranges("[0 -{a} {b} {c}]"), "ByteRange ends negative": new_ranges("[0 {a} {b} -{c}]"),
    "ByteRange short": new_ranges("[0 {a}]"), "ByteRange huge": new_ranges("[0 {a} {b} 99999999]"),
    "ByteRange empty": new_ranges("[]"), "ByteRange overlaps": new_ranges("[0 {a} {a} {c}]"),
    "ByteRange without tail": new_ranges("[0 {a} {b} 0]"), "ByteRange head only": new_ranges("[0 {a} 0 0]")}
CONTENTS = {
    "Contents zeros": contents(b"<*>", b"0"), "Contents empty": contents(b"<>"),
    "Contents renamed": replaced(b"/Contents <", b"/Kontents <"),
    "SubFilter null": replaced(b"/SubFilter /ETSI.CAdES.detached", b"/SubFilter null")}
WRAPPING = {"tail moved": moved(b""), "tail moved with padding": moved(b" " * 512)}
DUPLICATES = {
    "a key twice": replaced(b"/Filter /Adobe.PPKLite", b"/Filter /A/Filter /Ado"),
    "a ByteRange before ours": twice("[0 0 0 0]/ByteRange "), "a ByteRange after ours": twice("", "/ByteRange [0 0 0 0]"),
    "a second Contents": twice("", "/Contents <00>")}
MORE = {
    "ByteRange renamed": replaced(b"/ByteRange", b"/ByteRangf"), "ByteRange everything": new_ranges("[0 {all} 0 0]"),
    "Contents null": contents(b"null"), "the field renamed": replaced(b"(Seal)", b"(Seel)"),
    "the other twin of the value": high_s, "lower-case digits": lower_case, "a digit in the padding": last_digit,
    "blanks in the padding": blank_in_hole, "a shorter hole": shorter_hole,
    "an attribute that is not signed": unsigned_attribute, "a second certificate": second_certificate,
    "a length in long form": long_length}
