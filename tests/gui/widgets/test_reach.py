"""Every control can be reached: by a finger, by the keyboard, by a screen reader, at 100 % and at 200 %."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QAccessible, QImage, QPainter
from PySide6.QtWidgets import (QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit,
                               QVBoxLayout, QWidget)
from pytestqt.qtbot import QtBot

from needlesafe.gui import theme
from needlesafe.gui.theme import LOOKS, Theme
from needlesafe.gui.widgets.answer_row import AnswerRow, Question
from needlesafe.gui.widgets.banner import Banner
from needlesafe.gui.widgets.body_figure import BodyFigure
from needlesafe.gui.widgets.body_map import BodyMap
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.choice_row import Choice, ChoiceRow
from needlesafe.gui.widgets.column import Column
from needlesafe.gui.widgets.emergency_card import EmergencyCard, EmergencyStep
from needlesafe.gui.widgets.field_row import Field, FieldRow
from needlesafe.gui.widgets.findings_panel import FindingCard, FindingsPanel
from needlesafe.gui.widgets.focus_ring import FocusRing
from needlesafe.gui.widgets.foot_bar import FootBar
from needlesafe.gui.widgets.count_row import CountRow
from needlesafe.gui.widgets.ledger_row import LedgerRow
from needlesafe.gui.widgets.patient_header import PatientHeader
from needlesafe.gui.widgets.region_list import RegionList
from needlesafe.gui.widgets.signature_pad import SignaturePad
from needlesafe.gui.widgets.signs import paint_sign
from needlesafe.gui.widgets.step_rail import RailItem, StepRail
from needlesafe.gui.widgets.tick_row import TickRow
from needlesafe.gui.widgets.words import Words

LONG = "Do not needle here: a structure that must not be struck lies under this muscle, nearer than the needle is long. " * 3


def rail() -> QWidget:
    """Returns a rail with two steps."""
    made = StepRail()
    made.set_items([RailItem("who", "Who", "done", "done"), RailItem("sites", "Sites", "2 open", "missing")])
    return made


def panel() -> QWidget:
    """Returns a panel with an open finding."""
    made = FindingsPanel()
    made.set_findings([FindingCard("a", "stop", LONG, "answer", text=LONG)])
    made.view_of("a").open()
    return made


def answers() -> QWidget:
    """Returns a question with all that an answer can ask for."""
    made = AnswerRow(Question("q", LONG, source="s", where_when=("yes",), clearance_when=("yes",), places=(("neck", "Neck"),)))
    made.set_value({"answer": "yes"})
    return made


def fields() -> QWidget:
    """Returns a field of each kind."""
    made = Card("Fields", "Each kind")
    for kind in ("line", "text", "secret", "date", "number", "choice"):
        made.body.addWidget(FieldRow(Field(kind, f"A {kind}", kind, (("a", "A"),))))
    return made


def emergency() -> QWidget:
    """Returns the emergency card."""
    made = EmergencyCard()
    made.set_card("Faint", [EmergencyStep("a", LONG)], "112")
    return made


def signature() -> QWidget:
    """Returns the pad with its typed way open."""
    made = SignaturePad("Patient: Aoife Byrne")
    made.show_typing(True)
    return made


def counting() -> QWidget:
    """Returns a row of numbers."""
    made = CountRow("Went in, in all", "Left calf")
    made.show_count(2, range(1, 6), 2)
    return made


MAKERS = [rail, panel, answers, fields, emergency, signature, PatientHeader, FootBar, Banner, RegionList,
          lambda: BodyMap({}), lambda: LedgerRow(0, "Left calf"), counting, lambda: TickRow("a", LONG),
          lambda: ChoiceRow(Choice("c", "Choose", (("a", "A"), ("b", LONG))))]
CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox)


def controls(widget: QWidget) -> list[QWidget]:
    """Returns every control that is shown, those inside Qt's own widgets left out, and the regions of the body, which have tests of
    their own: they are walked through by arrows and hit by their shapes."""
    found = [child for child in widget.findChildren(QWidget) if isinstance(child, CONTROLS) and child.isVisibleTo(widget)]
    return [child for child in [widget, *found] if isinstance(child, CONTROLS)
            and child.__class__.__name__ not in ("QLineEditIconButton", "QToolButton")
            and not isinstance(child.parentWidget(), (QComboBox, BodyFigure))]


@pytest.mark.parametrize("make", MAKERS)
def test_every_control_has_a_name_and_a_role(shown: Callable, make: Callable[[], QWidget]) -> None:
    for control in controls(shown(make())):
        spoken = QAccessible.queryAccessibleInterface(control)
        assert spoken.text(QAccessible.Text.Name), control
        assert spoken.role() not in (QAccessible.Role.NoRole, QAccessible.Role.Client), control


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("make", MAKERS)
def test_every_control_is_large_enough_for_a_finger(
        qapp: QApplication, shown: Callable, make: Callable[[], QWidget], scale: float) -> None:
    theme.apply(qapp, Theme(scale=scale))
    for control in controls(shown(make(), 1280, 1000)):
        assert control.height() >= 44, control
        assert control.width() >= 44, control


@pytest.mark.parametrize("make", MAKERS)
def test_every_control_that_can_act_is_on_the_way_of_the_tab_key(shown: Callable, make: Callable[[], QWidget]) -> None:
    for control in controls(shown(make())):
        if control.isEnabled():
            assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, control


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("make", [panel, answers, emergency, signature])
def test_text_that_protects_is_wrapped_and_never_cut(
        qapp: QApplication, shown: Callable, make: Callable[[], QWidget], scale: float) -> None:
    theme.apply(qapp, Theme(scale=scale))
    column = Column(widest=1600)
    column.body.addWidget(make())
    shown(column, 760, 700)
    QApplication.processEvents()
    for label in column.findChildren(QLabel):
        if label.isVisible() and label.text():
            assert label.height() >= label.heightForWidth(label.width()), label.text()


def test_the_column_is_as_high_as_its_text_and_no_higher(shown: Callable) -> None:
    column = Column()
    for _ in range(3):
        card = Card("A card", "A quiet line that is long enough to be wrapped where the column is narrow, and only there.")
        card.body.addWidget(Words("Some text that fits on one line."))
        column.body.addWidget(card)
    shown(column, 760, 700)
    assert column.verticalScrollBar().maximum() == 0


def test_a_word_longer_than_its_line_is_broken(shown: Callable) -> None:
    label = shown(Words("x" * 300), 300, 300)
    assert label.minimumSizeHint().width() < 300


def test_the_ring_stands_outside_a_field_that_has_the_keyboard(qapp: QApplication, shown: Callable, qtbot: QtBot) -> None:
    FocusRing(qapp)
    page = QWidget()
    field, button = QLineEdit(), Button("Save")
    column = QVBoxLayout(page)
    column.setContentsMargins(20, 20, 20, 20)
    column.addWidget(field)
    column.addWidget(button)
    shown(page)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    for control in (field, button):
        control.setFocus() if control is field else qtbot.keyClick(field, Qt.Key.Key_Tab)
        QApplication.processEvents()
        ring = next(child for child in page.children() if child.__class__.__name__ == "_Ring" and child.isVisible())
        outside = ring.geometry()
        assert outside.contains(control.geometry().adjusted(-theme.RING, -theme.RING, theme.RING, theme.RING))
        seen = page.grab(QRect(outside.left(), outside.center().y(), 3, 1)).toImage()
        assert theme.current().colour("accent").rgb() in {seen.pixel(x, 0) for x in range(3)}


def test_signs_are_told_apart_without_colour(qapp: QApplication) -> None:
    pictures = []
    for action in LOOKS:
        image = QImage(52, 52, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        paint_sign(painter, QRectF(0, 0, 52, 52), action, theme.current())
        painter.end()
        pictures.append([image.pixelColor(x, y).alpha() > 128 for x in range(52) for y in range(52)])
    for place, one in enumerate(pictures):
        for other in pictures[place + 1:]:
            assert sum(a != b for a, b in zip(one, other)) > 60


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_button_never_cuts_its_text(qapp: QApplication, shown: Callable, scale: float) -> None:
    theme.apply(qapp, Theme(scale=scale))
    page, button = QWidget(), Button("Continue to the consent of the patient", "primary")
    QVBoxLayout(page).addWidget(button)
    shown(page, 60, 60)
    assert button.width() >= button.fontMetrics().horizontalAdvance(button.text())
