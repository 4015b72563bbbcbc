"""
How large a dialog opens: as high as its words need at its width, and no larger than the screen.

Why not left to Qt: it opens no dialog higher than two thirds of the screen, which squeezes large text.
"""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog


def open_whole(dialog: QDialog) -> None:
    """Gives a dialog the size in which nothing in it is squeezed, as far as the screen allows it."""
    layout = dialog.layout()
    wide = max(layout.totalSizeHint().width(), dialog.minimumWidth())
    high = layout.totalHeightForWidth(wide) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
    dialog.resize(within_screen(dialog, QSize(wide, high)))


def within_screen(dialog: QDialog, wanted: QSize) -> QSize:
    """The size that is wanted, as far as the screen has room for it."""
    return wanted.boundedTo(dialog.screen().availableSize())
