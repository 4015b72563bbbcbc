"""
The size of type while the screen is the patient's: a quarter larger than the practitioner's, and never beyond 200 %.

Why by the theme: every control grows with it, so that the patient meets the same rows, pads and buttons, only larger.
"""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from needlesafe.gui import theme
from needlesafe.gui.theme import Theme

_LARGER, _LARGEST = 1.25, 2.0


class LargeType:
    """Enlarges the program's type, and gives it back as it was."""

    def __init__(self) -> None:
        self._before: tuple[Theme, bool] | None = None

    def enlarge(self) -> None:
        """Shows everything larger; once is enough."""
        if self._before is None:
            usual, app = theme.current(), QApplication.instance()
            self._before = (usual, bool(app.property("follows_system")))
            theme.apply(app, Theme(usual.dark, max(usual.scale, min(_LARGEST, usual.scale * _LARGER))))

    def give_back(self) -> None:
        """Shows everything as it was before."""
        if self._before is not None:
            usual, follows = self._before
            self._before = None
            theme.apply(QApplication.instance(), None if follows else usual)
