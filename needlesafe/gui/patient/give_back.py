"""The screen goes back to the practitioner: why, in the patient's words, and the passphrase that opens the visit again."""

from __future__ import annotations

from PySide6.QtCore import Signal

from needlesafe.gui.messages import tr
from needlesafe.gui.passphrase_card import PassphraseCard
from needlesafe.gui.patient.page import PatientPage, Turn

WHY_WORDS = {
    "": ("Thank you", "That was your part. Please give the screen back to your practitioner."),
    "asked": ("For your practitioner", "Please give the screen to your practitioner, or call them."),
    "name": ("Please call your practitioner", "The name is not the one that this part is for. Nothing was recorded."),
    "signer": ("Please call your practitioner", "The name that was typed is not the one that signs here. Nothing was signed."),
    "talk": ("Please call your practitioner", "One answer was not the one we hoped for. This is no test: we did not explain it "
             "well, so we talk about it and ask again."),
    "no": ("It is written down", "You said no, and that counts. Please give the screen back to your practitioner."),
    "guardian": ("Please call your practitioner", "It is not written yet who decides for you, or with you."),
    "away": ("Please call your practitioner", "Something is missing before you can go on.")}
"""Each reason with a title and what is to be done."""
_NARROW = 640


class GiveBackPage(PatientPage):
    """The last page of every turn; only who asked for the practitioner can go back from it."""

    known = Signal()
    left = Signal()

    def __init__(self, turn: Turn, why: str) -> None:
        title, said = WHY_WORDS[why]
        super().__init__(turn, tr(title), tr(said), _NARROW)
        self._why = why
        store = turn.screen.desk.workplace.store
        user = store.user.practitioner.name
        self.card = PassphraseCard(store.knows, tr("For {user}").format(user=user), tr("The passphrase opens the visit again."))
        self.card.known.connect(self.known)
        self.body.addWidget(self.card)

    def take_keyboard(self) -> None:
        """Gives the keyboard to the passphrase."""
        self.card.passphrase.edit.setFocus()

    def may_go_back(self) -> bool:
        """Whether the patient may go on without the practitioner."""
        return self._why == "asked"

    def onward(self) -> tuple[str, bool]:
        """The way on is the passphrase."""
        return "", False

    def backward(self) -> bool:
        """Goes back to where one was."""
        self.left.emit()
        return False
