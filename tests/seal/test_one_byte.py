"""Not one byte of a sealed file can be another without the verdict saying so."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator

import pytest

from needlesafe.seal import UNCHANGED, Register, SealKey, verify
from tests.seal.forging import container_of, hole

pytestmark = pytest.mark.grows
FULL = bool(os.environ.get("NEEDLESAFE_FULL"))
POSITIONS = 1000
"""Positions that are tried all over the file when counts are short."""


def _with(pdf: bytes, place: int, value: int) -> bytes:
    return pdf[:place] + bytes([value]) + pdf[place + 1:]


def _others(byte: int) -> tuple[int, ...]:
    """What a byte is changed to: its neighbours, its other case, another digit and white space."""
    tried = ((byte + 1) % 256, (byte - 1) % 256, byte ^ 0x20, byte ^ 0x80, 0x00, ord("1"), ord("F"), ord(" "))
    return tuple(value for value in dict.fromkeys(tried) if value != byte)


def _called_unchanged(pdf: bytes, changes: Iterator[tuple[int, int]], key: SealKey) -> list[tuple[int, int]]:
    """The changes that go unnoticed by somebody who knows only the certificate."""
    trusted = (key.certificate,)
    return [(place, value) for place, value in changes
            if verify(_with(pdf, place, value), register=None, trusted=trusted).word == UNCHANGED]


def _all_over(pdf: bytes) -> Iterator[tuple[int, int]]:
    step = 1 if FULL else max(1, len(pdf) // POSITIONS)
    for count, place in enumerate(range(0, len(pdf), step)):
        others = _others(pdf[place])
        for value in others[:3] if FULL else (others[count % len(others)],):
            yield place, value


def _in_the_container(pdf: bytes) -> Iterator[tuple[int, int]]:
    """Every digit of the container, the brackets, and the padding: all of it, or its ends and some of its digits."""
    start, end = hole(pdf)
    filled = start + 2 * len(container_of(pdf))
    padding = range(filled, end) if FULL else [*range(filled, filled + 40), *range(filled + 40, end - 40, 40),
                                              *range(end - 40, end)]
    digits = range(start - 1, filled) if FULL else [*range(start - 1, start + 40), *range(start + 40, filled, 9)]
    for count, place in enumerate([*digits, *padding, end]):
        others = _others(pdf[place])
        for value in others[:4] if FULL else (others[count % len(others)],):
            yield place, value


def test_no_byte_anywhere_in_the_file_can_be_another(sealed: bytes, key: SealKey) -> None:
    assert _called_unchanged(sealed, _all_over(sealed), key) == []


def test_no_byte_of_the_container_can_be_another(sealed: bytes, key: SealKey) -> None:
    assert _called_unchanged(sealed, _in_the_container(sealed), key) == []


def test_no_byte_can_be_another_where_the_register_knows_the_genuine_file(sealed: bytes, register: Register) -> None:
    register.add_sealed(hashlib.sha256(sealed).hexdigest())
    assert verify(sealed, register=register).word == UNCHANGED
    for place in range(0, len(sealed), 1 if FULL else 61):
        for use_hashes in (True, False):
            changed = _with(sealed, place, sealed[place] ^ 1)
            assert verify(changed, register=register, use_hashes=use_hashes).word != UNCHANGED


def test_no_byte_can_be_taken_away_or_put_in(sealed: bytes, key: SealKey) -> None:
    for place in range(0, len(sealed), 1 if FULL else 97):
        for forged in (sealed[:place] + sealed[place + 1:], sealed[:place] + b"0" + sealed[place:]):
            assert verify(forged, register=None, trusted=(key.certificate,)).word != UNCHANGED
