"""What the screening asks, row by row: under which heading, with which answer, and the row itself."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from needlesafe.domain.answers import Answer, answer_from_json
from needlesafe.domain.catalogue import GROUPS
from needlesafe.domain.doubt import mark_of
from needlesafe.domain.earlier import changes_asked
from needlesafe.flow.gates import Standing
from needlesafe.flow.views import QuestionView, clearance_wanted, question_views
from needlesafe.gui.earlier_words import earlier_words
from needlesafe.gui.messages import STATUS_WORDS, tr
from needlesafe.gui.region_picker import GROUP_WORDS
from needlesafe.gui.sourced import founded_words, source_words
from needlesafe.gui.widgets.answer_row import AnswerRow, Question

PARTS = {"changes": "Since the last visit", "patient": "Asked of the patient", "both": "Looked at together",
         "practitioner": "For you to judge", "besides": "Recorded besides", "standing": ""}
"""Who is asked, in the order of the page; at its end what stands from before and is not asked."""

HEADINGS = {
    "Wish and consent": ("consent", "psych"), "Talking together": ("communication",),
    "Today": ("state", "pain", "safety"), "Earlier treatment": ("history",), "Infection and immunity": ("infection", "immune"),
    "Blood and medicines": ("blood", "medication"), "Allergies": ("allergy",), "Heart and vessels": ("cardiac", "vascular"),
    "Lungs and breathing": ("respiratory",), "Nerves and spine": ("neuro", "spine"), "General health": ("systemic", "oncology"),
    "Pregnancy": ("pregnancy",), "Skin": ("skin", "cosmetic"), "Operations and implants": ("surgical", "implant"),
    "Build and anatomy": ("anatomy",), "Age": ("age",), "You and the plan": ("scope", "plan", "site"),
    "The way home": ("logistics",),
}
"""The headings in the order of the page, each with its categories."""
OTHER = "Other"
_HEADING_OF = {category: heading for heading, categories in HEADINGS.items() for category in categories}


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One row of the screening as it stands."""

    id: str
    part: str
    """One of PARTS."""
    heading: str
    answer: Answer | None
    clearance: bool = False
    """Whether a clearance is asked for, whatever the answer."""
    note: str = ""
    """What was answered before, and why it is asked again."""
    tone: str = "quiet"
    """`change` where today's answer is another than the one before."""
    view: QuestionView | None = None
    """None where the row is no question of the catalogue: what changed, or a factor."""


def asked_rows(standing: Standing, held: Collection[str] = ()) -> tuple[AskedRow, ...]:
    """Every row that the screening shows, in the order of the page; `held` stay where what stands is, answered or not."""
    visit, catalogue, order = standing.visit, standing.catalogue, [*HEADINGS, OTHER]
    rows = [AskedRow(change.id, "changes", "", visit.since_last.get(change.id)) for change in changes_asked(visit, catalogue)]
    rows += [_question_row(view, visit.date, view.question.id in held) for view in question_views(standing)]
    rows += [AskedRow(name, "besides", "", answer, clearance_wanted(name, standing)) for name, answer in visit.screening.items()
             if name in catalogue.factors]
    parts = list(PARTS)
    return tuple(sorted(rows, key=lambda row: (parts.index(row.part), order.index(row.heading) if row.heading else -1)))


def _question_row(view: QuestionView, today: str, held: bool) -> AskedRow:
    """The row of a question: where it is asked, or where it stands or waits to."""
    question, earlier = view.question, view.earlier
    stands = earlier is not None and view.again in ("", "waiting") and (view.answer is None or held)
    differs = earlier is not None and view.answer is not None and view.answer.answer != earlier.answer
    return AskedRow(question.id, "standing" if stands else question.asked_of, _HEADING_OF.get(question.category, OTHER),
                    view.answer, "clearance" in view.wants, earlier_words(view, today), "change" if differs else "quiet", view)


def answer_row(asked: AskedRow, standing: Standing) -> AnswerRow:
    """The row with nothing answered yet; `show_answer` shows what stands."""
    catalogue = standing.catalogue
    if asked.view is not None:
        return AnswerRow(_question(asked.view, standing))
    if asked.part == "changes":
        change = catalogue.changes[asked.id]
        return AnswerRow(Question(asked.id, change.text, source=founded_words(change, catalogue), mark=mark_of(change.status),
                                  detail_label=change.detail))
    return AnswerRow(Question(asked.id, catalogue.factors[asked.id].text, where_when=("yes", "unknown"), places=_places()))


def show_answer(row: AnswerRow, asked: AskedRow) -> None:
    """Shows the answer of today, or none, and what was answered before."""
    row.set_value(_shown(asked.answer))
    row.show_state(asked.note, asked.tone)
    row.ask_clearance(asked.clearance)


def said_answer(value: object) -> Answer | None:
    """The answer of a row; None where it was taken back."""
    told = {key: part for key, part in dict(value).items() if part}
    return answer_from_json(told) if told.get("answer") else None


def _question(view: QuestionView, standing: Standing) -> Question:
    question = view.question
    raising = (question.raised_by, "unknown")
    sources = "\n".join(source_words(name, standing.catalogue) for name in question.sources)
    return Question(
        question.id, question.text, source=sources, status=tr(STATUS_WORDS[question.status]),
        mark=mark_of(question.status),
        detail_when=raising if "detail" in question.wants else (),
        where_when=raising if "where" in question.wants else (), places=_places())


def _places() -> tuple[tuple[str, str], ...]:
    """The parts of the body, as an answer's place may name them."""
    return tuple((group, tr(GROUP_WORDS[group])) for group in GROUPS)


def _shown(answer: Answer | None) -> dict[str, object] | None:
    """An answer as a row shows it."""
    if answer is None:
        return None
    clearance = answer.clearance
    return {"answer": answer.answer, "detail": answer.detail or None,
            "where": [{"region": place.region, "side": place.side} for place in answer.where],
            "clearance": {"by": clearance.by, "date": clearance.date, "text": clearance.text} if clearance else None}
