"""
The pages of the consent as they will be sealed, one at a time, each to its end; how long each was seen is recorded.

Pages that were read to their end are not shown twice, unless one goes back to them. Once the answers of understanding stand
in them, those that became others are shown again: what is signed was on the screen.
"""

from __future__ import annotations

import hashlib

from PySide6.QtCore import QSize
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from needlesafe.flow.patient_turn import pages_viewed, reads_consent, talks_owed
from needlesafe.flow.sealing import prepare_consent
from needlesafe.gui.messages import tr
from needlesafe.gui.patient.page import PatientPage, Turn
from needlesafe.gui.widgets.pdf_pages import PdfPages

_WIDE = 1200
_MARGIN = 0.075
"""How much of a page's width is white at either side and need not be seen."""


class SheetsPage(PatientPage):
    """The draft whose hash stands in the journal."""

    again = False
    """Whether only pages that became others are shown."""

    def __init__(self, turn: Turn) -> None:
        super().__init__(turn, tr("The form"), "", _WIDE)
        self.pages = PdfPages()
        self._seen = _Seen(self.pages)
        self.body.addWidget(self._seen)
        self._draft, self._shown = "", []
        self._since: float | None = None
        self.verticalScrollBar().valueChanged.connect(lambda _: self.changed.emit())
        self.verticalScrollBar().rangeChanged.connect(lambda *_: self.changed.emit())

    def begin(self) -> bool:
        """Lays the pages out anew and shows them; False where nothing is to be read now."""
        if not reads_consent(self.standing) or (self.again and talks_owed(self.standing)):
            return False
        self.turn.work(tr("Laying out the form"), lambda: prepare_consent(self.turn.screen.desk), self._laid_out)
        return True

    def progress(self) -> str:
        """Which page of how many."""
        return tr("The form, page {n} of {all}").format(n=self._shown[self.at] + 1, all=len(self.pages.pages)) if self._shown else ""

    def onward(self) -> tuple[str, bool]:
        """Further down until the end of the page was seen."""
        if self.is_more():
            return tr("Further down"), True
        return (tr("Next page") if self.at + 1 < len(self._shown) else tr("I have read it")), bool(self._shown)

    def parts(self) -> int:
        """How many pages are to be read."""
        return len(self._shown)

    def stays(self) -> bool:
        """Goes down the page; at its end it was seen whole."""
        if self.is_more():
            self.go_down()
            return True
        self._keep(to_the_end=True)
        return False

    def leave(self) -> None:
        """Records how long the page was seen."""
        super().leave()
        self._keep()

    def take_keyboard(self) -> None:
        """Takes the keys that scroll."""
        self.verticalScrollBar().setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Counts from now on."""
        super().showEvent(event)
        if not event.spontaneous() and self._shown:
            self._since = self._clock()

    def hideEvent(self, event: QHideEvent) -> None:
        """Records how long the page was seen before something else came above it."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._keep()

    def _clock(self) -> float:
        return self.turn.screen.desk.workplace.monotonic()

    def _laid_out(self, pdf: bytes) -> None:
        """Shows the pages of the draft that are to be read."""
        self._draft = hashlib.sha256(pdf).hexdigest()
        self.pages.show_pdf(pdf)
        texts = [self._text(number) for number in range(len(self.pages.pages))]
        self._shown = [number for number, text in enumerate(texts) if text not in self.turn.read or self.turn.going_back and not self.again]
        if not self._shown:
            self.turn.skip()
            return
        self.at = len(self._shown) - 1 if self.turn.going_back else 0
        self.show_part()

    def _text(self, number: int) -> str:
        return self.pages.document.getAllText(number).text()

    def show_part(self) -> None:
        """Shows one page from its top."""
        for number, page in enumerate(self.pages.pages):
            page.setVisible(number == self._shown[self.at])
        self._seen.updateGeometry()
        self.show_title(tr("Your answers stand in it now") if self.again else tr("The form"),
                        "" if not self.again else tr("This page became another one: please look at it again."))
        self.settle()
        self.verticalScrollBar().setValue(0)
        self._since = self._clock()
        self.changed.emit()

    def _keep(self, to_the_end: bool = False) -> None:
        """Records how long the page that is shown was seen."""
        if self._since is None or not self._shown:
            return
        number, passed = self._shown[self.at], round(self._clock() - self._since)
        self._since = None
        if to_the_end:
            self.turn.read.add(self._text(number))
        desk = self.turn.screen.desk
        self.turn.screen.act_soon(lambda _: pages_viewed(desk, self._draft, {number + 1: passed}))


class ChangedSheetsPage(SheetsPage):
    """The pages that became others through the answers of understanding."""

    again = True


class _Seen(QWidget):
    """What is seen of the pages: all but their white margins at either side, so that their words are a sixth larger."""

    def __init__(self, pages: PdfPages) -> None:
        super().__init__()
        self._pages = pages
        pages.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """The pages at the width of a column."""
        return QSize(640, self.heightForWidth(640))

    def hasHeightForWidth(self) -> bool:
        """A page keeps its proportions."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the pages, drawn as wide as they are drawn here."""
        return self._pages.layout().totalHeightForWidth(_drawn_width(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lays the margins beyond the edges."""
        super().resizeEvent(event)
        wide = _drawn_width(self.width())
        self._pages.setGeometry((self.width() - wide) // 2, 0, wide, self.height())


def _drawn_width(width: int) -> int:
    """How wide a page is drawn where so much of it is to be seen."""
    return round(width / (1 - 2 * _MARGIN))
