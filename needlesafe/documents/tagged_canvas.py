"""
A canvas that notes what everything on it is: each piece of content belongs to an element of the document's tree or is
an artifact, so that a screen reader hears the document in order and without its decoration.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from reportlab.pdfgen.canvas import Canvas

from needlesafe.documents.fonts import Spelling

LAYOUT = "/Type /Layout"
REPEATED = "/Type /Pagination"
HEADER = "/Type /Pagination /Subtype /Header /Attached [/Top]"
FOOTER = "/Type /Pagination /Subtype /Footer /Attached [/Bottom]"

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Content:
    """One marked piece of a page's content."""

    page: int
    """The page's index, from 0."""
    mark: int
    """The mark's number on that page."""


@dataclass(eq=False, slots=True)
class Element:
    """One element of the document's tree."""

    tag: str
    """What it is, in the standard's words: `P`, `H2`, `Table` …"""
    attributes: dict[str, str | int] = field(default_factory=dict)
    """Its attributes, with their owner under `O`."""
    alternative: str = ""
    """What a reader hears in its stead."""
    box: Box | None = None
    """Where it stands on its page."""
    children: list[Element | Content] = field(default_factory=list)
    """What it holds, in reading order."""


@dataclass(frozen=True, slots=True)
class FieldSpot:
    """Where an empty signature field is wanted."""

    name: str
    """The field's name."""
    page: int
    """The page's index, from 0."""
    box: Box
    """Its place on the page."""
    tip: str
    """What a screen reader says of it."""
    element: Element
    """The element that will hold it."""


class TaggedCanvas(Canvas):
    """Draws pages and grows the tree of elements that the pages' content belongs to."""

    def __init__(self, *args: object, **settings: object) -> None:
        super().__init__(*args, **settings)
        self.tree = Element("Document")
        self.field_spots: list[FieldSpot] = []
        self._open_elements = [self.tree]
        self._elements: dict[object, Element] = {}
        self._next_mark = 0
        self._artifacts_open = 0
        self._marking = False
        self._spellings: dict[str, Spelling] = {}

    def spelled(self, face: str, text: str) -> list[tuple[str, str]]:
        """A text in the codes of this document's subsets: the names of the subsets, and what stands in brackets."""
        spelling = self._spellings.get(face)
        if spelling is None:
            spelling = self._spellings[face] = Spelling(face, self._doc)
        return [(name, self._escape(codes)) for name, codes in spelling.spelled(text)]

    def write(self, operators: str) -> None:
        """Puts operators into the page's content that leave the state of the canvas as it is."""
        self._code.append(operators)

    @property
    def in_artifact(self) -> bool:
        """Whether what is drawn now is decoration."""
        return self._artifacts_open > 0

    def element(self, key: object, tag: str, **details: object) -> Element:
        """The element of a key, made under the element now open when it is asked for the first time."""
        found = self._elements.get(key)
        if found is None:
            found = self._elements[key] = Element(tag, **details)
            self._open_elements[-1].children.append(found)
        return found

    def has_element(self, key: object) -> bool:
        """Whether an element of the key has been drawn before."""
        return key in self._elements

    @contextmanager
    def within(self, element: Element) -> Iterator[Element]:
        """Elements made inside become the element's children."""
        self.open_element(element)
        try:
            yield element
        finally:
            self.close_element()

    def open_element(self, element: Element) -> None:
        """Elements made from now on become the element's children."""
        self._open_elements.append(element)

    def close_element(self) -> None:
        """Ends what `open_element` began."""
        self._open_elements.pop()

    @contextmanager
    def tagged(self, key: object, tag: str, **details: object) -> Iterator[None]:
        """What is drawn inside is content of the key's element; inside an artifact it stays decoration."""
        if self.in_artifact:
            yield
            return
        element = self.element(key, tag, **details)
        self._begin_mark(element)
        try:
            yield
        finally:
            self._end_mark()

    @contextmanager
    def artifact(self, kind: str = LAYOUT) -> Iterator[None]:
        """What is drawn inside is decoration."""
        self.begin_artifact(kind)
        try:
            yield
        finally:
            self.end_artifact()

    def begin_artifact(self, kind: str = LAYOUT) -> None:
        """What is drawn from now on is decoration."""
        if self._marking:
            raise AssertionError("decoration inside tagged content")
        if not self._artifacts_open:
            self._code.append(f"/Artifact <<{kind}>> BDC")
        self._artifacts_open += 1

    def end_artifact(self) -> None:
        """Ends what `begin_artifact` began."""
        self._artifacts_open -= 1
        if not self._artifacts_open:
            self._code.append("EMC")

    def spot_field(self, name: str, box: Box, tip: str, key: object) -> None:
        """Notes where an empty signature field belongs."""
        element = self.element(key, "Form", alternative=tip)
        self.field_spots.append(FieldSpot(name, self.page_index, box, tip, element))

    @property
    def page_index(self) -> int:
        """The index of the page being drawn, from 0."""
        return self._pageNumber - 1

    def box_at(self, x: float, y: float, width: float, height: float) -> Box:
        """A box of the present coordinates in those of the page."""
        left, bottom = self.absolutePosition(x, y)
        return (round(left, 2), round(bottom, 2), round(left + width, 2), round(bottom + height, 2))

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """Ends the page; marks are numbered from 0 on the next."""
        if self._marking or self._artifacts_open:
            raise AssertionError("a page ended inside marked content")
        super().showPage()
        self._next_mark = 0

    def _begin_mark(self, element: Element) -> None:
        if self._marking:
            raise AssertionError("tagged content inside tagged content")
        element.children.append(Content(self.page_index, self._next_mark))
        self._code.append(f"/{element.tag} <</MCID {self._next_mark}>> BDC")
        self._next_mark += 1
        self._marking = True

    def _end_mark(self) -> None:
        self._code.append("EMC")
        self._marking = False
