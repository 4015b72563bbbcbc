"""Patients who may be one person, two by two: somebody looks and decides, and can take it back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent

from needlesafe.domain.likeness import DIFFERENT, FIELDS, NEAR, SAME, UNKNOWN
from needlesafe.errors import UserError
from needlesafe.flow.duplicates import Merge, Suspects, likely_duplicates, merge, standing_merges, take_apart, tell_apart
from needlesafe.flow.filling import would_take, words_of_fields
from needlesafe.flow.workplace import Workplace
from needlesafe.gui.messages import tr
from needlesafe.gui.plain_page import PlainPage
from needlesafe.gui.progress_card import ProgressCard
from needlesafe.gui.side_by_side import beside
from needlesafe.gui.spoken_dates import day_words, moment_words
from needlesafe.gui.tasks import Task
from needlesafe.gui.visit_cards import VisitRow
from needlesafe.gui.visit_facts import FactList
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.words import Words
from needlesafe.gui.widgets.wrap_layout import WrapLayout
from needlesafe.store import PatientRow

_CONTEXT = ("Compared by family name, given name, birth date and telephone; three of the four are the same or nearly. Nothing is merged "
            "by itself and nothing is deleted: the visits of both are then found under the one you keep, each under the name that it "
            "was made with. What the one you keep lacks is taken over from the other. It can be taken back.")
_FIELD_WORDS = {"family_name": "family name", "given_name": "given name", "birth_date": "birth date", "phone": "telephone"}
_LIKE_WORDS = {SAME: "The same", NEAR: "Nearly the same", DIFFERENT: "Different", UNKNOWN: "Not known"}


class DuplicatesPage(PlainPage):
    """Pairs to look at, then the merges that stand."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(tr("Find duplicates"), tr(_CONTEXT))
        self._workplace = workplace
        self.work, self.state, self.merged = ProgressCard(), Words("", "strong"), Card(tr("Merged"))
        self.pairs: dict[tuple[str, str], PairCard] = {}
        self.merges: dict[str, VisitRow] = {}
        self._begun, self._total = False, 0
        self.body.addWidget(self.work)
        self.body.addWidget(self.state)
        self.body.addWidget(self.merged)
        self._draw_merges()

    def showEvent(self, event: QShowEvent) -> None:
        """Begins to compare once there is something to see."""
        super().showEvent(event)
        if not self._begun:
            self._begun = True
            self.compare()

    def compare(self) -> None:
        """Looks through all patients, off this thread."""
        progress = self.work.begin(tr("Comparing the patients"))
        self._rest(False)
        task = Task(lambda: likely_duplicates(self._workplace, progress))
        task.succeeded.connect(self._show)
        task.failed.connect(self._fail)
        task.start()

    def call_off(self) -> None:
        """Ends what is under way, ere the window closes."""
        self.work.call_off()

    def _rest(self, rests: bool) -> None:
        """Whether nothing is under way, so that something can be decided."""
        if rests:
            self.work.end()
        for part in (self.foot.back, self.merged, *self.pairs.values()):
            part.setEnabled(rests)

    def _fail(self, error: Exception) -> None:
        self._rest(True)
        self.fail(error)

    def _show(self, found: tuple[tuple[Suspects, ...], int]) -> None:
        self._rest(True)
        shown, self._total = found
        for card in self.pairs.values():
            card.hide()
            card.deleteLater()
        self.pairs = {(pair.one.id, pair.other.id): PairCard(pair) for pair in shown}
        for place, card in enumerate(self.pairs.values()):
            card.decided.connect(self._decide)
            self.body.insertWidget(self.body.indexOf(self.state) + 1 + place, card)
        self._say_state()
        self.column.settle()

    def _decide(self, one: str, other: str, kept: str) -> None:
        """One person, of whom one entry is kept; or two people, where none is named."""
        def deed() -> None:
            if kept:
                merge(self._workplace, other if kept == one else one, kept)
            else:
                tell_apart(self._workplace, one, other)

        if not self._try(deed):
            return
        gone = [pair for pair in self.pairs if pair == (one, other) or kept and ({one, other} - {kept}) & set(pair)]
        for pair in gone:
            card = self.pairs.pop(pair)
            card.hide()
            card.deleteLater()
        self._total -= len(gone)
        self._say_state()
        self._draw_merges()
        self.column.settle()

    def _take_apart(self, merged: str) -> None:
        if self._try(lambda: take_apart(self._workplace, merged)):
            self._draw_merges()
            self.compare()

    def _try(self, deed: Callable[[], object]) -> bool:
        """Whether it was done; what was refused is said."""
        try:
            deed()
        except UserError as error:
            self.tell(error)
            return False
        self.banner.hide()
        return True

    def _say_state(self) -> None:
        more = self._total - len(self.pairs)
        called_off = self.work.progress.called_off
        self.state.say(tr("Called off before everybody was compared.") if called_off and not self._total else tr("Nobody looks like somebody else.") if not self._total else
                       tr("1 pair to look at.") if self._total == 1 else
                       tr("{n} pairs to look at.").format(n=self._total) if not more else
                       tr("{n} pairs to look at; the {m} most alike are shown.").format(n=self._total, m=len(self.pairs)))

    def _draw_merges(self) -> None:
        for row in self.merges.values():
            row.hide()
            row.deleteLater()
        self.merges = {}
        for told in standing_merges(self._workplace):
            self.merges[told.merged.id] = row = _merge_row(told)
            row.pressed.connect(lambda merged=told.merged.id: self._take_apart(merged))
            self.merged.body.addWidget(row)
        self.merged.setVisible(bool(self.merges))


class PairCard(Card):
    """Two patients side by side, how the four fields compare, and what can be said of them."""

    decided = Signal(str, str, str)

    def __init__(self, pair: Suspects) -> None:
        super().__init__(tr("{one} and {other}").format(one=pair.one.patient.name, other=pair.other.patient.name))
        self.pair = pair
        columns = []
        for title, row, visits in ((tr("First entry"), pair.one, pair.visits[0]), (tr("Second entry"), pair.other, pair.visits[1])):
            column = Card(title)
            facts = FactList()
            facts.show_facts(_facts(row, visits))
            column.body.addWidget(facts)
            columns.append(column)
        self.body.addLayout(beside(*columns))
        self.body.addWidget(Words(_likeness_words(pair)))
        if taken := _taken_words(pair):
            self.body.addWidget(Words(taken, "quiet"))
        self.first, self.second = Button(tr("One person: keep the first")), Button(tr("One person: keep the second"))
        self.two = Button(tr("Two people"))
        line = WrapLayout()
        for button, kept in ((self.first, pair.one.id), (self.second, pair.other.id), (self.two, "")):
            button.setAccessibleDescription(self.accessibleName())
            button.clicked.connect(lambda _=False, kept=kept: self.decided.emit(pair.one.id, pair.other.id, kept))
            line.addWidget(button)
        self.body.addLayout(line)


def _facts(row: PatientRow, visits: int) -> tuple[tuple[str, str], ...]:
    patient = row.patient
    return ((tr("Family name"), patient.family_name), (tr("Given name"), patient.given_name), (tr("Born"), day_words(patient.birth_date)),
            (tr("Phone"), patient.phone or tr("not known")), (tr("Number"), patient.identifier or tr("none")), (tr("Visits"), str(visits)))


def _likeness_words(pair: Suspects) -> str:
    """The fields by how they compare, each way on a line."""
    lines = []
    for word, words in _LIKE_WORDS.items():
        names = [tr(_FIELD_WORDS[name]) for name in FIELDS if getattr(pair.likeness, name) == word]
        if names:
            lines.append(f"{tr(words)}: {', '.join(names)}")
    return "\n".join(lines)


def _taken_words(pair: Suspects) -> str:
    """What either entry would take over from the other, a line each; nothing where neither lacks anything."""
    one, other = pair.one.patient, pair.other.patient
    lines = ((tr("Kept, the first takes over: {fields}."), would_take(one, other)),
             (tr("Kept, the second takes over: {fields}."), would_take(other, one)))
    return "\n".join(words.format(fields=words_of_fields(taken)) for words, taken in lines if taken)


def _merge_row(told: Merge) -> VisitRow:
    title = tr("{one}, kept as {other}").format(one=_named(told.merged), other=_named(told.kept))
    taken = f"  ·  {tr('took over: {fields}').format(fields=words_of_fields(told.taken))}" if told.taken else ""
    return VisitRow(title, f"{moment_words(told.at)}  ·  {told.actor}{taken}", tr("Take apart"))


def _named(row: PatientRow) -> str:
    return " ".join(part for part in (row.patient.name, row.patient.identifier) if part)
