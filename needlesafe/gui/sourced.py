"""Anything on a page with a button beside it that unfolds where it comes from and how well it is founded."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from needlesafe.domain.catalogue import Catalogue
from needlesafe.gui.messages import STATUS_WORDS, tr
from needlesafe.gui.theme import GAP_TIGHT
from needlesafe.gui.widgets.info_button import InfoButton
from needlesafe.gui.widgets.words import Words


class Sourced(QWidget):
    """A widget that says where it comes from at one tap; without anything to say it stands alone, or keeps the room."""

    def __init__(self, shown: QWidget, subject: str, behind: str, aligned: bool = False) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._behind: Words | None = None
        self._text = behind
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(GAP_TIGHT)
        row.addWidget(shown, 1)
        self.info: InfoButton | None = None
        if behind:
            self.info = InfoButton(subject)
            self.info.turned.connect(self._turn)
            row.addWidget(self.info)
        elif aligned:
            row.addSpacing(InfoButton.WIDTH + GAP_TIGHT)
        self._column.addLayout(row)

    def _turn(self, shown: bool) -> None:
        if self._behind is None:
            self._behind = Words(self._text, "quiet").let_select()
            self._column.addWidget(self._behind)
        self._behind.setVisible(shown)


def founded_words(status: str, sources: Iterable[str], catalogue: Catalogue) -> str:
    """How well something is founded, then each source as it is cited; empty where there is nothing to say."""
    cited = [source_words(name, catalogue) for name in sources]
    if status == "confirmed" and not cited:
        return ""
    return "\n".join((tr(STATUS_WORDS[status]), *cited))


def source_words(name: str, catalogue: Catalogue) -> str:
    """A source as it is cited, with how far it was read."""
    reference = catalogue.references.get(name)
    if reference is None:
        return f"[{name}]"
    return f"[{name}] {reference.text} {reference.checked}".strip()
