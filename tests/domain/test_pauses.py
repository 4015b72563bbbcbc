"""Which pause an event is: told by what was said in it."""

from __future__ import annotations

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.pauses import BEFORE, INSIDE, PAUSES, pause_items, pause_kinds
from needlesafe.domain.visit import TreatmentEvent


def test_every_item_belongs_to_one_pause(catalogue: Catalogue) -> None:
    items = [item for kind in PAUSES for item in pause_items(kind, catalogue)]
    assert sorted(item.id for item in items) == sorted(catalogue.pauses)
    assert all(pause_items(kind, catalogue) for kind in PAUSES)


def test_a_pause_is_told_by_what_was_said_in_it(catalogue: Catalogue) -> None:
    for kind in PAUSES:
        said = {item.id: "yes" for item in pause_items(kind, catalogue)}
        assert pause_kinds(TreatmentEvent("10:00", "pause", detail=said), catalogue) == (kind,)


def test_a_pause_without_a_word_is_the_one_before_the_first_needle(catalogue: Catalogue) -> None:
    assert pause_kinds(TreatmentEvent("10:00", "pause"), catalogue) == (BEFORE,)
    assert pause_kinds(TreatmentEvent("10:00", "pause", detail={"gone": "yes"}), catalogue) == (BEFORE,)


def test_an_event_can_be_both_pauses(catalogue: Catalogue) -> None:
    assert pause_kinds(TreatmentEvent("10:00", "pause", detail=dict.fromkeys(catalogue.pauses, "yes")), catalogue) == (BEFORE, INSIDE)
