"""Every signature that the plan asks for, one card each, in the order in which they are given."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from needlesafe.flow.gates import Standing, signatures_wanted, signing_companions
from needlesafe.gui.signature_card import SignatureCard
from needlesafe.gui.theme import GAP_CARD


class SignatureCards(QWidget):
    """The cards by who signs and for what."""

    signed = Signal(object)
    drawn = Signal(object)
    taken_back = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.cards: dict[tuple[str, str], SignatureCard] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP_CARD)

    def show_signatures(self, standing: Standing, shown: bool) -> None:
        """Shows each signature as it stands; none before the pages were read and understood."""
        wanted = signatures_wanted(standing) if shown else ()
        for key in [key for key in self.cards if key not in wanted]:
            card = self.cards.pop(key)
            card.hide()
            card.deleteLater()
        consent = standing.visit.consent
        for key in wanted:
            if key not in self.cards:
                self._add(key, standing)
            signed, drawn = (next((s for s in marks if s.role == key[0] and key[1] in s.purposes), None)
                             for marks in (consent.signatures, consent.drawn))
            self.cards[key].show_signature(signed, drawn, bool(consent.decision))
        self.setVisible(bool(wanted))

    def _add(self, key: tuple[str, str], standing: Standing) -> None:
        visit = standing.visit
        names = {**signing_companions(visit), "patient": visit.patient.name, "practitioner": visit.practitioner.name}
        card = SignatureCard(*key, names.get(key[0], ""))
        for told, on in ((card.signed, self.signed), (card.drawn, self.drawn), (card.taken_back, self.taken_back)):
            told.connect(on)
        self.cards[key] = card
        self._column.addWidget(card)
        card.show()
