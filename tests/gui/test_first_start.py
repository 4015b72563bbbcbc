"""The first start: what is asked, what is refused, and that nothing is written before it is complete."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from needlesafe.domain.catalogue import Catalogue
from needlesafe.errors import BadInput, Fault
from needlesafe.gui.first_start import FirstStart
from needlesafe.gui.preparation import Start
from needlesafe.gui.tasks import running
from needlesafe.gui.window import Window
from needlesafe.store import Store, exists
from tests.gui.conftest import Opened
from tests.helpers.workplaces import PASSPHRASE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the store will be."""
    return tmp_path / "home" / "store"


@pytest.fixture
def first(window_on: Opened, folder: Path) -> FirstStart:
    """The page of a first start."""
    page = window_on(folder).page
    assert isinstance(page, FirstStart)
    return page


def words_on(page: QWidget) -> str:
    """Everything that can be read on a page now."""
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def choose_passphrase(qtbot: QtBot, page: FirstStart, passphrase: str = PASSPHRASE) -> None:
    """Writes a passphrase twice and goes on."""
    qtbot.keyClicks(page.passphrase.first.edit, passphrase)
    qtbot.keyClicks(page.passphrase.again.edit, passphrase)
    page.foot.next.click()


def describe_clinic(qtbot: QtBot, page: FirstStart) -> None:
    """Fills in the clinic and goes on."""
    qtbot.keyClicks(page.clinic.rows["name"].edit, "Praxis am Bach")
    qtbot.keyClicks(page.clinic.rows["phone"].edit, "+353 1 555 0100")
    page.jurisdiction.edit.setCurrentIndex(page.jurisdiction.edit.findData("IE"))
    page.foot.next.click()


def describe_user(qtbot: QtBot, page: FirstStart) -> None:
    """Fills in the first user."""
    for name, words in (("name", "Conor Walsh"), ("registration", "PT-20311"), ("cover_until", "2027-06-30")):
        qtbot.keyClicks(page.practitioner.form.rows[name].edit, words)
    qtbot.keyClicks(page.user.rows["user"].edit, "conor")
    page.practitioner.form.rows["scope"].buttons[0].click()
    page.practitioner.form.rows["excludes"].buttons[0].click()


def test_three_parts_make_a_store_that_opens_with_the_passphrase(qtbot: QtBot, first: FirstStart, folder: Path) -> None:
    window = first.window()
    choose_passphrase(qtbot, first)
    describe_clinic(qtbot, first)
    describe_user(qtbot, first)
    first.foot.next.click()
    qtbot.waitUntil(lambda: window.home is not None, timeout=20000)
    qtbot.waitUntil(lambda: not running(), timeout=20000)
    window.close()
    with Store.open(folder, PASSPHRASE) as store:
        assert (store.clinic().name, store.clinic().jurisdiction) == ("Praxis am Bach", "IE")
        assert (store.user.id, store.user.practitioner.scope) == ("conor", ("*",))
        assert store.user.practitioner.cover_until == "2027-06-30"
        assert len(store.seal_keys()) == 1


def test_the_keyboard_alone_goes_through_the_first_part(qtbot: QtBot, first: FirstStart) -> None:
    for _ in range(2):
        qtbot.keyClicks(QApplication.focusWidget(), PASSPHRASE)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert first.title.text() == "The clinic"


def test_it_says_that_there_is_no_way_back_and_that_the_content_is_a_draft(first: FirstStart) -> None:
    read = words_on(first)
    assert "There is no way back without it" in read
    assert "no clinician has reviewed" in read and "Trial" in read


@pytest.mark.parametrize(("passphrase", "words"), [
    ("short", "at least 12 characters"), ("password1234", "words of your own"), ("a river bend " * 11, "at most 128")])
def test_a_weak_passphrase_goes_no_further(qtbot: QtBot, first: FirstStart, passphrase: str, words: str) -> None:
    choose_passphrase(qtbot, first, passphrase)
    assert words in words_on(first)
    assert first.title.text() == "A passphrase for the records"
    assert QApplication.focusWidget() is first.passphrase.first.edit


def test_two_passphrases_that_differ_go_no_further(qtbot: QtBot, first: FirstStart) -> None:
    qtbot.keyClicks(first.passphrase.first.edit, PASSPHRASE)
    qtbot.keyClicks(first.passphrase.again.edit, PASSPHRASE.upper())
    first.foot.next.click()
    assert "not the same" in words_on(first)


def test_a_passphrase_of_any_characters_can_be_pasted(qtbot: QtBot, first: FirstStart) -> None:
    secret = ("Żółć 🦊 on the bridge; " * 6)[:128]
    for field in (first.passphrase.first.edit, first.passphrase.again.edit):
        QApplication.clipboard().setText(secret)
        field.setFocus()
        qtbot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert first.passphrase.value() == secret
    first.foot.next.click()
    assert first.title.text() == "The clinic"


def test_what_is_typed_is_hidden_until_it_is_asked_for(first: FirstStart) -> None:
    assert first.passphrase.first.edit.echoMode() is QLineEdit.EchoMode.Password
    first.passphrase.show_typed.click()
    assert first.passphrase.again.edit.echoMode() is QLineEdit.EchoMode.Normal


def test_nothing_is_chosen_beforehand(first: FirstStart) -> None:
    assert first.jurisdiction.value() is None
    assert [first.practitioner.form[name] for name in ("scope", "excludes")] == [None, None]


def test_what_is_missing_is_named_beside_its_field_and_nothing_is_written(qtbot: QtBot, first: FirstStart, folder: Path) -> None:
    choose_passphrase(qtbot, first)
    first.foot.next.click()
    assert "Write the clinic's name." in words_on(first)
    describe_clinic(qtbot, first)
    first.foot.next.click()
    read = words_on(first)
    assert all(words in read for words in ("Choose a user name.", "Write your name.", "Write your registration.",
                                           "Choose one of the two."))
    assert QApplication.focusWidget() is first.user.rows["user"].edit
    assert not exists(folder) and not folder.exists()


def test_going_back_keeps_what_was_written(qtbot: QtBot, first: FirstStart) -> None:
    choose_passphrase(qtbot, first)
    qtbot.keyClicks(first.clinic.rows["name"].edit, "Praxis")
    first.foot.back.click()
    first.foot.next.click()
    assert first.clinic.text("name") == "Praxis"


def test_only_some_regions_need_at_least_one_and_become_the_scope(qtbot: QtBot, first: FirstStart, catalogue: Catalogue) -> None:
    choose_passphrase(qtbot, first)
    describe_clinic(qtbot, first)
    describe_user(qtbot, first)
    first.practitioner.form.rows["scope"].buttons[1].click()
    first.foot.next.click()
    assert "Choose at least one region." in words_on(first)
    chosen = first.practitioner.trained.groups[0].buttons[0]
    chosen.click()
    assert first.practitioner.practitioner().scope == (chosen.value,)
    assert not catalogue.regions[chosen.value].locked


def test_a_place_that_cannot_be_written_is_told_and_everything_stays_filled_in(
        qtbot: QtBot, first: FirstStart, folder: Path) -> None:
    choose_passphrase(qtbot, first)
    describe_clinic(qtbot, first)
    describe_user(qtbot, first)
    folder.parent.write_text("a file where a folder should be")
    first.foot.next.click()
    qtbot.waitUntil(first.banner.isVisible, timeout=20000)
    assert first.passphrase.value() == PASSPHRASE
    assert first.foot.next.isEnabled()


def test_faulty_content_is_told_and_no_store_is_made(qtbot: QtBot, dressed: None, folder: Path) -> None:
    def faulty() -> Catalogue:
        raise BadInput([Fault("clinical/rules.toml: rule cr-x", "names no factor"), Fault("b", "c")])

    window = Window(Start(folder, faulty))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(window.page.banner.isVisible, timeout=20000)
    assert "2 faults" in words_on(window.page) and "cr-x" in words_on(window.page)
    assert not folder.exists()
