"""What stands in a user's profile: the signed-in user's own, or a new one."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent

from needlesafe.domain.people import PAPERS, Clinic, User, paper_of
from needlesafe.errors import UserError
from needlesafe.flow.printable import demand_printable
from needlesafe.flow.visit_desk import said
from needlesafe.flow.workplace import Workplace
from needlesafe.gui.form import Asked, Form, needed
from needlesafe.gui.messages import tr
from needlesafe.gui.passphrase_fields import PassphraseFields
from needlesafe.gui.pedal_card import PedalCard
from needlesafe.gui.plain_page import PlainPage
from needlesafe.gui.practitioner_form import PractitionerForm
from needlesafe.gui.tasks import Task
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.choice_row import Choice
from needlesafe.gui.widgets.field_row import Field

_BY_COUNTRY = "country"


class ProfilePage(PlainPage):
    """The signed-in user's facts; visits that have begun keep those that they began with."""

    def __init__(self, workplace: Workplace) -> None:
        user = workplace.store.user
        super().__init__(tr("Your profile"), tr("Signed in as {user}. New visits take it over as it stands here.").format(
            user=user.id))
        self._workplace = workplace
        self.practitioner = PractitionerForm(int(workplace.today()[:4]))
        self.practitioner.show_regions(workplace.catalogue)
        self.practitioner.set_practitioner(user.practitioner)
        self.body.addWidget(self.practitioner)
        self.clinic = Form(Asked(Choice("paper", tr("Paper of the documents"), _papers(workplace.store.clinic()))))
        self.clinic.rows["paper"].set_value(workplace.store.clinic().paper or _BY_COUNTRY)
        shared = Card(tr("The clinic"), tr("For everybody who works here."))
        self.clinic.lay_into(shared.body)
        self.body.addWidget(shared)
        self.pedal = PedalCard(workplace)
        self.body.addWidget(self.pedal)
        self.foot.set_next(tr("Save the profile"))
        self.foot.next_asked.connect(self._save)

    def _save(self) -> None:
        if fault := self.practitioner.first_fault():
            self.lead_to(fault)
            return
        user = User(self._workplace.store.user.id, self.practitioner.practitioner())
        try:
            demand_printable(said(user))
            self._workplace.store.keep_user(user)
            self._keep_paper()
        except UserError as error:
            self.tell(error)
            return
        self.left.emit()

    def _keep_paper(self) -> None:
        """Keeps the paper that was chosen, where it is another one than before."""
        clinic, chosen = self._workplace.store.clinic(), self.clinic.text("paper")
        paper = chosen if chosen in PAPERS else ""
        if paper != clinic.paper:
            self._workplace.store.keep_clinic(replace(clinic, paper=paper))


def _papers(clinic: Clinic) -> tuple[tuple[str, str], ...]:
    """The paper of the country, then each by its name."""
    usual = paper_of(replace(clinic, paper=""), clinic.jurisdiction)
    return ((_BY_COUNTRY, tr("As in the country: {paper}").format(paper=usual)), *((name, name) for name in PAPERS))


class NewUserPage(PlainPage):
    """Somebody else who may open the records, with a passphrase of their own."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(tr("Add a user"), tr("Let the new user fill this in. They open the same records with a passphrase of "
                                               "their own."))
        self._workplace = workplace
        self.user = Form(Asked(Field("user", tr("User name")), needed(tr("Choose a user name."))))
        self.passphrase, self.practitioner = PassphraseFields(), PractitionerForm(int(workplace.today()[:4]))
        self.practitioner.show_regions(workplace.catalogue)
        signing = Card(tr("Signing in"), tr("Choose a passphrase that nobody else knows."))
        self.user.lay_into(signing.body)
        signing.body.addWidget(self.passphrase)
        self.body.addWidget(signing)
        self.body.addWidget(self.practitioner)
        self.foot.set_next(tr("Add the user"))
        self.foot.next_asked.connect(self._add)

    def showEvent(self, event: QShowEvent) -> None:
        """Gives the keyboard to the first field."""
        super().showEvent(event)
        self.user.rows["user"].edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> None:
        faults = [self.user.first_fault(), self.passphrase.first_fault(), self.practitioner.first_fault()]
        if fault := next((fault for fault in faults if fault), None):
            self.lead_to(fault)
            return
        user, secret = User(self.user.text("user"), self.practitioner.practitioner()), self.passphrase.value()
        try:
            demand_printable(said(user))
        except UserError as error:
            self.tell(error)
            return
        self.set_busy(tr("Adding {user}").format(user=user.id))
        task = Task(lambda: self._workplace.store.add_user(user, secret))
        task.succeeded.connect(self._succeed)
        task.failed.connect(self._fail)
        task.start()

    def _succeed(self, _: object) -> None:
        self.set_busy("")
        self.passphrase.clear()
        self.left.emit()

    def _fail(self, error: Exception) -> None:
        self.set_busy("")
        if not isinstance(error, UserError):
            raise error
        self.tell(error)
