"""
What a visit file tells of the couch and of the days after, as acts at the desk in their order.

A withdrawal and emergency letters stand among the needles by their time of day; the gates refuse a needle that nobody
agreed to, or that came after the withdrawal.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from operator import itemgetter

from needlesafe.domain.statements import HandOver, is_after
from needlesafe.domain.visit import Handled, TreatmentEvent, Visit
from needlesafe.flow.counting import COUNTED, COUNTED_BY, is_undoing
from needlesafe.flow.needling import count_after, declare_left, move, pass_on
from needlesafe.flow.sealing import seal_due
from needlesafe.flow.statements import amend, hand_over, report, withdraw
from needlesafe.flow.taking_back import take_back
from needlesafe.flow.visit_desk import VisitDesk

Act = Callable[[], object]


def acts_of(desk: VisitDesk, told: Visit) -> list[Act]:
    """What was done and said on the day of the visit, between the consent and the note."""
    besides = [(_place_among(at, told.treatment), at, act) for at, act in _besides(desk, told)]
    besides += [(act.after, "", partial(HANDLE[act.what], desk, act)) for act in told.handled]
    acts: list[Act] = []
    for number, event in enumerate(told.treatment):
        acts += [act for place, _, act in sorted(besides, key=itemgetter(0, 1)) if place == number]
        acts.append(partial(_treat, desk, event))
    return [*acts, *(act for place, _, act in sorted(besides, key=itemgetter(0, 1)) if place >= len(told.treatment))]


def withdrawn_that_day(told: Visit) -> bool:
    """Whether consent was withdrawn on the day of the visit."""
    return told.withdrawal is not None and not is_after(told.withdrawal.at, told.date)


def say_afterwards(desk: VisitDesk, told: Visit) -> None:
    """What was said on later days, and what is added to the sealed record, each page sealed at once."""
    for letter in told.hand_overs:
        if is_after(letter.at, told.date):
            _hand_over(desk, letter)
    if told.withdrawal is not None and not withdrawn_that_day(told):
        withdraw(desk, told.withdrawal)
    if told.incident is not None and is_after(told.incident.at, told.date):
        report(desk, told.incident)
    seal_due(desk)
    for amendment in told.amendments:
        amend(desk, amendment)
        seal_due(desk)


def _besides(desk: VisitDesk, told: Visit) -> list[tuple[str, Act]]:
    """The withdrawal and the letters of that day, each with its time."""
    letters: list[tuple[str, Act]] = [(letter.at, partial(_hand_over, desk, letter)) for letter in told.hand_overs
                                      if not is_after(letter.at, told.date)]
    if told.withdrawal is None or not withdrawn_that_day(told):
        return letters
    return [(told.withdrawal.at, partial(withdraw, desk, told.withdrawal)), *letters]


def _place_among(at: str, treatment: Sequence[TreatmentEvent]) -> int:
    """How many treatment events come before something said at a time: up to the last that is earlier, or that put a
    needle in at the same minute; all of them where nobody said when."""
    time = at.rpartition("T")[2]
    earlier = [number for number, event in enumerate(treatment, 1)
               if not time or event.at < time or (event.at == time and event.event == "in")]
    return max(earlier, default=0)


def _hand_over(desk: VisitDesk, letter: HandOver) -> None:
    """The letter, sealed at once: it goes with the ambulance."""
    hand_over(desk, letter)
    seal_due(desk)


def _treat(desk: VisitDesk, event: TreatmentEvent) -> None:
    """One entry of the treatment, under whoever counted it then; one that undoes takes the count before it back."""
    desk.counter = str(event.detail.get(COUNTED_BY, "")) if event.event in COUNTED else ""
    if not is_undoing(event):
        TREAT[event.event](desk, event)
    elif event.moved is None or event.event == "out":
        take_back(desk, event.at)
    desk.counter = ""


def _place(desk: VisitDesk, event: TreatmentEvent) -> None:
    """Needles in; those that were moved here are in already."""
    if event.moved is None:
        desk.place(event.site or 0, event.count, event.at, event.by)


def _remove(desk: VisitDesk, event: TreatmentEvent) -> None:
    """Needles out, or moved to another site with the entry that follows."""
    if event.moved is None:
        desk.remove(event.site or 0, event.count, event.at, event.by)
    else:
        move(desk, event.site or 0, event.moved, event.count, event.at)


HANDLE: dict[str, Callable[[VisitDesk, Handled], object]] = {
    "passed-on": lambda desk, act: pass_on(desk, act.to, act.at),
    "needles-counted": lambda desk, act: count_after(desk, act.counts, act.at, act.by),
    "left-in-declared": lambda desk, act: declare_left(desk, act.site or 0, act.count, act.why, act.at),
}
"""What each entry about needles does at the desk."""


TREAT: dict[str, Callable[[VisitDesk, TreatmentEvent], object]] = {
    "in": _place,
    "out": _remove,
    "all-out": lambda desk, event: desk.remove_all(event.at, event.by, event.to_count),
    "pause": lambda desk, event: desk.pause(event.detail, event.at),
    "adverse": lambda desk, event: desk.adverse(event.id, event.site, event.detail, event.at),
}
"""What each treatment event of a file does at the desk."""
