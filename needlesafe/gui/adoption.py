"""
The page on which a clinician of the clinic reads the content and adopts it; of later content only what changed.

Reading hundreds of entries takes more than one sitting: what was opened and what was remarked is kept at once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from needlesafe.errors import Lack, UserError
from needlesafe.flow.adoption import Adopting, AdoptionState, adopt, keep_draft, kept_draft, missing, state
from needlesafe.flow.workplace import Workplace
from needlesafe.gui import adoption_words as words
from needlesafe.gui.adoption_group import EntryGroup
from needlesafe.gui.form import Asked, Form, needed
from needlesafe.gui.messages import missing_words, tr
from needlesafe.gui.plain_page import PlainPage
from needlesafe.gui.tasks import Task
from needlesafe.gui.theme import GAP_CARD
from needlesafe.gui.visit_facts import FactList
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.field_row import Field
from needlesafe.gui.widgets.tick_row import TickRow
from needlesafe.gui.widgets.words import Words

CARDS = {"unconfirmed": ("Not confirmed (\u2020)", "No source that was read says so, or only part of a source was read."),
         "default": ("Our own defaults (\u2021)", "Chosen by the makers of the program, without a source or between sources."),
         "changed": ("What changed", "New and changed entries, whether they are marked or not.")}
"""The card of each mark: its title and what it means."""


class AdoptionPage(PlainPage):
    """What adopting is, what there is to read, who adopts; once it is adopted, by whom."""

    adopted = Signal()

    def __init__(self, workplace: Workplace, back: str = "") -> None:
        super().__init__(tr("Adopt the content"), tr("Content {version}, fingerprint {fingerprint}").format(
            version=workplace.catalogue.version, fingerprint=workplace.catalogue.fingerprint[:12]))
        self._workplace = workplace
        self.now: AdoptionState | None = None
        self.groups: dict[str, EntryGroup] = {}
        self.form = _who(workplace)
        self.tick: TickRow | None = None
        self._cards: list[QWidget] = []
        self._shown: set[str] = set()
        self._remarks: dict[str, str] = {}
        self._done: Callable[[Any], None] = self._show
        if back:
            self.foot.set_back(back)
        self.foot.next_asked.connect(self._adopt)
        self.foot.missing_asked.connect(self._lead_on)
        for row in self.form.rows.values():
            row.edit.textChanged.connect(lambda *_: self._draw_foot())
        self._read()

    def adopting(self) -> Adopting:
        """What was said and seen so far."""
        return Adopting(self.form.text("name"), self.form.text("registration"), bool(self.tick and self.tick.isChecked()),
                        frozenset(self._shown), dict(self._remarks))

    def _read(self) -> None:
        """Asks how things stand, off this thread."""
        self._work(tr("Reading the content"), lambda: state(self._workplace), self._show)

    def _show(self, now: AdoptionState) -> None:
        """Shows how things stand."""
        self.now = now
        if now.standing == "adopted":
            self.show_title(tr("The adopted content"), self.context.text())
        self.groups = {}
        while self._cards:
            card = self._cards.pop()
            card.hide()
            card.deleteLater()
        self._add(self._opening(now))
        for mark, (title, quiet) in CARDS.items():
            views = {group: told for group, told in now.groups.items() if group.startswith(f"{mark} ")}
            if views:
                self._add(self._group_card(Card(tr(title), tr(quiet)), views))
        if now.removed:
            gone = Card(tr("No longer there"), tr("These entries were adopted and are gone."))
            gone.body.addWidget(Words("\n".join(now.removed)).let_select())
            self._add(gone)
        if now.standing != "adopted":
            self._let_adopt(now)
        self._draw_foot()

    def _opening(self, now: AdoptionState) -> Card:
        """What adopting is, or what changed, or who adopted; and how much there is."""
        facts = FactList()
        if now.standing == "adopted":
            card = Card(tr("Adopted for use in this clinic"), "", "done")
            facts.show_facts((*_adopted_facts(now), *words.counted(now)))
        elif now.standing == "changed":
            card = Card(tr("The content changed since it was adopted"))
            card.body.addWidget(Words(tr(words.WHAT_CHANGED)))
            facts.show_facts((*_adopted_facts(now), (tr("Changed since then"), words.count_words(now.changes))))
        else:
            card = Card(tr("What adopting is"))
            card.body.addWidget(Words(tr(words.WHAT_IT_IS)))
            card.body.addWidget(Words(tr(words.UNTIL_THEN)))
            facts.show_facts(words.counted(now))
        card.body.addWidget(facts)
        return card

    def _group_card(self, card: Card, views: dict) -> Card:
        for group, told in views.items():
            fold = EntryGroup(group, words.topic_words(group.partition(" ")[2]), told, self._workplace.catalogue)
            fold.grown.connect(self.column.settle)
            fold.next_asked.connect(lambda following, group=group: self._go_on(group, following))
            self.groups[group] = fold
            card.body.addWidget(fold)
        return card

    def _let_adopt(self, now: AdoptionState) -> None:
        """Takes up what was read before and asks who adopts."""
        draft = kept_draft(self._workplace)
        self._shown, self._remarks = {group for group in draft.shown if group in now.groups}, dict(draft.remarks)
        order = [*now.groups, ""]
        for place, (group, fold) in enumerate(self.groups.items()):
            fold.let_write(self._remarks, order[place + 1])
            fold.show_opened(group in self._shown)
            fold.opened.connect(self._open)
            fold.remarked.connect(self._remark)
        card = Card(tr("Who adopts"), tr("A clinician of this clinic, in their own name."))
        self.form.lay_beside(card.body, "name", "registration")
        self.tick = TickRow("statement", tr(words.STATEMENT_CHANGED if now.standing == "changed" else words.STATEMENT))
        self.tick.ticked.connect(lambda *_: self._draw_foot())
        card.body.addWidget(self.tick)
        self._add(card)

    def _open(self, group: str) -> None:
        self._shown.add(group)
        self.groups[group].show_opened(True)
        self._keep()

    def _remark(self, name: str, text: str) -> None:
        self._remarks = {key: told for key, told in {**self._remarks, name: text}.items() if told}
        self._keep()

    def _keep(self) -> None:
        """Keeps how far the reading has come."""
        try:
            keep_draft(self._workplace, frozenset(self._shown), self._remarks)
        except UserError as error:
            self.tell(error)
        self._draw_foot()

    def _go_on(self, group: str, following: str) -> None:
        """Closes a group and opens the next, else leads to who adopts."""
        self.groups[group].unfold(False)
        if not following:
            self.lead_to(self.groups[group].head)
            return
        fold = self.groups[following]
        fold.unfold()
        fold.head.setFocus(Qt.FocusReason.OtherFocusReason)
        self.column.settle()
        self.column.verticalScrollBar().setValue(fold.mapTo(self.column.widget(), QPoint()).y() - GAP_CARD)

    def _draw_foot(self) -> None:
        if self.now is None or self.now.standing == "adopted":
            self.foot.set_next("")
            return
        lacks = missing(self.now, self.adopting())
        self.foot.set_next(tr("Adopt this content"), not lacks)
        self.foot.set_missing(missing_words(lacks))

    def _lead_on(self) -> None:
        """Goes to the first thing missing."""
        lacks = missing(self.now, self.adopting()) if self.now else ()
        self.form.first_fault()
        if lacks:
            self.lead_to(self._place_of(lacks[0]))

    def _place_of(self, lack: Lack) -> QWidget:
        places = {"adopter": self.form.rows["name"], "registration": self.form.rows["registration"], "statement": self.tick}
        return places.get(lack.code) or self.groups[lack.subject].head

    def _adopt(self) -> None:
        now, adopting = self.now, self.adopting()
        self._work(tr("Keeping the adoption"), lambda: adopt(self._workplace, now, adopting), lambda _: self._succeed())

    def _succeed(self) -> None:
        self.adopted.emit()
        self.column.verticalScrollBar().setValue(0)
        self._read()

    def _work(self, what: str, deed: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self.set_busy(what)
        self._done = done
        task = Task(deed)
        task.succeeded.connect(self._finish)
        task.failed.connect(self.fail)
        task.start()

    def _finish(self, outcome: Any) -> None:
        self.set_busy("")
        self._done(outcome)

    def _add(self, card: QWidget) -> None:
        self._cards.append(card)
        self.body.addWidget(card)


def _who(workplace: Workplace) -> Form:
    """Name and registration, as they stand in the profile."""
    person = workplace.store.user.practitioner
    form = Form(Asked(Field("name", tr("Full name")), needed(tr("Write your name."))),
                Asked(Field("registration", tr("Registration")), needed(tr("Write your registration."))))
    form.rows["name"].set_value(person.name or None)
    form.rows["registration"].set_value(person.registration or None)
    return form


def _adopted_facts(now: AdoptionState) -> tuple[tuple[str, str], ...]:
    """Who adopted last, and when."""
    if now.last is None:
        return ()
    return ((tr("Adopted by"), words.adopter_words(now.last)), (tr("On"), words.moment_words(now.last.at)),
            (tr("Remarks"), str(len(now.last.remarks)) if now.last.remarks else tr("none")))
