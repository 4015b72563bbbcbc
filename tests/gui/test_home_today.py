"""What home shows of the day: whom to ask first, what is not signed, what goes on; visits found as one types."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.folding import fold
from needlesafe.domain.people import Contact, Patient
from needlesafe.flow.reception import begin
from needlesafe.flow.workplace import Workplace
from needlesafe.gui.follow_up_page import FollowUpPage
from needlesafe.gui.home import Home
from needlesafe.gui.visit_cards import FEW
from needlesafe.gui.visit_screen import VisitScreen
from needlesafe.gui.widgets.quiet_fold import QuietFold
from needlesafe.gui.window import Window
from tests.gui.conftest import Opened
from tests.helpers.visit_files import GASTROCNEMIUS, UPPER_TRAPEZIUS, Raw
from tests.helpers.workplaces import AOIFE, MORNING, ZOE, new_workplace


@pytest.fixture
def window(home_on: Opened, tmp_path: Path, catalogue: Catalogue) -> Window:
    """The window at home, over a store without patients, on the morning of 21 November 2026."""
    new_workplace(tmp_path / "store", catalogue).store.close()
    opened = home_on(tmp_path / "store")
    at(opened, days=0)
    return opened


def at(window: Window, **later: float) -> Workplace:
    """Moves the clock to some time after that morning and shows home as it is then."""
    window.workplace = replace(window.workplace, clock=lambda: MORNING + timedelta(**later))
    window.home.workplace = window.workplace
    window.home.refresh()
    return window.workplace


def closed(place: Workplace, patient: Patient, site: Raw = UPPER_TRAPEZIUS, happened: str = "") -> str:
    """The id of a visit whose record is sealed."""
    desk = begin(place, patient)
    events = [{"at": "09:40", "event": "in", "site": 0, "count": 2}, {"at": "09:50", "event": "out", "site": 0, "count": 2}]
    if happened:
        events.append({"at": "09:55", "event": "adverse", "id": happened, "site": 0})
    desk.record(("sites-planned", {"sites": [site]}), ("consent-decided", {"decision": "given"}),
                *(("treatment-recorded", event) for event in events), ("visit-finished", {"gate": "finish"}),
                *(("document-sealed", {"kind": kind, "sha256": kind, "name": f"{kind}.pdf"}) for kind in ("record", "aftercare")))
    return desk.visit_id


def words_on(page: QWidget) -> str:
    """Everything that can be read on a page now."""
    QApplication.processEvents()
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)).replace("\u200b", "")


def typed(qtbot: QtBot, home: Home, text: str) -> list[str]:
    """The lines that are found once the typing rests."""
    home.patients.search.clear()
    home.patients.search.setText(text)
    qtbot.waitUntil(lambda: not home._pause.isActive())
    return [home.patients.list.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(home.patients.list.count())]


def test_home_that_stands_overnight_shows_the_new_day_and_who_is_overdue_by_itself(window: Window) -> None:
    closed(window.workplace, AOIFE)
    at(window, hours=1)
    before = words_on(window.home)
    assert "21 November 2026" in before and "overdue" not in before.casefold()
    window.home.workplace = replace(window.workplace, clock=lambda: MORNING + timedelta(days=4))
    window.home.keep_up()
    assert "25 November 2026" in words_on(window.home.head) and "1 overdue" in words_on(window.home.due)


def test_nothing_moves_at_home_while_nothing_is_otherwise_or_a_line_has_the_keyboard(window: Window) -> None:
    visit_id = closed(window.workplace, AOIFE)
    at(window, days=1)
    row = window.home.due.rows[visit_id]
    window.home.keep_up()
    assert window.home.due.rows[visit_id] is row
    row.button.setFocus()
    window.home.workplace = replace(window.workplace, clock=lambda: MORNING + timedelta(days=4))
    window.home.keep_up()
    assert window.home.due.rows[visit_id] is row


def test_nothing_is_said_of_contacts_and_seals_where_nothing_waits(window: Window) -> None:
    assert window.home.due.isHidden() and window.home.unsigned.isHidden()
    closed(window.workplace, AOIFE, GASTROCNEMIUS)
    at(window, hours=40)
    assert window.home.due.isHidden()


def test_the_overdue_stand_first_and_say_so_in_words(window: Window) -> None:
    chest = closed(window.workplace, AOIFE)
    later = at(window, hours=20)
    assert list(window.home.due.rows) == [chest]
    assert "Due by today, 21:50" in words_on(window.home.due) and "overdue" not in words_on(window.home.due)
    faint = closed(replace(later, clock=lambda: MORNING + timedelta(hours=20)), ZOE, GASTROCNEMIUS, "ae-syncope")
    at(window, hours=40)
    assert list(window.home.due.rows) == [chest, faint]
    read = words_on(window.home.due)
    assert "1 overdue" in read and "Overdue since yesterday" in read and "Chest" in read


def test_what_waits_for_its_seal_stands_apart_from_what_goes_on(window: Window) -> None:
    open_one = begin(window.workplace, ZOE)
    waiting = begin(window.workplace, AOIFE)
    waiting.record(("sites-planned", {"sites": [GASTROCNEMIUS]}), ("consent-decided", {"decision": "declined"}))
    window.home.refresh()
    assert list(window.home.unsigned.rows) == [waiting.visit_id] and list(window.home.unfinished.rows) == [open_one.visit_id]
    window.home.unsigned.rows[waiting.visit_id].button.click()
    assert isinstance(window.page, VisitScreen) and window.page.step == "note"


def test_a_long_list_is_folded_until_all_of_it_is_asked_for(window: Window) -> None:
    for number in range(FEW + 3):
        begin(window.workplace, Patient(f"Family{number}", "Given", "1980-05-01"))
    window.home.refresh()
    assert len(window.home.unfinished.rows) == FEW
    assert window.home.unfinished.all.text() == f"Show all {FEW + 3}"
    window.home.unfinished.all.click()
    assert len(window.home.unfinished.rows) == FEW + 3 and window.home.unfinished.all.isHidden()


def test_somebody_is_asked_and_what_was_said_is_kept(window: Window) -> None:
    visit = closed(window.workplace, AOIFE)
    at(window, hours=23)
    window.home.due.rows[visit].button.click()
    page = window.page
    assert isinstance(page, FollowUpPage)
    assert all(words in words_on(page) for words in ("How is Aoife Byrne?", AOIFE.phone, "how is your breath"))
    assert page.findChildren(QuietFold), "the signs to listen for"
    page.foot.next.click()
    assert "Choose what you found." in words_on(page)
    choose(page, "outcome", "well")
    page.foot.next.click()
    assert "Write what the patient said." in words_on(page)
    choose(page, "asked", "fu-thorax")
    page.form.rows["said"].edit.setPlainText("A little sore, breathes as always.")
    page.foot.next.click()
    assert window.page is window.home and window.home.due.isHidden()
    [told] = fold(window.workplace.store.events(visit)).enquiries
    assert (told.outcome, told.asked, told.passed_to) == ("well", ("fu-thorax",), "")
    assert [seen.what for seen in window.workplace.store.accesses(visit)] == ["visit"]


def test_who_is_not_well_leaves_nobody_without_what_follows(window: Window) -> None:
    visit = closed(window.workplace, AOIFE)
    at(window, hours=23)
    window.home.due.rows[visit].button.click()
    page = window.page
    assert page.form.rows["passed_to"].isHidden()
    choose(page, "outcome", "not-well")
    page.form.rows["said"].edit.setPlainText("Short of breath on the stairs.")
    page.form.rows["agreed"].edit.setPlainText("Goes to the hospital now; we ring at noon.")
    page.foot.next.click()
    assert "Write when you ask again." in words_on(page)
    page.form.rows["again"].edit.setText("2026-11-20")
    page.foot.next.click()
    assert "This day is over." in words_on(page)
    page.form.rows["again"].edit.setText("2026-11-23")
    page.form.rows["passed_to"].edit.setText("emergency department")
    page.foot.next.click()
    assert window.page is window.home
    at(window, hours=49)
    window.home.due.rows[visit].button.click()
    assert "Passed on to emergency department" in words_on(window.page)
    window.page.open.click()
    assert isinstance(window.page, VisitScreen) and window.page.desk.visit_id == visit


def test_who_is_not_as_expected_is_escalated_from_the_same_page(window: Window) -> None:
    doctor = Contact("Dr Orla Kane", "+353 1 555 0199")
    visit = closed(window.workplace, replace(AOIFE, general_practitioner=doctor), happened="ae-haematoma")
    at(window, hours=23)
    window.home.due.rows[visit].button.click()
    page = window.page
    assert page.escalate.isHidden()
    choose(page, "outcome", "not-well")
    read = words_on(page.escalate)
    assert all(words in read for words in ("112", "Dr Orla Kane", "+353 1 555 0199"))
    page.form.rows["said"].edit.setPlainText("Short of breath on the stairs.")
    page.escalate.pass_on.click()
    assert page.form.text("passed_to").startswith("Dr Orla Kane, ")
    page.escalate.papers["incident"].click()
    assert isinstance(window.page, VisitScreen) and window.page.aside.writing.kind == "incident"
    assert not window.page.desk.visit.enquiries
    window.go_home()
    window.home.due.rows[visit].button.click()
    page = window.page
    assert page.form.text("said") == "Short of breath on the stairs." and not page.escalate.isHidden()
    assert "What you wrote before is here again" in words_on(page)
    page.form.rows["agreed"].edit.setPlainText("Sees her doctor today.")
    page.form.rows["again"].edit.setText("2026-11-22")
    page.foot.next.click()
    assert window.page is window.home
    at(window, hours=40)
    assert "passed on to Dr Orla Kane" in words_on(window.home.due)
    window.home.due.rows[visit].button.click()
    assert window.page.form.text("said") == "" and "here again" not in words_on(window.page)


def test_without_a_doctor_on_file_the_page_says_so(window: Window) -> None:
    visit = closed(window.workplace, AOIFE)
    at(window, hours=23)
    window.home.due.rows[visit].button.click()
    choose(window.page, "outcome", "not-well")
    assert "None is on file" in words_on(window.page.escalate) and window.page.escalate.pass_on.isHidden()


def choose(page: FollowUpPage, row: str, value: str) -> None:
    """Presses one of the buttons of a row."""
    next(button for button in page.form.rows[row].buttons if button.value == value).click()


def test_a_visit_is_found_by_what_happened_in_it_opened_and_registered(qtbot: QtBot, window: Window) -> None:
    visit = closed(window.workplace, AOIFE, happened="ae-haematoma")
    closed(window.workplace, ZOE, GASTROCNEMIUS)
    [line] = typed(qtbot, window.home, "haematoma")
    assert line.startswith("Aoife Byrne, Visit of 21 November 2026") and line.endswith("Haematoma")
    assert "Visits, the latest first" in words_on(window.home.patients)
    assert window.workplace.store.accesses(visit) == ()
    qtbot.keyClick(window.home.patients.search, Qt.Key.Key_Return)
    assert isinstance(window.page, VisitScreen) and window.page.desk.visit_id == visit
    assert [seen.what for seen in window.workplace.store.accesses(visit)] == ["visit"]


def test_patients_stand_before_visits(qtbot: QtBot, window: Window) -> None:
    closed(window.workplace, AOIFE, happened="ae-haematoma")
    window.workplace.store.keep_patient("p9", Patient("Trapani", "Ivo", "1970-01-01"))
    lines = typed(qtbot, window.home, "trap")
    assert lines[0].startswith("Ivo Trapani, born") and "Visit of" in lines[1]
    assert len(typed(qtbot, window.home, "trapani")) == 1


def test_a_slip_finds_a_visit_only_where_nobody_has_such_a_name(qtbot: QtBot, window: Window) -> None:
    closed(window.workplace, AOIFE, GASTROCNEMIUS)
    assert len(typed(qtbot, window.home, "gastrocnenius")) == 1
    window.workplace.store.keep_patient("p9", Patient("Gastrocnenius", "Ivo", "1970-01-01"))
    assert [line.partition(",")[0] for line in typed(qtbot, window.home, "gastrocnenius")] == ["Ivo Gastrocnenius"]


def test_no_id_is_read_anywhere_at_home(qtbot: QtBot, window: Window) -> None:
    visit = closed(window.workplace, AOIFE, happened="ae-haematoma")
    at(window, hours=40)
    lines = typed(qtbot, window.home, "a1180")
    window.home.show_patient(window.workplace.store.summary(visit).patient_id)
    read = words_on(window.home) + "\n".join(lines)
    assert not [name for name in ("ae-", "m-upper", "fu-", "cr-", "pr-", visit[:8]) if name in read]


def test_earlier_visits_tell_what_changed(window: Window) -> None:
    closed(window.workplace, AOIFE)
    visit = closed(window.workplace, AOIFE, GASTROCNEMIUS, "ae-haematoma")
    window.home.show_patient(window.workplace.store.summary(visit).patient_id)
    read = words_on(window.home.earlier)
    assert "Happened: Haematoma" in read and "New in the plan: Gastrocnemius" in read and "No longer: Upper trapezius." in read
