"""
The list beside the body map: the same choice by keyboard and by name, with the muscles of the chosen region.

Why a search field above it: a muscle or a region is found by a few letters, faster than by eye; also by those of
another name, and by letters that are not quite right.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from needlesafe.domain.spelling import among, has, words_of
from needlesafe.gui import theme
from needlesafe.gui.theme import GAP_TIGHT
from needlesafe.gui.widgets.body_map import SIDE_WORDS
from needlesafe.gui.widgets.column import Cue
from needlesafe.gui.widgets.region_rows import (CHOSEN, ENTRY, FOUND, GLANCED, MUSCLE, MuscleEntry, RegionDelegate,
                                                RegionEntry, spoken)
from needlesafe.gui.widgets.search_field import SearchField
from needlesafe.gui.widgets.words import Words

_LEAST_LINES = 4
_IDLE = frozenset({"musculus", "musculi"})
"""Words of the Latin names that tell no muscle from another."""


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    """One line and what it is found by."""

    item: QListWidgetItem
    entry: RegionEntry
    muscle: MuscleEntry | None
    words: frozenset[str]
    side: frozenset[str]

    @property
    def place(self) -> tuple[str, str]:
        """Returns region and side."""
        return self.entry.region, self.entry.side

    def has(self, meant: Sequence[Set[str]]) -> bool:
        """Returns whether it has a word of each set; a side alone names no muscle."""
        besides = [words for words in meant if words.isdisjoint(self.side)]
        return bool(besides or self.muscle is None) and not any(words.isdisjoint(self.words) for words in besides)


class RegionList(QWidget):
    """Every region and side, and the muscles of the one that is open; a few letters narrow it down."""

    region_chosen = Signal(str, str)
    region_pointed = Signal(str, str)
    muscle_chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search, self.list = SearchField(self.tr("Search region or muscle")), QListWidget()
        self._open: tuple[str, str] | None = None
        self._lines: list[_Line] = []
        self.list.setAccessibleName(self.tr("Regions and muscles"))
        self.list.setItemDelegate(RegionDelegate(self.list))
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setMouseTracking(True)
        Cue("surface", self.list)
        self.list.setMinimumHeight(_LEAST_LINES * theme.current().target)
        self._told = Words("", "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_TIGHT)
        for part in (self.search, self._told):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        self._told.hide()
        self.setMinimumWidth(theme.current().scaled(248))
        self._connect()

    def set_entries(self, entries: Sequence[RegionEntry]) -> None:
        """Shows the regions in the order in which they are given."""
        self.list.clear()
        self._lines = [self._add(entry, muscle) for entry in entries for muscle in (None, *entry.muscles)]
        self._narrow(self.search.text())

    def set_chosen(self, regions: Set[tuple[str, str]], muscles: Set[tuple[str, str]] = frozenset()) -> None:
        """Shows which regions and which muscles are planned, each with its side."""
        for line in self._lines:
            picked = (line.muscle.id, line.entry.side) in muscles if line.muscle else line.place in regions
            line.item.setData(CHOSEN, picked)
            words = spoken(line.entry, line.muscle)
            line.item.setData(Qt.ItemDataRole.AccessibleTextRole,
                              self.tr("{name}, chosen").format(name=words) if picked else words)
        self.list.scheduleDelayedItemsLayout()

    def open_region(self, region: str, side: str) -> None:
        """Shows the muscles of a region beneath it, at the top of the list, and those of no other."""
        self._open = (region, side)
        self._narrow(self.search.text())
        self.point_to(region, side, QListWidget.ScrollHint.PositionAtTop)

    def close_region(self) -> None:
        """Shows the regions alone, all of them."""
        self._open = None
        self.search.clear()
        self._narrow("")

    def point_to(self, region: str, side: str, hint: QListWidget.ScrollHint = QListWidget.ScrollHint.EnsureVisible) -> None:
        """Goes to a region without choosing it."""
        for line in self._lines:
            if line.muscle is None and line.place == (region, side):
                self.list.setCurrentItem(line.item)
                self.list.scrollToItem(line.item, hint)

    def glance_at(self, region: str, side: str) -> None:
        """Marks the region that is pointed to on the body, where its line is in view; nothing moves."""
        for line in self._lines:
            glanced = line.muscle is None and line.place == (region, side)
            if bool(line.item.data(GLANCED)) != glanced:
                line.item.setData(GLANCED, glanced)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the search into the list; Enter or Space in the list chooses."""
        if event.type() == QEvent.Type.Leave and watched is self.list:
            self.region_pointed.emit("", "")
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

    def _connect(self) -> None:
        self.search.textChanged.connect(self._narrow)
        self.search.returnPressed.connect(self._into_list)
        self.search.installEventFilter(self)
        self.list.itemClicked.connect(self._choose)
        self.list.itemEntered.connect(self._point)
        self.list.currentItemChanged.connect(lambda item, _: self.list.hasFocus() and self._point(item))
        self.list.installEventFilter(self)

    def _add(self, entry: RegionEntry, muscle: MuscleEntry | None) -> _Line:
        """Appends a line; that of a muscle is not seen until its region is open or it is found."""
        item = QListWidgetItem(muscle.title if muscle else entry.title)
        item.setData(ENTRY, entry)
        item.setData(MUSCLE, muscle)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken(entry, muscle))
        self.list.addItem(item)
        words = words_of(muscle.title, *muscle.names) if muscle else words_of(entry.title, entry.region, *entry.names)
        return _Line(item, entry, muscle, frozenset(words) - _IDLE, frozenset(words_of(SIDE_WORDS[entry.side], entry.side)))

    def _narrow(self, letters: str) -> None:
        """Shows what has every word of what was typed; where nothing has, what nearly has."""
        typed = [word for word in words_of(letters) if not (len(word) > 2 and any(idle.startswith(word) for idle in _IDLE))]
        hits = self._hits(typed, False)
        near = not hits
        if near:
            hits = self._hits(typed, True)
        found, places = {id(line) for line in hits}, {line.place for line in hits}
        for line in self._lines:
            wanted = id(line) in found if line.muscle else line.place in places
            if line.item.isHidden() != (hidden := not wanted and line.place != self._open):
                line.item.setHidden(hidden)
            if (line.item.data(FOUND) or "") != (name := _by_name(line, typed) if id(line) in found else ""):
                line.item.setData(FOUND, name)
        self._told.say(self.tr("Nothing has these letters; this comes near.") if hits
                       else self.tr("No region or muscle has these letters."))
        self._told.setVisible(bool(self._lines) and near)

    def _hits(self, typed: Sequence[str], near: bool) -> list[_Line]:
        """Returns the lines that have every word, or nearly; the regions alone where nothing is typed."""
        known = frozenset().union(*(line.words | line.side for line in self._lines))
        meant = [among(known, word, near) for word in typed]
        return [line for line in self._lines if line.has(meant)]

    def _into_list(self) -> None:
        """Goes to the first line that is shown; nothing is chosen by it."""
        first = next((line.item for line in self._lines if not line.item.isHidden()), None)
        if first:
            self.list.setCurrentItem(first)
            self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _point(self, item: QListWidgetItem | None) -> None:
        """Says which region the line in hand stands for."""
        if item is not None:
            self.region_pointed.emit(item.data(ENTRY).region, item.data(ENTRY).side)

    def _choose(self, item: QListWidgetItem) -> None:
        """Says which region or which muscle was chosen."""
        entry, muscle = item.data(ENTRY), item.data(MUSCLE)
        if muscle:
            self.muscle_chosen.emit(muscle.id, entry.side)
        else:
            self.region_chosen.emit(entry.region, entry.side)


def _by_name(line: _Line, typed: Sequence[str]) -> str:
    """Returns the other names by which a line was found; none where its own name has what was typed."""
    named = [part for part in typed if not any(has(word, part) for word in line.side)]
    own = line.muscle or line.entry
    if all(among(words_of(own.title), part) for part in named):
        return ""
    return ", ".join(name for name in own.names if any(among(words_of(name), part) for part in named))
