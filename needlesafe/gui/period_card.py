"""Over which days the figures are counted: a choice in one tap, or from a day to a day."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from needlesafe.flow.periods import ALL, Period, calendar_year, last_twelve_months
from needlesafe.gui.form import Asked, Form, needed
from needlesafe.gui.messages import tr
from needlesafe.gui.spoken_dates import day_words
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.choice_row import Choice, ChoiceRow
from needlesafe.gui.widgets.field_row import Field

_KINDS = (("all", "All visits"), ("this-year", "This year"), ("last-year", "Last year"), ("months", "Last 12 months"),
          ("days", "From … to …"))


class PeriodCard(Card):
    """A choice that is always made; `chosen` carries the period."""

    chosen = Signal(object)

    def __init__(self, today: str) -> None:
        super().__init__(tr("Which visits"))
        self._today, self._kind = today, "all"
        self.choice = ChoiceRow(Choice("period", "", tuple((kind, tr(words)) for kind, words in _KINDS)))
        self.choice.setAccessibleName(tr("Which visits"))
        self.choice.set_value("all")
        self.form = Form(Asked(Field("first", tr("From"), "date"), needed(tr("Write the first day."))),
                         Asked(Field("last", tr("To"), "date"), self._end_fault))
        self.count = Button(tr("Count these days"))
        self.body.addWidget(self.choice)
        self.form.lay_beside(self.body, "first", "last")
        self.body.addWidget(self.count, 0, Qt.AlignmentFlag.AlignLeft)
        self.choice.changed.connect(lambda _, kind: self._choose(kind))
        self.count.clicked.connect(self._count)
        self._show_days(False)

    def take_keyboard(self) -> None:
        """Gives the keyboard back to what is chosen."""
        chosen = next(button for button in self.choice.buttons if button.isChecked())
        (self.count if self._kind == "days" else chosen).setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, kind: str | None) -> None:
        """Tells the period, once it is known; a second tap on what is chosen changes nothing."""
        self.choice.set_value(kind or self._kind)
        if kind is None or kind == self._kind:
            return
        self._kind = kind
        self._show_days(kind == "days")
        if kind == "days":
            self.form.rows["first"].edit.setFocus()
            return
        self.chosen.emit({"all": ALL, "this-year": calendar_year(self._today), "last-year": calendar_year(self._today, 1)}.get(
            kind) or last_twelve_months(self._today))

    def _count(self) -> None:
        for row in self.form.rows.values():
            row.commit()
        fault = self.form.first_fault()
        if fault is not None:
            fault.edit.setFocus()
        else:
            self.chosen.emit(Period(self.form.text("first"), self.form.text("last")))

    def _end_fault(self, value: object) -> str:
        """Says that the last day is missing, or comes before the first."""
        first = self.form.text("first")
        return tr("Write the last day.") if not value else tr("The last day comes after the first.") if str(value) < first else ""

    def _show_days(self, shown: bool) -> None:
        for part in (*self.form.rows.values(), self.count):
            part.setVisible(shown)


def period_words(period: Period, today: str) -> str:
    """What the figures are of."""
    if period == ALL:
        return tr("All visits of this store.")
    if period.year:
        return (tr("{year} so far.") if period.last >= today else tr("The whole year {year}.")).format(year=period.year)
    return tr("{first} to {last}.").format(first=day_words(period.first), last=day_words(period.last))
