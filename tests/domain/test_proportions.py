"""So many of so many, with the interval in which the truth may lie."""

from __future__ import annotations

import pytest

from needlesafe.domain.proportions import Proportion


@pytest.mark.parametrize(("count", "of", "low", "high"), [
    (10, 100, 0.0552, 0.1744), (1, 10, 0.0179, 0.4042), (5, 10, 0.2366, 0.7634), (5, 5, 0.5655, 1.0), (1, 1, 0.2065, 1.0),
])
def test_the_interval_is_wilsons(count: int, of: int, low: float, high: float) -> None:
    assert Proportion(count, of).interval == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(("of", "high"), [(1000, 0.003), (60, 0.05), (3, 1.0), (1, 1.0)])
def test_nothing_of_so_many_is_bound_by_three(of: int, high: float) -> None:
    assert Proportion(0, of).interval == pytest.approx((0.0, high))


def test_nothing_counted_has_neither_share_nor_interval() -> None:
    assert Proportion(0, 0).share is None and Proportion(0, 0).interval is None


def test_the_interval_holds_the_share_and_stays_between_nothing_and_all() -> None:
    for of in range(1, 80):
        for count in range(of + 1):
            low, high = Proportion(count, of).interval or (1.0, 0.0)
            assert 0 <= low <= count / of <= high <= 1


@pytest.mark.parametrize(("count", "of"), [(2, 1), (-1, 3)])
def test_more_than_all_is_no_proportion(count: int, of: int) -> None:
    with pytest.raises(ValueError, match="no proportion"):
        Proportion(count, of)
