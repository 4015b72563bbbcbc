"""Treatment: the pause before the first needle, needles in and out per site, and what went wrong."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlesafe.errors import Lack
from needlesafe.flow.steps import step_lacks
from needlesafe.flow.views import LedgerLine, ledger_lines, needles_in, site_line
from needlesafe.gui.adverse_card import AdverseCard
from needlesafe.gui.adverse_chooser import AdverseChooser
from needlesafe.gui.check_rows import CheckRows
from needlesafe.gui.messages import missing_words, tr
from needlesafe.gui.step_page import Screen, StepPage
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.ledger_row import LedgerRow
from needlesafe.gui.widgets.words import Words


class TreatmentPage(StepPage):
    """The sixth step."""

    step = "treatment"

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self.refusal = Words("", "body", "stop")
        self.pause_card = Card(tr("Pause before the first needle"), tr("Say it aloud, together."))
        self.pause = CheckRows(self._paused)
        self.pause_card.body.addWidget(self.pause)
        self._pause_ticks: dict[str, str] = {}
        self.rows: dict[int, LedgerRow] = {}
        self.ledger = QVBoxLayout()
        self.all_out = Button(tr("All needles out"), "danger")
        self.all_out.clicked.connect(lambda: screen.act(lambda desk: desk.remove_all()))
        self.happened = Card(tr("Something happened"), tr("Record it even if it is small."))
        self.chooser = AdverseChooser(screen.desk.workplace.catalogue)
        self.chooser.recorded.connect(self._adverse)
        self.happened.body.addWidget(self.chooser)
        self.events: dict[int, AdverseCard] = {}
        self.told = QVBoxLayout()
        self._lay_out()
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._tick)
        self._clock.start()

    def _lay_out(self) -> None:
        self.body.addWidget(self.refusal)
        self.body.addWidget(self.pause_card)
        self.body.addLayout(self.ledger)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.all_out)
        self.body.addLayout(row)
        self.body.addLayout(self.told)
        self.body.addWidget(self.happened)

    def draw(self) -> None:
        """Shows the ledger and what happened."""
        visit, lines = self.standing.visit, ledger_lines(self.standing)
        lacking = self.screen.desk.lacks("needle-in")
        inside = needles_in(self.standing)
        self.context.say(tr("{n} needles in the patient").format(n=inside) if inside != 1 else tr("1 needle in the patient"))
        self.refusal.setVisible(bool(lacking) and not visit.closed)
        self.refusal.say(tr("No needle may go in: {missing}.").format(missing=missing_words(lacking)) if lacking else "")
        paused = any(event.event == "pause" for event in visit.treatment)
        self.pause_card.setVisible(not paused and not lacking)
        self.pause.show_items(list(self.standing.catalogue.pauses.values()), self._pause_ticks)
        self._draw_ledger(lines, not lacking and paused)
        self.all_out.setVisible(inside > 0)
        self._draw_events()
        self.chooser.set_sites([line.title for line in lines])
        self.happened.setVisible(not visit.closed)

    def place_of(self, lack: Lack) -> QWidget | None:
        """The ledger's first row with a needle in, else the pause."""
        inside = [line.index for line in ledger_lines(self.standing) if line.present]
        return self.rows[inside[0]] if inside else self.pause_card

    def _draw_ledger(self, lines: tuple[LedgerLine, ...], may_place: bool) -> None:
        for line in lines:
            if line.index not in self.rows:
                row = LedgerRow(line.index, line.title, site_line(line.site))
                row.needle_placed.connect(lambda site: self.screen.act(lambda desk: desk.place(site, 1)))
                row.needle_removed.connect(lambda site: self.screen.act(lambda desk: desk.remove(site, 1)))
                self.rows[line.index] = row
                self.ledger.addWidget(row)
            self.rows[line.index].set_counts(line.placed, line.removed)
            self.rows[line.index].allow(may_place, line.present > 0 and not self.standing.visit.closed)
        for index in [index for index in self.rows if index >= len(lines)]:
            row = self.rows.pop(index)
            row.hide()
            row.deleteLater()
        self._tick()

    def _tick(self) -> None:
        """Shows how long each site has had a needle in."""
        now = self.screen.desk.workplace.local_time()
        for line in ledger_lines(self.standing):
            if line.index in self.rows:
                self.rows[line.index].set_clock(_seconds(line.since, now) if line.present and line.since else None)

    def _draw_events(self) -> None:
        for index, event in enumerate(self.standing.visit.treatment):
            if event.event != "adverse":
                continue
            if index not in self.events:
                self.events[index] = AdverseCard(index, event, self.standing)
                self.events[index].detailed.connect(
                    lambda i, detail: self.screen.act(lambda desk: desk.detail_adverse(i, detail)))
                self.told.addWidget(self.events[index])
            self.events[index].show_event(event)

    def _paused(self, item: str, answer: str) -> None:
        """Keeps a tick; the pause is recorded when the last one is made."""
        self._pause_ticks[item] = answer
        if all(self._pause_ticks.get(name) for name in self.standing.catalogue.pauses):
            checked = dict(self._pause_ticks)
            self.screen.act(lambda desk: desk.pause(checked))

    def _adverse(self, event_id: str, site: object) -> None:
        if self.screen.act(lambda desk: desk.adverse(event_id, site, {})):
            last = max(self.events)
            self.show_widget(self.events[last])

    def missing(self) -> tuple[Lack, ...]:
        """What the step still lacks."""
        return step_lacks(self.step, self.standing)


def _seconds(since: str, now: str) -> int:
    """Seconds from one time of day to another, across midnight too."""
    form = "%H:%M"
    passed = datetime.strptime(now, form) - datetime.strptime(since[:5], form)
    return passed.seconds
