"""What is drawn: the body's outlines, numbered points, pen strokes, signs."""

from __future__ import annotations

import io
import math
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from needlesafe.documents.build import build, page_contents
from needlesafe.documents.flowables.body_map import MapPoint, MapView, centre_of, read_drawing, read_path, spread
from needlesafe.documents.flowables.marks import MARKS
from needlesafe.documents.typesetter import Typesetter
from needlesafe.paths import assets_dir
from tests.documents import specimen

SETTER = Typesetter()


def _content(*story: object) -> bytes:
    return page_contents(build(story, specimen.SHEET).pdf)[0]


def test_a_path_of_curves_is_read() -> None:
    assert read_path("M1,2 C3,4 5,6 7.5,-8 L.5,0 Z") == (
        ("M", (1, 2)), ("C", (3, 4, 5, 6, 7.5, -8)), ("L", (0.5, 0)), ("Z", ()))


def test_a_repeated_command_is_spelled_out() -> None:
    assert [command for command, _ in read_path("M0,0 1,1 2,2 C1,1 2,2 3,3 4,4 5,5 6,6")] == ["M", "L", "L", "C", "C"]


@pytest.mark.parametrize("data", ["M0,0 a1,1 0 0 0 2,2", "m0,0 l1,1", "M0,0 Z 5,5", "7,7"])
def test_another_path_command_is_refused(data: str) -> None:
    with pytest.raises(ValueError, match="not drawn here"):
        read_path(data)


@pytest.mark.parametrize("view", ["front", "back"])
def test_the_body_of_the_program_can_be_drawn(view: str) -> None:
    drawing = read_drawing((assets_dir() / "body" / f"{view}.svg").read_text(encoding="utf-8"))
    assert len(drawing.outline) == 1 and len(drawing.lines) > 20
    regions = dict(drawing.regions)
    assert "calf.left" in regions and len(regions) == len(drawing.regions)
    for region in regions:
        x, y = centre_of(drawing, region)
        assert 0 < x < drawing.width and 0 < y < drawing.height
    points = tuple(MapPoint(number, 100 + number, 200) for number in range(1, 41))
    shown = MapView(drawing, "View", ("R", "L"), ("calf.left",), points)
    assert len(_content(SETTER.body_map((shown,), "forty points"))) > 10_000


def test_a_region_that_is_not_on_the_map_is_an_error() -> None:
    drawing = read_drawing((assets_dir() / "body" / "front.svg").read_text(encoding="utf-8"))
    with pytest.raises(KeyError):
        _content(SETTER.body_map((MapView(drawing, "Front", ("R", "L"), ("tail.left",)),), "none"))


def test_discs_of_neighbouring_points_never_cover_each_other() -> None:
    spots = [(100 + index % 3, 100 + index % 5) for index in range(40)]
    places = spread(spots, 13)
    assert len(places) == 40
    assert all(math.dist(a, b) > 12.9 for index, a in enumerate(places) for b in places[:index])
    assert places[0] == spots[0]


def test_a_harder_pressed_pen_draws_a_thicker_line() -> None:
    soft = [[(0.1, 0.5, 0, 0.1), (0.5, 0.4, 8, 0.1), (0.9, 0.5, 16, 0.1)]]
    hard = [[(x, y, moment, 1.0) for x, y, moment, _ in soft[0]]]
    assert b"\n.6 w" in _content(SETTER.signature(soft, "soft", "name"))
    assert b"\n2 w" in _content(SETTER.signature(hard, "hard", "name"))


def test_a_stroke_without_pressure_is_drawn_too() -> None:
    assert b"\n1.2 w" in _content(SETTER.signature([[(0.1, 0.5), (0.5, 0.4)]], "a mouse", "name"))


@pytest.mark.parametrize("mark", MARKS)
def test_every_sign_is_decoration_beside_its_words(mark: str) -> None:
    content = _content(SETTER.marked(mark, "what it means"))
    assert content.count(b"/Artifact") == 3
    assert content.count(b"BDC") == content.count(b"EMC") == 4


def test_a_picture_keeps_its_proportions_and_has_words() -> None:
    kept = io.BytesIO()
    Image.new("RGBA", (40, 20), (10, 90, 117, 128)).save(kept, "PNG")
    logo = SETTER.picture(kept.getvalue(), 30, "Logo of the clinic")
    assert (logo.width, logo.height) == (60, 30)
    made = build([SETTER.letterhead(["Clinic"], ["Street"], logo)], specimen.SHEET)
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert len(pdf.pages[0].get_images()) == 1


def test_no_file_of_the_room_reads_the_clock_or_the_network() -> None:
    room = Path(__file__).resolve().parents[2] / "needlesafe" / "documents"
    for module in room.rglob("*.py"):
        text = module.read_text(encoding="utf-8")
        assert "now(" not in text and "urlopen" not in text, module.name
