"""Who is treated: a new patient written down, or a known one looked at again; both read back before the visit starts."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from needlesafe.domain.people import Contact, Patient
from needlesafe.errors import GateRefused, UserError
from needlesafe.flow.adoption import is_adopted
from needlesafe.flow.reception import READ_BACK, begin
from needlesafe.flow.unsent import Unsent
from needlesafe.flow.workplace import Workplace
from needlesafe.gui.check_rows import CheckRows
from needlesafe.gui.form import Asked, Check, Form, between, needed, phone_check
from needlesafe.gui.kept_form import KeptForm
from needlesafe.gui.messages import tr
from needlesafe.gui.patient_words import born_words
from needlesafe.gui.plain_page import PlainPage
from needlesafe.gui.trial_card import TrialCard
from needlesafe.gui.visit_facts import FactList
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.choice_row import Choice
from needlesafe.gui.widgets.field_row import Field
from needlesafe.gui.widgets.words import Words
from needlesafe.store import PatientRow

IDENTITY = ("family_name", "given_name", "birth_date", "identifier")
OLDEST = 130
"""Years."""


class PatientPage(PlainPage):
    """Who it is, what else is known, and the tick that both were read back; then the visit starts."""

    visit_started = Signal(object)
    adoption_asked = Signal()

    def __init__(self, workplace: Workplace, known: PatientRow | None = None) -> None:
        super().__init__(tr("Is this the right patient?") if known else tr("New patient"))
        self._workplace, self._known = workplace, known
        self.form = Form(*_asked(workplace.today()))
        self.facts, self.read_back = FactList(loud=2), CheckRows(workplace.catalogue, lambda *_: self._missing.hide())
        self.read_back.show_items([workplace.catalogue.readiness[READ_BACK]], {})
        self.tick = self.read_back.rows[READ_BACK]
        self.wrong = Button(tr("The name or birth date is wrong …"), "quiet")
        self.wrong.clicked.connect(lambda: self.page_asked.emit(f"correct {known.id}") if known else None)
        self._missing = Words(tr("Read both back with the patient, then tick."), "quiet", "stop")
        self._missing.hide()
        self.trial = TrialCard()
        self.trial.adoption_asked.connect(self.adoption_asked)
        cards = (self._who_card(), self.trial) if known else (self.trial, self._who_card())  # of somebody known the name comes first
        for card in (*cards, self._more_card()):
            self.body.addWidget(card)
        owner = known.id if known else f"user {workplace.store.user.id}"
        asked = {name: row for name, row in self.form.rows.items() if not (known and name in IDENTITY)}
        self.kept = KeptForm(Unsent(workplace, owner), "patient", asked, self.tell)
        self.body.insertWidget(2, self.kept)
        self.foot.set_next(tr("Start the visit"))
        self.foot.next_asked.connect(self._next)

    def _who_card(self) -> Card:
        card = Card(tr("Who it is"))
        card.body.addWidget(self.facts)
        card.body.addWidget(self.wrong, 0, Qt.AlignmentFlag.AlignLeft)
        self.form.lay_beside(card.body, "family_name", "given_name")
        self.form.lay_beside(card.body, "birth_date", "identifier")
        for part in (self.facts, self.wrong):
            part.setVisible(bool(self._known))
        if self._known:
            self._show_known(self._known.patient)
        card.body.addWidget(self.read_back)
        card.body.addWidget(self._missing)
        return card

    def _more_card(self) -> Card:
        card = Card(tr("Check whether this still holds") if self._known else tr("Good to know"))
        self.form.lay_into(card.body, "sex", "phone")
        self.form.lay_beside(card.body, "contact_name", "contact_phone")
        self.form.lay_beside(card.body, "doctor_name", "doctor_phone")
        self.form.lay_beside(card.body, "height_cm", "weight_kg")
        return card

    def showEvent(self, event: QShowEvent) -> None:
        """Asks whether it is a real patient while the content is not adopted; gives the keyboard to what comes first."""
        super().showEvent(event)
        self.trial.setVisible(not is_adopted(self._workplace))
        if not self.trial.isHidden():
            self.trial.choice.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._known is None:
            self.form.rows["family_name"].edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def patient(self) -> Patient:
        """The patient as the page shows them."""
        form, known = self.form, self._known
        told = {"sex": form.text("sex"), "phone": form.text("phone"), "height_cm": form["height_cm"],
                "weight_kg": form["weight_kg"], "emergency_contact": self._reached("contact"),
                "general_practitioner": self._reached("doctor")}
        who = {name: getattr(known.patient, name) if known else form.text(name) for name in IDENTITY}
        return Patient(**who, **told, language=known.patient.language if known else "")

    def _reached(self, whom: str) -> Contact | None:
        """Somebody of whom the page asks name and telephone; None where neither is written."""
        written = Contact(self.form.text(f"{whom}_name"), self.form.text(f"{whom}_phone"))
        return written if written != Contact() else None

    def _show_known(self, patient: Patient) -> None:
        for name in IDENTITY:
            self.form.rows[name].hide()
        self.facts.show_facts((
            (tr("Name"), patient.name), (tr("Born"), born_words(patient, self._workplace.today()).removeprefix(tr("born "))),
            (tr("Number"), patient.identifier)))
        contact, doctor = patient.emergency_contact or Contact(), patient.general_practitioner or Contact()
        for name, value in (("sex", patient.sex), ("phone", patient.phone), ("contact_name", contact.name),
                            ("contact_phone", contact.phone), ("doctor_name", doctor.name),
                            ("doctor_phone", doctor.phone), ("height_cm", patient.height_cm),
                            ("weight_kg", patient.weight_kg)):
            self.form.rows[name].set_value(value or None)

    def _next(self) -> None:
        faults = (self.trial.choice if self.trial.lacking() else None, self.form.first_fault())
        fault = next((fault for fault in faults if fault), None)
        if fault is None and not self.tick.isChecked():
            self._missing.show()
            fault = self.tick
        if fault is not None:
            self.lead_to(fault)
            return
        try:
            desk = begin(self._workplace, self.patient(), self._known.id if self._known else "",
                         self.trial.said(), read_back=True)
        except UserError as error:
            self._refuse(error)
            return
        self.kept.drop()
        self.visit_started.emit(desk)

    def leave(self) -> None:
        """Keeps what is written of a patient whose visit has not begun."""
        self.kept.keep()

    def _refuse(self, error: UserError) -> None:
        """Says beside the number that it is taken, and anything else in the banner."""
        if isinstance(error, GateRefused) and any(lack.code == "identity" for lack in error.lacks):
            number: QWidget = self.form.rows["identifier"]
            number.set_fault(tr("This number belongs to a patient with another name or birth date. Nothing was saved: "
                                "check the number, or search for it at home."))
            self.lead_to(number)
        else:
            self.tell(error)


def born_check(today: str) -> Check:
    """A check that a birth date is that of somebody alive."""
    def born(day: str | None) -> str:
        if day is None:
            return tr("Write the birth date.")
        age = Patient("", "", day).age_on(today)
        return "" if 0 <= age <= OLDEST and day <= today else tr("Nobody alive was born on this day.")

    return born


def _asked(today: str) -> tuple[Asked, ...]:
    sexes = (("female", tr("Female")), ("male", tr("Male")), ("other", tr("Another")))
    return (
        Asked(Field("family_name", tr("Family name")), needed(tr("Write the family name."))),
        Asked(Field("given_name", tr("Given name")), needed(tr("Write the given name."))),
        Asked(Field("birth_date", tr("Birth date"), "date"), born_check(today)),
        Asked(Field("identifier", tr("Number"), note=tr("The clinic's own number, where it gives one."))),
        Asked(Choice("sex", tr("Sex"), sexes, note=tr("Questions that do not apply are left out."))),
        Asked(Field("phone", tr("Telephone")), phone_check),
        Asked(Field("contact_name", tr("Whom to call in an emergency"))),
        Asked(Field("contact_phone", tr("Their telephone")), phone_check),
        Asked(Field("doctor_name", tr("General practitioner"))),
        Asked(Field("doctor_phone", tr("The practice's telephone")), phone_check),
        Asked(Field("height_cm", tr("Height"), "number", unit=tr("cm")), between(30, 260, tr("Write the height in centimetres."))),
        Asked(Field("weight_kg", tr("Weight"), "number", unit=tr("kg")), between(1, 400, tr("Write the weight in kilograms."))))
