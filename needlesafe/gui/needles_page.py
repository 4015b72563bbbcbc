"""What is done with needles besides in and out: moved, passed on, left in on purpose; who counts them, and their packs."""

from __future__ import annotations

from PySide6.QtCore import Qt

from needlesafe.domain.ledger import Ledger, PersonLedger, ledger_of
from needlesafe.flow.counting import as_counted, counts_told, taken_back
from needlesafe.flow.needling import declare_left, move, packs, pass_on
from needlesafe.flow.views import ledger_lines
from needlesafe.gui.aside_page import AsidePage
from needlesafe.gui.form import Asked, Form, between, needed
from needlesafe.gui.messages import tr
from needlesafe.gui.step_page import Screen
from needlesafe.gui.who_counts import CounterCard
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.choice_row import Choice
from needlesafe.gui.widgets.count_row import CountRow
from needlesafe.gui.widgets.field_row import Field
from needlesafe.gui.widgets.words import Words

PACKS = (("opened", "Packs opened"), ("unused", "Opened, not used"), ("discarded", "Thrown away"))
_MOST = 999


class NeedlesPage(AsidePage):
    """Five cards; each shows itself only where it can do something."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen, tr("Move, pass on, packs"))
        self.people = Words("", "quiet")
        self.moving, self.passing, self.packs, self.staying = MoveCard(screen), PassCard(screen), PacksCard(screen), StayCard(screen)
        self.counting = CounterCard(screen)
        self.cards = (self.moving, self.passing, self.packs, self.staying)
        for part in (self.people, self.moving, self.passing, self.counting, self.packs, self.staying):
            self.body.addWidget(part)

    def draw(self) -> None:
        """Shows what can be done now, and what each person did."""
        visit = self.screen.desk.visit
        book = ledger_of(as_counted(visit))
        lines = [_person_line(person) for person in book.people]
        lines += [tr("{name} counted {n}.").format(name=name, n=number) for name, number in counts_told(visit).items()]
        if again := taken_back(visit):
            lines.append(tr("Counted and taken back: {n}. On the record it stands as in and out.").format(n=again))
        self.people.say("\n".join(lines))
        self.people.setVisible(bool(lines))
        self.counting.draw()
        for card in self.cards:
            card.draw(book)

    def onward(self) -> tuple[str, bool]:
        """Leads back to the needles."""
        return tr("Back to the needles"), True

    def go_on(self) -> None:
        """Leads back."""
        self.go_back()


class HowMany(CountRow):
    """Asks for a number from one on; shown only where there is a choice."""

    def __init__(self) -> None:
        super().__init__(tr("How many"))
        self.chosen, self._most = 1, 1
        self.counted.connect(self._choose)

    def offer(self, most: int) -> None:
        """Offers the numbers up to the most that there are."""
        self._most, self.chosen = most, min(self.chosen, max(most, 1))
        self.setVisible(most > 1)
        if most > 1:
            self.show_count(self.chosen, range(1, most + 1))

    def _choose(self, number: int) -> None:
        self.chosen = number
        self.offer(self._most)


class MoveCard(Card):
    """From which site, to which, how many."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(tr("Move needles to another site"), tr("They come out at the one and go in at the other."))
        self._screen = screen
        sites = tuple((str(line.index), line.title) for line in ledger_lines(screen.desk.standing))
        self.form = Form(Asked(Choice("from", tr("From"), sites), needed(tr("Choose where they come out."))),
                         Asked(Choice("to", tr("To"), sites), needed(tr("Choose where they go in."))))
        self.number, self.move = HowMany(), Button(tr("Move them"))
        self.form.lay_into(self.body)
        self.body.addWidget(self.number)
        self.body.addWidget(self.move, 0, Qt.AlignmentFlag.AlignLeft)
        self.form.rows["from"].changed.connect(lambda *_: self.draw(ledger_of(screen.desk.visit)))
        self.move.clicked.connect(self._move)

    def draw(self, book: Ledger) -> None:
        """Offers the sites that have a needle in."""
        desk = self._screen.desk
        self.setVisible(book.present > 0 and len(desk.visit.sites) > 1 and not desk.lacks("needle-in"))
        for button in self.form.rows["from"].buttons:
            button.setEnabled(book.sites[int(button.value)].present > 0)
        source = self.form["from"]
        self.number.offer(book.sites[int(source)].present if source else 0)

    def _move(self) -> None:
        if self.form.first_fault() is not None:
            return
        source, target = int(self.form["from"]), int(self.form["to"])
        if source == target:
            self.form.rows["to"].set_fault(tr("Choose another site than the one they come from."))
        elif self._screen.act(lambda desk: move(desk, source, target, self.number.chosen)):
            for row in self.form.rows.values():
                row.set_value(None)


class PassCard(Card):
    """Who answers for the needles from now on."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(tr("Pass on to somebody else"))
        self._screen = screen
        people = dict.fromkeys(user.practitioner.name for user in screen.desk.workplace.store.users())
        self.form = Form(Asked(Choice("known", tr("Somebody who works here"), tuple((name, name) for name in people if name))),
                         Asked(Field("other", tr("Who takes over, by name"))))
        self.give = Button(tr("Pass the needles on"))
        self.form.lay_into(self.body)
        self.body.addWidget(self.give, 0, Qt.AlignmentFlag.AlignLeft)
        self.give.clicked.connect(self._give)

    def draw(self, book: Ledger) -> None:
        """Shows who answers for them now; nobody else can take them from themselves."""
        self.setVisible(not self._screen.desk.visit.closed)
        self.show_title(tr("Pass on to somebody else"), tr("{name} answers for the needles now.").format(name=book.in_charge))
        known = self.form.rows["known"]
        for button in known.buttons:
            button.setVisible(button.value != book.in_charge)
        known.setVisible(any(button.value != book.in_charge for button in known.buttons))

    def _give(self) -> None:
        other = self.form.rows["other"]
        other.commit()
        name = self.form.text("other") or self.form.text("known")
        other.set_fault("" if name else tr("Choose or write who takes over."))
        if name and self._screen.act(lambda desk: pass_on(desk, name)):
            for row in self.form.rows.values():
                row.set_value(None)


class PacksCard(Card):
    """Three numbers; each is kept as it is written."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(tr("Packs of needles"), tr("How many packs; the needles are counted by themselves."))
        self._screen = screen
        whole = between(0, _MOST, tr("Between {least} and {most}.").format(least=0, most=_MOST))
        self.form = Form(*(Asked(Field(name, tr(label), "number"), whole) for name, label in PACKS))
        self.form.lay_beside(self.body, *(name for name, _ in PACKS))
        for row in self.form.rows.values():
            row.changed.connect(lambda *_: self._keep())

    def draw(self, book: Ledger) -> None:
        """Shows what was counted."""
        told = self._screen.desk.visit.packs
        for name, row in self.form.rows.items():
            row.set_value(None if told is None else getattr(told, name))
        self.setEnabled(not self._screen.desk.visit.closed)

    def _keep(self) -> None:
        """Keeps the numbers once it is said how many were opened; more unused than opened cannot be."""
        opened, unused, discarded = (self.form[name] for name, _ in PACKS)
        if opened is None or self.form.first_fault() is not None:
            return
        wrong = int(unused or 0) > int(opened)
        self.form.rows["unused"].set_fault(tr("No more than were opened.") if wrong else "")
        if not wrong:
            self._screen.act(lambda desk: packs(desk, int(opened), int(unused or 0), int(discarded or 0)))


class StayCard(Card):
    """Needles that stay in on purpose: only where the plan says so and somebody signed for it."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(tr("Left in on purpose"), tr("Such as a press needle. The plan says how many stay, and the patient signs "
                                                      "for it before the first needle."))
        self._screen = screen
        sites = tuple((str(line.index), line.title) for line in ledger_lines(screen.desk.standing) if line.site.stays)
        self.form = Form(Asked(Choice("site", tr("Where"), sites), needed(tr("Choose where they stay."))),
                         Asked(Field("why", tr("Why they stay, and who takes them out when"), "text"), needed(tr("Write why they stay."))))
        self.number, self.leave, self._any = HowMany(), Button(tr("They stay in")), bool(sites)
        self.form.lay_into(self.body)
        self.body.insertWidget(1, self.number)
        self.body.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignLeft)
        self.form.rows["site"].changed.connect(lambda *_: self.draw(ledger_of(screen.desk.visit)))
        self.leave.clicked.connect(self._leave)

    def draw(self, book: Ledger) -> None:
        """Offers the sites where needles are meant to stay and are in."""
        self.setVisible(self._any and book.present > 0 and not self._screen.desk.visit.closed)
        chosen = self.form["site"]
        self.number.offer(book.sites[int(chosen)].present if chosen else 0)

    def _leave(self) -> None:
        self.form.rows["why"].commit()
        if self.form.first_fault() is not None:
            return
        site, why = int(self.form["site"]), self.form.text("why")
        if self._screen.act(lambda desk: declare_left(desk, site, self.number.chosen, why)):
            for row in self.form.rows.values():
                row.set_value(None)


def _person_line(person: PersonLedger) -> str:
    """What one person did with needles, and how many they answer for."""
    parts = [tr("{n} in").format(n=person.placed), tr("{n} out").format(n=person.removed)]
    if person.declared:
        parts.append(tr("{n} left on purpose").format(n=person.declared))
    return tr("{name}: {done}. Answers for {n} that are in.").format(name=person.name, done=", ".join(parts), n=person.present)
