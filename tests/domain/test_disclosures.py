"""What a consent must carry, asked by name: the regions of a plan, the finding of an id."""

from __future__ import annotations

from dataclasses import replace

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.disclosures import region_risk_id, regions_of_plan, warnings_of_plan
from needlesafe.domain.rules import assess
from tests.helpers.assessing import assessed, at
from tests.helpers.visit_files import as_visit, begun


def test_the_regions_of_a_plan_come_once_each_in_the_order_of_choice(catalogue: Catalogue) -> None:
    plan = begun(at("m-gastrocnemius"), at("m-upper-trapezius"), at("m-soleus", "right"))
    regions = regions_of_plan(as_visit(plan, catalogue), catalogue)
    assert [region.id for region in regions] == ["calf", "upper-trapezius-shoulder-top"]
    assert regions[0] is catalogue.regions["calf"]
    assert regions_of_plan(as_visit(begun(), catalogue), catalogue) == ()


def test_the_warning_signs_of_a_plan_come_once_each_those_of_its_regions_first(catalogue: Catalogue) -> None:
    plan = begun(at("m-gastrocnemius"), at("m-soleus", "right"), screening={"pf-pregnancy": "yes"})
    told = [warning.id for warning in warnings_of_plan(as_visit(plan, catalogue), catalogue)]
    of_the_calf = list(catalogue.regions["calf"].delayed)
    assert told[:len(of_the_calf)] == of_the_calf and "ws-pregnancy" in told[len(of_the_calf):]
    assert len(told) == len(set(told))


def test_a_region_tells_its_risk_under_an_id_of_its_own() -> None:
    assert region_risk_id("calf") == "rs-calf"


def test_a_finding_is_found_by_its_id_and_by_no_other(catalogue: Catalogue) -> None:
    told = assessed(catalogue, at("m-upper-trapezius"), answers={"pf-lung-disease": "yes", "pf-smoker": "yes"})
    assert told.finding("cr-smoker") is told.findings[1]
    assert told.finding("pr-copd-emphysema") is None, "named among the rules of another"


def test_a_language_that_the_content_has_not_discloses_the_english_risks(catalogue: Catalogue) -> None:
    visit = as_visit(begun(at("m-upper-trapezius")), catalogue)
    other = replace(visit, consent=replace(visit.consent, language="tlh"))
    assert assess(other, catalogue).disclosures == assess(visit, catalogue).disclosures != ()
