"""Who is beside the patient: guardian, interpreter, witness, chaperone; each who is named signs the consent in that order."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import Any

from PySide6.QtCore import Signal

from needlesafe.domain.companions import CHAPERONE_ANSWERS, COMPANIONS, METHODS, Companion, is_same_name
from needlesafe.flow.gates import Standing, lacks, signatures_wanted
from needlesafe.flow.statements import accompany
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.gui.form import Asked
from needlesafe.gui.messages import tr
from needlesafe.gui.signature_card import ROLE_WORDS
from needlesafe.gui.theme import GAP_TIGHT
from needlesafe.gui.told_fields import ToldFields
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.choice_row import Choice
from needlesafe.gui.widgets.field_row import Field, FieldRow
from needlesafe.gui.widgets.fold import Fold

METHOD_WORDS = {"in-person": "In person", "phone": "By telephone", "video": "By video"}
CHAPERONE_WORDS = {"accepted": "Accepted", "declined": "Declined"}
WHAT_FOR = {"guardian": "decides for the patient, or with them", "interpreter": "never the patient or you",
            "witness": "saw the patient sign", "chaperone": "offered, accepted or declined"}
SAME_PERSON = "This is the patient or the practitioner: somebody else has to do it."


class CompanionsCard(Card):
    """One fold a role; `named` carries the role and the person, or None where nobody is named any more."""

    named = Signal(str, object)

    def __init__(self) -> None:
        super().__init__(tr("Beside the patient"), tr("Only who is here. Each of them signs the consent, in this order."))
        self.fields: dict[str, ToldFields] = {}
        self._taken: tuple[str, ...] = ()
        self._standing: Standing | None = None
        self.folds = {role: Fold(tr(ROLE_WORDS[role]), tr(WHAT_FOR[role]), partial(self._unfolded, role)) for role in COMPANIONS}
        self.body.setSpacing(GAP_TIGHT)
        for fold in self.folds.values():
            self.body.addWidget(fold)

    def show_companions(self, standing: Standing) -> None:
        """Shows who is named."""
        self._standing, self._taken = standing, (standing.visit.patient.name, standing.visit.practitioner.name)
        for role, fold in self.folds.items():
            person = getattr(standing.visit, role)
            fold.say(tr(ROLE_WORDS[role]), _named(person) or _wanted(role, standing) or tr(WHAT_FOR[role]))
            if role in self.fields:
                self._show(role, standing)

    def _unfolded(self, role: str) -> ToldFields:
        """The fields of a role, made when they are first to be seen."""
        self.fields[role] = _fields(role)
        self.fields[role].told.connect(lambda *_: self._tell(role))
        if self._standing is not None:
            self._show(role, self._standing)
        return self.fields[role]

    def _show(self, role: str, standing: Standing) -> None:
        person = getattr(standing.visit, role)
        if person is not None:
            self.fields[role].show_values(asdict(person))
        self.fields[role].setEnabled(not lacks("accompany", standing))

    def _tell(self, role: str) -> None:
        """Tells the person once they are named; a chaperone who was declined has no name."""
        form = self.fields[role].form
        said: dict[str, Any] = {name: form.text(name).strip() for name in form.rows}
        taken = self._taken[:1] if role == "guardian" else self._taken
        if any(is_same_name(said["name"], name) for name in taken):
            self.fields[role].keep_unsaved("name", tr(SAME_PERSON))
            return
        ready = said["name"] if role != "chaperone" else said["answer"]
        if role == "interpreter" and not said["language"]:
            ready = ""
        self.named.emit(role, COMPANIONS[role](**said) if ready else None)


def _wanted(role: str, standing: Standing) -> str:
    """That a guardian must be named, where the patient is too young to decide alone; empty for anybody else."""
    if role != "guardian" or not any(who == role for who, _ in signatures_wanted(standing)):
        return ""
    law = standing.catalogue.jurisdiction(standing.visit.jurisdiction)
    return tr("Below {age} here: write who decides for the patient, or with them").format(age=law.consent_age)


def name_companion(desk: VisitDesk, role: str, person: Companion | None) -> None:
    """Records who is beside the patient, where that is another than before."""
    if person != getattr(desk.visit, role):
        accompany(desk, role, person)


def _named(person: Companion | None) -> str:
    """Who is named, in one line."""
    if person is None:
        return ""
    told = asdict(person)
    answer = {"accepted": tr("accepted"), "declined": tr("declined")}.get(told.get("answer", ""), "")
    return ", ".join(part for part in (told["name"], told.get("relation", ""), told.get("language", ""), answer) if part)


def _fields(role: str) -> ToldFields:
    asked = {
        "guardian": (Asked(Field("name", tr("Name"))), Asked(Field("relation", tr("What they are to the patient"))),
                     Asked(Field("contact", tr("How they are reached"))),
                     Asked(Field("basis", tr("Why they may decide, and what you saw of it"), "text"))),
        "interpreter": (Asked(Field("name", tr("Name"))), Asked(Field("language", tr("Into which language"))),
                        Asked(Choice("method", tr("How"), tuple((name, tr(METHOD_WORDS[name])) for name in METHODS)))),
        "witness": (Asked(Field("name", tr("Name"))),),
        "chaperone": (Asked(Choice("answer", tr("What the patient said to the offer"),
                                   tuple((name, tr(CHAPERONE_WORDS[name])) for name in CHAPERONE_ANSWERS))),
                      Asked(Field("name", tr("Name"))))}[role]
    fields = ToldFields(*asked)
    fields.form.say_about(tr(ROLE_WORDS[role]))
    fields.form.lay_into(fields.column)
    return fields

