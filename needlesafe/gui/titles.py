"""Titles of windows beside the one window: those of a demonstration say that they are."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

DEMO = "DEMO"


def titled(words: str, parent: QWidget) -> str:
    """The title of a window that belongs to another, which is a demonstration's where that one is."""
    return f"{DEMO}: {words}" if DEMO in parent.window().windowTitle() else words
