"""
Whether a suspected nerve contact is a concern by what was answered, and in whose words what follows stands.

The grades are those of the cards *Transient nerve contact* and *Nerve injury*: signs of the spine or of both sides and a
sudden paralysis are a call; weakness is assessed the same day, numbness alone within 24 to 48 hours; what does not settle is
a red flag. Only the minutes are our own default: the time of the card's second test. No grade says that a nerve is unharmed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

CONTACT, INJURY = "ae-nerve-contact", "ae-nerve-injury"
NERVE_EVENTS = (CONTACT, INJURY)
"""The events whose card walks through the nerves near a site."""

LEVELS = ("call", "same-day", "soon", "lasting", "open", "none")
"""How grave it is, the gravest first; `open` where not all is answered, `none` where nothing of the list was found."""

SETTLES_WITHIN = 10
"""Minutes within which a contact settles, by our own default: the time of the second test."""

ASKED = {"both_sides": "call", "spinal_pain": "call", "paralysis": "call", "weakness": "same-day", "numbness": "soon",
         "spreading": "lasting", "still_there": "lasting"}
"""The questions whose yes is a concern, and how grave each is."""

WORDS = {"call": ((CONTACT, "call_when"), (INJURY, "call_when")), "same-day": ((INJURY, "steps"),), "soon": ((INJURY, "steps"),),
         "lasting": ((CONTACT, "red_flags"),), "open": (), "none": ((CONTACT, "monitor"),)}
"""In which card and part of it stands what follows upon each grade."""

_LOST = {"motor": "same-day", "touch": "soon"}


@dataclass(frozen=True, slots=True)
class NerveConcern:
    """How grave it is, what says so, and what nobody answered yet."""

    level: str
    """One of LEVELS."""
    because: tuple[str, ...] = ()
    """The keys of the answers that are a concern, those of the gravest first."""
    unanswered: tuple[str, ...] = ()
    """The keys of what is asked and not answered; they never count as no."""


def concern_of(detail: Mapping[str, Any], screens: Sequence[str] = ()) -> NerveConcern:
    """The concern that an event's detail tells; `screens` are the keys of the tests of exactly the nerves near the site."""
    found = sorted(_found(detail, screens), key=lambda pair: LEVELS.index(pair[0]))
    unanswered = tuple(key for key in (*ASKED, *screens) if detail.get(key) not in ("yes", "no"))
    level = found[0][0] if found else "open" if unanswered else "none"
    return NerveConcern(level, tuple(key for _, key in found), unanswered)


def _found(detail: Mapping[str, Any], screens: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each answer that is a concern, with its grade."""
    for key, level in ASKED.items():
        if detail.get(key) == "yes":
            yield level, key
    for key in screens:
        if detail.get(key) == "no":
            yield _LOST[key.partition("-")[0]], key
    minutes = detail.get("minutes")
    if isinstance(minutes, (int, float)) and minutes > SETTLES_WITHIN:
        yield "lasting", "minutes"
