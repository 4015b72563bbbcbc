"""
The list beside the body map: the same choice by keyboard and by name.

Why a search field above it: a muscle or a region is found by a few letters, faster than by eye.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (QLineEdit, QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate,
                               QStyleOptionViewItem, QVBoxLayout, QWidget)

from needlesafe.gui import theme
from needlesafe.gui.theme import GAP_TIGHT, RADIUS, mixed
from needlesafe.gui.widgets.body_map import SIDE_WORDS
from needlesafe.gui.widgets.signs import paint_sign
from needlesafe.gui.widgets.words import Words, paint_text, text_height

_ENTRY, _CHOSEN, _FOUND = (Qt.ItemDataRole.UserRole + number for number in range(3))
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class RegionEntry:
    """One line of the list."""

    region: str
    """The region's id."""
    side: str
    """`left`, `right` or `midline`."""
    title: str
    """The region's name."""
    tier: str = ""
    """`high`, `moderate` or `low`."""
    note: str = ""
    """What else it is found by, such as its muscles, parted by semicolons; what was found is shown."""


class RegionList(QWidget):
    """Every region and side; a few letters narrow it down."""

    region_chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search, self.list = QLineEdit(), QListWidget()
        self.search.setPlaceholderText(self.tr("Search region or muscle"))
        self.search.setAccessibleName(self.tr("Search region or muscle"))
        self.search.setClearButtonEnabled(True)
        self.list.setAccessibleName(self.tr("Regions"))
        self.list.setItemDelegate(_RegionDelegate(self.list))
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setMouseTracking(True)
        self._none = Words(self.tr("No region or muscle has these letters."), "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_TIGHT)
        for part in (self.search, self._none):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        self._none.hide()
        self.setMinimumWidth(theme.current().scaled(220))
        self.search.textChanged.connect(self._narrow)
        self.search.returnPressed.connect(self._into_list)
        self.search.installEventFilter(self)
        self.list.itemClicked.connect(self._choose)
        self.list.installEventFilter(self)

    def set_entries(self, entries: Sequence[RegionEntry]) -> None:
        """Shows the regions in the order in which they are given."""
        self.list.clear()
        for entry in entries:
            item = QListWidgetItem(entry.title)
            item.setData(_ENTRY, entry)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, _spoken(entry))
            self.list.addItem(item)
        self._narrow(self.search.text())

    def set_chosen(self, chosen: Set[tuple[str, str]]) -> None:
        """Shows which regions are chosen."""
        for item, entry in self._rows():
            picked = (entry.region, entry.side) in chosen
            item.setData(_CHOSEN, picked)
            spoken = _spoken(entry)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, self.tr("{name}, chosen").format(name=spoken) if picked else spoken)

    def point_to(self, region: str, side: str) -> None:
        """Goes to a region without choosing it."""
        for item, entry in self._rows():
            if (entry.region, entry.side) == (region, side):
                self.list.setCurrentItem(item)
                self.list.scrollToItem(item)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the search into the list; Enter or Space in the list chooses."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if watched is self.search and event.key() == Qt.Key.Key_Down:
            self._into_list()
            return True
        if watched is self.list and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self.list.currentItem() and not event.isAutoRepeat():
                self._choose(self.list.currentItem())
            return True
        return super().eventFilter(watched, event)

    def _rows(self) -> list[tuple[QListWidgetItem, RegionEntry]]:
        """Returns each line with what it stands for."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [(item, item.data(_ENTRY)) for item in items]

    def _narrow(self, letters: str) -> None:
        """Shows the lines that have every word of what was typed."""
        words, shown = letters.casefold().split(), 0
        for item, entry in self._rows():
            text = f"{entry.title} {entry.side} {entry.note} {entry.region}".casefold()
            hit = all(word in text for word in words)
            item.setHidden(not hit)
            item.setData(_FOUND, _found(entry, words))
            shown += hit
        self._none.setVisible(not shown and self.list.count() > 0)

    def _into_list(self) -> None:
        """Goes to the first line that is shown; nothing is chosen by it."""
        first = next((item for item, _ in self._rows() if not item.isHidden()), None)
        if first:
            self.list.setCurrentItem(first)
            self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _choose(self, item: QListWidgetItem) -> None:
        """Says which region was chosen."""
        entry = item.data(_ENTRY)
        self.region_chosen.emit(entry.region, entry.side)


class _RegionDelegate(QStyledItemDelegate):
    """Paints a line: name, side, tier, and a tick where it is chosen."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Returns room for both lines of text and a finger."""
        look, entry = theme.current(), index.data(_ENTRY)
        room = self.parent().viewport().width() - look.scaled(44)
        line = _line(entry, index.data(_FOUND))
        high = text_height(entry.title, look.font("body"), room) + text_height(line, look.font("quiet"), room)
        return QSize(room, max(look.target, high + 16))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints the line."""
        look, entry, chosen = theme.current(), index.data(_ENTRY), bool(index.data(_CHOSEN))
        here = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if here or over:
            painter.setBrush(look.colour("accent_soft") if here else mixed(look.colour("surface"), look.colour("ink"), 0.05))
            painter.drawRoundedRect(QRectF(option.rect).adjusted(3, 2, -3, -2), RADIUS, RADIUS)
        side = look.scaled(18)
        if chosen:
            top = option.rect.top() + (option.rect.height() - side) / 2
            paint_sign(painter, QRectF(option.rect.right() - side - 12, top, side, side), "done", look)
        area = QRect(option.rect.left() + 14, option.rect.top() + 8, option.rect.width() - look.scaled(44), option.rect.height())
        taken = paint_text(painter, area, entry.title, look.font("strong" if chosen else "body"), look.colour("ink"))
        line = _line(entry, index.data(_FOUND))
        paint_text(painter, area.adjusted(0, taken, 0, 0), line, look.font("quiet"), look.colour("quiet"))
        painter.restore()


def _found(entry: RegionEntry, words: Sequence[str]) -> str:
    """Returns the parts of the note that have what was typed; none where nothing was."""
    return ", ".join(part.strip() for part in entry.note.split(";") if any(word in part.casefold() for word in words))


def _line(entry: RegionEntry, found: str | None) -> str:
    """Returns the quiet line: side, tier, what was found."""
    return "  ·  ".join(part for part in (SIDE_WORDS[entry.side], entry.tier and f"{entry.tier} tier", found) if part)


def _spoken(entry: RegionEntry) -> str:
    """Returns what a screen reader says."""
    return ", ".join(part for part in (entry.title, SIDE_WORDS[entry.side], entry.tier and f"{entry.tier} tier", entry.note) if part)
