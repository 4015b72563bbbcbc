"""A page outside a visit: title, quiet line, one column of cards, and the foot with the way back and the way on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from needlesafe.errors import BadInput, UserError
from needlesafe.gui.messages import error_words, tr
from needlesafe.gui.theme import GAP_WIDE
from needlesafe.gui.widgets.banner import Banner
from needlesafe.gui.widgets.column import Column
from needlesafe.gui.widgets.foot_bar import FootBar
from needlesafe.gui.widgets.words import Words


class PlainPage(QWidget):
    """Cards are added to `body`; what went wrong is said in the banner above."""

    left = Signal()
    page_asked = Signal(str)

    def __init__(self, title: str, context: str = "") -> None:
        super().__init__()
        self.banner, self.foot, self.column = Banner(), FootBar(), Column()
        self.title, self.context, self.body = Words("", "title"), Words("", "quiet"), self.column.body
        self.body.addWidget(self.title)
        self.body.addWidget(self.context)
        self.show_title(title, context)
        self.column.widget().layout().insertStretch(0)
        self._keep_middle()
        self.column.verticalScrollBar().rangeChanged.connect(lambda *_: self._keep_middle())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.banner)
        layout.addWidget(self.column, 1)
        layout.addWidget(self.foot)
        self.foot.set_back(tr("Home"))
        self.foot.set_next("")
        self.foot.back_asked.connect(self.left)

    def show_title(self, title: str, context: str = "") -> None:
        """Shows what the page is for."""
        self.title.say(title)
        self.context.say(context)
        self.context.setVisible(bool(context))
        self.setAccessibleName(title)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the column in the middle of the page."""
        super().resizeEvent(event)
        self._keep_middle()

    def tell(self, error: UserError) -> None:
        """Says what was refused, what is safe and what to do."""
        self.banner.show_fault(*fault_words(error))

    def fail(self, error: Exception) -> None:
        """Says what a task was refused; anything else is a bug and goes on."""
        self.set_busy("")
        if not isinstance(error, UserError):
            raise error
        self.tell(error)

    def set_busy(self, what: str) -> None:
        """Takes no more input while something long is done, and says what; an empty text ends it."""
        self.column.setEnabled(not what)
        self.foot.back.setEnabled(not what)
        self.foot.next.setEnabled(not what)
        self.foot.set_missing(tr("{what} …").format(what=what) if what else "")

    def leave(self) -> None:
        """Keeps what is typed, ere another page is shown or the window closes; on most pages nothing."""

    def lead_to(self, widget: QWidget) -> None:
        """Scrolls to a widget and gives it the focus."""
        self.column.show_widget(widget)
        inner = (child for child in widget.findChildren(QWidget) if child.focusPolicy() and child.isVisibleTo(widget))
        (widget if widget.focusPolicy() else next(inner, widget)).setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_middle(self) -> None:
        """Keeps the column where it is when the bar beside it comes or goes; one that fills the page keeps to its left."""
        bar, widest = self.column.verticalScrollBar(), self.body.parentWidget().maximumWidth()
        wide = bar.sizeHint().width()
        beside = wide if bar.maximum() > 0 and self.width() > widest + 2 * GAP_WIDE + 2 * wide else 0
        self.column.widget().layout().setContentsMargins(GAP_WIDE + beside, GAP_WIDE, GAP_WIDE, GAP_WIDE)


def fault_words(error: UserError) -> tuple[str, str, str]:
    """What happened, what is safe, what to do; of many faults in the content the first and their number."""
    if isinstance(error, BadInput):
        first = tr("The content that came with NeedleSafe has {n} faults. The first: {first}.")
        return (first.format(n=len(error.faults), first=error.faults[0]), tr("Your records are not touched."),
                tr("Install NeedleSafe again; 'needlesafe content check' names every fault."))
    return error_words(error)


def own_words(error: UserError) -> tuple[str, str, str]:
    """What happened, what is safe, what to do, where a fault is that of a file or a field that the user chose."""
    if isinstance(error, BadInput):
        told = " ".join(f"{fault.place[:1].upper()}{fault.place[1:]}: {fault.text}." for fault in error.faults)
        return told, tr("Nothing was changed."), error.remedy
    return error_words(error)
