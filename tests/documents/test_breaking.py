"""How pieces break over pages: whole where they can be, torn only where they must, nothing lost."""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from needlesafe.documents.build import Built, build
from needlesafe.documents.flowables.blocks import bind_headings
from needlesafe.documents.typesetter import Typesetter
from tests.documents import specimen
from tests.documents.conftest import Reader
from tests.documents.test_structure import children, elements

SETTER = Typesetter()
MANY = "\n".join(f"line {index}" for index in range(150))


def _made(*story: Flowable) -> Built:
    return build(story, specimen.SHEET)


def test_a_heading_is_never_left_alone_at_the_foot_of_a_page() -> None:
    for lines in range(46, 54):
        made = _made(SETTER.text("\n".join("line" for _ in range(lines))), SETTER.section("Named"),
                     SETTER.table(("a", "b"), [("1", "two\nlines")] * 30, (1, 1)))
        with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
            heading, = elements(pdf, "H2")
            first_row = children(elements(pdf, "Table")[0])[1]
            assert children(first_row)[0].Pg.objgen == heading.Pg.objgen


def _pages_of(made: Built, tag: str) -> list[tuple[int, int]]:
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        return [element.Pg.objgen for element in elements(pdf, tag)]


@pytest.mark.parametrize("lines", range(44, 56))
def test_what_announces_a_list_stands_on_the_page_of_its_first_item(lines: int) -> None:
    made = _made(SETTER.text("\n".join("line" for _ in range(lines))), SETTER.section("Named"),
                 SETTER.intro("These are the risks."), *SETTER.bullets(["first", "second"]))
    assert _pages_of(made, "H2")[0] == _pages_of(made, "P")[-1] == _pages_of(made, "LBody")[0]


@pytest.mark.parametrize("lines", range(40, 56))
def test_no_single_short_row_of_a_table_is_left_on_a_page_of_its_own(lines: int) -> None:
    table = SETTER.facts([(f"name {number}", "held") for number in range(6)])
    made = _made(SETTER.text("\n".join("line" for _ in range(lines))), table)
    cells = _pages_of(made, "TD")
    assert {cells.count(page) for page in cells} <= {2, 3, 4, 6}


def test_headings_in_a_row_are_bound_to_what_follows() -> None:
    story = [SETTER.text("a"), SETTER.section("b"), SETTER.part("c"), SETTER.text("d"), SETTER.section("e")]
    bound = bind_headings(story)
    assert [getattr(piece, "lead", None) for piece in bound] == [None, 2, None]


def test_a_row_that_fits_a_page_is_never_torn() -> None:
    rows = [("key", "\n".join(f"{index}" for index in range(count % 9 + 1))) for count in range(120)]
    with pikepdf.open(io.BytesIO(_made(SETTER.table(("k", "v"), rows, (1, 3))).pdf)) as pdf:
        table, = elements(pdf, "Table")
        assert len(children(table)) == 121
        for row in children(table):
            assert len({cell.Pg.objgen for cell in children(row)}) == 1
            assert all(isinstance(cell.K, int) for cell in children(row))


@pytest.mark.parametrize("above", range(0, 50, 7))
@pytest.mark.parametrize("count", [40, 90, 160])
def test_no_part_of_a_torn_row_runs_past_the_foot_of_its_page(above: int, count: int, tmp_path: Path) -> None:
    note = "\n".join(f"note {index}" for index in range(count))
    rows = [("first", "short"), ("second", note), ("third", [SETTER.text(note), *SETTER.bullets(["one", "two"])]), ("last", note)]
    made = _made(SETTER.text("\n".join("above" for _ in range(above)) or "above"), SETTER.facts(rows))
    file = tmp_path / "torn.pdf"
    file.write_bytes(made.pdf)
    told = subprocess.run(["pdftotext", "-bbox", str(file), "-"], capture_output=True, text=True, check=True).stdout
    lowest = max(float(found) for found in re.findall(r'yMax="([\d.]+)">note', told))
    assert told.count(">note<") == 3 * count
    assert lowest < 842 - 20 * mm + 3


def test_a_table_that_was_tried_in_a_narrow_column_stands_in_the_whole_width_afterwards() -> None:
    table = SETTER.facts([("name", "words that need two lines in a narrow column and only one in the whole width")])
    narrow = table.wrap(160, 1000)
    wide = table.wrap(480, 1000)
    assert wide[0] == pytest.approx(480)
    assert wide[1] < narrow[1]


def test_pieces_kept_together_move_to_the_next_page() -> None:
    made = _made(SETTER.text("\n".join("line" for _ in range(48))),
                 SETTER.together(*(SETTER.text(f"kept {index}") for index in range(6))))
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        before, *kept = elements(pdf, "P")
        assert len(kept) == 6
        assert {item.Pg.objgen for item in kept} == {pdf.pages[1].obj.objgen}
        assert before.Pg.objgen == pdf.pages[0].obj.objgen


@pytest.mark.parametrize("piece", [
    lambda: SETTER.boxed(SETTER.text("start"), SETTER.text(MANY), SETTER.text("end")),
    lambda: SETTER.together(SETTER.text("start"), SETTER.text(MANY), SETTER.text("end")),
    lambda: SETTER.beside(SETTER.text("start"), SETTER.text(MANY)),
    lambda: SETTER.table((), [("start", [SETTER.text(MANY), *SETTER.bullets(["end"])])], (1, 3)),
    lambda: SETTER.beside(SETTER.facts([("start", MANY)]), SETTER.text("end")),
    lambda: SETTER.marked("stop", MANY),
    lambda: SETTER.boxed(SETTER.table(("a",), [(MANY,)], (1,)), tone="accent"),
    lambda: SETTER.section(MANY),
])
def test_what_is_taller_than_a_page_breaks_and_loses_nothing(piece: object, read_text: Reader) -> None:
    for above in (0, 20, 45):
        made = _made(SETTER.text("\n".join("above" for _ in range(above)) or "above"), piece())
        text = read_text(made.pdf).replace(" a ", " ")
        assert MANY.replace("\n", " ") in text


def test_a_long_name_at_the_head_takes_the_lines_that_it_needs(read_text: Reader) -> None:
    long = replace(specimen.SHEET, patient="Maximiliana " * 40 + "End", visit="A visit with many words " * 16 + "End")
    text = read_text(build([SETTER.text("body\n" * 3)], long).pdf)
    assert text.count("End") == 2
    assert "body body body" in text


def test_a_long_foot_takes_the_lines_that_it_needs_and_the_text_makes_room(read_text: Reader) -> None:
    long = replace(specimen.SHEET, footer="Start " + "of a clinic with \u2620 in its name " * 60)
    built = build([SETTER.text(MANY)], long)
    assert built.pages > _made(SETTER.text(MANY)).pages
    text = read_text(built.pdf)
    assert text.count("Start") == built.pages
    assert all(f"line {index} " in f"{text} " for index in range(150))


@pytest.mark.parametrize("text", [MANY, "\u2620" * 4000, f"{specimen.LONG_WORD}\u2620{specimen.LONG_WORD}"])
def test_a_second_part_begins_at_the_top_of_its_page(text: str) -> None:
    paragraph = SETTER.text(text)
    paragraph.wrap(300, 1000)
    lines = len(paragraph.lines)
    first, second = paragraph.split(300, 10 * paragraph.style.leading)
    second.wrap(300, 1000)
    assert len(first.lines) + len(second.lines) == lines
