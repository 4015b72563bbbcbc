"""The home screen: finding patients, beginning and resuming visits, one patient open at a time."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.people import Patient
from needlesafe.flow.opening import laid_out
from needlesafe.flow.reception import begin, worklist
from needlesafe.flow.workplace import Workplace
from needlesafe.gui import theme
from needlesafe.gui.about import VERSION, AboutPage
from needlesafe.gui.home import WAYS, Home
from needlesafe.gui.new_patient import PatientPage
from needlesafe.gui.paper_form import PaperPage
from needlesafe.gui.profile import NewUserPage, ProfilePage
from needlesafe.gui.tasks import running
from needlesafe.gui.theme import Theme
from needlesafe.gui.visit_screen import VisitScreen
from needlesafe.gui.window import SMALLEST, Window
from needlesafe.store import Store
from tests.gui.conftest import Opened
from tests.store.samples import changed_inside
from tests.helpers.workplaces import AOIFE, PASSPHRASE, ZOE, new_workplace

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path, catalogue: Catalogue) -> Path:
    """A store that Conor made."""
    new_workplace(tmp_path / "store", catalogue).store.close()
    return tmp_path / "store"


@pytest.fixture
def window(home_on: Opened, folder: Path) -> Window:
    """The window at home, over a store without patients."""
    return home_on(folder)


@pytest.fixture
def home(window: Window) -> Home:
    """The home screen."""
    return window.home


def words_on(page: QWidget) -> str:
    """Everything that can be read on a page now."""
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def keep(workplace: Workplace, *patients: Patient) -> None:
    """Keeps patients who were here before."""
    for number, patient in enumerate(patients):
        workplace.store.keep_patient(f"p{number}", patient)


def found(home: Home, typed: str) -> list[str]:
    """The names that are found by what is typed."""
    home.patients.search.setText(typed)
    return [home.patients.list.item(row).text() for row in range(home.patients.list.count())]


def write(qtbot: QtBot, page: PatientPage, patient: Patient) -> None:
    """Fills in who a new patient is."""
    for name in ("family_name", "given_name", "birth_date", "identifier"):
        page.form.rows[name].edit.setText(getattr(patient, name))
    page.trial.choice.buttons[0].click()


def needled(window: Window, patient: Patient = AOIFE) -> VisitScreen:
    """A visit on screen with a needle in the patient."""
    desk = begin(window.workplace, patient)
    site = {"muscle": "m-deltoid", "side": "left", "needles": 1, "length_mm": 30, "gauge_mm": 0.25, "technique": "in-and-out"}
    desk.record(("sites-planned", {"sites": [site]}),
                ("treatment-recorded", {"at": "10:00", "event": "in", "site": 0, "count": 1}))
    window.open_visit(desk)
    return window.page


def test_empty_places_say_what_will_be_there(home: Home) -> None:
    read = words_on(home)
    assert "No patient yet." in read and "No visit is unfinished." in read


def test_nobody_is_listed_before_something_is_typed(home: Home) -> None:
    keep(home.workplace, AOIFE, ZOE)
    home.refresh()
    assert found(home, "") == []
    assert "Type the beginning" in words_on(home)


@pytest.mark.parametrize("typed", ["byr", "AOIFE", "9.3.1984", "1984-03-09", "c-10", "aoife byrne"])
def test_a_patient_is_found_by_name_birth_date_and_number(home: Home, typed: str) -> None:
    keep(home.workplace, AOIFE, ZOE)
    assert found(home, typed) == ["Aoife Byrne"]


def test_letters_without_accents_find_a_name_with_them(home: Home) -> None:
    keep(home.workplace, AOIFE, ZOE)
    assert found(home, "zolc") == ["Zoë Żółć-Müller"]


def test_what_finds_nobody_says_so(home: Home) -> None:
    keep(home.workplace, AOIFE)
    assert found(home, "xylo") == []
    assert "Nobody is found" in words_on(home)


def test_the_keyboard_alone_finds_chooses_and_begins(qtbot: QtBot, window: Window, home: Home) -> None:
    keep(window.workplace, AOIFE)
    qtbot.keyClicks(home.patients.search, "byr")
    qtbot.keyClick(home.patients.search, Qt.Key.Key_Down)
    qtbot.keyClick(home.patients.list, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert "Aoife Byrne" in words_on(home.patient) and "9 March 1984 (42)" in words_on(home.patient)
    qtbot.keyClick(home.foot.next, Qt.Key.Key_Return)
    assert isinstance(window.page, PatientPage)


def test_who_looked_at_a_patient_stands_in_the_access_journal(qtbot: QtBot, window: Window, home: Home) -> None:
    keep(window.workplace, AOIFE)
    qtbot.keyClicks(home.patients.search, "byr")
    assert window.workplace.store.accesses("") == ()
    qtbot.keyClick(home.patients.search, Qt.Key.Key_Return)
    assert [(seen.what, seen.actor) for seen in window.workplace.store.accesses("")] == [("patient p0", "conor")]


def test_a_store_that_stops_answering_is_told_at_home(home: Home) -> None:
    home.workplace.store.close()
    home.patients.search.setText("byrne")
    assert "The store is closed." in words_on(home.banner)


def test_a_visit_whose_journal_is_broken_is_not_opened_and_told(window: Window, folder: Path) -> None:
    desk = begin(window.workplace, AOIFE)
    window.home.refresh()
    window.workplace.store.close()
    changed_inside(folder, "update events set actor = 'somebody'", passphrase=PASSPHRASE)
    window.workplace = replace(window.workplace, store=Store.open(folder, PASSPHRASE))
    window.home.workplace = window.workplace
    window.home.unfinished.rows[desk.visit_id].button.click()
    assert window.page is window.home
    assert "is broken" in words_on(window.home.banner)


def test_a_new_visit_without_a_patient_leads_to_the_search(qtbot: QtBot, home: Home) -> None:
    home.foot.back.setFocus()
    assert home.foot.next.weight == "waiting"
    home.foot.next.click()
    assert QApplication.focusWidget() is home.patients.search


def test_a_new_patient_begins_a_visit_once_both_identifiers_were_read_back(qtbot: QtBot, window: Window) -> None:
    window.home.new_patient.click()
    page = window.page
    write(qtbot, page, AOIFE)
    page.foot.next.click()
    assert "Read both back with the patient" in words_on(page)
    assert worklist(window.workplace) == ()
    page.tick.click()
    page.foot.next.click()
    assert isinstance(window.page, VisitScreen)
    assert window.page.desk.visit.patient.name == "Aoife Byrne"
    assert len(worklist(window.workplace)) == 1


def test_what_is_missing_of_a_new_patient_is_named_and_nothing_is_kept(window: Window) -> None:
    window.home.new_patient.click()
    window.page.tick.click()
    window.page.foot.next.click()
    assert all(words in words_on(window.page) for words in ("Write the family name.", "Write the given name.",
                                                           "Write the birth date."))
    assert window.workplace.store.search_patients("") == ()


@pytest.mark.parametrize(("field", "written", "words"), [
    ("birth_date", "2999-01-01", "Nobody alive"), ("birth_date", "1850-01-01", "Nobody alive"),
    ("birth_date", "03/04/1984", "Write the date"), ("height_cm", "1.71", "centimetres"), ("weight_kg", "6400", "kilograms"),
    ("phone", "at home", "digits")])
def test_what_cannot_be_is_asked_again(qtbot: QtBot, window: Window, field: str, written: str, words: str) -> None:
    window.home.new_patient.click()
    page = window.page
    write(qtbot, page, AOIFE)
    page.form.rows[field].edit.setText(written)
    page.tick.click()
    page.foot.next.click()
    assert window.page is page and words in words_on(page)


def test_a_number_of_another_patient_is_refused_beside_the_number(qtbot: QtBot, window: Window) -> None:
    keep(window.workplace, AOIFE)
    window.home.new_patient.click()
    page = window.page
    write(qtbot, page, replace(ZOE, identifier=AOIFE.identifier))
    page.tick.click()
    page.foot.next.click()
    assert "belongs to a patient with another name" in words_on(page.form.rows["identifier"])
    assert worklist(window.workplace) == ()


def test_a_known_patient_is_shown_to_be_checked_and_not_asked_anew(window: Window) -> None:
    keep(window.workplace, AOIFE)
    window.home.show_patient("p0")
    window.home.foot.next.click()
    page = window.page
    assert all(words in words_on(page) for words in ("Aoife Byrne", "9 March 1984 (42)", "C-1042"))
    page.form.rows["weight_kg"].edit.setText("66")
    page.trial.choice.buttons[0].click()
    page.tick.click()
    page.foot.next.click()
    assert window.page.desk.visit.patient == replace(AOIFE, weight_kg=66)
    assert window.page.desk.visit.patient_id == "p0"


def test_an_unfinished_visit_is_resumed_where_it_stood(home_on: Opened, folder: Path, catalogue: Catalogue) -> None:
    window = home_on(folder)
    desk = begin(window.workplace, AOIFE)
    desk.indicate(complaint="left neck pain")
    window.home.refresh()
    window.home.unfinished.rows[desk.visit_id].button.click()
    assert isinstance(window.page, VisitScreen)
    assert window.page.desk.visit.indication.complaint == "left neck pain"


def test_an_unfinished_visit_of_the_chosen_patient_is_mentioned(window: Window) -> None:
    desk = begin(window.workplace, AOIFE)
    window.home.show_patient(desk.visit.patient_id)
    assert "Aoife Byrne has an unfinished visit" in words_on(window.home.foot)


def test_opening_a_visit_closes_the_other(window: Window) -> None:
    window.open_visit(begin(window.workplace, AOIFE))
    window.open_visit(begin(window.workplace, ZOE))
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert [screen.desk.visit.patient.name for screen in window.findChildren(VisitScreen)] == ["Zoë Żółć-Müller"]


def test_leaving_a_visit_shows_home_with_what_is_unfinished(window: Window) -> None:
    desk = begin(window.workplace, AOIFE)
    window.open_visit(desk)
    window.page.left.emit()
    assert window.page is window.home
    assert desk.visit_id in window.home.unfinished.rows


def test_no_window_title_names_a_patient(window: Window) -> None:
    window.open_visit(begin(window.workplace, AOIFE))
    assert {widget.windowTitle() for widget in QApplication.topLevelWidgets()} <= {"", "NeedleSafe"}


def test_closing_in_the_middle_keeps_what_is_just_being_typed(qtbot: QtBot, window: Window, folder: Path) -> None:
    desk = begin(window.workplace, AOIFE)
    window.open_visit(desk)
    window.page.open_step("sites")
    complaint = window.page.page.fields["complaint"]
    complaint.edit.setFocus()
    qtbot.keyClicks(complaint.edit, "left neck pain")
    qtbot.waitUntil(lambda: not running(), timeout=20000)
    assert window.close()
    with Store.open(folder, PASSPHRASE) as store:
        assert "left neck pain" in [event.payload.get("complaint") for event in store.events(desk.visit_id)]


def test_closing_with_a_needle_in_asks_once_more(qtbot: QtBot, window: Window) -> None:
    screen = needled(window)
    qtbot.waitUntil(lambda: not running(), timeout=20000)
    assert not window.close()
    assert "Needles are in the patient." in words_on(screen.banner)
    assert window.close()


@pytest.mark.expects_log
def test_what_was_amiss_at_opening_is_said_at_home(home_on: Opened, folder: Path, catalogue: Catalogue) -> None:
    old = (folder / "store.db").read_bytes()
    workplace = laid_out(Store.open(folder, PASSPHRASE), catalogue)
    begin(workplace, AOIFE)
    workplace.store.close()
    (folder / "store.db").write_bytes(old)
    window = home_on(folder)
    assert "older copy of the store" in words_on(window.home.banner)


@pytest.fixture
def finished(window: Window) -> Iterator[str]:
    """The id of a patient with one closed visit that has a sealed document."""
    desk = begin(window.workplace, AOIFE)
    data = b"%PDF-1.7 sealed"
    digest = sha256(data).hexdigest()
    desk.record(("consent-decided", {"decision": "given"}))
    window.workplace.store.keep_document(desk.visit_id, "record", "record.pdf", data, digest)
    desk.record(("visit-finished", {"gate": "finish"}),
                ("document-sealed", {"kind": "record", "sha256": digest, "name": "record.pdf"}),
                ("document-sealed", {"kind": "aftercare", "sha256": digest, "name": "aftercare.pdf"}))
    yield desk.visit.patient_id


def test_earlier_visits_show_their_sealed_documents_and_nothing_to_change(window: Window, finished: str) -> None:
    window.home.show_patient(finished)
    row = next(iter(window.home.earlier.rows.values()))
    assert "Finished" in words_on(row)
    row.row.button.click()
    assert "Record" in words_on(row) and "Consent" not in words_on(row)
    assert [seen.what for seen in window.workplace.store.accesses(row.desk.visit_id)] == ["visit"]


def test_the_profile_is_changed_for_the_visits_to_come(window: Window) -> None:
    before = begin(window.workplace, AOIFE)
    window.home.ways.buttons["profile"].click()
    page = window.page
    assert isinstance(page, ProfilePage)
    page.practitioner.form.rows["registration"].edit.setText("PT-99999")
    page.foot.next.click()
    assert window.page is window.home
    assert before.visit.practitioner.registration == "PT-20311"
    assert begin(window.workplace, ZOE).visit.practitioner.registration == "PT-99999"


def test_the_clinics_own_paper_is_chosen_in_the_profile_for_the_visits_to_come(window: Window) -> None:
    before = begin(window.workplace, AOIFE)
    for name, kept in (("Letter", "Letter"), ("country", "")):
        window.home.ways.buttons["profile"].click()
        row = window.page.clinic.rows["paper"]
        assert [button.text() for button in row.buttons] == ["As in the country: A4", "A4", "Letter"]
        next(button for button in row.buttons if button.value == name).click()
        window.page.foot.next.click()
        assert window.workplace.store.clinic().paper == kept
        assert begin(window.workplace, ZOE).visit.clinic.paper == kept
    assert before.visit.clinic.paper == ""


def test_a_profile_that_no_page_could_show_is_not_kept(window: Window) -> None:
    for way, kind in (("profile", ProfilePage), ("new-user", NewUserPage)):
        window.home.ways.buttons[way].click()
        page = window.page
        assert isinstance(page, kind)
        if way == "new-user":
            page.user.rows["user"].edit.setText("anna")
            for field in (page.passphrase.first.edit, page.passphrase.again.edit):
                field.setText("another river, also bent")
            page.practitioner.form.rows["scope"].buttons[0].click()
            page.practitioner.form.rows["excludes"].buttons[0].click()
        for name, words in (("name", "\u674e"), ("registration", "P-100")):
            page.practitioner.form.rows[name].edit.setText(words)
        page.foot.next.click()
        assert window.page is page
        assert "U+674E" in page.banner.accessibleName()
        assert [user.practitioner.name for user in window.workplace.store.users()] == ["Conor Walsh"]
        page.left.emit()


def test_another_user_is_added_with_a_passphrase_of_their_own(qtbot: QtBot, window: Window, folder: Path) -> None:
    window.home.ways.buttons["new-user"].click()
    page = window.page
    assert isinstance(page, NewUserPage)
    qtbot.keyClicks(page.user.rows["user"].edit, "anna")
    for field in (page.passphrase.first.edit, page.passphrase.again.edit):
        qtbot.keyClicks(field, "another river, also bent")
    for name, words in (("name", "Anna Beispiel"), ("registration", "P-100")):
        qtbot.keyClicks(page.practitioner.form.rows[name].edit, words)
    page.practitioner.form.rows["scope"].buttons[0].click()
    page.practitioner.form.rows["excludes"].buttons[0].click()
    page.foot.next.click()
    qtbot.waitUntil(lambda: window.page is window.home, timeout=20000)
    qtbot.waitUntil(lambda: not running(), timeout=20000)
    window.close()
    with Store.open(folder, "another river, also bent", "anna") as store:
        assert store.user.practitioner.name == "Anna Beispiel"


def test_a_user_name_that_is_taken_is_refused_in_words(qtbot: QtBot, window: Window) -> None:
    window.home.ways.buttons["new-user"].click()
    page = window.page
    page.user.rows["user"].edit.setText("conor")
    for field in (page.passphrase.first.edit, page.passphrase.again.edit):
        field.setText("another river, also bent")
    page.practitioner.set_practitioner(window.workplace.store.user.practitioner)
    page.foot.next.click()
    qtbot.waitUntil(page.banner.isVisible, timeout=20000)
    assert "already a user" in words_on(page.banner)


def test_about_names_versions_and_the_trial(window: Window, catalogue: Catalogue) -> None:
    window.home.ways.buttons["about"].click()
    assert isinstance(window.page, AboutPage)
    read = words_on(window.page).replace("\u200b", "")
    assert all(words in read for words in (VERSION, catalogue.version, catalogue.fingerprint, "no clinician has reviewed"))


def test_the_version_is_that_of_the_package() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"] == VERSION


def test_the_empty_form_is_shown_and_saved_where_the_user_says(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    window.home.ways.buttons["paper-form"].click()
    page = window.page
    assert isinstance(page, PaperPage)
    qtbot.waitUntil(lambda: not running(), timeout=20000)
    page.save_in(tmp_path / "papers")
    assert (tmp_path / "papers" / "empty-form.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_page_fits_the_smallest_window(qtbot: QtBot, window: Window, finished: str, scale: float) -> None:
    begin(window.workplace, ZOE)
    theme.apply(QApplication.instance(), Theme(scale=scale))
    window.resize(SMALLEST)
    window.open_home(window.workplace)
    window.home.show_patient(finished)
    next(iter(window.home.earlier.rows.values())).row.button.click()
    assert_fits(window)
    window.home.show_patient(finished)
    for way in (way for way in WAYS if way != "guide"):  # it has a window of its own
        window.home.page_asked.emit(way)
        qtbot.waitUntil(lambda: not running(), timeout=20000)
        assert_fits(window)
        window.page.left.emit()
    for ask in (lambda: window.home.new_patient.click(), lambda: window.home.foot.next.click()):
        ask()
        assert_fits(window)
        window.page.left.emit()
        window.home.show_patient(finished)
    assert_fits(window)


def assert_fits(window: Window) -> None:
    """Nothing on the page is wider than the place that it has."""
    QApplication.processEvents()
    page = window.page
    assert page.minimumSizeHint().width() <= SMALLEST.width() and page.minimumSizeHint().height() <= SMALLEST.height()
    for area in page.findChildren(QScrollArea):
        assert area.widget().minimumSizeHint().width() <= area.viewport().width(), type(page)


def test_pain_before_and_after_is_drawn_over_the_visits_and_said_in_words(home: Home) -> None:
    for before, after in ((8, 5), (6, 2)):
        desk = begin(home.workplace, AOIFE)
        desk.indicate(pain_before=before)
        desk.note(pain_after=after)
    begin(home.workplace, ZOE)
    home.show_patient(desk.visit.patient_id)
    assert [(pair.before, pair.after) for pair in home.course.pain.pairs] == [(8, 5), (6, 2)]
    assert home.course.pain.accessibleName() == "Pain before and after, 2 visits"
    assert "pain 8 before, 5 after" in home.course.pain.accessibleDescription() and "pain 6 before, 2 after" in words_on(home)
    home.show_patient(home.workplace.store.search_patients("zoe", 1)[0].id)
    assert home.measured.isHidden()


def test_a_patient_half_written_is_there_again_after_home_and_after_closing(home_on: Opened, folder: Path) -> None:
    window = home_on(folder)
    window.home.new_patient.click()
    window.page.form.rows["family_name"].edit.setText("Kovács")
    window.page.form.rows["birth_date"].edit.setText("9.3.19")
    window.page.form.rows["sex"].buttons[0].click()
    window.go_home()
    window.home.new_patient.click()
    form = window.page.form
    assert (form.text("family_name"), form.rows["birth_date"].raw(), form.text("sex")) == ("Kovács", "9.3.19", "female")
    form.rows["given_name"].edit.setText("Ilona")
    while not window.close():
        QApplication.processEvents()
    assert not window._told_of_unsaved
    again = home_on(folder)
    again.home.new_patient.click()
    assert again.page.form.text("given_name") == "Ilona" and "is here again" in words_on(again.page)
    again.page.kept.empty.click()
    again.go_home()
    again.home.new_patient.click()
    assert not again.page.form.text("family_name") and "is here again" not in words_on(again.page)


def test_once_the_visit_has_begun_nothing_of_the_draft_is_left(qtbot: QtBot, window: Window) -> None:
    window.home.new_patient.click()
    page = window.page
    write(qtbot, page, ZOE)
    page.tick.click()
    page.foot.next.click()
    assert isinstance(window.page, VisitScreen)
    window.go_home()
    window.home.new_patient.click()
    assert not window.page.form.text("family_name")


def test_closing_asks_once_more_where_a_field_could_not_be_saved(window: Window) -> None:
    screen = needled(window)
    screen.desk.remove(0, 1)
    screen.open_step("note")
    field = screen.page.fields["bleeding"]
    field.edit.setText("none")
    connection = window.workplace.store._parts.database._connection
    connection.exec_driver_sql("PRAGMA query_only = ON")
    connection.rollback()
    assert not window.close()
    assert "could not be saved" in words_on(window) and field.raw() == "none"
    connection.exec_driver_sql("PRAGMA query_only = OFF")
    connection.rollback()
    assert window.close()
    assert screen.desk.visit.note.bleeding == "none"
