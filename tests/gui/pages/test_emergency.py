"""The emergency card: one action from everywhere, everything it is told is kept, and back to exactly where one was."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.steps import STEP_IDS
from needlesafe.flow.views import nerves_near
from needlesafe.gui.emergency_choice import USUAL
from needlesafe.gui.needles_elsewhere import short_name
from needlesafe.gui.visit_screen import VisitScreen
from tests.gui.pages.conftest import DeskOf, ScreenOf
from tests.helpers.visit_files import DELTOID, UPPER_TRAPEZIUS, begun, complete


def is_open(screen: VisitScreen) -> bool:
    """Whether the card lies above the step."""
    return screen.emergency.isVisible() and not screen.page.isVisible()


def last_event(screen: VisitScreen):
    """What was recorded last in the treatment."""
    return screen.desk.visit.treatment[-1]


@pytest.mark.parametrize("step", STEP_IDS)
def test_f9_opens_it_from_every_step_and_leads_back_there(
        desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot, step: str) -> None:
    screen = screen_of(desk_of(begun(UPPER_TRAPEZIUS), "planned"), step)
    qtbot.keyClick(screen, Qt.Key.Key_F9)
    assert is_open(screen)
    screen.emergency.choice.back.click()
    assert screen.page.isVisible() and screen.step == step


def test_half_typed_words_and_the_keyboard_are_where_they_were(
        desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot) -> None:
    screen = screen_of(desk_of(begun()), "sites")
    screen.page.list.region_chosen.emit("upper-trapezius-shoulder-top", "left")
    half = screen.page.form.texts["lot"].edit
    half.setFocus()
    qtbot.keyClicks(half, "A11")
    qtbot.keyClick(half, Qt.Key.Key_F9)
    screen.emergency.choose("ae-syncope")
    screen.emergency.card.back.click()
    assert half.text() == "A11"
    assert QApplication.focusWidget() is half
    assert screen.page.form.isVisible()


def test_choosing_what_happens_is_recorded_at_once(desk_of: DeskOf, screen_of: ScreenOf) -> None:
    screen = screen_of(desk_of(begun(UPPER_TRAPEZIUS), "planned"), "sites")
    screen.open_emergency()
    screen.emergency.choices["ae-pneumothorax"].click()
    assert (last_event(screen).event, last_event(screen).id, last_event(screen).site) == ("adverse", "ae-pneumothorax", 0)


def test_steps_and_the_call_are_kept_with_the_event(desk_of: DeskOf, screen_of: ScreenOf, workplace) -> None:
    screen = screen_of(desk_of(begun()), "who")
    screen.open_emergency()
    screen.emergency.choose("ae-anaphylaxis")
    screen.emergency.card.done.click()
    screen.emergency.card.call.click()
    assert last_event(screen).detail["steps_done"] == ["step-1"]
    assert workplace.local_time() in last_event(screen).detail["called"]


def test_the_card_that_is_open_is_found_again_until_it_is_over(desk_of: DeskOf, screen_of: ScreenOf) -> None:
    screen = screen_of(desk_of(begun()), "who")
    screen.open_emergency()
    screen.emergency.choose("ae-syncope")
    screen.emergency.card.back.click()
    screen.open_emergency()
    assert screen.emergency.card.isVisible()
    screen.emergency.over.click()
    screen.open_emergency()
    assert screen.emergency.choice.isVisible()


def test_what_the_store_refuses_is_kept_and_saved_as_soon_as_it_takes_it(
        desk_of: DeskOf, screen_of: ScreenOf, read_only: Callable) -> None:
    screen = screen_of(desk_of(begun()), "who")
    screen.open_emergency()
    with read_only():
        screen.emergency.choose("ae-anaphylaxis")
        screen.emergency.card.done.click()
        assert not screen.desk.visit.treatment
        assert screen.banner.isVisible()
    screen.emergency.tick()
    assert len(screen.desk.visit.treatment) == 1
    assert last_event(screen).detail["steps_done"] == ["step-1"]
    assert not screen.banner.isVisible()


def test_an_emergency_while_the_consent_is_sealed_waits_for_the_seal_and_is_recorded(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, catalogue: Catalogue) -> None:
    screen = screen_of(desk_of(complete(begun(UPPER_TRAPEZIUS), catalogue), "signed"), "consent")
    screen.page.given.click()
    assert screen.busy
    screen.open_emergency()
    screen.emergency.choose("ae-syncope")
    settled()
    screen.emergency.tick()
    assert [document.kind for document in screen.desk.visit.documents] == ["consent"]
    assert last_event(screen).id == "ae-syncope"
    assert is_open(screen)


def test_needles_stay_in_view_and_come_out_from_the_card(
        desk_of: DeskOf, screen_of: ScreenOf, catalogue: Catalogue) -> None:
    screen = screen_of(desk_of(complete(begun(UPPER_TRAPEZIUS, DELTOID), catalogue), "needled"), "note")
    screen.open_emergency()
    assert any("3 needles" in label.text() for label in screen.emergency.needles.findChildren(QLabel))
    screen.emergency.needles.all_out.click()
    assert last_event(screen).event == "all-out"
    assert not screen.emergency.needles.isVisible()


def words_on(place: QWidget) -> str:
    """Every word that is seen on a part of the screen."""
    return " ".join(label.text() for label in place.findChildren(QLabel) if label.isVisible())


def test_the_card_names_whose_needles_come_out_unless_who_it_is_must_not_be_read(
        desk_of: DeskOf, screen_of: ScreenOf, catalogue: Catalogue) -> None:
    screen = screen_of(desk_of(complete(begun(UPPER_TRAPEZIUS, DELTOID), catalogue), "needled"), "note")
    named = short_name(screen.desk.visit.patient)
    screen.open_emergency()
    screen.emergency.choose("ae-syncope")
    assert f"3 needles in {named}" in words_on(screen.emergency.needles)
    assert screen.emergency.needles.all_out.text() == f"All out: {named}"
    screen.emergency.end()
    screen.covers.lock()
    screen.open_emergency()
    assert "3 needles in the patient" in words_on(screen.emergency.needles)
    assert screen.emergency.needles.all_out.text() == "All needles out"


def test_beneath_the_card_of_a_needle_near_the_heart_no_tap_takes_every_needle_out(
        desk_of: DeskOf, screen_of: ScreenOf, catalogue: Catalogue) -> None:
    screen = screen_of(desk_of(complete(begun(UPPER_TRAPEZIUS, DELTOID), catalogue), "needled"), "note")
    screen.open_emergency()
    assert screen.emergency.needles.all_out.isVisible() and not screen.emergency.stays_in.isVisible()
    screen.emergency.choose("ae-cardiac-tamponade")
    assert screen.emergency.needles.isVisible() and not screen.emergency.needles.all_out.isVisible()
    assert screen.emergency.stays_in.isVisible() and "do not pull it; hold it steady" in screen.emergency.stays_in.text()
    screen.draw()
    assert not screen.emergency.needles.all_out.isVisible()
    screen.emergency.end()
    screen.open_emergency()
    screen.emergency.choose("ae-syncope")
    assert screen.emergency.needles.all_out.isVisible() and not screen.emergency.stays_in.isVisible()


def test_the_key_that_leads_on_does_nothing_beneath_the_card(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, catalogue: Catalogue, qtbot: QtBot) -> None:
    screen = screen_of(desk_of(complete(begun(UPPER_TRAPEZIUS), catalogue), "noted"))
    screen.open_emergency()
    qtbot.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert not screen.desk.visit.closed


def test_the_usual_kinds_are_met_first_and_the_keyboard_is_on_the_first(desk_of: DeskOf, screen_of: ScreenOf) -> None:
    screen = screen_of(desk_of(begun()), "who")
    screen.open_emergency()
    names = list(screen.emergency.choices)
    assert tuple(names[:len(USUAL)]) == USUAL
    assert set(names) == {card.id for card in screen.desk.workplace.catalogue.events.values() if card.emergency}
    assert QApplication.focusWidget() is screen.emergency.choices["ae-syncope"]


def test_once_the_record_is_sealed_every_tap_is_still_an_event(
        desk_of: DeskOf, screen_of: ScreenOf, catalogue: Catalogue) -> None:
    screen = screen_of(desk_of(complete(begun(UPPER_TRAPEZIUS), catalogue), "sealed"), "note")
    before, known = screen.desk.visit.last_sequence, screen.desk.visit.treatment
    screen.open_emergency()
    screen.emergency.choose("ae-pneumothorax")
    screen.emergency.card.done.click()
    screen.emergency.card.call.click()
    screen.emergency.over.click()
    told, = screen.desk.visit.afterwards
    assert (told.id, told.detail["steps_done"]) == ("ae-pneumothorax", ["step-1"])
    assert {"called", "over"} <= set(told.detail)
    assert screen.desk.visit.last_sequence == before + 4
    assert screen.desk.visit.treatment == known


def test_vital_signs_are_written_down_as_often_as_they_are_taken(
        desk_of: DeskOf, screen_of: ScreenOf, workplace, qtbot: QtBot) -> None:
    screen = screen_of(desk_of(begun(UPPER_TRAPEZIUS), "planned"), "sites")
    screen.open_emergency()
    screen.emergency.choose("ae-syncope")
    notes = screen.emergency.notes
    for pulse in ("48", "72"):
        qtbot.keyClicks(notes.signs.rows["pulse"].edit, pulse)
        notes.keep_signs.click()
        assert notes.signs.rows["pulse"].raw() == ""
    assert last_event(screen).detail["vital_signs"] == [{"at": workplace.local_time(), "pulse": 48},
                                                        {"at": workplace.local_time(), "pulse": 72}]
    notes.keep_signs.click()
    assert len(last_event(screen).detail["vital_signs"]) == 2
    screen.emergency.over.click()
    screen.open_step("treatment")
    assert "pulse 48" in words_in(screen.page) and "pulse 72" in words_in(screen.page)


def test_a_reading_that_cannot_be_is_not_written_down_and_stays(desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot) -> None:
    screen = screen_of(desk_of(begun()), "who")
    screen.open_emergency()
    screen.emergency.choose("ae-syncope")
    row = screen.emergency.notes.signs.rows["oxygen"]
    qtbot.keyClicks(row.edit, "970")
    screen.emergency.notes.keep_signs.click()
    assert row.raw() == "970"
    assert "vital_signs" not in last_event(screen).detail


def test_who_was_called_and_what_was_said_carry_their_times(
        desk_of: DeskOf, screen_of: ScreenOf, workplace, qtbot: QtBot) -> None:
    screen = screen_of(desk_of(begun()), "who")
    screen.open_emergency()
    screen.emergency.choose("ae-anaphylaxis")
    screen.emergency.card.call.click()
    notes, at = screen.emergency.notes, workplace.local_time()
    qtbot.keyClicks(notes.who.edit, "Dr Byrne: comes at once")
    notes.keep_who.click()
    qtbot.keyClicks(notes.words.edit, "Itching palms")
    notes.keep_words.click()
    detail = last_event(screen).detail
    assert detail["called"] == f"{at} called 112 or 999; {at} Dr Byrne: comes at once"
    assert detail["found"] == f"{at} Itching palms"
    assert notes.who.raw() == notes.words.raw() == ""


def test_what_stands_in_a_field_stays_when_the_card_is_left_and_is_written_down_at_its_end(
        desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot) -> None:
    screen = screen_of(desk_of(begun(UPPER_TRAPEZIUS), "planned"), "sites")
    screen.open_emergency()
    screen.emergency.choose("ae-nerve-contact")
    qtbot.keyClicks(screen.emergency.notes.words.edit, "Zap to the")
    qtbot.keyClicks(screen.emergency.walk.fields["where"].edit, "thumb")
    screen.emergency.card.back.click()
    screen.open_emergency()
    assert screen.emergency.notes.words.raw() == "Zap to the"
    assert screen.emergency.walk.fields["where"].raw() == "thumb"
    screen.emergency.over.click()
    assert last_event(screen).detail["found"].endswith("Zap to the")
    assert last_event(screen).detail["where"] == "thumb"


@pytest.mark.parametrize("gone", ["over", "left"])
def test_a_vital_sign_that_cannot_be_is_kept_as_words_when_the_card_goes(
        desk_of: DeskOf, screen_of: ScreenOf, gone: str) -> None:
    screen = screen_of(desk_of(begun(UPPER_TRAPEZIUS), "planned"), "sites")
    screen.open_emergency()
    screen.emergency.choose("ae-syncope")
    for name, typed in (("pulse", "500"), ("breaths", "14")):
        screen.emergency.notes.signs.rows[name].edit.setText(typed)
    screen.emergency.over.click() if gone == "over" else screen.emergency.hand_on()
    found = screen.desk.visit.treatment[-1].detail["found"]
    assert "Not readable as vital signs: Pulse 500, Breaths 14" in found


def test_what_no_page_can_show_stays_in_its_field_and_holds_nothing_else_up(
        desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot) -> None:
    screen = screen_of(desk_of(begun(UPPER_TRAPEZIUS), "planned"), "sites")
    screen.open_emergency()
    screen.emergency.choose("ae-nerve-contact")
    screen.emergency.notes.words.edit.setPlainText("ok \u4e2d")
    screen.emergency.notes.keep_words.click()
    screen.emergency.walk.fields["where"].edit.setText("\u4e2d")
    screen.emergency.walk.fields["where"].commit()
    screen.emergency.card.done.click()
    assert "\u4e2d" in screen.emergency.notes.words.raw()
    assert set(last_event(screen).detail) == {"emergency_card", "steps_done"}
    assert not screen.emergency.waits


def test_the_nerve_walk_tests_exactly_the_nerves_near_and_says_when_it_is_a_concern(
        desk_of: DeskOf, screen_of: ScreenOf, catalogue: Catalogue) -> None:
    screen = screen_of(desk_of(begun(UPPER_TRAPEZIUS, DELTOID), "planned"), "sites")
    screen.open_emergency()
    screen.emergency.choose("ae-nerve-contact")
    walk, concern = screen.emergency.walk, screen.emergency.walk.concern
    assert not [name for name in walk.fields if name.startswith(("motor-", "touch-"))]
    assert "Choose the site above" in words_in(walk)
    walk.fields["at_site"].buttons[1].click()
    assert "Choose the site above" not in words_in(walk)
    near = set(nerves_near(screen.desk.visit.sites[1], catalogue))
    tested = {name.partition("-")[2] for name in walk.fields if name.startswith(("motor-", "touch-"))}
    assert tested and tested <= near
    assert "Not all is asked" in words_in(concern)
    walk.fields["numbness"].buttons[0].click()
    assert "24 to 48 hours‡" in words_in(concern)
    test = next(name for name in walk.fields if name.startswith("motor-"))
    walk.fields[test].buttons[1].click()
    assert "strength is lost" in words_in(concern)
    assert last_event(screen).detail[test] == "no"
    walk.fields["both_sides"].buttons[0].click()
    assert "call emergency services" in words_in(concern)


def words_in(widget: QWidget) -> str:
    """Every word that is seen in a widget."""
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))
