"""Why a consent is new: each reason by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from needlesafe.domain.answers import Answer
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.consent import Consent
from needlesafe.domain.earlier import content_of
from needlesafe.domain.last_visit import EarlierAnswer, LastVisit, site_key
from needlesafe.domain.renewal import HOLDS, reasons
from needlesafe.domain.visit import Visit
from tests.helpers.visit_files import UPPER_TRAPEZIUS, as_visit, begun


@pytest.fixture
def visit(catalogue: Catalogue) -> Visit:
    """A visit that repeats the last one of eighteen days before in everything."""
    told = as_visit(begun(UPPER_TRAPEZIUS), catalogue)
    sites = tuple(site_key(site) for site in told.sites)
    return replace(told, number=2, last=LastVisit("v1", "2026-11-03", "PT-20311", content_of(told), "en", sites))


def found(visit: Visit, catalogue: Catalogue) -> list[str]:
    """The ids of the reasons besides that every visit has its own."""
    return [reason.id for reason in reasons(visit, catalogue)][1:]


def test_a_first_visit_and_one_like_the_last_have_no_reason_to_tell(visit: Visit, catalogue: Catalogue) -> None:
    assert reasons(visit, catalogue) == ()
    assert reasons(replace(visit, last=None), catalogue) == ()


@pytest.mark.parametrize(("days", "told"), [(83, []), (84, ["cv-time"]), (85, ["cv-time"])])
def test_after_twelve_weeks_time_is_a_reason(visit: Visit, catalogue: Catalogue, days: int, told: list[str]) -> None:
    then = (date.fromisoformat(visit.date) - timedelta(days=days)).isoformat()
    assert found(replace(visit, last=replace(visit.last, date=then)), catalogue) == told


@pytest.mark.parametrize("change", [{"side": "right"}, {"technique": "electrical"}, {"length_mm": 40}, {"muscle": "m-deltoid"}])
def test_a_new_place_or_way_is_a_reason(visit: Visit, catalogue: Catalogue, change: dict) -> None:
    assert found(replace(visit, sites=(replace(visit.sites[0], **change),)), catalogue) == ["cv-new-region"]


def test_each_other_reason_is_told_by_itself(visit: Visit, catalogue: Catalogue) -> None:
    last, patient = visit.last, visit.patient
    born = date.fromisoformat(visit.date).replace(year=2026 - catalogue.jurisdiction("IE").consent_age)
    cases = {
        "cv-new-clinician": replace(visit, last=replace(last, practitioner="PT-1")),
        "cv-health-change": replace(visit, since_last={"ch-medicines": Answer("unknown")}),
        "cv-event": replace(visit, last=replace(last, events=("ae-nerve-contact",))),
        "cv-new-evidence": replace(visit, last=replace(last, content="0" * 64)),
        "cv-capacity": replace(visit, patient=replace(patient, birth_date=born.isoformat())),
        "cv-language": replace(visit, consent=Consent(language="de"))}
    assert {name: found(case, catalogue) for name, case in cases.items()} == {name: [name] for name in cases}
    assert set(cases) | {"cv-every-session", "cv-new-region", "cv-time"} == set(HOLDS) == set(catalogue.renewals)


def test_a_question_that_is_answered_otherwise_is_a_reason(visit: Visit, catalogue: Catalogue) -> None:
    before = replace(visit, earlier={"pr-anticoagulant": EarlierAnswer("no", "2026-11-03")})
    assert found(replace(before, screening={"pr-anticoagulant": Answer("no")}), catalogue) == []
    assert found(replace(before, screening={"pr-anticoagulant": Answer("yes")}), catalogue) == ["cv-health-change"]


def test_after_a_visit_without_consent_every_site_is_new(visit: Visit, catalogue: Catalogue) -> None:
    assert found(replace(visit, last=replace(visit.last, sites=())), catalogue) == ["cv-new-region"]


def test_who_was_of_age_at_the_last_visit_did_not_come_of_age_since(visit: Visit, catalogue: Catalogue) -> None:
    years = catalogue.jurisdiction("IE").consent_age
    born = date.fromisoformat(visit.last.date).replace(year=2026 - years)
    for day, told in ((born, []), (born + timedelta(days=1), ["cv-capacity"])):
        patient = replace(visit.patient, birth_date=day.isoformat())
        assert found(replace(visit, patient=patient), catalogue) == told
