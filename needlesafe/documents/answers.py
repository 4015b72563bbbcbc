"""How each kind of answer prints; the keys are those of `domain.answers.ANSWER_KINDS`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from needlesafe.documents.wording import Wording

Printer = Callable[[Any, Wording], str]


def printed(kind: str, value: Any, words: Wording) -> str:
    """An answer as text."""
    return PRINTERS[kind](value, words)


def printed_value(value: Any, words: Wording) -> str:
    """Any JSON value as text, by what it looks like."""
    if isinstance(value, bool):
        return printed("tick", value, words)
    if isinstance(value, (int, float)):
        return printed("number", value, words)
    if isinstance(value, Mapping):
        return "; ".join(f"{key.replace('_', ' ')}: {printed_value(item, words)}" for key, item in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(printed_value(item, words) for item in value)
    return "" if value is None else printed("choice", str(value), words)


def _number(value: float | int | str, _words: Wording) -> str:
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _strokes(value: Sequence[Sequence[Sequence[float]]], words: Wording) -> str:
    return words.word("drawn") if any(value) else ""


PRINTERS: dict[str, Printer] = {
    "three-state": lambda value, words: words.word(value),
    "tick": lambda value, words: words.word("yes" if value else "no"),
    "text": lambda value, words: str(value),
    "number": _number,
    "choice": lambda value, words: words.word(value),
    "date": lambda value, words: words.day(value),
    "strokes": _strokes,
}
"""How each kind of answer becomes text; strokes are drawn besides."""
