"""Names put right, duplicates merged, patients from a file: the pages that home leads to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.people import Contact
from needlesafe.flow.reception import begin
from needlesafe.gui.correct_page import CorrectPage
from needlesafe.gui.duplicates_page import DuplicatesPage
from needlesafe.gui.import_page import MOST_LINES, ImportPage
from needlesafe.gui.new_patient import PatientPage
from needlesafe.gui.tasks import running
from needlesafe.gui.window import Window
from tests.gui.conftest import Opened
from tests.helpers.workplaces import AOIFE, ZOE, new_workplace

HEAD = "Family name;Given name;Birth date;Number;Remarks\n"


@pytest.fixture
def window(home_on: Opened, tmp_path: Path, catalogue: Catalogue) -> Window:
    """The window at home, over a store with three patients of whom two are one."""
    place = new_workplace(tmp_path / "store", catalogue)
    place.store.add_patients({"a": AOIFE, "b": replace(AOIFE, family_name="Byrn", identifier=""), "z": ZOE})
    place.store.close()
    return home_on(tmp_path / "store")


def words_on(page: QWidget) -> str:
    """Everything that can be read on a page now."""
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def rest(qtbot: QtBot) -> None:
    """Waits until no task is at work."""
    qtbot.waitUntil(lambda: not running(), timeout=20000)


def open_way(qtbot: QtBot, window: Window, name: str) -> QWidget:
    """The page behind a way of home, once it rests."""
    window.home.ways.buttons[name].click()
    rest(qtbot)
    return window.page


def correct_page(window: Window) -> CorrectPage:
    """The page on which a patient's name is put right, opened from home."""
    window.home.show_patient("a")
    window.home.correct.click()
    assert isinstance(window.page, CorrectPage)
    return window.page


def test_a_name_is_put_right_from_home_and_told_there(window: Window) -> None:
    page = correct_page(window)
    page.form.rows["given_name"].edit.setText("Aífe")
    page.form.rows["reason"].edit.setText("passport seen")
    page.foot.next.click()
    assert "Corrected." in words_on(page) and "Given name: Aoife, now Aífe" in words_on(page) and "passport seen" in words_on(page)
    assert not page.foot.next.isVisible()
    page.foot.back.click()
    assert "Aífe Byrne" in words_on(window.home)


def test_a_correction_half_written_is_there_again_and_gone_once_it_is_made(window: Window) -> None:
    page = correct_page(window)
    page.form.rows["reason"].edit.setText("passport seen")
    window.go_home()
    page = correct_page(window)
    assert page.form.text("reason") == "passport seen" and "is here again" in words_on(page)
    page.form.rows["given_name"].edit.setText("Aífe")
    page.foot.next.click()
    assert "Corrected." in words_on(page) and "is here again" not in words_on(page)
    window.go_home()
    assert correct_page(window).form.text("reason") == ""


def test_what_is_missing_is_asked_for_beside_its_field(window: Window) -> None:
    page = correct_page(window)
    page.foot.next.click()
    assert "Write how the right name or date is known." in words_on(page)
    page.form.rows["reason"].edit.setText("passport seen")
    page.foot.next.click()
    assert "Nothing is changed yet" in words_on(page)
    assert window.workplace.store.patient_events() == ()


def test_a_visit_that_is_open_is_told(window: Window) -> None:
    begin(window.workplace, AOIFE, "a")
    page = correct_page(window)
    page.form.rows["birth_date"].edit.setText("9 April 1984")
    page.form.rows["reason"].edit.setText("passport seen")
    page.foot.next.click()
    assert "The open visit goes on under the new name" in words_on(page)
    assert "Birth date: 9 March 1984, now 9 April 1984" in words_on(page)


def test_a_wrong_name_is_put_right_from_where_it_is_read_back(window: Window) -> None:
    window.home.show_patient("a")
    window.home.foot.next.click()
    assert isinstance(window.page, PatientPage)
    window.page.wrong.click()
    assert isinstance(window.page, CorrectPage) and window.page.patient_id == "a"


def test_the_general_practitioner_is_asked_for_and_shown(window: Window) -> None:
    window.home.show_patient("a")
    window.home.foot.next.click()
    page = window.page
    page.form.rows["doctor_name"].edit.setText("Dr Nolan")
    page.form.rows["doctor_phone"].edit.setText("01 555 0150")
    assert page.patient().general_practitioner == Contact("Dr Nolan", "01 555 0150")
    page.trial.choice.buttons[0].click()
    page.tick.click()
    page.foot.next.click()
    assert "Dr Nolan 01 555 0150" in words_on(window.page)
    window.go_home()
    window.home.show_patient("a")
    assert ("General practitioner", "Dr Nolan 01 555 0150") in window.home.facts.facts()


def test_a_pair_is_shown_field_by_field_and_nothing_is_merged(qtbot: QtBot, window: Window) -> None:
    page = open_way(qtbot, window, "duplicates")
    assert isinstance(page, DuplicatesPage) and list(page.pairs) == [("a", "b")]
    assert "The same: given name, birth date, telephone" in words_on(page) and "Nearly the same: family name" in words_on(page)
    assert window.workplace.store.patient_events() == ()


def test_a_pair_is_merged_and_taken_apart_again(qtbot: QtBot, window: Window) -> None:
    page = open_way(qtbot, window, "duplicates")
    page.pairs["a", "b"].second.click()
    assert page.pairs == {} and list(page.merges) == ["a"] and window.workplace.store.person("a") == "b"
    assert "Nobody looks like somebody else." in words_on(page)
    page.merges["a"].button.click()
    rest(qtbot)
    assert window.workplace.store.person("a") == "a" and list(page.pairs) == [("a", "b")] and page.merges == {}


def test_what_the_kept_one_takes_over_is_said_before_and_after_and_stands_among_the_corrections(qtbot: QtBot, window: Window) -> None:
    page = open_way(qtbot, window, "duplicates")
    assert "Kept, the second takes over: number." in words_on(page) and "the first takes over" not in words_on(page)
    page.pairs["a", "b"].second.click()
    assert "took over: number" in words_on(page) and window.workplace.store.patient("b").identifier == "C-1042"
    page.foot.back.click()
    window.home.show_patient("b")
    window.home.correct.click()
    assert "taken over from the entry that was merged: number" in words_on(window.page)
    window.page.foot.back.click()
    page = open_way(qtbot, window, "duplicates")
    page.merges["a"].button.click()
    rest(qtbot)
    assert window.workplace.store.patient("b").identifier == "" and window.workplace.store.patient("a").identifier == "C-1042"


def test_two_people_stay_two(qtbot: QtBot, window: Window) -> None:
    page = open_way(qtbot, window, "duplicates")
    page.pairs["a", "b"].two.click()
    assert page.pairs == {} and window.workplace.store.person("a") == "a"
    page.foot.back.click()
    assert open_way(qtbot, window, "duplicates").pairs == {}


def test_whoever_was_chosen_and_is_merged_is_shown_as_the_one_who_is_kept(qtbot: QtBot, window: Window) -> None:
    window.home.show_patient("b")
    page = open_way(qtbot, window, "duplicates")
    page.pairs["a", "b"].first.click()
    page.foot.back.click()
    assert window.home.chosen.id == "a"


def read(qtbot: QtBot, window: Window, folder: Path, text: str, encoding: str = "utf-8") -> ImportPage:
    """The page after it read a file."""
    path = folder / "patients.csv"
    path.write_bytes(text.encode(encoding))
    page = open_way(qtbot, window, "import")
    assert isinstance(page, ImportPage)
    page.read(path)
    rest(qtbot)
    return page


def test_a_file_is_shown_taken_in_and_reported(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    page = read(qtbot, window, tmp_path, HEAD + "Walsh;Conor;1975-01-01;C-2;x\nNolan;;1980-02-02;;\nByrne;Aoife;1984-03-09;;\n")
    told = words_on(page)
    assert "1 patient can be taken in" in told and "Conor Walsh" in told and "Line 3, given name: is empty." in told
    assert "Line 4: somebody of this name and birth date is here already." in told and "Remarks" in told
    assert window.workplace.store.search_patients("walsh") == ()
    page.foot.next.click()
    rest(qtbot)
    assert "1 patient was taken in" in words_on(page) and not page.foot.next.isVisible()
    assert page.save_in(tmp_path / "out").read_text("utf-8").startswith("Lines that tell of somebody: 3")
    assert window.workplace.store.search_patients("walsh")


def test_the_order_of_day_and_month_is_asked(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    page = read(qtbot, window, tmp_path, HEAD + "Walsh;Conor;03/04/1975;;\n")
    assert page.order.isVisible() and not page.foot.next.isVisible()
    page.order.buttons[0].click()
    rest(qtbot)
    assert "3 April 1975" in words_on(page) and page.foot.next.isVisible() and page.order.isVisible()


def test_accents_that_are_not_sure_are_asked_for(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    page = read(qtbot, window, tmp_path, HEAD + "Żółć;Łucja;1975-01-01;;\n", "cp1250")
    assert page.encoding.isVisible() and "Łucja" not in words_on(page)
    page.encoding.buttons[1].click()
    rest(qtbot)
    assert "Łucja Żółć" in words_on(page)


def test_a_file_that_is_no_table_is_refused_in_words(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    page = read(qtbot, window, tmp_path, "a;b\n1;2\n")
    assert page.banner.isVisible() and "names no column for family name" in words_on(page)
    assert page.choose.isEnabled() and page.foot.back.isEnabled() and not page.foot.next.isVisible()


def test_of_many_faults_the_first_are_shown(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    page = read(qtbot, window, tmp_path, HEAD + "Walsh;;1975-01-01;;\n" * (MOST_LINES + 7))
    assert "And 7 more: the report has them all." in words_on(page)


def test_what_is_called_off_says_how_many_came_in(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    page = read(qtbot, window, tmp_path, HEAD + "".join(f"Walsh;Conor{n};1975-01-01;;\n" for n in range(2000)))
    page.foot.next.click()
    assert page.work.isVisible() and not page.foot.back.isEnabled()
    page.work.cancel.click()
    rest(qtbot)
    taken = len(window.workplace.store.search_patients("walsh", 5000))
    assert taken < 2000 and f"{taken:,} patient" in words_on(page) and "It was called off" in words_on(page)
