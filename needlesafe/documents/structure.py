"""Writes the tree of elements and the empty signature fields into the finished file."""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from needlesafe.documents.tagged_canvas import Content, Element, FieldSpot, TaggedCanvas

_PRINTED_AND_LOCKED = 4 | 128
_SIGNATURES_EXIST = 1


def write_structure(pdf: pikepdf.Pdf, canvas: TaggedCanvas) -> None:
    """The file is tagged afterwards: its tree, the way back from each page's marks, its signature fields."""
    writer = _StructureWriter(pdf)
    writer.write_tree(canvas.tree)
    writer.write_fields(canvas.field_spots)
    writer.write_way_back()


class _StructureWriter:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.pages = [page.obj for page in pdf.pages]
        self.root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.marks: list[dict[int, pikepdf.Object]] = [{} for _ in self.pages]
        self.written: dict[Element, pikepdf.Object] = {}
        self.field_elements: list[pikepdf.Object] = []

    def write_tree(self, tree: Element) -> None:
        """Writes every element under the root."""
        self.root.K = self._write_element(tree, self.root)
        self.pdf.Root.StructTreeRoot = self.root
        self.pdf.Root.MarkInfo = Dictionary(Marked=True)

    def write_fields(self, spots: Sequence[FieldSpot]) -> None:
        """Makes an empty signature field at each spot, held by its element."""
        widgets = [self._write_field(spot, len(self.pages) + index) for index, spot in enumerate(spots)]
        if widgets:
            self.pdf.Root.AcroForm = self.pdf.make_indirect(
                Dictionary(Fields=Array(widgets), SigFlags=_SIGNATURES_EXIST))

    def write_way_back(self) -> None:
        """Tells each page which element each of its marks belongs to."""
        numbers: list[object] = []
        for index, (page, marks) in enumerate(zip(self.pages, self.marks)):
            page.StructParents = index
            page.Tabs = Name.S
            numbers += [index, self.pdf.make_indirect(Array([marks[mark] for mark in range(len(marks))]))]
        for index, element in enumerate(self.field_elements):
            numbers += [len(self.pages) + index, element]
        self.root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        self.root.ParentTreeNextKey = len(self.pages) + len(self.field_elements)

    def _write_element(self, element: Element, parent: pikepdf.Object) -> pikepdf.Object:
        entries = {"/Type": Name.StructElem, "/S": Name(f"/{element.tag}"), "/P": parent}
        if element.alternative:
            entries["/Alt"] = String(element.alternative)
        attributes = _attributes(element)
        if attributes:
            entries["/A"] = attributes[0] if len(attributes) == 1 else Array(attributes)
        first = next((child.page for child in element.children if isinstance(child, Content)), None)
        if first is not None:
            entries["/Pg"] = self.pages[first]
        written = self.written[element] = self.pdf.make_indirect(Dictionary(entries))
        children = [self._write_child(child, written, first) for child in element.children]
        if children:
            written.K = children[0] if len(children) == 1 else Array(children)
        return written

    def _write_child(self, child: Element | Content, parent: pikepdf.Object, first: int | None) -> object:
        if isinstance(child, Element):
            return self._write_element(child, parent)
        self.marks[child.page][child.mark] = parent
        if child.page == first:
            return child.mark
        return Dictionary(Type=Name.MCR, Pg=self.pages[child.page], MCID=child.mark)

    def _write_field(self, spot: FieldSpot, number: int) -> pikepdf.Object:
        page, element = self.pages[spot.page], self.written[spot.element]
        left, bottom, right, top = spot.box
        empty = self.pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, Resources=Dictionary(),
                                     BBox=Array([0, 0, right - left, top - bottom]))
        widget = self.pdf.make_indirect(Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=String(spot.name), TU=String(spot.tip),
            Contents=String(spot.tip), Rect=Array(spot.box), F=_PRINTED_AND_LOCKED, P=page, StructParent=number,
            AP=Dictionary(N=empty)))
        if "/Annots" not in page:
            page.Annots = self.pdf.make_indirect(Array())
        page.Annots.append(widget)
        element.Pg = page
        element.K = Dictionary(Type=Name.OBJR, Obj=widget, Pg=page)
        self.field_elements.append(element)
        return widget


def _attributes(element: Element) -> list[Dictionary]:
    written = []
    if element.attributes:
        written.append(Dictionary({f"/{key}": Name(f"/{value}") if isinstance(value, str) else value
                                   for key, value in element.attributes.items()}))
    if element.box:
        written.append(Dictionary(O=Name.Layout, Placement=Name.Block, BBox=Array(element.box)))
    return written
