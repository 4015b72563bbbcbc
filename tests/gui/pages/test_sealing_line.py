"""While a record is sealed the foot says how far it has come; stopping it loses nothing, and what waits is sealed later."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.progress import Progress
from needlesafe.flow.sealing import finish
from needlesafe.flow.steps import unsealed
from needlesafe.gui.visit_screen import VisitScreen
from tests.gui.pages.conftest import DeskOf, ScreenOf
from tests.helpers.visit_files import DELTOID, begun, complete


def sealing(screen: VisitScreen) -> None:
    """Presses the one button that seals the record."""
    screen.foot.next.click()
    assert screen.busy and screen.foot.back.isEnabled() and screen.foot.back.accessibleName() == "Stop"


def test_how_far_it_has_come_is_said_until_it_is_over(desk_of: DeskOf, screen_of: ScreenOf, catalogue: Catalogue,
                                                       qtbot: QtBot, settled: Callable[[], None]) -> None:
    screen = screen_of(desk_of(complete(begun(DELTOID), catalogue), "noted"), "note")
    sealing(screen)
    qtbot.waitUntil(lambda: "document 1 of 2" in screen.foot._missing.text() or not screen.busy, timeout=20000)
    settled()
    assert not screen.busy and not unsealed(screen.desk.visit)
    assert screen.foot.back.accessibleName() == "Back" and screen.foot.next.accessibleName() == "Close the visit"


def test_stopping_it_leaves_the_visit_open_and_the_rest_is_sealed_later(
        desk_of: DeskOf, screen_of: ScreenOf, catalogue: Catalogue, settled: Callable[[], None]) -> None:
    screen = screen_of(desk_of(complete(begun(DELTOID), catalogue), "noted"), "note")
    sealing(screen)
    screen.foot.back.click()
    settled()
    visit = screen.desk.visit
    assert visit.closed and unsealed(visit) and not screen.busy and screen.step == "note"
    assert screen.desk.workplace.store.visits_of(visit.patient_id)[0].state == "open"
    assert screen.foot.next.accessibleName() == "Seal the record" and screen.foot.back.isEnabled()
    sealing(screen)
    settled()
    assert not unsealed(screen.desk.visit)


def test_each_document_is_whole_or_not_there(desk_of: DeskOf, catalogue: Catalogue) -> None:
    class AfterTheFirst(Progress):
        def goes_on(self, done: int, total: int) -> bool:
            return super().goes_on(done, total) and done < 1

    desk = desk_of(complete(begun(DELTOID), catalogue), "noted")
    finish(desk, AfterTheFirst())
    assert [document.kind for document in desk.visit.documents] == ["consent", "record"] and unsealed(desk.visit) == ("aftercare",)
    finish(desk)
    assert [document.kind for document in desk.visit.documents] == ["consent", "record", "aftercare"]
