"""
What is amiss on a screen, as far as a program can see it: text that is cut, parts that overlap or stick out of what holds
them, anything beyond the width.

Everything that is there is looked at, also what lies below the fold: a scrolled page is laid out whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (QAbstractButton, QAbstractItemView, QAbstractScrollArea, QComboBox, QFileDialog, QLabel, QLayout, QLineEdit,
                               QScrollArea, QWidget)

_SLACK = 1
"""So many pixels are no fault: halves are rounded."""
_FIELD, _CLEAR, _ARROW = 26, 28, 62
"""What a field keeps for its rim, for the button that empties it, and a list for its arrow."""
_BREAKS = re.compile(r"[\s\u200b/\-\u2013\u2014]+")
_SEEN_THROUGH = {"PdfPages"}
"""What is larger than its place on purpose: a page whose white margins need not be seen."""


def amiss(top: QWidget) -> list[str]:
    """Every fault of a window or a dialog, each once."""
    if isinstance(top, QFileDialog):
        return []
    found: dict[str, None] = {}
    for part in (top, *top.findChildren(QWidget)):
        if part.isVisible() and part.window() is top and not _is_of_a_control(part):
            found |= dict.fromkeys(f"{_named(part)}: {fault}" for look in _LOOKS for fault in look(part))
    return list(found)


def _is_of_a_control(part: QWidget) -> bool:
    """Whether it is a part of one of Qt's own controls, which places it itself."""
    holder = part.parentWidget()
    return isinstance(holder, (QLineEdit, QComboBox, QAbstractItemView))


def _text_of_a_label(part: QWidget) -> Iterator[str]:
    """A label that is lower than its lines, or narrower than its longest word."""
    if not isinstance(part, QLabel) or not part.text():
        return
    needed = part.heightForWidth(part.width()) if part.wordWrap() else part.sizeHint().height()
    if part.height() + _SLACK < needed:
        yield f"text is cut: {part.height()} of {needed} high"
    room = part.contentsRect().width() - 2 * part.margin()
    pieces = _BREAKS.split(part.text()) if part.wordWrap() else part.text().splitlines()
    widest = max((part.fontMetrics().horizontalAdvance(piece) for piece in pieces), default=0)
    if room + _SLACK < widest:
        yield f"a word is cut: {room} of {widest} wide"


def _text_of_a_field(part: QWidget) -> Iterator[str]:
    """A field that does not show all that stands in it, or its hint."""
    if isinstance(part, QLineEdit):
        text = part.displayText() or part.placeholderText()
        room = part.width() - _FIELD - (_CLEAR if part.isClearButtonEnabled() and part.displayText() else 0)
    elif isinstance(part, QComboBox):
        text, room = part.currentText() or part.placeholderText(), part.width() - _ARROW
    else:
        return
    if (wide := part.fontMetrics().horizontalAdvance(text)) > room + _SLACK:
        yield f"the field shows {room} of {wide}: {text[:40]}"


def _size_of_a_painted_part(part: QWidget) -> Iterator[str]:
    """A button or another part that paints its own words, smaller than it says it needs to be."""
    if isinstance(part, (QLabel, QLineEdit, QAbstractScrollArea)) or part.layout() is not None and not isinstance(part, QAbstractButton):
        return
    least = part.minimumSizeHint()
    if part.width() + _SLACK < least.width():
        yield f"squeezed: {part.width()} of {least.width()} wide"
    high = part.heightForWidth(part.width()) if part.hasHeightForWidth() else least.height()
    if part.height() + _SLACK < high:
        yield f"squeezed: {part.height()} of {high} high"


def _size_of_a_holder(part: QWidget) -> Iterator[str]:
    """A part that is too small for what stands in it."""
    layout: QLayout | None = part.layout()
    if layout is None or isinstance(part, QAbstractScrollArea):
        return
    least = layout.totalMinimumSize()
    high = layout.totalMinimumHeightForWidth(part.width()) if layout.hasHeightForWidth() else least.height()
    if part.width() + _SLACK < least.width():
        yield f"too narrow for what it holds: {part.width()} of {least.width()}"
    if part.height() + _SLACK < high:
        yield f"too low for what it holds: {part.height()} of {high}"


def _sticks_out(part: QWidget) -> Iterator[str]:
    """A part that reaches beyond what holds it, and is cut off there."""
    holder = part.parentWidget()
    if part.isWindow() or holder is None or _lies_above(part) or type(part).__name__ in _SEEN_THROUGH:
        return
    area = holder.parentWidget()
    if isinstance(area, QAbstractScrollArea) and area.viewport() is holder:
        return
    if not holder.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(part.geometry()):
        yield f"sticks out of {_named(holder)}: {part.geometry().getRect()} in {holder.width()} x {holder.height()}"


def _overlaps(part: QWidget) -> Iterator[str]:
    """Two parts beside each other that cover each other."""
    if isinstance(part, QAbstractScrollArea):
        return
    beside = sorted((child for child in part.children() if isinstance(child, QWidget) and child.isVisible() and not child.isWindow()
                     and not _lies_above(child)), key=lambda child: child.y())
    for place, one in enumerate(beside):
        for other in beside[place + 1:]:
            if other.y() > one.geometry().bottom() - _SLACK:
                break
            common = one.geometry().intersected(other.geometry())
            if common.width() > _SLACK and common.height() > _SLACK:
                yield f"{_named(one)} and {_named(other)} overlap by {common.width()} x {common.height()}"


def _goes_sideways(part: QWidget) -> Iterator[str]:
    """What would have to be scrolled sideways."""
    if not isinstance(part, QAbstractScrollArea):
        return
    beyond = part.horizontalScrollBar().maximum()
    if isinstance(part, QScrollArea) and part.widget() is not None:
        beyond = max(beyond, part.widget().width() - part.viewport().width())
    if beyond > 0:
        yield f"{beyond} beyond the width"


_LOOKS = (_text_of_a_label, _text_of_a_field, _size_of_a_painted_part, _size_of_a_holder, _sticks_out, _overlaps, _goes_sideways)


def _lies_above(part: QWidget) -> bool:
    """Whether it stands above others on purpose, such as the ring of the focus."""
    return part.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def _named(part: QWidget) -> str:
    """What a part is and what it says."""
    text = part.text() if isinstance(part, (QLabel, QAbstractButton)) else part.accessibleName()
    return f"{type(part).__name__} {' '.join(text.split())[:48]!r}" if text else type(part).__name__
