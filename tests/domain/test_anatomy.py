"""A site as files tell it, and what its level says of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from needlesafe.domain.anatomy import Current, Guidance, is_locked_level, region_of, site_from_json, site_tags
from needlesafe.domain.catalogue import Catalogue
from tests.helpers.visit_files import DELTOID


@pytest.mark.parametrize(("said", "read"), [
    ({"operator": "N. Ryan", "training": "2022"}, Guidance("N. Ryan", "2022")), ({"operator": "N. Ryan"}, Guidance("N. Ryan", "")),
    ({"training": "2022"}, Guidance("", "2022")), ({}, None), (None, None)])
def test_what_guidance_leaves_out_is_empty_and_no_guidance_is_none(said: dict[str, str] | None, read: Guidance | None) -> None:
    assert site_from_json({**DELTOID, "ultrasound": said}).ultrasound == read


def test_a_current_is_read_as_far_as_it_was_said() -> None:
    assert site_from_json({**DELTOID, "current": {"frequency_hz": 2.0}}).current == Current(2.0)
    assert site_from_json(DELTOID).current is None


@pytest.mark.parametrize(("levels", "level", "locked"), [
    (("L1", "L2"), "L2", True), (("L1", "L2"), "L3", False), (("any",), "L3", True), (("any",), None, False),
    (("L1",), None, False), ((), "L3", False)])
def test_a_level_is_locked_where_the_muscle_names_it_or_any_and_none_is_not(catalogue: Catalogue, levels: tuple[str, ...],
                                                                          level: str | None, locked: bool) -> None:
    muscle = replace(catalogue.muscles["m-deltoid"], locked_levels=levels)
    other = replace(catalogue, muscles={**catalogue.muscles, muscle.id: muscle})
    site = replace(site_from_json(DELTOID), level=level)
    assert is_locked_level(muscle, level) == ("locked" in site_tags(site, other)) == locked


def test_a_site_is_its_muscle_its_region_and_all_that_these_are(catalogue: Catalogue) -> None:
    site = site_from_json({**DELTOID, "technique": "electrical"})
    region, muscle = region_of(site, catalogue), catalogue.muscles["m-deltoid"]
    kind = "deep" if "deep" in (*region.tags, *muscle.tags) else "compressible"
    assert site_tags(site, catalogue) == {"any", "m-deltoid", "shoulder-deltoid", f"tier-{region.tier}", *region.tags,
                                          *muscle.tags, kind, "electrical", "supine"}


def test_a_deep_site_has_no_tag_besides_its_regions_and_its_muscles_but_what_may_be_there_in_any(catalogue: Catalogue) -> None:
    site = replace(site_from_json(DELTOID), muscle="m-cervical-multifidus", position="prone")
    region, muscle = region_of(site, catalogue), catalogue.muscles[site.muscle]
    assert "deep" in (*region.tags, *muscle.tags)
    assert site_tags(site, catalogue) - {"lung"} == {"any", muscle.id, region.id, f"tier-{region.tier}", "prone", *region.tags,
                                                     *muscle.tags}
