"""
The ledger on the treatment page: the sum on top, a row for each site, the count after *all out*, and the pedal. Who counts, and
the last count that can be taken back, stand on the board.

Rows are kept while their site stays, so that the keyboard stays where it was whatever is counted.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from needlesafe.domain.ledger import ledger_of
from needlesafe.domain.pauses import INSIDE
from needlesafe.flow.counting import as_counted
from needlesafe.flow.needling import all_out, count_after, let_count, place, remove
from needlesafe.flow.pause_views import pause_view
from needlesafe.flow.pedal import pedal_keys
from needlesafe.flow.taking_back import LastCount, last_count, take_back
from needlesafe.flow.views import LedgerLine, ledger_lines, site_line
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.gui.count_card import CountCard
from needlesafe.gui.ledger_board import LedgerBoard
from needlesafe.gui.messages import tr
from needlesafe.gui.needle_clock import planned_minutes
from needlesafe.gui.needles_page import NeedlesPage
from needlesafe.gui.pause_page import PausePage
from needlesafe.gui.pedal import Pedal
from needlesafe.gui.step_page import Screen
from needlesafe.gui.theme import GAP_CARD
from needlesafe.gui.who_counts import people_at
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.ledger_row import LedgerRow
from needlesafe.gui.widgets.spoken import announce


class TreatmentLedger(QWidget):
    """Needles in and out; what may go in is decided by the gate and by the pause before the first needle."""

    count_asked = Signal()

    def __init__(self, screen: Screen) -> None:
        super().__init__()
        self._screen, self._hand, self._may_place = screen, -1, False
        self.board, self.count, self.rows = LedgerBoard(), CountCard(), dict[int, LedgerRow]()
        self._lines: dict[int, LedgerLine] = {}
        self._waiting: dict[int, int] = {}
        self._users = tuple(user.practitioner.name for user in screen.desk.workplace.store.users())
        self.pause = Card(tr("Pause: needles are in"), tr("Say together how it is, before you go on."))
        self.to_pause = Button(tr("Make this pause"))
        self.pause.body.addWidget(self.to_pause, 0, Qt.AlignmentFlag.AlignLeft)
        self.pedal = Pedal(self)
        self.pedal.set_keys(pedal_keys(screen.desk.workplace))
        self._sites = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for layout in (column, self._sites):
            layout.setSpacing(GAP_CARD)
        for part in (self.board, self.count):
            column.addWidget(part)
        column.addLayout(self._sites)
        column.addWidget(self.pause)
        self._connect()

    def draw(self, may_place: bool) -> None:
        """Shows the ledger as it stands."""
        visit, lines, self._may_place = self._screen.desk.visit, ledger_lines(self._screen.desk.standing), may_place
        self._draw_rows(lines)
        self._draw_board()
        self.count.show_waiting([(line.title, line.to_count) for line in lines])
        self.count.setEnabled(not visit.closed and not self._screen.busy)
        self.board.all_out.setEnabled(True)
        for part in (self.board.more, self.board.people, self.board.take_back, self.pause):
            part.setEnabled(not self._screen.busy)
        staying = any(line.present and line.site.technique != "in-and-out" for line in lines)
        self.pause.setVisible(staying and not visit.closed and not pause_view(INSIDE, self._screen.desk.standing).complete)
        self.tick()

    def tick(self) -> None:
        """Shows how long each site, and the first of all needles, has been in."""
        lines, book = list(self._lines.values()), ledger_of(as_counted(self._screen.desk.visit))
        seconds = self._screen.clock.seconds(lines)
        for index, row in self.rows.items():
            row.set_clock(seconds.get(index), planned_minutes(self._lines[index]))
        self.board.show_sum(book, max(seconds.values(), default=None))

    def _connect(self) -> None:
        act = self._screen.act
        self.board.all_out_asked.connect(self._all_out)
        self.board.take_back_asked.connect(self._take_back)
        self.board.people.chosen.connect(lambda name: act(lambda desk: let_count(desk, name)))
        self.board.more_asked.connect(lambda: self._screen.open_aside(NeedlesPage(self._screen)))
        self.board.people.other_asked.connect(self._name_counter)
        self.count.counted.connect(lambda counts: act(lambda desk: count_after(desk, counts)))
        self.to_pause.clicked.connect(lambda: self._screen.open_aside(PausePage(self._screen)))
        self.pedal.pressed.connect(self._press)

    def _draw_board(self) -> None:
        """Shows who counts, and what a tap takes back."""
        desk = self._screen.desk
        self.board.people.show_people(people_at(desk, self._users), desk.counter)
        self.board.people.setVisible(not desk.visit.closed)
        last = last_count(desk.visit)
        words = self._words_of(last) if last is not None else ""
        self.board.show_take_back(tr("Take back: {what}").format(what=words) if words else "",
                                  tr("{sites}. The journal keeps both.").format(sites=self._places_of(last)) if last is not None else "")

    def _name_counter(self) -> None:
        """Leads to where whoever counts is named."""
        page = NeedlesPage(self._screen)
        self._screen.open_aside(page)
        page.go_to(page.counting)

    def _words_of(self, last: LastCount) -> str:
        """A count in few words, with the number of its site where there are several."""
        needle = tr("needle") if last.count == 1 else tr("{n} needles").format(n=last.count)
        if last.what == "all-out":
            return tr("all needles out")
        if last.what == "moved":
            return tr("{needles} moved to site {n}").format(needles=needle, n=last.to + 1)
        words = (tr("{needles} in") if last.what == "in" else tr("{needles} out")).format(needles=needle)
        return tr("{what}, site {n}").format(what=words, n=last.site + 1) if len(self._lines) > 1 else words

    def _places_of(self, last: LastCount) -> str:
        """The sites of a count by name."""
        places = {"all-out": (), "moved": (last.site, last.to)}.get(last.what, (last.site,))
        return ", ".join(self._lines[place].title for place in places if place in self._lines) or tr("All sites")

    def _take_back(self) -> None:
        """Takes the last count back and says so; the keyboard goes to its site."""
        last = last_count(self._screen.desk.visit)
        if last is None or not self._screen.act(take_back):
            return
        announce(self, tr("Taken back: {what}").format(what=self._words_of(last)))
        row = self.rows.get(last.site)
        if row is not None:
            (row.place if row.place.isEnabled() else row.remove).setFocus(Qt.FocusReason.OtherFocusReason)

    def _draw_rows(self, lines: tuple[LedgerLine, ...]) -> None:
        renamed = (len(self._lines) > 1) != (len(lines) > 1)
        for index in [index for index in self.rows if renamed or index >= len(lines) or self._lines[index].site != lines[index].site]:
            gone = self.rows.pop(index)
            gone.hide()
            gone.deleteLater()
        self._lines = {line.index: line for line in lines}
        for line in lines:
            if line.index not in self.rows:
                self.rows[line.index] = self._made(line)
                self._sites.insertWidget(line.index, self.rows[line.index])
                self.rows[line.index].show()
            self._show_counts(line)
        self._show_hand()

    def _show_counts(self, line: LedgerLine) -> None:
        """Shows the counts of a site, what waits to be recorded as out among them."""
        row, removed = self.rows[line.index], line.removed + self._waiting.get(line.index, 0)
        row.set_counts(line.placed, removed, min(line.declared, line.placed - removed))
        row.allow(self._may_place and not self._screen.busy, line.placed > removed and not self._screen.desk.visit.closed)

    def _all_out(self) -> None:
        """Takes every needle out, or has it done as soon as what is being sealed is sealed."""
        if self._screen.busy:
            self.board.all_out.setEnabled(False)
            self._screen.act_soon(all_out)
        elif self._screen.act(all_out):
            self.count_asked.emit()

    def _take_out(self, site: int, number: int) -> None:
        """Takes needles out, which is shown at once and recorded as soon as what is being sealed is sealed."""
        line, waiting = self._lines[site], self._waiting.get(site, 0)
        number = min(number, line.placed - line.removed - waiting)
        if number < 1:
            return
        self._waiting[site] = waiting + number
        self._screen.act_soon(lambda desk: self._record_out(desk, site, number))
        if self._screen.busy:
            self._show_counts(line)

    def _record_out(self, desk: VisitDesk, site: int, number: int) -> None:
        self._waiting[site] -= number
        remove(desk, site, number)

    def _made(self, line: LedgerLine) -> LedgerRow:
        title = f"{line.index + 1}  {line.title}" if len(self._lines) > 1 else line.title
        row, act = LedgerRow(line.index, title, site_line(line.site)), self._screen.act
        row.set_planned(line.site.needles)
        row.needle_placed.connect(lambda site: self._take(site) and act(lambda desk: place(desk, site, 1)))
        row.needle_removed.connect(lambda site: self._take_out(site, 1))
        row.counted_in.connect(lambda site, number: self._take(site) and act(lambda desk: place(desk, site, number)))
        row.counted_out.connect(self._take_out)
        row.taken_in_hand.connect(self._take)
        return row

    def _take(self, site: int) -> bool:
        """The pedal counts at this site from now on."""
        self._hand = site
        self._show_hand()
        return True

    def _in_hand(self) -> int:
        """Where the pedal counts: where it was told to, else at the first site that is not done."""
        if self._hand in self._lines:
            return self._hand
        open_sites = (line.index for line in self._lines.values() if line.placed < line.site.needles)
        return next(open_sites, 0)

    def _show_hand(self) -> None:
        for index, row in self.rows.items():
            row.show_in_hand(index == self._in_hand() if self.pedal.is_set and self._may_place else None)

    def _press(self, deed: str) -> None:
        """Does what the pedal says at the site in hand, and says aloud what is counted there."""
        site = self._in_hand()
        if site not in self.rows:
            return
        if deed == "next":
            self._take((site + 1) % len(self.rows))
        elif deed == "in" and self._may_place:
            self._take(site)
            self._screen.act(lambda desk: place(desk, site, 1))
        elif deed == "out" and self.rows[site].remove.isEnabled():
            self._take_out(site, 1)
        row = self.rows[self._in_hand()]
        announce(row, f"{row.accessibleName()}: {row.accessibleDescription()}")
