"""Sentences one below the other, each with where it comes from and where sources differ about it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.wording import CheckItem, Principle
from needlesafe.gui.differing import difference_folds
from needlesafe.gui.sourced import sourced
from needlesafe.gui.theme import GAP_TIGHT
from needlesafe.gui.widgets.words import Words


def founded_list(items: Iterable[Principle | CheckItem], catalogue: Catalogue, numbered: bool = False) -> QWidget:
    """The list, with numbers where the order counts."""
    part = QWidget()
    part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    column = QVBoxLayout(part)
    column.setSpacing(GAP_TIGHT)
    for number, item in enumerate(items, 1):
        said = Words(f"{number}.  {item.text}" if numbered else item.text)
        column.addWidget(sourced(said, item.text, item, catalogue, aligned=True))
        for fold in difference_folds((item.id,), catalogue):
            column.addWidget(fold)
    return part
