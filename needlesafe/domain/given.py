"""What was done at a site besides the count of its needles, and the course of treatment that a visit belongs to; all of
it may stay unsaid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

RESPONSES = ("twitch", "referred-pain", "both", "none")
"""What came of the needle: a local twitch, pain in a known place elsewhere, both, neither."""


@dataclass(frozen=True, slots=True)
class Given:
    """What was done at one site and what came of it, as the practitioner says."""

    site: int
    """Its place in the plan, 0 for the first."""
    depth_mm: float | None = None
    """How deep the deepest needle reached below the skin."""
    insertions: int | None = None
    """How often a needle went through the skin, all needles of the site together."""
    response: str = ""
    """One of RESPONSES; empty where nobody said."""
    remarks: str = ""

    @property
    def told(self) -> bool:
        """Whether anything was said of the site."""
        return self != Given(self.site)


@dataclass(frozen=True, slots=True)
class Course:
    """The course of treatment, as planned on the day of the visit."""

    visits: int | None = None
    """How many visits are planned in all."""
    frequency: str = ""
    """How often, such as "once a week"."""
    other_treatments: str = ""
    """What else was given or advised."""


def given_after(given: tuple[Given, ...], said: Mapping[str, Any]) -> tuple[Given, ...]:
    """What is known of every site after something more was said of one; a site of which nothing is left drops out."""
    before = next((one for one in given if one.site == said["site"]), Given(said["site"]))
    after = replace(before, **said)
    kept = [one for one in given if one.site != after.site]
    return tuple(sorted([*kept, after] if after.told else kept, key=lambda one: one.site))


def reaches_beyond(depth_mm: float | None, length_mm: float) -> bool:
    """Whether a depth is more than the needle is long."""
    return depth_mm is not None and depth_mm > length_mm
