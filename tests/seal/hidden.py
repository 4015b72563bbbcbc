"""
Finds in a PDF what a reader of its pages would not see, or what could come to show something else later.

Two ways, since neither sees everything: what the file is made of, and whether each word that a machine reads can be seen
in a picture of the page.
"""

from __future__ import annotations

import io
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pikepdf

DRAWS = frozenset("q Q cm w J j M d m l c v y h re S s f f* F B B* b b* n rg RG g G k K BT ET Tf TL Tm Td TD T* Tj TJ Tc Tw Do "
                  "BMC BDC EMC".split())
"""What our pages are drawn with: no clipping, no way to write without ink, no transparency, no pictures in the line."""
NEVER = frozenset(("/OCProperties", "/OC", "/OCGs", "/OCMD", "/JS", "/JavaScript", "/AA", "/OpenAction", "/URI", "/XFA",
                   "/Alternates", "/SMask", "/RichMedia", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/3DD", "/Sound",
                   "/Movie"))
"""Neither as a key nor as what an action is."""
DOTS = 72
INK = 60
"""Levels of grey, of 255, that the darkest and the lightest dot of a word lie apart."""
SMALLEST = 5
"""Points of type."""
BEYOND = 3000
"""Points around a page that are looked at for words."""

Box = tuple[float, ...]


def hidden_parts(pdf: bytes) -> list[str]:
    """What the file holds that may hide or change something."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        found = [f"{key} somewhere" for key in sorted(_words(opened) & NEVER)]
        fields = list(opened.Root.AcroForm.Fields) if "/AcroForm" in opened.Root else []
        found += [f"{len(fields)} fields"] if len(fields) != 1 else []
        for number, page in enumerate(opened.pages, 1):
            found += [f"page {number}: {fault}" for fault in _page_faults(page, [field.objgen for field in fields])]
        return found


def unused_objects(pdf: bytes) -> list[int]:
    """The numbers of objects that nothing leads to from the beginning of the file."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        reached: set[int] = set()
        waiting: list[object] = [opened.trailer]
        while waiting:
            waiting += _parts(waiting.pop(), reached)
        kept = {item.objgen[0] for item in opened.objects if isinstance(item, pikepdf.Object)}
        tables = {item.objgen[0] for item in opened.objects if isinstance(item, pikepdf.Stream)
                  and item.get("/Type") in ("/XRef", "/ObjStm")}
        return sorted(kept - reached - tables)


def _parts(item: object, reached: set[int]) -> list[object]:
    """What an object holds, once."""
    if not isinstance(item, pikepdf.Object):
        return []
    if item.is_indirect:
        if item.objgen[0] in reached:
            return []
        reached.add(item.objgen[0])
    if isinstance(item, pikepdf.Array):
        return list(item)
    return list(item.values()) if isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)) else []


def unseen_words(pdf: bytes, folder: Path) -> list[str]:
    """The words that a machine reads, or would on a larger sheet, and that no eye finds where they should stand."""
    file = folder / "seen.pdf"
    file.write_bytes(pdf)
    pages = _read(file)
    drawn = subprocess.run(["pdftoppm", "-gray", "-r", str(DOTS), str(file)], capture_output=True, check=True).stdout
    pictures = list(_pictures(drawn))
    assert len(pages) == len(pictures)
    unseen = [f"page {number}: {word}" for number, (page, picture) in enumerate(zip(pages, pictures), 1)
              for word, box in page if not _inked(picture, box)]
    file.write_bytes(_on_larger_sheets(pdf))
    beyond = [Counter(word for word, _ in larger) - Counter(word for word, _ in page)
              for larger, page in zip(_read(file), pages)]
    return unseen + [f"beyond the edge: {word}" for words in beyond for word in words]


def _read(file: Path) -> list[list[tuple[str, Box]]]:
    """The words of each page with their boxes."""
    told = subprocess.run(["pdftotext", "-bbox", "-enc", "UTF-8", str(file), "-"], capture_output=True, check=True)
    return [list(_boxes(page)) for page in told.stdout.decode("utf-8").split("<page ")[1:]]


def _on_larger_sheets(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            left, bottom, right, top = map(float, page.mediabox)
            page.mediabox = [left - BEYOND, bottom - BEYOND, right + BEYOND, top + BEYOND]
        out = io.BytesIO()
        opened.save(out)
        return out.getvalue()


def _words(opened: pikepdf.Pdf) -> set[str]:
    """Every key and every name in the file."""
    found: set[str] = set()
    reached: set[int] = set()
    waiting: list[object] = [opened.trailer]
    while waiting:
        item = waiting.pop()
        if isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
            found |= set(item.keys())
        if isinstance(item, pikepdf.Name):
            found.add(str(item))
        waiting += _parts(item, reached)
    return found


def _page_faults(page: pikepdf.Page, fields: list[tuple[int, int]]) -> Iterator[str]:
    if any(note.objgen not in fields for note in page.obj.get("/Annots", [])):
        yield "a note beside the seal"
    forms = page.obj.get("/Resources", {}).get("/XObject", {})
    for drawn in (page, *(form for form in forms.values() if form.get("/Subtype") == "/Form")):
        for operands, operator in pikepdf.parse_content_stream(drawn):
            if str(operator) not in DRAWS:
                yield f"drawn with {operator}"
            if str(operator) == "Tf" and abs(float(operands[1])) < SMALLEST:
                yield f"type of {operands[1]} points"
    for font in page.obj.get("/Resources", {}).get("/Font", {}).values():
        if "/FontFile2" not in font.get("/FontDescriptor", {}):
            yield f"the face {font.get('/BaseFont')} is not in the file"


def _boxes(page: str) -> Iterator[tuple[str, Box]]:
    for place in re.finditer(r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>', page):
        if any(sign.isalnum() for sign in place.group(5)):
            yield place.group(5), tuple(float(number) for number in place.groups()[:4])


def _pictures(drawn: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Width, height and dots of each page, out of the pictures one after the other."""
    while drawn:
        head = re.match(rb"P5\s+(\d+) (\d+)\s+255\s", drawn)
        width, height = int(head.group(1)), int(head.group(2))
        end = head.end() + width * height
        yield width, height, drawn[head.end():end]
        drawn = drawn[end:]


def _inked(picture: tuple[int, int, bytes], box: Box) -> bool:
    """Whether the box holds dark and light."""
    width, height, dots = picture
    left, top, right, bottom = (round(edge * DOTS / 72) for edge in box)
    if left < 0 or top < 0 or right > width + 1 or bottom > height + 1:
        return False
    lines = range(top, min(max(bottom, top + 1), height))
    inside = b"".join(dots[line * width + left:line * width + min(max(right, left + 1), width)] for line in lines)
    return bool(inside) and max(inside) - min(inside) >= INK
