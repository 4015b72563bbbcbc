"""A visit on a real screen that is handed over, and hands that go through the patient's pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from needlesafe.domain.catalogue import Catalogue
from needlesafe.gui.patient.turn import PatientTurn
from needlesafe.gui.visit_screen import VisitScreen
from tests.gui.pages.conftest import desk_of, read_only, screen_of, settle, settled, workplace
from tests.helpers.visit_files import UPPER_TRAPEZIUS, Raw, begun, complete
from tests.helpers.workplaces import PASSPHRASE

__all__ = ["desk_of", "read_only", "screen_of", "settled", "workplace"]
MOST_PRESSES = 200


@pytest.fixture
def whole(catalogue: Catalogue) -> Raw:
    """The file of a whole visit at the top of the shoulder."""
    return complete(begun(UPPER_TRAPEZIUS), catalogue)


@pytest.fixture
def open_again(qtbot: QtBot) -> Callable[[VisitScreen], None]:
    """Returns a function that types the passphrase of the practitioner."""
    def open_visit(screen: VisitScreen) -> None:
        if screen.covers.turn is not None and not hasattr(screen.covers.turn.page, "card"):
            screen.covers.turn.ask.click()
        card = screen.covers.veil.card if screen.covers.veil else screen.covers.turn.page.card
        card.passphrase.edit.setText(PASSPHRASE)
        card.open.click()
        settle(qtbot)

    return open_visit


def name_oneself(turn: PatientTurn, name: str = "Aoife Byrne") -> None:
    """Types a name on the first page and goes on."""
    turn.page.name.edit.setText(name)
    turn.foot.next.click()


def walk_to(turn: PatientTurn, page: type[QWidget], qtbot: QtBot) -> None:
    """Presses the primary button until a page of that kind is shown, at most so often."""
    settle(qtbot)
    for _ in range(MOST_PRESSES):
        if type(turn.page) is page:
            return
        assert turn.foot.next.isVisible() and turn.foot.next.isEnabled(), type(turn.page).__name__
        turn.foot.next.click()
        settle(qtbot)
    raise AssertionError(f"{page.__name__} was not reached from {type(turn.page).__name__}")


def words_of(widget: QWidget) -> str:
    """Every word that is seen in a widget."""
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def kinds_of(screen: VisitScreen) -> list[str]:
    """The types of the visit's events, in order."""
    return [event.type for event in screen.desk.workplace.store.events(screen.desk.visit_id)]
