"""
Asks a time-stamping authority. THE ONLY MODULE THAT OPENS A NETWORK CONNECTION, and only to the address that it is given.

What leaves this computer is the SHA-256 of a sealed file and a random number. No redirect is followed and no proxy is
asked. It runs in a process of its own (see `apart`), because the answer is foreign; the answer comes back checked.
"""

from __future__ import annotations

import base64
import json
import secrets
import sys
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import SplitResult, urlsplit

from needlesafe.errors import BadInput, Fault
from needlesafe.seal.apart import MEMORY, SECONDS, Apart, NoAnswer, limit_this_process
from needlesafe.seal.time_stamp import LARGEST, NoStamp

PATIENCE = 10.0
"""Seconds for connecting, and for each part of the answer."""
LONGEST = 500
"""Characters of an address."""


def address(text: str) -> str:
    """The address as it will be used. BadInput where it is none that an authority can have."""
    wanted = text.strip()
    try:
        parts = urlsplit(wanted)
        port_fits = parts.port is None or 0 < parts.port
    except ValueError:
        raise _no_address("it is no web address") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or not port_fits:
        raise _no_address("it does not begin with https:// or http:// and the name of a computer")
    if parts.username is not None or parts.password is not None:
        raise _no_address("it holds a user name or a password; such authorities are not supported")
    if parts.fragment or len(wanted) > LONGEST or not wanted.isascii() or any(c <= " " for c in wanted):
        raise _no_address("it holds something that no web address holds")
    return wanted


def _no_address(text: str) -> BadInput:
    return BadInput([Fault("address of the authority", text)], "Copy it from the authority's own page.")


class Authority:
    """An authority as the program asks it: apart, one hash after the other, until it is called off."""

    def __init__(self, url: str) -> None:
        self._url = address(url)
        self._asked = Apart(__name__, SECONDS)
        self._off = False

    def stamp(self, sha256: str) -> bytes:
        """The answer over a SHA-256, checked. NoStamp where there is none that is worth keeping."""
        self._asked = Apart(__name__, SECONDS)
        if self._off:
            raise NoStamp("it was called off")
        try:
            told = self._asked.ask({"url": self._url, "sha256": sha256})
        except NoAnswer as error:
            raise NoStamp(str(error)) from None
        if "stamp" not in told:
            raise NoStamp(told["fault"])
        return base64.b64decode(told["stamp"])

    def call_off(self) -> None:
        """Ends what is being asked, from any thread; nothing is asked any more."""
        self._off = True
        self._asked.end()


def stamp(url: str, sha256: str) -> bytes:
    """The same, asked by this very process."""
    from needlesafe.seal.stamping import checked, question

    nonce = secrets.randbits(63)
    answer = _posted(urlsplit(address(url)), question(sha256, nonce))
    checked(answer, sha256, nonce)
    return answer


def _posted(where: SplitResult, body: bytes) -> bytes:
    connect = HTTPSConnection if where.scheme == "https" else HTTPConnection
    connection = connect(where.hostname or "", where.port, timeout=PATIENCE)
    target = (where.path or "/") + (f"?{where.query}" if where.query else "")
    try:
        connection.request("POST", target, body, {"Content-Type": "application/timestamp-query",
                                                  "Accept": "application/timestamp-reply"})
        answer = connection.getresponse()
        if answer.status != 200:
            raise NoStamp(f"the authority answered with the code {answer.status}")
        return answer.read(LARGEST + 1)
    except (OSError, HTTPException) as error:
        raise NoStamp(f"the authority cannot be reached ({type(error).__name__})") from error
    finally:
        connection.close()


def answer_to(asked: dict[str, Any]) -> dict[str, str]:
    """The stamp in base 64, or why there is none."""
    try:
        return {"stamp": base64.b64encode(stamp(asked["url"], asked["sha256"])).decode("ascii")}
    except NoStamp as error:
        return {"fault": str(error)}


def main() -> None:
    """Read the question from standard input, answer on standard output."""
    limit_this_process(MEMORY, SECONDS)
    print(json.dumps(answer_to(json.load(sys.stdin))))


if __name__ == "__main__":
    main()
