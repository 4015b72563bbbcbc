"""One cause is met once where findings are shown; what each of them asks for stays its own."""

from __future__ import annotations

from needlesafe.domain.catalogue import ACTIONS, Catalogue
from needlesafe.domain.causes import causes
from tests.helpers.assessing import CLEARANCE, assessed, at

NECK = (at("m-cervical-multifidus", level="C5"), at("m-splenius-capitis"))
APIXABAN = {"pr-anticoagulant": {"answer": "yes", "detail": "apixaban 5 mg twice daily"}}


def test_a_blood_thinner_is_met_once_whatever_it_raises_where(catalogue: Catalogue) -> None:
    told = assessed(catalogue, *NECK, at("m-gastrocnemius"), at("m-adductor-longus"), answers=APIXABAN)
    assert len(told.findings) == 4
    [thinner] = causes(told.findings)
    assert thinner.title == "Blood thinner" and thinner.findings == told.findings
    assert thinner.leading.action == "stop"
    assert [because.source for because in thinner.because] == ["pr-anticoagulant"]
    assert set(thinner.sources) == {source for finding in told.findings for source in finding.sources}


def test_two_causes_stay_two_and_the_gravest_leads(catalogue: Catalogue) -> None:
    told = assessed(catalogue, *NECK, answers={**APIXABAN, "ci-fever-infection": "yes", "pf-epilepsy": "yes"})
    assert [cause.title for cause in causes(told.findings)] == ["Fever or infection", "Blood thinner", "Epilepsy"]
    ranks = [ACTIONS.index(cause.leading.action) for cause in causes(told.findings)]
    assert ranks == sorted(ranks)


def test_what_is_open_leads_before_what_is_cleared(catalogue: Catalogue) -> None:
    cleared = {"pr-anticoagulant": {"answer": "yes", "clearance": CLEARANCE}}
    [thinner] = causes(assessed(catalogue, *NECK, answers=cleared).findings)
    assert thinner.leading.open and thinner.leading.action == "modify"
    assert [finding.cleared for finding in thinner.findings] == [False, True]


def test_nothing_raised_is_no_cause() -> None:
    assert causes(()) == ()
