"""
Where the Tab key goes: to what stands next on the screen, whenever it was put there.

Why: Qt remembers the order in which controls were made, and here many are made late: a detail that an answer asks for,
a card that a finding brings, a line that was unfolded.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QMainWindow, QScrollArea, QStackedLayout, QStackedWidget, QWidget


def controls_in(root: QWidget) -> Iterator[QWidget]:
    """Yields what takes the Tab key, in the order in which it stands on the screen."""
    if root.isHidden():
        return
    if root.isEnabled() and root.focusPolicy() & Qt.FocusPolicy.TabFocus and root.focusProxy() is None:
        yield root
    if isinstance(root, QStackedWidget):
        yield from _of(root.currentWidget())
    elif isinstance(root, QScrollArea):
        yield from _of(root.widget())
    elif root.layout() is not None:
        yield from _in_layout(root.layout())


def room_of(page: QWidget) -> QWidget:
    """Returns what the Tab key goes round in: all that the window of a page holds, the strips above the page too."""
    window = page.window()
    return window.centralWidget() if isinstance(window, QMainWindow) and window.centralWidget() is not None else page


def neighbour(root: QWidget, here: QWidget | None, forward: bool) -> QWidget | None:
    """Returns the control before or after the one that has the focus, round the end; None where there is none."""
    found = list(controls_in(root))
    if not found:
        return None
    place = here
    while place is not None and place not in found:  # what stands inside a control, such as a region of the body, goes on from it
        place = place.parentWidget()
    if place is None:
        return found[0 if forward else -1]
    return found[(found.index(place) + (1 if forward else -1)) % len(found)]


def _of(widget: QWidget | None) -> Iterator[QWidget]:
    if widget is not None:
        yield from controls_in(widget)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    if isinstance(layout, QStackedLayout):
        yield from _of(layout.currentWidget())
        return
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item.widget() is not None:
            yield from controls_in(item.widget())
        elif item.layout() is not None:
            yield from _in_layout(item.layout())
