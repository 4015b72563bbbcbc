"""
Every signature that the plan asks for, in the order in which they are given: only the next one is open.

The others are a quiet line each: who signed, and when; who waits, and for whom. A line that is signed can be opened, to look
at it or to take it back before the decision.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from needlesafe.domain.companions import is_same_name
from needlesafe.domain.consent import Signature
from needlesafe.flow.gates import Standing, signatures_wanted, signing_companions
from needlesafe.gui import theme
from needlesafe.gui.messages import tr
from needlesafe.gui.signature_card import ROLE_WORDS, SignatureCard
from needlesafe.gui.spoken_dates import time_words
from needlesafe.gui.theme import GAP, GAP_TIGHT
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.words import Words

Key = tuple[str, str]
"""The role of who signs, and for what."""
_FOR_WORDS = {"chest": "for the chest", "left-in": "for needles that stay in"}


class SignatureCards(QWidget):
    """The cards by who signs and for what, each with the line that stands for it while it is closed."""

    signed = Signal(object)
    drawn = Signal(object)
    taken_back = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.cards: dict[Key, SignatureCard] = {}
        self.lines: dict[Key, SignatureLine] = {}
        self._next: Key | None = None
        self._looked_at: set[Key] = set()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP_TIGHT)

    @property
    def next(self) -> SignatureCard | None:
        """The card of who signs now; None where everybody signed."""
        return self.cards.get(self._next) if self._next is not None else None

    def show_signatures(self, standing: Standing, shown: bool) -> None:
        """Shows each signature as it stands; none before the pages were read and understood."""
        wanted, consent = signatures_wanted(standing) if shown else (), standing.visit.consent
        for key in [key for key in self.cards if key not in wanted]:
            for part in (self.cards.pop(key), self.lines.pop(key)):
                part.hide()
                part.deleteLater()
        marks = {key: (_mark(key, consent.signatures), _mark(key, consent.drawn)) for key in wanted}
        waiting = [key for key, (signed, drawn) in marks.items() if signed is None or drawn is not None]
        self._next = waiting[0] if waiting else None
        self._looked_at &= set(wanted) - set(waiting)
        for key in wanted:
            if key not in self.cards:
                self._add(key, standing)
            self.cards[key].show_signature(*marks[key], bool(consent.decision))
        self._show_order(marks, standing)
        self.setVisible(bool(wanted))

    def place_of(self, key: Key) -> SignatureCard | None:
        """The card of a signature, or the one that comes before it."""
        card = self.cards.get(key)
        return card if card is None or not card.isHidden() else self.next

    def _show_order(self, marks: dict[Key, tuple[Signature | None, Signature | None]], standing: Standing) -> None:
        """Opens the next card and those that somebody looks at; says on the other lines how they stand."""
        before: Key | None = None
        for key, (signed, _) in marks.items():
            line, open_now = self.lines[key], key == self._next or key in self._looked_at
            done = key != self._next and signed is not None
            said = _signed_words(signed, _names(standing).get(key[0], "")) if done and signed is not None else \
                tr("waits for {who}").format(who=_who(before, standing)) if before else ""
            line.show_state(said, done, key in self._looked_at)
            line.setVisible(key != self._next)
            self.cards[key].setVisible(open_now)
            before = key

    def _add(self, key: Key, standing: Standing) -> None:
        card = SignatureCard(*key, _names(standing).get(key[0], ""))
        for told, on in ((card.signed, self.signed), (card.drawn, self.drawn), (card.taken_back, self.taken_back)):
            told.connect(on)
        line = SignatureLine(_who(key, standing))
        line.way.clicked.connect(lambda: self._look_at(key))
        self.cards[key], self.lines[key] = card, line
        for part in (line, card):
            part.hide()
            self._column.addWidget(part)

    def _look_at(self, key: Key) -> None:
        """Opens a signature that was given, or folds it away."""
        self._looked_at ^= {key}
        self.cards[key].setVisible(key in self._looked_at)
        self.lines[key].show_way(key in self._looked_at)


class SignatureLine(QWidget):
    """Who signs, in one line with how it stands, and the way to look at a signature that was given."""

    def __init__(self, who: str) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._who = who
        self.words, self.way = Words(who, "quiet"), Button(tr("Show"), "quiet")
        self.way.setAccessibleDescription(who)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 8, 0)
        row.setSpacing(GAP)
        row.addWidget(self.words, 1)
        row.addWidget(self.way)
        self.setMinimumHeight(theme.current().target)

    def show_state(self, said: str, done: bool, opened: bool) -> None:
        """Shows how the signature stands; only one that was given can be looked at."""
        self.words.say(f"{self._who}  ·  {said}" if said else self._who)
        self.words.show_tone("done" if done else "quiet")
        self.way.setVisible(done)
        self.show_way(opened)

    def show_way(self, opened: bool) -> None:
        """Shows what the button does now."""
        self.way.say(tr("Fold away") if opened else tr("Show"))


def _mark(key: Key, marks: tuple[Signature, ...]) -> Signature | None:
    return next((mark for mark in marks if mark.role == key[0] and key[1] in mark.purposes), None)


def _signed_words(signed: Signature, known: str) -> str:
    """When it was signed, and by whom where the line does not say it already."""
    by = "" if is_same_name(signed.name, known) else tr("by {name} ").format(name=signed.name)
    return tr("signed {by}at {time}").format(by=by, time=time_words(signed.at))


def _names(standing: Standing) -> dict[str, str]:
    visit = standing.visit
    return {**signing_companions(visit), "patient": visit.patient.name, "practitioner": visit.practitioner.name}


def _who(key: Key, standing: Standing) -> str:
    """Who signs, and for what where that is not the needling alone."""
    role, purpose = key
    name = _names(standing).get(role, "")
    who = f"{tr(ROLE_WORDS[role])}{f': {name}' if name else ''}"
    return f"{who}, {tr(_FOR_WORDS[purpose])}" if purpose in _FOR_WORDS else who
