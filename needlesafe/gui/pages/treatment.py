"""Treatment: the pause before the first needle as a screen of its own, then the ledger, then what went wrong."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from needlesafe.domain.needles import any_placed
from needlesafe.domain.pauses import BEFORE
from needlesafe.errors import Lack
from needlesafe.flow.pause_views import PauseView, pause_view
from needlesafe.flow.pauses import tick_pause
from needlesafe.flow.views import ledger_lines, needles_in, site_line
from needlesafe.gui import theme
from needlesafe.gui.adverse_card import AT_SITE, AdverseCard
from needlesafe.gui.adverse_chooser import AdverseChooser
from needlesafe.gui.check_rows import CheckRows
from needlesafe.gui.founded_list import founded_list
from needlesafe.gui.messages import missing_words, tr
from needlesafe.gui.needles_page import NeedlesPage
from needlesafe.gui.pack_fields import PackFields
from needlesafe.gui.side_by_side import aloud, large_text
from needlesafe.gui.statement_forms import incident_page
from needlesafe.gui.step_page import Screen, StepPage
from needlesafe.gui.theme import COLUMN
from needlesafe.gui.treatment_ledger import TreatmentLedger
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.field_row import FieldRow
from needlesafe.gui.widgets.fold import Fold
from needlesafe.gui.widgets.words import Words

_WIDEST = 1080
_PAUSE, _ALOUD = "Pause before the first needle", "Say it aloud, together."


class TreatmentPage(StepPage):
    """The sixth step."""

    step = "treatment"
    works_on = True

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        catalogue = self.standing.catalogue
        self.refusal, self.missing = Card("", "", "grave"), Button(tr("Go to what is missing"))
        self.missing.clicked.connect(lambda: screen.lead_to(screen.desk.lacks("needle-in")[0]))
        self.refusal.body.addWidget(self.missing, 0, Qt.AlignmentFlag.AlignLeft)
        self.pause_card, self.planned = Card(), Words("", "section")
        self.pause = CheckRows(catalogue, lambda item, answer: screen.act(lambda desk: tick_pause(desk, BEFORE, item, answer)),
                               role=aloud())
        self.packs = PackFields()
        self.packs.told.connect(self._write_packs)
        for part in (self.planned, self.packs, self.pause):
            self.pause_card.body.addWidget(part)
        self.ledger = TreatmentLedger(screen)
        self.ledger.count_asked.connect(lambda: self.go_to(self.ledger.count))
        self.rows, self.all_out = self.ledger.rows, self.ledger.board.all_out
        self.happened = Card(tr("Something happened"), tr("Record it even if it is small."))
        self.chooser = AdverseChooser(catalogue)
        self.chooser.recorded.connect(self._adverse)
        self.happened.body.addWidget(self.chooser)
        self.events: dict[int, AdverseCard] = {}
        self._places: dict[int, object] = {}
        self.told = QVBoxLayout()
        self.told.setSpacing(self.body.spacing())
        self.technique = Fold(tr("Clean needle technique"), tr("{n} steps in their order").format(n=len(catalogue.technique)),
                              lambda: founded_list(catalogue.technique.values(), catalogue, numbered=True))
        for part in (self.refusal, self.pause_card, self.ledger):
            self.body.addWidget(part)
        self.set_widest(_WIDEST)
        self.body.addLayout(self._beneath())

    def draw(self) -> None:
        """Shows the pause alone until it is made; then the ledger and what happened."""
        visit, lines = self.standing.visit, ledger_lines(self.standing)
        lacking, pause = self.screen.desk.lacks("needle-in"), pause_view(BEFORE, self.standing)
        asking = not lacking and not pause.complete
        pausing = asking and not any_placed(visit)
        self._draw_title(pausing, pause)
        self.refusal.setVisible(bool(lacking) and not visit.closed)
        self.refusal.show_title(tr("No needle may go in yet"), f"{missing_words(lacking)}." if lacking else "")
        if asking:
            self.planned.say("\n".join(f"{line.title}: {site_line(line.site)}" for line in lines))
            self.pause.show_items(list(pause.items), pause.answers or {})
            self.packs.show_sites(visit.sites)
        self.ledger.draw(not lacking and pause.complete)
        self._draw_events()
        self.chooser.set_sites([line.title for line in lines])
        self.pause_card.setVisible(asking)
        self.pause_card.show_title(*(("", "") if pausing else (tr(_PAUSE), tr(_ALOUD))))
        for part in (self.refusal, self.pause_card, self.happened):
            part.setEnabled(not self.screen.busy)
        for part, shown in ((self.ledger, not pausing), (self.happened, not pausing and not visit.closed),
                            (self.technique, not pausing)):
            part.setVisible(shown)

    def lock(self, locked: bool) -> None:
        """Leaves what is sealed to be opened; each card locks itself."""

    def place_of(self, lack: Lack) -> QWidget | None:
        """What was not said yet, the count that is still asked for, the site whose needle may stay in no longer, else the
        first row with one in."""
        if lack.code == "pause":
            return self.pause.rows.get(lack.subject)
        if lack.code == "left-in-withdrawn" and int(lack.subject) in self.rows:
            return self.rows[int(lack.subject)].remove
        if not self.ledger.count.isHidden():
            return self.ledger.count
        return next((self.rows[line.index].remove for line in ledger_lines(self.standing) if line.present), self.pause_card)

    def lead_to(self, lack: Lack) -> None:
        """Goes to the place of a lack; where hands did not sign, to where the needles are passed on."""
        if lack.code == "other-hands":
            self.screen.open_aside(NeedlesPage(self.screen))
        else:
            super().lead_to(lack)

    def tick(self) -> None:
        """Shows how long each site has had a needle in."""
        self.ledger.tick()

    def _beneath(self) -> QHBoxLayout:
        """What is read, no wider than text may be; the ledger above it takes all the width."""
        held, line = QWidget(), QHBoxLayout()
        held.setMaximumWidth(round(COLUMN * max(1.0, theme.current().scale)))
        held.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.body.spacing())
        column.addLayout(self.told)
        for part in (self.happened, self.technique):
            column.addWidget(part)
        line.addWidget(held, 1)
        line.addStretch(0)
        return line

    def _write_packs(self, row: FieldRow, text: str) -> None:
        """Writes lot or use-by of the packs in hand at every site; the rules are asked anew."""
        self.write(row, lambda desk: desk.plan_sites([replace(site, **{row.field.id: text}) for site in desk.visit.sites]))

    def _draw_title(self, pausing: bool, pause: PauseView) -> None:
        """Shows what the screen is for: the pause alone, or the treatment; once needles may go in the board alone says how it
        stands, so that no row moves."""
        self.title.say(tr(_PAUSE) if pausing else self.accessibleName())
        self.context.say(tr(_ALOUD) if pausing else tr("No needle is in the patient."))
        self.title.setVisible(not needles_in(self.standing) or not large_text())
        self.context.setVisible(not pause.complete and not any_placed(self.standing.visit))

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
            self.events[index].setEnabled(not self.standing.visit.closed and not self.screen.busy)
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
