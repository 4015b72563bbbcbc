"""Treatment: the pause before the first needle, needles in and out per site, and what went wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from needlesafe.domain.visit import TreatmentEvent
from needlesafe.errors import Lack
from needlesafe.flow.views import LedgerLine, ledger_lines, needles_in, site_line
from needlesafe.gui.adverse_card import AT_SITE, AdverseCard
from needlesafe.gui.adverse_chooser import AdverseChooser
from needlesafe.gui.check_rows import CheckRows
from needlesafe.gui.founded_list import founded_list
from needlesafe.gui.messages import missing_words, tr
from needlesafe.gui.statement_forms import incident_page
from needlesafe.gui.step_page import Screen, StepPage
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.fold import Fold
from needlesafe.gui.widgets.ledger_row import LedgerRow


class TreatmentPage(StepPage):
    """The sixth step."""

    step = "treatment"

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self.refusal, self.missing = Card("", "", "grave"), Button(tr("Go to what is missing"))
        self.missing.clicked.connect(lambda: screen.lead_to(screen.desk.lacks("needle-in")[0]))
        self.refusal.body.addWidget(self.missing, 0, Qt.AlignmentFlag.AlignLeft)
        self.pause_card = Card(tr("Pause before the first needle"), tr("Say it aloud, together."))
        self.pause = CheckRows(self.standing.catalogue, self._paused)
        self.pause_card.body.addWidget(self.pause)
        self.rows: dict[int, LedgerRow] = {}
        self._lines: dict[int, LedgerLine] = {}
        self.all_out = Button(tr("All needles out"), "danger")
        self.all_out.clicked.connect(lambda: screen.act(lambda desk: desk.remove_all()))
        self.happened = Card(tr("Something happened"), tr("Record it even if it is small."))
        self.chooser = AdverseChooser(self.standing.catalogue)
        self.chooser.recorded.connect(self._adverse)
        self.happened.body.addWidget(self.chooser)
        self.events: dict[int, AdverseCard] = {}
        self._places: dict[int, object] = {}
        self.ledger, self.told = QVBoxLayout(), QVBoxLayout()
        for column in (self.ledger, self.told):
            column.setSpacing(self.body.spacing())
        catalogue = self.standing.catalogue
        self.technique = Fold(tr("Clean needle technique"), tr("{n} steps in their order").format(n=len(catalogue.technique)),
                              lambda: founded_list(catalogue.technique.values(), catalogue, numbered=True))
        for part in (self.refusal, self.pause_card):
            self.body.addWidget(part)
        self.body.addLayout(self.ledger)
        self.body.addWidget(self.all_out, 0, Qt.AlignmentFlag.AlignRight)
        self.body.addLayout(self.told)
        self.body.addWidget(self.happened)
        self.body.addWidget(self.technique)

    def draw(self) -> None:
        """Shows the ledger and what happened."""
        visit, lines, inside = self.standing.visit, ledger_lines(self.standing), needles_in(self.standing)
        lacking, pause = self.screen.desk.lacks("needle-in"), self._pause()
        self.context.say(self._state(inside, pause))
        self.refusal.setVisible(bool(lacking) and not visit.closed)
        self.refusal.show_title(tr("No needle may go in yet"), f"{missing_words(lacking)}." if lacking else "")
        self.pause_card.setVisible(not lacking and not self._complete(pause))
        self.pause.show_items(list(self.standing.catalogue.pauses.values()), pause.detail if pause else {})
        self._draw_ledger(lines, not lacking and self._complete(pause))
        self.all_out.setVisible(inside > 0)
        self._draw_events()
        self.chooser.set_sites([line.title for line in lines])
        self.happened.setVisible(not visit.closed)

    def lock(self, locked: bool) -> None:
        """Leaves what is sealed to be opened; each card locks itself."""

    def place_of(self, lack: Lack) -> QWidget | None:
        """The first row with a needle in."""
        return next((self.rows[line.index].remove for line in ledger_lines(self.standing) if line.present), self.pause_card)

    def tick(self) -> None:
        """Shows how long each site has had a needle in."""
        seconds = self.screen.clock.seconds(list(self._lines.values()))
        for index, row in self.rows.items():
            row.set_clock(seconds.get(index))

    def _state(self, inside: int, pause: TreatmentEvent | None) -> str:
        if inside:
            return tr("{n} needles in the patient").format(n=inside) if inside != 1 else tr("1 needle in the patient")
        said = tr("The pause was made at {time}.").format(time=pause.at) if pause and self._complete(pause) else ""
        return f"{tr('No needle is in the patient.')} {said}".strip()

    def _pause(self) -> TreatmentEvent | None:
        """The last pause, however far it came."""
        return next((event for event in reversed(self.standing.visit.treatment) if event.event == "pause"), None)

    def _complete(self, pause: TreatmentEvent | None) -> bool:
        items = self.standing.catalogue.pauses.values()
        return pause is not None and all(pause.detail.get(item.id) == item.wanted for item in items)

    def _paused(self, item: str, answer: str) -> None:
        """Records a tick; the first one begins the pause."""
        last = max((i for i, event in enumerate(self.standing.visit.treatment) if event.event == "pause"), default=-1)
        if last < 0:
            self.screen.act(lambda desk: desk.pause({item: answer}))
        else:
            self.screen.act(lambda desk: desk.detail_adverse(last, {item: answer}))

    def _draw_ledger(self, lines: tuple[LedgerLine, ...], may_place: bool) -> None:
        for index in [index for index in self.rows if index >= len(lines) or self._lines[index].site != lines[index].site]:
            _drop(self.rows.pop(index))
        self._lines = {line.index: line for line in lines}
        for line in lines:
            if line.index not in self.rows:
                row = LedgerRow(line.index, line.title, site_line(line.site))
                row.needle_placed.connect(lambda site: self.screen.act(lambda desk: desk.place(site, 1)))
                row.needle_removed.connect(lambda site: self.screen.act(lambda desk: desk.remove(site, 1)))
                self.rows[line.index] = row
                self.ledger.insertWidget(line.index, row)
                row.show()
            self.rows[line.index].set_counts(line.placed, line.removed)
            self.rows[line.index].allow(may_place, line.present > 0 and not self.standing.visit.closed)

    def _draw_events(self) -> None:
        """Shows each event; one whose site was named meanwhile is made anew, with the tests of its nerves."""
        for index, event in enumerate(self.standing.visit.treatment):
            if event.event != "adverse":
                continue
            where = event.detail.get(AT_SITE)
            if index in self.events and self._places[index] != where:
                _drop(self.events.pop(index))
            if index not in self.events:
                self.events[index] = AdverseCard(index, event, self.standing)
                self.events[index].detailed.connect(self._detail)
                self.events[index].report_asked.connect(lambda index: self.screen.open_aside(incident_page(self.screen, index)))
                self._places[index] = where
                self.told.insertWidget(sum(1 for other in self.events if other < index), self.events[index])
                self.events[index].show()
            self.events[index].show_event(event)
            self.events[index].setEnabled(not self.standing.visit.closed)
            self.events[index].report.setVisible(self.standing.visit.incident is None)

    def _adverse(self, event_id: str, site: object) -> None:
        if self.screen.act(lambda desk: desk.adverse(event_id, site, {})):
            self.chooser.clear()
            self.go_to(self.events[max(self.events)])

    def _detail(self, index: int, detail: dict[str, object]) -> None:
        if not self.screen.act(lambda desk: desk.detail_adverse(index, detail)):
            self.events[index].keep_unsaved(detail, tr("Not saved. It stays here: leave the field again to try once more."))


def _drop(widget: QWidget) -> None:
    widget.hide()
    widget.deleteLater()
