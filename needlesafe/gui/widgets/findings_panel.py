"""
Everything that was raised, gravest first, always in view.

Why it folds and never goes: where the window is narrow, signs with counts stay, and one tap brings the list back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from needlesafe.gui import theme
from needlesafe.gui.theme import GAP_TIGHT, LOOKS, PANEL, RADIUS
from needlesafe.gui.widgets.button import enter_presses
from needlesafe.gui.widgets.column import Cue
from needlesafe.gui.widgets.finding_card import FindingCard, FindingView
from needlesafe.gui.widgets.signs import SIGN, paint_chevron, paint_sign
from needlesafe.gui.widgets.spoken import announce
from needlesafe.gui.widgets.words import Words, text_width

__all__ = ["FindingCard", "FindingsPanel"]
_WIDER, _ENDLESS = 90, 16777215
_BEFORE = "What the answers and the plan raise stands here, gravest first."
_AFTER = "Nothing is raised. This says nothing of what is not listed."


class FindingsPanel(QWidget):
    """The raised findings in the order in which they are given."""

    finding_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._views: list[FindingView] = []
        self._narrow = self._wide = False
        self._title = Words(self.tr("Raised"), "section")
        self._empty = Words(self.tr(_BEFORE), "quiet")
        self.strip = _Strip()
        self.strip.clicked.connect(self._unfold)
        holder = QWidget()
        self._cards = QVBoxLayout(holder)
        self._cards.setContentsMargins(6, 6, 6, 6)
        self._cards.setSpacing(10)
        self._cards.addWidget(self._empty)
        self._cards.addStretch(1)
        self._list = QScrollArea()
        self._list.setWidget(holder)
        self._list.setWidgetResizable(True)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        Cue("page", self._list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_TIGHT)
        for part in (self._title, self.strip, self._list):
            column.addWidget(part)
        self._title.setContentsMargins(6, 0, 0, 0)
        self.set_findings(())
        self.set_narrow(False)

    def set_findings(self, cards: Sequence[FindingCard]) -> None:
        """Shows the findings; those that stay keep their place, open ones stay open."""
        if self._views and [view.card for view in self._views] == list(cards):
            return
        old = {view.card.id: view for view in self._views}
        known = set(old)
        opened = {view.card.id for view in self._views if view.is_open()}
        focused = next((view.card.id for view in self._views if view.head.hasFocus()), None)
        views = []
        for place, card in enumerate(cards):
            view = old.pop(card.id) if card.id in old and old[card.id].card == card else self._new_view(card, opened)
            self._cards.insertWidget(place, view)
            view.show()
            views.append(view)
            if card.id == focused:
                view.head.setFocus()
        for view in old.values():
            view.hide()
            view.deleteLater()
        self._views = views
        self._empty.setVisible(not cards)
        self.strip.show_counts(cards)
        self._name(cards)
        stops = [card.title for card in cards if card.action == "stop" and not card.cleared and card.id not in known]
        announce(self, ". ".join(f"{theme.action_words('stop')}: {title}" for title in stops))

    def show_asked(self, all_asked: bool) -> None:
        """Says, where nothing is raised, whether everything that may raise something is answered and planned."""
        words = self.tr(_AFTER if all_asked else _BEFORE)
        if words != self._empty.text():
            self._empty.say(words)
            self._name([view.card for view in self._views])

    def set_narrow(self, narrow: bool) -> None:
        """Folds to a strip with counts, or stands as a column of 300 pixels."""
        self._narrow = narrow
        self._take_width()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum if narrow else QSizePolicy.Policy.Expanding)
        self._title.setVisible(not narrow)
        self.strip.setVisible(narrow)
        self.strip.show_open(False)
        self._list.setVisible(not narrow)
        self._list.setMinimumHeight(0)

    def set_wide(self, wide: bool) -> None:
        """Takes more width where the window has it to spare."""
        self._wide = wide
        self._take_width()

    def view_of(self, finding_id: str) -> FindingView:
        """Returns the view of one finding."""
        return next(view for view in self._views if view.card.id == finding_id)

    def _take_width(self) -> None:
        wide = round(PANEL + 12 + (theme.current().scale - 1) * 80 + (_WIDER if self._wide else 0))
        self.setMinimumWidth(0 if self._narrow else wide)
        self.setMaximumWidth(_ENDLESS if self._narrow else wide)

    def _new_view(self, card: FindingCard, opened: set[str]) -> FindingView:
        """Returns a view for the card, open where it was open before."""
        view = FindingView(card)
        view.open(card.id in opened)
        view.opened.connect(self.finding_chosen)
        return view

    def _unfold(self) -> None:
        """Shows the list beneath the strip, or hides it."""
        wanted = not self._list.isVisibleTo(self)
        self._list.setVisible(wanted)
        self._list.setMinimumHeight(min(360, self.window().height() // 2) if wanted else 0)
        self.strip.show_open(wanted)

    def _name(self, cards: Sequence[FindingCard]) -> None:
        """Tells a screen reader how many findings there are."""
        self.setAccessibleName(self.tr("Raised"))
        self.setAccessibleDescription(_spoken(cards) or self._empty.text())


class _Strip(QAbstractButton):
    """The findings as signs with counts, on one line."""

    def __init__(self) -> None:
        super().__init__()
        self._counts: tuple[tuple[str, int], ...] = ()
        self._open = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_counts(self, cards: Sequence[FindingCard]) -> None:
        """Shows how many of each action are open, in the order of the list."""
        self._counts = tuple(Counter("done" if card.cleared else card.action for card in cards).items())
        self.setText(self.tr("Raised"))
        self.setAccessibleName(self.tr("Raised: {counts}").format(counts=_spoken(cards) or self.tr("nothing")))
        self.setToolTip(_spoken(cards))
        self.update()

    def show_open(self, wanted: bool) -> None:
        """Turns the arrow head."""
        self._open = wanted
        self.setAccessibleDescription(self.tr("The list is open.") if wanted else self.tr("Press to see the list."))
        self.update()

    def sizeHint(self) -> QSize:
        """Returns one line high enough for a finger."""
        return QSize(theme.current().scaled(280), theme.current().target)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter unfolds like Space."""
        if not enter_presses(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the word, the signs with their counts and the arrow head."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("edge" if self.underMouse() else "line"), 1))
        painter.setBrush(look.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        middle, x = self.height() / 2, 14.0
        x = self._write(painter, x, self.tr("Raised"), "strong", "ink") + look.scaled(16)
        side = look.scaled(SIGN - 4)
        for action, count in self._counts:
            paint_sign(painter, QRectF(x, middle - side / 2, side, side), action, look)
            x = self._write(painter, x + side + look.scaled(6), str(count), "strong", LOOKS[action].colour) + look.scaled(18)
        if not self._counts:
            self._write(painter, x, self.tr("nothing"), "quiet", "quiet")
        arrow = look.scaled(20)
        paint_chevron(painter, QRectF(self.width() - arrow - 12, middle - arrow / 2, arrow, arrow), self._open, look.colour("quiet"))
        painter.end()

    def _write(self, painter: QPainter, x: float, text: str, role: str, tone: str) -> float:
        """Writes on the middle line and returns where the text ends."""
        look = theme.current()
        painter.setFont(look.font(role))
        painter.setPen(look.colour(tone))
        width = text_width(text, look.font(role))
        painter.drawText(QRectF(x, 0, width + 4, self.height()), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        return x + width


def _spoken(cards: Sequence[FindingCard]) -> str:
    """Returns the counts in words."""
    counts = Counter("done" if card.cleared else card.action for card in cards)
    return ", ".join(f"{count} {theme.action_words(action)}" for action, count in counts.items())
