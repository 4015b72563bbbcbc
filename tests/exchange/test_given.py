"""What was done at a site, currents and the course in a visit file: what may be said of them, and what not."""

from __future__ import annotations

from typing import Any

import pytest

from needlesafe.domain.anatomy import Current
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.given import Course, Given
from needlesafe.exchange.visit_file import read_visit
from needlesafe.exchange.visit_json import visit_bytes, visit_file
from tests.helpers.example_file import put, refused, spelled, told_in_detail, without
from tests.helpers.visit_files import DELTOID, GASTROCNEMIUS, as_visit, begun, complete, written

Raw = dict[str, Any]


@pytest.fixture
def raw(catalogue: Catalogue) -> Raw:
    """A treated visit with everything told of it."""
    return told_in_detail(complete(begun(DELTOID, GASTROCNEMIUS), catalogue))


def test_what_is_told_is_read_and_written_the_same(raw: Raw, catalogue: Catalogue) -> None:
    visit = as_visit(raw, catalogue)
    assert visit.given == (Given(0, response="twitch"), Given(1, 22.5, 4, "both", "pulsed for a minute"))
    assert visit.course == Course(6, "once a week", "heel raises, heat at home")
    assert visit.sites[1].current == Current(2, 1.5, 12) and visit.practitioner.practising_since == 2011
    assert visit_bytes(read_visit(visit_bytes(visit), catalogue)) == visit_bytes(visit)
    assert visit_file(visit)["sites"][1]["current"] == {"frequency_hz": 2, "intensity_ma": 1.5, "minutes": 12}


OPTIONAL = ["given", "course", "given/1/depth_mm", "given/1/insertions", "given/1/response", "given/1/remarks",
            "course/visits", "course/frequency", "course/other_treatments", "sites/1/angle", "sites/1/needle",
            "sites/1/current", "sites/1/current/frequency_hz", "sites/1/current/intensity_ma", "sites/1/current/minutes",
            "practitioner/practising_since"]


@pytest.mark.parametrize("path", OPTIONAL)
def test_each_of_them_may_be_missing(raw: Raw, catalogue: Catalogue, path: str) -> None:
    visit = read_visit(written(without(raw, path)), catalogue)
    assert read_visit(visit_bytes(visit), catalogue) == visit


def test_what_nobody_said_is_no_key_of_the_file(catalogue: Catalogue) -> None:
    told = visit_file(as_visit(complete(begun(DELTOID), catalogue), catalogue))
    assert not {"given", "course"} & told.keys()
    assert not {"angle", "needle", "current"} & told["sites"][0].keys()
    assert "practising_since" not in told["practitioner"]


WRONG = [
    ("given/1/depth_mm", 40.5, "reaches deeper than the needle, which is 40 mm long"),
    ("given/1/depth_mm", -1, "must lie between 0 and 200, not -1"),
    ("given/1/insertions", 0, "must lie between 1 and 10000, not 0"),
    ("given/1/insertions", 2.5, "must be a whole number, not 2.5"),
    ("given/1/response", "twich", "'twich' is not one of twitch, referred-pain, both, none; the nearest known is 'twitch'"),
    ("given/1/site", 0, "site 0 is told twice"),
    ("given/1/site", 2, "no needle went in at site 2"),
    ("sites/1/technique", "retained", None),
    ("sites/1/current/frequency_hz", "2", "must be a number, not '2'"),
    ("course/visits", 0, "must lie between 1 and 1000, not 0"),
    ("practitioner/practising_since", 2027, "lies after the visit"),
    ("practitioner/practising_since", 15, "must lie between 1900 and 2200, not 15"),
]


@pytest.mark.parametrize(("path", "value", "words"), WRONG)
def test_what_cannot_be_is_named(raw: Raw, catalogue: Catalogue, path: str, value: Any, words: str | None) -> None:
    expected = {spelled(path): words} if words else {"sites[1].current": "stands only where the technique is electrical"}
    assert refused(put(raw, path, value), catalogue) == expected


def test_nothing_was_done_where_no_needle_went_in(raw: Raw, catalogue: Catalogue) -> None:
    assert refused(put(raw, "treatment", []), catalogue) == {
        f"given[{index}].site": f"no needle went in at site {index}" for index in (0, 1)}


def test_noise_in_their_place_is_named_and_never_a_crash(raw: Raw, catalogue: Catalogue) -> None:
    for noise in ([[]], [{}], [{"site": []}], [{"site": "0"}], [{"site": 10**20}], [{"site": 0, "depth_mm": "deep"}], 7):
        assert any(place.startswith("given") for place in refused(put(raw, "given", noise), catalogue)), noise
