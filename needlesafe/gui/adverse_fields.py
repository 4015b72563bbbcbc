"""What is asked of each adverse event: the same few lines for all, more where a nerve or the lung may be hit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from needlesafe.domain.catalogue import EventCard, Nerve
from needlesafe.domain.nerve_concern import NERVE_EVENTS
from needlesafe.gui.messages import tr

AT_SITE = "at_site"
"""The detail that names the site of an event that was recorded in a hurry, without one."""
LUNG_EVENTS = ("ae-pneumothorax", "ae-tension-ptx")
NO_TEST = ("", "none", "not useful")
"""What a nerve's entry says where it has no such test."""


@dataclass(frozen=True, slots=True)
class EventField:
    """One thing to write down."""

    id: str
    """The key in the event's detail; empty for a heading."""
    label: str
    kind: str = "line"
    """`heading`, `line`, `text`, `number` or `yes-no`."""
    unit: str = ""
    nerve: str = ""
    """The nerve that a heading names."""


def fields_of(card: EventCard, nerves: Sequence[Nerve]) -> tuple[EventField, ...]:
    """The fields of an event; for a nerve, the quick screen of exactly the nerves near the site."""
    if card.id in NERVE_EVENTS:
        return (*felt_fields(), *warning_fields(), *(field for nerve in nerves for field in nerve_screens(nerve)), *_ending())
    if card.id in LUNG_EVENTS:
        return (_found(), *_lung_fields(), *_handing_over(), *_ending())
    return (_found(), *(_handing_over() if card.emergency else ()), *_ending())


def _found() -> EventField:
    return EventField("found", tr("What was seen and said"), "text")


def felt_fields() -> tuple[EventField, ...]:
    """What a suspected nerve contact felt like: sensation, spread, duration."""
    return (EventField("sensation", tr("What the patient felt, in their words")),
            EventField("where", tr("Where it went")),
            EventField("minutes", tr("How long it lasted"), "number", tr("min")))


def warning_fields() -> tuple[EventField, ...]:
    """The questions whose yes is a concern, as `domain.nerve_concern` grades them."""
    return (EventField("still_there", tr("Is it still there with the needle out?"), "yes-no"),
            EventField("spreading", tr("Does it spread?"), "yes-no"),
            EventField("weakness", tr("Is there weakness?"), "yes-no"),
            EventField("numbness", tr("Is there numbness?"), "yes-no"),
            EventField("both_sides", tr("Both sides, saddle numbness, bladder or bowel change?"), "yes-no"),
            EventField("spinal_pain", tr("Severe pain in the spine?"), "yes-no"),
            EventField("paralysis", tr("Can the part not be moved at all, or does it swell severely?"), "yes-no"))


def nerve_screens(nerve: Nerve) -> tuple[EventField, ...]:
    """Motor and sensory screen of one nerve, where there is one."""
    tests = ((f"motor-{nerve.id}", nerve.motor_screen, tr("Full strength? {how}")),
             (f"touch-{nerve.id}", nerve.sensory_screen, tr("Normal feeling? {how}")))
    asked = [EventField(name, label.format(how=how), "yes-no") for name, how, label in tests
             if how.strip(" .").lower() not in NO_TEST]
    return (EventField("", nerve.title, "heading", nerve=nerve.id), *asked) if asked else ()


def _lung_fields() -> tuple[EventField, ...]:
    return (EventField("breathless", tr("Is the patient breathless?"), "yes-no"),
            EventField("chest_pain", tr("Does breathing hurt?"), "yes-no"),
            EventField("breaths", tr("Breaths"), "number", tr("a minute")),
            EventField("pulse", tr("Pulse"), "number", tr("a minute")),
            EventField("oxygen", tr("Oxygen saturation"), "number", "%"))


def _handing_over() -> tuple[EventField, ...]:
    return (EventField("called", tr("Who was called, and when")), EventField("handed_over", tr("Who took over, and when")))


def _ending() -> tuple[EventField, ...]:
    return (EventField("told", tr("What the patient was told"), "text"),
            EventField("outcome", tr("How it stands when the patient leaves"), "text"))
