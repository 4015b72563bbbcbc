"""Consent: read, asked, understood, signed, given; and what makes it fall."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.folding import fold
from needlesafe.gui.visit_screen import VisitScreen
from tests.gui.pages.conftest import DeskOf, ScreenOf
from tests.helpers.visit_files import DELTOID, UPPER_TRAPEZIUS, Raw, as_visit, begun, complete

KEY = ("patient", "needling")


@pytest.fixture
def whole(catalogue: Catalogue) -> Raw:
    """The file of a whole visit at the top of the shoulder."""
    return complete(begun(UPPER_TRAPEZIUS), catalogue)


def draw(qtbot: QtBot, ink: QWidget, *points: tuple[float, float]) -> None:
    """Draws one stroke with the mouse."""
    places = [QPoint(round(x * ink.width()), round(y * ink.height())) for x, y in points]
    qtbot.mousePress(ink, Qt.MouseButton.LeftButton, pos=places[0])
    for place in places[1:]:
        qtbot.mouseMove(ink, place)
    qtbot.mouseRelease(ink, Qt.MouseButton.LeftButton, pos=places[-1])


def words_of(widget: QWidget) -> str:
    """Every word that is seen in a widget."""
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_the_pages_that_are_read_are_those_whose_hash_is_recorded(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw) -> None:
    import hashlib

    screen = screen_of(desk_of(whole, "ready"), "consent")
    screen.page.prepare.click()
    settled()
    assert hashlib.sha256(screen.page.reading.pages._data).hexdigest() == screen.desk.visit.consent.draft
    assert screen.page.reading.pages.pages


def test_strokes_are_kept_at_pen_up(desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "prepared"), "consent")
    card = screen.page.cards[KEY]
    screen.page.go_to(card)
    draw(qtbot, card.pad.ink, (0.1, 0.5), (0.3, 0.3), (0.5, 0.6))
    draw(qtbot, card.pad.ink, (0.6, 0.5), (0.8, 0.4), (0.9, 0.6))
    stored = fold(screen.desk.workplace.store.events(screen.desk.visit_id))
    assert [len(mark.strokes) for mark in stored.consent.drawn] == [2]
    assert stored.consent.drawn[0].strokes[1][0][2] > 0


def test_strokes_that_were_kept_are_there_after_a_restart(
        desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot, whole: Raw, workplace) -> None:
    from needlesafe.flow.reception import resume

    first = screen_of(desk_of(whole, "prepared"), "consent")
    first.page.go_to(first.page.cards[KEY])
    draw(qtbot, first.page.cards[KEY].pad.ink, (0.1, 0.5), (0.3, 0.3), (0.5, 0.6))
    second = screen_of(resume(workplace, first.desk.visit_id))
    assert second.step == "consent"
    assert len(second.page.cards[KEY].pad.strokes()) == 1


def test_a_dot_is_refused_in_words_beside_the_pad(
        desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "prepared"), "consent")
    card = screen.page.cards[KEY]
    screen.page.go_to(card)
    draw(qtbot, card.pad.ink, (0.5, 0.5), (0.502, 0.5))
    card.accept.click()
    assert "only a dot" in words_of(card)
    assert not screen.desk.visit.consent.signatures


def test_a_typed_signature_is_given_by_keyboard_alone(
        desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "prepared"), "consent")
    pad = screen.page.cards[KEY].pad
    pad.switch.setFocus()
    qtbot.keyClick(pad.switch, Qt.Key.Key_Return)
    pad.name.edit.setFocus()
    qtbot.keyClicks(pad.name.edit, "Aoife Byrne")
    qtbot.keyClick(pad.name.edit, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is pad.attest
    qtbot.keyClick(pad.attest, Qt.Key.Key_Space)
    qtbot.keyClick(pad.attest, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is pad.sign
    qtbot.keyClick(pad.sign, Qt.Key.Key_Return)
    assert [(s.role, s.typed) for s in screen.desk.visit.consent.signatures] == [("patient", "Aoife Byrne")]


def test_the_chest_has_signatures_of_its_own(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "prepared"), "consent")
    assert {purpose for _, purpose in screen.page.cards} == {"needling", "chest"}


def test_consent_is_given_and_sealed_by_one_button(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "signed"), "consent")
    settled()
    assert "These very pages will be sealed." in words_of(screen.page.reading)
    screen.page.given.click()
    assert not screen.middle.isEnabled()
    settled()
    read = len(screen.page.reading.pages.pages)
    assert f"sealed; the signatures follow on page {read + 1}." in words_of(screen.page.reading)
    assert screen.desk.visit.consent.decision == "given"
    assert [document.kind for document in screen.desk.visit.documents] == ["consent"]
    assert screen.page.decision.sealed.isVisible()


def test_a_consent_that_was_given_but_not_sealed_is_sealed_later(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw) -> None:
    desk = desk_of(whole, "signed")
    desk.decide("given")
    screen = screen_of(desk, "consent")
    assert screen.page.given.text() == "Seal the consent"
    screen.page.given.click()
    settled()
    assert [document.kind for document in desk.visit.documents] == ["consent"]


def test_a_site_that_is_added_after_consent_shows_that_a_new_one_is_needed(
        desk_of: DeskOf, screen_of: ScreenOf, catalogue: Catalogue) -> None:
    raw = complete(begun(UPPER_TRAPEZIUS, DELTOID), catalogue)
    told = as_visit(raw, catalogue)
    desk = desk_of({**raw, "sites": raw["sites"][:1], "treatment": []}, "agreed")
    desk.plan_sites(told.sites)
    screen = screen_of(desk, "consent")
    assert "a new consent is needed" in screen.page.context.text()
    assert screen.page.prepare.isVisible() and screen.page.prepare.text() == "Prepare a new consent"
    assert not screen.page.cards
    assert "new consent needed" in screen.rail.item_of("consent").item.line
    screen.open_step("treatment")
    assert not any(row.place.isEnabled() for row in screen.page.rows.values())


def test_words_that_are_added_after_signing_make_the_signatures_fall(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "signed"), "consent")
    screen.page.talk.edit.setPlainText("And how long does it ache? Two days.")
    screen.page.talk.commit()
    settled()
    assert not screen.desk.visit.consent.signatures
    assert screen.page.cards


def test_a_wrong_answer_asks_for_another_talk(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw, catalogue: Catalogue) -> None:
    raw = {**whole, "consent": {**whole["consent"], "understanding": []}}
    screen = screen_of(desk_of(raw, "prepared"), "consent")
    item = whole["consent"]["understanding"][0]
    row = screen.page.understanding.rows[item["id"]]
    next(button for button in row.buttons if button.value != item["answer"]).click()
    assert "Talk it over again" in words_of(screen.page.understanding)
    assert not screen.page.cards


def test_declining_is_an_outcome_that_leads_to_the_note(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "ready"), "consent")
    screen.page.decision.decline.click()
    assert screen.desk.visit.consent.decision == "declined"
    assert screen.step == "note"
    screen.foot.next.click()
    settled()
    assert {document.kind for document in screen.desk.visit.documents} == {"refusal", "record"}


def test_the_patient_may_read_it_at_the_width_of_the_window(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "prepared"), "consent")
    narrow = screen.page.reading.pages.pages[0].width()
    screen.page.reading.size.click()
    settled()
    assert screen.page.reading.pages.pages[0].width() > 1.6 * narrow
    assert not screen.panel.isVisible() and screen.header.isVisible()
    screen.open_step("cautions")
    assert screen.panel.isVisible()


def test_the_keyboard_is_where_it_was_after_a_task(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "prepared"), "consent")
    field = screen.page.talk.edit
    field.setFocus()
    screen.seal("Working", lambda: None, lambda _: None)
    assert QApplication.focusWidget() is not field
    settled()
    assert QApplication.focusWidget() is field


def test_the_screen_names_what_is_being_done(desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw) -> None:
    screen: VisitScreen = screen_of(desk_of(whole, "ready"), "consent")
    screen.page.prepare.click()
    assert "Preparing the consent" in words_of(screen.foot)
    settled()
    assert "Preparing the consent" not in words_of(screen.foot)


def test_one_signature_can_be_taken_back_before_the_decision_and_the_others_stay(
        desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "signed"), "consent")
    card = screen.page.cards[KEY]
    assert not card.accept.isVisible()
    others = {(mark.role, mark.purposes) for mark in screen.desk.visit.consent.signatures} - {(KEY[0], (KEY[1],))}
    assert ("patient", ("chest",)) in others
    card.pad.clear_button.click()
    assert {(mark.role, mark.purposes) for mark in screen.desk.visit.consent.signatures} == others
    assert card.pad.strokes() == [] and card.accept.isVisible()
