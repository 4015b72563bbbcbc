"""When a patient is asked next: what the visit calls for, what was asked already, and what was agreed then."""

from __future__ import annotations

from dataclasses import replace

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.follow_up import Due, next_contact
from needlesafe.domain.statements import Enquiry
from needlesafe.domain.visit import TreatmentEvent, Visit
from tests.helpers.visit_files import GASTROCNEMIUS, UPPER_TRAPEZIUS, as_visit, begun, complete


def visited(catalogue: Catalogue, site: dict[str, object], *happened: str) -> Visit:
    """A finished visit of 21 November 2026 whose last needle came out at 10:06, or something happened at 10:20."""
    told = as_visit(complete(begun(site), catalogue), catalogue)
    return replace(told, treatment=(*told.treatment, *(TreatmentEvent("10:20", "adverse", id=name) for name in happened)))


def asked(visit: Visit, *enquiries: Enquiry) -> Visit:
    """The visit after somebody asked."""
    return replace(visit, enquiries=enquiries)


def test_after_the_chest_the_patient_is_asked_on_the_next_day_and_once_more(catalogue: Catalogue) -> None:
    visit = visited(catalogue, UPPER_TRAPEZIUS)
    assert next_contact(visit, catalogue) == Due("2026-11-22T10:06", "2026-11-22T22:06", ("fu-thorax",))
    once = asked(visit, Enquiry("well", said="Fine.", at="2026-11-22T09:30"))
    assert next_contact(once, catalogue) == Due("2026-11-23T10:06", "2026-11-24T10:06", ("fu-thorax",))
    assert next_contact(asked(visit, Enquiry("well", at="2026-11-23T17:00")), catalogue) is None


def test_where_nothing_calls_for_it_nobody_is_asked(catalogue: Catalogue) -> None:
    assert next_contact(visited(catalogue, GASTROCNEMIUS), catalogue) is None
    unneedled = replace(visited(catalogue, UPPER_TRAPEZIUS), treatment=())
    assert next_contact(unneedled, catalogue) is None


def test_every_event_that_can_be_significant_is_asked_after_within_a_day_and_three(catalogue: Catalogue) -> None:
    for card in catalogue.events.values():
        due = next_contact(visited(catalogue, GASTROCNEMIUS, card.id), catalogue)
        if {"significant", "serious"} & set(card.severity):
            assert due is not None and due.until == "2026-11-22T10:20" and "fu-event" in due.asks, card.id
            later = asked(visited(catalogue, GASTROCNEMIUS, card.id), Enquiry("well", at="10:40"))
            assert next_contact(later, catalogue).until <= "2026-11-24T10:20", card.id


def test_one_call_asks_everything_that_is_due_by_then(catalogue: Catalogue) -> None:
    visit = visited(catalogue, UPPER_TRAPEZIUS, "ae-nerve-contact")
    due = next_contact(visit, catalogue)
    assert due is not None and set(due.asks) == {"fu-thorax", "fu-nerve"}


def test_who_was_not_reached_is_still_to_be_asked(catalogue: Catalogue) -> None:
    visit = visited(catalogue, UPPER_TRAPEZIUS)
    tried = asked(visit, Enquiry("not-reached", at="2026-11-22T11:00"))
    assert next_contact(tried, catalogue) == next_contact(visit, catalogue)


def test_a_day_that_was_agreed_is_a_contact_until_the_patient_is_reached_again(catalogue: Catalogue) -> None:
    visit = visited(catalogue, GASTROCNEMIUS)
    bad = Enquiry("not-well", said="Still numb.", agreed="Sees the doctor.", again="2026-12-01", at="2026-11-24T09:00")
    agreed = Due("2026-12-01T00:00", "2026-12-01T23:59", ())
    assert next_contact(asked(visit, bad), catalogue) == agreed
    missed = Enquiry("not-reached", at="2026-12-01T09:00")
    assert next_contact(asked(visit, bad, missed), catalogue) == agreed
    assert next_contact(asked(visit, bad, replace(missed, again="2026-12-03")), catalogue).since == "2026-12-03T00:00"
    assert next_contact(asked(visit, bad, missed, Enquiry("well", at="2026-12-02T09:00")), catalogue) is None


def test_an_emergency_after_the_record_was_sealed_is_asked_after_from_then_on(catalogue: Catalogue) -> None:
    visit = asked(visited(catalogue, GASTROCNEMIUS), Enquiry("well", at="2026-11-22T09:00"))
    later = replace(visit, afterwards=(TreatmentEvent("2026-11-23T18:30", "adverse", id="ae-syncope"),))
    assert next_contact(later, catalogue).until == "2026-11-24T18:30"


@pytest.mark.parametrize("at", ["", "about noon"])
def test_a_time_that_nobody_can_read_counts_as_noon(catalogue: Catalogue, at: str) -> None:
    visit = visited(catalogue, UPPER_TRAPEZIUS)
    unread = replace(visit, treatment=tuple(replace(event, at=at) for event in visit.treatment))
    assert next_contact(unread, catalogue).since == "2026-11-22T12:00"
