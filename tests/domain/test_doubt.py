"""Which marks stand in an entry, which of its parts speak for themselves, and which of two words admits more doubt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import pytest

from needlesafe.domain.doubt import doubt_in, is_weaker, mark_of, marked_texts, marks_in, parts_of


@dataclass(frozen=True, slots=True)
class Rate:
    """A part with a status of its own."""

    text: str
    status: str = "confirmed"


@dataclass(frozen=True, slots=True)
class Action:
    """A part without one."""

    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry with every kind of field."""

    id: str = "e †"
    title: str = "Title"
    lines: tuple[str, ...] = ()
    days: int = 3
    rates: tuple[Rate, ...] = ()
    actions: tuple[Action, ...] = ()
    only: Action | None = None
    status: str = "unconfirmed †"
    sources: tuple[str, ...] = ("chen-2018 †",)


class Told(NamedTuple):
    """A record that is a named tuple."""

    id: str
    text: str


@pytest.mark.parametrize(("status", "mark"), [("unconfirmed", "†"), ("default", "‡"), ("confirmed", ""), ("guessed", "")])
def test_a_status_has_its_mark_and_what_is_confirmed_has_none(status: str, mark: str) -> None:
    assert mark_of(status) == mark


def test_the_marked_texts_of_an_entry_are_its_own_words_and_those_of_parts_without_a_status() -> None:
    entry = Entry(title="X: two † in a title †", lines=("plain", "one ‡"), rates=(Rate("of its own †", "unconfirmed"),),
                  actions=(Action("nested †"), Action("plain")), only=Action("alone ‡"))
    assert list(marked_texts(entry)) == [("Entry.title", "X: two † in a title †"), ("Entry.lines", "one ‡"),
                                         ("Action.text", "nested †"), ("Action.text", "alone ‡")]
    assert marks_in(entry) == {"†": 3, "‡": 2}


def test_a_named_tuple_is_a_record_too() -> None:
    assert list(marked_texts(Told("e †", "one ‡"))) == [("Told.text", "one ‡")]


def test_an_id_a_status_and_sources_bear_no_marks() -> None:
    assert list(marked_texts(Entry())) == [] and not marks_in(Entry())


def test_the_parts_that_have_a_status_are_told_with_their_places() -> None:
    first, second = Rate("one"), Rate("two", "default")
    assert list(parts_of(Entry(lines=("no part",), rates=(first, second), actions=(Action("none"),)))) == [
        ("rates[0]", first), ("rates[1]", second)]
    assert list(parts_of(Entry(rates=(first,)))) == [("rates[0]", first)]
    assert list(parts_of(Entry())) == []


@pytest.mark.parametrize(("title", "status"), [("plain", "confirmed"), ("one ‡", "default"), ("one †", "unconfirmed"),
                                               ("both † ‡", "unconfirmed")])
def test_the_marks_of_an_entry_ask_for_the_most_doubtful_of_their_words(title: str, status: str) -> None:
    assert doubt_in(Entry(title=title)) == status


@pytest.mark.parametrize(("status", "other", "weaker"), [
    ("unconfirmed", "default", True), ("unconfirmed", "confirmed", True), ("default", "confirmed", True),
    ("default", "unconfirmed", False), ("confirmed", "default", False), ("default", "default", False),
    ("guessed", "confirmed", False), ("unconfirmed", "guessed", False)])
def test_a_status_is_weaker_than_one_with_less_doubt_and_an_unknown_word_is_neither(status: str, other: str,
                                                                                   weaker: bool) -> None:
    assert is_weaker(status, other) == weaker
