"""What is asked of each adverse event: the same few lines for all, more where a nerve or the lung may be hit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from needlesafe.domain.catalogue import Nerve
from needlesafe.gui.messages import tr


@dataclass(frozen=True, slots=True)
class EventField:
    """One thing to write down."""

    id: str
    """The key in the event's detail."""
    label: str
    kind: str = "line"
    """`line`, `text`, `number` or `yes-no`."""
    unit: str = ""


def fields_of(event_id: str, nerves: Sequence[Nerve]) -> tuple[EventField, ...]:
    """The fields of an event; for a nerve, the quick screen of exactly the nerves near the site."""
    if event_id in ("ae-nerve-contact", "ae-nerve-injury"):
        return (*_nerve_fields(), *(field for nerve in nerves for field in _screen(nerve)), *_ending())
    if event_id in ("ae-pneumothorax", "ae-tension-ptx"):
        return (*_lung_fields(), *_ending())
    return (EventField("found", tr("What was seen and said"), "text"), *_ending())


def _nerve_fields() -> tuple[EventField, ...]:
    return (EventField("sensation", tr("What the patient felt, in their words")),
            EventField("where", tr("Where it went")),
            EventField("minutes", tr("How long it lasted"), "number", tr("min")),
            EventField("weakness", tr("Is there weakness?"), "yes-no"),
            EventField("numbness", tr("Is there numbness?"), "yes-no"),
            EventField("both_sides", tr("Both sides, saddle numbness, bladder or bowel change?"), "yes-no"))


def _screen(nerve: Nerve) -> tuple[EventField, ...]:
    """Motor and sensory screen of one nerve, where there is one."""
    fields = []
    if nerve.motor_screen and nerve.motor_screen != "none":
        fields.append(EventField(f"motor-{nerve.id}", tr("{nerve}: full strength? {how}").format(
            nerve=nerve.title, how=nerve.motor_screen), "yes-no"))
    if nerve.sensory_screen and nerve.sensory_screen != "none":
        fields.append(EventField(f"touch-{nerve.id}", tr("{nerve}: normal feeling? {how}").format(
            nerve=nerve.title, how=nerve.sensory_screen), "yes-no"))
    return tuple(fields)


def _lung_fields() -> tuple[EventField, ...]:
    return (EventField("breathless", tr("Is the patient breathless?"), "yes-no"),
            EventField("chest_pain", tr("Does breathing hurt?"), "yes-no"),
            EventField("breaths", tr("Breaths"), "number", tr("a minute")),
            EventField("pulse", tr("Pulse"), "number", tr("a minute")),
            EventField("oxygen", tr("Oxygen saturation"), "number", "%"),
            EventField("called", tr("Who was called, and when")),
            EventField("handed_over", tr("Who took over, and when")))


def _ending() -> tuple[EventField, ...]:
    return (EventField("told", tr("What the patient was told"), "text"),
            EventField("outcome", tr("How it stands when the patient leaves"), "text"))
