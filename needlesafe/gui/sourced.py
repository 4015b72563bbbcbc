"""Anything on a page with a button beside it that unfolds where it comes from and how well it is founded."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.doubt import MARKS, mark_of, marks_in, parts_of
from needlesafe.gui.messages import MARKED_WORDS, STATUS_WORDS, tr
from needlesafe.gui.theme import GAP_TIGHT
from needlesafe.gui.widgets.info_button import InfoButton
from needlesafe.gui.widgets.words import Words

_FROM_MEMORY = "from memory"
"""How the note on a source begins that nobody opened."""


class Sourced(QWidget):
    """A widget that says where it comes from at one tap; without anything to say it stands alone, or keeps the room."""

    def __init__(self, shown: QWidget, subject: str, behind: str, mark: str = "", aligned: bool = False) -> None:
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
            self.info = InfoButton(subject, mark)
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


def sourced(shown: QWidget, subject: str, entry: Any, catalogue: Catalogue, aligned: bool = False) -> Sourced:
    """A widget with the button of its entry, which bears the entry's mark."""
    return Sourced(shown, subject, founded_words(entry, catalogue), mark_of(entry.status), aligned)


def founded_words(entry: Any, catalogue: Catalogue) -> str:
    """How well an entry is founded, then each source as it is cited; empty where there is nothing to say."""
    cited = [source_words(name, catalogue) for name in entry.sources]
    if entry.status == "confirmed" and not cited:
        return ""
    return "\n".join((*status_lines(entry, catalogue), *cited))


def founded_in_short(entry: Any, catalogue: Catalogue) -> str:
    """The same with the sources by name only, for a list of facts that must stay one."""
    named = [tr("Sources: {names}.").format(names=", ".join(entry.sources))] if entry.sources else []
    return "\n".join((*status_lines(entry, catalogue), *named))


def status_lines(entry: Any, catalogue: Catalogue) -> list[str]:
    """The status in words; where only some facts of an entry are in doubt, that those are which bear the mark."""
    if is_in_doubt_as_a_whole(entry, catalogue) or entry.status == "confirmed":
        return [tr(STATUS_WORDS[entry.status])]
    borne = sum((marks_in(part) for _, part in parts_of(entry)), start=marks_in(entry))
    return [tr(MARKED_WORDS[status]) for status, sign in MARKS.items() if borne[sign]]


def is_in_doubt_as_a_whole(entry: Any, catalogue: Catalogue) -> bool:
    """Whether the doubt is about all of an entry: no mark stands in its words, or none of its sources was opened."""
    if entry.status == "confirmed":
        return False
    marked = marks_in(entry) or any(marks_in(part) for _, part in parts_of(entry))
    return not marked or not any(_was_read(name, catalogue) for name in entry.sources)


def title_mark(entry: Any, catalogue: Catalogue) -> str:
    """The mark that an entry's name bears, with the blank before it: where all of the entry is in doubt."""
    return f"\u00a0{mark_of(entry.status)}" if is_in_doubt_as_a_whole(entry, catalogue) else ""


def source_words(name: str, catalogue: Catalogue) -> str:
    """A source as it is cited, with how far it was read."""
    reference = catalogue.references.get(name)
    if reference is None:
        return f"[{name}]"
    return f"[{name}] {reference.text} {reference.checked}".strip()


def _was_read(name: str, catalogue: Catalogue) -> bool:
    reference = catalogue.references.get(name)
    return reference is not None and not reference.checked.startswith(_FROM_MEMORY)
