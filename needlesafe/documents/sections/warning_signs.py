"""What the patient does and watches for after leaving, and whom to call."""

from __future__ import annotations

from reportlab.platypus import Flowable

from needlesafe.documents.sections.layout import Layout
from needlesafe.documents.wording import sentence
from needlesafe.documents.words import Run, Words
from needlesafe.domain.disclosures import called_for, regions_of_plan, warnings_of_plan
from needlesafe.domain.follow_up import follow_ups, unmet
from needlesafe.domain.needles import any_placed
from needlesafe.domain.wording import RedFlag, Warning

_SAID_ELSEWHERE = ("af-normal", "af-contact")
"""Advice that stands under a heading of its own."""
_TO_BE_WRITTEN = "\u2026" * 9
"""A line for the number by hand, where the clinic has none on record."""


def normal(layout: Layout) -> list[Flowable]:
    """What is normal, and what helps."""
    setter, words = layout.setter, layout.words
    return [setter.section(words.heading("normal")), setter.text(words.paragraph("normal")),
            setter.section(words.heading("helps")), *setter.bullets(_advice(layout))]


def normal_in_short(layout: Layout) -> list[Flowable]:
    """The same in two paragraphs."""
    setter, words = layout.setter, layout.words
    return [setter.section(words.heading("normal")), setter.text(words.paragraph("normal")),
            setter.text((Run(f"{words.heading('helps')}. ", strong=True), " ".join(_advice(layout))))]


def not_normal(layout: Layout) -> list[Flowable]:
    """The signs of the needled places first, then those that go for everybody, by how fast help is needed."""
    setter, words = layout.setter, layout.words
    pieces = [setter.section(words.heading("not-normal")), setter.intro(words.paragraph("not-normal-intro")),
              *setter.bullets(_own_signs(layout))]
    for key, told in _by_urgency(layout).items():
        pieces += [setter.part(words.heading(key)), *setter.bullets(told)]
    return pieces


def not_normal_in_short(layout: Layout) -> list[Flowable]:
    """The same with each urgency in one paragraph."""
    setter, words = layout.setter, layout.words
    urgent = [setter.text((Run(f"{words.heading(key)}. ", strong=True), " ".join(told)))
              for key, told in _by_urgency(layout).items()]
    return [setter.section(words.heading("not-normal")), *setter.bullets(_own_signs(layout)), *urgent]


def whom_to_call(layout: Layout) -> list[Flowable]:
    """The numbers, in a box, with what to say and what to show a doctor."""
    words = layout.words
    keys = ("whom-to-call", "show-this", *(("show-this-chest",) if layout.facts.near_lung else ()))
    return [layout.setter.section(words.heading("whom-to-call")),
            layout.setter.boxed(_numbers(layout), *(layout.setter.text(words.paragraph(key)) for key in keys), tone="call")]


def whom_to_call_in_short(layout: Layout) -> list[Flowable]:
    """The numbers in a box, with what to show a doctor."""
    setter, key = layout.setter, "show-this-chest" if layout.facts.near_lung else "show-this"
    return [setter.boxed(_numbers(layout), setter.text(layout.words.paragraph(key)), tone="call")]


def asking(layout: Layout) -> list[Flowable]:
    """When we ask after the patient, what was agreed and what is still open; nothing where there is nothing of it."""
    told = _asked_after(layout)
    return [layout.setter.section(layout.words.heading("we-ask")), *layout.setter.bullets(told)] if told else []


def asking_in_short(layout: Layout) -> list[Flowable]:
    """The same in one paragraph, without what goes without saying."""
    setter, told = layout.setter, _asked_after(layout, short=True)
    return [setter.text((Run(f"{layout.words.heading('we-ask')}. ", strong=True), " ".join(told)))] if told else []


def _asked_after(layout: Layout, short: bool = False) -> list[str]:
    visit, catalogue, words = layout.facts.visit, layout.facts.catalogue, layout.words
    due = [item.patient_text for item in follow_ups(visit, catalogue) if item.patient_text and any_placed(visit)]
    open_ones = [visit.note.discharge_owed[item.id] for item in unmet(visit, catalogue) if item.id in visit.note.discharge_owed]
    told = [*due, *([words.paragraph("agreed", agreed=sentence(visit.note.follow_up))] if visit.note.follow_up else []),
            *(words.paragraph("still-open", owed=sentence(text)) for text in open_ones)]
    return [*told, words.paragraph("follow-up")] if due and not short else told


def _numbers(layout: Layout) -> Flowable:
    setter, words, clinic = layout.setter, layout.words, layout.facts.visit.clinic
    return setter.beside(
        [setter.text(words.heading("call-now"), "quiet"), setter.text(words.fill["emergency_number"], "number")],
        [setter.text(clinic.name, "quiet"), setter.text(clinic.phone or _TO_BE_WRITTEN, "number")], gap=20)


def red_flags(layout: Layout) -> tuple[RedFlag, ...]:
    """The rows that the plan and the answers call for, without those that a set of the plan says already."""
    said = {item.id for item in warnings_of_plan(layout.facts.visit, layout.facts.catalogue)}
    called = called_for(layout.facts.text.red_flags, layout.facts.tags | layout.facts.factors)
    return tuple(row for row in called if not said.intersection(row.said_by))


def _advice(layout: Layout) -> list[str]:
    return [item.text for item in called_for(layout.facts.text.aftercare, layout.facts.tags)
            if item.id not in _SAID_ELSEWHERE]


def _own_signs(layout: Layout) -> list[Words]:
    """The sets of the regions, what a region adds to them, then the sets that an answer brings."""
    visit, catalogue = layout.facts.visit, layout.facts.catalogue
    called = warnings_of_plan(visit, catalogue)
    extra = dict.fromkeys(region.delayed_extra for region in regions_of_plan(visit, catalogue) if region.delayed_extra)
    added: list[Words] = [(f"{' '.join(extra)} ", Run(layout.words.paragraph("help-same-day"), strong=True))] if extra else []
    return [*(_signs(item) for item in called if not item.factors), *added, *(_signs(item) for item in called if item.factors)]


def _signs(item: Warning) -> Words:
    return f"{item.patient_text} {item.patient_window} ", Run(item.patient_action, strong=True)


def _by_urgency(layout: Layout) -> dict[str, list[str]]:
    """What to call an ambulance for, and what to see a doctor for the same day."""
    rows = red_flags(layout)
    return {"call-now": [row.emergency for row in rows if row.emergency],
            "same-day": [row.same_day for row in rows if row.same_day]}
