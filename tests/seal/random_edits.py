"""Random edits of a file: what a bad disk, a bad cable or a patient forger may do to it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from tests.seal.forging import hole

MOST_EDITS = 3
LONGEST = 600
"""Bytes of a block."""

Edit = Callable[[bytes, int, random.Random], bytes]


def _flip(pdf: bytes, place: int, chance: random.Random) -> bytes:
    return pdf[:place] + bytes([pdf[place] ^ 1 << chance.randrange(8)]) + pdf[place + 1:]


def _set(pdf: bytes, place: int, chance: random.Random) -> bytes:
    return pdf[:place] + bytes([chance.choice(b"0123456789ABCDEFabcdef /<>[]()%\n\0") if chance.random() < 0.7
                                else chance.randrange(256)]) + pdf[place + 1:]


def _insert(pdf: bytes, place: int, chance: random.Random) -> bytes:
    return pdf[:place] + chance.randbytes(chance.choice((1, 1, 2, 16, LONGEST))) + pdf[place:]


def _delete(pdf: bytes, place: int, chance: random.Random) -> bytes:
    return pdf[:place] + pdf[place + chance.choice((1, 1, 2, 16, LONGEST)):]


def _swap(pdf: bytes, place: int, chance: random.Random) -> bytes:
    size, other = chance.choice((1, 4, 64, LONGEST)), chance.randrange(len(pdf))
    first, second = sorted((place, other))
    size = min(size, second - first, len(pdf) - second)
    return b"".join([pdf[:first], pdf[second:second + size], pdf[first + size:second], pdf[first:first + size],
                     pdf[second + size:]])


def _copy_over(pdf: bytes, place: int, chance: random.Random) -> bytes:
    block = _block(pdf, chance)[:len(pdf) - place]
    return pdf[:place] + block + pdf[place + len(block):]


def _copy_in(pdf: bytes, place: int, chance: random.Random) -> bytes:
    return pdf[:place] + _block(pdf, chance) + pdf[place:]


def _truncate(pdf: bytes, place: int, chance: random.Random) -> bytes:
    return pdf[:place] if chance.random() < 0.5 else pdf[:-chance.randint(1, LONGEST)]


def _append(pdf: bytes, place: int, chance: random.Random) -> bytes:
    return pdf + (_block(pdf, chance) if chance.random() < 0.5 else chance.choice((b"\n", b" ", b"\0", b"%%EOF\n", b"%")))


def _block(pdf: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(pdf))
    return pdf[start:start + chance.randint(1, LONGEST)]


EDITS: dict[str, Edit] = {"flip": _flip, "set": _set, "insert": _insert, "delete": _delete, "swap": _swap,
                          "copy over": _copy_over, "copy in": _copy_in, "truncate": _truncate, "append": _append}


def edited(pdf: bytes, chance: random.Random) -> tuple[str, bytes]:
    """The names of one to three edits, and what they leave of the file, which always differs from it."""
    while True:
        names = chance.choices(list(EDITS), k=chance.randint(1, MOST_EDITS))
        changed = pdf
        for name in names:
            changed = EDITS[name](changed, _place(changed, chance), chance) if changed else changed
        if changed != pdf:
            return " + ".join(names), changed


def edits(pdfs: list[bytes], count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """So many edited files, each from one of the given; a seed gives the same for the same files."""
    chance = random.Random(seed)
    for number in range(count):
        yield edited(pdfs[number % len(pdfs)], chance)


def _place(pdf: bytes, chance: random.Random) -> int:
    """Anywhere, or near the seal: a quarter within its container, a quarter after it."""
    sort = chance.random()
    try:
        start, end = hole(pdf)
    except ValueError:
        return chance.randrange(len(pdf))
    if sort < 0.25:
        return chance.randrange(start - 1, end + 1)
    return chance.randrange(end, len(pdf)) if sort < 0.5 else chance.randrange(len(pdf))
