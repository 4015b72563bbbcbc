"""
Everything that was asked, as QuestionnaireResponses: each question with its id, its words and its answer.

A question that nobody answered stands without an answer: that is none of the four.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from needlesafe.domain.answers import WORDS, Answer, Place
from needlesafe.domain.earlier import standing
from needlesafe.domain.last_visit import EarlierAnswer
from needlesafe.domain.visit import Ending
from needlesafe.domain.wording import Change, CheckItem
from needlesafe.exchange.fhir.case import Case, doubted
from needlesafe.exchange.fhir.elements import SYSTEM, Element, dated, held, number, own_code, text
from needlesafe.exchange.fhir.people import PATIENT, PRACTITIONER

ANSWERS = {word: own_code("answer", word, display) for word, display in zip(
    WORDS, ("Yes", "No", "Not known", "Not applicable"), strict=True)}
"""The four words as codings."""

_NOTHING: Mapping[str, str] = {}

ENDINGS = {"patient-gone": "The patient left or was taken away before the visit was complete."}


@dataclass(frozen=True, slots=True)
class Asked:
    """One list of questions with what was answered."""

    role: str
    """Its name in the visit; a number may stand behind a blank."""
    title: str
    items: tuple[Element, ...]
    told_by: str = PRACTITIONER
    events: tuple[str, ...] = field(default=())
    """The types of the events that answer it."""

    def resource(self, case: Case) -> Element:
        """The list as a QuestionnaireResponse."""
        visit = case.visit
        return case.resource(
            "QuestionnaireResponse", self.role, status="completed" if visit.closed else "in-progress",
            questionnaire=f"{SYSTEM}:questionnaire:{self.role.split()[0]}|{visit.content_version}",
            subject=case.to(PATIENT), authored=case.moment(*self.events) or case.at, author=case.to(PRACTITIONER),
            source=case.to(self.told_by), item=list(self.items))


def asked_lists(case: Case) -> Iterator[Asked]:
    """The lists of a visit, in the order of the visit; one without a question is left out."""
    visit, catalogue = case.visit, case.catalogue
    understood = catalogue.consent.get(visit.consent.language) or catalogue.consent["en"]
    found = [
        Asked("since-last", "Since the last visit", _changes(case), PATIENT, ("since-last-answered",)),
        Asked("screening", "Screening", (*_questions(case), *_factors(case)), PATIENT, ("answered",)),
        Asked("earlier", "Answers of earlier visits", _earlier(case), PATIENT, ("earlier-answers-brought",)),
        Asked("readiness", "Readiness", _checks(catalogue.readiness, visit.readiness), events=("readiness-answered",)),
        Asked("acknowledged", "Acknowledged before needling", _acknowledged(case), events=("acknowledged",)),
        Asked("understanding", "Asked to see that it was understood",
              _checks({item.id: item for item in understood.understanding}, dict(visit.consent.understanding)), PATIENT,
              ("understanding-answered",)),
        Asked("discharge", "Checks before leaving", _checks(catalogue.discharge, visit.note.discharge, visit.note.discharge_owed),
              events=("discharge-answered", "discharge-owed")),
        Asked("note", "How it went", _note(case), events=("note-recorded",))]
    if visit.reconciliation:
        found.append(Asked("reconciliation", "When the count did not balance", (
            *_checks(catalogue.reconciliation, visit.reconciliation.checks),
            *_said("reconciliation-text", "What was found", visit.reconciliation.text)), events=("reconciled",)))
    if visit.packs:
        found.append(Asked("packs", "Packs of needles", tuple(
            {"linkId": f"packs-{name}", "text": title, "answer": [{"valueInteger": getattr(visit.packs, name)}]}
            for name, title in PACKS.items()), events=("packs-counted",)))
    if visit.ending:
        found.append(Asked("ending", "Early ending", _ending(visit.ending), events=("visit-ended",)))
    yield from (one for one in (*found, *_pauses(case)) if one.items)


PACKS = {"opened": "Opened", "unused": "Opened and not used", "discarded": "Thrown away"}
"""What is counted of packs."""


def details(name: str, value: Any) -> Element:
    """A value of any JSON kind as an item: what is nested stays nested, what holds nothing is left out."""
    words = name.rsplit(".", 1)[-1].replace("_", " ").replace("-", " ").capitalize()
    parts = value if isinstance(value, (list, tuple)) else (value,)
    if not isinstance(value, Mapping) and not any(isinstance(part, (Mapping, list, tuple)) for part in parts):
        return held(linkId=name, text=text(words), answer=[told for part in parts if (told := _plain(part))])
    inside = value.items() if isinstance(value, Mapping) else enumerate(parts, 1)
    return held(linkId=name, text=text(words), item=[details(f"{name}.{key}", part) for key, part in inside
                                                     if part not in (None, "", (), [], {})])


def _plain(value: Any) -> Element:
    """One value as an answer; nothing where there is none."""
    if isinstance(value, bool):
        return {"valueBoolean": value}
    if isinstance(value, (int, float)):
        return {"valueDecimal": number(value)}
    words = "" if value is None else str(value)
    return {"valueCoding": dict(ANSWERS[words])} if words in ANSWERS else held(valueString=text(words))


def _item(name: str, words: str, word: str, below: Iterable[Element] = ()) -> Element:
    """A question; without a word it is one that nobody answered."""
    told = [held(valueCoding=dict(ANSWERS[word]), item=list(below))] if word else []
    return held(linkId=name, text=text(words), answer=told)


def _said(name: str, title: str, words: str) -> list[Element]:
    """A text of one's own; nothing where there is none."""
    return [{"linkId": name, "text": title, "answer": [{"valueString": text(words)}]}] if words.strip() else []


def _questions(case: Case) -> Iterator[Element]:
    """The questions that were answered or wait for an answer, in the catalogue's order."""
    waiting, said = set(case.assessment.unanswered), case.visit.screening
    for name, question in case.catalogue.questions.items():
        if name in said:
            yield _answered(name, doubted(question.text, question.status), said[name], case)
        elif name in waiting:
            yield _item(name, doubted(question.text, question.status), "")


def _factors(case: Case) -> Iterator[Element]:
    """What was answered of single factors."""
    known = case.catalogue.factors
    return (_answered(name, doubted(known[name].text, known[name].status) if name in known else name, answer, case)
            for name, answer in case.visit.screening.items() if name not in case.catalogue.questions)


def _changes(case: Case) -> tuple[Element, ...]:
    known: Mapping[str, Change] = case.catalogue.changes
    return tuple(_answered(name, doubted(known[name].text, known[name].status) if name in known else name, answer, case)
                 for name, answer in case.visit.since_last.items())


def _answered(name: str, words: str, answer: Answer, case: Case) -> Element:
    """A question with its answer and, beneath, what was said with it."""
    below = [*_said(f"{name}.detail", "Detail", answer.detail), *_places(name, answer, case)]
    if answer.date.strip():
        below.append({"linkId": f"{name}.date", "text": "Date", "answer": [dated("value", answer.date)]})
    if answer.clearance is not None:
        given = answer.clearance
        parts = [*_said(f"{name}.clearance.by", "Given by", given.by),
                 *([{"linkId": f"{name}.clearance.date", "text": "Date", "answer": [dated("value", given.date)]}]
                   if given.date.strip() else []), *_said(f"{name}.clearance.text", "What it says", given.text)]
        below.append(held(linkId=f"{name}.clearance", text="Medical clearance", item=parts))
    return _item(name, words, answer.answer, below)


def _places(name: str, answer: Answer, case: Case) -> list[Element]:
    told = [held(valueCoding=own_code("region", place.region, case.region_words(place.region)), item=_side(name, place))
            for place in answer.where]
    return [{"linkId": f"{name}.where", "text": "Where", "answer": told}] if told else []


def _side(name: str, place: Place) -> list[Element]:
    side = [{"valueCoding": own_code("side", place.side)}]
    return [{"linkId": f"{name}.where.side", "text": "Side", "answer": side}] if place.side else []


def _earlier(case: Case) -> tuple[Element, ...]:
    """The answers of earlier visits, each with its day and whether it stands today."""
    held_today, known = standing(case.visit, case.catalogue), case.catalogue.questions
    return tuple(_item(name, doubted(known[name].text, known[name].status) if name in known else name, told.answer,
                       _of_then(name, told, name in held_today)) for name, told in case.visit.earlier.items())


def _of_then(name: str, told: EarlierAnswer, stands: bool) -> list[Element]:
    spots = [{"valueString": " ".join(part for part in (spot.muscle, spot.side, spot.level) if part)} for spot in told.spots]
    return [{"linkId": f"{name}.asked-on", "text": "Asked on", "answer": [dated("value", told.asked_on)]},
            {"linkId": f"{name}.stands", "text": "Stands today", "answer": [{"valueBoolean": stands}]},
            *_said(f"{name}.detail", "Detail", told.detail),
            *([{"linkId": f"{name}.asked-for", "text": "Asked for these sites", "answer": spots}] if spots else [])]


def _checks(items: Mapping[str, CheckItem], answers: Mapping[str, str], owed: Mapping[str, str] = _NOTHING) -> tuple[Element, ...]:
    """A checklist with the answers that it got, in the catalogue's order, and what is owed for one that is not met."""
    order = [*(name for name in items if name in answers), *(name for name in answers if name not in items)]
    return tuple(_item(name, doubted(items[name].text, items[name].status) if name in items else name, answers[name],
                       _said(f"{name}.owed", "Owed", owed.get(name, ""))) for name in order)


def _acknowledged(case: Case) -> tuple[Element, ...]:
    """What the plan asks to acknowledge, ticked or not, and what was ticked besides."""
    ticked, wanted = case.visit.acknowledged, {item.id: item.text for item in case.assessment.acknowledgements}
    names = dict.fromkeys((*wanted, *ticked))
    return tuple({"linkId": name, "text": text(wanted.get(name, name)), "answer": [{"valueBoolean": name in ticked}]}
                 for name in names)


def _note(case: Case) -> tuple[Element, ...]:
    note = case.visit.note
    said = (("response", "Response", note.response), ("bleeding", "Bleeding", note.bleeding),
            ("bruising", "Bruising", note.bruising), ("soreness", "Soreness", note.soreness),
            ("follow-up", "Follow-up", note.follow_up))
    done = (("aftercare-given", "Aftercare sheet given and read together", note.aftercare_given),
            ("red-flags-explained", "Warning signs explained", note.red_flags_explained),
            ("large-print", "Aftercare sheet wanted in large print", note.large_print))
    ticked = [{"linkId": name, "text": title, "answer": [{"valueBoolean": True}]} for name, title, was in done if was]
    return (*(item for one in said for item in _said(*one)), *ticked)


def _ending(ending: Ending) -> tuple[Element, ...]:
    how = {"valueCoding": own_code("ending", ending.kind, ENDINGS.get(ending.kind, ending.kind))}
    return ({"linkId": "ending", "text": "How it ended", "answer": [how]}, *_said("ending-at", "Local time", ending.at),
            *_said("ending-text", "What happened", ending.text), *_said("ending-owed", "What is owed", ending.owed))


def _pauses(case: Case) -> Iterator[Asked]:
    """What was checked in each pause."""
    known = case.catalogue.pauses
    for index, event in enumerate(case.visit.treatment):
        if event.event == "pause" and event.detail:
            items = tuple({**details(name, value),
                           **({"text": text(doubted(known[name].text, known[name].status))} if name in known else {})}
                          for name, value in event.detail.items())
            yield Asked(f"pause {index}", f"Pause at {event.at}", items)
