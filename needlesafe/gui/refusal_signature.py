"""A signature under a no: offered to whoever decided, never asked for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from needlesafe.domain.consent import REFUSAL
from needlesafe.domain.visit import Visit
from needlesafe.flow.gates import Standing
from needlesafe.gui.signature_card import SignatureCard
from needlesafe.gui.widgets.words import Words

OFFERED = ("declined", "deferred")
"""The decisions that can be signed; consent is taken back without any signature."""


class RefusalSignature(QWidget):
    """A card for the patient and one for a guardian, of which that of who decided is seen."""

    signed = Signal(object)

    def __init__(self, standing: Standing) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        visit, catalogue = standing.visit, standing.catalogue
        names = {"patient": visit.patient.name, **({"guardian": visit.guardian.name} if visit.guardian else {})}
        text = catalogue.consent.get(visit.consent.language) or catalogue.consent["en"]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.cards: dict[str, SignatureCard] = {}
        self._declared: list[Words] = []
        for role, name in names.items():
            self.cards[role] = card = SignatureCard(role, REFUSAL, name)
            self._declared.append(Words(text.paragraphs["refusal-declaration"]))
            card.body.insertWidget(0, self._declared[-1])
            card.signed.connect(self.signed)
            column.addWidget(card)
        self.hide()

    def show_signature(self, visit: Visit, decision: str, who: str) -> None:
        """Shows the card of who decided, as it stands; none where nothing can be signed."""
        for words in self._declared:
            words.setVisible(decision == "declined")
        for role, card in self.cards.items():
            made = next((signature for signature in visit.consent.refusal if signature.role == role), None)
            card.show_signature(made, None, final=made is not None)
            card.setVisible(role == who)
        self.setVisible(decision in OFFERED and who in self.cards)
