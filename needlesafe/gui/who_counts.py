"""Who counts the needles: chosen in one tap on the board, named once on the page beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from needlesafe.domain.companions import is_same_name
from needlesafe.flow.counting import known_counters
from needlesafe.flow.needling import let_count
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.gui import theme
from needlesafe.gui.form import Asked, Form, needed
from needlesafe.gui.messages import tr
from needlesafe.gui.step_page import Screen
from needlesafe.gui.theme import GAP
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.field_row import Field
from needlesafe.gui.widgets.toggle import Toggle
from needlesafe.gui.widgets.words import Words, text_width
from needlesafe.gui.widgets.wrap_layout import WrapLayout

_MOST = 4
"""So many besides whoever is signed in are offered on the board; the page beside it takes any name."""
Person = tuple[str, str]
"""The name under which counts go, empty for whoever is signed in, and the name that is read."""


class CounterRow(QWidget):
    """One button for each person, the one who counts is on; where nobody else is known, the way to name somebody."""

    chosen = Signal(str)
    other_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(tr("Who counts"))
        self.buttons: dict[str, Toggle] = {}
        self._label, self._line = Words(tr("Who counts"), "quiet"), WrapLayout()
        self._label.setMinimumWidth(text_width(tr("Who counts"), theme.current().font("quiet")) + 4)
        self.other = Button(tr("Somebody else counts …"), "quiet")
        self.other.clicked.connect(lambda: self.other_asked.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self._label)
        row.addWidget(self.other)
        row.addLayout(self._line, 1)

    def show_people(self, people: tuple[Person, ...], counter: str) -> None:
        """Shows who can count and who does; the buttons that stay keep the keyboard."""
        for name in [name for name in self.buttons if name not in dict(people)]:
            gone = self.buttons.pop(name)
            self._line.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for name, words in people:
            if name not in self.buttons:
                self._add(name, words)
            self.buttons[name].setChecked(name == counter)
            self.buttons[name].setVisible(len(people) > 1)
        self.setAccessibleDescription(tr("{name} counts").format(name=dict(people).get(counter, counter)))
        self._label.setVisible(len(people) > 1)
        self.other.setVisible(len(people) == 1)

    def _add(self, name: str, words: str) -> None:
        button = Toggle(name, words, bare=True, parent=self)
        button.setAccessibleDescription(tr("Who counts"))
        button.clicked.connect(lambda: self._choose(name))
        self.buttons[name] = button
        self._line.addWidget(button)

    def _choose(self, name: str) -> None:
        """Somebody always counts: a second tap changes nothing."""
        self.buttons[name].setChecked(True)
        self.chosen.emit(name)


class CounterCard(Card):
    """Names who counts from now on, where they are not on the board yet."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(tr("Somebody else counts"))
        self._screen = screen
        self.form = Form(Asked(Field("name", tr("Who counts, by name")), needed(tr("Write who counts."))))
        self.keep, self.own = Button(tr("They count from now on")), Button("")
        self.form.lay_into(self.body)
        line = WrapLayout()
        for button in (self.keep, self.own):
            line.addWidget(button)
        self.body.addLayout(line)
        self.keep.clicked.connect(self._keep)
        self.own.clicked.connect(lambda: screen.act(lambda desk: let_count(desk, "")))

    def draw(self) -> None:
        """Says who counts now."""
        desk, own = self._screen.desk, own_name(self._screen.desk)
        self.setVisible(not desk.visit.closed)
        self.show_title(tr("Somebody else counts"), tr("{name} counts now. Whose hands needle is not changed by that.").format(
            name=desk.counter or own))
        self.own.say(tr("{name} counts again").format(name=own))
        self.own.setVisible(bool(desk.counter))

    def _keep(self) -> None:
        self.form.rows["name"].commit()
        if self.form.first_fault() is not None:
            return
        name = self.form.text("name")
        if is_same_name(name, self._screen.desk.visit.patient.name):
            self.form.rows["name"].set_fault(tr("This is the patient."))
        elif self._screen.act(lambda desk: let_count(desk, "" if is_same_name(name, own_name(desk)) else name)):
            self.form.rows["name"].set_value(None)


def own_name(desk: VisitDesk) -> str:
    """The name of whoever is signed in."""
    return desk.workplace.store.user.practitioner.name


def people_at(desk: VisitDesk, users: tuple[str, ...]) -> tuple[Person, ...]:
    """Who is offered on the board: whoever is signed in, who counts now, then who is known."""
    own = own_name(desk)
    others = dict.fromkeys((*((desk.counter,) if desk.counter else ()), *known_counters(desk.visit, own, users)))
    return (("", own), *((name, name) for name in list(others)[:_MOST]))
