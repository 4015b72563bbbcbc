"""
Patients, found by a few letters of a name, a birth date or a number; and visits, by what happened in them.

Why empty until something is typed: a list of everybody who ever came is nobody's business at the counter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate,
                               QStyleOptionViewItem, QVBoxLayout, QWidget)

from needlesafe.gui import theme
from needlesafe.gui.theme import GAP_TIGHT, RADIUS, mixed
from needlesafe.gui.widgets.search_field import SearchField
from needlesafe.gui.widgets.words import Words, paint_text, text_height

_ENTRY = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
_CHOOSING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


@dataclass(frozen=True, slots=True)
class PatientEntry:
    """One line of the list."""

    id: str
    """The id under which the store keeps the patient."""
    name: str
    line: str
    """Birth date and number; for a visit its day, where it was and why it was found."""
    visit: bool = False
    """Whether it is a visit; the id is then that of the visit."""


class PatientList(QWidget):
    """A search field and what it finds; Enter in the field goes to the only hit."""

    searched = Signal(str)
    patient_chosen = Signal(str)
    visit_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchField(self.tr("Patient, place, muscle, event, lot"), self.tr(
            "Search patients by name, birth date or number, and visits by region, muscle, event, rule or lot"))
        self.list, self._state = QListWidget(), Words("", "quiet")
        self.list.setAccessibleName(self.tr("Patients and visits found"))
        self._lines = _Delegate(self)
        self.list.setItemDelegate(self._lines)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setMouseTracking(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_TIGHT)
        column.addWidget(self.search)
        column.addWidget(self._state)
        column.addWidget(self.list, 1)
        column.addStretch(0)
        self.search.textChanged.connect(self.searched)
        self.search.returnPressed.connect(self._enter)
        self.search.installEventFilter(self)
        self.list.itemClicked.connect(self._choose)
        self.list.installEventFilter(self)

    def show_found(self, entries: Sequence[PatientEntry], state: str) -> None:
        """Shows who was found, and a line that says what the list is or why it is empty."""
        self.list.clear()
        self.add_found(entries, state)

    def add_found(self, entries: Sequence[PatientEntry], state: str) -> None:
        """Shows more beneath what is there, and says anew what the list is; where one has come to in it stays."""
        for entry in entries:
            item = QListWidgetItem(entry.name)
            item.setData(_ENTRY, entry)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.name}, {entry.line}")
            item.setSizeHint(self._lines.room_for(entry))
            self.list.addItem(item)
        self._state.say(state)
        self._state.setVisible(bool(state))
        self.list.setVisible(self.list.count() > 0)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives each line the room that it takes at this width, and the list that of all."""
        super().resizeEvent(event)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        """Gives each line the room that it takes in larger or smaller text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._make_room()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the search into the list; Enter or Space in the list chooses."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if watched is self.search and event.key() == Qt.Key.Key_Down:
            self._into_list()
            return True
        if watched is self.list and event.key() in _CHOOSING:
            if self.list.currentItem() and not event.isAutoRepeat():
                self._choose(self.list.currentItem())
            return True
        return super().eventFilter(watched, event)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _make_room(self) -> None:
        for item in self._items():
            item.setSizeHint(self._lines.room_for(item.data(_ENTRY)))
        self._fit()

    def _fit(self) -> None:
        """Keeps the list as high as what it holds."""
        rows = sum(item.sizeHint().height() for item in self._items())
        self.list.setMaximumHeight(rows + 2 * self.list.frameWidth() + 4)

    def _enter(self) -> None:
        if self.list.count() == 1:
            self._choose(self.list.item(0))
        else:
            self._into_list()

    def _into_list(self) -> None:
        if self.list.count():
            self.list.setCurrentRow(0)
            self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _choose(self, item: QListWidgetItem) -> None:
        self.list.setCurrentItem(item)
        entry = item.data(_ENTRY)
        (self.visit_chosen if entry.visit else self.patient_chosen).emit(entry.id)


class _Delegate(QStyledItemDelegate):
    """Paints a line: the name, and beneath it birth date and number."""

    def room_for(self, entry: PatientEntry) -> QSize:
        """Returns room for both lines of text and a finger; worked out once a line, for a list asks for it at every turn."""
        look, room = theme.current(), self._room()
        high = text_height(entry.name, look.font("strong"), room) + text_height(entry.line, look.font("quiet"), room)
        return QSize(room, max(look.target, high + 20))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints the line."""
        look, entry = theme.current(), index.data(_ENTRY)
        here = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if here or over:
            painter.setBrush(look.colour("accent_soft") if here else mixed(look.colour("surface"), look.colour("ink"), 0.05))
            painter.drawRoundedRect(QRectF(option.rect).adjusted(3, 2, -3, -2), RADIUS, RADIUS)
        area = QRect(option.rect.left() + 14, option.rect.top() + 10, self._room(), option.rect.height())
        taken = paint_text(painter, area, entry.name, look.font("strong"), look.colour("ink"))
        paint_text(painter, area.adjusted(0, taken, 0, 0), entry.line, look.font("quiet"), look.colour("quiet"))
        painter.restore()

    def _room(self) -> int:
        """Returns the width for text, the same with and without a scroll bar, and before the list is first shown."""
        return self.parent().width() - self.parent().list.verticalScrollBar().sizeHint().width() - 28
