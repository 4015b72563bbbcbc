"""Treatment: the pause, the needles, the clock, and what went wrong worked through to the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.folding import fold
from needlesafe.flow.views import ledger_lines, nerves_near
from needlesafe.gui.adverse_card import AT_SITE, AdverseCard
from needlesafe.gui.visit_screen import VisitScreen
from tests.gui.pages.conftest import DeskOf, ScreenOf
from tests.helpers.visit_files import DELTOID, UPPER_TRAPEZIUS, Raw, begun, complete


@pytest.fixture
def whole(catalogue: Catalogue) -> Raw:
    """The file of a whole visit at two sites."""
    return complete(begun(UPPER_TRAPEZIUS, DELTOID), catalogue)


def happened(screen: VisitScreen, event: str, site: str) -> AdverseCard:
    """Records an event from the list and returns its card."""
    chooser = screen.page.chooser
    for row, value in ((chooser.event_row, event), (chooser.site, site)):
        row.edit.setCurrentIndex(row.edit.findData(value))
    chooser.record.click()
    return screen.page.events[max(screen.page.events)]


def words_of(widget: QWidget) -> str:
    """Every word that is seen in a widget."""
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


@contextmanager
def sealing(screen: VisitScreen, settled: Callable) -> Iterator[None]:
    """Something is being sealed meanwhile, and done at the end."""
    done = Event()
    screen.seal("Sealing the letter", lambda: done.wait(20), lambda _: None)
    assert screen.busy
    try:
        yield
        assert screen.busy
    finally:
        done.set()
        settled()


def test_a_needle_comes_out_while_something_is_being_sealed_and_nothing_else_is_taken(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "needled"), "treatment")
    row, first = screen.page.rows[0], screen.desk.visit.sites[0].needles
    with sealing(screen, settled):
        assert row.remove.isEnabled() and not row.place.isEnabled() and not screen.page.happened.isEnabled()
        assert not screen.page.ledger.board.more.isEnabled()
        row.remove.click()
        assert row.accessibleDescription().startswith(f"{first} in, 1 out")
        for _ in range(first + 3):
            row.remove.click()
        assert not row.remove.isEnabled()
    lines = ledger_lines(screen.desk.standing)
    assert (lines[0].removed, lines[1].removed) == (first, 0) and screen.banner.isHidden() and not screen._refused
    assert screen.page.rows[1].place.isEnabled() and screen.page.happened.isEnabled()


def test_all_needles_come_out_once_while_something_is_being_sealed_and_wait_to_be_counted(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "needled"), "treatment")
    with sealing(screen, settled):
        for _ in range(2):
            screen.page.all_out.click()
    assert [event.event for event in screen.desk.visit.treatment].count("all-out") == 1
    assert screen.page.ledger.count.isVisible()


def test_the_treatment_takes_a_needle_out_where_it_is_come_to_while_something_is_being_sealed(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "needled"), "consent")
    with sealing(screen, settled):
        assert not screen.middle.isEnabled()
        screen.needles.treatment.click()
        screen.page.rows[1].remove.click()
    assert ledger_lines(screen.desk.standing)[1].removed == 1


def test_no_needle_goes_in_before_the_pause(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "agreed"), "treatment")
    assert not screen.page.rows[0].place.isEnabled()
    for row in list(screen.page.pause.rows.values()):
        row.click()
    assert screen.page.rows[0].place.isEnabled()


def test_every_tick_of_the_pause_is_saved_by_itself(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "agreed"), "treatment")
    names = list(screen.page.pause.rows)
    for name in names[:2]:
        screen.page.pause.rows[name].click()
    stored = fold(screen.desk.workplace.store.events(screen.desk.visit_id))
    assert [(event.event, dict(event.detail)) for event in stored.treatment] == [("pause", dict.fromkeys(names[:2], "yes"))]


def test_what_stands_against_a_needle_is_said_with_the_way_there(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "ready"), "treatment")
    assert "The consent is not prepared yet" in words_of(screen.page.refusal)
    screen.page.missing.click()
    assert screen.step == "consent"


def test_one_tap_is_one_needle_and_its_clock_starts(
        desk_of: DeskOf, screen_of: ScreenOf, whole: Raw, workplace, monkeypatch) -> None:
    from dataclasses import replace

    desk, now = desk_of(whole, "paused"), [1000.0]
    desk.workplace = replace(desk.workplace, monotonic=lambda: now[0])
    screen = screen_of(desk, "treatment")
    screen.page.rows[0].place.click()
    now[0] += 75
    screen._tick()
    assert "1:15" in words_of(screen.page.rows[0])
    assert "1 in the patient" in words_of(screen.page.rows[0])


@pytest.mark.parametrize("step", ["who", "screening", "sites", "cautions", "consent", "note"])
def test_needles_and_the_way_out_are_in_view_on_every_other_step(
        desk_of: DeskOf, screen_of: ScreenOf, whole: Raw, step: str) -> None:
    screen = screen_of(desk_of(whole, "needled"), step)
    assert "3 needles in the patient" in words_of(screen.needles)
    screen.needles.all_out.click()
    assert "3 needles to count" in words_of(screen.needles) and not screen.needles.all_out.isVisible()


def test_nerve_contact_asks_for_the_tests_of_exactly_the_nerves_near_the_site(
        desk_of: DeskOf, screen_of: ScreenOf, whole: Raw, catalogue: Catalogue) -> None:
    screen = screen_of(desk_of(whole, "needled"), "treatment")
    card = happened(screen, "ae-nerve-contact", "0")
    asked = {name.partition("-")[2] for name in card.fields if name.startswith(("motor-", "touch-"))}
    near = nerves_near(screen.desk.visit.sites[0], catalogue)
    assert asked == {name for name in near if _tests_of(catalogue, name)}
    assert asked


def _tests_of(catalogue: Catalogue, nerve: str) -> bool:
    known = catalogue.nerves[nerve]
    return any(test.strip(" .").lower() not in ("", "none", "not useful") for test in (known.motor_screen, known.sensory_screen))


def test_an_emergency_without_a_site_asks_for_it_and_then_for_its_nerves(
        desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "needled"), "treatment")
    screen.open_emergency()
    screen.emergency.choose("ae-nerve-contact")
    screen.emergency.end()
    index = max(screen.page.events)
    assert not any(name.startswith("motor-") for name in screen.page.events[index].fields)
    screen.page.events[index].fields[AT_SITE].buttons[0].click()
    assert any(name.startswith("motor-") for name in screen.page.events[index].fields)


def test_a_suspected_pneumothorax_is_worked_through_to_the_end(
        desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "needled"), "treatment")
    card = happened(screen, "ae-pneumothorax", "0")
    for row in card.steps.values():
        row.click()
    told = {"found": "pain on breathing in", "called": "112 at 10:10", "handed_over": "ambulance at 10:25",
            "told": "go to hospital", "outcome": "left with the crew, stable"}
    for name, words in told.items():
        edit = card.fields[name].edit
        edit.setFocus()
        edit.setPlainText(words) if hasattr(edit, "setPlainText") else edit.setText(words)
        card.fields[name].commit()
    for name in ("breaths", "pulse", "oxygen"):
        card.fields[name].edit.setText("22")
        card.fields[name].commit()
    card.fields["breathless"].buttons[0].click()
    kept = fold(screen.desk.workplace.store.events(screen.desk.visit_id)).treatment[-1].detail
    assert {**told, "breaths": 22, "pulse": 22, "oxygen": 22, "breathless": "yes"}.items() <= kept.items()
    assert len(kept["steps_done"]) == len(card.steps)


def test_an_event_that_was_recorded_has_the_keyboard(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "needled"), "treatment")
    card = happened(screen, "ae-bruise", "1")
    assert card.isAncestorOf(QApplication.focusWidget())
    assert screen.page.chooser.event_row.value() is None


def test_a_row_speaks_of_the_site_that_is_planned_now(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    from dataclasses import replace

    screen = screen_of(desk_of(whole, "agreed"), "treatment")
    sites = screen.desk.visit.sites
    screen.act(lambda desk: desk.plan_sites((replace(sites[0], side="right"), sites[1])))
    assert "Right upper trapezius" in words_of(screen.page.rows[0])


def test_all_needles_out_is_one_tap(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw, settled: Callable) -> None:
    screen = screen_of(desk_of(whole, "needled"), "treatment")
    screen.page.all_out.click()
    assert screen.desk.visit.treatment[-1].event == "all-out"
    assert not screen.page.all_out.isVisible()
