"""Names are found in part, in capitals, without accents and with a slip; never by something else."""

from __future__ import annotations

import pytest

from needlesafe.domain.spelling import among, has, is_near, words_of

NAMES = frozenset(words_of("Upper trapezius", "Gastrocnemius", "Quadratus lumborum", "QL", "Teres minor", "Soléus"))


def test_words_are_plain() -> None:
    assert words_of("Soléus, pars QL", "soleus") == ("soleus", "pars", "ql")


@pytest.mark.parametrize(("typed", "word"), [
    ("trapezuis", "trapezius"), ("trapezus", "trapezius"), ("trapesius", "trapezius"), ("trapezzius", "trapezius"),
    ("gastrocnimeus", "gastrocnemius"), ("quadratis", "quadratus"), ("trepez", "trapezius"), ("otere", "teres"), ("soelus", "soleus")])
def test_a_slip_is_forgiven(typed: str, word: str) -> None:
    assert not has(word, typed)
    assert word in among(NAMES, typed, near=True)


@pytest.mark.parametrize("typed", ["tr", "xqz", "trpzs", "deltoid", "ql1", "sol"])
def test_what_is_short_or_far_is_not(typed: str) -> None:
    assert not any(is_near(word, typed) for word in NAMES if not has(word, typed))


def test_two_letters_stand_at_the_beginning_and_three_anywhere() -> None:
    assert among(NAMES, "ql") == {"ql"}
    assert among(NAMES, "ra") == frozenset()
    assert among(NAMES, "rap") == {"trapezius"}
