"""The signatures of the patient's side, one after the other in their order, each with what it declares."""

from __future__ import annotations

from needlesafe.domain.companions import is_own_name
from needlesafe.domain.consent import Signature
from needlesafe.flow.patient_turn import GUARDIAN, consent_wording, reads_consent, signer, signing_now
from needlesafe.gui.messages import tr
from needlesafe.gui.patient.page import PatientPage, Turn
from needlesafe.gui.signature_card import ROLE_WORDS, SignatureCard
from needlesafe.gui.widgets.words import Words


class SigningPage(PatientPage):
    """One signature at a time; who signs next is asked to take the screen."""

    def __init__(self, turn: Turn) -> None:
        super().__init__(turn, "")
        self.declares = Words("")
        self.body.addWidget(self.declares)
        self.card: SignatureCard | None = None
        self.verticalScrollBar().valueChanged.connect(lambda _: self.changed.emit())
        self.verticalScrollBar().rangeChanged.connect(lambda *_: self.changed.emit())
        self._wanted: tuple[tuple[str, str], ...] = ()

    def begin(self) -> bool:
        """Shows the first signature; False where something else is missing before it."""
        self._wanted = signing_now(self.standing) if reads_consent(self.standing) else ()
        if self._wanted:
            self.show_part()
        return bool(self._wanted)

    def draw(self) -> None:
        """Shows the signature as it stands."""
        if self.card is not None:
            self.card.show_signature(self._mark(False), self._mark(True), bool(self.standing.visit.consent.decision))

    def progress(self) -> str:
        """Which signature of how many."""
        return tr("Signature {n} of {all}").format(n=self.at + 1, all=len(self._wanted))

    def onward(self) -> tuple[str, bool]:
        """Down to the pad, then on once it is signed."""
        if not self._is_signed() and self.is_more():
            return tr("Further down"), True
        return tr("Go on"), self._is_signed()

    def parts(self) -> int:
        """How many signatures there are."""
        return len(self._wanted)

    def stays(self) -> bool:
        """Goes down to the pad until it is signed."""
        self.leave()
        signed = self._is_signed()
        if not signed:
            self.go_down()
        return not signed

    def lead_to_missing(self) -> None:
        """Goes to the pad."""
        if self.card is not None:
            self.card.pad.show_state(tr("Sign here, then press Accept this signature."), "grave")
            self.show_widget(self.card)

    def _is_signed(self) -> bool:
        return self._mark(False) is not None and self._mark(True) is None

    def _mark(self, drawn: bool) -> Signature | None:
        """The signature that stands, or the strokes that wait to be accepted."""
        role, purpose = self._wanted[self.at]
        consent = self.standing.visit.consent
        return next((mark for mark in (consent.drawn if drawn else consent.signatures)
                     if mark.role == role and purpose in mark.purposes), None)

    def show_part(self) -> None:
        """Shows one signature with what it declares; a guardian whom nobody named is for the practitioner to name."""
        role, purpose = self._wanted[self.at]
        if self.at and role == GUARDIAN and self.standing.visit.guardian is None:
            self.turn.call("guardian")
            return
        visit, words = self.standing.visit, consent_wording(self.standing)
        name = signer(role, visit)
        if self.card is not None:
            self.card.hide()
            self.card.deleteLater()
        who = name or tr(ROLE_WORDS[role])
        self.show_title(tr("{name}, please sign").format(name=who))
        of_its_own = purpose in ("chest", "left-in") and role in ("patient", "guardian")
        self.declares.say(words.paragraph(f"declaration-{purpose if of_its_own else role}"))
        self.card = SignatureCard(role, purpose, name)
        self.card.signed.connect(self._sign)
        self.card.drawn.connect(lambda mark: self._act(lambda desk: desk.draw(mark)))
        self.card.taken_back.connect(lambda role, purpose: self._act(lambda desk: desk.clear_signature(role, purpose)))
        self.body.addWidget(self.card)
        self.card.show()
        self.draw()
        self.settle()
        self.verticalScrollBar().setValue(0)

    def _sign(self, mark: Signature) -> None:
        """Records the signature; another name than that of who signs stops here."""
        named = signer(mark.role, self.standing.visit)
        if mark.typed and named and not is_own_name(mark.typed, named):
            self.turn.call("signer")
            return
        self._act(lambda desk: desk.sign(mark))

    def _act(self, deed: object) -> None:
        self.turn.screen.act(deed)
        self.changed.emit()
