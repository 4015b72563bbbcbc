"""Pain from nought to ten: eleven numbers to tap, none beforehand."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QSizePolicy

from needlesafe.gui.messages import tr
from needlesafe.gui.widgets.choice_row import Choice, ChoiceRow
from needlesafe.gui.widgets.even_grid import EvenGrid

_MOST = 10
_FINGER, _CLOSE = 44, 4
"""The least width of a number, and the gap between two of them."""


class PainRow(ChoiceRow):
    """Numbers in a row; a value between two of them, as a file may hold, is said beneath."""

    def __init__(self, name: str, label: str) -> None:
        numbers = tuple((str(number), str(number)) for number in range(_MOST + 1))
        super().__init__(Choice(name, label, numbers, note=tr("0 is no pain, 10 the worst there is.")))
        for button in self.buttons:
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _line(self) -> QLayout:
        """Returns all numbers in one line over the whole width, as long as each has room for a finger."""
        return EvenGrid(_FINGER, _MOST + 1, _CLOSE)

    def show_pain(self, pain: float | None, before: float | None = None) -> None:
        """Shows what is recorded, and beneath it what it was before."""
        self.set_value(None if pain is None else f"{pain:g}")
        between = pain is not None and not float(pain).is_integer()
        said = [tr("Recorded: {pain:g}.").format(pain=pain)] if between else []
        said += [tr("Before: {pain:g}.").format(pain=before)] if before is not None else []
        self._note.say(" ".join((*said, self.choice.note)))


def pain_of(value: object) -> int | None:
    """The number of a chosen value; None where it was taken back."""
    return int(str(value)) if value is not None else None
