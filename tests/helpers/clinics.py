"""The invented clinic's folder, and copies of it to change; the PNG pictures that such a folder may or may not hold."""

from __future__ import annotations

import shutil
import struct
import zlib
from pathlib import Path

CLINIC = Path(__file__).resolve().parents[1] / "content" / "clinic"
FILE = '[file]\ntopic = "clinic"\nversion = "1"\nreviewed = "Conor Walsh, 20 November 2026"\nreview_due = "2027-11-20"\n'


def copied_clinic(folder: Path) -> Path:
    """A copy of the invented clinic's folder inside another one."""
    return Path(shutil.copytree(CLINIC, folder / "clinic"))


def bare_clinic(folder: Path, **files: str) -> Path:
    """A folder that says who reviewed it and holds these files and no others; `_` in a name stands for `-`."""
    place = folder / "clinic"
    place.mkdir()
    for name, text in {"clinic": FILE, **files}.items():
        (place / f"{name.replace('_', '-')}.toml").write_text(text, "utf-8")
    return place


def png(width: int = 40, height: int = 30, depth: int = 8, kind: int = 6, interlaced: int = 0) -> bytes:
    """A grey PNG; by its kind with colours (2), a palette (3), transparency (6)."""
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[kind]
    row = b"\0" + b"\x80" * ((width * channels * depth + 7) // 8)
    palette = [(b"PLTE", b"\x10\x5a\x75" * 256)] if kind == 3 else []
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, interlaced)), *palette,
             (b"IDAT", zlib.compress(row * height)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def chunk(name: bytes, body: bytes) -> bytes:
    """One part of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
