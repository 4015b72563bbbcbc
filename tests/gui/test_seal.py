"""The seal and the proof in the window: warned of in time, renewed and imported in one act, files dropped and checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.clinic_seal import import_seal, seal_key, seal_standing
from needlesafe.flow.reception import begin
from needlesafe.flow.time_stamps import authority_of, queue_stamp, set_authority
from needlesafe.gui.check_page import CheckPage
from needlesafe.gui.paper_form import PaperPage
from needlesafe.gui.seal_page import CERTIFICATE_FILE, SealPage
from needlesafe.gui.tasks import running
from needlesafe.gui.window import Window
from needlesafe.seal import certificate_from_pem, seal
from tests.gui.conftest import Opened
from tests.helpers.time_authority import TimeAuthority, served
from tests.helpers.workplaces import AOIFE, MORNING, new_workplace
from tests.seal.certificates import PASSPHRASE, Wish, issued, p256, packed, rsa_key
from tests.seal.small_pdf import small_pdf

ENDS = datetime(2036, 11, 21, 10, 0, tzinfo=UTC)
"""When the seal that is made on the morning ends."""


@pytest.fixture
def window(home_on: Opened, tmp_path: Path, catalogue: Catalogue) -> Window:
    """The window at home, over a store whose seal was made on the morning."""
    place = new_workplace(tmp_path / "store", catalogue)
    seal_key(place)
    place.store.close()
    return home_on(tmp_path / "store")


@pytest.fixture
def later(window: Window, qtbot: QtBot) -> Iterator[Window]:
    """The same window 20 days before the seal ends."""
    window.open_home(replace(window.workplace, clock=lambda: ENDS - timedelta(days=20)))
    settle(qtbot)
    yield window


def settle(qtbot: QtBot) -> None:
    """Waits until no task is at work."""
    qtbot.waitUntil(lambda: not running(), timeout=30000)
    QApplication.processEvents()


def words_on(page: QWidget) -> str:
    """Everything that can be read on a page now, without the places where words may break."""
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)).replace("\u200b", "")


def open_page(window: Window, name: str, qtbot: QtBot) -> QWidget:
    """A page that home leads to, drawn."""
    window.home.page_asked.emit(name)
    settle(qtbot)
    return window.page


def dropped(window: Window, *paths: Path) -> bool:
    """Whether the window takes what is dragged over it; if so, it is dropped."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    over = QDragEnterEvent(QPointF(200, 200), Qt.DropAction.CopyAction, data, buttons, keys)
    over.ignore()
    window.dragEnterEvent(over)
    if over.isAccepted():
        window.dropEvent(QDropEvent(QPointF(200, 200), Qt.DropAction.CopyAction, data, buttons, keys))
    return over.isAccepted()


def test_home_says_nothing_of_a_seal_that_is_far_from_its_end(window: Window) -> None:
    assert not window.home.seal.isVisible()


def test_home_warns_calmly_before_the_end_and_one_click_makes_a_new_seal(later: Window, qtbot: QtBot) -> None:
    note, store = later.home.seal, later.workplace.store
    assert note.isVisible() and not later.home.banner.isVisible()
    assert "ends on 21 November 2036, in 20 days" in words_on(note) and "can still be checked" in words_on(note)
    note.act.click()
    settle(qtbot)
    assert not note.isVisible() and len(store.seal_keys()) == 2
    assert seal_standing(later.workplace).state == "fine"


def test_about_says_until_when_the_seal_may_be_used(later: Window, qtbot: QtBot) -> None:
    assert "in 20 days" in words_on(open_page(later, "about", qtbot))


def test_a_seal_that_was_brought_is_not_replaced_by_one_click_but_led_to(window: Window, qtbot: QtBot) -> None:
    private = p256()
    wish = Wish(begins=MORNING - timedelta(days=1), ends=MORNING + timedelta(days=30))
    place = replace(window.workplace, clock=lambda: MORNING)
    import_seal(place, packed(private, issued(private, wish)), PASSPHRASE)
    window.open_home(place)
    settle(qtbot)
    window.home.seal.act.click()
    settle(qtbot)
    assert isinstance(window.page, SealPage) and len(place.store.seal_keys()) == 2
    assert "Test authority of these tests" in words_on(window.page)


def test_a_certificate_is_imported_from_its_file_and_a_wrong_one_changes_nothing(
        window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    window.open_home(replace(window.workplace, clock=lambda: MORNING))
    page, store = open_page(window, "seal", qtbot), window.workplace.store
    good, other = tmp_path / "clinic.p12", tmp_path / "rsa.p12"
    for path, private in ((good, p256()), (other, rsa_key())):
        path.write_bytes(packed(private, issued(private)))
    assert not page.bring.isEnabled()
    for path, secret, words in ((good, "wrong words", "does not open the file"), (other, PASSPHRASE, "RSA key of 2048 bits"),
                                (tmp_path / "missing.p12", PASSPHRASE, "cannot be read")):
        page.choose_file(path)
        page.passphrase.rows["passphrase"].edit.setText(secret)
        page.bring.click()
        settle(qtbot)
        assert words in words_on(page.banner) and "Nothing was changed." in words_on(page.banner)
        assert page.passphrase.rows["passphrase"].raw() == "" and len(store.seal_keys()) == 1
    page.choose_file(good)
    page.passphrase.rows["passphrase"].edit.setText(PASSPHRASE)
    page.bring.click()
    settle(qtbot)
    assert not page.banner.isVisible() and len(store.seal_keys()) == 2
    assert "Harbour Street Physiotherapy" in words_on(page) and "Before it" in words_on(page)


def test_the_certificate_is_saved_for_others_and_the_way_leads_to_the_sheet_for_them(
        window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(window, "seal", qtbot)
    page.save_in(tmp_path / "out")
    saved = (tmp_path / "out" / CERTIFICATE_FILE).read_bytes()
    assert certificate_from_pem(saved) == window.workplace.store.seal_keys()[0].certificate
    page.others.click()
    settle(qtbot)
    assert isinstance(window.page, PaperPage)
    window.page.save_in(tmp_path / "out")
    assert (tmp_path / "out" / "how-to-check-a-sealed-file.pdf").read_bytes().startswith(b"%PDF")


def test_time_stamps_are_off_until_an_address_is_saved_and_a_wrong_one_is_refused(window: Window, qtbot: QtBot) -> None:
    page = open_page(window, "seal", qtbot)
    assert "Time stamps are off." in words_on(page) and authority_of(window.workplace) == ""
    page.authority.rows["url"].edit.setText("somewhere")
    page.keep.click()
    assert "does not begin with https://" in words_on(page.banner) and authority_of(window.workplace) == ""
    page.authority.rows["url"].edit.setText("https://time.example/")
    page.keep.click()
    assert not page.banner.isVisible() and authority_of(window.workplace) == "https://time.example/"
    assert "No file waits for a time stamp." in words_on(page)


def test_what_waits_is_asked_for_when_home_is_shown_and_can_be_asked_for_by_hand(window: Window, qtbot: QtBot) -> None:
    place, authority = window.workplace, TimeAuthority()
    set_authority(place, "http://127.0.0.1:9/")
    queue_stamp(place, "a" * 64)
    window.go_home()
    settle(qtbot)
    assert place.store.wanted_time_stamps() == ("a" * 64,)
    page = open_page(window, "seal", qtbot)
    assert "1 file waits for its time stamp." in words_on(page)
    page.ask.click()
    settle(qtbot)
    assert "The last try: the authority cannot be reached" in words_on(page)
    with served(authority) as url:
        set_authority(place, url)
        window.go_home()
        settle(qtbot)
    assert place.store.wanted_time_stamps() == () and place.store.time_stamp("a" * 64)


def test_closing_the_window_does_not_wait_for_a_silent_authority(window: Window, qtbot: QtBot) -> None:
    import socket
    import time

    with socket.create_server(("127.0.0.1", 0)) as deaf:
        set_authority(window.workplace, f"http://127.0.0.1:{deaf.getsockname()[1]}/")
        queue_stamp(window.workplace, "a" * 64)
        window.go_home()
        qtbot.waitUntil(running, timeout=5000)
        began = time.monotonic()
        while not window.close():
            QApplication.processEvents()
        assert time.monotonic() - began < 8


@pytest.mark.parametrize(("kind", "word"), [("genuine", "Unchanged"), ("changed", "Changed"), ("foreign", "Not ours"),
                                            ("noise", "Cannot be verified")])
def test_a_file_that_is_dropped_is_judged_in_large_words(window: Window, qtbot: QtBot, tmp_path: Path, kind: str, word: str) -> None:
    key = seal_key(window.workplace)
    sealed = seal(small_pdf(), key, when=datetime.now(UTC), reason="Record")
    path = tmp_path / f"{kind}.pdf"
    path.write_bytes({"genuine": sealed, "changed": sealed + b"\n% more\n", "foreign": small_pdf(), "noise": b"hello"}[kind])
    assert dropped(window, path)
    settle(qtbot)
    page = window.page
    assert isinstance(page, CheckPage) and page.word.text() == word
    assert path.name in words_on(page) and "who held the pen" in words_on(page)
    if kind == "changed":
        assert "8 bytes more at its end" in words_on(page)
    assert page.compared.isVisible() == (kind in ("genuine", "changed"))
    again = tmp_path / "again.pdf"
    again.write_bytes(b"%PDF")
    assert dropped(window, again)
    settle(qtbot)
    assert window.page is page and page.word.text() == "Cannot be verified"


def test_nothing_is_taken_but_one_pdf_and_nothing_while_a_visit_is_open(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF")
    assert not dropped(window, path, path)
    assert not dropped(window, tmp_path / "a.txt")
    window.open_visit(begin(window.workplace, AOIFE))
    settle(qtbot)
    assert not dropped(window, path)
    assert window.visit is not None
