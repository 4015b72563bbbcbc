"""The practitioner's hand: does a visit file in the real window by clicks, keys and strokes, one control at a time."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from needlesafe.domain.consent import Signature
from needlesafe.gui.tasks import running
from needlesafe.gui.review_page import ReviewPage
from needlesafe.gui.visit_screen import VisitScreen
from needlesafe.gui.widgets.choice_row import ChoiceRow
from needlesafe.gui.widgets.field_row import FieldRow
from needlesafe.gui.widgets.tick_row import TickRow
from needlesafe.gui.widgets.two_way_row import TwoWayRow

Raw = dict[str, Any]


class Hand:
    """Works on a screen that is shown."""

    def __init__(self, qtbot: QtBot, screen: VisitScreen) -> None:
        self.qtbot, self.screen = qtbot, screen

    @property
    def page(self) -> Any:
        """The page in hand."""
        return self.screen.page

    def click(self, widget: QWidget) -> None:
        """Presses a control that is seen and can be pressed."""
        self.qtbot.waitUntil(lambda: widget.isVisible() and widget.isEnabled() and widget.height() > 20, timeout=5000)
        self.page.show_widget(widget)
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)

    def write(self, row: FieldRow | ChoiceRow, value: object) -> None:
        """Types into a field, as an input method does, and leaves it; a number of a row of buttons is pressed."""
        if isinstance(row, ChoiceRow):
            self.choose(row, f"{value:g}")
            return
        self.page.show_widget(row)
        row.edit.setFocus()
        row.edit.selectAll()
        self.type(row.edit, value)
        row.commit()
        self.settle()

    def type(self, edit: QWidget, value: object) -> None:
        """Sends the letters as an input method does, accents too."""
        event = QInputMethodEvent()
        event.setCommitString(f"{value:g}" if isinstance(value, float) else str(value))
        QApplication.sendEvent(edit, event)

    def choose(self, row: ChoiceRow | FieldRow, value: str) -> None:
        """Takes one of a closed list."""
        if isinstance(row, ChoiceRow):
            self.click(next(button for button in row.buttons if button.value == value))
        else:
            row.edit.setCurrentIndex(row.edit.findData(value))

    def settle(self) -> None:
        """Waits until no task is at work."""
        self.qtbot.waitUntil(lambda: not running(), timeout=20000)
        QApplication.processEvents()

    def open(self, step: str) -> None:
        """Opens a step on the rail."""
        self.screen.rail.step_chosen.emit(step)
        self.look_again()
        self.settle()

    def look_again(self) -> None:
        """Goes on from what is shown once more, because this hand answers faster than anybody reads."""
        if isinstance(self.screen.aside, ReviewPage):
            self.qtbot.mouseClick(self.screen.foot.next, Qt.MouseButton.LeftButton)

    def do_who(self, raw: Raw) -> None:
        """Answers every readiness check that is not answered yet."""
        self.open("who")
        for item, answer in raw["readiness"].items():
            row = next((rows.rows[item] for rows in self.page.checks.values() if item in rows.rows), None)
            if row is not None and self.screen.desk.visit.readiness.get(item) != answer:
                self.say(row, answer)

    def say(self, row: TickRow | TwoWayRow, answer: str) -> None:
        """Ticks a row, or presses its answer."""
        self.click(row if isinstance(row, TickRow) else next(b for b in row.buttons if b.value == answer))

    def do_screening(self, raw: Raw) -> None:
        """Answers what the page asks and the file tells, what follows upon an answer too; a clearance as soon as it is asked for."""
        self.open("screening")
        done: set[str] = set()
        while left := [name for name in self._rows() if name in raw["screening"] and name not in done]:
            for name in left:
                told = raw["screening"][name]
                if name not in self.screen.desk.visit.screening:
                    self.answer(name, told)
                if isinstance(told, dict) and "clearance" in told:
                    self.clear(name, told["clearance"])
            done.update(left)

    def _rows(self) -> list[str]:
        """The rows of the screening once all of them are made."""
        self.qtbot.waitUntil(lambda: not self.page._later.isActive(), timeout=20000)
        self.settle()
        return list(self.page.rows)

    def answer(self, name: str, told: str | Raw) -> None:
        """Presses the answer, then writes the detail."""
        row, told = self.page.rows[name], {"answer": told} if isinstance(told, str) else told
        self.click(next(button for button in row.buttons if button.value == told["answer"]))
        if "detail" in told:
            self.write(row.details.detail, told["detail"])

    def clear(self, name: str, clearance: Raw) -> None:
        """Writes who cleared it, when and what, where the row asks for it."""
        fields = self.page.rows[name].details.clearance
        for part, words in clearance.items():
            if fields[part].isVisible() and not fields[part].value():
                self.write(fields[part], words)

    def do_sites(self, raw: Raw) -> None:
        """Chooses each site's region on the map or in the list, then its muscle and needle."""
        self.open("sites")
        for site in raw["sites"]:
            region = self.screen.desk.workplace.catalogue.muscles[site["muscle"]].region
            self.choose_region(region, site["side"])
            self.plan(site)
        for name, value in raw["indication"].items():
            self.write(self.page.fields[name], value)

    def choose_region(self, region: str, side: str) -> None:
        """Taps the region on the body map, where a tap inside it is one."""
        view = next(view for view, figure in self.page.map.figures.items() if figure.drawing.find(region, side))
        figure = self.page.map.figures[view]
        self.page.map.show_view(view)
        self.qtbot.waitUntil(lambda: figure.isVisible() and figure.height() > 100, timeout=5000)
        self.page.show_widget(figure)
        spot = figure.to_widget(figure.drawing.find(region, side).spot).toPoint()
        self.qtbot.mouseClick(figure, Qt.MouseButton.LeftButton, pos=spot)
        self.settle()

    def plan(self, site: Raw) -> None:
        """Fills the form of one site and adds it."""
        form = self.page.form
        self.choose(form.muscle, site["muscle"])
        if form.side.value() != site["side"]:
            self.choose(form.side, site["side"])
        self.choose(form.technique, site["technique"])
        self.choose(form.position, site["position"])
        for name in ("needles", "length_mm", "gauge_mm"):
            self.write(form.numbers[name], site[name])
        for name in ("level", "lot", "expires"):
            if site.get(name):
                self.write(form.texts[name], site[name])
        self.click(form.save)

    def do_cautions(self, raw: Raw) -> None:
        """Ticks every acknowledgement and every change of plan, one by one."""
        self.open("cautions")
        for name in raw["acknowledged"]:
            self.click(self.page.ticks[name])
        for name in raw["changes_accepted"]:
            self.click(self.page.changes[name].tick)
        for name, row in dict(self.page.checks.rows).items():
            if self.screen.desk.visit.readiness.get(name) != raw["readiness"][name]:
                self.say(row, raw["readiness"][name])

    def do_talk(self, raw: Raw) -> None:
        """Writes down the talk and the answers that show understanding, then prepares the consent."""
        self.open("consent")
        self.write(self.page.talk, raw["consent"]["questions"])
        for item in raw["consent"]["understanding"]:
            self.say(self.page.understanding.rows[item["id"]], item["answer"])
            self.settle()
        assert self.page.prepare.isVisible(), self.screen.desk.lacks("consent")
        self.click(self.page.prepare)
        self.settle()

    def do_signatures(self, raw: Raw) -> None:
        """Draws every signature and accepts it."""
        for signature in raw["consent"]["signatures"]:
            card = self.page.cards[(signature["role"], signature["for"][0])]
            for stroke in signature["strokes"]:
                self.draw(card.pad.ink, stroke)
            self.click(card.accept)

    def draw(self, ink: QWidget, stroke: list[list[float]]) -> None:
        """Draws one stroke with the mouse."""
        self.page.show_widget(ink)
        points = [QPoint(round(x * ink.width()), round(y * ink.height())) for x, y, *_ in stroke]
        self.qtbot.mousePress(ink, Qt.MouseButton.LeftButton, pos=points[0])
        for point in points[1:]:
            self.qtbot.mouseMove(ink, point)
        self.qtbot.mouseRelease(ink, Qt.MouseButton.LeftButton, pos=points[-1])

    def do_consent(self, raw: Raw) -> None:
        """The whole of the consent, given and sealed."""
        self.do_talk(raw)
        self.do_signatures(raw)
        self.click(self.page.given)
        self.settle()

    def do_pause(self) -> None:
        """Says the pause before the first needle aloud."""
        self.open("treatment")
        for row in list(self.page.pause.rows.values()):
            self.click(row)

    def do_treatment(self, raw: Raw) -> None:
        """Needles in and out, and what happened, in the order of the file."""
        for event in raw["treatment"]:
            if event["event"] == "pause":
                self.do_pause()
            elif event["event"] == "adverse":
                self.tell_event(event)
            elif event["event"] == "all-out":
                self.click(self.page.all_out)
                self.click(self.page.ledger.count.all)
            else:
                row = self.page.rows[event["site"]]
                self.click(row.place if event["event"] == "in" else row.remove)

    def tell_event(self, event: Raw) -> None:
        """Records an adverse event from the list and works it through."""
        self.choose(self.page.chooser.event_row, event["id"])
        self.choose(self.page.chooser.site, str(event["site"]))
        self.click(self.page.chooser.record)
        card = self.page.events[max(self.page.events)]
        for name, value in event["detail"].items():
            field = card.fields[name]
            if isinstance(field, TwoWayRow):
                self.say(field, str(value))
            else:
                self.write(field, value)

    def do_note(self, raw: Raw) -> None:
        """Response, leaving checks and what was told."""
        self.open("note")
        for name, value in raw["note"].items():
            if name in self.page.fields:
                self.write(self.page.fields[name], value)
        for item, answer in raw["note"]["discharge"].items():
            self.say(self.page.discharge.rows[item], answer)
        for item, text in raw["note"].get("discharge_owed", {}).items():
            self.write(self.page.discharge.debts[item], text)
        for name, row in self.page.told.items():
            if raw["note"].get(name):
                self.click(row)

    def finish(self) -> None:
        """Presses the one button that seals the record."""
        self.qtbot.mouseClick(self.screen.foot.next, Qt.MouseButton.LeftButton)
        self.look_again()
        self.settle()


def drawn(signatures: tuple[Signature, ...]) -> dict[tuple[str, str], int]:
    """How many strokes each signature holds."""
    return {(s.role, s.purposes[0]): len(s.strokes) for s in signatures}
