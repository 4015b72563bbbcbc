"""
The emergency card is one action away from every screen and every dialog, by key and by button, and nothing typed is lost.

The screens come from the program's own tables and the dialogs from its classes, so that a new one cannot be forgotten.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QFileDialog, QLineEdit, QMainWindow, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

import needlesafe.gui
from needlesafe.domain.catalogue import Catalogue
from needlesafe.errors import BadInput, Fault
from needlesafe.flow.walk import start_from
from needlesafe.gui import papers_page
from needlesafe.gui import window as window_module
from needlesafe.gui.fault_dialog import FaultDialog, FaultReport
from needlesafe.gui.file_dialogs import ask_file, ask_folder
from needlesafe.gui.guide_window import GuideWindow
from needlesafe.gui.home import WAYS
from needlesafe.gui.pages import PAGES as STEP_PAGES
from needlesafe.gui.papers_page import PapersPage, open_paper
from needlesafe.gui.pdf_window import PdfWindow
from needlesafe.gui.preparation import Start
from needlesafe.gui.print_dialog import PrintDialog
from needlesafe.gui.refusal_page import RefusalPage
from needlesafe.gui.tasks import running
from needlesafe.gui.widgets.emergency_button import EmergencyButton
from needlesafe.gui.window import Window
from tests.gui.conftest import Opened
from tests.helpers.visit_files import UPPER_TRAPEZIUS, as_visit, begun, complete
from tests.helpers.visit_walk import record_up_to
from tests.helpers.workplaces import AOIFE, new_workplace

GUI = Path(needlesafe.gui.__file__).parent
EDITS = (QLineEdit, QPlainTextEdit)
PDF = (Path(__file__).parents[1] / "old" / "seal-1.pdf").read_bytes()

DIALOGS: dict[type[QDialog], Callable[[QWidget], QDialog]] = {
    PdfWindow: lambda place: PdfWindow("Consent", PDF, place.window()),
    FaultDialog: lambda place: FaultDialog(FaultReport("ValueError", "needlesafe.gui.home:1 draw", "read-back", "log"), place.window()),
    PrintDialog: lambda place: PrintDialog(place.window(), lambda printer: None),
    GuideWindow: lambda place: GuideWindow(place.window()),
}
"""Every dialog class of ours, with what makes one on a page."""

ASKED: dict[str, Callable[[QWidget], QFileDialog]] = {
    "folder": lambda place: ask_folder(place, "Save it in", lambda path: None),
    "file": lambda place: ask_file(place, "Choose a file", "PDF files (*.pdf)", lambda path: None)}
"""Qt's own dialogs, as ours open them."""


@pytest.fixture
def folder(tmp_path: Path, catalogue: Catalogue) -> Path:
    """A store with one patient."""
    place = new_workplace(tmp_path / "store", catalogue)
    place.store.keep_patient("p1", AOIFE)
    place.store.close()
    return tmp_path / "store"


@pytest.fixture
def window(home_on: Opened, folder: Path) -> Window:
    """The window at home."""
    return home_on(folder)


@pytest.fixture
def visiting(window: Window, catalogue: Catalogue, qtbot: QtBot) -> Callable[[str], Window]:
    """Returns a function that opens a visit that is recorded as far as a stage."""
    def open_visit(stage: str) -> Window:
        told = as_visit(complete(begun(UPPER_TRAPEZIUS), catalogue), catalogue)
        desk = start_from(told, window.workplace)
        record_up_to(desk, told, stage)
        window.open_visit(desk)
        settle(qtbot)
        return window

    return open_visit
PARTS = 40
"""So many turns of the loop, in which the parts of a page that are made one after the other stand."""


def settle(qtbot: QtBot) -> None:
    """Waits until no task is at work and everything is drawn."""
    qtbot.waitUntil(lambda: not running(), timeout=20000)
    for _ in range(3):
        QApplication.processEvents()


def card_of(window: Window) -> QWidget:
    """The emergency card that is on the screen."""
    cards = [window.door.emergency, window.visit.emergency if window.visit is not None else None]
    shown = [card for card in cards if card is not None and card.isVisible()]
    assert len(shown) == 1, "the emergency card is not shown"
    return shown[0]


def texts_in(place: QWidget) -> list[str]:
    """What stands in every field."""
    return [edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText() for edit in place.findChildren(QWidget)
            if isinstance(edit, EDITS)]


def half_typed(place: QWidget, qtbot: QtBot) -> QWidget | None:
    """The first field, after some letters were typed into it; None where there is none."""
    fields = [edit for edit in place.findChildren(QWidget) if isinstance(edit, EDITS) and edit.isVisible() and edit.isEnabled()
              and not edit.isReadOnly() and not isinstance(edit.parentWidget(), QComboBox) and edit.focusPolicy()]
    if not fields:
        return None
    fields[0].setFocus()
    qtbot.keyClicks(fields[0], "half 7")
    return fields[0]


def reaches_by_key_and_button(window: Window, place: QWidget, qtbot: QtBot) -> None:
    """F9 and the button each lead to the card, and back to the place as it was."""
    top = place.window()
    qtbot.waitUntil(top.isActiveWindow, timeout=5000)
    for _ in range(PARTS):
        QApplication.processEvents()
    typed = half_typed(place, qtbot)
    held, texts = QApplication.focusWidget(), texts_in(place)
    shown = [button for button in top.findChildren(EmergencyButton) if button.isVisible() and button.window() is top]
    assert len(shown) == 1, f"{len(shown)} buttons on {type(place).__name__}"
    assert top.rect().contains(shown[0].mapTo(top, QPoint())) and shown[0].height() >= 44
    for act in (lambda: qtbot.keyClick(held or top, Qt.Key.Key_F9),
                lambda: qtbot.mouseClick(shown[0], Qt.MouseButton.LeftButton)):
        act()
        card = card_of(window)
        assert not place.isVisible()
        card.choice.back.click()
        settle(qtbot)
        assert place.isVisible() and not card.isVisible()
        assert texts_in(place) == texts
        if typed is not None:
            qtbot.waitUntil(top.isActiveWindow, timeout=5000)
            assert QApplication.focusWidget() is held


def needs_subject(name: str) -> bool:
    """Whether a page is of a patient."""
    module, made = window_module.PAGES[name]
    parameters = inspect.signature(getattr(importlib.import_module(f"needlesafe.gui.{module}"), made)).parameters.values()
    needed = [one for one in parameters if one.default is inspect.Parameter.empty and one.name not in ("args", "kwargs")]
    return len(needed) > 1


def gui_classes() -> Iterator[type]:
    """Every class that a module of the room makes."""
    for module in pkgutil.walk_packages([str(GUI)], "needlesafe.gui."):
        for _, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if kind.__module__.startswith("needlesafe"):
                yield kind


def test_every_dialog_of_the_program_is_crawled() -> None:
    assert {kind for kind in gui_classes() if issubclass(kind, QDialog)} == set(DIALOGS)
    assert {kind for kind in gui_classes() if issubclass(kind, QMainWindow)} == {Window}


def test_nothing_is_asked_in_a_dialog_that_keeps_the_key_to_itself() -> None:
    kept = {"QMessageBox", "QInputDialog", "QColorDialog", "QFontDialog", "QPrintDialog", "QPrintPreviewDialog",
            "QProgressDialog", "QErrorMessage", "QWizard", "QPageSetupDialog"}
    for path in GUI.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        named = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        called = {node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)}
        assert not named & kept, path.name
        assert not called & {"exec", "exec_"}, path.name
        assert "QFileDialog" not in named or path.name == "file_dialogs.py", path.name


def test_the_way_home_knows_no_page_that_is_not_crawled() -> None:
    assert set(WAYS) - {"guide"} <= set(window_module.PAGES), "the guide is a dialog"


def test_it_is_reached_from_the_first_start(window_on: Opened, tmp_path: Path, qtbot: QtBot) -> None:
    window = window_on(tmp_path / "none")
    for _ in range(2):
        reaches_by_key_and_button(window, window.page, qtbot)
        window.page._open(1)


def test_it_is_reached_while_the_records_are_locked(window_on: Opened, folder: Path, qtbot: QtBot) -> None:
    window = window_on(folder)
    reaches_by_key_and_button(window, window.page, qtbot)
    assert window.page.passphrase.edit.text() == "half 7"
    window.open_emergency()
    assert "112 or 999" in window.door.emergency.choice._call.text(), "the locked store does not say where it is"


def test_it_is_reached_from_home(window: Window, qtbot: QtBot) -> None:
    reaches_by_key_and_button(window, window.home, qtbot)


@pytest.mark.parametrize("name", window_module.PAGES)
def test_it_is_reached_from_every_page_beside_visits(window: Window, qtbot: QtBot, name: str) -> None:
    window._open_page(f"{name} p1" if needs_subject(name) else name)
    settle(qtbot)
    reaches_by_key_and_button(window, window.page, qtbot)


def test_it_is_reached_from_a_new_patient_and_from_the_adoption_above(window: Window, qtbot: QtBot) -> None:
    window._ask_patient(None)
    settle(qtbot)
    patient = window.page
    reaches_by_key_and_button(window, patient, qtbot)
    window._adopt_before(patient)
    settle(qtbot)
    assert window.page is not patient
    reaches_by_key_and_button(window, window.page, qtbot)


@pytest.mark.parametrize("step", STEP_PAGES)
def test_it_is_reached_from_every_step(visiting: Callable[[str], Window], qtbot: QtBot, step: str) -> None:
    window = visiting("prepared")
    window.visit.open_step(step)
    settle(qtbot)
    reaches_by_key_and_button(window, window.visit.page, qtbot)


@pytest.mark.parametrize("name", ["papers", "no", *papers_page.WAYS])
def test_it_is_reached_from_every_page_beside_the_steps(visiting: Callable[[str], Window], qtbot: QtBot, name: str) -> None:
    window = visiting("sealed" if name in ("amendment",) else "prepared")
    if name in ("papers", "no"):
        window.visit.open_aside((PapersPage if name == "papers" else RefusalPage)(window.visit))
    else:
        open_paper(window.visit, name)
    settle(qtbot)
    reaches_by_key_and_button(window, window.visit.aside, qtbot)


@pytest.mark.parametrize("cover", ["the patient's turn", "the lock"])
def test_it_is_reached_while_the_practitioner_has_not_the_screen(
        visiting: Callable[[str], Window], qtbot: QtBot, cover: str) -> None:
    visit = visiting("prepared").visit
    if cover == "the lock":
        visit.covers.lock()
    else:
        visit.hand_over("patient")
    settle(qtbot)
    assert visit.covers.top.isVisible()
    reaches_by_key_and_button(visit.window(), visit.covers.top, qtbot)


@pytest.mark.parametrize("kind", DIALOGS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("where", ["home", "visit"])
def test_it_is_reached_from_every_dialog_and_the_dialog_comes_back(
        visiting: Callable[[str], Window], window: Window, qtbot: QtBot, kind: type[QDialog], where: str) -> None:
    if where == "visit":
        visiting("prepared")
    dialog = DIALOGS[kind](window.page)
    dialog.show()
    reaches_by_key_and_button(window, dialog, qtbot)
    dialog.close()


@pytest.mark.parametrize("what", ASKED)
@pytest.mark.parametrize("where", ["home", "visit"])
def test_it_is_reached_while_a_folder_or_file_is_asked_for(
        visiting: Callable[[str], Window], window: Window, qtbot: QtBot, what: str, where: str) -> None:
    if where == "visit":
        visiting("prepared")
    dialog = ASKED[what](window.page)
    assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog)
    reaches_by_key_and_button(window, dialog, qtbot)
    dialog.close()


def test_it_is_reached_in_the_midst_of_a_signature_and_the_stroke_is_kept(visiting: Callable[[str], Window], qtbot: QtBot) -> None:
    window = visiting("prepared")
    window.visit.open_step("consent")
    settle(qtbot)
    card = window.visit.page.cards[("patient", "needling")]
    window.visit.page.go_to(card)
    ink = card.pad.ink
    qtbot.mousePress(ink, Qt.MouseButton.LeftButton, pos=QPoint(40, 60))
    for x in range(60, 200, 20):
        qtbot.mouseMove(ink, QPoint(x, 60 + x % 50))
    qtbot.keyClick(window, Qt.Key.Key_F9)
    card_of(window).choice.back.click()
    settle(qtbot)
    assert [len(stroke) for stroke in ink.strokes()] == [8]
    assert [len(mark.strokes) for mark in window.visit.desk.visit.consent.drawn] == [1]


def test_it_is_reached_while_a_list_is_open(window: Window, qtbot: QtBot) -> None:
    guide = GuideWindow(window)
    guide.show()
    settle(qtbot)
    guide.choice.edit.showPopup()
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None, timeout=5000)
    qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_F9)
    assert card_of(window).isVisible()
    assert QApplication.activePopupWidget() is None and not guide.isVisible()
    card_of(window).choice.back.click()
    assert guide.isVisible()


def test_what_is_told_before_anybody_signs_in_is_saved_once_the_records_are_open(
        window_on: Opened, folder: Path, qtbot: QtBot) -> None:
    window = window_on(folder)
    window.open_emergency()
    window.door.emergency.choose("ae-syncope")
    window.door.emergency.card.done.click()
    assert window.door.emergency.state.isVisible()
    assert not window.close(), "what was told would have been lost"
    window.door.emergency.card.back.click()
    qtbot.keyClicks(window.page.passphrase.edit, "the river bends twice")
    window.page.open.click()
    qtbot.waitUntil(lambda: window.home is not None and not running(), timeout=20000)
    window.door.emergency.tick()
    told = window.workplace.store.emergency_notes()
    assert told[0].told["event"] == "ae-syncope"
    assert told[-1].told["detail"]["steps_done"] == ["step-1"]
    assert not window.door.emergency.waits


def test_a_card_that_is_open_goes_along_from_the_visit_home_and_back(visiting: Callable[[str], Window], qtbot: QtBot) -> None:
    window = visiting("planned")
    visit_id = window.visit.desk.visit_id
    window.open_emergency()
    window.visit.emergency.choose("ae-syncope")
    window.visit.emergency.card.back.click()
    window.go_home()
    window.open_emergency()
    assert window.door.emergency.card.isVisible()
    window.door.emergency.card.call.click()
    window.door.emergency.card.back.click()
    window._resume(visit_id)
    window.open_emergency()
    window.visit.emergency.card.done.click()
    told = window.visit.desk.visit.treatment[-1]
    assert (told.id, told.detail["steps_done"], "called" in told.detail) == ("ae-syncope", ["step-1"], True)
    assert [event.id for event in window.visit.desk.visit.treatment] == ["ae-syncope"]


def test_a_card_that_was_never_seen_at_home_goes_along_to_another_visit(visiting: Callable[[str], Window], qtbot: QtBot) -> None:
    window = visiting("planned")
    window.open_emergency()
    window.visit.emergency.choose("ae-syncope")
    window.visit.emergency.card.back.click()
    window.go_home()
    window._resume(window.workplace.store.unfinished()[0].id)
    window.open_emergency()
    assert window.visit.emergency.card.isVisible()


def test_what_was_noted_at_home_is_taken_into_its_visit(visiting: Callable[[str], Window], window: Window, qtbot: QtBot) -> None:
    window.open_emergency()
    window.door.emergency.choose("ae-syncope")
    window.door.emergency.over.click()
    assert "Faint" in window.home.loose.words.text() and window.home.loose.isVisible()
    visiting("planned")
    window.open_emergency()
    rows = window.visit.emergency.choice.loose.rows
    next(iter(rows.values()))[0].click()
    assert window.visit.desk.visit.treatment[-1].id == "ae-syncope"
    assert not window.visit.emergency.choice.loose.rows
    window.visit.emergency.choice.back.click()
    window.go_home()
    assert not window.home.loose.isVisible()


def test_content_that_cannot_be_read_is_said_instead_of_a_card(qtbot: QtBot, dressed: None, folder: Path) -> None:
    def load() -> Catalogue:
        raise BadInput([Fault("events.toml", "cannot be read")], "Mend it.")

    window = Window(Start(folder, load))
    with qtbot.waitSignal(window.preparation.failed, timeout=20000):
        window.show()
    window.open_emergency()
    assert window.page.banner.isVisible()
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
