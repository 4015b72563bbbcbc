"""
Taking back the last answer, at the same desk: nothing leaves the journal, events of the opposite are added to it, and each
says `because: undone`.

An act is what was done at the desk in one go. It can be taken back while all that it changed are answers. Anything else, a
signature, a decision, a needle, a sealed page, ends the way back, so that nothing changes beneath a signature.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from needlesafe.domain.answers import answer_to_json
from needlesafe.domain.given import Course, Given
from needlesafe.domain.visit import Indication, Note, Visit
from needlesafe.flow.counting import UNDONE
from needlesafe.flow.readiness import keep_answer
from needlesafe.flow.visit_desk import Told, VisitDesk, said

_OF_THEIR_OWN = ("discharge", "discharge_owed")
"""The parts of the note that have events of their own."""


@dataclass(frozen=True, slots=True)
class Act:
    """What was done at the desk in one go."""

    before: Visit
    after: Visit
    step: str
    """The step that was on screen."""

    @property
    def told(self) -> tuple[Told, ...]:
        """The events that take it back."""
        return tuple((kind, {**payload, "because": UNDONE}) for kind, payload in _back(self.before, self.after))


class Acts:
    """The acts of one sitting that can still be taken back."""

    def __init__(self) -> None:
        self._acts: list[Act] = []
        self._reached = 0

    def note(self, act: Act) -> None:
        """Keeps an act that changed answers alone; anything else, here or meanwhile, ends the way back."""
        if act.after.last_sequence in (act.before.last_sequence, self._reached):
            return
        if act.before.last_sequence != self._reached or _without_answers(act.before) != _without_answers(act.after):
            self._acts.clear()
        self._reached = act.after.last_sequence
        if _without_answers(act.before) == _without_answers(act.after) and act.told:
            self._acts.append(act)

    def last(self, visit: Visit) -> Act | None:
        """The act that would be taken back of the visit as it stands; None where there is none."""
        fits = self._acts and visit.last_sequence == self._reached and not visit.closed
        return self._acts[-1] if fits else None

    def undo(self, desk: VisitDesk) -> Act | None:
        """The act that was taken back; None where there was none. StoreRefused where the journal could not take it."""
        act = self.last(desk.visit)
        if act is None:
            return None
        desk.record(*act.told)
        for kind, payload in act.told:
            if kind == "readiness-answered":
                keep_answer(desk.workplace, payload["id"], payload["answer"])
        self._acts.pop()
        self._reached = desk.visit.last_sequence
        return act


def _without_answers(visit: Visit) -> Visit:
    """What an answer never changes."""
    return replace(visit, since_last={}, screening={}, readiness={}, indication=Indication(), sites=(), acknowledged=(),
                   changes_accepted=(), overrides=(), consent=replace(visit.consent, questions=""),
                   given=(), course=Course(), note=Note(), shown_again=False, last_sequence=0, last_link="", last_at="")


def _back(old: Visit, new: Visit) -> Iterator[Told]:
    """The events that bring the answers of a visit back to what they were, in the order of the steps."""
    yield from _answers("since-last-answered", "since-last-withdrawn", old.since_last, new.since_last)
    yield from _answers("answered", "answer-withdrawn", old.screening, new.screening)
    yield from _checks("readiness-answered", old.readiness, new.readiness)
    yield from _fields("indication-recorded", old.indication, new.indication)
    if old.sites != new.sites:
        yield "sites-planned", {"sites": [said(site) for site in old.sites]}
    yield from _ticks(("acknowledged", "acknowledgement-withdrawn", "id"), old.acknowledged, new.acknowledged)
    yield from _ticks(("change-accepted", "change-acceptance-withdrawn", "finding"), old.changes_accepted, new.changes_accepted)
    yield from _overrides(old, new)
    if old.consent.questions != new.consent.questions:
        yield "consent-talk-recorded", {"questions": old.consent.questions}
    yield from _given(old, new)
    yield from _fields("course-recorded", old.course, new.course)
    yield from _fields("note-recorded", old.note, new.note)
    yield from _checks("discharge-answered", old.note.discharge, new.note.discharge)
    yield from _debts(old, new)


def _differing(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    return [name for name in dict.fromkeys((*new, *old)) if old.get(name) != new.get(name)]


def _answers(kind: str, back: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Told]:
    for name in _differing(old, new):
        yield (kind, {"id": name, "answer": answer_to_json(old[name])}) if name in old else (back, {"id": name})


def _checks(kind: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Told]:
    for name in _differing(old, new):
        yield kind, {"id": name, "answer": old.get(name, "")}


def _ticks(kinds: tuple[str, str, str], old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Told]:
    """What ticks or unticks each item that is ticked on one side alone; the third of `kinds` is the name of its id."""
    kind, back, key = kinds
    yield from ((back, {key: name}) for name in new if name not in old)
    yield from ((kind, {key: name}) for name in old if name not in new)


def _overrides(old: Visit, new: Visit) -> Iterator[Told]:
    before, now = ({one.finding: one.reason for one in visit.overrides} for visit in (old, new))
    for name in _differing(before, now):
        yield ("override-given", {"finding": name, "reason": before[name]}) if name in before else (
            "override-withdrawn", {"finding": name})


def _fields(kind: str, old: Any, new: Any) -> Iterator[Told]:
    names = [field.name for field in fields(old) if field.name not in _OF_THEIR_OWN]
    if told := {name: getattr(old, name) for name in names if getattr(old, name) != getattr(new, name)}:
        yield kind, told


def _given(old: Visit, new: Visit) -> Iterator[Told]:
    before, now = ({one.site: one for one in visit.given} for visit in (old, new))
    for site in sorted({*before, *now}):
        for kind, told in _fields("given-recorded", before.get(site, Given(site)), now.get(site, Given(site))):
            yield kind, {"site": site, **told}


def _debts(old: Visit, new: Visit) -> Iterator[Told]:
    """What is owed for a check; where the check's answer changed, its own event took the debt with it."""
    answered = _differing(old.note.discharge, new.note.discharge)
    standing = {name: text for name, text in new.note.discharge_owed.items() if name not in answered}
    for name in _differing(old.note.discharge_owed, standing):
        yield "discharge-owed", {"id": name, "text": old.note.discharge_owed.get(name, "")}
