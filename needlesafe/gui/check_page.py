"""Check a document: a PDF is dropped or chosen, and what can be said of it is said in large plain words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from needlesafe.errors import UserError
from needlesafe.flow.workplace import Workplace
from needlesafe.gui.file_dialogs import ask_file
from needlesafe.gui.messages import tr
from needlesafe.gui.plain_page import PlainPage, own_words
from needlesafe.gui.progress_card import ProgressCard
from needlesafe.gui.spoken_dates import day_words
from needlesafe.gui.tasks import Task
from needlesafe.gui.visit_facts import FactList
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.spoken import announce
from needlesafe.gui.widgets.words import Words
from needlesafe.gui.widgets.wrap_layout import WrapLayout

if TYPE_CHECKING:
    from needlesafe.flow.progress import Progress
    from needlesafe.flow.proof import Compared, Proof

LOUD = {"unchanged": ("Unchanged", ""), "changed": ("Changed", "stop"), "cannot be verified": ("Cannot be verified", "mind"),
        "not ours": ("Not ours", "mind")}
"""What each verdict reads as, and the ground that it stands on; none is green, because no check finds everything."""
OUTCOMES = {"agrees": "Agrees", "differs": "Differs", "not compared": "Not compared"}
LIMITS = ("The seal shows whether the file is as this clinic's computer, or one that is known here, sealed it. It shows neither who "
          "held the pen nor that what is written is right, and its time is that computer's own.")

_MOMENT = re.compile(r"\bon (\d{4}-\d{2}-\d{2}) at (?=\d{2}:\d{2} UTC)")
"""How a verdict writes when something was sealed."""


class CheckPage(PlainPage):
    """The verdict, why, and what was compared besides."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(tr("Check a document"), tr("Drop a PDF anywhere on this window, or choose one. It is read apart from the "
                                                    "program, and nothing in it is run."))
        self._workplace, self._path = workplace, Path()
        self.choose, self.others = Button(tr("Choose a file …"), "primary"), Button(tr("How others check it"))
        self.choose.clicked.connect(self._choose)
        self.others.clicked.connect(lambda: self.page_asked.emit("proof-sheet"))
        self.work = ProgressCard()
        self.verdict, self.compared = Card(), Card(tr("What was compared"))
        self.word, self.reason, self.file = Words(role="loud"), Words(), FactList()
        self.rows: list[Words] = []
        for part in (self.word, self.reason, self.file):
            self.verdict.body.addWidget(part)
        line = WrapLayout()
        line.addWidget(self.choose)
        line.addWidget(self.others)
        self.body.addLayout(line)
        for card in (self.work, self.verdict, self.compared, Words(tr(LIMITS), "quiet")):
            self.body.addWidget(card)
        self.verdict.hide()
        self.compared.hide()

    @property
    def busy(self) -> bool:
        """Whether a file is being looked at."""
        return not self.work.isHidden()

    def call_off(self) -> None:
        """Ends what is under way, ere the window closes."""
        self.work.call_off()

    def set_busy(self, what: str) -> None:
        """Takes no other file while one is looked at; what is under way can be called off."""
        super().set_busy(what)
        for button in (self.choose, self.others, self.foot.back):
            button.setEnabled(not self.busy)

    def check(self, path: Path) -> None:
        """Begins to look at a file, unless another one is being looked at."""
        if self.busy:
            return
        self._path = path
        self.verdict.hide()
        self.compared.hide()
        progress = self.work.begin(tr("Checking {name}").format(name=path.name))
        self.set_busy("")
        task = Task(lambda: _proof(self._workplace, path, progress))
        task.succeeded.connect(self._show)
        task.failed.connect(self._fail)
        task.start()

    def _fail(self, error: Exception) -> None:
        self.work.end()
        self.fail(error)

    def _choose(self) -> None:
        ask_file(self, tr("Choose the file to check"), tr("PDF files (*.pdf);;All files (*)"), self.check)

    def tell(self, error: UserError) -> None:
        """Says what was refused; here a fault is that of the file."""
        self.banner.show_fault(*own_words(error))

    def _show(self, proof: Proof) -> None:
        self.work.end()
        self.set_busy("")
        self.banner.hide()
        word, tone = LOUD[proof.verdict.word]
        self.verdict.show_tone(tone)
        self.word.say(tr(word))
        sentence = _spoken(proof.verdict.reason)
        self.reason.say(f"{sentence[:1].upper()}{sentence[1:]}.")
        self.file.show_facts(((tr("File"), self._path.name), (tr("SHA-256"), proof.verdict.sha256),
                              (tr("Certificate"), proof.verdict.certificate_sha256 or "")))
        self._show_compared(proof.compared)
        self.verdict.show()
        self.compared.setVisible(bool(proof.compared))
        self.column.settle()
        announce(self, f"{tr(word)}. {sentence}")
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_compared(self, compared: tuple[Compared, ...]) -> None:
        """One line for each thing that was looked at; what differs stands out."""
        for old in self.rows:
            old.hide()
            old.deleteLater()
        self.rows = [Words(f"{tr(OUTCOMES[row.outcome])}: {_spoken(row.said)}", tone="stop" if row.outcome == "differs" else "")
                     for row in compared]
        for row in self.rows:
            self.compared.body.addWidget(row)


def _spoken(sentence: str) -> str:
    """The sentence with its days as they are read everywhere else."""
    return _MOMENT.sub(lambda found: tr("on {day} at ").format(day=day_words(found[1])), sentence)


def _proof(workplace: Workplace, path: Path, progress: Progress) -> Proof:
    from needlesafe.flow.proof import Known, prove
    from needlesafe.paths import clinic_dir

    return prove(path, Known(workplace.register, clinic=clinic_dir()), progress=progress)
