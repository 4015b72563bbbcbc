"""A patient's name or birth date put right, with how it is known; old and new are kept."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent

from needlesafe.domain.identity import CORRECTABLE, PatientEvent
from needlesafe.errors import GateRefused, UserError
from needlesafe.flow.corrections import Corrected, Correction, correct, corrections
from needlesafe.flow.unsent import Unsent
from needlesafe.flow.workplace import Workplace
from needlesafe.gui.form import Asked, Form, needed
from needlesafe.gui.kept_form import KeptForm
from needlesafe.gui.messages import tr
from needlesafe.gui.new_patient import born_check
from needlesafe.gui.patient_words import born_words
from needlesafe.gui.plain_page import PlainPage
from needlesafe.gui.spoken_dates import day_words, moment_words
from needlesafe.gui.visit_facts import FactList
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.field_row import Field
from needlesafe.gui.widgets.words import Words

KIND = "correction"
"""Under what a correction is kept until it is made."""
_KEPT = ("The old name and birth date stay in the journal. Papers that are sealed keep what they were sealed with. A visit that "
         "is open goes on under the new ones unless something of it is sealed or decided; its consent is then read anew.")
_PART_WORDS = {"family_name": "Family name", "given_name": "Given name", "birth_date": "Birth date"}


class CorrectPage(PlainPage):
    """As it stands, as it should be, how that is known; and what was corrected before."""

    def __init__(self, workplace: Workplace, patient_id: str) -> None:
        super().__init__(tr("Correct a name or birth date"))
        self._workplace, self.patient_id = workplace, patient_id
        self.form = Form(
            Asked(Field("family_name", tr("Family name")), needed(tr("Write the family name."))),
            Asked(Field("given_name", tr("Given name")), needed(tr("Write the given name."))),
            Asked(Field("birth_date", tr("Birth date"), "date"), born_check(workplace.today())),
            Asked(Field("reason", tr("How is it known?"), hint=tr("Passport seen, name changed by marriage …")),
                  needed(tr("Write how the right name or date is known."))))
        self.facts, self.done, self.earlier = FactList(loud=1), Card(tone="done"), Card(tr("Corrected before"))
        self._said = Words()
        self.done.body.addWidget(self._said)
        standing, change = Card(tr("As it stands")), Card(tr("As it should be"), tr(_KEPT))
        standing.body.addWidget(self.facts)
        self.form.lay_beside(change.body, "family_name", "given_name")
        self.form.lay_into(change.body, "birth_date", "reason")
        for card in (self.done, standing, change, self.earlier):
            self.body.addWidget(card)
        self.done.hide()
        self.foot.set_next(tr("Correct"))
        self.foot.next_asked.connect(self._correct)
        self._lines: list[Words] = []
        self.draw()
        self.kept = KeptForm(Unsent(workplace, patient_id), KIND, self.form.rows, self.tell)
        self.body.insertWidget(2, self.kept)

    def draw(self) -> None:
        """Shows the patient and the corrections as the store has them."""
        patient = self._workplace.store.patient(self.patient_id)
        if patient is None:
            return
        self.facts.show_facts(((tr("Name"), patient.name), (tr("Number"), patient.identifier),
                               (tr("Born"), born_words(patient, self._workplace.today()).removeprefix(tr("born ")))))
        for name in CORRECTABLE:
            self.form.rows[name].set_value(getattr(patient, name))
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = [Words(_correction_words(event)) for event in corrections(self._workplace, self.patient_id)]
        for line in self._lines:
            self.earlier.body.addWidget(line)
        self.earlier.setVisible(bool(self._lines))

    def leave(self) -> None:
        """Keeps a correction that is written and not made yet."""
        self.kept.keep()

    def showEvent(self, event: QShowEvent) -> None:
        """Gives the keyboard to the first field."""
        super().showEvent(event)
        self.form.rows["family_name"].edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _correct(self) -> None:
        if fault := self.form.first_fault():
            self.lead_to(fault)
            return
        try:
            told = correct(self._workplace, self.patient_id, Correction(*(self.form.text(name) for name in (*CORRECTABLE, "reason"))))
        except GateRefused:
            self.form.rows["family_name"].set_fault(tr("Nothing is changed yet: write the right name or birth date."))
            self.lead_to(self.form.rows["family_name"])
            return
        except UserError as error:
            self.tell(error)
            return
        self.banner.hide()
        self.kept.drop()
        self.form.rows["reason"].set_value(None)
        self._said.say(_outcome_words(told))
        self.done.show()
        self.draw()
        self.foot.set_next("")
        self.column.settle()
        self.lead_to(self.done)
        self.foot.back.setFocus(Qt.FocusReason.OtherFocusReason)


def _outcome_words(told: Corrected) -> str:
    parts = [tr("Corrected.")]
    if told.changed:
        parts.append(tr("The open visit goes on under the new name; its consent is read anew.") if len(told.changed) == 1 else
                     tr("{n} open visits go on under the new name; their consents are read anew.").format(n=len(told.changed)))
    if told.kept:
        parts.append(tr("1 visit keeps what it was made with.") if len(told.kept) == 1 else
                     tr("{n} visits keep what they were made with.").format(n=len(told.kept)))
    return " ".join(parts)


def _correction_words(event: PatientEvent) -> str:
    """Each part from the old to the new, when, by whom and how it is known."""
    old, new = event.payload["old"], event.payload["new"]
    parts = [tr("{what}: {old}, now {new}").format(what=tr(_PART_WORDS[name]), old=_value(name, old[name]), new=_value(name, new[name]))
             for name in CORRECTABLE if name in new]
    return "\n".join((*parts, f"{moment_words(event.at)}  ·  {event.actor}  ·  {event.payload['reason']}"))


def _value(name: str, value: str) -> str:
    return day_words(value) if name == "birth_date" else value
