"""The letter that asks a doctor for a clearance before anybody is needled: about what, what is asked, room to answer."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus import Flowable

from needlesafe.documents.build import build
from needlesafe.documents.facts import Built, Facts
from needlesafe.documents.running import page_of
from needlesafe.documents.sections.layout import Layout, doubt
from needlesafe.documents.sections.opening import one_line_head
from needlesafe.documents.sections.raised import reasons
from needlesafe.documents.sections.signing import small_stamp
from needlesafe.documents.sections.sites import needle_words
from needlesafe.documents.sections.statements import said_on
from needlesafe.documents.typesetter import Typesetter
from needlesafe.documents.wording import english_words
from needlesafe.documents.words import Run, Words
from needlesafe.domain.anatomy import Site
from needlesafe.domain.placed import site_title
from needlesafe.domain.rules import Finding
from needlesafe.domain.statements import Referral

KIND = "referral"
_ANSWERS = ("Dry needling may go ahead as planned.", "It should not go ahead.", "It may go ahead only with these changes:")


def letter(facts: Facts, number: int) -> Built:
    """The letter, 1 for the first."""
    layout = Layout(facts, english_words(facts), Typesetter())
    return build(_story(facts.visit.referrals[number - 1], layout, number), page_of(facts, KIND, layout.words, number))


def _story(told: Referral, layout: Layout, number: int) -> list[Flowable]:
    setter, visit = layout.setter, layout.facts.visit
    return [*one_line_head(layout),
            setter.beside(setter.text(told.to), setter.text(said_on(told.at, layout), "quiet-right"), shares=(3, 2)),
            setter.title(layout.words.heading("referral-title")), _patient(layout), setter.text(_greeting(layout)),
            setter.section("What I plan"), *setter.numbered(_planned(site, layout) for site in visit.sites),
            setter.section("What I ask about"), *_findings(told, layout),
            setter.section("What I ask of you"), setter.boxed(setter.text(told.text), tone="accent"),
            setter.text(f"Please answer below, by letter or by telephone. No needle goes in before that.\n{_signed_off(layout)}"),
            setter.together(_answer(layout), small_stamp(layout, KIND, visit.last_at, number))]


def _planned(site: Site, layout: Layout) -> Words:
    return Run(site_title(site, layout.facts.catalogue), strong=True), f": {needle_words(site)}"


def _patient(layout: Layout) -> Flowable:
    visit, words = layout.facts.visit, layout.words
    patient = visit.patient
    parts = (patient.name, f"born {words.day(patient.birth_date)}", patient.identifier, patient.phone)
    return layout.setter.text(", ".join(part for part in parts if part), "strong")


def _greeting(layout: Layout) -> str:
    told = layout.facts.visit.indication
    why = "; ".join(part.rstrip(".") for part in (told.complaint, told.diagnosis) if part)
    return ("Dear colleague,\nThis patient came to me for dry needling: a thin, solid, sterile needle goes through the skin "
            "into a muscle; nothing is injected." + (f" The reason: {why}." if why else "")
            + " No needle has gone in yet. Before one does, I ask for your advice.")


def _findings(told: Referral, layout: Layout) -> list[Flowable]:
    """Each finding of the letter: what it is, which answer raised it, why it matters, where."""
    setter = layout.setter
    pieces: list[Flowable] = []
    for finding in _asked_about(told, layout):
        because = f"\nRaised by: {reasons(finding, layout).rstrip('.')}.{_where(finding, layout)}"
        line: Words = (Run(f"{finding.title}{doubt(finding.status)}. ", strong=True), finding.text, because)
        pieces.append(setter.marked(finding.action, line))
    return pieces


def _asked_about(told: Referral, layout: Layout) -> Iterator[Finding]:
    return (finding for finding in layout.facts.assessment.findings if {finding.id, *finding.rules} & set(told.about))


def _where(finding: Finding, layout: Layout) -> str:
    if finding.scope == "visit" or not finding.sites:
        return ""
    sites = (site_title(layout.facts.visit.sites[index], layout.facts.catalogue) for index in finding.sites)
    return f" Concerns: {'; '.join(sites)}."


def _signed_off(layout: Layout) -> str:
    visit = layout.facts.visit
    person = visit.practitioner
    parts = (person.name, person.profession, person.registration, visit.clinic.name, visit.clinic.phone)
    return ", ".join(part for part in parts if part)


def _answer(layout: Layout) -> Flowable:
    """Room for the answer, which is what a clearance must hold: what, by whom, when."""
    setter = layout.setter
    boxes = setter.checklist([(False, text) for text in _ANSWERS], "ticked", "tick to answer so")
    return setter.boxed(setter.text(f"Answer about {layout.facts.visit.patient.name}", "strong"), *boxes,
                        setter.writing_line("Changes, limits, until when this holds"),
                        setter.beside(setter.unsigned("Name and signature", height=20), setter.unsigned("Date", height=20),
                                      shares=(3, 1)), tone="call")
