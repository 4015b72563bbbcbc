"""The chain of a visit's events."""

from dataclasses import replace

import pytest

from needlesafe.domain.events import GENESIS, Event, chain_fault, chained, event_from_json

SALT = "00" * 16


def journal(length: int) -> list[Event]:
    """A chain of answers, invented."""
    events: list[Event] = []
    for number in range(1, length + 1):
        header = {"visit": "v", "sequence": number, "at": f"2026-11-21T10:00:{number:02}.000Z", "gap_ms": 5,
                  "actor": "conor", "type": "acknowledged"}
        events.append(chained(header, {"id": f"ack-{number}"}, SALT, events[-1].link if events else GENESIS))
    return events


def test_a_journal_that_nobody_touched_is_a_chain():
    assert chain_fault(journal(20)) == ""


@pytest.mark.parametrize("field, value", [("at", "2026-11-21T09:00:00.000Z"), ("actor", "nobody"), ("gap_ms", 6),
                                          ("payload", {"id": "ack-99"}), ("salt", "11" * 16)])
def test_a_changed_event_is_located(field, value):
    events = journal(9)
    events[4] = replace(events[4], **{field: value})

    assert chain_fault(events) == "event 5 was changed"


def test_a_missing_event_is_located():
    events = journal(9)

    assert chain_fault(events[:3] + events[4:]) == "event 4 is missing"


def test_swapped_events_are_no_chain():
    events = journal(9)
    events[2], events[3] = events[3], events[2]

    assert chain_fault(events) != ""


def test_an_event_recomputed_without_its_successors_breaks_the_chain():
    events = journal(9)
    events[4] = chained(events[4].header(), {"id": "other"}, SALT, events[4].previous)

    assert chain_fault(events) == "event 6 does not follow the one before it"


def test_an_event_survives_json():
    event = journal(1)[0]

    assert event_from_json(event.as_json()) == event


def test_an_unknown_type_is_refused():
    with pytest.raises(ValueError, match="unknown event type"):
        chained({"type": "needle-teleported"}, {}, SALT, GENESIS)
