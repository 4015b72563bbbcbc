"""The screens of a visit from the first needle on: the ledger, the lock, the emergency cards, a no, the papers, the note."""

from __future__ import annotations

from datetime import timedelta

from screens_of_visit import KINDS, LEFT_IN, ON_THINNERS, RETAINED
from studio import Scene, Studio

from needlesafe.domain.pauses import BEFORE, pause_items
from needlesafe.flow import demo
from needlesafe.flow.gates import discharge_items
from needlesafe.flow.needling import all_out, declare_left
from needlesafe.flow.pedal import set_pedal_key
from needlesafe.flow.sealing import finish
from needlesafe.gui.leaving_page import LeavingPage
from needlesafe.gui.needles_page import NeedlesPage
from needlesafe.gui.papers_page import open_paper
from needlesafe.gui.pause_page import PausePage
from needlesafe.gui.widgets.two_way_row import TwoWayRow

CARDS = ("ae-syncope", "ae-pneumothorax", "ae-nerve-contact", "ae-vessel-injury", "ae-stuck-needle", "ae-needle-bent", "ae-needle-broken",
         "ae-seizure", "ae-anaphylaxis", "ae-needlestick", "ae-tension-ptx", "ae-cardiac-tamponade", "ae-spinal-haematoma",
         "ae-spinal-cord", "ae-compartment", "ae-nerve-injury", "ae-haematoma", "ae-vasovagal")
"""Every emergency that has a card."""


def treatment(studio: Studio) -> None:
    """No needle yet, the three pauses, needles in and over their time, all out and counted, something that happened."""
    screen, take = studio.visit(RETAINED, "answered"), studio.take
    desk = screen.desk
    screen.open_step("treatment")
    take("treatment-refused")
    demo.talk(desk)
    demo.sign_all(desk)
    screen.draw()
    take("pause-before")
    desk.pause({item.id: item.wanted for item in pause_items(BEFORE, studio.catalogue)})
    screen.draw()
    take("treatment-ready")
    now = desk.workplace.clock().astimezone()
    desk.place(0, 3, (now - timedelta(minutes=12)).strftime("%H:%M"))
    screen.act(lambda desk: desk.place(1, 1))
    take("treatment-over-time")
    screen.open_step("sites")
    take("needles-strip")
    screen.open_step("treatment")
    screen.open_aside(PausePage(screen))
    take("pause-inside")
    screen.close_aside()
    screen.open_aside(NeedlesPage(screen))
    take("needles-page")
    screen.close_aside()
    screen.open_step("note")
    take("note-needles-in")
    screen.open_step("treatment")
    screen.act(all_out)
    take("treatment-count")
    screen.page.ledger.count.all.click()
    screen.act(lambda desk: desk.adverse("ae-nerve-contact", 0, {"found": "a short electric feeling"}))
    take("treatment-event")


def pedal(studio: Studio) -> None:
    """A foot pedal counts."""
    screen = studio.visit(RETAINED, "agreed")
    set_pedal_key(screen.desk.workplace, "in", "F13")
    screen = studio.visit(RETAINED, "paused")
    screen.open_step("treatment")
    studio.take("treatment-pedal")
    set_pedal_key(screen.desk.workplace, "in", "")


def left_in(studio: Studio) -> None:
    """A needle that stays in on purpose."""
    screen = studio.visit(LEFT_IN, "needled")
    screen.open_step("treatment")
    screen.open_aside(NeedlesPage(screen))
    screen.aside.staying.form.rows["site"].buttons[0].click()
    screen.aside.go_to(screen.aside.staying)
    studio.take("left-in-page")
    screen.close_aside()
    screen.act(lambda desk: declare_left(desk, 0, 1, "A press needle; the patient takes it out in three days."))
    studio.take("left-in-treatment")


def lock(studio: Studio) -> None:
    """The lock with needles in, and without."""
    screen = studio.visit(RETAINED, "needled")
    screen.covers.lock()
    studio.take("lock-needles")
    screen.covers.veil.opened.emit()
    screen.act(lambda desk: desk.remove_all())
    screen.covers.lock()
    studio.take("lock")
    screen.covers.veil.opened.emit()


def emergencies(studio: Studio) -> None:
    """The choice, and the card of every kind."""
    screen = studio.visit(KINDS["chest"], "needled")
    screen.open_emergency()
    studio.take("emergency")
    for name in CARDS:
        screen.open_emergency()
        screen.emergency.choose(name)
        studio.take(f"emergency-{name}")
        screen.emergency.end()


def emergency_notes(studio: Studio) -> None:
    """A nerve contact walked through, vital signs, the letter."""
    screen = studio.visit(KINDS["chest"], "needled")
    screen.open_emergency()
    screen.emergency.choose("ae-nerve-contact")
    studio.camera.settle()
    walk_through = screen.emergency.walk
    for row in [row for row in walk_through.fields.values() if isinstance(row, TwoWayRow)][:3]:
        row.buttons[0].click()
    screen.emergency.card._column.show_widget(walk_through)
    studio.take("nerve-walk")
    screen.emergency.end()
    screen.open_emergency()
    screen.emergency.choose("ae-pneumothorax")
    for signs in (("112", "24", "93"), ("104", "20", "95")):
        for name, value in zip(("pulse", "breaths", "oxygen"), signs):
            screen.emergency.notes.signs.rows[name].edit.setText(value)
        screen.emergency.notes.keep_signs.click()
    screen.emergency.card.call.click()
    studio.camera.settle()
    screen.emergency.card._column.show_widget(screen.emergency.notes.signs_card)
    studio.take("vital-signs")
    screen.emergency.write.click()
    studio.take("emergency-letter")
    screen.emergency.letter.back.click()
    screen.emergency.end()


def refusal(studio: Studio) -> None:
    """The patient says no: before anything, and with needles in."""
    screen = studio.visit(KINDS["usual"], "answered")
    screen.no.click()
    studio.take("no")
    screen.aside.form.rows["decision"].buttons[0].click()
    studio.take("no-declined")
    screen = studio.visit(KINDS["usual"], "needled")
    screen.no.click()
    next(button for button in screen.aside.form.rows["decision"].buttons if button.value == "withdrawn").click()
    studio.take("no-withdrawn")
    screen.foot.next.click()
    studio.take("no-needles-in")


def papers(studio: Studio) -> None:
    """The papers of a visit, and everything that is written besides."""
    screen, take = studio.visit(ON_THINNERS, "answered"), studio.take
    screen.papers.click()
    take("papers")
    for name in ("referral", "hand-over", "incident", "aftercare", "aftercare-large", "proof-sheet"):
        open_paper(screen, name)
        take(f"paper-{name}")
    open_paper(screen, "hand-over")
    screen.foot.next.click()
    take("paper-read")


def note(studio: Studio) -> None:
    """Checks before leaving, what is owed, an early end, the seal, and the sealed visit."""
    screen, take = studio.visit(KINDS["usual"], "out"), studio.take
    screen.open_step("note")
    screen.open_aside(LeavingPage(screen))
    take("leaving")
    items = discharge_items(screen.desk.standing)
    for item in items:
        other = "no" if item.wanted == "yes" else "yes"
        screen.desk.record(("discharge-answered", {"id": item.id, "answer": other if item is items[0] else item.wanted}))
    screen.draw()
    take("leaving-not-met")
    screen.foot.next.click()
    screen.page.ending.unfold.click()
    studio.camera.settle()
    screen.page.show_widget(screen.page.ending)
    take("ending")
    screen = studio.visit(KINDS["usual"], "noted")
    screen.open_step("note")
    open_paper(screen, "record")
    take("paper-record")
    screen.close_aside()
    screen.foot.next.click()
    take("note-sealing", waits=False)
    take("note-sealed")
    screen.papers.click()
    take("papers-sealed")
    open_paper(screen, "amendment")
    take("paper-amendment")


def faults(studio: Studio) -> None:
    """What could not be saved, and what a gate refuses."""
    screen = studio.visit(KINDS["usual"], "answered")
    connection = screen.desk.workplace.store._parts.database._connection
    connection.exec_driver_sql("PRAGMA query_only = ON")
    connection.rollback()
    try:
        screen.act(lambda desk: desk.record(("consent-talk-recorded", {"questions": "Does it hurt?"})))
        studio.take("visit-fault")
    finally:
        connection.exec_driver_sql("PRAGMA query_only = OFF")
        connection.rollback()


def sealed_again(studio: Studio) -> None:
    """A sealed visit that is opened again."""
    screen = studio.visit(KINDS["usual"], "noted")
    finish(screen.desk)
    visit_id = screen.desk.visit_id
    studio.window.go_home()
    studio.window._resume(visit_id)
    studio.window.visit.open_step("who")
    studio.take("sealed-who")


SCENES = (
    Scene(treatment, ("treatment-refused", "pause-before", "treatment-ready", "treatment-over-time", "needles-strip", "pause-inside",
                      "needles-page", "note-needles-in", "treatment-count", "treatment-event")),
    Scene(pedal, ("treatment-pedal",)),
    Scene(left_in, ("left-in-page", "left-in-treatment")),
    Scene(lock, ("lock-needles", "lock")),
    Scene(emergencies, ("emergency", *(f"emergency-{name}" for name in CARDS))),
    Scene(emergency_notes, ("nerve-walk", "vital-signs", "emergency-letter")),
    Scene(refusal, ("no", "no-declined", "no-withdrawn", "no-needles-in")),
    Scene(papers, ("papers", "paper-referral", "paper-hand-over", "paper-incident", "paper-aftercare", "paper-aftercare-large",
                   "paper-proof-sheet", "paper-read")),
    Scene(note, ("leaving", "leaving-not-met", "ending", "paper-record", "note-sealing", "note-sealed", "papers-sealed", "paper-amendment")),
    Scene(faults, ("visit-fault",)),
    Scene(sealed_again, ("sealed-who",)),
)
"""The scenes from the first needle on, in the order in which they are played."""
