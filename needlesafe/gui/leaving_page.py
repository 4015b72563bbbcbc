"""The pause before the patient leaves, as a screen of its own: how many of the checks are done, and each of them."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from needlesafe.domain.follow_up import unmet
from needlesafe.flow.gates import discharge_items
from needlesafe.flow.leaving import leaving
from needlesafe.gui.aside_page import AsidePage
from needlesafe.gui.check_rows import CheckRows
from needlesafe.gui.messages import tr
from needlesafe.gui.ready_line import ReadyLine
from needlesafe.gui.side_by_side import beside, large_text
from needlesafe.gui.step_page import Screen
from needlesafe.gui.theme import GAP_WIDE
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.field_row import FieldRow
from needlesafe.gui.widgets.tick_row import TickRow

TOLD = (("aftercare_given", "The aftercare sheet was given and read together"),
        ("red_flags_explained", "The warning signs were explained: what to watch for and whom to call"))
_WIDE = 1200


class LeavingPage(AsidePage):
    """The checks in two columns over the whole width; what is answered here stands in the note."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen, tr("Before the patient leaves"), tr("Look, ask, and answer each one."))
        self.set_widest(_WIDE)
        self.ready, self.to_needles = ReadyLine("title"), Button(tr("To the needles"))
        self.to_needles.clicked.connect(lambda: screen.open_step("treatment"))
        catalogue, wrong = screen.desk.workplace.catalogue, tr("Not yet.")
        self.checks = tuple(CheckRows(catalogue, self._answer, wrong) for _ in range(1 if large_text() else 2))
        self.told = {name: TickRow(name, tr(words)) for name, words in TOLD}
        for rows in self.checks:
            rows.owed.connect(self._owe)
        for row in self.told.values():
            row.ticked.connect(lambda name, on: screen.act(lambda desk: desk.note(**{name: on})))
        card = Card("")
        line = beside(*(_column(rows, *(self.told.values() if rows is self.checks[-1] else ())) for rows in self.checks))
        line.setSpacing(GAP_WIDE * 2)
        card.body.addLayout(line)
        for part in (self.ready, self.to_needles, card):
            self.body.addWidget(part)

    def begin(self) -> None:
        """Takes the whole width."""
        self.screen.show_large(True)
        super().begin()

    def leave(self) -> None:
        """Keeps what is typed and gives the width back."""
        super().leave()
        self.screen.show_large(False)

    def draw(self) -> None:
        """Shows the checks as they stand."""
        desk = self.screen.desk
        note, items, counted = desk.visit.note, discharge_items(desk.standing), leaving(desk.standing)
        self.ready.show_leaving(counted)
        self.to_needles.setVisible(counted is not None and not counted.needles)
        half = len(items) if len(self.checks) == 1 else (len(items) + len(TOLD)) // 2
        for rows, part in zip(self.checks, (items[:half], items[half:])):
            rows.show_items(part, note.discharge, note.discharge_owed)
            rows.setEnabled(not desk.visit.closed)
        for name, row in self.told.items():
            row.setChecked(getattr(note, name))
            row.setEnabled(not desk.visit.closed)

    def onward(self) -> tuple[str, bool]:
        """Leads to the note."""
        return tr("Back to the note"), True

    def go_on(self) -> None:
        """Leads to the note."""
        self.screen.open_step("note")

    def _answer(self, item: str, answer: str) -> None:
        self.screen.act(lambda desk: desk.discharge(item, answer))

    def _owe(self, field: FieldRow) -> None:
        """Records what is owed for a check, unless it is met by now; what could not be saved stays in its field."""
        desk = self.screen.desk
        if field.field.id not in {item.id for item in unmet(desk.visit, desk.workplace.catalogue)}:
            return
        if not self.screen.act(lambda desk: desk.owe(field.field.id, str(field.value() or ""))):
            field.keep_unsaved(tr("Not saved. It stays here: leave the field again to try once more."))


def _column(*parts: QWidget) -> QWidget:
    """Things one below the other, close together."""
    held = QWidget()
    held.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    column = QVBoxLayout(held)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part)
    return held
