"""What is filled in by hand: boxes to tick, cells and lines to write on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable

from needlesafe.documents.flowables.body_map import MapView
from needlesafe.documents.sections.plan import drawing_of
from needlesafe.documents.sections.raised import ACTION_WORDS
from needlesafe.documents.style import FINE
from needlesafe.documents.typesetter import Typesetter
from needlesafe.documents.wording import Wording
from needlesafe.domain.catalogue import Catalogue, Question
from needlesafe.domain.wording import CheckItem

_ROW = 20.0
_SITES = 6
_STATES = ("yes", "no", "unknown")


@dataclass(frozen=True, slots=True)
class Blanks:
    """What an empty form is made from."""

    catalogue: Catalogue
    words: Wording
    setter: Typesetter


def written_facts(names: Sequence[str], blanks: Blanks, share: float = 0.36) -> Flowable:
    """Names with room to write beside them."""
    return blanks.setter.facts([(name, blanks.setter.room(_ROW - 8)) for name in names], share)


def questions(title: str, items: Iterable[Question], blanks: Blanks) -> list[Flowable]:
    """Questions with a box for each of the three answers, and what follows from the one that raises."""
    fine, words = Typesetter(FINE), blanks.words
    rows = [(item.text, *(fine.box(f"{words.word(state)}: {item.short}") for state in _STATES),
             f"{item.raised_by}: {ACTION_WORDS[item.action].lower()}") for item in items]
    if not rows:
        return []
    head = (words.heading("label-question"), *(words.word(state) for state in _STATES), "Then")
    return [blanks.setter.part(title), fine.table(head, rows, (8, 0.8, 0.8, 1.3, 2.9))]


def ticks(items: Iterable[CheckItem], blanks: Blanks) -> list[Flowable]:
    """Checks with a box each."""
    fine = Typesetter(FINE)
    return fine.checklist([(False, item.text) for item in items], "ticked", "tick when done")


def sites_table(blanks: Blanks) -> Flowable:
    """Empty rows for the planned sites."""
    words, fine = blanks.words, Typesetter(FINE)
    head = ["No.", *(words.heading(f"label-{key}") for key in
                     ("muscle", "side", "level", "needles", "length", "technique", "position", "lot", "expires"))]
    rows = [(str(number), *[fine.room(_ROW)] * 9) for number in range(1, _SITES + 1)]
    return fine.table(head, rows, (0.6, 3, 1, 1, 1.3, 1.2, 1.8, 1.5, 1.5, 1.3))


def needle_table(blanks: Blanks) -> Flowable:
    """Empty rows for the count of needles."""
    fine = Typesetter(FINE)
    rows = [(number, *[fine.room(_ROW - 9)] * 5) for number in (*map(str, range(1, _SITES + 1)), "All")]
    return fine.table(("Site", "Needles in", "Time in", "Needles out", "Time out", "Left"), rows, (0.8, 2, 2, 2, 2, 2))


def empty_map(blanks: Blanks, height: float) -> Flowable:
    """Front and back of the body, to mark by hand."""
    words = blanks.words
    left, right = words.word("left"), words.word("right")
    views = (MapView(drawing_of("front"), words.word("front").capitalize(), (right, left)),
             MapView(drawing_of("back"), words.word("back").capitalize(), (left, right)))
    return blanks.setter.body_map(views, "Drawing of the body, front and back, to mark the places by hand.", height)


def signature_lines(captions: Sequence[str], blanks: Blanks) -> list[Flowable]:
    """Lines to sign on, two beside each other."""
    setter = blanks.setter
    lines: list[Flowable] = [setter.unsigned(caption, "Name, date, time", 34) for caption in captions]
    if len(lines) % 2:
        lines.append(setter.room(1))
    return [setter.beside(*lines[at:at + 2], gap=24) for at in range(0, len(lines), 2)]
