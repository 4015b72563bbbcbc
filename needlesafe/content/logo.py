"""Whether a clinic's logo is a picture that a page can bear: a whole PNG, small enough, told without drawing it."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

LARGEST = 500_000
"""Bytes of the file."""
LEAST, MOST = 24, 2000
"""Pixels along each side."""
_LONGEST = 8
"""Times that one side may be as long as the other."""
_HEAD = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_NO_PNG, _BROKEN = "is no PNG picture", "is a broken PNG picture"


def logo_fault(data: bytes) -> str:
    """What is wrong with a logo; empty where nothing is."""
    if len(data) > LARGEST:
        return f"is larger than {LARGEST // 1000} kB"
    if not data.startswith(_HEAD):
        return _NO_PNG
    try:
        chunks = list(_chunks(data))
    except (struct.error, ValueError):
        return _BROKEN
    if len(chunks) < 3 or chunks[0][0] != b"IHDR" or len(chunks[0][1]) != 13 or chunks[-1][0] != b"IEND":
        return _BROKEN
    return _picture_fault(chunks)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The parts of the file by name. ValueError where a part is not as it was written."""
    at = len(_HEAD)
    while at < len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        body, (check,) = data[at + 8:at + 8 + length], struct.unpack_from(">I", data, at + 8 + length)
        if zlib.crc32(name + body) != check:
            raise ValueError(name)
        yield name, body
        at += 12 + length


def _picture_fault(chunks: list[tuple[bytes, bytes]]) -> str:
    width, height, depth, kind, packing, filtering, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    if not (LEAST <= width <= MOST and LEAST <= height <= MOST):
        return f"is {width} by {height} pixels; each side has {LEAST} to {MOST}"
    if max(width, height) > _LONGEST * min(width, height):
        return f"is {width} by {height} pixels; no side is more than {_LONGEST} times the other"
    if depth > 8 or interlaced:
        return "has 16 bits a channel or is interlaced; save it with 8 bits and not interlaced"
    if kind not in _CHANNELS or packing or filtering or (kind == 3) > any(name == b"PLTE" for name, _ in chunks):
        return _BROKEN
    wanted = height * (1 + (width * _CHANNELS[kind] * depth + 7) // 8)
    return "" if _unpacked(b"".join(body for name, body in chunks if name == b"IDAT"), wanted) == wanted else _BROKEN


def _unpacked(packed: bytes, most: int) -> int:
    """How many bytes are in it, counted to one more than the most."""
    try:
        return len(zlib.decompressobj().decompress(packed, most + 1))
    except zlib.error:
        return -1
