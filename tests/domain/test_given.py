"""What was done at a site and the course of treatment, as events tell them."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from needlesafe.domain.anatomy import Current, Guidance, Point, Site, site_from_json
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.folding import FOLDS
from needlesafe.domain.given import Course, Given, given_after, reaches_beyond
from needlesafe.domain.needles import minutes_retained
from needlesafe.domain.people import Practitioner, practitioner_from_json
from needlesafe.domain.visit import TreatmentEvent, Visit
from tests.domain.test_events import journal
from tests.helpers.visit_files import DELTOID, as_visit, begun


@pytest.fixture
def visit(catalogue: Catalogue) -> Visit:
    """A visit of which nothing of this is told."""
    return as_visit(begun(DELTOID), catalogue)


def after(visit: Visit, kind: str, **payload: object) -> Visit:
    """The visit after an event of the kind."""
    event = journal(1)[0]
    return FOLDS[kind](visit, type(event)(**{**event.as_json(), "type": kind, "payload": payload}))


def test_a_visit_without_these_events_tells_nothing_of_them(visit: Visit) -> None:
    assert (visit.given, visit.course, visit.sites[0].current) == ((), Course(), None)
    assert visit.practitioner.practising_since is None


def test_what_is_said_of_a_site_adds_up_and_keeps_the_order_of_the_plan(visit: Visit) -> None:
    told = after(after(after(visit, "given-recorded", site=2, depth_mm=20), "given-recorded", site=0, response="both"),
                 "given-recorded", site=2, insertions=3)
    assert told.given == (Given(0, response="both"), Given(2, 20, 3))


def test_what_is_taken_back_is_gone() -> None:
    given = (Given(0, 20, 3, "twitch", "deep"),)
    assert given_after(given, {"site": 0, "depth_mm": None}) == (Given(0, None, 3, "twitch", "deep"),)
    nothing = {"site": 0, "depth_mm": None, "insertions": None, "response": "", "remarks": ""}
    assert given_after(given, nothing) == ()
    assert given_after((), {"site": 4}) == ()


def test_the_course_is_told_in_parts(visit: Visit) -> None:
    told = after(after(visit, "course-recorded", visits=6), "course-recorded", frequency="weekly")
    assert told.course == Course(6, "weekly")
    assert after(told, "course-recorded", visits=None).course == Course(None, "weekly")


def test_a_site_and_a_practitioner_survive_their_events() -> None:
    site = Site("m-deltoid", "left", 1, 30, 0.25, "electrical", None, "supine", "A1", "2029-01", Guidance("A", "B"),
                "straight", "steel", Current(2, None, 12), (Point("front", 0.25, 0.5), Point("back", 0, 1)))
    assert site_from_json(asdict(site)) == site
    assert site_from_json({**asdict(site), "current": None}).current is None
    person = Practitioner("Conor Walsh", "PT-20311", scope=("*",), practising_since=2011)
    assert practitioner_from_json(asdict(person)) == person


def test_a_depth_is_beyond_the_needle_only_where_it_is_more_than_its_length() -> None:
    assert [reaches_beyond(depth, 30) for depth in (None, 0, 30, 30.1)] == [False, False, False, True]


def acts(*told: str) -> list[TreatmentEvent]:
    """Events told as `10:05 in 0 2`."""
    events = []
    for words in told:
        at, event, *more = words.split()
        events.append(TreatmentEvent(at, event, int(more[0]) if more else None, int(more[1]) if more else 0))
    return events


SPANS = [
    (("10:05 in 0 1", "10:17 out 0 1"), 12),
    (("10:05 in 0 1", "10:06 in 0 1", "10:10 out 0 1", "10:20 out 0 1"), 15),
    (("10:05 in 0 1", "10:10 out 0 1", "10:30 in 0 1", "10:35 all-out"), 10),
    (("10:05:10 in 0 1", "10:06:05 out 0 1"), 0),
    (("23:58 in 0 1", "00:04 out 0 1"), 6),
    (("10:05 in 1 1", "10:06 in 0 1", "10:07 out 1 1", "10:09 out 0 1"), 3),
    (("10:05 in 0 1",), None),
    (("10:05 in 0 2", "10:07 out 0 1"), None),
    (("10:05 in 0 1", "10:01 out 0 1"), None),
    (("10:05 in 1 1", "10:06 out 1 1"), None),
    (("10:02 pause", "10:40 all-out"), None),
]


@pytest.mark.parametrize(("told", "minutes"), SPANS)
def test_how_long_needles_stayed_is_counted_from_the_times_or_not_at_all(told: tuple[str, ...], minutes: int | None) -> None:
    assert minutes_retained(acts(*told), 0) == minutes
