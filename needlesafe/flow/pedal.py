"""
The keys of a foot pedal that counts needles: kept for the clinic, none until somebody sets one.

A pedal is a keyboard with one to three keys; which key each of them sends is the maker's choice, so that it is asked for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from needlesafe.flow.workplace import Workplace

SETTING = "pedal"
DEEDS = ("in", "out", "next")
"""What a press does: a needle in, a needle out, the next site."""


def pedal_keys(workplace: Workplace) -> dict[str, str]:
    """The key of each deed that has one, by its name."""
    kept = workplace.store.setting(SETTING)
    told = json.loads(kept) if kept else {}
    return {deed: told[deed] for deed in DEEDS if told.get(deed)}


def set_pedal_key(workplace: Workplace, deed: str, key: str) -> dict[str, str]:
    """The keys after one deed got its key, or none; a key that did something else before does so no more."""
    others = {other: held for other, held in pedal_keys(workplace).items() if other != deed and held != key}
    after = {**others, **({deed: key} if key else {})}
    workplace.store.keep_setting(SETTING, json.dumps(after, sort_keys=True))
    return after
