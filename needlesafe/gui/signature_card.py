"""One signature: who signs for what, the pad or a typed name, and the button that makes the mark a signature."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from needlesafe.domain.consent import Signature, signature_fault
from needlesafe.gui.messages import tr
from needlesafe.gui.spoken_dates import time_words
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.field_row import Field, FieldRow
from needlesafe.gui.widgets.signature_pad import SignaturePad

ROLE_WORDS = {"patient": "Patient", "guardian": "Parent or guardian", "practitioner": "Practitioner",
              "interpreter": "Interpreter", "witness": "Witness", "chaperone": "Chaperone", "supervisor": "Supervisor"}
PURPOSE_WORDS = {"needling": "signs for dry needling, as read above", "chest": "signs for needling over the chest, as read above",
                 "left-in": "signs for needles that stay in, as read above", "refusal": "may sign this decision; nobody has to"}
FAULT_WORDS = {"blank": "Nothing is drawn yet.", "dot": "This is only a dot. Sign with your name.",
               "line": "This is only a line. Sign with your name."}


class SignatureCard(Card):
    """A pad whose strokes are kept at pen-up and become a signature when they are accepted."""

    drawn = Signal(object)
    signed = Signal(object)
    taken_back = Signal(str, str)

    def __init__(self, role: str, purpose: str, name: str) -> None:
        super().__init__(f"{tr(ROLE_WORDS[role])}{f': {name}' if name else ''}", tr(PURPOSE_WORDS[purpose]))
        self.role, self.purpose = role, purpose
        self._shown: tuple[Signature | None, Signature | None, bool] | None = None
        self._is_signed = False
        self.name = FieldRow(Field("name", tr("Name of who signs")))
        self.name.set_value(name or None)
        self.name.setVisible(not name)
        self.pad = SignaturePad(tr("Sign here"))
        self.pad.stroke_finished.connect(lambda _: self.drawn.emit(self._signature()))
        self.pad.cleared.connect(self._clear)
        self.pad.typed.connect(self._accept)
        self.accept = Button(tr("Accept this signature"), "primary")
        self.accept.clicked.connect(lambda: self._accept(""))
        self.body.addWidget(self.name)
        self.body.addWidget(self.pad)
        self.body.addWidget(self.accept, 0, Qt.AlignmentFlag.AlignLeft)

    def show_signature(self, signed: Signature | None, drawn: Signature | None, final: bool) -> None:
        """Shows a recorded signature with its time, or strokes that wait to be accepted; nothing where both are as before."""
        if self._shown == (signed, drawn, final):
            return
        self._shown, self._is_signed = (signed, drawn, final), signed is not None and drawn is None
        self.show_tone("done" if self._is_signed else "")
        shown = drawn or signed
        strokes = [[list(point) for point in stroke] for stroke in shown.strokes] if shown else []
        if strokes != self.pad.strokes():
            self.pad.set_strokes(strokes)
        if self._is_signed:
            self.pad.set_typed(signed.typed)
            self.pad.show_state(tr("Signed by {name} at {time}.").format(name=signed.name, time=time_words(signed.at)), "done")
        else:
            self.pad.show_state(tr("Kept, but not accepted yet.") if drawn else "")
        self.pad.setEnabled(not final)
        self.pad.clear_button.say(tr("Take this signature back") if self._is_signed else tr("Clear"))
        self.accept.setVisible(not final and not self._is_signed)

    def _clear(self) -> None:
        """Tells that strokes or a signature were taken back."""
        if self._is_signed:
            self.taken_back.emit(self.role, self.purpose)
        else:
            self.drawn.emit(self._signature())

    def _signature(self, typed: str = "") -> Signature:
        strokes = () if typed else tuple(tuple(tuple(p) for p in stroke) for stroke in self.pad.strokes())
        return Signature(self.role, (self.purpose,), str(self.name.value() or ""), strokes, typed)

    def _accept(self, typed: str) -> None:
        """Tells the signature, or says why it is none yet."""
        made = self._signature(typed)
        fault = "" if typed else signature_fault(made.strokes)
        self.name.set_fault("" if made.name else tr("Write the name of who signs."))
        if fault:
            self.pad.show_state(tr(FAULT_WORDS[fault]), "stop")
        elif made.name:
            self.signed.emit(made)
