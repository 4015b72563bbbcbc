"""On the pages of the record, what is in doubt bears its mark; where sources differ and where STRICTA stands is printed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from needlesafe.documents import consent_draft, record
from needlesafe.domain.anatomy import region_of
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.differences import differences_of
from needlesafe.domain.doubt import MARKS, mark_of
from needlesafe.domain.rules import assess
from needlesafe.domain.visit import TreatmentEvent, Visit
from tests.documents.conftest import Knowing, Reader
from tests.helpers.assessing import at
from tests.helpers.visit_files import as_visit, begun, complete

HAPPENED = ("ae-nerve-contact", "ae-needle-bent", "ae-pneumothorax", "ae-headache")


@pytest.fixture(scope="module")
def visit(catalogue: Catalogue) -> Visit:
    """A whole visit of six muscles in which much is raised and much happened."""
    sites = [at(name) for name in ("m-upper-trapezius", "m-rhomboid-major", "m-piriformis", "m-subscapularis", "m-deltoid",
                                   "m-quadratus-lumborum")]
    raised = {name: "yes" for name in ("pr-first-treatment", "pr-anticoagulant", "pr-epilepsy", "pr-allergy-silicone")}
    raw = complete(begun(*sites, screening=raised), catalogue)
    told = replace(as_visit(raw, catalogue), started_at="2026-11-21T10:00:00Z")
    events = tuple(TreatmentEvent("10:20", "adverse", 4, id=name, detail={"steps_done": ["step-1"]}) for name in HAPPENED)
    return replace(told, treatment=(*told.treatment, *events))


@pytest.fixture
def page(visit: Visit, facts_of: Knowing, read_text: Reader) -> str:
    """All words of the record, without blanks."""
    return _squeezed(read_text(record(facts_of(visit)).pdf))


def _squeezed(text: str) -> str:
    return "".join(text.split())


def test_every_entry_in_doubt_bears_its_mark_on_the_pages(page: str, visit: Visit, catalogue: Catalogue) -> None:
    named = [(catalogue.questions[name].text, catalogue.questions[name].status) for name in visit.screening
             if name in catalogue.questions]
    named += [(catalogue.readiness[name].text, catalogue.readiness[name].status) for name in visit.readiness]
    named += [(catalogue.discharge[name].text, catalogue.discharge[name].status) for name in visit.note.discharge]
    named += [(region_of(site, catalogue).title, region_of(site, catalogue).status) for site in visit.sites]
    named += [(catalogue.events[name].title, catalogue.events[name].status) for name in HAPPENED]
    named += [(finding.title, finding.status) for finding in assess(visit, catalogue).findings]
    doubtful = [words if mark_of(status) in words else f"{words}{mark_of(status)}" for words, status in named
                if status in MARKS]
    assert len(doubtful) > 30
    assert [words for words in doubtful if _squeezed(words) not in page] == []


def test_a_marked_number_keeps_its_mark_in_findings_and_in_steps(page: str, catalogue: Catalogue) -> None:
    marked = [text for text in (*catalogue.questions["pr-first-treatment"].changes, *catalogue.questions["pr-anticoagulant"].changes)
              if any(sign in text for sign in MARKS.values())]
    assert len(marked) == 3
    assert [text for text in marked if _squeezed(text) not in page] == []


def test_where_sources_differ_about_this_visit_is_printed_and_nothing_of_another(
        page: str, visit: Visit, catalogue: Catalogue) -> None:
    concerned = differences_of(visit, assess(visit, catalogue).findings, catalogue)
    assert {"dis-ut-depth", "dis-rhomboid-depth", "dis-piriformis", "dis-anticoagulant", "dis-ptx-onset"} <= {
        item.id for item in concerned}
    for item in catalogue.disagreements.values():
        assert (_squeezed(item.default) in page) == (item in concerned), item.id


def test_every_item_of_stricta_is_printed_with_where_it_stands(page: str, catalogue: Catalogue) -> None:
    for item in catalogue.reporting.values():
        assert _squeezed(f"{item.item}{item.demand}") in page or _squeezed(item.demand) in page, item.id
        assert _squeezed(item.lacking) in page


def test_no_mark_stands_on_a_page_that_a_patient_reads(visit: Visit, facts_of: Knowing, read_text: Reader) -> None:
    text = read_text(consent_draft(facts_of(visit)).pdf)
    assert not [sign for sign in MARKS.values() if sign in text]
