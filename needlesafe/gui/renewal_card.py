"""Why this consent is new, where more has changed than the day."""

from __future__ import annotations

from needlesafe.domain.doubt import mark_of
from needlesafe.domain.renewal import reasons
from needlesafe.domain.wording import Renewal
from needlesafe.flow.gates import Standing
from needlesafe.gui.messages import tr
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.words import Words


class RenewalCard(Card):
    """A short list; nothing is to be done with it."""

    def __init__(self) -> None:
        super().__init__(tr("Why this consent is new"))
        self.said = Words()
        self.body.addWidget(self.said)
        self.hide()

    def show_reasons(self, standing: Standing) -> None:
        """Shows the reasons that hold; nothing where there is none."""
        found = reasons(standing.visit, standing.catalogue)
        self.said.say("\n".join(f"•  {_marked(reason)}" for reason in found))
        self.setVisible(bool(found))


def _marked(reason: Renewal) -> str:
    """The reason with its mark, where that does not stand in it already."""
    mark = mark_of(reason.status)
    return reason.text if mark in reason.text else f"{reason.text}\u00a0{mark}"
