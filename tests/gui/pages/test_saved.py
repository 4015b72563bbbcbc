"""What the screen shows as answered is in the store; what the store refused is said and not lost."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from needlesafe.domain.folding import fold
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.gui.papers_page import open_paper
from needlesafe.gui.refusal_page import RefusalPage
from needlesafe.gui.visit_screen import VisitScreen
from tests.gui.pages.conftest import DeskOf, ScreenOf
from tests.helpers.visit_files import UPPER_TRAPEZIUS, begun, complete


def foot_words(screen: VisitScreen) -> str:
    """Everything that the foot says."""
    return " ".join(label.text() for label in screen.foot.findChildren(QLabel) if label.isVisible())


def first_row(screen: VisitScreen):
    """The first question on the page."""
    return next(iter(screen.page.rows.values()))


def test_an_answer_that_is_shown_is_in_the_store(desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot) -> None:
    screen = screen_of(desk_of(begun()), "screening")
    row = first_row(screen)
    qtbot.mouseClick(row.buttons[1], Qt.MouseButton.LeftButton)
    stored = fold(screen.desk.workplace.store.events(screen.desk.visit_id))
    assert stored.screening[row.question.id].answer == "no" == row.answer()
    assert "Saved" in foot_words(screen)


def test_an_answer_that_the_store_refuses_is_not_shown(
        desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot, read_only: Callable) -> None:
    screen = screen_of(desk_of(begun()), "screening")
    row = first_row(screen)
    with read_only():
        qtbot.mouseClick(row.buttons[1], Qt.MouseButton.LeftButton)
    assert row.answer() is None
    assert screen.banner.isVisible()
    assert "Not saved" in foot_words(screen)


def test_not_saved_goes_once_something_is_saved(
        desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot, read_only: Callable) -> None:
    screen = screen_of(desk_of(begun()), "screening")
    with read_only():
        qtbot.mouseClick(first_row(screen).buttons[1], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(first_row(screen).buttons[1], Qt.MouseButton.LeftButton)
    assert not screen.banner.isVisible()
    assert "Not saved" not in foot_words(screen)


def test_words_that_the_store_refuses_stay_in_their_field_and_are_saved_later(
        desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot, read_only: Callable) -> None:
    screen = screen_of(desk_of(begun()), "sites")
    field = screen.page.fields["diagnosis"]
    field.edit.setFocus()
    qtbot.keyClicks(field.edit, "myofascial pain")
    with read_only():
        screen.page.fields["goal"].edit.setFocus()
    assert field.raw() == "myofascial pain"
    assert any("Not saved" in label.text() for label in field.findChildren(QLabel))
    field.edit.setFocus()
    screen.page.fields["goal"].edit.setFocus()
    assert screen.desk.visit.indication.diagnosis == "myofascial pain"
    assert not any("Not saved" in label.text() for label in field.findChildren(QLabel))


def test_what_a_gate_refuses_is_said_at_the_foot_and_not_in_the_banner(
        desk_of: DeskOf, screen_of: ScreenOf, catalogue) -> None:
    screen = screen_of(desk_of(complete(begun(UPPER_TRAPEZIUS), catalogue), "needled"), "sites")
    screen.page.planned.drop_asked.emit(0)
    assert "needled" in foot_words(screen)
    assert not screen.banner.isVisible()
    assert len(screen.desk.visit.sites) == 1


def test_a_letter_half_written_is_there_again_after_the_program_was_closed(desk_of: DeskOf, screen_of: ScreenOf, catalogue) -> None:
    desk = desk_of(complete(begun(UPPER_TRAPEZIUS), catalogue), "sealed")
    screen = screen_of(desk, "note")
    open_paper(screen, "incident")
    screen.aside.form.rows["happened"].edit.setPlainText("Fell asleep on the couch")
    screen.aside.form.rows["happened"].commit()
    screen.aside.form.rows["severity"].buttons[0].click()
    again = screen_of(VisitDesk.resume(desk.workplace, desk.visit_id), "note")
    open_paper(again, "incident")
    form = again.aside.form
    assert form.text("happened") == "Fell asleep on the couch" and form.text("severity") == "mild"
    assert again.aside.kept.isVisible()
    again.aside.kept.empty.click()
    assert not form.text("happened") and not form.text("severity") and not again.aside.kept.isVisible()
    assert desk.workplace.store.setting(f"unsent {desk.visit_id} incident") == ""


def test_what_a_page_fills_in_by_itself_is_no_draft(desk_of: DeskOf, screen_of: ScreenOf, catalogue) -> None:
    desk = desk_of(complete(begun(UPPER_TRAPEZIUS), catalogue), "sealed")
    screen = screen_of(desk, "note")
    for _ in range(2):
        open_paper(screen, "amendment")
        assert screen.aside.form.text("by") and not screen.aside.kept.isVisible()
        screen.close_aside()


def test_of_a_letter_that_was_sealed_no_draft_is_left(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable[[], None], catalogue) -> None:
    desk = desk_of(complete(begun(UPPER_TRAPEZIUS), catalogue), "sealed")
    screen = screen_of(desk, "note")
    open_paper(screen, "amendment")
    for name in ("text", "reason"):
        screen.aside.form.rows[name].edit.setPlainText("the lot was A1181")
        screen.aside.form.rows[name].commit()
    assert desk.workplace.store.setting(f"unsent {desk.visit_id} amendment")
    for _ in range(2):
        screen.foot.next.click()
        settled()
    screen.close_aside()
    assert desk.workplace.store.setting(f"unsent {desk.visit_id} amendment") == ""


def test_a_no_half_written_is_there_again(desk_of: DeskOf, screen_of: ScreenOf, catalogue) -> None:
    desk = desk_of(complete(begun(UPPER_TRAPEZIUS), catalogue), "ready")
    screen = screen_of(desk, "consent")
    screen.open_aside(RefusalPage(screen))
    screen.aside.form.rows["decision"].buttons[0].click()
    screen.aside.form.rows["reason"].edit.setPlainText("afraid of needles")
    screen.aside.form.rows["reason"].commit()
    again = screen_of(VisitDesk.resume(desk.workplace, desk.visit_id), "consent")
    again.open_aside(RefusalPage(again))
    assert again.aside.form.text("reason") == "afraid of needles" and again.aside.form.text("decision") == "declined"
    assert not again.desk.visit.consent.decision


def test_the_form_of_a_site_that_is_being_written_is_open_again_with_its_points(desk_of: DeskOf, screen_of: ScreenOf) -> None:
    screen = screen_of(desk_of(begun()), "sites")
    page = screen.page
    page.choosing.region_chosen.emit("calf", "left")
    figure = page.map.figures["back"]
    figure.point_tapped.emit(figure.drawing.find("calf", "left").spot)
    assert page.choosing.points_in("calf", "left")
    page.form.technique.buttons[0].click()
    page.form.texts["lot"].edit.setText("AB 12")
    page.form.texts["lot"].commit()
    again = screen_of(VisitDesk.resume(screen.desk.workplace, screen.desk.visit_id), "sites").page
    assert again.form.isVisible() and "is here again" in again.context.text()
    assert again.form.side.value() == "left" and again.form.texts["lot"].value() == "AB 12"
    assert again.form.technique.value() == page.form.technique.value()
    assert again.choosing.points_in("calf", "left") == page.choosing.points_in("calf", "left")
    again.form.cancel.click()
    assert screen_of(VisitDesk.resume(screen.desk.workplace, screen.desk.visit_id), "sites").page.form.isHidden()


def test_a_region_that_was_only_looked_at_opens_no_form_again(desk_of: DeskOf, screen_of: ScreenOf) -> None:
    screen = screen_of(desk_of(begun()), "sites")
    screen.page.choosing.region_chosen.emit("calf", "left")
    again = screen_of(VisitDesk.resume(screen.desk.workplace, screen.desk.visit_id), "sites").page
    assert again.form.isHidden()


def test_an_ending_half_written_is_open_again(desk_of: DeskOf, screen_of: ScreenOf, catalogue) -> None:
    desk = desk_of(complete(begun(UPPER_TRAPEZIUS), catalogue), "out")
    card = screen_of(desk, "note").page.ending
    card.unfold.click()
    card.text.edit.setPlainText("Left in an ambulance")
    card.text.commit()
    screen = screen_of(VisitDesk.resume(desk.workplace, desk.visit_id), "note")
    card = screen.page.ending
    assert card.text.value() == "Left in an ambulance" and card.text.isVisibleTo(card) and card.unfold.isHidden()
    card.owed.edit.setPlainText("aftercare")
    card.owed.commit()
    card.end.click()
    assert screen.desk.visit.ending.text == "Left in an ambulance" and card.kept.isHidden()
    assert desk.workplace.store.setting(f"unsent {desk.visit_id} ending") == ""
