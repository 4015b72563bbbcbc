"""Reading and adopting the content in the window; until then home, About and a new visit say trial."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.adoption import state
from needlesafe.flow.workplace import Workplace
from needlesafe.gui import theme
from needlesafe.gui.about import AboutPage
from needlesafe.gui.adoption import AdoptionPage
from needlesafe.gui.adoption_group import EntryFold, EntryGroup
from needlesafe.gui.new_patient import PatientPage
from needlesafe.gui.tasks import running
from needlesafe.gui.theme import Theme
from needlesafe.gui.visit_screen import VisitScreen
from needlesafe.gui.window import SMALLEST, Window
from tests.gui.conftest import Opened
from tests.helpers.adopting import adopted
from tests.helpers.budgets import allowed
from tests.helpers.workplaces import AOIFE, new_workplace

A_FRAME = 0.016
"""Seconds: longer than this the window is never kept from drawing."""
A_FINGER = 44
"""Pixels."""


@pytest.fixture
def folder(tmp_path: Path, catalogue: Catalogue) -> Path:
    """A store whose content nobody adopted."""
    new_workplace(tmp_path / "store", catalogue).store.close()
    return tmp_path / "store"


@pytest.fixture
def window(home_on: Opened, folder: Path) -> Window:
    """The window at home."""
    return home_on(folder)


def idle(qtbot: QtBot) -> None:
    """Waits until no task is at work."""
    qtbot.waitUntil(lambda: not running(), timeout=20000)
    QApplication.processEvents()


def words_on(page: QWidget) -> str:
    """Everything that can be read on a page now."""
    lines = [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]
    lines += [f"{line.accessibleName()} {line.accessibleDescription()}" for line in page.findChildren(QAbstractButton)
              if line.isVisibleTo(page)]
    return "\n".join(lines).replace("\u200b", "")


def tap(qtbot: QtBot, page: AdoptionPage, line: QWidget) -> None:
    """Scrolls to a line and taps it."""
    page.column.show_widget(line)
    QApplication.processEvents()
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)


def reading(qtbot: QtBot, window: Window) -> AdoptionPage:
    """The page to which home leads."""
    qtbot.mouseClick(window.home.adoption.read, Qt.MouseButton.LeftButton)
    idle(qtbot)
    assert isinstance(window.page, AdoptionPage)
    return window.page


def opened(qtbot: QtBot, page: AdoptionPage, group: str) -> EntryGroup:
    """A group after it was tapped and all its rows stand."""
    fold = page.groups[group]
    tap(qtbot, page, fold.head)
    qtbot.waitUntil(lambda: group in page.adopting().shown, timeout=20000)
    return fold


def under(window: Window, catalogue: Catalogue) -> Workplace:
    """The window's workplace, from now on with other content."""
    window.workplace = window.home.workplace = replace(window.workplace, catalogue=catalogue)
    window.home.refresh()
    return window.workplace


def with_other_calf(catalogue: Catalogue) -> Catalogue:
    """The content in which one region says something else."""
    calf = replace(catalogue.regions["calf"], reason="Vessels run deep.")
    return replace(catalogue, fingerprint="f" * 64, regions={**catalogue.regions, "calf": calf})


def test_home_says_that_nobody_adopted_the_content_until_somebody_does(window: Window) -> None:
    assert "no clinician has reviewed this content" in words_on(window.home)
    adopted(window.workplace)
    window.home.refresh()
    assert not window.home.adoption.isVisible()


def test_the_page_says_what_adopting_is_and_how_much_there_is_to_read(qtbot: QtBot, window: Window) -> None:
    page = reading(qtbot, window)
    counts = state(window.workplace).counts
    read = words_on(page)
    assert "Adopting does not say that the content is right." in read
    assert all(str(counts[kind]) in read for kind in ("all", "unconfirmed", "default"))
    assert {group.partition(" ")[0] for group in page.groups} == {"unconfirmed", "default"}


def test_the_name_stands_there_and_nothing_is_ticked(qtbot: QtBot, window: Window) -> None:
    page = reading(qtbot, window)
    assert (page.adopting().name, page.adopting().registration) == ("Conor Walsh", "PT-20311")
    assert not page.tick.isChecked() and page.adopting().shown == frozenset()


def test_adopting_leads_to_what_was_not_opened_yet(qtbot: QtBot, window: Window) -> None:
    page = reading(qtbot, window)
    first = next(iter(page.groups))
    assert page.foot.next.weight == "waiting" and f"{len(page.groups)} groups are not opened yet" in words_on(page.foot)
    qtbot.mouseClick(page.foot.next, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is page.groups[first].head
    assert window.workplace.store.adoptions() == ()


def test_what_is_missing_of_the_adopter_is_named_and_led_to(qtbot: QtBot, window: Window, catalogue: Catalogue) -> None:
    adopted(window.workplace)
    under(window, with_other_calf(catalogue))
    page = reading(qtbot, window)
    opened(qtbot, page, "changed regions")
    for words, place in (("The statement is not ticked", page.tick),
                         ("The registration is missing", page.form.rows["registration"].edit),
                         ("The name is missing", page.form.rows["name"].edit)):
        if place is not page.tick:
            place.clear()
        assert words in words_on(page.foot)
        page.foot.next.click()
        assert QApplication.focusWidget() is place
    assert len(window.workplace.store.adoptions()) == 1


def test_an_entry_shows_its_text_at_once_and_its_sources_at_one_tap(qtbot: QtBot, window: Window) -> None:
    page = reading(qtbot, window)
    muscle = next(told for told in window.workplace.catalogue.muscles.values() if told.status == "unconfirmed" and told.sources)
    row = opened(qtbot, page, "unconfirmed muscles").rows[f"muscles {muscle.id}"]
    assert f"{muscle.title} \u2020" in words_on(row) and muscle.caution in words_on(row)
    tap(qtbot, page, row.head)
    read = words_on(row)
    assert "Not confirmed in a source that was read." in read
    assert all(f"[{name}]" in read for name in muscle.sources)


def test_reading_goes_on_in_another_sitting_with_what_was_remarked(qtbot: QtBot, window: Window) -> None:
    page = reading(qtbot, window)
    row = next(iter(opened(qtbot, page, "default regions").rows.values()))
    tap(qtbot, page, row.head)
    row.remark.edit.setFocus()
    qtbot.keyClicks(row.remark.edit, "Only to 20 mm here.")
    page.left.emit()

    page = reading(qtbot, window)
    assert page.adopting().shown == {"default regions"}
    assert page.adopting().remarks == {row.view.name: "Only to 20 mm here."}
    assert "Remark: Only to 20 mm here." in words_on(opened(qtbot, page, "default regions"))


def test_the_end_of_a_group_leads_to_the_next_one(qtbot: QtBot, window: Window) -> None:
    page = reading(qtbot, window)
    first, second = list(page.groups)[:2]
    fold = opened(qtbot, page, first)
    on = [button for button in fold.behind.findChildren(QAbstractButton) if button.accessibleName().startswith("Close")]
    tap(qtbot, page, on[0])
    qtbot.waitUntil(lambda: second in page.adopting().shown, timeout=20000)
    assert not fold.is_open() and page.groups[second].is_open()


def test_whoever_has_read_everything_adopts_it_and_about_says_who(qtbot: QtBot, window: Window, catalogue: Catalogue) -> None:
    page = reading(qtbot, window)
    for group in page.groups:
        fold = opened(qtbot, page, group)
        fold.unfold(False)
    assert words_on(page.foot).count("The statement is not ticked") == 1
    tap(qtbot, page, page.tick)
    qtbot.mouseClick(page.foot.next, Qt.MouseButton.LeftButton)
    idle(qtbot)
    assert "Adopted for use in this clinic" in words_on(page) and not page.foot.next.isVisible()
    kept, = window.workplace.store.adoptions()
    assert (kept.name, kept.registration, kept.user, kept.fingerprint) == (
        "Conor Walsh", "PT-20311", "conor", catalogue.fingerprint)

    window.home.page_asked.emit("about")
    idle(qtbot)
    read = words_on(window.page)
    assert all(words in read for words in ("Content adopted", "Conor Walsh, PT-20311", catalogue.fingerprint))


def test_about_says_that_nobody_adopted_and_leads_there(qtbot: QtBot, window: Window) -> None:
    window.home.page_asked.emit("about")
    assert isinstance(window.page, AboutPage) and "no clinician of this clinic has adopted it" in words_on(window.page)
    qtbot.mouseClick(window.page.adoption, Qt.MouseButton.LeftButton)
    idle(qtbot)
    assert isinstance(window.page, AdoptionPage)


def test_later_content_asks_about_what_changed_alone(qtbot: QtBot, window: Window, catalogue: Catalogue) -> None:
    adopted(window.workplace, remarks={"regions calf": "Only to 20 mm here."})
    under(window, with_other_calf(catalogue))
    assert "the content changed since Conor Walsh adopted it" in words_on(window.home)
    window.home.page_asked.emit("about")
    idle(qtbot)
    assert "1 entry changed" in words_on(window.page)
    window.page.left.emit()

    page = reading(qtbot, window)
    assert list(page.groups) == ["changed regions"]
    row, = opened(qtbot, page, "changed regions").rows.values()
    assert "changed" in words_on(row) and "Vessels run deep." in words_on(row)
    tap(qtbot, page, row.head)
    assert "Earlier remark\nOnly to 20 mm here." in words_on(row)
    tap(qtbot, page, page.tick)
    qtbot.mouseClick(page.foot.next, Qt.MouseButton.LeftButton)
    idle(qtbot)
    page.left.emit()
    assert not window.home.adoption.isVisible()


def asked(window: Window) -> PatientPage:
    """The page of a new patient whose name and birth date were read back."""
    window.home.new_patient.click()
    page = window.page
    for name in ("family_name", "given_name", "birth_date"):
        page.form.rows[name].edit.setText(getattr(AOIFE, name))
    page.tick.click()
    return page


def test_before_a_trial_the_program_asks_whether_the_patient_is_real(qtbot: QtBot, window: Window) -> None:
    page = asked(window)
    assert "Is this a real patient?" in words_on(page) and page.trial.said() == ""
    qtbot.mouseClick(page.foot.next, Qt.MouseButton.LeftButton)
    assert window.page is page and "Choose one of the two" in words_on(page)


@pytest.mark.parametrize(("place", "choice"), [(0, "practice"), (1, "real")])
def test_what_was_said_stands_in_the_visit(qtbot: QtBot, window: Window, place: int, choice: str) -> None:
    page = asked(window)
    qtbot.mouseClick(page.trial.choice.buttons[place], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.foot.next, Qt.MouseButton.LeftButton)
    assert isinstance(window.page, VisitScreen)
    assert window.page.desk.visit.trial and window.page.desk.visit.trial_choice == choice


def test_adopting_first_keeps_the_patient_that_was_being_written_down(qtbot: QtBot, window: Window) -> None:
    page = asked(window)
    qtbot.mouseClick(page.trial.adopt, Qt.MouseButton.LeftButton)
    idle(qtbot)
    assert isinstance(window.page, AdoptionPage)
    adopted(window.workplace)
    qtbot.mouseClick(window.page.foot.back, Qt.MouseButton.LeftButton)
    assert window.page is page and not page.trial.isVisible()
    qtbot.mouseClick(page.foot.next, Qt.MouseButton.LeftButton)
    assert window.page.desk.visit.patient.name == AOIFE.name and not window.page.desk.visit.trial


def test_adopted_content_asks_nothing_before_a_visit(window: Window) -> None:
    adopted(window.workplace)
    page = asked(window)
    assert not page.trial.isVisible()
    page.foot.next.click()
    assert isinstance(window.page, VisitScreen) and window.page.desk.visit.trial_choice == ""


@pytest.mark.benchmark
def test_the_longest_group_never_keeps_the_window_from_drawing(qtbot: QtBot, window: Window) -> None:
    page = reading(qtbot, window)
    group = max(page.groups, key=lambda name: len(page.now.groups[name]))
    turns = []
    begun = time.thread_time()
    page.groups[group].head.click()
    while group not in page.adopting().shown:
        turns.append(time.thread_time() - begun)
        begun = time.thread_time()
        QApplication.processEvents()
    turns.append(time.thread_time() - begun)
    print(f"{len(page.groups[group].rows)} entries in {len(turns)} turns, the longest {max(turns) * 1000:.1f} ms")
    assert max(turns) <= allowed(A_FRAME)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_line_is_for_a_finger_and_fits_the_smallest_window(qtbot: QtBot, window: Window, scale: float) -> None:
    theme.apply(QApplication.instance(), Theme(scale=scale))
    window.resize(SMALLEST)
    window.open_home(window.workplace)
    page = reading(qtbot, window)
    row = next(iter(opened(qtbot, page, "unconfirmed regions").rows.values()))
    tap(qtbot, page, row.head)
    QApplication.processEvents()
    assert page.minimumSizeHint().width() <= SMALLEST.width() and page.minimumSizeHint().height() <= SMALLEST.height()
    assert page.column.widget().minimumSizeHint().width() <= page.column.viewport().width()
    heads = [fold.head for fold in page.findChildren(EntryFold)] + [fold.head for fold in page.groups.values()]
    assert min(line.height() for line in [*heads, page.tick, page.foot.next]) >= A_FINGER
