"""
Every way in which sealed files are forged here, to be read beside the reference.

`REFERENCE` has the groups of the reference table of tamper kinds in its order (38 in seven groups) and then its row of
kinds to add; `BEYOND` is what no table asks for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from needlesafe.seal import SealKey
from tests.seal import forged_in_place, forged_later, forged_whole
from tests.seal.forged_whole import WithOurKey
from tests.seal.forging import Attack


@dataclass(frozen=True)
class Group:
    """One row of the reference."""

    name: str
    """What the row is called."""
    asked: int
    """How many kinds the row counts; for one of those to add, at least that many."""
    kinds: Mapping[str, Attack | WithOurKey]
    """The forgeries, by what they do."""


REFERENCE = (
    Group("crypto", 2, forged_in_place.CRYPTO),
    Group("universal forgery", 15, forged_in_place.RANGES | forged_in_place.CONTENTS),
    Group("incremental saving", 7, forged_later.INCREMENTAL),
    Group("evil annotation", 5, forged_later.ANNOTATIONS),
    Group("sneaky signature", 2, {"a second signature": forged_later.second_signature} | forged_whole.APPROVAL),
    Group("substitution", 5, forged_whole.SUBSTITUTION),
    Group("signature wrapping", 2, forged_in_place.WRAPPING),
)
TO_ADD = (
    Group("shadow", 3, forged_whole.SHADOWS),
    Group("font substitution", 1, forged_later.FONTS),
    Group("optional content", 1, forged_later.LAYERS),
    Group("hybrid table", 1, forged_later.TABLES),
    Group("object-stream clobber", 1, forged_later.CLOBBER),
    Group("duplicate keys", 1, forged_in_place.DUPLICATES | forged_later.TWICE),
    Group("long-term looks", 1, forged_later.LASTING),
    Group("incremental validation data", 1, forged_later.STORES),
    Group("copied time stamp", 1, forged_later.STAMPS),
)
BEYOND = (Group("beyond", 0, forged_in_place.MORE | forged_later.MORE | forged_whole.MORE),)
GROUPS = REFERENCE + TO_ADD + BEYOND
KINDS: dict[str, Attack | WithOurKey] = {name: attack for group in GROUPS for name, attack in group.kinds.items()}
WITH_OUR_KEY = {**forged_whole.APPROVAL, **forged_whole.SHADOWS}


def forged(kind: str, sealed: bytes, key: SealKey) -> bytes:
    """The sealed file after a forgery of a kind; `key` is the one it was sealed with."""
    if kind in WITH_OUR_KEY:
        return WITH_OUR_KEY[kind](sealed, key)
    return KINDS[kind](sealed)
