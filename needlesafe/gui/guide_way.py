"""F1: the guide, at the page of the screen that is shown, from wherever the keyboard is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from needlesafe.gui.guide_window import GuideWindow

HELP = QKeySequence(Qt.Key.Key_F1)
PAGE_OF = {
    "FirstStart": "first-start", "Unlock": "unlock", "DemoPage": "home", "Home": "home", "PatientPage": "patient",
    "EmergencyScreen": "emergency", "PapersPage": "papers", "PreviewPage": "papers", "StatementPage": "letters",
    "RefusalPage": "no", "ReviewPage": "review", "CheckPage": "check", "SealPage": "seal", "ProfilePage": "profile",
    "NewUserPage": "profile", "CorrectPage": "correct", "DuplicatesPage": "duplicates", "ImportPage": "import",
    "FiguresPage": "figures", "FollowUpPage": "follow-up", "PausePage": "pause", "NeedlesPage": "needles", "LeavingPage": "leaving",
    "PatientTurn": "turn", "Veil": "lock", "AboutPage": "about", "AdoptionPage": "adoption", "PaperPage": "paper-form"}
"""The page of the guide for each screen, by the name of its class; a step's page is called as the step."""


class Shown(Protocol):
    """A window, as far as the guide asks it."""

    page: QWidget
    """What is on the screen."""
    door: Any
    """The way to its emergency card."""


class GuideWay(QObject):
    """One window with the guide, opened when it is first asked for."""

    def __init__(self, window: QWidget, shown: Shown) -> None:
        super().__init__(window)
        self._window, self._shown = window, shown
        self.guide: GuideWindow | None = None
        key = QShortcut(HELP, window)
        key.setContext(Qt.ShortcutContext.ApplicationShortcut)
        key.activated.connect(self.open)

    def open(self) -> None:
        """Shows the guide at the page of the screen; the screen stays as it is."""
        from needlesafe.gui.guide_window import GuideWindow

        if self.guide is None:
            self.guide = GuideWindow(self._window)
        self.guide.open_page(page_of(self._shown.page, self._shown.door.emergency))
        self.guide.show()
        self.guide.raise_()
        self.guide.activateWindow()


def page_of(screen: QWidget, card: QWidget | None = None) -> str:
    """The page of the guide for what is on the screen, the emergency card above all; home where the guide knows no other."""
    cards = (card, getattr(screen, "emergency", None))
    if any(one is not None and one.isVisible() for one in cards):
        return PAGE_OF["EmergencyScreen"]
    covers = getattr(screen, "covers", None)
    shown = (covers.top if covers is not None else None) or getattr(screen, "aside", None) or screen
    named = next((PAGE_OF[kind.__name__] for kind in type(shown).__mro__ if kind.__name__ in PAGE_OF), "")
    return named or getattr(shown, "step", "") or "home"
