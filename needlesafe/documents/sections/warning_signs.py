"""What the patient does and watches for after leaving, and whom to call."""

from __future__ import annotations

from reportlab.platypus import Flowable

from needlesafe.documents.sections.layout import Layout
from needlesafe.documents.words import Run, Words
from needlesafe.domain.catalogue import Warning
from needlesafe.domain.disclosures import called_for, regions_of_plan
from needlesafe.domain.wording import RedFlag

_SAID_ELSEWHERE = ("af-normal", "af-contact")
"""Advice that stands under a heading of its own."""


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
    now, same_day = _by_urgency(layout)
    setter, words = layout.setter, layout.words
    return [setter.section(words.heading("not-normal")), setter.text(words.paragraph("not-normal-intro")),
            *setter.bullets(_own_signs(layout)), *now, *same_day]


def not_normal_in_short(layout: Layout) -> list[Flowable]:
    """The same with the two urgencies beside each other."""
    setter = layout.setter
    return [setter.section(layout.words.heading("not-normal")), *setter.bullets(_own_signs(layout)),
            setter.beside(*_by_urgency(layout), shares=(1.25, 1))]


def whom_to_call(layout: Layout) -> list[Flowable]:
    """The numbers, in a box, with what to say."""
    setter, words, facts = layout.setter, layout.words, layout.facts
    numbers = setter.beside(
        [setter.text(words.heading("call-now"), "quiet"), setter.text(words.fill["emergency_number"], "number")],
        [setter.text(facts.visit.clinic.name, "quiet"), setter.text(facts.visit.clinic.phone or "\u2013", "number")], gap=20)
    say = words.paragraph("show-this-chest" if facts.near_lung else "show-this")
    return [setter.boxed(numbers, setter.text(words.paragraph("whom-to-call"), "cell"), setter.text(say, "cell"),
                         tone="call")]


def warnings_of_plan(layout: Layout) -> tuple[Warning, ...]:
    """The sets of warning signs of the needled regions, each once."""
    regions = regions_of_plan(layout.facts.visit, layout.facts.catalogue)
    names = dict.fromkeys(name for region in regions for name in region.delayed)
    return tuple(layout.facts.catalogue.warnings[name] for name in names)


def red_flags(layout: Layout) -> tuple[RedFlag, ...]:
    """The rows that the plan and the answers call for, without those that a set of the plan says already."""
    said = {item.id for item in warnings_of_plan(layout)}
    called = called_for(layout.facts.text.red_flags, layout.facts.tags | layout.facts.factors)
    return tuple(row for row in called if not said.intersection(row.said_by))


def _advice(layout: Layout) -> list[str]:
    return [item.text for item in called_for(layout.facts.text.aftercare, layout.facts.tags)
            if item.id not in _SAID_ELSEWHERE]


def _own_signs(layout: Layout) -> list[Words]:
    """The sets of the plan, then what a region adds to them."""
    sets: list[Words] = [(f"{item.patient_text} {item.patient_window} ", Run(item.patient_action, strong=True))
                         for item in warnings_of_plan(layout)]
    regions = regions_of_plan(layout.facts.visit, layout.facts.catalogue)
    return [*sets, *dict.fromkeys(region.delayed_extra for region in regions if region.delayed_extra)]


def _by_urgency(layout: Layout) -> tuple[list[Flowable], list[Flowable]]:
    setter, words, rows = layout.setter, layout.words, red_flags(layout)
    told = {"call-now": [row.emergency for row in rows], "same-day": [row.same_day for row in rows]}
    now, same_day = ([setter.part(words.heading(key)), *setter.bullets(text for text in texts if text)]
                     for key, texts in told.items())
    return now, same_day
