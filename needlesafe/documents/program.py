"""
Names the very program that draws a document, so that one day it is known whether the same one draws it anew.

A version is not enough: two builds of one version may draw differently. So everything that a page depends on besides
visit and content goes into a fingerprint; where the sources are not at hand, as in a frozen bundle, the version stands
alone, because a bundle is built once a version.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from needlesafe.domain.program import VERSION
from needlesafe.paths import assets_dir

ROOMS = ("documents", "domain", "exchange")
"""The rooms that decide what stands on a page or in an attached file."""
FOLDERS = ("fonts", "body")
"""The folders of assets that pages are drawn with, and that the content's fingerprint does not cover."""


@cache
def program() -> str:
    """The name of the program, its version and the first digits of the fingerprint of what draws."""
    package = Path(__file__).resolve().parents[1]
    sources = sorted(path for room in ROOMS for path in (package / room).rglob("*.py"))
    if not sources:
        return f"NeedleSafe {VERSION}"
    drawn = sorted(path for folder in FOLDERS for path in (assets_dir() / folder).rglob("*") if path.is_file())
    digest = hashlib.sha256()
    for path, root in [*((path, package) for path in sources), *((path, assets_dir()) for path in drawn)]:
        digest.update(f"{path.relative_to(root).as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return f"NeedleSafe {VERSION}, build {digest.hexdigest()[:12]}"
