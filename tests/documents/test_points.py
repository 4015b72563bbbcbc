"""Points that were marked on the body stand in what who treats reads; what the patient agrees to is the place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from needlesafe.documents import consent_draft, record
from needlesafe.documents.flowables.body_map import MapView
from needlesafe.documents.sections.layout import Layout
from needlesafe.documents.sections.plan import body_map
from needlesafe.documents.typesetter import Typesetter
from needlesafe.documents.wording import patients_words
from needlesafe.domain.anatomy import Point, Site
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.visit import Visit
from tests.documents.conftest import Knowing
from tests.helpers import example_visit

MARKED = (Point("front", 0.6, 0.2), Point("back", 0.36, 0.21), Point("back", 0.4, 0.22))


class Views(Typesetter):
    """Hands back what would be drawn."""

    def body_map(self, views: tuple[MapView, ...], alternative: str, height: float = 300) -> tuple[MapView, ...]:
        """Returns the views."""
        return tuple(views)


@pytest.fixture
def marked(catalogue: Catalogue) -> Visit:
    """A visit whose first site has three points in two views."""
    visit = example_visit.unsigned(catalogue)
    return replace(visit, sites=(replace(visit.sites[0], points=MARKED), *visit.sites[1:]))


def drawn(visit: Visit, facts_of: Knowing, exact: bool) -> dict[str, list[tuple[int, float, float]]]:
    """The numbered points of each view, as shares of its width and height."""
    facts = facts_of(visit)
    views = body_map(Layout(facts, patients_words(facts), Views()), 100, exact)
    return {view.caption: [(point.number, round(point.x / view.drawing.width, 4), round(point.y / view.drawing.height, 4))
                           for point in view.points] for view in views}


def test_each_point_carries_the_number_of_its_site_in_its_view(marked: Visit, facts_of: Knowing) -> None:
    shown = drawn(marked, facts_of, exact=True)
    assert shown["Front"] == [(1, 0.6, 0.2)]
    assert shown["Back"][:2] == [(1, 0.36, 0.21), (1, 0.4, 0.22)]
    assert {number for number, *_ in shown["Back"]} == {1, 2}


def test_without_points_a_site_stands_at_the_middle_of_its_region(catalogue: Catalogue, facts_of: Knowing) -> None:
    visit = example_visit.unsigned(catalogue)
    assert drawn(visit, facts_of, exact=True) == drawn(visit, facts_of, exact=False)


def test_a_point_in_a_view_that_does_not_show_the_region_is_not_drawn(catalogue: Catalogue, facts_of: Knowing) -> None:
    site = Site("m-infraspinatus", "left", 1, 30, 0.25, "in-and-out")
    visit = replace(example_visit.unsigned(catalogue), sites=(site,))
    beside = replace(visit, sites=(replace(site, points=(Point("front", 0.5, 0.5),)),))
    assert drawn(beside, facts_of, exact=True) == drawn(visit, facts_of, exact=True)


def test_the_consent_is_the_same_to_the_byte_with_points_and_without(
        marked: Visit, catalogue: Catalogue, facts_of: Knowing) -> None:
    plain = example_visit.unsigned(catalogue)
    assert consent_draft(facts_of(marked)).pdf == consent_draft(facts_of(plain)).pdf
    assert record(facts_of(marked)).pdf != record(facts_of(plain)).pdf
