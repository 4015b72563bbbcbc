"""No count of a few leaves, and none can be worked out from what does."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest

from needlesafe.domain.proportions import Proportion
from needlesafe.domain.small_cells import SMALLEST, Row, open_number, open_rows, open_sum


@pytest.mark.parametrize(("count", "of", "written"), [(0, 100, False), (4, 100, False), (5, 100, True), (95, 100, True), (96, 100, False),
                                                      (100, 100, True), (4, 4, False), (0, 0, False)])
def test_a_count_of_a_few_is_hidden_and_so_is_one_that_leaves_a_few(count: int, of: int, written: bool) -> None:
    [row] = open_rows([Row("a", (Proportion(count, of),))])
    assert (row.parts == (Proportion(count, of),)) is written
    assert row.wholes == ((of if of >= SMALLEST else None),)


def test_a_line_is_hidden_as_a_whole() -> None:
    [row] = open_rows([Row("a", (Proportion(9, 100), Proportion(4, 50)))])
    assert row.parts == (None, None)


def test_a_sum_is_written_only_where_nothing_that_it_sums_is_hidden() -> None:
    shown = open_rows([Row("a", (Proportion(9, 100),)), Row("b", (Proportion(3, 100),))])
    assert open_sum(Row("any", (Proportion(12, 200),)), shown).parts == (None,)
    assert open_sum(Row("any", (Proportion(12, 200),)), shown).wholes == (None,)
    assert open_sum(Row("any", (Proportion(18, 200),)), shown[:1]).parts == (Proportion(18, 200),)


@pytest.mark.parametrize("number", [0, 4])
def test_a_small_number_is_hidden(number: int) -> None:
    assert open_number(number) is None
    assert open_number(number + SMALLEST) == number + SMALLEST


def test_nobody_can_work_out_a_hidden_count_from_what_is_written() -> None:
    """An attacker tries every table that fits what is written; each hidden count must have two values at least."""
    random = Random(5)
    for _ in range(150):
        wholes = [random.randint(5, 12) for _ in range(3)]
        counts = [random.randint(0, whole) for whole in wholes]
        rows = open_rows(Row(str(place), (Proportion(count, whole),)) for place, (count, whole) in enumerate(zip(counts, wholes, strict=True)))
        total = open_sum(Row("any", (Proportion(sum(counts), sum(wholes)),)), rows)
        fitting = [guess for guess in product(*(range(whole + 1) for whole in wholes))
                   if all(row.parts[0] is None or row.parts[0].count == told for row, told in zip(rows, guess, strict=True))
                   and (total.parts[0] is None or total.parts[0].count == sum(guess))]
        for place, row in enumerate(rows):
            if row.parts[0] is None:
                assert len({guess[place] for guess in fitting}) > 1
