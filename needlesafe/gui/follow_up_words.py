"""When a patient is to be asked, and what came of it, in words."""

from __future__ import annotations

from datetime import date, timedelta

from needlesafe.domain.statements import Enquiry
from needlesafe.flow.follow_ups import DueContact
from needlesafe.flow.timeline import Change, TimelineEntry
from needlesafe.gui.messages import tr
from needlesafe.gui.spoken_dates import day_words, moment_words

OUTCOME_WORDS = {"well": "As expected", "not-well": "Not as expected", "not-reached": "Not reached"}
"""What an enquiry found."""
_BETWEEN = "  ·  "
_MOST_NAMED = 4


def when_words(due: DueContact, today: str) -> str:
    """Until when the patient is to be asked, or since when that is overdue."""
    day, time = due.visit.due_until.split("T")
    named = {today: tr("today"), _next_to(today, -1): tr("yesterday"), _next_to(today, 1): tr("tomorrow")}
    words = tr("Overdue since {day}, {time}") if due.overdue else tr("Due by {day}, {time}")
    return words.format(day=named.get(day, day_words(day)), time=time)


def contact_line(due: DueContact) -> str:
    """Who has it in hand, what it is about, and whose it is."""
    visit = due.visit
    passed = (tr("passed on to {whom}").format(whom=due.passed_to),) if due.passed_to else ()
    return _BETWEEN.join((*passed, *due.why, tr("visit of {day}").format(day=day_words(visit.date)),
                          tr("born {day}").format(day=day_words(visit.birth_date))))


def enquiry_words(told: Enquiry) -> tuple[str, str]:
    """When somebody asked and what came of it; then what was said, and what follows."""
    head = _BETWEEN.join(part for part in (moment_words(told.recorded_at), tr(OUTCOME_WORDS[told.outcome]), told.by) if part)
    parts = ((tr("Asked: {text}"), told.question), (tr("Said: {text}"), told.said), (tr("Passed on to {text}"), told.passed_to),
             (tr("Agreed: {text}"), told.agreed), (tr("Asked again on {text}"), day_words(told.again) if told.again else ""))
    return head, "\n".join(words.format(text=text) for words, text in parts if text)


def change_lines(entry: TimelineEntry) -> tuple[str, ...]:
    """What is otherwise than the time before, a line for each kind; what happened stands first."""
    happened = (tr("Happened: {names}.").format(names=_named(entry.happened)),) if entry.happened else ()
    asked = (tr("Asked afterwards: {words}.").format(words=tr(OUTCOME_WORDS[entry.asked]).lower()),) if entry.asked else ()
    if entry.first:
        raised = (tr("Raised: {names}.").format(names=_named(entry.raised.new)),) if entry.raised.new else ()
        return (*happened, *raised, *asked)
    places = _change(entry.muscles, tr("New in the plan: {names}."), tr("No longer: {names}."))
    raised = _change(entry.raised, tr("Newly raised: {names}."), tr("No longer raised: {names}."))
    changed = (*happened, *places, *raised)
    return (*(changed or (tr("Planned and raised as the time before."),)), *asked)


def _change(change: Change, new: str, gone: str) -> tuple[str, ...]:
    told = [words.format(names=_named(names)) for words, names in ((new, change.new), (gone, change.gone)) if names]
    return (" ".join(told),) if told else ()


def _named(names: tuple[str, ...]) -> str:
    """The first names, and how many there are besides."""
    more = len(names) - _MOST_NAMED
    return "; ".join(names) if more <= 0 else tr("{names} and {n} more").format(names="; ".join(names[:_MOST_NAMED]), n=more)


def _next_to(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
