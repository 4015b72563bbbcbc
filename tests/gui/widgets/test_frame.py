"""The frame round every step: rail, head, panel, foot, banner."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from needlesafe.gui.widgets.banner import Banner
from needlesafe.gui.widgets.findings_panel import FindingCard, FindingsPanel
from needlesafe.gui.widgets.foot_bar import FootBar
from needlesafe.gui.widgets.patient_header import PatientHeader
from needlesafe.gui.widgets.step_rail import RailItem, StepRail

STEPS = [RailItem("who", "Who", "", "done"), RailItem("screening", "Screening", "2 open", "missing"),
         RailItem("sites", "Sites", "", "now"), RailItem("note", "Note")]
STOP = FindingCard("pr-skin", "stop", "Open skin over the calf", "skin infection: yes", text="Do not needle here.",
                   sources=("[baf-2023]",), ways=("Choose another site.",))
MIND = FindingCard("pr-alone", "precaution", "Lives alone", "lives alone: yes")
LOW = [*(RailItem(str(n), f"Step {n}", "8 of 8 acknowledged", "done") for n in range(5)),
       RailItem("treatment", "Treatment", "2 needles are still in", "now"), RailItem("note", "Note")]


def words_in(widget: QWidget) -> str:
    """Returns all that labels inside the widget say and show."""
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def test_a_step_that_was_reached_is_chosen_by_its_id(shown: Callable, heard: Callable, qtbot: QtBot) -> None:
    rail = shown(StepRail())
    rail.set_items(STEPS)
    said = heard(rail.step_chosen)
    qtbot.mouseClick(rail.item_of("screening"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(rail.item_of("who"), Qt.Key.Key_Return)
    assert said == [("screening",), ("who",)]


def test_a_step_not_reached_yet_cannot_be_opened(shown: Callable, heard: Callable, qtbot: QtBot) -> None:
    rail = shown(StepRail())
    rail.set_items(STEPS)
    said = heard(rail.step_chosen)
    qtbot.mouseClick(rail.item_of("note"), Qt.MouseButton.LeftButton)
    assert not said


def test_the_rail_says_aloud_what_is_missing(shown: Callable) -> None:
    rail = shown(StepRail())
    rail.set_items(STEPS)
    assert rail.item_of("screening").accessibleName() == "Screening"
    assert rail.item_of("screening").accessibleDescription() == "something is missing, 2 open"


def test_new_states_leave_the_keyboard_where_it_is(shown: Callable) -> None:
    rail = shown(StepRail())
    rail.set_items(STEPS)
    before = rail.item_of("screening")
    rail.set_items([RailItem(step.id, step.title, "changed", "done") for step in STEPS])
    assert rail.item_of("screening") is before


def test_a_low_rail_shows_every_step_and_keeps_the_lines_of_what_is_done_to_itself(shown: Callable, qapp: QApplication) -> None:
    rail = shown(StepRail(), 202, 372)
    rail.set_items(LOW)
    qapp.processEvents()
    assert rail.verticalScrollBar().maximum() == 0
    done = rail.item_of("0")
    assert "8 of 8 acknowledged" in done.toolTip() and "8 of 8 acknowledged" in done.accessibleDescription()
    assert not rail.item_of("treatment").toolTip()
    rail.resize(202, 900)
    qapp.processEvents()
    assert not done.toolTip()


def test_the_step_in_hand_stays_in_sight_however_low_the_rail_becomes(shown: Callable, qapp: QApplication) -> None:
    rail = shown(StepRail(), 202, 900)
    rail.set_items(LOW)
    qapp.processEvents()
    rail.resize(202, 180)
    qapp.processEvents()
    now = rail.item_of("treatment")
    assert rail.verticalScrollBar().value() > 0
    assert rail.viewport().rect().contains(now.mapTo(rail.viewport(), now.rect().center()))


class Room(QWidget):
    """A screen that has an emergency card."""

    opened = 0

    def open_emergency(self) -> None:
        """Counts."""
        self.opened += 1


def test_the_emergency_is_one_click_or_one_key_away(shown: Callable, qtbot: QtBot) -> None:
    room = Room()
    header = PatientHeader(room)
    header.resize(700, 100)
    shown(room)
    button = next(child for child in header.children() if getattr(child, "weight", "") == "danger")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    room.activateWindow()
    qtbot.waitUntil(room.isActiveWindow)
    qtbot.keyClick(room, Qt.Key.Key_F9)
    assert room.opened == 2
    assert "Emergency" in button.accessibleName()


@pytest.mark.parametrize("width", [1280, 600])
def test_the_head_always_shows_who_the_patient_is(shown: Callable, width: int) -> None:
    header = shown(PatientHeader(), width, 120)
    header.set_patient("Aoife Byrne", "born 9 March 1984 (42)", "C-1042")
    header.set_visit("Visit 3", "21 November 2026")
    said = words_in(header)
    assert all(part in said for part in ("Aoife Byrne", "9 March 1984 (42)", "C-1042", "Visit 3", "21 November 2026"))
    assert header.accessibleDescription() == "Aoife Byrne, born 9 March 1984 (42), C-1042"


def test_markup_in_a_name_stays_text(shown: Callable) -> None:
    header = shown(PatientHeader())
    header.set_patient("<b>Aoife</b>", "born 9 March 1984 (42)", "C-1042")
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in header.findChildren(QLabel))


def test_a_finding_opens_in_place_and_says_its_id(shown: Callable, heard: Callable, qtbot: QtBot) -> None:
    panel = shown(FindingsPanel())
    panel.set_findings([STOP, MIND])
    said = heard(panel.finding_chosen)
    assert "Do not needle here." not in words_in(panel)
    qtbot.mouseClick(panel.view_of("pr-skin").head, Qt.MouseButton.LeftButton)
    assert said == [("pr-skin",)]
    assert all(part in words_in(panel) for part in ("Do not needle here.", "[baf-2023]", "Choose another site."))


def test_an_open_finding_stays_open_when_the_list_changes(shown: Callable) -> None:
    panel = shown(FindingsPanel())
    panel.set_findings([STOP, MIND])
    panel.view_of("pr-skin").open()
    panel.set_findings([FindingCard("pr-skin", "stop", "Open skin over both calves", text="Do not needle here.")])
    assert panel.view_of("pr-skin").is_open()
    assert "Do not needle here." in words_in(panel)


def test_a_finding_is_named_by_its_action_word_first(shown: Callable) -> None:
    panel = shown(FindingsPanel())
    panel.set_findings([STOP])
    assert panel.view_of("pr-skin").head.accessibleName() == "Stop: Open skin over the calf"


def test_what_is_cleared_is_shown_as_done_and_keeps_its_word(shown: Callable) -> None:
    panel = shown(FindingsPanel())
    panel.set_findings([FindingCard("pr-lung", "clearance", "Lung disease", cleared=True)])
    assert panel.view_of("pr-lung").head.accessibleName() == "Clearance needed · done: Lung disease"


def test_an_empty_panel_says_what_will_stand_there(shown: Callable) -> None:
    panel = shown(FindingsPanel())
    assert "gravest first" in words_in(panel)
    panel.show_asked(True)
    assert "Nothing is raised" in words_in(panel) and "gravest first" not in words_in(panel)
    assert panel.accessibleDescription().startswith("Nothing is raised")


def test_a_narrow_panel_keeps_the_counts_and_unfolds(shown: Callable, qtbot: QtBot) -> None:
    panel = shown(FindingsPanel())
    panel.set_findings([STOP, MIND])
    panel.set_narrow(True)
    assert panel.strip.isVisible()
    assert panel.strip.accessibleName() == "Raised: 1 Stop, 1 Keep in mind"
    assert not panel.view_of("pr-skin").isVisible()
    qtbot.keyClick(panel.strip, Qt.Key.Key_Return)
    assert panel.view_of("pr-skin").isVisible()


def test_a_primary_button_that_cannot_act_goes_to_what_is_missing(shown: Callable, heard: Callable, qtbot: QtBot) -> None:
    foot = shown(FootBar())
    on, lack = heard(foot.next_asked), heard(foot.missing_asked)
    foot.set_next("Continue to consent", can_act=False)
    assert foot.next.isEnabled()
    qtbot.mouseClick(foot.next, Qt.MouseButton.LeftButton)
    assert (len(on), len(lack)) == (0, 1)
    foot.set_next("Continue to consent", can_act=True)
    qtbot.mouseClick(foot.next, Qt.MouseButton.LeftButton)
    assert (len(on), len(lack)) == (1, 1)


def test_back_is_asked_by_click_and_by_key(shown: Callable, heard: Callable, qtbot: QtBot) -> None:
    foot = shown(FootBar())
    said = heard(foot.back_asked)
    qtbot.mouseClick(foot.back, Qt.MouseButton.LeftButton)
    qtbot.keyClick(foot.back, Qt.Key.Key_Space)
    qtbot.keyClick(foot.back, Qt.Key.Key_Return)
    assert len(said) == 3


@pytest.mark.parametrize(("state", "detail", "shown_words"), [
    ("idle", "", ""), ("saved", "10:02", "Saved 10:02"),
    ("unsaved", "The disk is full.", "Not saved. The disk is full.")])
def test_the_foot_says_how_saving_stands(shown: Callable, state: str, detail: str, shown_words: str) -> None:
    foot = shown(FootBar())
    foot.set_saved(state, detail)
    assert shown_words in words_in(foot)


def test_a_banner_is_hidden_until_there_is_a_fault(shown: Callable, heard: Callable, qtbot: QtBot) -> None:
    holder = shown(QWidget())
    banner = Banner(holder)
    assert banner.isHidden()
    banner.show_fault("The store is locked by another program.", "Nothing is lost.", "Close the other one.", "Try again")
    said = heard(banner.remedy_asked)
    qtbot.mouseClick(banner.remedy, Qt.MouseButton.LeftButton)
    assert not banner.isHidden()
    assert "Nothing is lost. Close the other one." in words_in(banner)
    assert len(said) == 1
