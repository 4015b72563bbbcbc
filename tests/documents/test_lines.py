"""Lines: no word lost, no line too wide, the text the same however often it is broken anew."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needlesafe.documents import faces
from needlesafe.documents.build import build
from needlesafe.documents.flowables.lines import Line, broken, rejoined
from needlesafe.documents.fonts import text_width
from needlesafe.documents.typesetter import Typesetter
from needlesafe.documents.words import Piece, Run, dressed, plain
from tests.documents import specimen
from tests.documents.conftest import Reader

WORDS = st.lists(st.text("abcdeWi\u2620\u03a9", min_size=1, max_size=30), max_size=12)
RUNS = st.lists(st.one_of(WORDS.map(" ".join), WORDS.map(" ".join).map(lambda text: Run(text, True, "#0A5A75")),
                          st.sampled_from(["\n", " ", "\n\n", "a\u00a0b"])), max_size=5)
ROOMS = st.floats(20, 300)
SIZE = 10.0


def _text(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def _widths(lines: list[Line]) -> list[float]:
    return [line.width for line in lines]


def _own_width(line: Line) -> float:
    return sum(text_width(piece.text, piece.face, SIZE) for piece in line.pieces)


@given(RUNS, ROOMS)
def test_no_line_is_wider_than_its_room(words: list[str | Run], room: float) -> None:
    for line in broken(dressed(words, "Body"), SIZE, room):
        assert abs(line.width - _own_width(line)) < 1e-6
        assert line.width <= room + 1e-6


@given(RUNS, ROOMS)
def test_no_word_is_lost_and_no_two_run_together(words: list[str | Run], room: float) -> None:
    lines = broken(dressed(words, "Body"), SIZE, room)
    shown = "".join(piece.text for line in lines for piece in line.shown)
    assert shown.split() == plain(words).split()


@given(st.text("abcdeWi \n", max_size=80), ROOMS, ROOMS)
def test_what_was_broken_is_broken_anew_as_if_it_had_never_been(words: str, first: float, second: float) -> None:
    pieces = dressed(words, "Body")
    again = rejoined(broken(pieces, SIZE, first))
    assert _text(again) == _text(pieces)
    assert _widths(broken(again, SIZE, second)) == pytest.approx(_widths(broken(pieces, SIZE, second)))


@given(RUNS, ROOMS, st.integers(1, 5))
def test_the_second_part_of_a_text_breaks_where_the_whole_did(words: list[str | Run], room: float, cut: int) -> None:
    lines = broken(dressed(words, "Body"), SIZE, room)
    rest = broken(rejoined(lines[cut:]), SIZE, room)
    assert _widths(rest) == pytest.approx(_widths(lines[cut:]))


def test_more_characters_than_one_subset_holds_come_out_as_they_went_in(read_text: Reader) -> None:
    letters = [letter for letter in sorted(faces.characters("Body")) if letter.isalpha() and len(letter.lower()) == 1]
    many = " ".join("".join(letters[start:start + 8]) for start in range(0, 480, 8))
    assert len(set(many)) > 256
    text = read_text(build([Typesetter().text(many)], specimen.SHEET).pdf)
    assert all(word in text for word in dressed(many, "Body")[0].text.split())
