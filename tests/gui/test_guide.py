"""F1 opens the guide at the page of the screen; every screen has its page, and every page its picture."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.guide import PAGES, folder, guide_page
from needlesafe.flow.steps import STEP_IDS
from needlesafe.gui.aside_page import AsidePage
from needlesafe.gui.guide_way import PAGE_OF, page_of
from needlesafe.gui.guide_window import GuideWindow, Picture
from needlesafe.gui.plain_page import PlainPage
from needlesafe.gui.window import PAGES as WAYS
from tests.gui.conftest import Opened
from tests.helpers.workplaces import new_workplace

_EMPTY = 12
"""So few colours are no picture of a screen."""


def kinds_of(kind: type) -> set[type]:
    """Every class below one."""
    return {below for one in kind.__subclasses__() for below in {one, *kinds_of(one)}}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_a_title_a_picture_and_says_what_the_program_does_not_do(name: str) -> None:
    page = guide_page(name)
    assert page.title and page.pieces[0].kind == "picture" and page.pieces[0].text
    assert any(piece.kind == "section" and "not do" in piece.text for piece in page.pieces)
    assert not [piece.text for piece in page.pieces if re.search(r"[*`\]\[|]", piece.text)]


@pytest.mark.parametrize("name", PAGES)
def test_a_picture_is_of_a_screen(name: str) -> None:
    picture = next(piece.picture for piece in guide_page(name).pieces if piece.picture)
    image = QImage(str(picture))
    assert (image.width(), image.height()) == (1280, 800), f"{picture} is missing: assets/guide/take_pictures.py takes it"
    assert len({image.pixel(x, y) for x in range(0, 1280, 8) for y in range(0, 800, 8)}) > _EMPTY


def test_every_file_of_the_guide_is_a_page_or_its_picture() -> None:
    known = {f"{name}.{ending}" for name in PAGES for ending in ("md", "png")}
    assert {path.name for path in folder().iterdir()} == known


def test_every_screen_has_its_page() -> None:
    from importlib import import_module
    for module, _ in WAYS.values():
        import_module(f"needlesafe.gui.{module}")
    ours = {kind.__name__ for parent in (PlainPage, AsidePage) for kind in kinds_of(parent) if kind.__module__.startswith("needlesafe")}
    assert not {name for name in ours if name not in PAGE_OF}
    assert set(PAGE_OF.values()) <= set(PAGES) and set(STEP_IDS) <= set(PAGES)


def test_the_pages_that_the_guide_is_read_by_are_short() -> None:
    long = {name: words for name in PAGES if (words := len(Path(folder() / f"{name}.md").read_text("utf-8").split())) > 230}
    assert not long



def test_what_the_guide_does_not_know_leads_to_home(dressed: None, qtbot: QtBot) -> None:
    stranger = QWidget()
    qtbot.addWidget(stranger)
    assert page_of(stranger) == "home"


def test_f1_opens_the_guide_at_the_screen_and_leaves_the_screen_as_it_is(home_on: Opened, tmp_path: Path, catalogue: Catalogue,
                                                                         qtbot: QtBot) -> None:
    new_workplace(tmp_path / "store", catalogue).store.close()
    window = home_on(tmp_path / "store")
    qtbot.keyClick(window.home.patients.search, Qt.Key.Key_F1)
    guide = window.guide.guide
    assert guide.isVisible() and guide.page.id == "home" and window.page is window.home
    window._open_page("about")
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert guide.page.id == "about" and window.guide.guide is guide
    qtbot.keyClick(guide, Qt.Key.Key_Escape)
    assert not guide.isVisible()


def test_the_guide_turns_to_another_page_and_shows_its_picture(dressed: None, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    guide = GuideWindow(parent)
    guide.open_page("who")
    guide.show()
    guide.choice.edit.setCurrentIndex(guide.choice.edit.findData("cautions"))
    guide.choice.changed.emit("page", "cautions")
    assert guide.page.id == "cautions"
    picture = next(iter(guide.column.findChildren(Picture)))
    assert picture.found and picture.accessibleName()
