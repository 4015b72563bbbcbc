"""
A process that is measured from inside: the program as its command starts it, worked by keys and taps until what they change is painted.

`python -m tests.helpers.screen_times bare` is a PySide6 window with one field and nothing else; it tells what memory its process has.
`python -m tests.helpers.screen_times program ROUNDS GAP PASSPHRASE --store …` opens the store, works it so many rounds and prints what
everything took as one JSON object; keys and points come every GAP milliseconds. The store has to hold a visit that waits for its
seal, one that waits for its signatures, and a patient Z-1 without visits.
"""

from __future__ import annotations

import json
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, QTimer, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from tests.helpers.first_key import press, when_a_key_is_taken

SOUGHT = ("müller anna", "1975-03-12", "upper trap", "k 47", "byrne")
WRITTEN = "local twitch, familiar ache, eased after the third needle; turns farther than before"
ASIDE_FROM = ("screening", "note")
"""The steps from which every page beside the steps is opened."""
FEW = 40
"""So many keys and points are enough where each page is opened once."""
POINTS, STROKES = 40, 3
STEP_IDS = ("who", "screening", "sites", "cautions", "consent", "treatment", "note")
LONGEST = 60.0
"""Seconds after which something that never comes is a fault."""


def resident() -> dict[str, int]:
    """The kilobytes of this process in memory: all that is resident, and its share where several processes hold the same."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return {line.split(":")[0]: int(line.split()[1]) for line in lines if line.startswith(("Rss:", "Pss:"))}


def tap(widget: QWidget) -> None:
    """Presses and lets go in the middle of a widget."""
    middle = widget.rect().center()
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        point(widget, kind, middle)


def point(widget: QWidget, kind: QEvent.Type, place: QPoint) -> None:
    """Sends what a mouse, or a pen that is one, does at a place."""
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    button, held = none if kind == QEvent.Type.MouseMove else left, none if kind == QEvent.Type.MouseButtonRelease else left
    QCoreApplication.sendEvent(widget, QMouseEvent(kind, QPointF(place), QPointF(widget.mapToGlobal(place)), button, held,
                                                   Qt.KeyboardModifier.NoModifier))


def until(done: Callable[[], bool]) -> None:
    """Lets the program go on until something is so."""
    latest = time.perf_counter() + LONGEST
    while not done():
        QCoreApplication.processEvents()
        if time.perf_counter() > latest:
            raise TimeoutError("what was waited for never came")


class Painted(QObject):
    """Whether a widget was painted since this was made."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.done = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notes the painting."""
        self.done = self.done or event.type() == QEvent.Type.Paint
        return False


def until_painted(widget: QWidget) -> None:
    """Lets the program go on until a widget, and with it all that is on it, was painted; timers wait where they can."""
    painted = Painted(widget)
    QCoreApplication.sendPostedEvents()
    until(lambda: painted.done)
    widget.removeEventFilter(painted)


def paced(widget: QWidget, acts: Sequence[Callable[[], None]], gap_ms: float) -> list[float]:
    """
    The milliseconds from the moment at which each act is due until the widget is painted.

    One comes so many milliseconds after the other, whatever the program is doing then, but none before the last was painted.
    """
    took, due = [], time.perf_counter()
    for act in acts:
        while time.perf_counter() < due:
            QCoreApplication.processEvents()
        act()
        until_painted(widget)
        painted = time.perf_counter()
        took.append((painted - due) * 1000)
        due = max(due + gap_ms / 1000, painted)
    return took


def letters(field: QWidget, text: str) -> Iterator[Callable[[], None]]:
    """A key for each letter."""
    return (lambda letter=letter: press(field, letter) for letter in text)


class Walker:
    """Works the window and keeps what each change of page took: the clock's milliseconds until it was painted, those of the
    processor in this thread, and the clock's until nothing of the page was still to be made."""

    def __init__(self, window: Any, rounds: int, gap_ms: float) -> None:
        self.window, self.rounds, self.gap_ms = window, rounds, gap_ms
        self.took: list[tuple[str, float, float, float]] = []

    @property
    def visit(self) -> Any:
        """The visit on screen."""
        return self.window.visit

    def enough(self, acts: Sequence[Callable[[], None]]) -> Sequence[Callable[[], None]]:
        """As many of them as this run takes."""
        return acts if self.rounds > 1 else acts[:FEW]

    def rest(self) -> None:
        """Lets everything come to its end that goes on by itself."""
        from needlesafe.gui.tasks import running

        QCoreApplication.processEvents()
        until(lambda: not running() and not any(timer.isActive() and not timer.interval() for timer in self.window.findChildren(QTimer)))

    def change(self, name: str, act: Callable[[], Any], shown: Callable[[], QWidget]) -> None:
        """Does something that brings another page, and measures it."""
        self.rest()
        begun, worked = time.perf_counter(), time.thread_time()
        act()
        until_painted(shown())
        painted, worked = time.perf_counter(), time.thread_time() - worked
        self.rest()
        self.took.append((name, *(round(1000 * one, 2) for one in (painted - begun, worked, time.perf_counter() - begun))))

    def go(self, step: str, button: QWidget) -> None:
        """Goes to a step by a button; what is to be looked at again once, because the answers came fast, is looked at."""
        self.change(f"{self.visit.step} to {step}", lambda: tap(button), lambda: (self.visit.aside or self.visit.page).viewport())
        if self.visit.aside is not None:
            self.change(f"review to {step}", lambda: tap(self.visit.foot.next), lambda: self.visit.page.viewport())

    def choose_patient(self) -> None:
        """Finds the patient at home and shows who it is."""
        search = self.window.home.patients.search
        search.clear()
        for key in letters(search, "z-1"):
            key()
        press(search, "\r", Qt.Key.Key_Return)
        self.rest()

    def resume(self, visit_id: str) -> None:
        """Opens an unfinished visit at home."""
        home = self.window.home
        rows = home.unsigned.rows | home.unfinished.rows
        self.change("home to visit", lambda: tap(rows[visit_id].button), lambda: self.visit.page.viewport())

    def leave(self) -> None:
        """Goes back to the first step, one by one, then home."""
        while self.visit.step != STEP_IDS[0]:
            self.go(STEP_IDS[STEP_IDS.index(self.visit.step) - 1], self.visit.foot.back)
        self.change("who to home", lambda: tap(self.visit.foot.back), lambda: self.window.home)

    def look_aside(self) -> None:
        """Opens each page that is none of the steps, and goes back from it."""
        visit, step, card = self.visit, self.visit.step, self.visit.emergency
        back = (lambda: tap(visit.foot.back), lambda: visit.page.viewport())
        for name, way in (("papers", visit.papers), ("no", visit.no)):
            self.change(f"{step} to {name}", lambda way=way: tap(way), lambda: visit.aside.viewport())
            self.change(f"{name} to {step}", *back)
        self.change(f"{step} to emergency", visit.open_emergency, lambda: card.choice)
        self.change(f"emergency to {step}", lambda: tap(card.choice.back), lambda: visit.page.viewport())
        self.change(f"{step} to guide", self.window.guide.open, lambda: self.window.guide.guide.column.viewport())
        tap(self.window.guide.guide.close_button)

    def begin_visit(self) -> None:
        """Reads the patient back and begins a visit."""
        self.choose_patient()
        self.change("home to patient", lambda: tap(self.window.home.foot.next), lambda: self.window.page.column.viewport())
        page = self.window.page
        if not page.trial.isHidden():
            tap(page.trial.choice.buttons[0])
        tap(page.tick)
        self.change("patient to visit", lambda: tap(page.foot.next), lambda: self.visit.page.viewport())


def visits(window: Any) -> tuple[str, str]:
    """The visit that waits for its seal, and the one that waits for its signatures: the last of those under way."""
    return next(iter(window.home.unsigned.rows)), list(window.home.unfinished.rows)[-1]


def worked(walker: Walker) -> dict[str, Any]:
    """
    What the process holds at home once everything was read ahead; then every change between neighbours, to and from home, and
    beside the steps, each visit opened anew in each round; on the way keys and ink.
    """
    told: dict[str, Any] = {"memory": resident(), "search": searched(walker)}
    noted, prepared = visits(walker.window)
    for number in range(walker.rounds):
        walker.resume(noted)
        for step in STEP_IDS[-2::-1]:
            walker.go(step, walker.visit.foot.back)
        for step in STEP_IDS[1:]:
            if walker.visit.step in ASIDE_FROM:
                walker.look_aside()
            walker.go(step, walker.visit.rail.item_of(step))
        walker.look_aside()
        told["note"], told["note kept"] = written(walker, walker.visit.page.fields["response"])
        walker.leave()
        walker.resume(prepared)
        if not number:
            told["point"], told["stroke kept"] = drawn(walker)
        walker.go(STEP_IDS[0], walker.visit.rail.item_of(STEP_IDS[0]))
        for step in STEP_IDS[1:5]:
            walker.go(step, walker.visit.rail.item_of(step))
        if number == walker.rounds - 1:
            told["detail"], told["detail kept"] = detailed(walker)
        walker.leave()
    walker.begin_visit()
    walker.leave()
    return told | {"pages": walker.took}


def searched(walker: Walker) -> list[float]:
    """Each key in the search at home until it is painted."""
    search, back = walker.window.home.patients.search, Qt.Key.Key_Backspace
    keys = [key for text in SOUGHT for key in (*letters(search, text), *(len(text) * (lambda: press(search, "\b", back),)))]
    return paced(search, walker.enough(keys), walker.gap_ms)


def drawn(walker: Walker) -> tuple[list[float], list[float]]:
    """Each point of a pen until it is inked, and each stroke from pen-up until it is kept and shown."""
    walker.rest()
    page = walker.visit.page
    pad = next(iter(page.cards.values())).pad.ink
    page.show_widget(pad)
    walker.rest()
    moved, kept = [], []
    strokes = STROKES if walker.rounds > 1 else 1
    for stroke in range(strokes):
        places = [QPoint(20 + 10 * number, 60 + 30 * stroke + 25 * (number % 3)) for number in range(POINTS)]
        kinds = (QEvent.Type.MouseButtonPress, *(POINTS - 1) * (QEvent.Type.MouseMove,))
        moved += paced(pad, [lambda kind=kind, place=place: point(pad, kind, place) for kind, place in zip(kinds, places)],
                       walker.gap_ms)
        begun = time.perf_counter()
        point(pad, QEvent.Type.MouseButtonRelease, places[-1])
        walker.rest()
        kept.append((time.perf_counter() - begun) * 1000)
    assert [len(one) for one in pad.strokes()] == [POINTS] * strokes
    return moved, kept


def detailed(walker: Walker) -> tuple[list[float], list[float]]:
    """Each key in the detail of an answer."""
    walker.visit.open_step("screening")
    row = walker.visit.page.rows["pr-low-bp"]
    row.buttons[0].click()
    return written(walker, row.details.detail)


def written(walker: Walker, row: Any) -> tuple[list[float], list[float]]:
    """Each key of a sentence in a field, and how long the program takes to keep it once the typing rests."""
    edit = row.edit
    walker.visit.page.show_widget(row)
    edit.setFocus()
    walker.rest()
    seen = edit if isinstance(edit, QLineEdit) else edit.viewport()
    took = paced(seen, walker.enough(list(letters(edit, WRITTEN))), walker.gap_ms)
    begun = time.perf_counter()
    row.commit()
    QCoreApplication.sendPostedEvents()
    return took, [(time.perf_counter() - begun) * 1000]


def tell(told: Any) -> None:
    """Prints what was measured and ends."""
    print(json.dumps(told), flush=True)
    os._exit(0)


def bare() -> None:
    """The least window that takes keys."""
    app = QApplication([])
    window = QWidget()
    window.resize(1280, 800)
    field = QLineEdit(window)
    window.show()
    field.setFocus()
    when_a_key_is_taken(lambda: (window.repaint(), tell(resident())))
    app.exec()


def program() -> None:
    """The program as its command starts it, with its store opened."""
    _, rounds, gap_ms, passphrase = sys.argv[1:5]
    whole = QApplication.exec

    def work() -> None:
        try:
            window, told = QApplication.activeWindow(), []
            window.preparation.ready.connect(lambda _: told.append("ready"))
            window.preparation.ended.connect(lambda: told.append("ended"))
            until(lambda: "ready" in told)
            field = window.page.passphrase.edit
            field.setText(passphrase)
            press(field, "\r", Qt.Key.Key_Return)
            until(lambda: "ended" in told)
            walker = Walker(window, int(rounds), float(gap_ms))
            walker.rest()
            tell(worked(walker))
        except BaseException:
            traceback.print_exc()
            os._exit(1)

    def exec_(*_: object) -> int:
        when_a_key_is_taken(work)
        return whole()

    QApplication.exec = staticmethod(exec_)
    from needlesafe.cli import main

    main(sys.argv[5:])


if __name__ == "__main__":
    bare() if sys.argv[1] == "bare" else program()
