"""
Consent: read together, asked about, understood, signed. What is read here is what is sealed.

The pages on screen are the draft whose hash every signature carries; a change of plan, answers or talk makes another
draft, and earlier signatures fall.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlesafe.domain.consent import Signature
from needlesafe.errors import Lack
from needlesafe.flow.gates import signatures_wanted, understanding_items
from needlesafe.flow.sealing import draft_of, prepare_consent, seal_consent
from needlesafe.gui.check_rows import CheckRows
from needlesafe.gui.document_buttons import DocumentButtons
from needlesafe.gui.messages import missing_words, tr
from needlesafe.gui.signature_card import SignatureCard
from needlesafe.gui.spoken_dates import time_words
from needlesafe.gui.step_page import Screen, StepPage
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.field_row import Field, FieldRow
from needlesafe.gui.widgets.pdf_pages import PdfPages


class ConsentPage(StepPage):
    """The fifth step."""

    step = "consent"

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self._preparing = False
        self.talk_card = Card(tr("Questions"), tr("What the patient asked, and what was answered."))
        self.talk = FieldRow(Field("questions", tr("Questions and answers"), "text"))
        self.talk.changed.connect(lambda _, value: self._talk(lambda desk: desk.talk(value or "")))
        self.talk_card.body.addWidget(self.talk)
        self.understanding_card = Card(tr("Understanding"), tr("Ask the patient; a wrong answer asks for another talk."))
        self.understanding = CheckRows(self._understood, as_questions=True)
        self.understanding_card.body.addWidget(self.understanding)
        self.reading = Card(tr("Read this together"), tr("These very pages are sealed."))
        self.pages = PdfPages()
        self.reading.body.addWidget(self.pages)
        self.prepare = Button(tr("Prepare the consent"), "primary")
        self.prepare.clicked.connect(self._prepare)
        self.signing = QVBoxLayout()
        self.cards: dict[tuple[str, str], SignatureCard] = {}
        self.decision = Card(tr("Decision"))
        self.given, self.declined = Button(tr("Consent is given"), "primary"), Button(tr("Declined"))
        self.deferred = Button(tr("Not today"))
        self.sealed = DocumentButtons(screen, "consent")
        self._lay_out()

    def _lay_out(self) -> None:
        for part in (self.talk_card, self.understanding_card, self.prepare, self.reading):
            self.body.addWidget(part)
        self.body.addLayout(self.signing)
        row = QHBoxLayout()
        for button, deed in ((self.given, self._give), (self.deferred, lambda: self._decide("deferred")),
                             (self.declined, lambda: self._decide("declined"))):
            button.clicked.connect(deed)
            row.addWidget(button)
        row.addStretch(1)
        self.decision.body.addLayout(row)
        self.decision.body.addWidget(self.sealed)
        self.body.addWidget(self.decision)

    def draw(self) -> None:
        """Shows the consent as it stands; prepares the draft anew where it may and must be."""
        visit, early = self.standing.visit, self.screen.desk.lacks("consent")
        consent = visit.consent
        open_ = visit.ending is None and not visit.closed
        current = bool(consent.draft) and not self._outdated()
        self.context.say(self._state_words(early))
        self.talk.set_value(consent.questions or None)
        self.understanding.show_items(understanding_items(self.standing), dict(consent.understanding))
        self.prepare.setVisible(open_ and not early and not current)
        self.reading.setVisible(current)
        if current and not self._preparing:
            self._show_draft()
        self._draw_signatures(current and open_)
        self.given.setEnabled(current and not self.screen.desk.lacks("consent-given"))
        undecided = consent.decision != "given" or not current
        for button in (self.given, self.deferred, self.declined):
            button.setVisible(open_ and undecided)
        self.sealed.draw()

    def place_of(self, lack: Lack) -> QWidget | None:
        """Where a signature, an answer or the draft is made."""
        if lack.code == "signature":
            return self.cards.get(tuple(lack.subject.split()))
        if lack.code == "understanding":
            return self.understanding.rows.get(lack.subject)
        return self.given if lack.code in ("consent", "sealed-consent") else self.prepare

    def _state_words(self, early: tuple[Lack, ...]) -> str:
        consent = self.standing.visit.consent
        if early:
            return tr("Before the consent: {missing}.").format(missing=missing_words(early))
        if consent.decision == "given" and not self._outdated():
            return tr("Given at {time}.").format(time=time_words(consent.decided_at))
        if consent.decision in ("declined", "deferred"):
            return tr("Declined.") if consent.decision == "declined" else tr("Not today.")
        if consent.draft and self._outdated():
            return tr("The plan or the answers changed: a new consent is needed.")
        return tr("Read it together, ask, then sign.")

    def _outdated(self) -> bool:
        return any(lack.code == "consent-outdated" for lack in self.screen.desk.lacks("consent-given"))

    def _show_draft(self) -> None:
        """Draws the pages of the draft whose hash stands in the journal."""
        consent = self.standing.visit.consent
        if getattr(self, "_shown", "") != consent.draft:
            self._shown = consent.draft
            self.screen.seal(tr("Laying out the consent"), lambda: draft_of(self.screen.desk), self.pages.show_pdf)

    def _prepare(self) -> None:
        self._preparing = True
        self.screen.seal(tr("Preparing the consent"), lambda: prepare_consent(self.screen.desk), self._prepared)

    def _prepared(self, pdf: bytes) -> None:
        self._preparing = False
        self._shown = self.standing.visit.consent.draft
        self.pages.show_pdf(pdf)

    def _talk(self, deed: Callable) -> None:
        """Records part of the talk; a prepared draft is made anew, since the talk stands in it."""
        prepared = bool(self.standing.visit.consent.draft)
        if self.screen.act(deed) and prepared and not self.screen.desk.lacks("consent"):
            self._prepare()

    def _understood(self, item: str, answer: str) -> None:
        self._talk(lambda desk: desk.understand(item, answer))

    def _draw_signatures(self, shown: bool) -> None:
        wanted = signatures_wanted(self.standing) if shown else ()
        for key in [key for key in self.cards if key not in wanted]:
            card = self.cards.pop(key)
            card.hide()
            card.deleteLater()
        for key in wanted:
            if key not in self.cards:
                self.cards[key] = SignatureCard(*key, self._name_of(key[0]))
                self.cards[key].signed.connect(self._sign)
                self.cards[key].drawn.connect(self._draw_mark)
                self.signing.addWidget(self.cards[key])
            consent = self.standing.visit.consent
            signed, drawn = (next((s for s in marks if s.role == key[0] and key[1] in s.purposes), None)
                             for marks in (consent.signatures, consent.drawn))
            self.cards[key].show_signature(signed, drawn, consent.decision == "given")

    def _name_of(self, role: str) -> str:
        visit = self.standing.visit
        return {"patient": visit.patient.name, "practitioner": visit.practitioner.name}.get(role, "")

    def _sign(self, signature: Signature) -> None:
        self.screen.act(lambda desk: desk.sign(signature))

    def _draw_mark(self, drawn: Signature) -> None:
        self.screen.act(lambda desk: desk.draw(drawn))

    def _give(self) -> None:
        def give_and_seal() -> str:
            self.screen.desk.decide("given")
            return seal_consent(self.screen.desk)
        self.screen.seal(tr("Sealing the consent"), give_and_seal, lambda _: None)

    def _decide(self, decision: str) -> None:
        if self.screen.act(lambda desk: desk.decide(decision)):
            self.screen.open_step("note")
