"""The screens outside a visit: the first start, unlocking, home and every page that it leads to, the dialogs, the demonstration."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from studio import CHEAP, Scene, Studio

from needlesafe.errors import UserError
from needlesafe.flow import demo
from needlesafe.flow.adoption import Adopting, adopt, state
from needlesafe.flow.demo_people import CLINIC, STORIES, USER
from needlesafe.flow.follow_ups import due_contacts
from needlesafe.flow.reception import begin
from needlesafe.flow.signing_in import Founding, establish
from needlesafe.gui.fault_dialog import FaultDialog, FaultReport
from needlesafe.gui.file_dialogs import ask_folder
from needlesafe.gui.pdf_window import PdfWindow
from needlesafe.gui.preparation import Start
from needlesafe.gui.print_dialog import PrintDialog
from needlesafe.gui.widgets.field_row import FieldRow

TABLE = """Family name,Given name,Birth date,Number
Moor,Mona,1971-04-30,DEMO-31
North,Noel,1988-10-02,DEMO-32
Orchard,Olga,31/02/1990,DEMO-33
"""


def first_start(studio: Studio) -> None:
    """The three parts of the first start."""
    page = studio.open(Start(studio.home / "none" / "store", lambda: studio.catalogue, CHEAP)).page
    studio.take("first-start")
    page.foot.next.click()
    studio.take("first-start-faults")
    page._open(1)
    page.clinic.rows["name"].edit.setText("Clinic by the Weir")
    page.jurisdiction.edit.setCurrentIndex(page.jurisdiction.edit.findData("IE"))
    studio.take("first-start-clinic")
    page._open(2)
    studio.take("first-start-user")


def new_clinic(studio: Studio) -> None:
    """A clinic on its first day, then one that adopted the content and treated a few."""
    folder = studio.home / "new" / "store"
    window = studio.open(Start(folder, lambda: studio.catalogue, CHEAP))
    clinic = replace(CLINIC, name="Clinic by the Weir")
    window.page.opened.emit(establish(folder, Founding(clinic, USER, demo.PASSPHRASE, CHEAP), studio.catalogue))
    studio.take("home-empty")
    now = state(window.workplace)
    adopt(window.workplace, now, Adopting("Robin Example", "DEMO-1", True, frozenset(now.groups)))
    window.go_home()
    studio.take("home-adopted")
    window._ask_patient(None)
    studio.take("new-patient-adopted")
    _few_visits(window)
    for name in ("adoption", "about", "figures"):
        window.go_home()
        window._open_page(name)
        studio.take(name if name == "figures" else f"{name}-adopted")


def _few_visits(window: Any) -> None:
    """Seven treatments of four patients, in one of them a little blood."""
    for number in range(7):
        story = STORIES[number % 4]
        desk = begin(window.workplace, story.patient)
        demo.answer_all(desk, story, 0)
        bled = [("treatment-recorded", {"at": "10:02", "event": "adverse", "site": 0, "id": "ae-bleeding"})] if number == 2 else []
        desk.record(("treatment-recorded", {"at": "10:00", "event": "in", "site": 0, "count": 2}), *bled,
                    ("treatment-recorded", {"at": "10:05", "event": "all-out"}))


def unlock(studio: Studio) -> None:
    """Before anybody signed in."""
    page = studio.open_locked().page
    studio.take("unlock")
    page.passphrase.edit.setText("not that one")
    page.open.click()
    studio.take("unlock-wrong")


def home(studio: Studio) -> None:
    """Home with its work, what is found, and a patient with the earlier visits."""
    page = studio.sign_in().home
    studio.take("home")
    for name, letters in (("home-people", "ca"), ("home-visits", "gastrocnemius"), ("home-nobody", "zzzz")):
        page.patients.search.setText(letters)
        studio.camera.rest(0.4)
        studio.take(name)
    page.patients.search.clear()
    row = page.workplace.store.search_patients("Abbott", 1)[0]
    page.patients.patient_chosen.emit(row.id)
    studio.take("home-patient")
    next(iter(page.earlier.rows.values())).row.button.click()
    studio.take("home-documents")
    page.show_patient("")
    studio.camera.settle()
    page._right.show_widget(page.ways)
    studio.take("home-below")
    page.tell(UserError("The time stamp was refused.", "Everything is saved.", "Try again later."))
    studio.take("home-fault")
    page.banner.hide()


def emergency_at_home(studio: Studio) -> None:
    """The emergency card where no visit is open, and what home says afterwards."""
    window = studio.sign_in()
    window.open_emergency()
    studio.take("emergency-at-home")
    window.door.emergency.choose("ae-syncope")
    studio.take("emergency-card-at-home")
    window.door.emergency.over.click()
    studio.take("home-noted")
    window.open_emergency()
    studio.take("emergency-noted")
    window.door.emergency.choice.left.emit()


def patients(studio: Studio) -> None:
    """A new patient, and a known one."""
    window = studio.sign_in()
    window._ask_patient(None)
    studio.take("new-patient")
    window.page.foot.next.click()
    studio.take("new-patient-faults")
    window.go_home()
    window._ask_patient(window.workplace.store.search_patients("Brook", 1)[0])
    studio.take("known-patient")


def correct(studio: Studio) -> None:
    """A name that is put right."""
    window = studio.sign_in()
    window._open_page(f"correct {window.workplace.store.search_patients('Glen', 1)[0].id}")
    studio.take("correct")
    _write(window.page.form.rows["family_name"], "Glenn")
    _write(window.page.form.rows["reason"], "passport seen")
    window.page.foot.next.click()
    studio.take("correct-done")


def duplicates(studio: Studio) -> None:
    """Two who may be one."""
    window = studio.sign_in()
    alike = replace(STORIES[2].patient, identifier="DEMO-99", family_name="Castel")
    window.workplace.store.keep_patient(window.workplace.new_id(), alike)
    window._open_page("duplicates")
    studio.take("duplicates")
    next(iter(window.page.pairs.values())).first.click()
    studio.take("duplicates-merged")


def patients_from_a_file(studio: Studio) -> None:
    """A table with patients: what it would bring, and the report."""
    window, path = studio.sign_in(), studio.home / "patients.csv"
    path.write_text(TABLE, "utf-8")
    window._open_page("import")
    studio.take("import")
    window.page.read(path)
    studio.take("import-read")
    window.page.foot.next.click()
    studio.take("import-done")


def figures(studio: Studio) -> None:
    """Nothing but trial visits, and who got a lot."""
    window = studio.sign_in()
    window._open_page("figures")
    studio.take("figures-trial")
    _write(window.page.lot.lot, "DEMO-A1")
    window.page.lot.ask.click()
    studio.camera.settle()
    window.page.column.show_widget(window.page.lot)
    studio.take("figures-lot")


def plain_pages(studio: Studio) -> None:
    """The pages that are looked at as they open."""
    for name in ("about", "profile", "seal", "paper-form", "proof-sheet", "new-user", "adoption"):
        window = studio.sign_in()
        window._open_page(name)
        studio.take(name)
    studio.camera.settle()
    next(iter(window.page.groups.values())).unfold()
    studio.take("adoption-open")
    window = studio.sign_in()
    window._open_page("new-user")
    window.page.foot.next.click()
    studio.take("new-user-faults")


def check(studio: Studio) -> None:
    """Every verdict, and the work before it."""
    window = studio.sign_in()
    window._open_page("check")
    studio.take("check")
    whole, changed, strange = _papers(studio)
    page = window.page
    page.work.begin("Checking record.pdf").goes_on(3, 8)
    page.work._look()
    studio.take("check-working")
    page.work.end()
    for name, path in (("check-unchanged", whole), ("check-changed", changed), ("check-strange", strange)):
        page.check(path)
        studio.take(name)


def _papers(studio: Studio) -> tuple[Path, Path, Path]:
    """A record as it was sealed, one that was changed, and a file that is none."""
    record = _record(studio)
    whole, changed, strange = (studio.home / name for name in ("record.pdf", "changed.pdf", "letter.pdf"))
    whole.write_bytes(record)
    place = record.index(b"stream") + 40
    changed.write_bytes(record[:place] + bytes([record[place] ^ 1]) + record[place + 1:])
    strange.write_bytes(b"%PDF-1.4\nnobody sealed this\n%%EOF\n")
    return whole, changed, strange


def _record(studio: Studio) -> bytes:
    """The bytes of a sealed record."""
    store = studio.window.workplace.store
    row = store.search_patients("Abbott", 1)[0]
    return next(document.data for visit in store.visits_of(row.id) for document in store.documents(visit.id) if document.kind == "record")


def follow_up(studio: Studio) -> None:
    """Somebody is asked how they are."""
    window = studio.sign_in()
    window._enquire(due_contacts(window.workplace)[0].visit.id)
    studio.take("follow-up")
    outcome = window.page.form.rows["outcome"]
    next(button for button in outcome.buttons if button.value == "not-well").click()
    window.page.foot.next.click()
    studio.take("follow-up-not-well")


def guide(studio: Studio) -> None:
    """The guide in a window of its own."""
    window = studio.sign_in()
    window.guide.open()
    shown = window.guide.guide
    studio.take("guide", shown)
    shown.open_page("treatment")
    studio.take("guide-treatment", shown)
    shown.close()


def dialogs(studio: Studio) -> None:
    """Every dialog above the window."""
    window, take = studio.sign_in(), studio.camera.take_dialog
    for safety in ("nothing-open", "read-back", "unsure"):
        report = FaultReport("ValueError", "needlesafe.gui.home:1 draw", safety, str(Path("log") / "needlesafe.log"))
        take(f"fault-{safety}", FaultDialog(report, window))
    take("pdf-window", PdfWindow("Record", _record(studio), window))
    take("print-dialog", PrintDialog(window, lambda printer: None, lambda: None))
    take("file-dialog", ask_folder(window.page, "Save it in", lambda path: None))


def demonstration(studio: Studio) -> None:
    """The demonstration while its clinic is made, and its mark on home and on a visit."""
    window = studio.open(Start(studio.home / "demo" / "store", lambda: studio.catalogue, CHEAP, demo=True))
    studio.camera.wait(lambda: window.home is not None or window.page.work.progress.done >= 1)
    studio.take("demo", waits=False)
    window.page.work.cancel.click()
    studio.camera.wait(lambda: window.home is not None)
    studio.take("demo-home")
    window.open_visit(begin(window.workplace, STORIES[0].patient, trial_choice="practice"))
    studio.take("demo-visit")
    QTest.keyClick(window.visit, Qt.Key.Key_F9)
    studio.take("demo-emergency")
    window.visit.emergency.closed.emit()
    window.go_home()


def _write(row: FieldRow, text: str) -> None:
    """Types into a field and leaves it."""
    row.edit.setText(text)
    row.commit()


SCENES = (
    Scene(first_start, ("first-start", "first-start-faults", "first-start-clinic", "first-start-user")),
    Scene(new_clinic, ("home-empty", "home-adopted", "new-patient-adopted", "adoption-adopted", "about-adopted", "figures")),
    Scene(unlock, ("unlock", "unlock-wrong")),
    Scene(home, ("home", "home-people", "home-visits", "home-nobody", "home-patient", "home-documents", "home-below", "home-fault")),
    Scene(emergency_at_home, ("emergency-at-home", "emergency-card-at-home", "home-noted", "emergency-noted")),
    Scene(patients, ("new-patient", "new-patient-faults", "known-patient")),
    Scene(correct, ("correct", "correct-done")),
    Scene(duplicates, ("duplicates", "duplicates-merged")),
    Scene(patients_from_a_file, ("import", "import-read", "import-done")),
    Scene(figures, ("figures-trial", "figures-lot")),
    Scene(plain_pages, ("about", "profile", "seal", "paper-form", "proof-sheet", "new-user", "adoption", "adoption-open", "new-user-faults")),
    Scene(check, ("check", "check-working", "check-unchanged", "check-changed", "check-strange")),
    Scene(follow_up, ("follow-up", "follow-up-not-well")),
    Scene(guide, ("guide", "guide-treatment")),
    Scene(dialogs, ("fault-nothing-open", "fault-read-back", "fault-unsure", "pdf-window", "print-dialog", "file-dialog")),
    Scene(demonstration, ("demo", "demo-home", "demo-visit", "demo-emergency")),
)
"""Every scene outside a visit, in the order in which they are played."""
