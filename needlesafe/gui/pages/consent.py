"""
Consent: read together, asked about, understood, signed. What is read here is what is sealed.

The pages on screen are the draft whose hash every signature carries; a change of plan, answers or talk makes another
draft, and earlier signatures fall.
"""

from __future__ import annotations

import hashlib
from functools import cached_property

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from needlesafe.domain.consent import Signature
from needlesafe.errors import Lack
from needlesafe.flow.patient_turn import talk_over
from needlesafe.flow.sealing import agree, pages_of, prepare_consent
from needlesafe.gui.consent_ground import ConsentGround
from needlesafe.gui.consent_talk import ConsentTalk
from needlesafe.gui.consent_words import consent_words, is_outdated, is_sealed, is_understood
from needlesafe.gui.decision_card import DecisionCard
from needlesafe.gui.in_turn import InTurn
from needlesafe.gui.messages import tr
from needlesafe.gui.patient.hand_over import HandOver
from needlesafe.gui.reading_card import ReadingCard
from needlesafe.gui.refusal_page import RefusalPage
from needlesafe.gui.renewal_card import RenewalCard
from needlesafe.gui.signature_card import SignatureCard
from needlesafe.gui.signature_cards import SignatureCards
from needlesafe.gui.step_page import Screen, StepPage
from needlesafe.gui.theme import COLUMN
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.field_row import FieldRow

_LARGE = 1400


class ConsentPage(StepPage):
    """The fifth step."""

    step = "consent"

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self._laid_out, self._stale, self._is_draft = "", False, True
        self._led: Lack | None = None
        self.prepare, self.missing = Button("", "primary"), Button(tr("Go to what is missing"), "primary")
        self.prepare.clicked.connect(self._prepare)
        self.missing.clicked.connect(lambda: screen.lead_to(screen.desk.lacks("consent")[0]))
        self.hand_over = HandOver()
        self.hand_over.asked.connect(screen.hand_over)
        self.renewal = RenewalCard()
        self.reading, self.spoken, self.decision = ReadingCard(), ConsentTalk(self.standing.catalogue), DecisionCard(screen)
        self._signatures, self._later = QVBoxLayout(), InTurn(self, "signing")
        self.ground = ConsentGround(lambda: self.standing)
        self.talk, self.understanding, self.given = self.spoken.text, self.spoken.checks, self.decision.give
        self.reading.enlarged.connect(self._enlarge)
        self.spoken.talked.connect(lambda words: self._told(self.write(self.talk, lambda desk: desk.talk(words))))
        self.spoken.understood.connect(lambda item, answer: self._told(screen.act(lambda desk: desk.understand(item, answer))))
        self.spoken.talked_over.connect(self._talked_over)
        self.decision.given.connect(lambda: screen.seal(tr("Sealing the consent"), lambda: agree(screen.desk), self._agreed))
        self.decision.decided.connect(self._decide)
        self.decision.withdrawal_asked.connect(lambda: screen.open_aside(RefusalPage(screen)))
        for button in (self.missing, self.prepare):
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.hand_over)
        for part in (self.renewal, self.reading, self.spoken):
            self.body.addWidget(part)
        self.body.addLayout(self._signatures)
        for part in (self.decision, self.ground):
            self.body.addWidget(part)

    @cached_property
    def signing(self) -> SignatureCards:
        """The signatures, beneath what is read and talked over first."""
        signing, act = SignatureCards(), self.screen.act
        signing.signed.connect(self._sign)
        signing.drawn.connect(lambda mark: act(lambda desk: desk.draw(mark)))
        signing.taken_back.connect(lambda role, purpose: act(lambda desk: desk.clear_signature(role, purpose)))
        self._signatures.addWidget(signing)
        self._show_signatures(signing)
        return signing

    @property
    def cards(self) -> dict[tuple[str, str], SignatureCard]:
        """Each signature's card, by who signs and for what."""
        return self.signing.cards

    def draw(self) -> None:
        """Shows the consent as it stands."""
        visit, early = self.standing.visit, self.screen.desk.lacks("consent")
        consent, under_way = visit.consent, visit.ending is None and not visit.closed
        current = bool(consent.draft) and not is_outdated(self.standing)
        self.context.say(consent_words(self.standing, self._stale))
        self.hand_over.show_ways(self.standing)
        self.renewal.show_reasons(self.standing)
        self.missing.setVisible(under_way and bool(early))
        refused = consent.decision in ("declined", "deferred")
        self.prepare.setVisible(under_way and not early and (not current or self._stale or refused))
        self.prepare.say(tr("Bring the pages up to date") if current and self._stale else
                         tr("Prepare a new consent") if consent.draft else tr("Prepare the consent"))
        self.reading.setVisible(current)
        self.reading.show_standing(is_sealed(self.standing), self._is_draft)
        self.spoken.show_talk(self.standing)
        self.spoken.setEnabled(under_way and not (consent.decision and current))
        if current and consent.draft != self._laid_out and not self.screen.busy:
            self._laid_out = consent.draft
            self.screen.seal(tr("Laying out the consent"), lambda: pages_of(self.screen.desk), self._laid)
        if "signing" in vars(self):
            self._show_signatures(self.signing)
        self._later.begin()
        self.decision.show_decision(self.standing, current and not self._stale)

    def lock(self, locked: bool) -> None:
        """Leaves what is sealed to be opened; each card locks itself."""

    def place_of(self, lack: Lack) -> QWidget | None:
        """Where the draft, an answer, a signature or the decision is made; what must come before it, where it is hidden."""
        places = {"understanding": self.understanding.rows.get(lack.subject), "understanding-talk": self.spoken.talks.rows.get(lack.subject),
                  "decision": self.decision.defer,
                  "signature": self.signing.place_of(tuple(lack.subject.split(" ", 1))), "decided": self.decision,
                  "consent": self.given, "sealed-consent": self.given}
        ways = (places.get(lack.code), self.prepare, self.missing, self.decision)
        return next((way for way in ways if way is not None and way.isVisibleTo(self) and way.isEnabledTo(self)), None)

    def lead_to(self, lack: Lack) -> None:
        """Goes to the place of a lack, once the pages above it stand."""
        self._led = lack if self.screen.busy else None
        if self._led is None:
            super().lead_to(lack)

    def arrive(self) -> None:
        """Prepares the pages, which are what one comes here to read; after a decision only when asked to."""
        if self.prepare.isVisibleTo(self) and not self.standing.visit.consent.decision:
            self._prepare()

    def leave(self) -> None:
        """Keeps what is typed and takes back the width that the patient read with."""
        super().leave()
        if self.reading.is_large():
            self.reading.size.click()

    def _show_signatures(self, signing: SignatureCards) -> None:
        """Shows the signatures once the pages that are signed are read and understood."""
        current = bool(self.standing.visit.consent.draft) and not is_outdated(self.standing)
        signing.show_signatures(self.standing, current and not self._stale and is_understood(self.standing))

    def _laid(self, pdf: bytes) -> None:
        """Shows the pages again whose hash stands in the journal; stale where they have become others."""
        self._show(pdf)
        if self._led is not None:
            self.lead_to(self._led)

    def _show(self, pdf: bytes) -> None:
        consent = self.standing.visit.consent
        self._is_draft = hashlib.sha256(pdf).hexdigest() == consent.draft
        self._stale = not consent.decision and not self._is_draft
        self.reading.pages.show_pdf(pdf)
        self.draw()

    def _prepare(self) -> None:
        self.screen.seal(tr("Preparing the consent"), lambda: prepare_consent(self.screen.desk), self._prepared)

    def _prepared(self, pdf: bytes) -> None:
        """Shows the new pages from their beginning; after the talk, the first signature."""
        self._laid_out = self.standing.visit.consent.draft
        self._show(pdf)
        if self.signing.next is not None:
            self.go_to(self.signing.next)
        else:
            self.talk.edit.setFocus()
            self.show_widget(self.reading.head)

    def _told(self, saved: bool) -> None:
        """A talk that stands in the pages makes them anew, at once where it is complete."""
        if saved and self.standing.visit.consent.draft:
            self._stale = True
            self.draw()
            if is_understood(self.standing) and not self.screen.desk.lacks("consent"):
                self._prepare()

    def _talked_over(self, row: FieldRow) -> None:
        """Records the talk that followed an answer."""
        self.write(row, lambda desk: talk_over(desk, int(row.field.id), str(row.value() or "")))

    def _sign(self, mark: Signature) -> None:
        """Records a signature and goes to who signs next, then to the decision."""
        if self.screen.act(lambda desk: desk.sign(mark)):
            self.go_to(self.signing.next or self.given)

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
