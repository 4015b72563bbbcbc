"""The empty form for the day the computer is down: the same visit, in the same order, by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from reportlab.platypus import Flowable

from needlesafe.documents.build import build
from needlesafe.documents.facts import Built
from needlesafe.documents.running import content_id
from needlesafe.documents.sections import blank_forms
from needlesafe.documents.sections.blank_forms import Blanks
from needlesafe.documents.sections.opening import letterhead
from needlesafe.documents.sheet import Sheet
from needlesafe.documents.style import FINE
from needlesafe.documents.typesetter import Typesetter
from needlesafe.documents.wording import Wording
from needlesafe.documents.words import Run
from needlesafe.domain.catalogue import Catalogue, Question
from needlesafe.domain.disclosures import called_for
from needlesafe.domain.pauses import BEFORE, INSIDE, pause_items
from needlesafe.domain.people import Clinic, paper_of

_LINE = "_" * 22
_ANY = frozenset({"any"})
_CHEST = frozenset({"lung", "thorax"})
_LUNG = "ws-pneumothorax"


def form(catalogue: Catalogue, clinic: Clinic, created: datetime, trial: bool = True) -> Built:
    """The form in English, with the clinic's letterhead and numbers."""
    emergency = catalogue.jurisdiction(clinic.jurisdiction).emergency_number
    words = Wording(catalogue.consent["en"], {"patient": _LINE, "clinic": clinic.name, "emergency_number": emergency,
                                              "current": "", "practitioner": _LINE, "date": _LINE})
    blanks = Blanks(catalogue, words, Typesetter())
    return build(_story(blanks, clinic), _sheet(blanks, clinic, created, trial))


def _story(blanks: Blanks, clinic: Clinic) -> list[Flowable]:
    setter, words = blanks.setter, blanks.words
    return [letterhead(clinic, blanks.catalogue.letterhead, setter), setter.title(words.heading("paper-title")),
            setter.text(words.paragraph("paper-intro"), "lead"), _numbers(blanks, clinic), *_who(blanks),
            *_screening(blanks), *_sites(blanks), *_consent(blanks), *_signing(blanks), *_treatment(blanks),
            *_leaving(blanks)]


def _sheet(blanks: Blanks, clinic: Clinic, created: datetime, trial: bool) -> Sheet:
    words, catalogue = blanks.words, blanks.catalogue
    parts = [clinic.name, "paper form", content_id(catalogue.version, catalogue.fingerprint, catalogue.clinic_fingerprint),
             *([words.heading("trial")] if trial else [])]
    return Sheet(title=words.heading("paper-title"), subject="Empty form", author=clinic.name, language="en",
                 created=created, patient=f"{words.heading('label-name')} {_LINE}",
                 born=f"{words.heading('label-birth-date')} {_LINE[:14]}",
                 visit=f"{words.heading('label-date')} {_LINE[:14]}", footer=" \u00b7 ".join(parts),
                 page_words=words.text.paragraphs["page-count"], page_size=paper_of(clinic, clinic.jurisdiction))


def _numbers(blanks: Blanks, clinic: Clinic) -> Flowable:
    setter, words = blanks.setter, blanks.words
    return setter.boxed(setter.beside(
        [setter.text("Emergency", "quiet"), setter.text(words.fill["emergency_number"], "number")],
        [setter.text(clinic.name, "quiet"), setter.text(clinic.phone or "\u2013", "number")], gap=20), tone="call")


def _who(blanks: Blanks) -> list[Flowable]:
    setter, words = blanks.setter, blanks.words
    left = ("name", "birth-date", "identifier", "phone", "contact-person")
    right = ("practitioner", "registration", "date", "time", "interpreter")
    columns = [blank_forms.written_facts([words.heading(f"label-{key}") for key in keys], blanks) for keys in (left, right)]
    reason = [words.heading(f"label-{key}") for key in ("complaint", "diagnosis", "goal", "pain", "range")]
    return [setter.section("Who and why"), setter.beside(*columns, gap=24), setter.gap(8),
            blank_forms.written_facts(reason, blanks, 0.2)]


def _screening(blanks: Blanks) -> list[Flowable]:
    setter, catalogue = blanks.setter, blanks.catalogue
    asked = {"patient": "Asked of the patient", "both": "Asked of both", "practitioner": "Answered by the practitioner"}
    pieces: list[Flowable] = [setter.section(blanks.words.heading("record-screening"))]
    for person, title in asked.items():
        pieces += blank_forms.questions(title, _asked(catalogue, lambda q: q.asked_of == person and "any" in q.tags), blanks)
    chest = _asked(catalogue, lambda q: "any" not in q.tags and bool(_CHEST & set(q.tags)))
    pieces += blank_forms.questions("Where the chest is needled, besides", chest, blanks)
    ready = [item for item in catalogue.readiness.values() if "any" in item.tags and item.required]
    return [*pieces, setter.section("Practitioner, room and kit"), *blank_forms.ticks(ready, blanks)]


def _asked(catalogue: Catalogue, wanted: Callable[[Question], bool]) -> list[Question]:
    return [question for question in catalogue.questions.values() if wanted(question)]


def _sites(blanks: Blanks) -> list[Flowable]:
    setter, words = blanks.setter, blanks.words
    fine = Typesetter(FINE)
    principles = [item.text for item in blanks.catalogue.principles.values()]
    drawn = blank_forms.empty_map(blanks, 164)
    return [setter.page_break(), setter.section(words.heading("where")),
            setter.beside(drawn, _lung_warning(blanks, fine), shares=(1, 1.4), gap=30), setter.gap(6),
            blank_forms.sites_table(blanks), setter.section("Cautions"), *fine.bullets(principles)]


def _lung_warning(blanks: Blanks, fine: Typesetter) -> list[Flowable]:
    """What to watch for where a needle can reach the lung, while needling and after."""
    known = blanks.catalogue.warnings.get(_LUNG)
    if known is None:
        return []
    told = (("While needling: ", known.during), ("Later: ", known.delayed), ("Then: ", known.response))
    return [fine.boxed(fine.text(f"{blanks.words.heading('chest')}: {known.title}", "strong"),
                       *(fine.text((Run(name, strong=True), text)) for name, text in told), tone="grave")]


def _consent(blanks: Blanks) -> list[Flowable]:
    setter, words, text = blanks.setter, blanks.words, blanks.words.text
    plain = [piece for key in ("what-it-is", "what-to-expect") for piece in (
        setter.section(words.heading(key)), setter.text(words.paragraph(key).strip()))]
    risks = [item.text for item in called_for(text.risks, _ANY)]
    ways = [item.text for item in called_for(text.alternatives, _ANY)]
    chest = [item.text for item in called_for(text.chest, _CHEST)]
    return [setter.page_break(), setter.title(words.heading("consent-title")), *plain,
            setter.section(words.heading("benefits")), setter.text(words.paragraph("benefits-intro")),
            *setter.bullets(f"{item.text} ({item.level})" for item in called_for(text.benefits, _ANY)[:3]),
            setter.section("What can happen"), *setter.bullets(risks),
            setter.section(words.heading("alternatives")), *setter.bullets(ways),
            setter.text(words.paragraph("doing-nothing")),
            setter.boxed(setter.section(words.heading("chest")), *setter.bullets(chest), tone="grave"),
            setter.section(words.heading("stopping")), setter.text(words.paragraph("stopping"))]


def _signing(blanks: Blanks) -> list[Flowable]:
    setter, words = blanks.setter, blanks.words
    roles = [words.word(role).capitalize() for role in ("patient", "guardian", "practitioner", "interpreter")]
    chest = [f"{words.word(role).capitalize()}: {words.word('chest')}" for role in ("patient", "practitioner")]
    wanted = f"{words.paragraph('what-matters-intro')} {words.paragraph('not-wanted-intro')}"
    return [setter.section(words.heading("questions")), setter.writing_line(wanted, 4),
            setter.section(words.heading("signatures")),
            setter.text((Run(f"{roles[0]}. ", strong=True), words.paragraph("declaration-patient"))),
            setter.text((Run(f"{roles[2]}. ", strong=True), words.paragraph("declaration-practitioner"))),
            *blank_forms.signature_lines(roles, blanks), setter.part(words.heading("declaration-chest")),
            setter.text(words.paragraph("declaration-chest")), *blank_forms.signature_lines(chest, blanks)]


def _treatment(blanks: Blanks) -> list[Flowable]:
    setter, words = blanks.setter, blanks.words
    return [setter.section("Pause before the first needle"),
            *blank_forms.ticks(pause_items(BEFORE, blanks.catalogue), blanks), setter.page_break(),
            setter.section(words.heading("record-needles")), blank_forms.needle_table(blanks),
            setter.section("Pause with needles in"), *blank_forms.ticks(pause_items(INSIDE, blanks.catalogue), blanks),
            setter.writing_line("What happened besides: what, where, when, what was done, who was called", 4)]


def _leaving(blanks: Blanks) -> list[Flowable]:
    setter, words = blanks.setter, blanks.words
    told = ["Response", "Pain from 0 to 10, after", "Movement, after", "Bleeding, bruising, soreness", "Follow-up"]
    checks = [item for item in blanks.catalogue.discharge.values()]
    return [setter.section(words.heading("record-response")), blank_forms.written_facts(told, blanks, 0.3),
            setter.section(words.heading("record-discharge")), *blank_forms.ticks(checks, blanks),
            *blank_forms.signature_lines([words.word("practitioner").capitalize()], blanks)]
