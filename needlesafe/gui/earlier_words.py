"""What was answered before, in a quiet line: the day, the answer, and why the question is asked again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from needlesafe.flow.views import QuestionView
from needlesafe.gui.messages import ANSWER_WORDS, tr
from needlesafe.gui.spoken_dates import day_words

_AGAIN = {"never-asked": "not asked before", "every-visit": "asked at every visit", "raised": "raised last time",
          "content": "the questions have changed", "place": "asked for another place", "due": "last asked {ago} ago",
          "changed": "changed since: {what}"}
_MONTH = 30.44


def earlier_words(view: QuestionView, today: str) -> str:
    """The line beneath a question of a repeat visit; empty where nothing was brought."""
    if view.earlier is None:
        return sentence(tr(_AGAIN["never-asked"])) if view.again else ""
    earlier = view.earlier
    answer = tr(ANSWER_WORDS.get(earlier.answer, earlier.answer))
    before = tr("{day}: {answer}").format(day=day_words(earlier.asked_on),
                                          answer=f"{answer} ({earlier.detail})" if earlier.detail else answer)
    if view.answer is not None:
        return tr("Changed. {before}").format(before=before) if view.answer.answer != earlier.answer else before
    what = ", ".join(change.short[:1].lower() + change.short[1:] for change in view.touched_by)
    why = tr(_AGAIN.get(view.again, "")).format(what=what, ago=ago_words(earlier.asked_on, today))
    return f"{before}  ·  {why}" if why else before


def standing_words(views: Sequence[QuestionView]) -> tuple[str, str]:
    """The title and the quiet line of the answers that stand, or wait for what changed."""
    days = sorted({view.earlier.asked_on for view in views if view.earlier is not None})
    since = tr("since {day}").format(day=day_words(days[0])) if len(days) == 1 else tr("from earlier visits")
    number = tr("1 answer") if len(views) == 1 else tr("{n} answers").format(n=len(views))
    if any(view.again == "waiting" for view in views):
        return (tr("Waiting for what changed: {number} {since}").format(number=number, since=since),
                tr("Where nothing changed they stand. Open to answer them anew."))
    return tr("Standing {since}: {number}").format(since=since, number=number), tr("Open to read them or to answer anew.")


def ago_words(day: str, today: str) -> str:
    """How long ago a day was: days, weeks or months."""
    days = (date.fromisoformat(today) - date.fromisoformat(day)).days
    if days < 14:
        return tr("1 day") if days == 1 else tr("{n} days").format(n=days)
    if days < 60:
        return tr("{n} weeks").format(n=days // 7)
    return tr("{n} months").format(n=round(days / _MONTH))


def sentence(words: str) -> str:
    """The words with a capital letter."""
    return words[:1].upper() + words[1:]
