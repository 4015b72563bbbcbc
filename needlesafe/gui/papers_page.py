"""The papers of a visit on a page of their own, reachable from every step, with what can be written besides."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from needlesafe.flow.sealing import seal_large_print
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.gui.aside_page import AsidePage
from needlesafe.gui.messages import tr
from needlesafe.gui.papers_card import PapersCard
from needlesafe.gui.preview_page import open_aftercare, open_proof_sheet, open_record
from needlesafe.gui.statement_forms import amendment_page, askable, hand_over_page, incident_page, referral_page
from needlesafe.gui.step_page import Screen
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.words import Words
from needlesafe.gui.widgets.wrap_layout import WrapLayout

WAYS = ("record", "aftercare", "aftercare-large", "referral", "hand-over", "incident", "amendment", "proof-sheet")
"""What can be made from here, in its order."""
AFTER = ("amendment", "incident", "hand-over", "proof-sheet")
"""What can be made once the visit is over."""
_WORDS = {"record": "The record as it stands", "aftercare": "Aftercare sheet", "aftercare-large": "Aftercare, large print", "referral": "Referral letter …",
          "hand-over": "Emergency letter …", "incident": "Incident report …", "amendment": "Amend this visit …",
          "proof-sheet": "How others check a sealed file"}


class PapersPage(AsidePage):
    """What is sealed, and what else can be written."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen, tr("Papers"), tr("Everything that goes to paper, made from what is recorded."))
        self.papers, self.ways = papers_card(screen), WaysCard(screen)
        for card in (self.papers, self.ways):
            self.body.addWidget(card)

    def draw(self) -> None:
        """Shows what is sealed and what can be made now."""
        self.papers.draw()
        self.ways.draw()

    def onward(self) -> tuple[str, bool]:
        """Leads back."""
        return tr("Back to the visit"), True

    def go_on(self) -> None:
        """Leads back."""
        self.go_back()


class WaysCard(Card):
    """A button for everything that can be made of this visit now; what cannot be made is not shown."""

    def __init__(self, screen: Screen, *shown: str) -> None:
        super().__init__(tr("Write or print besides"))
        self._screen = screen
        self.buttons: dict[str, Button] = {}
        self._reported = Words(tr("The incident is reported. What came later is an amendment."), "quiet")
        self._late, line = Words("", "quiet"), WrapLayout()
        for name in shown or WAYS:
            self.buttons[name] = Button(tr(_WORDS[name]))
            self.buttons[name].clicked.connect(lambda _=False, name=name: open_paper(screen, name))
            line.addWidget(self.buttons[name])
        self.body.addLayout(line)
        self.body.addWidget(self._reported)
        self.body.addWidget(self._late)

    def draw(self) -> None:
        """Shows what can be made now."""
        desk = self._screen.desk
        possible = possible_ways(desk)
        for name, button in self.buttons.items():
            button.setVisible(possible.get(name, True))
        self._reported.setVisible("incident" in self.buttons and desk.visit.incident is not None)
        events = desk.workplace.catalogue.events
        late = "; ".join(f"{events[one.id].title if one.id in events else one.id}, {one.at.replace('T', ', ')}" for one in desk.visit.afterwards)
        self._late.say(tr("Recorded after the record was sealed: {what}. It goes into the incident report and the emergency letter.")
                       .format(what=late))
        self._late.setVisible(bool(late))


def possible_ways(desk: VisitDesk) -> dict[str, bool]:
    """Which papers can be made of a visit now; what is not named here always can."""
    possible = {name: not desk.lacks(gate) for name, gate in (("incident", "report"), ("amendment", "amend"), ("referral", "refer"))}
    possible["referral"] = possible["referral"] and bool(askable(desk.standing))
    possible["record"] = desk.visit.consent.decision == "given" and not desk.visit.closed
    return possible | {name: bool(desk.visit.sites) and not desk.visit.closed for name in ("aftercare", "aftercare-large")}


def papers_card(screen: Screen) -> PapersCard:
    """The list of the sealed papers, on a page of the visit."""
    return PapersCard(screen, lambda: screen.seal(tr("Sealing the large print"), lambda: seal_large_print(screen.desk), lambda _: None))


def reading_ways(screen: Screen) -> QWidget:
    """What is read before the end, side by side: the sheet that is taken home, plain and in large print, and the record."""
    held = QWidget()
    line = WrapLayout(held)
    for name in ("aftercare", "aftercare-large", "record"):
        button = Button(tr(_WORDS[name]))
        button.clicked.connect(lambda _=False, name=name: open_paper(screen, name))
        line.addWidget(button)
    return held


def open_paper(screen: Screen, name: str) -> None:
    """Opens the page on which a paper is made."""
    if name in _PAGES:
        screen.open_aside(_PAGES[name](screen))
    elif name in _READ:
        _READ[name](screen)
    else:
        open_aftercare(screen, name == "aftercare-large")


_READ: dict[str, Callable[[Screen], AsidePage]] = {"proof-sheet": open_proof_sheet, "record": open_record}
_PAGES: dict[str, Callable[[Screen], AsidePage]] = {
    "referral": referral_page, "hand-over": hand_over_page, "incident": incident_page, "amendment": amendment_page}
