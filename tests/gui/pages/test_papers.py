"""Papers of a visit in the window: listed, opened, saved, printed, and written besides the steps."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.folding import fold
from needlesafe.flow.progress import Progress
from needlesafe.gui import theme
from needlesafe.gui.papers_page import PapersPage, open_paper
from needlesafe.gui.pdf_window import PdfWindow
from needlesafe.gui.printing import Printing
from needlesafe.gui.reading_order import controls_in
from needlesafe.gui.refusal_page import RefusalPage
from needlesafe.gui.statement_forms import amendment_page, hand_over_page, incident_page
from needlesafe.gui.statement_page import StatementPage
from needlesafe.gui.theme import Theme
from needlesafe.gui.visit_screen import VisitScreen
from tests.gui.pages.conftest import DeskOf, ScreenOf
from tests.helpers.visit_files import DELTOID, UPPER_TRAPEZIUS, Raw, begun, complete


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


def write(page: StatementPage, **fields: str) -> None:
    """Fills in fields of a page."""
    for name, text in fields.items():
        edit = page.form.rows[name].edit
        edit.setPlainText(text) if hasattr(edit, "setPlainText") else edit.setText(text)


def text_of(page: StatementPage) -> str:
    """The words on the pages that are shown, as a reader of the file takes them."""
    document = page.paper.pages.document
    return " ".join(" ".join(document.getAllText(number).text() for number in range(document.pageCount())).split())


def read_and_seal(screen: VisitScreen, settled: Callable) -> str:
    """The words of the pages that were read before they were sealed."""
    screen.foot.next.click()
    settled()
    assert screen.aside.state == "read"
    read = text_of(screen.aside)
    screen.foot.next.click()
    settled()
    assert screen.aside.state == "sealed"
    return read


def test_every_paper_of_a_finished_visit_says_what_it_is_when_it_was_sealed_and_its_id(
        desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "sealed"))
    read = words_of(screen.page.papers)
    for line in screen.page.papers.list.lines:
        assert line.accessibleName() in read
        assert line.paper.short_id == f"{line.paper.kind} {screen.desk.visit_id[:8]}"
    assert "Sealed 21 November 2026" in read


def test_the_id_in_the_list_is_the_one_that_the_pages_print(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "sealed"))
    line = screen.page.papers.list.line_of("aftercare")
    kept = screen.desk.workplace.store.document(screen.desk.visit_id, "aftercare")
    window = PdfWindow("", kept.data, screen)
    pages = window.findChildren(QWidget, options=Qt.FindChildOption.FindChildrenRecursively)
    document = next(page.document for page in pages if hasattr(page, "document"))
    assert line.paper.short_id in document.getAllText(0).text()


def test_the_papers_are_one_key_away_on_every_page_and_the_way_back_leads_there(
        desk_of: DeskOf, screen_of: ScreenOf, qtbot: QtBot, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "ready"), "cautions")
    qtbot.keyClick(screen, Qt.Key.Key_F7)
    assert isinstance(screen.aside, PapersPage) and "Nothing is sealed yet" in words_of(screen.aside)
    qtbot.keyClick(screen.foot.back, Qt.Key.Key_Return)
    assert screen.aside is None and screen.step == "cautions" and screen.page.isVisible()


def test_a_sealed_paper_is_opened_in_a_window_of_its_own(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "sealed"))
    screen.page.papers.list.line_of("record").buttons.open.click()
    opened = screen.findChild(PdfWindow)
    assert opened.isVisible() and opened.windowTitle() == "Record"
    opened.close()


def test_a_sealed_paper_is_saved_byte_for_byte(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw, tmp_path: Path) -> None:
    screen = screen_of(desk_of(whole, "sealed"))
    written = screen.page.papers.list.line_of("record").buttons.save_in(tmp_path / "out")
    kept = screen.desk.workplace.store.document(screen.desk.visit_id, "record")
    assert [path.read_bytes() for path in written] == [kept.data]


def test_a_sealed_paper_is_drawn_on_the_printer_page_by_page(
        qtbot: QtBot, desk_of: DeskOf, screen_of: ScreenOf, whole: Raw, tmp_path: Path) -> None:
    screen = screen_of(desk_of(whole, "sealed"))
    kept = screen.desk.workplace.store.document(screen.desk.visit_id, "aftercare")
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printing = Printing(printer, kept.data, screen)
    with qtbot.waitSignal(printing.ended, timeout=20000) as ended:
        assert printing.start(Progress())
    assert ended.args == [True]
    with pikepdf.open(tmp_path / "printed.pdf") as printed, pikepdf.open(BytesIO(kept.data)) as sealed:
        assert len(printed.pages) == len(sealed.pages)


def test_large_print_is_made_beside_the_plain_sheet_and_sealed(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "sealed"))
    listed = screen.page.papers.list
    listed.large.click()
    settled()
    assert [line.paper.kind for line in listed.lines] == ["consent", "record", "aftercare", "aftercare-large"]
    assert not listed.large.isVisible()


@pytest.mark.parametrize("large", [False, True])
def test_the_aftercare_sheet_is_read_and_saved_before_the_patient_leaves(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw, tmp_path: Path, large: bool) -> None:
    screen = screen_of(desk_of(whole, "out"), "note")
    screen.page.leaving.sheets.findChildren(QAbstractButton)[large].click()
    settled()
    assert "Aftercare" in words_of(screen.aside) and screen.aside.paper.pages.pages
    screen.aside.ways.save_in(tmp_path)
    written = next(tmp_path.glob("aftercare*.pdf"))
    assert written.name.startswith("aftercare-large") == large
    assert not screen.desk.visit.closed and kinds(screen) == ["consent"]


def test_the_record_is_read_before_it_is_sealed_and_not_handed_out(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "noted"), "note")
    screen.page.leaving.sheets.findChildren(QAbstractButton)[2].click()
    settled()
    assert screen.aside.paper.pages.pages and not screen.aside.ways.save.isVisible()
    assert not screen.desk.visit.closed and kinds(screen) == ["consent"]


def test_the_sheet_for_the_other_side_is_shown_and_saved_from_the_visit(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw, tmp_path: Path) -> None:
    screen = screen_of(desk_of(whole, "sealed"))
    screen.page.besides.buttons["proof-sheet"].click()
    settled()
    screen.aside.ways.save_in(tmp_path)
    assert (tmp_path / "how-to-check-a-sealed-file.pdf").read_bytes().startswith(b"%PDF")


def test_an_amendment_is_read_before_it_is_sealed_and_the_record_stays_as_it_is(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "sealed"))
    before = screen.desk.workplace.store.document(screen.desk.visit_id, "record").data
    screen.page.besides.buttons["amendment"].click()
    write(screen.aside, stood="Pain after: 3", text="Pain after: 4", reason="read off the wrong line")
    read = read_and_seal(screen, settled)
    assert "Pain after: 4" in read and "read off the wrong line" in read
    assert kinds(screen)[-1] == "amendment"
    stored = fold(screen.desk.workplace.store.events(screen.desk.visit_id))
    assert stored.amendments[0].text == "What stands: Pain after: 3\nWhat should stand: Pain after: 4"
    assert stored.amendments[0].by == "Conor Walsh"
    assert screen.desk.workplace.store.document(screen.desk.visit_id, "record").data == before


def test_a_second_amendment_is_listed_as_the_second(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "sealed"))
    for text in ("first", "second"):
        open_paper(screen, "amendment")
        write(screen.aside, text=text, reason="left out")
        read_and_seal(screen, settled)
    screen.foot.next.click()
    assert "Amendment no. 2" in words_of(screen.page.papers)
    assert f"amendment-2\u00a0{screen.desk.visit_id[:8]}" in words_of(screen.page.papers)


def test_nothing_is_read_or_sealed_while_a_part_is_missing_and_the_keyboard_goes_there(
        desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "sealed"))
    open_paper(screen, "amendment")
    screen.foot.next.click()
    assert screen.aside.state == "writing" and "Write why it is amended." in words_of(screen.aside)
    assert QApplication.focusWidget() is screen.aside.form.rows["text"].edit


def test_what_was_written_is_there_again_after_another_page(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "sealed"))
    open_paper(screen, "amendment")
    write(screen.aside, text="half a sentence")
    screen.open_step("who")
    open_paper(screen, "amendment")
    assert screen.aside.form["text"] == "half a sentence"
    assert not screen.desk.visit.amendments


def test_an_incident_is_reported_from_its_event_with_what_was_written_there(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw) -> None:
    desk = desk_of(whole, "needled")
    desk.adverse("ae-pneumothorax", 0, {"found": "sudden pain under the shoulder blade"})
    screen = screen_of(desk, "treatment")
    next(iter(screen.page.events.values())).report.click()
    assert screen.aside.form["happened"] == "sudden pain under the shoulder blade"
    assert screen.needles.isVisible()
    screen.aside.form.rows["severity"].buttons[2].click()
    read = read_and_seal(screen, settled)
    assert "serious" in read and "sudden pain under the shoulder blade" in read
    assert kinds(screen) == ["consent", "incident"] and desk.visit.incident.severity == "serious"
    screen.foot.next.click()
    assert screen.step == "treatment" and not next(iter(screen.page.events.values())).report.isVisible()


def test_a_letter_asks_for_the_clearance_that_a_caution_wants(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw) -> None:
    raw = {**whole, "screening": {**whole["screening"], "pf-lung-disease": "yes"}}
    screen = screen_of(desk_of(raw, "ready"), "cautions")
    card = next(card for card in screen.page.stops.values() if card.letter.isVisible())
    card.letter.click()
    write(screen.aside, to="Dr Maeve Nolan, Bachweg 9")
    read = read_and_seal(screen, settled)
    assert "Dr Maeve Nolan" in read and "Lung disease" in read
    assert kinds(screen) == ["referral"] and screen.desk.visit.referrals[0].about


def test_no_letter_is_offered_once_a_needle_was_in(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "needled"))
    screen.papers.click()
    assert not screen.aside.ways.buttons["referral"].isVisible()
    assert screen.aside.ways.buttons["hand-over"].isVisible()


def test_the_letter_for_the_ambulance_is_one_action_from_the_card(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, catalogue: Catalogue) -> None:
    screen = screen_of(desk_of(complete(begun(UPPER_TRAPEZIUS, DELTOID), catalogue), "needled"), "treatment")
    screen.open_emergency()
    screen.emergency.choose("ae-pneumothorax")
    screen.emergency.card.done.click()
    screen.emergency.write.click()
    settled()
    letter = screen.emergency.letter
    assert letter.isVisible() and letter.paper.pages.pages and screen.emergency.needles.isVisible()
    words = " ".join(text_of(letter).split())
    assert "Suspected collapsed lung" in words and "3 still in the patient" in words and "Take out and count the needles" in words
    assert kinds(screen) == ["consent", "hand-over"]
    assert QApplication.focusWidget() is letter.paper.buttons.print
    letter.back.click()
    assert screen.emergency.card.isVisible()


def test_the_letter_waits_for_what_is_being_sealed_and_is_written_then(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "signed"), "consent")
    screen.page.given.click()
    screen.open_emergency()
    screen.emergency.choose("ae-syncope")
    screen.emergency.write.click()
    settled()
    settled()
    assert kinds(screen) == ["consent", "hand-over"]
    assert [event.id for event in screen.desk.visit.treatment] == ["ae-syncope"]


def test_more_is_said_in_a_second_letter_with_what_was_measured(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "needled"))
    screen.open_emergency()
    screen.emergency.choose("ae-pneumothorax")
    screen.emergency.write.click()
    settled()
    screen.emergency.letter.more.click()
    assert screen.aside.form["suspected"].startswith("Suspected collapsed lung")
    write(screen.aside, pulse="112", oxygen="91", pressure="100/60")
    read = read_and_seal(screen, settled)
    assert "112" in read and "100/60" in read
    assert kinds(screen) == ["consent", "hand-over", "hand-over"]


def cut_on(screen: VisitScreen) -> list[str]:
    """Every text on the page that has less height than it needs, and every control that runs out of it."""
    page, view = screen.aside, screen.aside.viewport()
    short = [label.text() for label in page.findChildren(QLabel) if label.isVisible() and label.text()
             and label.height() < label.heightForWidth(label.width())]
    parts = [part for kind in (QLabel, QAbstractButton) for part in page.findChildren(kind)]
    out = [part.text() for part in parts if part.isVisible() and view.isAncestorOf(part)
           and not 0 <= part.mapTo(view, QPoint()).x() <= view.width() - part.width()]
    return [*short, *out]


@pytest.mark.parametrize(("width", "height", "scale"), [(1280, 800, 1.0), (1024, 700, 1.0), (1280, 800, 2.0)])
def test_nothing_of_these_pages_is_cut(qapp: QApplication, desk_of: DeskOf, screen_of: ScreenOf, settled: Callable,
                                       whole: Raw, width: int, height: int, scale: float) -> None:
    desk = desk_of(whole, "sealed")
    theme.apply(qapp, Theme(scale=scale))
    screen = screen_of(desk)
    screen.resize(width, height)
    pages = [PapersPage, RefusalPage, amendment_page, incident_page, hand_over_page]
    for make in pages:
        screen.open_aside(make(screen))
        if isinstance(screen.aside, RefusalPage):
            screen.aside.form.rows["decision"].buttons[0].click()
        settled()
        assert not cut_on(screen), screen.aside.accessibleName()
        for control in screen.aside.findChildren(QAbstractButton):
            assert control.accessibleName() and (not control.isVisible() or control.height() >= 44)


def test_everything_on_these_pages_is_reached_by_the_tab_key(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, qtbot: QtBot, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "sealed"))
    for make in (PapersPage, RefusalPage, amendment_page, incident_page, hand_over_page):
        screen.open_aside(make(screen))
        wanted, met = set(controls_in(screen)), set()
        assert {screen.papers, screen.no, screen.foot.next} <= wanted
        for _ in wanted:
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            met.add(QApplication.focusWidget())
        assert met == wanted


def test_large_print_that_was_asked_for_before_leaving_is_sealed_with_the_record(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "noted"), "note")
    screen.page.told["large_print"].click()
    screen.foot.next.click()
    settled()
    assert kinds(screen) == ["consent", "record", "aftercare", "aftercare-large"]
    assert not screen.page.papers.list.large.isVisible()
