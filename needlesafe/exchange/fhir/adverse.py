"""What went wrong: an AdverseEvent for each, with everything that was written down about it as a questionnaire's answers."""

from __future__ import annotations

from collections.abc import Iterator

from needlesafe.domain.visit import TreatmentEvent
from needlesafe.exchange.fhir.answers import Asked, details
from needlesafe.exchange.fhir.case import Case
from needlesafe.exchange.fhir.consent import site_role
from needlesafe.exchange.fhir.elements import Element, concept, extensions, own_code, time_of_day
from needlesafe.exchange.fhir.people import PATIENT, PRACTITIONER


def adverse_events(case: Case) -> list[tuple[int, TreatmentEvent]]:
    """The adverse events with their number among all that happened."""
    return [(index, event) for index, event in enumerate(case.visit.treatment) if event.event == "adverse"]


def event_role(index: int) -> str:
    """The role of the adverse event of that number."""
    return f"adverse {index}"


def event_title(event: TreatmentEvent, case: Case) -> str:
    """What an adverse event is called."""
    card = case.catalogue.events.get(event.id)
    return card.title if card else event.id


def written_down(case: Case) -> Iterator[Asked]:
    """What was written down about each."""
    for index, event in adverse_events(case):
        if event.detail:
            yield Asked(f"adverse-details {index}", event_title(event, case),
                        tuple(details(name, value) for name, value in event.detail.items()),
                        events=("adverse-event-detailed", "treatment-recorded"))


def resources(case: Case) -> Iterator[Element]:
    """Each as an AdverseEvent on the day of the visit; its local time of day stands beside the day."""
    recorded = [event.at for event in case.events if event.type == "treatment-recorded"]
    for index, event in adverse_events(case):
        asked = (("details", "Reference", case.to(f"adverse-details {index}")),) if event.detail else ()
        planned = event.site is not None and event.site < len(case.visit.sites)
        yield case.resource(
            "AdverseEvent", event_role(index), actuality="actual", subject=case.to(PATIENT),
            extension=extensions(("at", "Time", time_of_day(event.at)), *asked), recorder=case.to(PRACTITIONER),
            event=concept(own_code("adverse-event", event.id, event_title(event, case)), words=event_title(event, case)),
            date=case.visit.date, recordedDate=recorded[index] if index < len(recorded) else "",
            suspectEntity=[{"instance": case.to(site_role(event.site or 0))}] if planned else [])
