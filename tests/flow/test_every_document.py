"""
Every document of a dozen visits as different as they come: archives and screen readers accept it before and after its seal,
others find in it every answer and every attached file.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.events import canonical, chain_fault
from needlesafe.domain.folding import fold
from needlesafe.exchange.fhir import bundle, bundle_bytes
from needlesafe.exchange.visit_json import journal_bytes, visit_bytes, visit_file
from needlesafe.flow.papers import CONSENT, FHIR, JOURNAL, VISIT, WITH_DATA
from needlesafe.flow.sealing import REASONS
from tests.helpers.fhir_schema import schema_faults
from tests.helpers.page_check import page_faults
from tests.helpers.pdf_reading import DETACHERS, READERS, squeezed_text, syntax_faults
from tests.helpers.told_answers import Answers
from tests.helpers.varied_papers import FEW, Paper, papers_of
from tests.helpers.varied_visits import VISITS, known
from tests.helpers.verapdf import VeraPdf

NAMES = [name if name in FEW else pytest.param(name, marks=pytest.mark.full) for name in VISITS]
"""All visits of the long run, a few of the usual one."""
FLAVOURS = ("3a", "ua1")


@pytest.fixture(scope="module")
def verapdf() -> Iterator[VeraPdf]:
    """The validator, started once."""
    validator = VeraPdf()
    yield validator
    validator.close()


def numbered(papers: tuple[Paper, ...]) -> Iterator[tuple[Paper, int]]:
    """Each document, and the how manieth of its kind it is."""
    seen: Counter[str] = Counter()
    for paper in papers:
        seen[paper.kind] += 1
        yield paper, seen[paper.kind]


def inside(paper: Paper) -> dict[str, bytes]:
    """The files that a document is to carry."""
    if paper.kind not in WITH_DATA:
        return {}
    source = paper.source
    visit = fold(source.events)
    files = {VISIT: visit_bytes(visit), FHIR: bundle_bytes(visit, source.facts.catalogue, source.events),
             JOURNAL: journal_bytes(source.events)}
    return files | ({CONSENT: source.consent} if source.consent else {})


def test_the_visits_yield_every_kind_of_document() -> None:
    assert {paper.kind for name in FEW for paper in papers_of(name)} == set(REASONS)


@pytest.mark.parametrize("name", NAMES)
def test_the_journal_tells_the_whole_visit(name: str, catalogue: Catalogue) -> None:
    source = papers_of(name)[-1].source
    assert canonical(visit_file(source.facts.visit)) == canonical(visit_file(known(VISITS[name](catalogue), name)))
    assert chain_fault(source.events) == ""


@pytest.mark.parametrize("name", NAMES)
def test_archives_and_screen_readers_accept_every_document_before_and_after_its_seal(name: str, verapdf: VeraPdf,
                                                                                     tmp_path: Path) -> None:
    checks, file = 0, tmp_path / "paper.pdf"
    for paper in papers_of(name):
        for state, pdf in (("before", paper.pdf), ("after", paper.sealed)):
            file.write_bytes(pdf)
            for flavour in FLAVOURS:
                verdict = verapdf.check(file, flavour)
                assert (verdict.passed, verdict.broken) == (True, ()), (paper.name, state, flavour)
                assert page_faults(pdf, flavour) == [], (paper.name, state, flavour)
                checks += verdict.checks
            assert syntax_faults(pdf, tmp_path) == "", (paper.name, state)
    print(f"{name}: {len(papers_of(name))} documents before and after their seals, {checks} checks of veraPDF")


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", NAMES)
def test_every_stored_answer_is_found_in_the_text(name: str, reader: str, catalogue: Catalogue, tmp_path: Path) -> None:
    found = 0
    for paper, number in numbered(papers_of(name)):
        text = squeezed_text(READERS[reader](paper.sealed, tmp_path), catalogue.fingerprint[:12])
        wanted = list(Answers(paper.source.facts).of(paper.kind, number))
        lost = [(path, pattern) for path, pattern in wanted if not re.search(pattern, text)]
        assert lost == [], paper.name
        found += len(wanted)
    print(f"{name}: {found} answers found by {reader}")


def test_an_answer_that_is_not_in_the_text_is_missed(catalogue: Catalogue, tmp_path: Path) -> None:
    record = next(paper for paper in papers_of("withdrawn") if paper.kind == "record")
    for reader in READERS.values():
        text = squeezed_text(reader(record.sealed, tmp_path), catalogue.fingerprint[:12])
        for old, new in (("apixaban5mg", "apixaban2mg"), ("doyousmokeorvape?notknown", "doyousmokeorvape?no"),
                         ("40mm×0.3mm", "40mm×0.25mm"), ("weight74.5kg", "weight71.5kg")):
            assert old in text
            wanted = Answers(record.source.facts).of("record", 1)
            assert [path for path, pattern in wanted if not re.search(pattern, text.replace(old, new))], old


@pytest.mark.parametrize("name", NAMES)
def test_every_attached_file_comes_out_byte_for_byte(name: str, tmp_path: Path) -> None:
    for paper in papers_of(name):
        wanted = inside(paper)
        for tool, detach in DETACHERS.items():
            for pdf in (paper.pdf, paper.sealed):
                assert detach(pdf, tmp_path) == wanted, (paper.name, tool)


def test_the_consent_inside_a_record_is_the_sealed_one() -> None:
    kept = {paper.kind: paper for paper in papers_of("withdrawn")}
    assert inside(kept["record"])[CONSENT] == kept["consent"].sealed != kept["consent"].pdf


@pytest.mark.parametrize("name", NAMES)
def test_the_fhir_document_fits_the_schema_at_the_consent_and_at_the_end(name: str, catalogue: Catalogue) -> None:
    papers = papers_of(name)
    for paper in (papers[0], papers[-1]):
        assert schema_faults(bundle(fold(paper.source.events), catalogue, paper.source.events)) == [], paper.name
