"""Sites by name, and words tied to the sites at which they hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from needlesafe.domain.anatomy import Site, site_from_json
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.placed import placed, site_title
from tests.helpers.visit_files import DELTOID

EVERYWHERE = frozenset({0, 1, 2, 3})


def site(**more: str) -> Site:
    """A site in the right deltoid."""
    return site_from_json({**DELTOID, **more})


@pytest.mark.parametrize(("title", "level", "told"), [
    ("Deltoid, front part", None, "Right deltoid, front part"), ("Deltoid", "C5", "Right deltoid at C5"),
    ("TMJ muscles", None, "Right TMJ muscles"), ("L5 fibres", "L5", "Right L5 fibres at L5"), ("AC joint", None, "Right AC joint"),
    ("V-shaped band", None, "Right V-shaped band"), ("A band", None, "Right A band")])
def test_a_site_is_named_by_side_and_muscle_and_a_level_where_one_is_recorded(catalogue: Catalogue, title: str, level: str | None,
                                                                             told: str) -> None:
    named = replace(catalogue, muscles={"m-deltoid": replace(catalogue.muscles["m-deltoid"], title=title)})
    assert site_title(replace(site(), level=level), named) == told


def told(catalogue: Catalogue, *said: tuple[str, set[int]]) -> tuple[str, ...]:
    """Words at four sites of the deltoid, the first of the left one."""
    sites = [site(side="left"), *[site(level=f"C{number}") for number in (4, 5, 6)]]
    return placed([(words, frozenset(where)) for words, where in said], EVERYWHERE, sites, catalogue)


def test_what_holds_everywhere_stands_once_and_first_in_the_order_in_which_it_is_said(catalogue: Catalogue) -> None:
    assert told(catalogue, ("b", {0, 1, 2, 3}), ("a", {0, 1, 2, 3}), ("b", {0, 1, 2, 3})) == ("b", "a")
    assert told(catalogue, ("a", {0}), ("b", {0, 1, 2, 3})) == ("b", "Site 1 (left deltoid): a")
    assert told(catalogue) == ()


def test_words_that_are_said_of_some_sites_and_of_others_are_said_of_all_of_these(catalogue: Catalogue) -> None:
    assert told(catalogue, ("a", {0, 1}), ("a", {2, 3})) == ("a",)
    assert told(catalogue, ("a", {2}), ("b", {1}), ("a", {0})) == (
        "Sites 1 (left deltoid), 3 (right deltoid at C5): a", "Site 2 (right deltoid at C4): b")


def test_up_to_three_sites_are_named_and_more_are_counted(catalogue: Catalogue) -> None:
    assert told(catalogue, ("a", {1, 2, 3})) == (
        "Sites 2 (right deltoid at C4), 3 (right deltoid at C5), 4 (right deltoid at C6): a",)
    five = [site() for _ in range(5)]
    assert placed([("a", EVERYWHERE)], frozenset(range(5)), five, catalogue) == ("Sites 1, 2, 3, 4: a",)
