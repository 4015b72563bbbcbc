"""The tree that a screen reader walks: what is there, in which order, whole across pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pikepdf


def children(element: pikepdf.Object) -> list[pikepdf.Object]:
    held = element.get("/K", [])
    held = held if isinstance(held, pikepdf.Array) else [held]
    return [child for child in held if isinstance(child, pikepdf.Dictionary) and "/S" in child]


def _walk(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    yield element
    for child in children(element):
        yield from _walk(child)


def elements(pdf: pikepdf.Pdf, tag: str) -> list[pikepdf.Object]:
    return [element for element in _walk(pdf.Root.StructTreeRoot.K) if element.S == f"/{tag}"]


def test_headings_come_in_order_and_skip_no_level(opened: pikepdf.Pdf) -> None:
    levels = [int(str(element.S)[2:]) for element in _walk(opened.Root.StructTreeRoot.K)
              if str(element.S) in ("/H1", "/H2", "/H3")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:]))


def test_a_table_over_pages_is_one_table_with_one_head(opened: pikepdf.Pdf) -> None:
    sites = next(table for table in elements(opened, "Table") if len(children(table)) == 40)
    head, *rows = children(sites)
    assert {str(cell.A.Scope) for cell in children(head)} == {"/Column"}
    assert all(str(cell.S) == "/TD" for row in rows for cell in children(row))


def test_a_torn_row_stays_one_row_of_one_table(opened: pikepdf.Pdf) -> None:
    torn = next(table for table in elements(opened, "Table") if len(children(table)) == 5)
    rows = children(torn)
    assert [len(children(row)) for row in rows] == [2, 2, 2, 2, 2]
    assert [str(children(row)[0].A.Scope) for row in rows[1:]] == ["/Row"] * 4
    assert len(children(rows[2])[1].K) >= 3


def test_a_cell_of_one_paragraph_holds_its_words_itself(opened: pikepdf.Pdf) -> None:
    sites = next(table for table in elements(opened, "Table") if len(children(table)) == 40)
    assert all(isinstance(cell.K, int) for row in children(sites) for cell in children(row))


def test_a_list_holds_its_items_with_label_and_body(opened: pikepdf.Pdf) -> None:
    lists = elements(opened, "L")
    assert Counter(str(item.A.ListNumbering) for item in lists) == {"/Disc": 2, "/Decimal": 2, "/None": 1}
    for item in (item for whole in lists for item in children(whole)):
        assert [str(part.S) for part in children(item)] == ["/Lbl", "/LBody"]


def test_a_ticked_box_says_so(opened: pikepdf.Pdf) -> None:
    ticks, = (whole for whole in elements(opened, "L") if whole.A.ListNumbering == "/None")
    assert [str(children(children(item)[0])[0].Alt) for item in children(ticks)] == ["ticked", "not ticked"]


def test_every_figure_has_words_and_a_place(opened: pikepdf.Pdf) -> None:
    figures = elements(opened, "Figure")
    assert len(figures) == 5
    for figure in figures:
        assert str(figure.Alt)
        left, bottom, right, top = map(float, figure.A.BBox)
        assert 0 < left < right < 596 and 0 < bottom < top < 842


def test_columns_are_read_from_left_to_right(opened: pikepdf.Pdf) -> None:
    tags = [str(element.Alt) for element in elements(opened, "Figure") if "Signature" in str(element.Alt)]
    assert tags == ["Signature of Zo\u00eb \u0160im\u016fnek", "Signature of Conor Walsh"]


def test_every_mark_of_every_page_belongs_to_an_element(opened: pikepdf.Pdf) -> None:
    numbers = list(opened.Root.StructTreeRoot.ParentTree.Nums)
    belonging = {int(key): value for key, value in zip(numbers[::2], numbers[1::2])}
    for page in opened.pages:
        marks = [operands[1].get("/MCID") for operands, operator in pikepdf.parse_content_stream(page)
                 if str(operator) == "BDC"]
        numbered = [int(mark) for mark in marks if mark is not None]
        assert numbered == list(range(len(numbered)))
        assert len(belonging[int(page.obj.StructParents)]) == len(numbered)
