"""
The way to the emergency card from every page of the window that is no visit.

A page that has no *Emergency F9* of its own gets a strip with it, so that no page can be without. The card itself is made
when it is first asked for: before that, nothing of it is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from needlesafe.errors import UserError
from needlesafe.gui.dialogs_aside import DialogsAside
from needlesafe.gui.widgets.emergency_button import EmergencyButton, EmergencyStrip

if TYPE_CHECKING:
    from needlesafe.gui.emergency import EmergencyScreen
    from needlesafe.gui.emergency_ground import Episode
    from needlesafe.gui.preparation import Preparation, Start

_SECOND = 1000


class Pages(Protocol):
    """What the door asks of its window."""

    pages: QStackedWidget
    workplace: Any
    """None before anybody signed in."""
    home: Any
    """None before anybody signed in."""
    start: Start
    preparation: Preparation

    @property
    def page(self) -> QWidget:
        """What is on screen."""


class WindowDoor(QObject):
    """Two layers: the pages with their strip, and the card."""

    def __init__(self, window: Pages) -> None:
        super().__init__(window)
        self._window, self._aside = window, DialogsAside()
        self._held: QWidget | None = None
        self.emergency: EmergencyScreen | None = None
        self.layers, self.strip, frame = QStackedWidget(), EmergencyStrip(), QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(window.pages, 1)
        self.layers.addWidget(frame)
        window.pages.currentChanged.connect(self._place_strip)

    def open(self) -> None:
        """Shows the card above the page; dialogs are put aside, and what has the keyboard is remembered."""
        if self.emergency is not None and self.layers.currentWidget() is self.emergency:
            return
        try:
            card = self._card()
        except UserError as error:
            self._window.page.tell(error)
            return
        self._held = QApplication.focusWidget()
        self._aside.put(self._window)
        self.layers.setCurrentWidget(card)
        card.open()
        card.tick()

    def waits(self, visit: Any) -> bool:
        """Whether something told of an emergency is not saved, after one more try; what stands in a field counts as told."""
        cards = [card for card in (self.emergency, visit.emergency if visit is not None else None) if card is not None]
        for card in cards:
            card.keep_typed()
            card.save()
        return any(card.waits for card in cards)

    def hand_on(self) -> list[Episode]:
        """The emergency that is still open here, and what is not saved yet, for the visit that is opened now."""
        return self.emergency.hand_on() if self.emergency is not None else []

    def receive(self, episodes: list[Episode]) -> None:
        """Goes on with the emergency of a visit that is left."""
        if episodes:
            self._card().receive(episodes)

    def _card(self) -> EmergencyScreen:
        """The card of this window. BadInput where the content cannot be read."""
        if self.emergency is None:
            from needlesafe.gui.emergency import EmergencyScreen
            from needlesafe.gui.emergency_ground import LooseGround

            window = self._window
            window.preparation.catalogue()  # what it refuses is raised before any widget is made
            ground = LooseGround(window.preparation.catalogue, self._place, lambda: window.workplace)
            self.emergency = EmergencyScreen(ground)
            self.emergency.closed.connect(self._close)
            self.layers.addWidget(self.emergency)
            second = QTimer(self, interval=_SECOND)
            second.timeout.connect(self.emergency.tick)
            second.start()
        return self.emergency

    def _place(self) -> str:
        """The jurisdiction: of the clinic, else what the locked store or the form of the first start says."""
        from needlesafe.store import place_of

        if self._window.workplace is not None:
            return self._window.workplace.store.clinic().jurisdiction
        chosen = getattr(self._window.page, "jurisdiction", None)
        return str(chosen.value() or "") if chosen is not None else place_of(self._window.start.folder)

    def _close(self) -> None:
        """Shows the page again as it was, with its dialogs and the keyboard where it was."""
        self.layers.setCurrentIndex(0)
        self._aside.bring_back()
        if self._window.page is self._window.home:
            self._window.home.refresh()
        held, self._held = self._held, None
        if held is not None and isValid(held) and held.isVisible() and held.isEnabled():
            held.setFocus()

    def _place_strip(self) -> None:
        page = self._window.page
        self.strip.setVisible(page is not None and page.findChild(EmergencyButton) is None)
