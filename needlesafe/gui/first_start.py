"""The first start: the passphrase, the clinic, the first named user; then the store is made."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.people import Clinic, User
from needlesafe.errors import UserError
from needlesafe.gui.form import Asked, Form, needed, phone_check
from needlesafe.gui.messages import tr
from needlesafe.gui.passphrase_fields import PassphraseFields
from needlesafe.gui.plain_page import PlainPage
from needlesafe.gui.place_law import PlaceLaw
from needlesafe.gui.practitioner_form import PractitionerForm
from needlesafe.gui.preparation import Preparation, Start
from needlesafe.gui.tasks import Task
from needlesafe.gui.theme import GAP_CARD
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.field_row import Field, FieldRow
from needlesafe.gui.widgets.words import Words

TITLES = ("A passphrase for the records", "The clinic", "The first user")
NO_WAY_BACK = ("Everything is encrypted with this passphrase. Whoever forgets it cannot open the records again, and nobody "
               "else can either: there is no other key yet. Write it on paper and lock the paper away.")

TRIAL = ("It is a draft from published sources. Until a clinician of your clinic has read and adopted it, every page says TRIAL: "
         "practise with invented patients.")


class FirstStart(PlainPage):
    """Three parts, one at a time; nothing is written before the last one is complete."""

    opened = Signal(object)

    def __init__(self, start: Start, preparation: Preparation) -> None:
        super().__init__(tr(TITLES[0]))
        self._start, self._preparation, self._at = start, preparation, 0
        self.passphrase, self.practitioner = PassphraseFields(), PractitionerForm()
        self.clinic = Form(Asked(Field("name", tr("Name of the clinic")), needed(tr("Write the clinic's name."))),
                           Asked(Field("address", tr("Address"), "text")),
                           Asked(Field("phone", tr("Telephone"), note=tr("Patients call it after the visit.")), phone_check))
        self.user = Form(Asked(Field("user", tr("User name"), note=tr("Short; you are asked for it where there are several.")),
                               needed(tr("Choose a user name."))))
        self.jurisdiction: FieldRow | None = None
        self.law: PlaceLaw | None = None
        self._clinic_card = Card(tr("The clinic"), tr("Stands on every document."))
        self._waiting = Words(tr("Reading the list of places …"), "quiet")
        self._parts = (self._first_part(), self._second_part(), self._third_part())
        for part in self._parts:
            self.body.addWidget(part)
        self.foot.back_asked.disconnect(self.left)
        self.foot.back_asked.connect(lambda: self._open(self._at - 1))
        self.foot.next_asked.connect(self._next)
        self.passphrase.again.entered.connect(lambda _: self._next())
        preparation.ready.connect(self.show_content)
        self._open(0)

    def show_content(self, catalogue: Catalogue) -> None:
        """Offers the places and regions that the content knows."""
        if self.jurisdiction is not None:
            return
        places = tuple((place.id, place.title) for place in catalogue.jurisdictions.values())
        self.jurisdiction = FieldRow(Field("jurisdiction", tr("Country or state"), "choice", places,
                                           note=tr("Fixes the emergency number and the age of consent.")))
        self._clinic_card.body.replaceWidget(self._waiting, self.jurisdiction)
        self.jurisdiction.changed.connect(lambda _, code: self._show_law(catalogue, code))
        self._waiting.hide()
        self.practitioner.show_regions(catalogue)

    def _show_law(self, catalogue: Catalogue, code: object) -> None:
        """Says beneath the choice what the place fixes."""
        if self.law is not None:
            self.law.hide()
            self.law.deleteLater()
        self.law = PlaceLaw(catalogue, str(code), in_short=True) if code else None
        if self.law is not None:
            body = self._clinic_card.body
            body.insertWidget(body.indexOf(self.jurisdiction) + 1, self.law)

    def showEvent(self, event: QShowEvent) -> None:
        """Gives the keyboard to the first field."""
        super().showEvent(event)
        self.passphrase.first.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _first_part(self) -> QWidget:
        secret = Card(tr("Choose it well"), tr("It opens the records on this computer."))
        secret.body.addWidget(self.passphrase)
        warning = Card(tr("There is no way back without it"), "", "grave")
        warning.body.addWidget(Words(tr(NO_WAY_BACK)))
        trial = Card(tr("Trial: no clinician has reviewed the content"), "", "mind")
        trial.body.addWidget(Words(tr(TRIAL)))
        return _part(secret, warning, trial)

    def _second_part(self) -> QWidget:
        self.clinic.lay_into(self._clinic_card.body)
        self._clinic_card.body.addWidget(self._waiting)
        return _part(self._clinic_card)

    def _third_part(self) -> QWidget:
        name = Card(tr("Signing in"))
        self.user.lay_into(name.body)
        return _part(name, self.practitioner)

    def _open(self, number: int) -> None:
        """Shows one of the three parts."""
        self._at = number
        for place, part in enumerate(self._parts):
            part.setVisible(place == number)
        self.show_title(tr(TITLES[number]), tr("First start, {n} of 3").format(n=number + 1))
        self.foot.set_back(tr("Back") if number else "")
        self.foot.set_next(tr("Make the store") if number == 2 else tr("Continue"))
        self.column.verticalScrollBar().setValue(0)
        first = (self.passphrase.first, self.clinic.rows["name"], self.user.rows["user"])[number]
        first.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _next(self) -> None:
        fault = self._fault()
        if fault is not None:
            self.lead_to(fault)
        elif self._at < 2:
            self._open(self._at + 1)
        else:
            self._establish()

    def _fault(self) -> QWidget | None:
        """The first thing that is missing in the part on screen."""
        if self._at == 0:
            return self.passphrase.first_fault()
        if self._at == 2:
            faults = (self.user.first_fault(), self.practitioner.first_fault())
            return faults[0] or faults[1]
        if fault := self.clinic.first_fault():
            return fault
        if self.jurisdiction is None:
            return self._waiting
        lacking = self.jurisdiction.value() is None
        self.jurisdiction.set_fault(tr("Choose where the clinic is.") if lacking else "")
        return self.jurisdiction if lacking else None

    def _establish(self) -> None:
        clinic = Clinic(self.clinic.text("name"), self.clinic.text("address"), self.clinic.text("phone"),
                        str(self.jurisdiction.value()))
        user, secret = User(self.user.text("user"), self.practitioner.practitioner()), self.passphrase.value()
        self.set_busy(tr("Making the store"))
        task = Task(lambda: self._established(clinic, user, secret))
        task.succeeded.connect(self._succeed)
        task.failed.connect(self._fail)
        task.start()

    def _established(self, clinic: Clinic, user: User, secret: str) -> object:
        from needlesafe.flow.signing_in import Founding, establish

        founding = Founding(clinic, user, secret, self._start.kdf)
        return establish(self._start.folder, founding, self._preparation.catalogue())

    def _succeed(self, workplace: object) -> None:
        self.passphrase.clear()
        self.opened.emit(workplace)

    def _fail(self, error: Exception) -> None:
        self.set_busy("")
        if not isinstance(error, UserError):
            raise error
        self.tell(error)


def _part(*pieces: QWidget) -> QWidget:
    """Pieces below each other, shown and hidden together."""
    part = QWidget()
    part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP_CARD)
    for piece in pieces:
        column.addWidget(piece)
    return part
