"""What is shown when a part of the program failed: what happened, what is safe, what to do, where the log is."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from needlesafe.gui import theme
from needlesafe.gui.messages import tr
from needlesafe.gui.theme import GAP_CARD, GAP_WIDE
from needlesafe.gui.whole_dialog import open_whole
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.emergency_button import EmergencyButton
from needlesafe.gui.widgets.signs import Sign
from needlesafe.gui.widgets.words import Words

SAFE = {
    "nothing-open": "No record is open, so nothing of a patient is lost.",
    "read-back": "Your saved answers are safe: they were read back from the store just now.",
    "unsure": "Whether the last answers were saved could not be confirmed. Nothing that was saved before is overwritten.",
}
REMEDY = {
    "nothing-open": "Go on. If it happens again, close NeedleSafe and start it anew.",
    "read-back": "Go on where you were. If it happens again, close NeedleSafe and start it anew: the visit goes on where it "
                 "stands.",
    "unsure": "Look after the patient first and write on paper what happens. Then close NeedleSafe and start it anew.",
}


@dataclass(frozen=True, slots=True)
class FaultReport:
    """A failure in words that hold nothing of a patient."""

    error: str
    """The class of the error."""
    place: str
    """Module, line and function."""
    safety: str
    """`nothing-open`, `read-back` or `unsure`."""
    log: str
    """Where the log is."""


class FaultDialog(QDialog):
    """Stands beside the window and blocks nothing in it: timers and the emergency card stay within reach."""

    def __init__(self, report: FaultReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("NeedleSafe"))
        self.setModal(False)
        self.setMinimumWidth(theme.current().scaled(480))
        self.happened = Words(tr("A part of NeedleSafe failed. What you did last may not have been done."), "section")
        self.safe, self.remedy = Words(tr(SAFE[report.safety])), Words(tr(REMEDY[report.safety]))
        fault = Words(tr("Fault: {error}, {place}").format(error=report.error, place=report.place), "quiet").let_select()
        log = Words(tr("Log: {path}").format(path=report.log), "quiet").let_select()
        unsure = report.safety == "unsure"
        close = Button(tr("Close this message") if unsure else tr("Go on"), "plain" if unsure else "primary")
        close.clicked.connect(self.close)
        head = QHBoxLayout()
        head.setSpacing(GAP_CARD)
        head.addWidget(Sign("stop"))
        head.addWidget(self.happened, 1)
        foot = QHBoxLayout()
        foot.addWidget(EmergencyButton())
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_WIDE, GAP_WIDE, GAP_WIDE, GAP_WIDE)
        column.setSpacing(GAP_CARD)
        column.addLayout(head)
        for part in (self.safe, self.remedy, fault, log):
            column.addWidget(part)
        column.addLayout(foot)
        self.setAccessibleDescription(f"{self.happened.text()} {self.safe.text()} {self.remedy.text()}")
        open_whole(self)
