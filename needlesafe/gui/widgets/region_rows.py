"""One line of the list beside the body map: a region on a side, or a muscle of it; how it is painted and spoken."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from needlesafe.gui import theme
from needlesafe.gui.theme import GAP_TIGHT, RADIUS, Theme, mixed
from needlesafe.gui.widgets.body_map import SIDE_WORDS
from needlesafe.gui.widgets.signs import paint_sign
from needlesafe.gui.widgets.words import paint_text, text_height

ENTRY, MUSCLE, CHOSEN, FOUND, GLANCED = (Qt.ItemDataRole.UserRole + number for number in range(5))
_INDENT, _INSET, _TICK = 18, 14, 24
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class MuscleEntry:
    """One muscle of a region."""

    id: str
    """The muscle's id."""
    title: str
    """What it is called."""
    names: tuple[str, ...] = ()
    """What else it is found by: Latin, abbreviations, everyday names."""


@dataclass(frozen=True, slots=True)
class RegionEntry:
    """One region on one side."""

    region: str
    """The region's id."""
    side: str
    """`left`, `right` or `midline`."""
    title: str
    """The region's name."""
    tier: str = ""
    """`high`, `moderate` or `low`."""
    muscles: tuple[MuscleEntry, ...] = ()
    """Its muscles."""
    names: tuple[str, ...] = ()
    """What else it is found by: everyday names."""


def spoken(entry: RegionEntry, muscle: MuscleEntry | None) -> str:
    """Returns what a screen reader says of a line."""
    if muscle:
        return f"{muscle.title}, {SIDE_WORDS[entry.side]}"
    count = len(entry.muscles)
    muscles = f"{count} muscle{'s' if count != 1 else ''}" if count else ""
    return ", ".join(part for part in (entry.title, SIDE_WORDS[entry.side], entry.tier and f"{entry.tier} tier", muscles) if part)


class RegionDelegate(QStyledItemDelegate):
    """Paints a line: name, side, tier, and a tick where it is planned; a muscle stands further in."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Returns room for both lines of text and a finger."""
        room = self.parent().viewport().width() - _left(index) - GAP_TIGHT
        return QSize(room, _height(_texts(index), bool(index.data(CHOSEN)), room, theme.current()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints the line."""
        look, (title, line) = theme.current(), _texts(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, index)
        font, chosen, side = look.font("strong" if index.data(CHOSEN) else "body"), bool(index.data(CHOSEN)), look.scaled(18)
        area = option.rect.adjusted(_left(index), 8, -GAP_TIGHT, 0)
        named = area.adjusted(0, 0, -look.scaled(_TICK), 0)
        if not line:
            area.setTop(option.rect.top() + (option.rect.height() - text_height(title, font, named.width())) // 2)
            named.setTop(area.top())
        if chosen:
            paint_sign(painter, QRectF(area.right() - side, area.top() + 2, side, side), "done", look)
        high = paint_text(painter, named, title, font, look.colour("ink"))
        paint_text(painter, area.adjusted(0, high, 0, 0), line, look.font("quiet"), look.colour("quiet"))
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints what shows where one is, what the pointer is over, and the rule beside the muscles."""
        look = theme.current()
        here = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver) or bool(index.data(GLANCED))
        painter.setPen(Qt.PenStyle.NoPen)
        if here or over:
            painter.setBrush(look.colour("accent_soft") if here else mixed(look.colour("surface"), look.colour("ink"), 0.06))
            painter.drawRoundedRect(QRectF(option.rect).adjusted(3, 2, -3, -2), RADIUS, RADIUS)
        if index.data(MUSCLE):
            left = option.rect.left() + _INSET + look.scaled(_INDENT) // 2 - 2
            painter.setPen(QPen(look.colour("accent"), 2))
            painter.drawLine(QPoint(left, option.rect.top() + 2), QPoint(left, option.rect.bottom() - 2))


def _left(index: _Index) -> int:
    """Returns where the text begins: further in for a muscle."""
    return _INSET + (theme.current().scaled(_INDENT) if index.data(MUSCLE) else 0)


@lru_cache(maxsize=4096)
def _height(texts: tuple[str, str], chosen: bool, room: int, look: Theme) -> int:
    """Returns how high a line stands, worked out once: a list asks for all of its lines whenever one changes."""
    title, line = texts
    high = text_height(title, look.font("strong" if chosen else "body"), room - look.scaled(_TICK))
    return max(look.target, high + text_height(line, look.font("quiet"), room) + 16)


def _texts(index: _Index) -> tuple[str, str]:
    """Returns the name and the quiet line: by what it was found, and side and tier of a region."""
    entry, muscle = index.data(ENTRY), index.data(MUSCLE)
    if muscle:
        return muscle.title, index.data(FOUND) or ""
    told = "  ·  ".join(part for part in (SIDE_WORDS[entry.side], entry.tier and f"{entry.tier} tier") if part)
    return entry.title, "\n".join(part for part in (index.data(FOUND), told) if part)
