"""A time stamp is kept only if it is about this file, answers this question, and its signature holds."""

from __future__ import annotations

import ast
import hashlib
import random
from datetime import timedelta
from pathlib import Path
from threading import Timer

import pytest
from asn1crypto import tsp

import needlesafe
from needlesafe.errors import BadInput
from needlesafe.seal import Authority, NoStamp, address
from needlesafe.seal.authority import stamp
from needlesafe.seal.stamping import checked, question
from tests.helpers.time_authority import NAME, STAMPED_AT, TimeAuthority, served
from tests.seal.conftest import NOW

DATA = b"a sealed file"
SHA256 = hashlib.sha256(DATA).hexdigest()
PACKAGE = Path(needlesafe.__file__).parent
NETWORK = {"socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "imaplib", "poplib", "telnetlib", "xmlrpc", "asyncio",
           "aiohttp", "requests", "PySide6.QtNetwork", "pyhanko.sign.timestamps"}
"""What can open a connection, or drive it."""
WITHOUT_CONNECTING = {"seal/stamping.py", "store/lock.py"}
"""One waits for pyHanko's checks by asyncio, the other asks for this computer's name."""


@pytest.fixture(scope="module")
def authority() -> TimeAuthority:
    """An authority that does as it should."""
    return TimeAuthority()


@pytest.fixture(scope="module")
def answer(authority: TimeAuthority) -> bytes:
    """Its stamp over the file, for the nonce 77."""
    return authority.answer(question(SHA256, 77))


def test_a_stamp_says_when_and_by_whom(authority: TimeAuthority, answer: bytes) -> None:
    told = checked(answer, SHA256, 77)
    assert (told.at, told.authority) == (STAMPED_AT, NAME)
    assert told.certificate_sha256 == hashlib.sha256(authority.certificate).hexdigest()


def test_what_leaves_is_the_hash_and_a_number_and_nothing_else() -> None:
    asked = tsp.TimeStampReq.load(question(SHA256, 77), strict=True).native
    assert asked["message_imprint"]["hashed_message"].hex() == SHA256
    assert {key: value for key, value in asked.items() if value is not None and key != "message_imprint"} == {
        "version": "v1", "nonce": 77, "cert_req": True}


def test_a_stamp_over_another_file_or_for_another_question_is_refused(answer: bytes) -> None:
    with pytest.raises(NoStamp, match="another file"):
        checked(answer, hashlib.sha256(b"other").hexdigest(), 77)
    with pytest.raises(NoStamp, match="another question"):
        checked(answer, SHA256, 78)


def test_a_certificate_that_is_not_for_stamps_is_refused() -> None:
    with pytest.raises(NoStamp, match="not made for time stamps"):
        checked(TimeAuthority(for_stamps=False).answer(question(SHA256, 1)), SHA256, 1)


def test_a_stamp_from_outside_the_years_of_its_certificate_is_refused() -> None:
    late = TimeAuthority(at=NOW + timedelta(days=4000)).answer(question(SHA256, 1))
    with pytest.raises(NoStamp, match="outside the years"):
        checked(late, SHA256, 1)


def test_a_refusal_of_the_authority_is_said() -> None:
    status = tsp.PKIStatusInfo({"status": "rejection"}).dump()
    with pytest.raises(NoStamp, match="refused"):
        checked(b"\x30" + bytes([len(status)]) + status, SHA256)


def test_no_flipped_byte_of_what_is_signed_goes_unseen(answer: bytes) -> None:
    whole = tsp.TimeStampResp.load(answer)["time_stamp_token"]["content"]
    told, signed = whole["encap_content_info"]["content"].contents, whole["signer_infos"][0]["signature"].contents
    chance = random.Random(4)
    for part in (told, signed):
        start = answer.index(part)
        for at in chance.sample(range(start, start + len(part)), 25):
            forged = bytearray(answer)
            forged[at] ^= 1 << chance.randrange(8)
            with pytest.raises(NoStamp):
                checked(bytes(forged), SHA256, 77)


@pytest.mark.parametrize("junk", [b"", b"hello", b"0" * 200_000, b"\x30\x80" * 500, b"\x30\x03\x02\x01\x00"])
def test_junk_is_no_stamp(junk: bytes) -> None:
    with pytest.raises(NoStamp):
        checked(junk, SHA256)


def test_a_stamp_is_fetched_over_the_network_and_comes_back_checked(authority: TimeAuthority) -> None:
    with served(authority) as url:
        got = Authority(url).stamp(SHA256)
    assert checked(got, SHA256).at == STAMPED_AT


def test_an_authority_that_misbehaves_gives_no_stamp(answer: bytes) -> None:
    bad = TimeAuthority()
    with served(bad) as url:
        bad.code = 503
        with pytest.raises(NoStamp, match="503"):
            stamp(url, SHA256)
        bad.code, bad.moved_to = 307, url
        with pytest.raises(NoStamp, match="307"):
            stamp(url, SHA256)
        assert len(bad.asked) == 2
        bad.code, bad.moved_to, bad.instead = 200, "", answer
        with pytest.raises(NoStamp, match="another question"):
            stamp(url, SHA256)
        bad.instead = b"x" * 300_000
        with pytest.raises(NoStamp, match="too long"):
            stamp(url, SHA256)
    with pytest.raises(NoStamp, match="cannot be reached"):
        stamp(url, SHA256)


def test_no_proxy_is_asked(authority: TimeAuthority, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    with served(authority) as url:
        assert Authority(url).stamp(SHA256)


def test_asking_can_be_called_off_while_the_authority_is_silent() -> None:
    import socket
    import time

    with socket.create_server(("127.0.0.1", 0)) as deaf:
        asked = Authority(f"http://127.0.0.1:{deaf.getsockname()[1]}/")
        timer, began = Timer(0.8, asked.call_off), time.monotonic()
        timer.start()
        with pytest.raises(NoStamp):
            asked.stamp(SHA256)
        assert time.monotonic() - began < 5
        with pytest.raises(NoStamp, match="called off"):
            asked.stamp(SHA256)


@pytest.mark.parametrize("text", ["", "ftp://tsa.example/", "file:///etc/hosts", "https://", "tsa.example", "http://a b/",
                                  "https://user:secret@tsa.example/", "https://tsa.example/#x", "http://tsa.example:99999/",
                                  "https://tsa.example/\r\nHost: x", "https://tsä.example/", "https://tsa.example/" + "a" * 600])
def test_what_is_no_address_of_an_authority_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="address of the authority"):
        address(text)
    assert address(" https://tsa.example/stamp?x=1 ") == "https://tsa.example/stamp?x=1"


def test_one_module_alone_can_open_a_connection() -> None:
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = ([alias.name for alias in node.names] if isinstance(node, ast.Import)
                     else [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
                     if isinstance(node, ast.ImportFrom) else [])
            if any(name == wanted or name.startswith(f"{wanted}.") for name in names for wanted in NETWORK):
                found.add(path.relative_to(PACKAGE).as_posix())
    assert found == {"seal/authority.py", *WITHOUT_CONNECTING}
