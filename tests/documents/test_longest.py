"""Forty sites and 6,000 characters in every note, on A4 and on Letter: every word is there, within the margins, in good order."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pikepdf
import pytest
from reportlab.lib.units import mm

from needlesafe.documents import Built
from needlesafe.documents.style import MARGIN, PAGE_SIZES
from needlesafe.documents.typesetter import Typesetter
from needlesafe.domain.anatomy import Site
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.visit import Visit
from tests.documents.conftest import Knowing
from tests.documents.test_papers import MAKERS
from tests.documents.test_structure import children
from tests.helpers import example_visit

SITES, CHARACTERS = 40, 6000
NOTES = ("note.response", "note.follow_up", "note.bleeding", "note.bruising", "note.soreness", "note.range_after", "indication.complaint",
         "indication.diagnosis", "indication.goal", "indication.range_before", "consent.questions", "incident.happened", "withdrawal.words",
         "withdrawal.reason", "patient.phone", "practitioner.training")
PAPERS = [name for name in MAKERS if name not in ("paper-form", "draft")]
RUNNING = 9 * mm
"""Where head and foot of a page may begin; printers reach that far."""
HEADINGS = ("/H1", "/H2", "/H3")
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">')


def words_of(field: str) -> list[str]:
    """Words that stand in one field only, as many as fit it."""
    mark = "".join(part[:2] for part in re.split(r"[._]", field))
    return [f"{mark}{number:03}" for number in range(CHARACTERS // (len(mark) + 4))]


def longest(catalogue: Catalogue, jurisdiction: str) -> Visit:
    """A visit with as many sites and words as anybody could write."""
    visit = example_visit.with_statements(catalogue)
    sites = tuple(Site(name, catalogue.regions[catalogue.muscles[name].region].sides[-1], 1 + number % 3, 30, 0.25, "retained",
                       None, "prone", f"LOT{number:03}", "2029-01")
                  for number, name in enumerate(list(catalogue.muscles)[:SITES]))
    visit = replace(visit, sites=sites, jurisdiction=jurisdiction)
    for field in NOTES:
        part, name = field.split(".")
        visit = replace(visit, **{part: replace(getattr(visit, part), **{name: " ".join(words_of(field))})})
    return visit


@pytest.fixture(scope="module", params=["IE", "US"])
def papers(request: pytest.FixtureRequest, catalogue: Catalogue, facts_of: Knowing) -> dict[str, Built]:
    """Every document of the longest visit, on the paper of its place."""
    facts = facts_of(longest(catalogue, request.param))
    return {name: MAKERS[name](facts) for name in PAPERS}


def told(pdf: bytes, folder: Path, *options: str) -> str:
    """What pdftotext says of a file."""
    file = folder / "read.pdf"
    file.write_bytes(pdf)
    return subprocess.run(["pdftotext", "-enc", "UTF-8", *options, str(file), "-"], capture_output=True, check=True).stdout.decode()


def page_of(element: pikepdf.Object) -> tuple[int, int] | None:
    """The page on which an element, or the first thing in it, stands."""
    if "/Pg" in element:
        return tuple(element.Pg.objgen)
    return next((found for child in children(element) if (found := page_of(child)) is not None), None)


def in_order(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    yield element
    for child in children(element):
        yield from in_order(child)


def pages_of(element: pikepdf.Object) -> set[tuple[int, int]]:
    """The pages on which anything of an element stands."""
    held = element.get("/K", [])
    found = {tuple(element.Pg.objgen)} if "/Pg" in element else set()
    found |= {tuple(child.Pg.objgen) for child in (held if isinstance(held, pikepdf.Array) else [held])
              if isinstance(child, pikepdf.Dictionary) and "/Pg" in child}
    return found.union(*(pages_of(child) for child in children(element)))


def test_every_word_of_every_note_is_on_paper(papers: dict[str, Built], tmp_path: Path) -> None:
    found = {name: {word.strip(".,;") for word in told(papers[name].pdf, tmp_path, "-raw").split()}
             for name in ("record", "incident", "withdrawal")}
    for field in NOTES:
        part = field.split(".")[0]
        assert not set(words_of(field)) - found[part if part in found else "record"], field
    assert {f"LOT{number:03}" for number in range(SITES)} <= found["record"]


def test_the_consent_repeats_what_was_asked(papers: dict[str, Built], tmp_path: Path) -> None:
    found = {word.strip(".,;") for word in told(papers["consent"].pdf, tmp_path, "-raw").split()}
    assert not set(words_of("consent.questions")) - found


def test_nothing_stands_in_the_margins(papers: dict[str, Built], tmp_path: Path) -> None:
    for name, built in papers.items():
        with pikepdf.open(io.BytesIO(built.pdf)) as pdf:
            width, height = map(float, list(pdf.pages[0].MediaBox)[2:])
        assert (width, height) in {(round(w, 4), round(h, 4)) for w, h in PAGE_SIZES.values()}
        boxes = [tuple(map(float, found)) for found in WORD.findall(told(built.pdf, tmp_path, "-bbox"))]
        assert len(boxes) > 100
        for left, top, right, bottom in boxes:
            assert left >= MARGIN - 0.5 and right <= width - MARGIN + 0.5, (name, left, right)
            assert top >= RUNNING and bottom <= height - RUNNING, (name, top, bottom)


def test_no_heading_is_parted_from_what_it_names(papers: dict[str, Built]) -> None:
    for name, built in papers.items():
        with pikepdf.open(io.BytesIO(built.pdf)) as pdf:
            line = [element for element in in_order(pdf.Root.StructTreeRoot.K) if "/Pg" in element]
            for heading, after in zip(line, line[1:]):
                assert heading.S not in HEADINGS or page_of(heading) == page_of(after), (name, heading.get("/Alt"))


def test_a_row_is_torn_only_where_it_is_taller_than_a_page(papers: dict[str, Built]) -> None:
    for name, built in papers.items():
        with pikepdf.open(io.BytesIO(built.pdf)) as pdf:
            rows = [element for element in in_order(pdf.Root.StructTreeRoot.K) if element.S == "/TR"]
            torn = [row for row in rows if len(pages_of(row)) > 1]
            assert len(torn) <= len(NOTES), name


@pytest.mark.parametrize("lines", range(1, 14))
def test_no_single_line_of_a_paragraph_is_left_behind_or_sent_ahead(lines: int) -> None:
    for fitting in range(lines):
        paragraph = Typesetter().text("\n".join(f"line {number}" for number in range(lines)))
        paragraph.wrap(300, 1000)
        parts = paragraph.split(300, fitting * paragraph.style.leading)
        counted = [len(part.lines) for part in parts]
        assert not counted or (sum(counted) == lines and min(counted) >= 2)
        assert counted or lines <= 3 or fitting <= 2


def test_the_longest_visit_has_every_field_that_a_note_can_have(catalogue: Catalogue) -> None:
    visit = longest(catalogue, "IE")
    for part in ("note", "indication"):
        record = getattr(visit, part)
        assert is_dataclass(record)
        texts = {field.name for field in fields(record) if isinstance(getattr(record, field.name), str)}
        assert texts == {field.split(".")[1] for field in NOTES if field.startswith(part)}
