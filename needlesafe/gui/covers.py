"""
What lies over the frame of a visit while the practitioner has not the screen: the patient's turn, or the lock.

The emergency card lies above both; going back from it leads to what was covered, never beneath it.
"""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from needlesafe.errors import UserError
from needlesafe.flow.needling import all_out, remove
from needlesafe.flow.patient_turn import hand_back, hand_to
from needlesafe.flow.views import ledger_lines
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.gui.fault_dialog import FaultDialog
from needlesafe.gui.messages import tr
from needlesafe.gui.patient.large_type import LargeType
from needlesafe.gui.patient.turn import PatientTurn
from needlesafe.gui.veil import Cover, Veil

CALLED_WORDS = {
    "name": ("The name that was typed is not that of who should have the screen.", "Nothing was shown and nothing recorded.",
             "See who is here before you hand over again."),
    "signer": ("The name that was typed is not that of who signs.", "Nothing was signed.", "See who is here."),
    "talk": ("An answer was not what the consent says.", "It is kept.", "Talk it over, write down what was said, then ask "
             "once more."),
    "no": ("The patient said no.", "It is recorded.", "Nothing further can be needled.")}
"""What the practitioner reads once the screen is theirs again, by why they were called."""


class Covers:
    """The layer above the frame, if there is one."""

    def __init__(self, screen) -> None:
        self._screen = screen
        self.turn: PatientTurn | None = None
        self.veil: Veil | None = None
        self._type = LargeType()
        self._read: dict[str, set[str]] = {}
        self._held: QWidget | None = None

    @property
    def top(self) -> Cover | None:
        """What hides the frame; None where nothing does."""
        return self.veil or self.turn

    @property
    def hides(self) -> bool:
        """Whether who the patient is must not be read now, but by who knows the passphrase."""
        return self.top is not None

    def hand_over(self, who: str) -> None:
        """Gives the screen to the patient's side; what is being typed is kept first."""
        self._screen.setFocus()
        self._screen.page.leave()
        self._screen.act_soon(lambda desk: self._hand(desk, who))

    def show_turn(self) -> None:
        """Shows the turn of whoever has the screen by the journal."""
        self._type.enlarge()
        read = self._read.setdefault(self._screen.desk.visit.handed_to, set())
        self.turn = PatientTurn(self._screen, read)
        self.turn.returned.connect(self._take_back)
        self._cover(self.turn)
        self.turn.begin()
        self._screen.covered.emit(True)

    def lock(self) -> None:
        """Hides who the patient is until the passphrase is typed; nothing of the visit stops."""
        screen = self._screen
        if self.top is not None or screen.layers.currentWidget() is screen.emergency:
            return
        self._held = QApplication.focusWidget()
        self.veil = Veil(screen.desk.workplace)
        self.veil.opened.connect(self._unlock)
        self.veil.needle_removed.connect(lambda site, number: screen.act_soon(lambda desk: remove(desk, site, number)))
        self._cover(self.veil)
        self.veil.take_keyboard()

    def lift(self) -> None:
        """Takes the lock away beneath the emergency card, where the passphrase was typed; a patient's turn goes on."""
        if self.veil is not None:
            self._unlock()

    def draw(self) -> None:
        """Shows the visit as it stands on whatever covers it."""
        if self.turn is not None and self.turn.page is not None:
            self.turn.draw()
        self.tick()

    def tick(self) -> None:
        """Shows how long needles have been in."""
        if self.top is not None:
            lines = ledger_lines(self._screen.desk.standing)
            self.top.show_needles(lines, self._screen.clock)

    def come_back(self) -> bool:
        """Shows what covered the frame before the emergency card; False where nothing did."""
        if self.top is None:
            return False
        self._screen.layers.setCurrentWidget(self.top)
        return True

    def hold_keyboard(self) -> None:
        """Keeps the keyboard on what covers the frame, so that no key reaches beneath it."""
        now = QApplication.focusWidget()
        if self.top is not None and (now is None or now is self.top or not self.top.isAncestorOf(now)):
            self.top.take_keyboard()

    def leave(self) -> None:
        """Keeps what is typed and seen, before the window closes."""
        if self.turn is not None:
            self.turn.leave()

    def end(self) -> None:
        """Keeps it, and gives the type back, because the visit is left."""
        self.leave()
        self._type.give_back()

    def _hand(self, desk: VisitDesk, who: str) -> None:
        hand_to(desk, who)
        self.show_turn()

    def _cover(self, cover: Cover) -> None:
        """Puts a layer above the frame; papers that lie open in windows of their own go."""
        screen = self._screen
        for dialog in screen.window().findChildren(QDialog):
            if not isinstance(dialog, FaultDialog):
                dialog.close()
        cover.needles.all_out_asked.connect(lambda: screen.act_soon(all_out))
        screen.layers.addWidget(cover)
        screen.layers.setCurrentWidget(cover)
        screen.hidden.emit(True)
        self.tick()

    def _uncover(self, cover: Cover) -> None:
        """Takes a layer away; an emergency card that was opened meanwhile stays above the frame."""
        layers = self._screen.layers
        if layers.currentWidget() is cover:
            layers.setCurrentIndex(0)
        layers.removeWidget(cover)
        cover.hide()
        cover.deleteLater()
        self._screen.hidden.emit(self.top is not None)

    def _take_back(self, why: str) -> None:
        """Gives the practitioner the screen again and says why they were called."""
        turn, screen = self.turn, self._screen
        turn.leave()
        screen.act_soon(hand_back)
        self.turn = None
        self._type.give_back()
        self._uncover(turn)
        screen.covered.emit(False)
        screen.open_step("consent" if why in ("talk", "signer", "no") else screen.step)
        if why in CALLED_WORDS:
            screen.tell(UserError(*(tr(words) for words in CALLED_WORDS[why])))

    def _unlock(self) -> None:
        veil, self.veil = self.veil, None
        self._uncover(veil)
        self._screen.draw()
        self._screen.give_focus_to(self._held)
