"""Signatures in their order: only the next one is open, the others are a quiet line each."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.companions import Interpreter, Witness
from needlesafe.errors import Lack
from needlesafe.flow.gates import signatures_wanted
from needlesafe.flow.sealing import prepare_consent
from needlesafe.flow.statements import accompany
from needlesafe.gui.visit_screen import VisitScreen
from tests.gui.pages.conftest import DeskOf, ScreenOf, settle
from tests.helpers.visit_files import UPPER_TRAPEZIUS, begun, complete

NAMES = {"patient": "Aoife Byrne", "interpreter": "Ingrid Ødegård", "witness": "Mary Nolan", "practitioner": "Conor Walsh"}


@pytest.fixture
def unsigned(desk_of: DeskOf, screen_of: ScreenOf, catalogue: Catalogue, qtbot: QtBot) -> VisitScreen:
    """A consent over the chest that is read and understood; an interpreter and a witness sign too."""
    desk = desk_of(complete(begun(UPPER_TRAPEZIUS), catalogue), "prepared")
    accompany(desk, "interpreter", Interpreter("Ingrid Ødegård", "nb", "in person"))
    accompany(desk, "witness", Witness("Mary Nolan"))
    prepare_consent(desk)
    screen = screen_of(desk, "consent")
    settle(qtbot)
    return screen


def opened(screen: VisitScreen) -> list[tuple[str, str]]:
    """The cards that are open."""
    return [key for key, card in screen.page.cards.items() if card.isVisible()]


def lines(screen: VisitScreen) -> dict[tuple[str, str], str]:
    """What is read of those that are not."""
    return {key: line.words.text() for key, line in screen.page.signing.lines.items() if line.isVisible()}


def sign(screen: VisitScreen, key: tuple[str, str]) -> None:
    """Types and attests the name of who signs."""
    pad = screen.page.cards[key].pad
    pad.switch.click()
    pad.name.edit.setText(NAMES[key[0]])
    pad.attest.click()
    pad.sign.click()


def test_only_the_first_is_open_and_the_others_say_whom_they_wait_for(unsigned: VisitScreen) -> None:
    assert opened(unsigned) == [("patient", "needling")]
    assert lines(unsigned) == {
        ("interpreter", "needling"): "Interpreter: Ingrid Ødegård  ·  waits for Patient: Aoife Byrne",
        ("witness", "needling"): "Witness: Mary Nolan  ·  waits for Interpreter: Ingrid Ødegård",
        ("practitioner", "needling"): "Practitioner: Conor Walsh  ·  waits for Witness: Mary Nolan",
        ("patient", "chest"): "Patient: Aoife Byrne, for the chest  ·  waits for Practitioner: Conor Walsh",
        ("practitioner", "chest"): "Practitioner: Conor Walsh, for the chest  ·  waits for Patient: Aoife Byrne, for the chest"}
    assert not any(line.way.isVisible() for line in unsigned.page.signing.lines.values())


def test_each_signature_opens_the_next_and_the_last_leads_to_the_decision(unsigned: VisitScreen) -> None:
    order = signatures_wanted(unsigned.desk.standing)
    for place, key in enumerate(order):
        assert opened(unsigned) == [key]
        sign(unsigned, key)
        focused = QApplication.focusWidget()
        if place + 1 < len(order):
            assert unsigned.page.cards[order[place + 1]].isAncestorOf(focused)
    assert opened(unsigned) == [] and QApplication.focusWidget() is unsigned.page.given
    assert [(mark.role, mark.purposes[0]) for mark in unsigned.desk.visit.consent.signatures] == list(order)
    assert set(lines(unsigned)) == set(order)
    assert lines(unsigned)["witness", "needling"].startswith("Witness: Mary Nolan  ·  signed at ")


def test_a_signature_that_was_given_can_be_looked_at_and_taken_back(unsigned: VisitScreen) -> None:
    sign(unsigned, ("patient", "needling"))
    line, card = unsigned.page.signing.lines["patient", "needling"], unsigned.page.cards["patient", "needling"]
    line.way.click()
    assert card.isVisible() and line.way.text() == "Fold away" and not card.accept.isVisible()
    line.way.click()
    assert not card.isVisible() and line.way.text() == "Show"
    line.way.click()
    card.pad.clear_button.click()
    assert unsigned.desk.visit.consent.signatures == () and opened(unsigned) == [("patient", "needling")]
    assert not line.isVisible() and card.accept.isVisible()


def test_what_waits_leads_to_who_signs_before(unsigned: VisitScreen) -> None:
    unsigned.page.lead_to(Lack("signature", "practitioner chest", "consent"))
    assert unsigned.page.cards["patient", "needling"].isAncestorOf(QApplication.focusWidget())


def test_after_the_decision_nothing_is_open(desk_of: DeskOf, screen_of: ScreenOf, catalogue: Catalogue) -> None:
    screen = screen_of(desk_of(complete(begun(UPPER_TRAPEZIUS), catalogue), "agreed"), "consent")
    assert opened(screen) == [] and len(lines(screen)) == 4
    assert all("signed at" in words for words in lines(screen).values())
