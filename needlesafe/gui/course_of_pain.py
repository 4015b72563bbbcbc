"""Pain and range of motion before and after over a patient's visits: small charts, and the same in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from needlesafe.flow.course_of_pain import MOST, Measured, Range
from needlesafe.gui.messages import tr
from needlesafe.gui.spoken_dates import day_words
from needlesafe.gui.theme import GAP_TIGHT
from needlesafe.gui.widgets.pairs_chart import Pair, PairsChart
from needlesafe.gui.widgets.quiet_fold import QuietFold
from needlesafe.gui.widgets.words import Words

WORST = 10
_NICE = (1, 1.5, 2, 3, 4, 5, 6, 8, 9, 10)


class CourseOfPain(QWidget):
    """A chart for pain, one for the range where it was written in numbers, and words for both."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._shown: tuple[Measured, ...] = ()
        self.of_pain, self.pain = Words(tr("Pain, 0 to 10"), "strong", parent=self), PairsChart(self)
        self.of_range, self.range = Words("", "strong", parent=self), PairsChart(self)
        self.latest, self.all = Words("", "body", parent=self), None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP_TIGHT)
        for part in (self.of_pain, self.pain, self.of_range, self.range, self.latest):
            self._column.addWidget(part)
        self.hide()

    def show_course(self, visits: Sequence[Measured]) -> None:
        """Shows the visits, the oldest first; without any, or with a single figure, nothing is there."""
        told = tuple(visits)[-MOST:]
        if told == self._shown:
            return
        self._shown = told
        self.setVisible(_figures(told) > 1)
        self._show_pain(told)
        self._show_range(told)
        lines = [sentence(one) for one in reversed(told)]
        self.latest.say(lines[0] if lines else "")
        if self.all is not None:
            self.all.hide()
            self.all.deleteLater()
            self.all = None
        if len(lines) > 1:
            self.all = QuietFold(tr("All {n} visits in words").format(n=len(lines)), "\n".join(lines))
            self._column.addWidget(self.all)

    def _show_pain(self, told: tuple[Measured, ...]) -> None:
        known = [one for one in told if one.pain_before is not None or one.pain_after is not None]
        self.pain.show_pairs([_pair(one, one.pain_before, one.pain_after) for one in told], WORST)
        self.pain.setAccessibleName(tr("Pain before and after, {n} visits").format(n=len(known)))
        self.pain.setAccessibleDescription(" ".join(sentence(one) for one in known))
        for part in (self.of_pain, self.pain):
            part.setVisible(bool(known))

    def _show_range(self, told: tuple[Measured, ...]) -> None:
        """Shows the visits at which the same was measured as at the last one that has numbers."""
        known = [(one, held) for one in told if (held := one.range) is not None]
        same = [(one, held) for one, held in known if _alike(held, known[-1][1])]
        if same:
            last = known[-1][1]
            named = ", ".join(part for part in (last.what, last.unit) if part)
            self.of_range.say(tr("Range of motion ({named})").format(named=named) if named else tr("Range of motion"))
            top = _nice(max(max(held.before, held.after) for _, held in same))
            drawn = {one.visit_id: (held.before, held.after) for one, held in same}
            pairs = [_pair(one, *drawn.get(one.visit_id, (None, None))) for one in told]
            self.range.show_pairs(pairs, top, last.unit, marks=not self.pain.isVisibleTo(self))
            self.range.setAccessibleName(tr("Range of motion before and after, {n} visits").format(n=len(same)))
            self.range.setAccessibleDescription(" ".join(sentence(one) for one, _ in same))
        for part in (self.of_range, self.range):
            part.setVisible(bool(same))


def sentence(one: Measured) -> str:
    """What was measured at one visit, in words."""
    def pair(what: str, before: str, after: str) -> str:
        none = tr("not recorded")
        return tr("{what} {before} before, {after} after").format(what=what, before=before or none, after=after or none)

    figures = [f"{value:g}" if value is not None else "" for value in (one.pain_before, one.pain_after)]
    pain = [pair(tr("pain"), *figures)] if any(figures) else []
    reach = [pair(tr("range of motion"), one.range_before, one.range_after)] if one.range_before or one.range_after else []
    return tr("{day}: {told}.").format(day=day_words(one.date), told="; ".join((*pain, *reach)))


def _pair(one: Measured, before: float | None, after: float | None) -> Pair:
    day = date.fromisoformat(one.date)
    return Pair(f"{day.day} {QLocale().monthName(day.month, QLocale.FormatType.ShortFormat)}", str(day.year), before, after)


def _alike(one: Range, other: Range) -> bool:
    return (one.what, one.unit) == (other.what, other.unit)


def _figures(told: Sequence[Measured]) -> int:
    """How much there is to be seen."""
    return sum(sum((one.pain_before is not None, one.pain_after is not None, bool(one.range_before), bool(one.range_after)))
               for one in told)


def _nice(most: float) -> float:
    """The next round number from a greatest value on."""
    step = 1.0
    while step * 10 < most:
        step *= 10
    while 0 < most < step:
        step /= 10
    return next((step * nice for nice in _NICE if step * nice >= most), step * 10)
