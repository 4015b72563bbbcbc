"""The first thing on screen at every start but the first: who, and the passphrase."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from needlesafe.errors import StoreRefused, UserError
from needlesafe.gui import theme
from needlesafe.gui.messages import tr
from needlesafe.gui.plain_page import fault_words
from needlesafe.gui.preparation import Preparation, Start
from needlesafe.gui.tasks import Task
from needlesafe.gui.theme import GAP, GAP_WIDE
from needlesafe.gui.widgets.banner import Banner
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.column import Column
from needlesafe.gui.widgets.field_row import Field, FieldRow
from needlesafe.gui.widgets.spoken import announce
from needlesafe.gui.widgets.words import Words
from needlesafe.store import users_of

WIDEST = 440
LARGE = 1.4
"""From this scale of text on, the height is needed for the words."""


class Unlock(QWidget):
    """Opens the store off this thread; what is typed meanwhile stays."""

    opened = Signal(object)

    def __init__(self, start: Start, preparation: Preparation) -> None:
        super().__init__()
        self._start, self._preparation = start, preparation
        self._tried: str | None = None
        self._once_more = False
        self.setAccessibleName(tr("Open the records"))
        self.banner, self.state = Banner(), Words("", "quiet")
        self.user: FieldRow | None = None
        self.passphrase = FieldRow(Field("passphrase", tr("Passphrase"), "secret"))
        self.open = Button(tr("Open"), "primary")
        self.card = Card(tr("Open the records"))
        for part in (self.passphrase, self.open, self.state):
            self.card.body.addWidget(part)
        self.state.hide()
        self._lay_out()
        self.passphrase.entered.connect(lambda _: self._ask())
        self.open.clicked.connect(self._ask)
        self.banner.remedy_asked.connect(self.read_users)
        self.read_users()

    def read_users(self) -> None:
        """Shows who may open the store, or why nobody can now."""
        try:
            users = users_of(self._start.folder)
        except StoreRefused as error:
            self.banner.show_fault(*fault_words(error), tr("Look again"))
            return
        self.banner.hide()
        if len(users) == 1:
            self.card.show_title(tr("Open the records"), tr("as {user}").format(user=users[0]))
        elif self.user is None:
            self.user = FieldRow(Field("user", tr("User"), "choice", tuple((name, name) for name in users)))
            self.user.changed.connect(lambda *_: self.passphrase.edit.setFocus())
            self.card.body.insertWidget(0, self.user)

    def tell(self, error: UserError) -> None:
        """Says what was refused: a wrong passphrase beside its field, the rest in the banner."""
        happened, safe, remedy = fault_words(error)
        if _is_wrong_passphrase(error):
            self.passphrase.set_fault(f"{happened} {remedy}")
            announce(self.passphrase, f"{happened} {remedy}")
        else:
            self.banner.show_fault(happened, safe, remedy)

    def showEvent(self, event: QShowEvent) -> None:
        """Gives the keyboard to the first field."""
        super().showEvent(event)
        (self.user or self.passphrase).edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        """Tries the passphrase; one that was typed while another is being tried comes next."""
        if self._tried is not None:
            self._once_more = self.passphrase.raw() != self._tried
            return
        self.passphrase.set_fault("" if self.passphrase.raw() else tr("Write the passphrase."))
        user = str(self.user.value() or "") if self.user else ""
        if self.user:
            self.user.set_fault("" if user else tr("Choose who you are."))
        if not self.passphrase.raw() or (self.user and not user):
            return
        self.banner.hide()
        self._show_state(tr("Opening …"))
        self._tried = tried = self.passphrase.raw()
        task = Task(lambda: self._signed_in(tried, user))
        task.succeeded.connect(self._succeed)
        task.failed.connect(self._fail)
        task.start()

    def _signed_in(self, passphrase: str, user: str) -> object:
        from needlesafe.flow.signing_in import sign_in

        return sign_in(self._start.folder, passphrase, user, self._preparation.catalogue())

    def _succeed(self, workplace: object) -> None:
        self.passphrase.edit.clear()
        self.passphrase.commit()
        self._show_state("")
        self.opened.emit(workplace)

    def _fail(self, error: Exception) -> None:
        tried, again, self._tried, self._once_more = self._tried, self._once_more, None, False
        self._show_state("")
        if not isinstance(error, UserError):
            raise error
        if again:
            self._ask()
            return
        self.tell(error)
        self.passphrase.edit.setFocus()
        if self.passphrase.raw() == tried:
            self.passphrase.edit.selectAll()

    def _show_state(self, words: str) -> None:
        self.state.say(words)
        self.state.setVisible(bool(words))

    def _lay_out(self) -> None:
        column = Column(WIDEST)
        column.widget().layout().insertStretch(0)
        column.body.setSpacing(GAP)
        column.body.addSpacing(GAP_WIDE * 3 if theme.current().scale < LARGE else GAP)
        column.body.addWidget(Words(tr("NeedleSafe"), "title"))
        column.body.addWidget(self.card)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.banner)
        layout.addWidget(column, 1)


def _is_wrong_passphrase(error: UserError) -> bool:
    from needlesafe.store.refusals import passphrase_wrong

    return error.happened == passphrase_wrong().happened
