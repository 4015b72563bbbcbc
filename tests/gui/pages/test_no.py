"""The patient says no: before the consent, after it, with needles in, and after the visit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import current_thread, main_thread

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.folding import fold
from needlesafe.flow.steps import STEP_IDS
from needlesafe.gui.form import Form
from needlesafe.gui.refusal_page import RefusalPage
from needlesafe.gui.visit_screen import VisitScreen
from tests.gui.pages.conftest import DeskOf, ScreenOf
from tests.helpers.visit_files import INK, UPPER_TRAPEZIUS, Raw, begun, complete


@pytest.fixture
def whole(catalogue: Catalogue) -> Raw:
    """The file of a whole visit at the top of the shoulder."""
    return complete(begun(UPPER_TRAPEZIUS), catalogue)


def words_of(widget: QWidget) -> str:
    """Every word that is seen in a widget."""
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def kinds(screen: VisitScreen) -> list[str]:
    """The kinds of the sealed documents, in their order."""
    return [document.kind for document in screen.desk.visit.documents]


def choose(screen: VisitScreen, field: str, value: str) -> None:
    """Presses one of a list of buttons."""
    next(button for button in screen.aside.form.rows[field].buttons if button.value == value).click()


def say(screen: VisitScreen, field: str, text: str) -> None:
    """Types into a field."""
    row = screen.aside.form.rows[field]
    row.edit.setPlainText(text)
    row.commit()


def pages_of(screen: VisitScreen) -> str:
    """The words on the sealed page that is shown."""
    document = screen.aside.paper.pages.document
    return " ".join(" ".join(document.getAllText(number).text() for number in range(document.pageCount())).split())


class Watched(Form):
    """A form that knows which threads read its fields."""

    read_by: set[str]

    def __getitem__(self, name: str) -> object:
        self.read_by.add(current_thread().name)
        return super().__getitem__(name)


@pytest.mark.parametrize(("stage", "decision"), [("ready", "declined"), ("agreed", "withdrawn")])
def test_no_field_is_read_on_another_thread_than_that_of_the_screen(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw, stage: str, decision: str) -> None:
    screen = screen_of(desk_of(whole, stage), "consent")
    screen.no.click()
    choose(screen, "decision", decision)
    choose(screen, "who", "patient")
    say(screen, "words", "No, thank you.")
    screen.aside.form.__class__, screen.aside.form.read_by = Watched, set()
    screen.foot.next.click()
    settled()
    assert screen.aside.form.read_by == {main_thread().name}
    assert kinds(screen)[-1] == ("withdrawal" if decision == "withdrawn" else "record")


@pytest.mark.parametrize("step", STEP_IDS)
def test_no_is_one_key_away_on_every_step_and_nothing_is_chosen_beforehand(
        desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot, step: str) -> None:
    screen = screen_of(desk_of(begun(UPPER_TRAPEZIUS), "planned"), step)
    qtbot.keyClick(screen, Qt.Key.Key_F8)
    assert isinstance(screen.aside, RefusalPage) and screen.header.isVisible()
    assert screen.aside.form["decision"] is None
    screen.foot.back.click()
    assert screen.step == step and not screen.desk.visit.consent.decision


@pytest.mark.parametrize(("decision", "title"), [("declined", "Refusal"), ("deferred", "Decision put off")])
def test_a_no_before_the_consent_ends_the_visit_with_its_sealed_page(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw, decision: str, title: str) -> None:
    screen = screen_of(desk_of(whole, "ready"), "cautions")
    screen.no.click()
    choose(screen, "decision", decision)
    assert "No needle goes in." in words_of(screen.aside)
    choose(screen, "who", "patient")
    say(screen, "reason", "wants to ask her own doctor first")
    screen.foot.next.click()
    settled()
    assert kinds(screen) == ["refusal", "record"] and screen.desk.visit.closed
    assert title in words_of(screen.aside)
    assert "wants to ask her own doctor first" in pages_of(screen) and "Who decided" in pages_of(screen)
    stored = fold(screen.desk.workplace.store.events(screen.desk.visit_id))
    assert (stored.consent.decision, stored.consent.decided_by) == (decision, "Aoife Byrne")


def test_a_no_may_be_signed_and_need_not(desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "ready"), "cautions")
    screen.no.click()
    assert screen.aside.signing.isHidden()
    choose(screen, "decision", "declined")
    choose(screen, "who", "patient")
    card = screen.aside.signing.cards["patient"]
    assert "I do not want dry needling now." in words_of(card) and "nobody has to" in words_of(card)
    card.pad.set_strokes(INK)
    card.accept.click()
    settled()
    visit = screen.desk.visit
    assert visit.consent.decision == "declined" and [one.name for one in visit.consent.refusal] == ["Aoife Byrne"]
    assert "Signed by Aoife Byrne" in words_of(card) and not card.pad.isEnabled()
    screen.foot.next.click()
    settled()
    assert kinds(screen) == ["refusal", "record"] and "for the decision" in pages_of(screen)


def test_a_consent_is_taken_back_without_a_signature(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "agreed"), "treatment")
    screen.no.click()
    choose(screen, "decision", "withdrawn")
    assert screen.aside.signing.isHidden()


def test_what_was_decided_is_recorded_before_everything_else_is_asked_for(
        desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "agreed"), "treatment")
    screen.no.click()
    choose(screen, "decision", "withdrawn")
    screen.foot.next.click()
    assert screen.desk.visit.withdrawal is not None
    assert "Say who decided." in words_of(screen.aside)
    assert [lack.code for lack in screen.desk.lacks("needle-in")] == ["withdrawn"]


def test_consent_is_taken_back_with_needles_in_and_they_come_out_from_the_same_page(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "needled"), "treatment")
    screen.no.click()
    assert screen.needles.isVisible() and screen.needles.all_out.isEnabled()
    choose(screen, "decision", "withdrawn")
    screen.foot.next.click()
    assert screen.desk.visit.withdrawal.needles_in == 2
    choose(screen, "who", "patient")
    say(screen, "words", "Stop, please.")
    screen.foot.next.click()
    assert kinds(screen) == ["consent"] and screen.step == "treatment" and screen.aside is None
    row = screen.page.rows[0]
    assert row.remove.isEnabled() and not row.place.isEnabled()
    screen.no.click()
    screen.needles.all_out.click()
    screen.foot.next.click()
    settled()
    assert kinds(screen) == ["consent", "withdrawal"]
    assert "Stop, please." in pages_of(screen) and "2" in pages_of(screen)
    screen.foot.next.click()
    assert screen.step == "note" and screen.aside is None


def test_what_was_written_of_a_withdrawal_is_recorded_when_the_page_is_left(
        desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "needled"), "treatment")
    screen.no.click()
    choose(screen, "decision", "withdrawn")
    screen.foot.next.click()
    say(screen, "words", "I want it to stop.")
    screen.open_step("note")
    assert screen.desk.visit.withdrawal.words == "I want it to stop."
    screen.no.click()
    assert screen.aside.form["words"] == "I want it to stop."


def test_consent_is_taken_back_after_the_visit_and_the_consent_never_leaves_without_that_page(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw, tmp_path: Path) -> None:
    screen = screen_of(desk_of(whole, "sealed"))
    screen.no.click()
    assert [button.value for button in screen.aside.form.rows["decision"].buttons] == ["withdrawn"]
    choose(screen, "decision", "withdrawn")
    choose(screen, "who", "other")
    screen.aside.form.rows["name"].edit.setText("Seán Byrne, her attorney")
    say(screen, "words", "No more of this.")
    screen.foot.next.click()
    settled()
    assert kinds(screen)[-1] == "withdrawal" and "Seán Byrne, her attorney" in pages_of(screen)
    screen.foot.next.click()
    written = screen.page.papers.list.line_of("consent").buttons.save_in(tmp_path)
    assert len(written) == 2 and any("withdrawal" in path.name for path in written)


def test_the_consent_page_leads_to_the_same_place_once_consent_was_given(
        desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "needled"), "consent")
    assert screen.page.decision.decline.isEnabled()
    screen.page.decision.decline.click()
    assert isinstance(screen.aside, RefusalPage)
    assert screen.desk.visit.withdrawal is None and screen.desk.visit.consent.decision == "given"


def test_the_way_stays_in_reach_while_the_patient_reads_at_full_width(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "prepared"), "consent")
    screen.page.reading.size.click()
    settled()
    assert screen.no.isVisible() and not screen.rail.isVisible()
    screen.no.click()
    assert isinstance(screen.aside, RefusalPage) and screen.rail.isVisible()
