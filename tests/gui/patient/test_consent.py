"""The consent in the patient's hands: read page by page, understood, signed; what was read is what is sealed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.companions import Chaperone, Guardian, Interpreter, Witness
from needlesafe.flow.sealing import draft_of
from needlesafe.flow.statements import accompany
from needlesafe.gui.patient.give_back import GiveBackPage
from needlesafe.gui.patient.places import PlacesPage
from needlesafe.gui.patient.questions import QuestionsPage
from needlesafe.gui.patient.sheets import ChangedSheetsPage, SheetsPage
from needlesafe.gui.patient.signing import SigningPage
from needlesafe.gui.patient.understanding import UnderstandingPage
from needlesafe.gui.visit_screen import VisitScreen
from tests.gui.pages.conftest import DeskOf, ScreenOf, settle
from tests.gui.patient.conftest import kinds_of, name_oneself, walk_to, words_of
from tests.helpers.visit_files import AOIFE, DELTOID, Raw, begun, complete

Open = Callable[[VisitScreen], None]


@pytest.fixture
def unread(whole: Raw) -> Raw:
    """The same visit before anything was asked about the consent."""
    return {**whole, "consent": {**whole["consent"], "understanding": [], "questions": ""}}


@pytest.fixture
def handed(desk_of: DeskOf, screen_of: ScreenOf, unread: Raw, qtbot: QtBot) -> VisitScreen:
    """A visit whose screen was handed over once everything before the consent was done; the name is typed."""
    screen = screen_of(desk_of(unread, "ready"), "consent")
    screen.page.hand_over.patient.click()
    name_oneself(screen.covers.turn)
    settle(qtbot)
    return screen


def answer_all(screen: VisitScreen, wrong: str = "") -> None:
    """Answers the questions on the page as the consent says, one of them not."""
    items = {item.id: item for text in screen.desk.workplace.catalogue.consent.values() for item in text.understanding}
    for name, row in screen.covers.turn.page.rows.items():
        wanted = items[name].wanted
        other = {"yes": "no", "no": "yes"}[wanted]
        button = next(button for button in row.buttons if button.value == (other if name == wrong else wanted))
        if not button.isChecked():
            button.click()


def understand(screen: VisitScreen, qtbot: QtBot) -> None:
    """Answers every question of understanding, page by page."""
    while type(screen.covers.turn.page) is UnderstandingPage:
        answer_all(screen)
        screen.covers.turn.foot.next.click()
        settle(qtbot)


def draw(qtbot: QtBot, ink: QWidget, *points: tuple[float, float]) -> None:
    """Draws one stroke with the mouse."""
    places = [QPoint(round(x * ink.width()), round(y * ink.height())) for x, y in points]
    qtbot.mousePress(ink, Qt.MouseButton.LeftButton, pos=places[0])
    for place in places[1:]:
        qtbot.mouseMove(ink, place)
    qtbot.mouseRelease(ink, Qt.MouseButton.LeftButton, pos=places[-1])


def sign(screen: VisitScreen, qtbot: QtBot) -> None:
    """Draws and accepts every signature that the pages ask for."""
    turn = screen.covers.turn
    while type(turn.page) is SigningPage:
        turn.page.show_widget(turn.page.card.pad)
        draw(qtbot, turn.page.card.pad.ink, (0.1, 0.5), (0.3, 0.2), (0.5, 0.7), (0.8, 0.4))
        turn.page.card.accept.click()
        turn.foot.next.click()
        settle(qtbot)


def test_the_whole_turn_ends_with_a_consent_that_the_practitioner_signs_and_seals(
        handed: VisitScreen, qtbot: QtBot, open_again: Open) -> None:
    turn = handed.covers.turn
    for page in (PlacesPage, SheetsPage, UnderstandingPage):
        walk_to(turn, page, qtbot)
    understand(handed, qtbot)
    walk_to(turn, SigningPage, qtbot)
    sign(handed, qtbot)
    assert type(turn.page) is GiveBackPage and "Thank you" in words_of(turn)
    consent = handed.desk.visit.consent
    assert {(mark.role, mark.purposes) for mark in consent.signatures} == {("patient", ("needling",)), ("patient", ("chest",))}
    assert hashlib.sha256(draft_of(handed.desk)).hexdigest() == consent.draft
    assert {mark.draft for mark in consent.signatures} == {consent.draft}
    open_again(handed)
    settle(qtbot)
    for key, card in handed.page.cards.items():
        if key[0] == "practitioner":
            handed.page.go_to(card)
            draw(qtbot, card.pad.ink, (0.1, 0.5), (0.3, 0.2), (0.5, 0.7), (0.8, 0.4))
            card.accept.click()
    handed.page.given.click()
    settle(qtbot)
    assert [document.kind for document in handed.desk.visit.documents] == ["consent"]


def test_where_needles_are_planned_is_shown_in_a_picture_and_in_words(handed: VisitScreen, qtbot: QtBot) -> None:
    walk_to(handed.covers.turn, PlacesPage, qtbot)
    page = handed.covers.turn.page
    assert len(page.pictures) == 1 and page.pictures[0].accessibleName() == "Your body from behind"
    assert "your left side" in words_of(page) and "2 needles" in words_of(page)


def test_every_page_is_gone_through_to_its_end_before_the_next(handed: VisitScreen, qtbot: QtBot) -> None:
    turn = handed.covers.turn
    walk_to(turn, SheetsPage, qtbot)
    settle(qtbot)
    page = turn.page
    assert page.verticalScrollBar().maximum() > 0 and turn.foot.next.text() == "Further down"
    assert [sheet.isVisible() for sheet in page.pages.pages].count(True) == 1
    while page.progress().startswith("The form, page 1 "):
        turn.foot.next.click()
    assert page.verticalScrollBar().value() == 0 and turn.foot.next.text() == "Further down"
    viewed = [event.payload for event in handed.desk.workplace.store.events(handed.desk.visit_id)
              if event.type == "pages-viewed"]
    assert [[told["page"] for told in one["pages"]] for one in viewed] == [[1]]


def test_pages_and_seconds_are_recorded_and_printed_and_leave_the_draft_as_it_is(
        desk_of: DeskOf, screen_of: ScreenOf, unread: Raw, qtbot: QtBot, workplace) -> None:
    ticks = iter(range(0, 100_000, 7))
    desk = desk_of(unread, "ready")
    desk.workplace = replace(desk.workplace, monotonic=lambda: next(ticks))
    screen = screen_of(desk, "consent")
    screen.hand_over("patient")
    turn = screen.covers.turn
    name_oneself(turn)
    walk_to(turn, UnderstandingPage, qtbot)
    viewed = [event.payload for event in workplace.store.events(desk.visit_id) if event.type == "pages-viewed"]
    assert [one["pages"][0]["page"] for one in viewed] == list(range(1, len(viewed) + 1)) and len(viewed) > 2
    assert all(one["pages"][0]["seconds"] >= 7 and one["draft"] == desk.visit.consent.draft for one in viewed)
    assert hashlib.sha256(draft_of(desk)).hexdigest() == desk.visit.consent.draft


def test_only_pages_that_became_others_are_shown_again(handed: VisitScreen, qtbot: QtBot) -> None:
    turn = handed.covers.turn
    walk_to(turn, UnderstandingPage, qtbot)
    understand(handed, qtbot)
    settle(qtbot)
    assert type(turn.page) is ChangedSheetsPage
    assert 0 < len(turn.page._shown) < len(turn.page.pages.pages)
    assert "look at it again" in words_of(turn.page)


def test_a_wrong_answer_stops_and_asks_for_a_talk_before_anything_is_signed(
        handed: VisitScreen, qtbot: QtBot, open_again: Open) -> None:
    turn = handed.covers.turn
    walk_to(turn, UnderstandingPage, qtbot)
    wrong = list(turn.page.rows)[0]
    answer_all(handed, wrong)
    answer_all(handed)
    assert handed.desk.visit.consent.understanding and not turn.page.rows[wrong].answer() == ""
    while type(turn.page) is UnderstandingPage:
        answer_all(handed)
        turn.foot.next.click()
        settle(qtbot)
    assert type(turn.page) is GiveBackPage and "This is no test" in words_of(turn)
    open_again(handed)
    settle(qtbot)
    assert [lack.code for lack in handed.desk.lacks("consent-given") if "understanding" in lack.code] == ["understanding-talk"]
    assert not handed.page.cards
    row = next(iter(handed.page.spoken.talks.rows.values()))
    row.edit.setPlainText("We read the part again; she said it in her own words.")
    row.commit()
    settle(qtbot)
    answered = handed.desk.visit.consent.answered
    assert [one.question for one in answered].count(wrong) == 2 and answered[0].talk.startswith("We read")
    assert not [lack for lack in handed.desk.lacks("consent-given") if "understanding" in lack.code]
    handed.hand_over("patient")
    name_oneself(handed.covers.turn)
    walk_to(handed.covers.turn, UnderstandingPage, qtbot)
    assert kinds_of(handed).count("handed-to-patient") == 2


def test_the_signature_of_a_patient_under_another_name_stops(handed: VisitScreen, qtbot: QtBot) -> None:
    turn = handed.covers.turn
    walk_to(turn, UnderstandingPage, qtbot)
    understand(handed, qtbot)
    walk_to(turn, SigningPage, qtbot)
    pad = turn.page.card.pad
    pad.switch.click()
    pad.name.edit.setText("Niamh Doyle")
    pad.attest.click()
    pad.sign.click()
    assert type(turn.page) is GiveBackPage and not handed.desk.visit.consent.signatures
    assert kinds_of(handed)[-1] == "practitioner-called"


@pytest.mark.parametrize(("points", "words"), [
    (((0.1, 0.5), (0.3, 0.5), (0.5, 0.5), (0.9, 0.5)), "only a line"),
    (((0.2, 0.2), (0.3, 0.301), (0.5, 0.5)), "only a line"), (((0.5, 0.5), (0.502, 0.5)), "only a dot"), ((), "Nothing is drawn")])
def test_a_blank_pad_a_dot_and_a_line_are_no_signature(
        handed: VisitScreen, qtbot: QtBot, points: tuple, words: str) -> None:
    turn = handed.covers.turn
    walk_to(turn, UnderstandingPage, qtbot)
    understand(handed, qtbot)
    walk_to(turn, SigningPage, qtbot)
    turn.page.show_widget(turn.page.card.pad)
    if points:
        draw(qtbot, turn.page.card.pad.ink, *points)
    turn.page.card.accept.click()
    assert words in words_of(turn.page.card) and not handed.desk.visit.consent.signatures
    turn.foot.next.click()
    assert type(turn.page) is SigningPage


def test_a_child_s_turn_calls_the_practitioner_where_nobody_is_named_who_decides(
        desk_of: DeskOf, screen_of: ScreenOf, catalogue: Catalogue, qtbot: QtBot) -> None:
    child = complete(begun(DELTOID, patient={**AOIFE, "birth_date": "2014-02-28"}), catalogue)
    screen = screen_of(desk_of({**child, "consent": {**child["consent"], "understanding": []}}, "ready"), "consent")
    screen.hand_over("patient")
    turn = screen.covers.turn
    name_oneself(turn)
    walk_to(turn, UnderstandingPage, qtbot)
    understand(screen, qtbot)
    walk_to(turn, SigningPage, qtbot)
    draw(qtbot, turn.page.card.pad.ink, (0.1, 0.5), (0.3, 0.2), (0.5, 0.7), (0.8, 0.4))
    turn.page.card.accept.click()
    turn.foot.next.click()
    assert type(turn.page) is GiveBackPage and "who decides for you" in words_of(turn.page)


def test_everybody_beside_the_patient_signs_in_order_on_a_page_of_their_own(
        desk_of: DeskOf, screen_of: ScreenOf, unread: Raw, qtbot: QtBot) -> None:
    desk = desk_of(unread, "ready")
    for role, person in (("guardian", Guardian("Seán Byrne")), ("interpreter", Interpreter("Maria Rossi", "Italian")),
                         ("witness", Witness("Tom Daly")), ("chaperone", Chaperone("accepted", "Ann Quirke"))):
        accompany(desk, role, person)
    screen = screen_of(desk, "consent")
    screen.hand_over("patient")
    name_oneself(screen.covers.turn)
    turn = screen.covers.turn
    walk_to(turn, UnderstandingPage, qtbot)
    understand(screen, qtbot)
    walk_to(turn, SigningPage, qtbot)
    titles = []
    while type(turn.page) is SigningPage:
        titles.append(turn.page.title.text())
        draw(qtbot, turn.page.card.pad.ink, (0.1, 0.5), (0.3, 0.2), (0.5, 0.7), (0.8, 0.4))
        turn.page.card.accept.click()
        turn.foot.next.click()
        settle(qtbot)
    names = ["Aoife Byrne", "Seán Byrne", "Maria Rossi", "Tom Daly", "Ann Quirke", "Aoife Byrne", "Seán Byrne"]
    assert titles == [f"{name}, please sign" for name in names]


def test_going_back_from_the_questions_shows_the_pages_again(handed: VisitScreen, qtbot: QtBot) -> None:
    turn = handed.covers.turn
    walk_to(turn, UnderstandingPage, qtbot)
    turn.foot.back.click()
    settle(qtbot)
    assert type(turn.page) is SheetsPage and turn.page.at == len(turn.page.pages.pages) - 1
    while type(turn.page) is SheetsPage:
        turn.foot.back.click()
        settle(qtbot)
    assert type(turn.page) in (PlacesPage, QuestionsPage)
