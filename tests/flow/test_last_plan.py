"""The last visit's sites: those that were needled, without what belongs to that day, and planned through the rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.people import patient_from_json
from needlesafe.flow.last_plan import last_plan, take_last_plan
from needlesafe.flow.reception import begin
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.flow.walk import start_from
from needlesafe.flow.workplace import Workplace
from tests.helpers.visit_files import AOIFE, DELTOID, UPPER_TRAPEZIUS, Raw, as_visit, begun, complete
from tests.helpers.visit_walk import record_up_to
from tests.helpers.workplaces import MORNING, new_workplace


@pytest.fixture
def workplace(tmp_path: Path, catalogue: Catalogue) -> Iterator[Workplace]:
    """A workplace with an empty store."""
    place = new_workplace(tmp_path / "store", catalogue)
    yield place
    place.store.close()


def treated(workplace: Workplace, raw: Raw) -> VisitDesk:
    """A visit of the file that was needled and closed, without its PDFs."""
    told = as_visit(raw, workplace.catalogue)
    desk = start_from(told, workplace)
    record_up_to(desk, told, "ready")
    desk.record(("treatment-recorded", {"at": "10:05", "event": "in", "site": 0, "count": 2}),
                ("visit-finished", {"gate": "finish"}))
    return desk


def repeated(workplace: Workplace) -> VisitDesk:
    """The visit eighteen days later."""
    return begin(replace(workplace, clock=lambda: MORNING + timedelta(days=18)), patient_from_json(AOIFE))


def whole(catalogue: Catalogue) -> Raw:
    """Two sites, each with a point, the lot and the use-by date of its pack and somebody who held the probe."""
    raw = complete(begun(UPPER_TRAPEZIUS, DELTOID), catalogue)
    day = {"points": [{"view": "back", "x": 0.36, "y": 0.21}], "lot": "A1180", "expires": "2029-01",
           "ultrasound": {"operator": "Conor Walsh", "training": "course"}}
    return {**raw, "sites": [{**site, **day} for site in raw["sites"]]}


def test_what_was_needled_is_offered_without_pack_probe_and_points(workplace: Workplace, catalogue: Catalogue) -> None:
    treated(workplace, whole(catalogue))
    desk = repeated(workplace)
    last = last_plan(desk.workplace, desk.visit)
    assert last.date == "2026-11-21"
    site, = last.sites
    assert (site.muscle, site.side, site.needles, site.length_mm) == ("m-upper-trapezius", "left", 2, 30)
    assert (site.lot, site.expires, site.ultrasound, site.points) == ("", "", None, None)


def test_taken_it_is_the_plan_and_the_rules_are_asked_anew(workplace: Workplace, catalogue: Catalogue) -> None:
    treated(workplace, whole(catalogue))
    desk = repeated(workplace)
    assert not desk.assessment.findings
    last = last_plan(desk.workplace, desk.visit)
    visit = take_last_plan(desk, last)
    assert visit.sites == last.sites
    assert desk.assessment.findings and desk.assessment.unanswered
    assert not visit.acknowledged and not visit.changes_accepted
    assert take_last_plan(desk, last).sites == last.sites


def test_a_first_visit_and_one_without_a_needle_offer_nothing(workplace: Workplace, catalogue: Catalogue) -> None:
    first = start_from(as_visit(whole(catalogue), catalogue), workplace)
    first.plan_sites(as_visit(whole(catalogue), catalogue).sites)
    assert last_plan(workplace, first.visit) is None
    first.decide("deferred")
    first.record(("visit-finished", {"gate": "finish-declined"}))
    assert last_plan(workplace, repeated(workplace).visit) is None


def test_a_muscle_that_the_content_no_longer_knows_is_left_out(workplace: Workplace, catalogue: Catalogue) -> None:
    treated(workplace, whole(catalogue))
    desk = repeated(workplace)
    fewer = replace(catalogue, muscles={name: m for name, m in catalogue.muscles.items() if name != "m-upper-trapezius"})
    assert last_plan(replace(desk.workplace, catalogue=fewer), desk.visit) is None
