"""Folders, files and printers are asked for in dialogs that are answered later and can be put aside meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from needlesafe.gui import theme
from needlesafe.gui.dialogs_aside import DialogsAside
from needlesafe.gui.fault_dialog import SAFE, FaultDialog, FaultReport
from needlesafe.gui.file_dialogs import ask_file, ask_folder
from needlesafe.gui.print_dialog import PrintDialog


@pytest.fixture
def place(qtbot: QtBot, dressed: None) -> Iterator[QWidget]:
    """A window from which something is asked."""
    window = QWidget()
    window.resize(900, 700)
    with qtbot.waitActive(window):
        window.show()
    yield window
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_the_folder_that_is_chosen_is_handed_over_and_none_where_it_is_called_off(place: QWidget, tmp_path: Path) -> None:
    chosen: list[Path] = []
    ask_folder(place, "Save it in", chosen.append).reject()
    assert chosen == []
    dialog = ask_folder(place, "Save it in", chosen.append)
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile(str(tmp_path))
    dialog.accept()
    assert chosen == [tmp_path]


def test_the_file_that_is_chosen_is_handed_over_after_the_dialog_was_put_aside(place: QWidget, tmp_path: Path) -> None:
    chosen: list[Path] = []
    file = tmp_path / "sealed.pdf"
    file.write_bytes(b"%PDF")
    dialog = ask_file(place, "Choose a file", "PDF files (*.pdf)", chosen.append)
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile(str(file))
    aside = DialogsAside()
    aside.put(place)
    assert not dialog.isVisible() and chosen == []
    aside.bring_back()
    assert dialog.isVisible() and dialog.selectedFiles() == [str(file)]
    dialog.accept()
    assert chosen == [file]


def test_without_a_printer_the_dialog_says_what_to_do_and_prints_nothing(place: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("PySide6.QtPrintSupport.QPrinterInfo.availablePrinterNames", staticmethod(lambda: []))
    chosen: list[object] = []
    saved: list[bool] = []
    dialog = PrintDialog(place, chosen.append, lambda: saved.append(True))
    dialog.open()
    assert not dialog.print.isVisible() and dialog.save.isVisible()
    assert any("Save the document" in label.text() for label in dialog.findChildren(QLabel))
    dialog.save.click()
    assert (chosen, saved, dialog.isVisible()) == ([], [True], False)


@pytest.mark.parametrize("safety", SAFE)
def test_a_dialog_opens_as_high_as_its_words_also_in_large_text(qapp: QApplication, place: QWidget, safety: str) -> None:
    theme.apply(qapp, theme.Theme(scale=2.0))
    dialog = FaultDialog(FaultReport("ValueError", "needlesafe.gui.home:1 draw", safety, "log"), place)
    dialog.show()
    QApplication.processEvents()
    assert not [label.text() for label in dialog.findChildren(QLabel) if label.height() < label.heightForWidth(label.width())]
    assert dialog.height() >= dialog.layout().totalHeightForWidth(dialog.width())
    dialog.close()
