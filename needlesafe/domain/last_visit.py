"""What a repeat visit knows of the one before it: the answers with the day on which they were asked, and what was done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from needlesafe.domain.anatomy import Site


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a needle was planned when a question about the place to be needled was asked."""

    muscle: str
    side: str
    level: str = ""


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """An answer of an earlier visit: shown beside its question, never an answer of this visit."""

    answer: str
    """One of `answers.WORDS`."""
    asked_on: str
    """The day on which it was really asked, ISO; it stays so through all visits in which it stands."""
    detail: str = ""
    raised: bool = False
    """Whether it raised something then; such an answer is asked again."""
    spots: tuple[Spot, ...] = ()
    """For a question about the place to be needled, the places for which it was asked."""


@dataclass(frozen=True, slots=True)
class LastVisit:
    """The visit before this one, as far as a new consent asks about it."""

    visit: str
    """Its id."""
    date: str
    practitioner: str
    """The registration of who treated then."""
    content: str
    """The content that the visit was made with, as `earlier.content_of` names it."""
    language: str = "en"
    """The language of its consent."""
    sites: tuple[str, ...] = ()
    """What its consent covered of each site, as `site_key` names it; empty where none was given."""
    events: tuple[str, ...] = ()
    """Ids of the adverse events of that visit that can be more than mild."""


def spot_of(site: Site) -> Spot:
    """The place of a site."""
    return Spot(site.muscle, site.side, site.level or "")


def site_key(site: Site) -> str:
    """What a consent covers of a site: another muscle, side, technique or length needs a new one."""
    return f"site {site.muscle} {site.side} {site.technique} {site.length_mm:g}"


def earlier_from_json(data: Mapping[str, Any]) -> EarlierAnswer:
    """The earlier answer as a visit file or an event holds it."""
    spots = tuple(Spot(spot["muscle"], spot["side"], spot.get("level") or "") for spot in data.get("sites", ()))
    return EarlierAnswer(data["answer"], data["asked_on"], data.get("detail", ""), data.get("raised", False), spots)


def earlier_to_json(earlier: EarlierAnswer) -> dict[str, Any]:
    """The form that `earlier_from_json` reads back, without what is empty."""
    spots = [{"muscle": s.muscle, "side": s.side, **({"level": s.level} if s.level else {})} for s in earlier.spots]
    parts = {"answer": earlier.answer, "asked_on": earlier.asked_on, "detail": earlier.detail, "raised": earlier.raised,
             "sites": spots}
    return {key: value for key, value in parts.items() if value}


def last_visit_from_json(data: Mapping[str, Any]) -> LastVisit:
    """The last visit as an event holds it."""
    return LastVisit(**{**data, "sites": tuple(data.get("sites", ())), "events": tuple(data.get("events", ()))})
