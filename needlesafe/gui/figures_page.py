"""The figures of a practice beside the published ones, and who got a lot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from needlesafe.domain.practice import Practice
from needlesafe.errors import UserError
from needlesafe.exchange.figures_csv import record_title
from needlesafe.flow.figures import practice_figures, save_figures
from needlesafe.flow.periods import ALL, Period
from needlesafe.flow.workplace import Workplace
from needlesafe.gui.event_figures import EventFigures
from needlesafe.gui.file_dialogs import ask_folder
from needlesafe.gui.lot_card import LotCard
from needlesafe.gui.messages import tr
from needlesafe.gui.period_card import PeriodCard, period_words
from needlesafe.gui.plain_page import PlainPage
from needlesafe.gui.progress_card import ProgressCard
from needlesafe.gui.share_words import share_words
from needlesafe.gui.stacked import stacked
from needlesafe.gui.tasks import Task
from needlesafe.gui.visit_facts import FactList
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.words import Words

_CONTEXT = "A visit in which a needle went in counts as one treatment. Trial visits are counted nowhere."
_INVENTED = "A visit in which a needle went in counts as one treatment. These visits are invented; elsewhere, trial visits are counted nowhere."
_LEAVES = "For others: no names, no count below five. Hand out one table, not several."
_STAYS = "No table leaves for these days: with another one it could tell of a few. One leaves for all visits, or for a year that is over."
_RULES = "How often a change that a rule asks for was declined, of the visits in which it was accepted or declined."
_RECORDS = "Of the visits with needles, those whose record holds it."


class FiguresPage(PlainPage):
    """Counts on another thread, shows what it counted, and answers who got a lot."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(tr("Practice figures"), tr(_CONTEXT))
        self._workplace = workplace
        self.practice: Practice | None = None
        self.period, self._chosen = ALL, False
        self.work = ProgressCard()
        self.counted, self.events = Card(tr("Counted")), EventFigures(workplace.catalogue)
        self.records, self.rules = Card(tr("Whole records"), tr(_RECORDS)), Card(tr("Changes of plan declined"), tr(_RULES))
        self.overview, self.again = FactList(), Button(tr("Count once more"))
        self.lot, self.choice = LotCard(workplace), PeriodCard(workplace.today())
        self.choice.chosen.connect(self._count_period)
        self.again.clicked.connect(self.count)
        self.counted.body.addWidget(self.overview)
        self.body.addWidget(self.choice)
        self.body.addWidget(self.work)
        self.body.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        for card in (self.counted, self.events, self.records, self.rules, self.lot):
            self.body.addWidget(card)
        self.lot.failed.connect(self.fail)
        self.lot.turned.connect(self._hold)
        self.foot.next_asked.connect(self._save)
        self._lines: list[QWidget] = []
        self._begun = False
        self._show_cards()

    def showEvent(self, event: QShowEvent) -> None:
        """Begins to count once there is something to see."""
        super().showEvent(event)
        if not self._begun:
            self._begun = True
            self.count()

    def call_off(self) -> None:
        """Ends what is under way, ere the window closes."""
        self.work.call_off()
        self.lot.work.call_off()

    def count(self) -> None:
        """Counts the visits of the period, off this thread."""
        self.practice, period = None, self.period
        self._show_cards()
        progress = self.work.begin(tr("Counting the visits"))
        self.again.hide()
        self._hold()
        task = Task(lambda: practice_figures(self._workplace, progress, period))
        task.succeeded.connect(lambda told: self._rest(lambda: self._show(told)))
        task.failed.connect(lambda error: self._rest(lambda: self.fail(error)))
        task.start()

    def _hold(self) -> None:
        """Keeps the way back, and the choice of days, shut while anything is under way."""
        rests = self.work.isHidden() and self.lot.work.isHidden()
        for part in (self.foot.back, self.choice):
            part.setEnabled(rests)

    def _rest(self, then: Callable[[], None]) -> None:
        self.work.end()
        self._hold()
        self.again.setVisible(True)
        then()
        self.column.settle()

    def _show(self, practice: Practice | None) -> None:
        self.practice = practice
        if practice is not None:
            self.again.hide()
            self.context.say(tr(_INVENTED if practice.invented else _CONTEXT))
            self._show_overview(practice)
            self.events.show_events(practice)
            self._show_lines(practice)
        self._show_cards()
        if practice is None:
            self.again.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._chosen:
            self.choice.take_keyboard()
        else:
            self.foot.next.setFocus(Qt.FocusReason.OtherFocusReason)
        self.column.verticalScrollBar().setValue(0)

    def _count_period(self, period: Period) -> None:
        self.period, self._chosen = period, True
        self.count()

    def _show_overview(self, practice: Practice) -> None:
        self.counted.show_title(tr("Counted"), period_words(self.period, self._workplace.today()))
        self.overview.show_facts((
            (tr("Visits with needles"), f"{practice.visits:,}"), (tr("Patients"), f"{practice.patients:,}"),
            (tr("Sites"), f"{practice.sites:,}"), (tr("Needles"), f"{practice.needles:,}"),
            (tr("Trial visits"), tr("{n}, not counted").format(n=f"{practice.trials:,}") if practice.trials else "")))

    def _show_lines(self, practice: Practice) -> None:
        """The records and the rules, a line each."""
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = []
        for part in (*practice.records, practice.whole_record) if practice.whole_record.held.of else ():
            title = record_title(part.part)
            self._add(self.records, Words(f"{title[:1].upper()}{title[1:]}", "strong"), Words(share_words(part.held, tr("visits"))))
        for figure in practice.rules:
            self._add(self.rules, Words(self._rule_words(figure.rule), "strong"), Words(share_words(figure.declined, tr("visits"))),
                      Words(figure.rule, "quiet"))
        for card, empty, words in ((self.records, not practice.whole_record.held.of, "No visit with needles is closed yet."),
                                   (self.rules, not practice.rules, "No change was accepted or declined yet.")):
            if empty:
                self._add(card, Words(tr(words), "quiet"))

    def _rule_words(self, rule: str) -> str:
        """The first sentence of what a rule or a question says; that it is of other content where this one knows neither."""
        catalogue = self._workplace.catalogue
        known = catalogue.rules.get(rule) or catalogue.questions.get(rule)
        sentence = known.text.split(". ")[0] if known else tr("A rule of another content")
        return sentence if sentence[-1:] in ".?" else f"{sentence}."

    def _add(self, card: Card, *words: Words) -> None:
        self._lines.append(stacked(*words))
        card.body.addWidget(self._lines[-1])

    def _show_cards(self) -> None:
        for card in (self.counted, self.events, self.records, self.rules):
            card.setVisible(self.practice is not None)
        leaves, told = self.period.leaves(self._workplace.today()), self.practice is not None
        self.foot.set_next(tr("Save as a table …") if told and leaves else "")
        self.foot.set_missing(tr(_LEAVES if leaves else _STAYS) if told else "")

    def _save(self) -> None:
        ask_folder(self, tr("Save the table in"), self.save_in)

    def save_in(self, folder: Path) -> Path | None:
        """The table as it was written into a folder; None where that was refused, which is said."""
        if self.practice is None or not self.period.leaves(self._workplace.today()):
            return None
        try:
            path = save_figures(self.practice, self._workplace.catalogue, folder, self.period)
        except UserError as error:
            self.tell(error)
            return None
        self.foot.set_saved("saved", path.name)
        return path
