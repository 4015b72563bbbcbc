"""Patients from a file: what it would bring, then what became of it; nothing is taken in before that is wanted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from needlesafe.errors import Fault, UserError
from needlesafe.exchange.csv_table import SEPARATORS
from needlesafe.exchange.patient_table import DAY_FIRST, MONTH_FIRST, TITLES, line_of
from needlesafe.flow.patient_import import Preview, Reading, Report, bytes_of, preview, save_report, take_in
from needlesafe.flow.workplace import Workplace
from needlesafe.gui.file_dialogs import ask_file, ask_folder
from needlesafe.gui.messages import tr
from needlesafe.gui.patient_words import patient_line
from needlesafe.gui.plain_page import PlainPage, own_words
from needlesafe.gui.progress_card import ProgressCard
from needlesafe.gui.tasks import Task
from needlesafe.gui.visit_facts import FactList
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.choice_row import Choice, ChoiceRow
from needlesafe.gui.widgets.spoken import announce
from needlesafe.gui.widgets.words import Words

MOST_LINES = 60
"""Faults that are shown; the report has them all."""
_FIRST = 4
"""Patients of whom the preview shows what would be kept."""
_WANTED = ("A CSV file whose first line names its columns: family name, given name and birth date, and as you like number, sex, "
           "telephone, language, emergency contact, general practitioner. Nothing is kept before you say so.")
_UNPROTECTED = "The file itself lies where it was and is not protected: remove it once it is no longer needed."
_ENCODINGS = (("cp1252", "Western Europe"), ("cp1250", "Central Europe"), ("mac-roman", "Old Macintosh"))


class ImportPage(PlainPage):
    """Choose, look, take in, read the report."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(tr("Patients from a file"), tr(_WANTED))
        self._workplace, self._path = workplace, Path()
        self._preview: Preview | None = None
        self._report: Report | None = None
        self.choose = Button(tr("Choose a file …"), "primary")
        self.choose.clicked.connect(self._choose)
        self.work = ProgressCard()
        self.order = ChoiceRow(Choice("order", tr("How is 03/04/1980 meant in this file?"),
                                      ((DAY_FIRST, tr("3 April")), (MONTH_FIRST, tr("4 March")))))
        self.encoding = ChoiceRow(Choice("encoding", tr("The file does not say how it writes accents. Do the names below look right?"),
                                         tuple((name, tr(words)) for name, words in _ENCODINGS)))
        self.questions, self.found, self.faults, self.outcome = Card(tr("To be said first")), Card(), Card(), Card()
        self.facts, self.first, self.lines, self.told = FactList(), Words(), Words().let_select(), Words()
        self.save = Button(tr("Save the report …"))
        self._lay_out()
        self.foot.next_asked.connect(self._take_in)

    def _lay_out(self) -> None:
        for row in (self.order, self.encoding):
            row.changed.connect(lambda *_: self._read())
            self.questions.body.addWidget(row)
        for widget in (self.facts, Words(tr("The first of them"), "strong"), self.first):
            self.found.body.addWidget(widget)
        self.faults.body.addWidget(self.lines)
        self.outcome.body.addWidget(self.told)
        self.outcome.body.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        self.save.clicked.connect(self._save)
        self.body.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        for card in (self.work, self.outcome, self.questions, self.found, self.faults):
            self.body.addWidget(card)
        self._show_cards()

    def tell(self, error: UserError) -> None:
        """Says what was refused; here a fault is that of the file."""
        self.banner.show_fault(*own_words(error))

    def call_off(self) -> None:
        """Ends what is under way, ere the window closes."""
        self.work.call_off()

    def read(self, path: Path) -> None:
        """Begins to read a file."""
        self._path = path
        for row in (self.order, self.encoding):
            row.set_value(None)
        self._read()

    def _choose(self) -> None:
        ask_file(self, tr("Choose the file with the patients"), tr("Tables (*.csv *.txt *.tsv);;All files (*)"), self.read)

    def _read(self) -> None:
        reading = Reading(str(self.encoding.value() or ""), str(self.order.value() or ""))
        path, self._preview, self._report = self._path, None, None
        self._work(tr("Reading {name}").format(name=path.name),
                   lambda: preview(self._workplace, bytes_of(path), reading, self.work.progress), self._show_preview)

    def _take_in(self) -> None:
        planned = self._preview
        if planned is not None:
            self._work(tr("Taking in the patients"), lambda: take_in(self._workplace, planned, self.work.progress), self._show_report)

    def _work(self, what: str, work: Callable[[], object], show: Callable[[object], None]) -> None:
        """Does something long on another thread while everything else rests."""
        self._show_cards()
        self.banner.hide()
        self.work.begin(what)
        self.choose.setEnabled(False)
        self.foot.back.setEnabled(False)
        task = Task(work)
        task.succeeded.connect(lambda outcome: self._rest(lambda: show(outcome)))
        task.failed.connect(lambda error: self._rest(lambda: self.fail(error)))
        task.start()

    def _rest(self, then: Callable[[], None]) -> None:
        self.work.end()
        self.choose.setEnabled(True)
        self.foot.back.setEnabled(True)
        then()
        self.column.settle()

    def _show_preview(self, planned: Preview | None) -> None:
        if planned is None:
            return
        self._preview, table, count = planned, planned.table, len(planned.new)
        self.found.show_title(tr("1 patient can be taken in") if count == 1 else tr("{n} patients can be taken in").format(n=f"{count:,}"),
                              self._path.name)
        self.facts.show_facts((
            (tr("Lines"), tr("{n} below the names of the columns").format(n=f"{planned.lines:,}")), (tr("Here already"), f"{len(planned.here):,}" if planned.here else ""),
            (tr("With a fault"), f"{planned.faulty:,}" if planned.faulty else ""),
            (tr("Columns"), ", ".join(f"{tr(TITLES[field])}: “{table.table.header[place]}”" for field, place in table.columns.items())),
            (tr("Not taken over"), ", ".join(table.unused)),
            (tr("Read as"), tr("{encoding}, separated by {separator}").format(
                encoding=table.table.encoding.upper(), separator=tr(SEPARATORS[table.table.separator])))))
        today = self._workplace.today()
        self.first.say("\n".join(f"{line.patient.name}  ·  {patient_line(line.patient, today)}" for line in planned.new[:_FIRST])
                       or tr("Nobody."))
        self._show_faults(planned)
        self.order.setVisible(table.order_wanted or self.order.value() is not None)
        self.encoding.setVisible(not table.table.certain)
        if not table.table.certain:
            self.encoding.set_value(table.table.encoding)
        self._show_cards()
        announce(self, self.found.accessibleName())
        (self.foot.next if count else self.choose).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_faults(self, planned: Preview) -> None:
        told: list[Fault] = sorted((*planned.faults, *planned.here), key=line_of)
        self.faults.show_title(tr("1 line is not taken in") if len(told) == 1 else tr("Lines that are not taken in"),
                               tr("Each with its line in the file. Mend them there and read the file again, or leave them out."))
        lines = [f"{fault.place[:1].upper()}{fault.place[1:]}: {fault.text}." for fault in told[:MOST_LINES]]
        if len(told) > MOST_LINES:
            lines.append(tr("And {n} more: the report has them all.").format(n=f"{len(told) - MOST_LINES:,}"))
        self.lines.say("\n".join(lines))

    def _show_report(self, report: Report) -> None:
        self._report, self._preview = report, report.preview
        left = len(report.preview.new) - report.taken
        self.outcome.show_title(tr("1 patient was taken in") if report.taken == 1 else
                                tr("{n} patients were taken in").format(n=f"{report.taken:,}"))
        self.outcome.show_tone("done" if report.whole else "mind")
        came = tr("Everybody who could be taken in is here now.") if report.whole else \
            tr("It was called off: {n} were not taken in. Read the file once more to take in the rest; nobody is taken in "
               "twice.").format(n=f"{left:,}")
        self.told.say(f"{came} {tr(_UNPROTECTED)}")
        self._show_cards()
        announce(self, self.outcome.accessibleName())
        self.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_cards(self) -> None:
        """Shows what there is to look at now."""
        planned, done = self._preview, self._report is not None
        self.outcome.setVisible(done)
        self.questions.setVisible(planned is not None and not done and not (self.order.isHidden() and self.encoding.isHidden()))
        self.found.setVisible(planned is not None and not done)
        self.faults.setVisible(planned is not None and bool(planned.faults or planned.here))
        count = len(planned.new) if planned and not done else 0
        self.foot.set_next(tr("Take in 1 patient") if count == 1 else tr("Take in {n} patients").format(n=f"{count:,}") if count else "")

    def _save(self) -> None:
        ask_folder(self, tr("Save the report in"), self.save_in)

    def save_in(self, folder: Path) -> Path | None:
        """The report as it was written into a folder; None where that was refused, which is said."""
        if self._report is None:
            return None
        try:
            path = save_report(self._report, folder)
        except UserError as error:
            self.tell(error)
            return None
        self.foot.set_saved("saved", path.name)
        return path
