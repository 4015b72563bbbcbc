"""The practice figures on screen: own counts beside the published ones, and who got a lot."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.reception import begin
from needlesafe.gui.figures_page import FiguresPage
from needlesafe.gui.share_words import percent, share_words
from needlesafe.gui.tasks import running
from needlesafe.gui.widgets.fold import Fold
from needlesafe.gui.window import Window
from needlesafe.domain.proportions import Proportion
from tests.gui.conftest import Opened
from tests.helpers.adopting import adopted
from tests.helpers.workplaces import AOIFE, MORNING, ZOE, new_workplace

SITE = {"muscle": "m-deltoid", "side": "left", "needles": 2, "length_mm": 30, "gauge_mm": 0.25, "technique": "in-and-out", "lot": "A1180"}


@pytest.fixture
def page(qtbot: QtBot, home_on: Opened, tmp_path: Path, catalogue: Catalogue) -> FiguresPage:
    """The page over a trial visit and three visits of two patients; in one of them somebody fainted."""
    place = new_workplace(tmp_path / "store", catalogue)
    place.store.add_patients({"a": AOIFE, "z": ZOE})
    for number, who in enumerate("zaaz"):
        if number == 1:
            adopted(place)
        desk = begin(place, place.store.patient(who), who)
        faint = [("treatment-recorded", {"at": "10:02", "event": "adverse", "site": 0, "id": "ae-bleeding"})] if number == 1 else []
        desk.record(("sites-planned", {"sites": [SITE]}), ("treatment-recorded", {"at": "10:00", "event": "in", "site": 0, "count": 2}),
                    *faint, ("override-given", {"finding": "cr-anything", "reason": "agreed"}))
    place.store.close()
    window: Window = home_on(tmp_path / "store")
    window.workplace = replace(window.workplace, clock=lambda: MORNING)  # the figures ask for the day: it is that of the visits
    window.home.ways.buttons["figures"].click()
    rest(qtbot)
    assert isinstance(window.page, FiguresPage)
    return window.page


def words_on(page: QWidget) -> str:
    """Everything that can be read on a page now."""
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def rest(qtbot: QtBot) -> None:
    """Waits until no task is at work and everything is drawn."""
    qtbot.waitUntil(lambda: not running(), timeout=20000)
    QApplication.processEvents()


def test_own_figures_stand_beside_the_published_with_their_marks_and_sources(page: FiguresPage, catalogue: Catalogue) -> None:
    told = words_on(page).replace("\u00a0", " ")
    assert "Here: 1 of 3 visits: 33.3 %, 95 % interval 6.1 % to 79.2 %" in told
    for rate in catalogue.events["ae-bleeding"].rates:
        assert rate.text in told
    assert "1, not counted" in told and "cr-anything" in told and "3 of 3 visits" in told


def test_what_was_never_recorded_stands_behind_a_line_with_the_rule_of_three(page: FiguresPage, catalogue: Catalogue) -> None:
    fold = next(part for part in page.events.parts if isinstance(part, Fold))
    assert "0 of 3 visits" not in words_on(page)
    fold.unfold()
    told = words_on(page)
    assert told.count("0 of 3 visits: at most") == len(catalogue.events) - 1
    assert catalogue.events["ae-pneumothorax"].rates[0].text in told


def test_the_table_is_saved_where_it_is_wanted(page: FiguresPage, tmp_path: Path) -> None:
    path = page.save_in(tmp_path / "out")
    assert path is not None and "hidden" in path.read_text("utf-8-sig") and "Byrne" not in path.read_text("utf-8-sig")


def test_a_period_is_named_and_counted_anew_and_only_what_may_leave_is_saved(qtbot: QtBot, page: FiguresPage, tmp_path: Path) -> None:
    buttons = {button.value: button for button in page.choice.choice.buttons}
    assert "All visits of this store." in words_on(page) and page.foot.next.isVisible()
    buttons["this-year"].click()
    rest(qtbot)
    assert "2026 so far." in words_on(page) and page.practice.visits == 3 and buttons["this-year"].hasFocus()
    assert not page.foot.next.isVisible() and "No table leaves for these days" in words_on(page) and page.save_in(tmp_path) is None
    buttons["last-year"].click()
    rest(qtbot)
    assert "The whole year 2025." in words_on(page) and page.practice.visits == 0
    assert page.save_in(tmp_path / "out").name == "practice-figures-2025.csv"
    buttons["months"].click()
    rest(qtbot)
    assert "22 November 2025 to 21 November 2026." in words_on(page) and page.practice.visits == 3
    buttons["months"].click()
    assert buttons["months"].isChecked() and not running()


def test_days_are_counted_once_both_are_written_and_in_their_order(qtbot: QtBot, page: FiguresPage) -> None:
    days = page.choice.form.rows
    assert not days["first"].isVisible()
    next(button for button in page.choice.choice.buttons if button.value == "days").click()
    page.choice.count.click()
    assert "Write the first day." in words_on(page) and not running()
    days["first"].edit.setText("21 November 2026")
    days["last"].edit.setText("2026-11-20")
    page.choice.count.click()
    assert "The last day comes after the first." in words_on(page) and not running()
    days["last"].edit.setText("2026-11-21")
    page.choice.count.click()
    rest(qtbot)
    assert "21 November 2026 to 21 November 2026." in words_on(page) and page.practice.visits == 3


def test_who_got_a_lot_is_listed(qtbot: QtBot, page: FiguresPage) -> None:
    page.lot.lot.edit.setText("a1180")
    qtbot.keyClick(page.lot.lot.edit, Qt.Key.Key_Return)
    rest(qtbot)
    told = words_on(page)
    assert "Lot a1180: 2 patients" in told and "Aoife Byrne" in told and "trial visit" in told and len(page.lot.lines) == 2
    page.lot.lot.edit.setText("B7")
    page.lot.ask.click()
    rest(qtbot)
    assert "Nobody got lot B7." in words_on(page) and page.lot.lines == [] and page.foot.back.isEnabled()


def test_a_lot_has_to_be_written(page: FiguresPage) -> None:
    page.lot.ask.click()
    assert "Write the lot as it stands on the pack." in words_on(page) and not running()


@pytest.mark.parametrize(("part", "words"), [
    (Proportion(3, 120), "3 of 120 visits: 2.5 %, 95 % interval 0.85 % to 7.1 %"), (Proportion(0, 60), "0 of 60 visits: at most 5.0 % by the rule of three"),
    (Proportion(0, 0), "0 of 0 visits"), (Proportion(7, 7), "7 of 7 visits: 100 %, 95 % interval 64.6 % to 100 %"),
])
def test_a_share_is_said_count_first(qapp: object, part: Proportion, words: str) -> None:
    assert share_words(part, "visits").replace("\u00a0", " ") == words
    assert percent(0.0042) == "0.42\u00a0%"
