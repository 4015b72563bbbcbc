"""The pause while needles are in, as a screen of its own: what is said, and nothing else."""

from __future__ import annotations

from needlesafe.domain.pauses import INSIDE
from needlesafe.flow.pause_views import pause_view
from needlesafe.flow.pauses import tick_pause
from needlesafe.gui.aside_page import AsidePage
from needlesafe.gui.check_rows import CheckRows
from needlesafe.gui.messages import tr
from needlesafe.gui.side_by_side import aloud
from needlesafe.gui.step_page import Screen
from needlesafe.gui.widgets.card import Card


class PausePage(AsidePage):
    """Every tick is saved by itself; the way back is open at any time."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen, tr("Pause: needles are in"), tr("Say it aloud, together."))
        self.card = Card("")
        self.rows = CheckRows(screen.desk.workplace.catalogue, lambda item, answer: screen.act(
            lambda desk: tick_pause(desk, INSIDE, item, answer)), role=aloud())
        self.card.body.addWidget(self.rows)
        self.body.addWidget(self.card)

    def draw(self) -> None:
        """Shows what was said."""
        view = pause_view(INSIDE, self.screen.desk.standing)
        self.rows.show_items(list(view.items), view.answers or {})
        self.rows.setEnabled(not self.screen.desk.visit.closed)

    def missing(self) -> str:
        """How many are not said yet."""
        view = pause_view(INSIDE, self.screen.desk.standing)
        left = len(view.unsaid)
        return tr("{n} not said yet").format(n=left) if left else tr("Said at {time}").format(time=view.at)

    def onward(self) -> tuple[str, bool]:
        """Leads back to the needles."""
        return tr("Back to the needles"), True

    def go_on(self) -> None:
        """Leads back."""
        self.go_back()
