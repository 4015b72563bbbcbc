"""
The entries of one kind, read before they are adopted: a line that unfolds to a list, each entry a line that unfolds too.

Rows are made a few at a time, so that a group of a hundred opens at once.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.entry_views import EntryView
from needlesafe.gui.adoption_words import behind_words, count_words, entry_title, field_words, gist_words, value_words
from needlesafe.gui.messages import tr
from needlesafe.gui.theme import GAP, GAP_TIGHT
from needlesafe.gui.visit_facts import FactList
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.field_row import Field, FieldRow
from needlesafe.gui.widgets.fold import Fold
from needlesafe.gui.widgets.words import Words

_AT_ONCE, _AT_A_TIME = 6, 1


class EntryFold(Fold):
    """One entry: its gist at once; all that it says, its sources and a remark at one tap."""

    remarked = Signal(str, str)

    def __init__(self, view: EntryView, catalogue: Catalogue, remark: str, open_for_remarks: bool) -> None:
        self.view, self._catalogue, self._remark, self._writable = view, catalogue, remark, open_for_remarks
        self.remark: FieldRow | None = None
        super().__init__(entry_title(view), gist_words(view, remark), self._in_full)

    def _in_full(self) -> QWidget:
        part, facts = QWidget(), FactList()
        part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(part)
        column.setSpacing(GAP)
        earlier = self.view.remark if self._writable else ""
        facts.show_facts([*((field_words(name) or tr("Text"), value_words(name, text)) for name, text in self.view.facts),
                          (tr("Earlier remark"), earlier), (tr("Entry"), self.view.name)])
        column.addWidget(facts)
        column.addWidget(Words(behind_words(self.view, self._catalogue), "quiet").let_select())
        if self._writable:
            self.remark = FieldRow(Field("remark", tr("Remark"), "text", note=tr("Kept with the adoption; may stay empty.")))
            self.remark.set_value(self._remark or None)
            self.remark.changed.connect(self._take)
            column.addWidget(self.remark)
        return part

    def _take(self, _: str, value: object) -> None:
        self._remark = str(value or "")
        self.say(entry_title(self.view), gist_words(self.view, self._remark))
        self.remarked.emit(self.view.name, self._remark)


class EntryGroup(Fold):
    """The entries of one kind; it counts as opened once every row stands."""

    opened = Signal(str)
    remarked = Signal(str, str)
    grown = Signal()
    next_asked = Signal(str)

    def __init__(self, group: str, title: str, views: tuple[EntryView, ...], catalogue: Catalogue) -> None:
        self.group, self.rows, self._title = group, {}, title
        self._views, self._catalogue = views, catalogue
        self._remarks: Mapping[str, str] = {}
        self._writable, self._next = False, ""
        self._column: QVBoxLayout | None = None
        super().__init__(title, count_words(len(views)), self._listed)
        self._later = QTimer(self, interval=0)
        self._later.timeout.connect(lambda: self._make(_AT_A_TIME))

    def let_write(self, remarks: Mapping[str, str], following: str) -> None:
        """Lets remarks be written, beginning with those that were, and says which group comes next."""
        self._writable, self._remarks, self._next = True, remarks, following

    def show_opened(self, opened: bool) -> None:
        """Says whether the group was opened."""
        state = tr("opened") if opened else tr("not opened yet")
        self.say(self._title, "  \u00b7  ".join((count_words(len(self._views)), state)))

    def _listed(self) -> QWidget:
        part = QWidget()
        part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._column = QVBoxLayout(part)
        self._column.setSpacing(GAP_TIGHT)
        self._make(_AT_ONCE)
        return part

    def _make(self, most: int) -> None:
        """Makes the next rows that are still to be made, and the way on beneath the last."""
        for view in self._views[len(self.rows):][:most]:
            row = EntryFold(view, self._catalogue, self._remarks.get(view.name, view.remark if not self._writable else ""),
                            self._writable)
            row.remarked.connect(self.remarked)
            self.rows[view.name] = row
            self._column.addWidget(row)
        if len(self.rows) < len(self._views):
            self._later.start()
        elif self._column.count() == len(self.rows):
            self._later.stop()
            self._end()
        self.grown.emit()

    def _end(self) -> None:
        """Puts the way on beneath the rows, and says that the group was opened."""
        on = Button(tr("Close, and on to the next") if self._next else tr("Close"))
        on.setAccessibleDescription(self._title)
        on.clicked.connect(lambda: self.next_asked.emit(self._next))
        self._column.addWidget(on, 0, Qt.AlignmentFlag.AlignLeft)
        self.opened.emit(self.group)
