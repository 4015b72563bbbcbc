"""
*Look once more*: what was answered faster than anybody reads it, on one quiet page, once in a visit.

It is shown when a step is left and never while a needle is in; every other way, the emergency card among them, stays open.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from needlesafe.flow.habit import Item, Pace, show_again
from needlesafe.flow.views import needles_in
from needlesafe.gui.aside_page import AsidePage
from needlesafe.gui.item_words import answer_words, item_words, place_of
from needlesafe.gui.messages import tr
from needlesafe.gui.side_by_side import large_text, line_of
from needlesafe.gui.step_page import Screen
from needlesafe.gui.theme import GAP
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.words import Words

TITLE = "Look at these once more"
WHY = "They were answered very quickly. Each stands as it was answered; nothing was changed."


def looked_again(screen: Screen, pace: Pace, then: Callable[[], None]) -> bool:
    """Whether the page is due and opened now; `then` is what was asked for and follows upon it."""
    items = pace.due(screen.desk.visit)
    if not items or needles_in(screen.desk.standing) or not screen.act(lambda desk: show_again(desk, items)):
        return False
    screen.open_aside(ReviewPage(screen, items, then))
    return True


class ReviewPage(AsidePage):
    """What was answered in haste, each with its answer and the way to it."""

    def __init__(self, screen: Screen, items: Sequence[Item], then: Callable[[], None]) -> None:
        super().__init__(screen, tr(TITLE), tr(WHY))
        self._then = then
        self.card = Card()
        self.rows = [ReviewRow(screen, item) for item in items]
        for row in self.rows:
            self.card.body.addWidget(row)
        self.body.addWidget(self.card)

    def draw(self) -> None:
        """Shows the answers as they stand."""
        for row in self.rows:
            row.draw()

    def onward(self) -> tuple[str, bool]:
        """Goes on to what was asked for."""
        return tr("As I meant it"), True

    def go_on(self) -> None:
        """Leaves the page and does what was asked for before it."""
        self.go_back()
        self._then()


class ReviewRow(QWidget):
    """What was asked, what stands, and the way to answer it again."""

    def __init__(self, screen: Screen, item: Item) -> None:
        super().__init__()
        self._screen, self.item = screen, item
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        asked = item_words(item.kind, item.id, screen.desk.standing)
        self.answer, self.change = Words("", "strong"), Button(tr("Change"), "quiet")
        self.change.setAccessibleDescription(asked)
        self.change.clicked.connect(lambda: screen.lead_to(place_of(item.kind, item.id, screen.desk.standing)))
        line = line_of(GAP)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(Words(asked), 5)
        line.addWidget(self.answer, 1)
        line.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft if large_text() else Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(line)

    def draw(self) -> None:
        """Shows the answer as it stands."""
        item = self.item
        self.answer.say(answer_words(item.kind, item.id, self._screen.desk.standing) or tr("Taken back"))
