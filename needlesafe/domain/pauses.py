"""Which pause an item and an event belong to: the one before the first needle, or the one while needles are in."""

from __future__ import annotations

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.visit import TreatmentEvent
from needlesafe.domain.wording import CheckItem

BEFORE, INSIDE = "before", "needles-in"
PAUSES = (BEFORE, INSIDE)


def pause_items(kind: str, catalogue: Catalogue) -> tuple[CheckItem, ...]:
    """What is said in a pause, in the catalogue's order."""
    return tuple(item for item in catalogue.pauses.values() if _kind_of(item) == kind)


def pause_kinds(event: TreatmentEvent, catalogue: Catalogue) -> tuple[str, ...]:
    """The pauses that an event is, by what was said in it; one without a word is that before the first needle."""
    known = {_kind_of(catalogue.pauses[name]) for name in event.detail if name in catalogue.pauses}
    return tuple(kind for kind in PAUSES if kind in known) or (BEFORE,)


def _kind_of(item: CheckItem) -> str:
    return INSIDE if item.step == INSIDE else BEFORE
