"""
One cause: its sign, its gravest action word, what it is and why, and on a tap everything behind it.

Why rule, source and status open in place: a practitioner judges a warning by where it comes from, without leaving the step.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from needlesafe.gui import theme
from needlesafe.gui.theme import GAP_TIGHT, LOOKS, RADIUS_CARD, Theme, mixed
from needlesafe.gui.widgets.button import enter_presses
from needlesafe.gui.widgets.quiet_fold import QuietFold
from needlesafe.gui.widgets.signs import SIGN, paint_chevron, paint_sign
from needlesafe.gui.widgets.words import Words, paint_text, text_height

_LEFT, _EDGE = 52, 14


@dataclass(frozen=True, slots=True)
class FindingCard:
    """One finding as the panel shows it."""

    id: str
    """The finding's id, sent back when it is opened."""
    action: str
    """`stop`, `ultrasound-or-stop`, `clearance`, `modify` or `precaution`."""
    title: str
    """What it is, in a sentence."""
    why: str = ""
    """The very answer or fact that raised it."""
    detail: str = ""
    """What stands behind it, such as the ids of its rules."""
    status: str = ""
    """How well it is founded, in words."""
    mark: str = ""
    """The mark of what is in doubt, behind the title."""
    sources: tuple[str, ...] = ()
    """The sources, each as it is cited."""
    cleared: bool = False
    """Whether a clearance or what was asked for is recorded, so that it holds nothing up."""
    text: str = ""
    """What the rule says in full."""
    ways: tuple[str, ...] = ()
    """The ways forward, each a sentence."""
    parts: tuple[FindingCard, ...] = ()
    """What else the same cause raises, at other sites or more mildly."""
    differing: tuple[tuple[str, str], ...] = ()
    """Where sources differ about it: a line, and what stands behind it."""

    @property
    def name(self) -> str:
        """The title with its mark."""
        return f"{self.title}\u00a0{self.mark}" if self.mark else self.title


class FindingView(QWidget):
    """A finding that opens and closes on a tap."""

    opened = Signal(str)

    def __init__(self, card: FindingCard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = card
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = _Head(card)
        self.head.clicked.connect(self._turn)
        column.addWidget(self.head)
        self._behind: QWidget | None = None

    def is_open(self) -> bool:
        """Returns whether what is behind the finding is shown."""
        return self._behind is not None

    def open(self, wanted: bool = True) -> None:
        """Shows what is behind the finding, or hides it."""
        if wanted == self.is_open():
            return
        if wanted:
            self._behind = _behind(self.card)
            self.layout().addWidget(self._behind)
            self._behind.show()
        else:
            self._behind.hide()
            self._behind.deleteLater()
            self._behind = None
        self.head.show_open(wanted)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the soft ground of the action."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        ground = look.colour(f"{_colour(self.card)}_soft")
        painter.setBrush(mixed(ground, look.colour("ink"), 0.05) if self.head.underMouse() else ground)
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS_CARD, RADIUS_CARD)
        painter.end()

    def _turn(self) -> None:
        """Opens or closes; says so when it opened."""
        self.open(not self.is_open())
        if self.is_open():
            self.opened.emit(self.card.id)


class _Head(QAbstractButton):
    """What is always seen of a finding."""

    def __init__(self, card: FindingCard) -> None:
        super().__init__()
        self._card, self._open = card, False
        self._heights: dict[tuple[int, Theme], int] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setText(card.title.replace("&", "&&"))
        self.setAccessibleName(f"{_words(card)}: {card.title}")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_open(False)

    def show_open(self, wanted: bool) -> None:
        """Turns the arrow head."""
        self._open = wanted
        state = self.tr("open") if wanted else self.tr("closed, press for rule, source and ways forward")
        self.setAccessibleDescription(f"{self._card.why} ({state})" if self._card.why else state)
        self.update()

    def sizeHint(self) -> QSize:
        """Returns a width to start from and one line; the height follows the width that is given."""
        return QSize(theme.PANEL, theme.current().target)

    def minimumSizeHint(self) -> QSize:
        """Returns that it may be narrower, never lower than a finger."""
        look = theme.current()
        return QSize(look.scaled(160), look.target)

    def heightForWidth(self, width: int) -> int:
        """Returns the height of all its text at that width, worked out once: a layout asks for it dozens of times."""
        place = width, theme.current()
        if place not in self._heights:
            high = sum(text_height(text, font, self._room(width)) for text, font, _ in self._lines())
            self._heights[place] = max(theme.current().target, high + 28)
        return self._heights[place]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens it like Space."""
        if not enter_presses(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints sign, words and arrow head."""
        look = theme.current()
        painter = QPainter(self)
        side = look.scaled(SIGN)
        paint_sign(painter, QRectF(_EDGE, 13, side, side), "done" if self._card.cleared else self._card.action, look)
        area = QRect(self._left(), 12, self._room(self.width()), self.height())
        for text, font, role in self._lines():
            area.setTop(area.top() + paint_text(painter, area, text, font, look.colour(role)))
        arrow = look.scaled(18)
        paint_chevron(painter, QRectF(self.width() - arrow - 10, 14, arrow, arrow), self._open, look.colour("quiet"))
        painter.end()

    def _lines(self) -> tuple:
        """Returns each line with its face and the role of its colour."""
        look = theme.current()
        return ((_words(self._card), look.font("action"), _colour(self._card)),
                (self._card.name, look.font("body"), "ink"), (self._card.why, look.font("quiet"), "quiet"))

    def _left(self) -> int:
        """Returns where the text begins."""
        return theme.current().scaled(SIGN) + _EDGE + 12

    def _room(self, width: int) -> int:
        """Returns how wide the text may be."""
        return width - self._left() - theme.current().scaled(18) - 16


def _colour(card: FindingCard) -> str:
    """Returns the role of the card's colour."""
    return "done" if card.cleared else LOOKS[card.action].colour


def _words(card: FindingCard) -> str:
    """Returns the action word, and that it is dealt with where it is."""
    words = theme.action_words(card.action)
    return f"{words} · {theme.action_words('done').lower()}" if card.cleared else words


def _behind(card: FindingCard) -> QWidget:
    """Returns rule, ways forward, status and sources, one under the other."""
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(_EDGE + 2, 0, _EDGE, 14)
    column.setSpacing(6)
    for finding in (card, *card.parts):
        if finding is not card:
            column.addSpacing(GAP_TIGHT)
            column.addWidget(Words(f"{_words(finding)}: {finding.name}", "strong"))
        for line in _lines_of(finding):
            column.addWidget(line.let_select())
    for line, behind in dict.fromkeys(pair for finding in (card, *card.parts) for pair in finding.differing):
        column.addWidget(QuietFold(line, behind))
    return part


def _lines_of(card: FindingCard) -> list[Words]:
    """Returns what a finding says: its rule, the ways forward, then quietly how it is founded."""
    said = [card.text, *(f"–  {way}" for way in card.ways)]
    return [*(Words(line) for line in said if line),
            *(Words(line, "quiet") for line in (card.status, *card.sources, card.detail) if line)]
