"""The script that takes the pictures knows every screen: none can be added and never be looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from importlib import import_module

import pytest
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.steps import STEP_IDS
from needlesafe.gui.papers_page import WAYS
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.words import Words
from needlesafe.gui.window import PAGES
from needlesafe.paths import assets_dir


@pytest.fixture(scope="module")
def pictures() -> Counter[str]:
    """Every picture that the script takes, with how often."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(assets_dir() / "guide"))
        modules = [import_module(name) for name in ("screens_around", "screens_of_visit", "screens_of_needles")]
    return Counter(name for module in modules for scene in module.SCENES for name in scene.pictures)


def test_every_page_that_home_leads_to_is_taken(pictures: Counter[str]) -> None:
    assert not set(PAGES) - set(pictures)


def test_every_step_is_taken_empty_and_filled_and_with_a_stop_in_a_usual_and_in_a_chest_visit(pictures: Counter[str]) -> None:
    wanted = {f"{kind}-{step}-{state}" for kind in ("usual", "chest") for step in STEP_IDS for state in ("empty", "filled", "stop")}
    assert not wanted - set(pictures)


def test_every_emergency_and_every_paper_is_taken(pictures: Counter[str], catalogue: Catalogue) -> None:
    cards = {f"emergency-{event.id}" for event in catalogue.events.values() if event.emergency}
    assert not (cards | {f"paper-{name}" for name in WAYS}) - set(pictures)


def test_no_picture_takes_the_place_of_another(pictures: Counter[str]) -> None:
    assert not [name for name, times in pictures.items() if times > 1]


@pytest.fixture
def found(dressed: None, qtbot: QtBot) -> Callable[[QWidget], list[str]]:
    """Returns a function that shows a window and says what the script finds amiss on it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(assets_dir() / "guide"))
        amiss = import_module("looked_over").amiss

    def look(window: QWidget) -> list[str]:
        qtbot.addWidget(window)
        window.show()
        return amiss(window)

    return look


def _placed(part: QWidget, *place: int) -> QWidget:
    """A window of 300 by 200 with one part at a place in it."""
    window = QWidget()
    window.resize(300, 200)
    part.setParent(window)
    part.setGeometry(*place)
    return window


def test_a_text_that_is_cut_is_found(found: Callable[[QWidget], list[str]]) -> None:
    assert "text is cut" in found(_placed(Words("Take out and count the needles before anything else."), 0, 0, 120, 20))[0]
    assert "a word is cut" in found(_placed(Words("Gastrocnemius"), 0, 0, 40, 60))[0]
    assert "squeezed" in found(_placed(Button("All needles out"), 0, 0, 60, 44))[0]


def test_what_overlaps_and_what_sticks_out_is_found(found: Callable[[QWidget], list[str]]) -> None:
    window = _placed(Words("One"), 10, 10, 100, 40)
    other = Words("Other", parent=window)
    other.setGeometry(60, 20, 100, 40)
    assert "overlap by 50 x 30" in found(window)[0]
    assert "sticks out" in found(_placed(Words("One"), 250, 10, 100, 40))[0]


def test_what_goes_beyond_the_width_is_found(found: Callable[[QWidget], list[str]]) -> None:
    area = QScrollArea()
    wide = QWidget()
    wide.setFixedSize(500, 50)
    area.setWidget(wide)
    assert any("beyond the width" in fault for fault in found(_placed(area, 0, 0, 300, 200)))


def test_nothing_is_found_where_everything_has_its_place(found: Callable[[QWidget], list[str]]) -> None:
    window = QWidget()
    window.resize(500, 300)
    column, card = QVBoxLayout(window), Card("What this is", "In a few words.")
    card.body.addWidget(Words("Everything is where it belongs, and it is as high as its words need it to be."))
    column.addWidget(card)
    column.addWidget(Button("Go on"))
    assert not found(window)
