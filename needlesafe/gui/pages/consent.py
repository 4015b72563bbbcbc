"""
Consent: read together, asked about, understood, signed. What is read here is what is sealed.

The pages on screen are the draft whose hash every signature carries; a change of plan, answers or talk makes another
draft, and earlier signatures fall.
"""

from __future__ import annotations

import hashlib

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from needlesafe.errors import Lack
from needlesafe.flow.gates import signatures_wanted
from needlesafe.flow.sealing import agree, draft_of, prepare_consent
from needlesafe.gui.consent_talk import ConsentTalk
from needlesafe.gui.decision_card import DecisionCard
from needlesafe.gui.messages import missing_words, tr
from needlesafe.gui.reading_card import ReadingCard
from needlesafe.gui.signature_card import SignatureCard
from needlesafe.gui.spoken_dates import time_words
from needlesafe.gui.step_page import Screen, StepPage
from needlesafe.gui.theme import COLUMN
from needlesafe.gui.widgets.button import Button

_LARGE = 1400


class ConsentPage(StepPage):
    """The fifth step."""

    step = "consent"

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self._laid_out, self._stale = "", False
        self._led: Lack | None = None
        self.prepare, self.missing = Button("", "primary"), Button(tr("Go to what is missing"), "primary")
        self.prepare.clicked.connect(self._prepare)
        self.missing.clicked.connect(lambda: screen.lead_to(screen.desk.lacks("consent")[0]))
        self.reading, self.spoken, self.decision = ReadingCard(), ConsentTalk(self.standing.catalogue), DecisionCard(screen)
        self.talk, self.understanding, self.given = self.spoken.text, self.spoken.checks, self.decision.give
        self.reading.enlarged.connect(self._enlarge)
        self.spoken.talked.connect(lambda words: self._told(self.write(self.talk, lambda desk: desk.talk(words))))
        self.spoken.understood.connect(lambda item, answer: self._told(screen.act(lambda desk: desk.understand(item, answer))))
        self.decision.given.connect(lambda: screen.seal(tr("Sealing the consent"), lambda: agree(screen.desk), self._agreed))
        self.decision.decided.connect(self._decide)
        self.cards: dict[tuple[str, str], SignatureCard] = {}
        self.signing = QVBoxLayout()
        self.signing.setSpacing(self.body.spacing())
        for button in (self.missing, self.prepare):
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.reading)
        self.body.addWidget(self.spoken)
        self.body.addLayout(self.signing)
        self.body.addWidget(self.decision)

    def draw(self) -> None:
        """Shows the consent as it stands."""
        visit, early = self.standing.visit, self.screen.desk.lacks("consent")
        consent, under_way = visit.consent, visit.ending is None and not visit.closed
        current = bool(consent.draft) and not self._outdated()
        decided = bool(consent.decision) and current
        self.context.say(self._state(early))
        self.missing.setVisible(under_way and bool(early))
        self.prepare.setVisible(under_way and not early and (not current or self._stale or consent.decision in
                                                             ("declined", "deferred")))
        self.prepare.say(tr("Bring the pages up to date") if current and self._stale else
                         tr("Prepare a new consent") if consent.draft else tr("Prepare the consent"))
        self.reading.setVisible(current)
        self.spoken.show_talk(self.standing)
        self.spoken.setEnabled(under_way and not decided)
        if current and consent.draft != self._laid_out and not self.screen.busy:
            self._lay_out(consent.draft)
        self._draw_signatures(current and not self._stale and self._understood())
        self.decision.show_decision(self.standing, current and not self._stale)

    def lock(self, locked: bool) -> None:
        """Leaves what is sealed to be opened; each card locks itself."""

    def place_of(self, lack: Lack) -> QWidget | None:
        """Where the draft, an answer, a signature or the decision is made; what must come before it, where it is hidden."""
        places = {"understanding": self.understanding.rows.get(lack.subject), "decision": self.decision,
                  "signature": self.cards.get(tuple(lack.subject.split(" ", 1))), "decided": self.decision,
                  "consent": self.given, "sealed-consent": self.given}
        ways = (places.get(lack.code), self.prepare, self.missing, self.decision)
        return next((way for way in ways if way is not None and way.isVisibleTo(self) and way.isEnabledTo(self)), None)

    def lead_to(self, lack: Lack) -> None:
        """Goes to the place of a lack, once the pages above it stand."""
        self._led = lack if self.screen.busy else None
        if self._led is None:
            super().lead_to(lack)

    def leave(self) -> None:
        """Takes back the width that the patient read with."""
        if self.reading.is_large():
            self.reading.show_large(False)
            self._enlarge(False)

    def _state(self, early: tuple[Lack, ...]) -> str:
        consent = self.standing.visit.consent
        if consent.decision == "given" and not self._outdated():
            return tr("Given at {time}.").format(time=time_words(consent.decided_at))
        if consent.decision in ("declined", "deferred"):
            words = tr("Declined at {time}.") if consent.decision == "declined" else tr("Put off at {time}.")
            return words.format(time=time_words(consent.decided_at))
        if early:
            return tr("Before the consent: {missing}.").format(missing=missing_words(early))
        if consent.draft and self._outdated():
            return tr("The plan or the answers changed after this consent was prepared: a new consent is needed.")
        if self._stale:
            return tr("The talk became part of the consent: bring the pages up to date, then sign.")
        return tr("Read it together, ask, check that it was understood, then sign.")

    def _outdated(self) -> bool:
        return any(lack.code == "consent-outdated" for lack in self.screen.desk.lacks("needle-in"))

    def _understood(self) -> bool:
        return not any(lack.code == "understanding" for lack in self.screen.desk.lacks("needle-in"))

    def _lay_out(self, draft: str) -> None:
        """Draws the pages again whose hash stands in the journal, and sees whether they are still the same."""
        self._laid_out = draft
        self.screen.seal(tr("Laying out the consent"), lambda: draft_of(self.screen.desk), self._laid)

    def _laid(self, pdf: bytes) -> None:
        self._shown(pdf)
        self.draw()
        if self._led is not None:
            self.lead_to(self._led)

    def _shown(self, pdf: bytes) -> None:
        self._stale = hashlib.sha256(pdf).hexdigest() != self.standing.visit.consent.draft
        self.reading.pages.show_pdf(pdf)

    def _prepare(self) -> None:
        self.screen.seal(tr("Preparing the consent"), lambda: prepare_consent(self.screen.desk), self._prepared)

    def _prepared(self, pdf: bytes) -> None:
        """Shows the new pages from their beginning; after the talk, the first signature."""
        self._laid_out = self.standing.visit.consent.draft
        self._shown(pdf)
        self.draw()
        if self.cards:
            self.go_to(next(iter(self.cards.values())))
        else:
            self.talk.edit.setFocus()
            self.show_widget(self.reading.head)

    def _told(self, saved: bool) -> None:
        """A talk that stands in the pages makes them anew, at once where it is complete."""
        if saved and self.standing.visit.consent.draft:
            self._stale = True
            self.draw()
            if self._understood() and not self.screen.desk.lacks("consent"):
                self._prepare()

    def _draw_signatures(self, shown: bool) -> None:
        wanted = signatures_wanted(self.standing) if shown else ()
        for key in [key for key in self.cards if key not in wanted]:
            card = self.cards.pop(key)
            card.hide()
            card.deleteLater()
        consent = self.standing.visit.consent
        for key in wanted:
            if key not in self.cards:
                self.cards[key] = SignatureCard(*key, self._name_of(key[0]))
                self.cards[key].signed.connect(lambda mark: self.screen.act(lambda desk: desk.sign(mark)))
                self.cards[key].drawn.connect(lambda mark: self.screen.act(lambda desk: desk.draw(mark)))
                self.cards[key].taken_back.connect(lambda role: self.screen.act(lambda desk: desk.clear_signatures(role)))
                self.signing.addWidget(self.cards[key])
                self.cards[key].show()
            signed, drawn = (next((s for s in marks if s.role == key[0] and key[1] in s.purposes), None)
                             for marks in (consent.signatures, consent.drawn))
            self.cards[key].show_signature(signed, drawn, bool(consent.decision))

    def _name_of(self, role: str) -> str:
        visit = self.standing.visit
        return {"patient": visit.patient.name, "practitioner": visit.practitioner.name}.get(role, "")

    def _agreed(self, _digest: str) -> None:
        self.leave()
        self.draw()
        self.go_to(self.decision)

    def _decide(self, decision: str) -> None:
        if self.screen.act(lambda desk: desk.decide(decision)):
            self.screen.open_step("note")

    def _enlarge(self, large: bool) -> None:
        self.screen.show_large(large)
        self.set_widest(_LARGE if large else COLUMN)
