"""A document that uses every piece of the typesetter over several pages; its patient is invented."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from reportlab.platypus import Flowable

from needlesafe.documents.build import Built, build, build_draft
from needlesafe.documents.flowables.body_map import Drawing, MapPoint, MapView, read_drawing
from needlesafe.documents.sheet import Attachment, Sheet
from needlesafe.documents.typesetter import Typesetter
from needlesafe.documents.words import Run

ACCENTS = "Zoë Šimůnek-Łukasiewicz, Ólafur Þór, İnci Ağaoğlu, Nguyễn Thị Hạnh"
GREEK = "Ελένη Παπαδοπούλου"
CYRILLIC = "Ксения Щукина, Володимир Ґалаґан"
SIGNS = "≤ 30 mm, 45°, ½, ☐ ☑ ⚠ ✓ → ≠ µ"
LONG_WORD = "".join(chr(ord("a") + index * 7 % 26) for index in range(6000))
LONG_NOTE = " ".join(f"note{index}" for index in range(1400))
HOSTILE = 'a < b & c > "d" </para><b>not bold</b> &amp; {total} %s'

SHEET = Sheet(title="Specimen of every piece", subject="A document that shows what the typesetter can do",
              author="Harbour Street Physiotherapy", language="en",
              created=datetime(2026, 11, 21, 10, 2, 30, tzinfo=UTC), patient=ACCENTS.split(",")[0],
              born="born 9 March 1984 · C-1042", visit="Visit of 21 November 2026",
              footer="Specimen NS-7F3A-21 · content 2026.11 · 9c1f 44a0")
DATA = Attachment("visit.json", b'{"format": "needlesafe-visit", "version": 1}\n', "application/json", "Data",
                  "The visit file")
WITH_DATA = replace(SHEET, attachments=(DATA,))

_BODY = Path(__file__).resolve().parents[2] / "assets" / "body"


def strokes(turns: int = 4) -> list[list[tuple[float, float, float, float]]]:
    """A drawn signature: loops that run to the right, then a line under them."""
    loops = [(0.08 + index / 200 * 0.75 + 0.06 * math.sin(index / 200 * turns * 2 * math.pi),
              0.5 - 0.28 * math.cos(index / 200 * turns * 2 * math.pi) * (1 - index / 320), index * 8,
              0.35 + 0.3 * math.sin(index / 9)) for index in range(200)]
    line = [(0.1 + index * 0.035, 0.86 - index * 0.004, 2000 + index * 8, 0.6) for index in range(22)]
    return [loops, line]


def views() -> tuple[MapView, ...]:
    """Front and back with points, two of them close together."""
    points = (MapPoint(1, 172, 160), MapPoint(2, 176, 163), MapPoint(3, 235, 165), MapPoint(12, 150, 620))
    front = MapView(_drawing("front"), "Front", ("R", "L"), ("anterior-thigh.left",), points[2:3])
    return (front, MapView(_drawing("back"), "Back", ("L", "R"), ("calf.left",), points))


def _drawing(view: str) -> Drawing:
    return read_drawing((_BODY / f"{view}.svg").read_text(encoding="utf-8"))


def story(setter: Typesetter | None = None) -> list[Flowable]:
    """Every piece, most of them twice."""
    setter = setter or Typesetter()
    return [*_opening(setter), *_tables(setter), *_lists(setter), *_long(setter)]


def closing() -> list[Flowable]:
    """A signature page with the seal's field."""
    setter = Typesetter()
    when = "21 November 2026, 10:02:30, drawn with a pen"
    patient = setter.signature(strokes(), "Signature of Zoë Šimůnek", "Zoë Šimůnek, patient", when)
    other = setter.signature(strokes(6), "Signature of Conor Walsh", "Conor Walsh, practitioner", when)
    return [setter.section("Signatures"), setter.text("Both have read the pages before this one."),
            setter.beside(patient, other, gap=30),
            setter.beside(setter.typed_mark("Mary Byrne", "Mary Byrne, witness", "typed, attested"),
                          setter.unsigned("Name and date"), gap=30),
            setter.section("Seal"), setter.seal_field("Seal of the clinic")]


def build_specimen() -> Built:
    """The whole specimen with its closing page and an attachment."""
    return build(story(), WITH_DATA, closing())


def build_specimen_draft() -> Built:
    """The specimen as it is read before it is signed."""
    return build_draft(story(), WITH_DATA, closing_pages=1)


def _opening(setter: Typesetter) -> Sequence[Flowable]:
    return [setter.letterhead(["Harbour Street Physiotherapy"], ["14 Harbour Street, Galway", "+353 91 555 0142"]),
            setter.title("Specimen of every piece"),
            setter.text("What was planned, what was raised and done about it, in half a minute.", "lead"),
            setter.beside(setter.facts([("Complaint", "Left neck pain for 6 weeks"), ("Goal", "Turn the head to reverse"),
                                        ("Pain before", "6 of 10")], 0.36),
                          setter.facts([("Practitioner", "Conor Walsh, PT-20311"), ("Position", "Prone"),
                                        ("Consent", "Given at 10:02")], 0.36)),
            setter.section("What was raised"),
            setter.marked("stop", [Run("Stop. ", strong=True), "Fever today. The visit ends here."]),
            setter.marked("clearance", [Run("Clearance needed. ", strong=True), "Lung disease; Dr Ní Bhriain wrote."]),
            setter.marked("modify", [Run("Change the plan. ", strong=True), "Apixaban 5 mg: superficial only."]),
            setter.marked("precaution", [Run("Keep in mind. ", strong=True), "Has eaten nothing since breakfast."]),
            setter.marked("done", [Run("Done. ", strong=True), "The patient lay down throughout."]),
            setter.section("Where"),
            setter.beside(setter.body_map(views(), "Body map with four points, two at the left shoulder", 260),
                          [setter.text("Points", "strong"), *setter.numbered(
                              ["Upper trapezius, left", "Levator scapulae, left", "Pectoralis, left"])],
                          shares=[5, 3])]


def _tables(setter: Typesetter) -> Sequence[Flowable]:
    rows = [(f"{index}", f"Muscle {index}", "left" if index % 2 else "right", f"{index * 3 % 17}", f"{index / 7:.1f}",
             "The answer was given in words that take more than one line of this column.") for index in range(1, 40)]
    torn = [("Short", "before"), ("Long", LONG_NOTE), ("Word", LONG_WORD), ("Last", "after")]
    return [setter.section("Sites"),
            setter.table(("No.", "Muscle", "Side", "Needles", "Depth", "Note"), rows, (1, 3, 2, 2, 2, 6), (3, 4)),
            setter.section("A row taller than a page"),
            setter.table(("Key", "Value"), torn, (1, 4), row_heads=True)]


def _lists(setter: Typesetter) -> Sequence[Flowable]:
    ticks = setter.checklist([(True, "I have read the pages."), (False, "I want a copy.")], "ticked", "not ticked")
    return [setter.section("Names"), setter.part("In other alphabets"),
            *setter.bullets([ACCENTS, GREEK, CYRILLIC, SIGNS, HOSTILE]), *ticks,
            setter.text("First line\nsecond line\r\nthird \u2620 line"),
            setter.boxed(setter.text("Call this number", "strong"), setter.text("+353 91 555 0142", "lead"), tone="call"),
            setter.boxed(setter.text("Kept in mind."), *setter.bullets(["one", "two"]), tone="accent"),
            setter.boxed(setter.text("In a black edge."), tone="grave"), setter.rule(), setter.gap(12),
            setter.together(setter.text("These two"), setter.text("stay together.", "quiet")),
            setter.writing_line("Allergies", lines=3)]


def _long(setter: Typesetter) -> Sequence[Flowable]:
    return [setter.page_break(), setter.section("Long"), setter.text(LONG_NOTE), setter.text(LONG_WORD),
            setter.text("\u03a9" + LONG_WORD + "\u2620"), *setter.numbered([LONG_NOTE, "short"])]
