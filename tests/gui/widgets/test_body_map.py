"""The body map: every region is hit by its own shape, sides are the patient's, and the list does the same by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from needlesafe.gui.widgets.body_drawing import SIZE, BodyDrawing, painter_path, read_drawing
from needlesafe.gui.widgets.body_map import BodyMap
from needlesafe.gui.widgets.region_list import RegionEntry, RegionList
from needlesafe.paths import assets_dir

VIEWS = {view: read_drawing(assets_dir() / "body" / f"{view}.svg") for view in ("front", "back")}
EVERY = [(view, region.region, region.side) for view, drawing in VIEWS.items() for region in drawing.regions]
NAMES = {"calf": "Calf", "upper-trapezius-shoulder-top": "Top of shoulder"}
ENTRIES = [RegionEntry("calf", "left", "Calf", "moderate", "gastrocnemius, soleus"),
           RegionEntry("calf", "right", "Calf", "moderate", "gastrocnemius, soleus"),
           RegionEntry("axilla", "left", "Armpit", "high")]


@pytest.fixture
def body(shown: Callable) -> BodyMap:
    """Returns the map, wide enough for both views."""
    return shown(BodyMap(NAMES), 900, 700)


@pytest.mark.parametrize(("view", "region", "side"), EVERY)
def test_every_region_is_hit_at_a_point_inside_it_and_by_no_other(view: str, region: str, side: str) -> None:
    drawing: BodyDrawing = VIEWS[view]
    found = drawing.find(region, side)
    assert [(hit.region, hit.side) for hit in drawing.regions if hit.path.contains(found.spot)] == [(region, side)]


@pytest.mark.parametrize(("view", "left_of_picture"), [("front", "right"), ("back", "left")])
def test_sides_are_the_patients(view: str, left_of_picture: str) -> None:
    middle = SIZE.width() / 2
    for region in VIEWS[view].regions:
        if region.side != "midline":
            assert (region.spot.x() < middle) == (region.side == left_of_picture)


def test_a_region_on_one_side_is_on_the_other_at_the_same_height() -> None:
    for drawing in VIEWS.values():
        for region in drawing.regions:
            other = {"left": "right", "right": "left", "midline": "midline"}[region.side]
            twin = drawing.find(region.region, other)
            assert twin.tier == region.tier
            assert twin.spot.y() == pytest.approx(region.spot.y(), abs=1)
            assert twin.spot.x() + region.spot.x() == pytest.approx(SIZE.width(), abs=1)


@pytest.mark.parametrize(("view", "region"), [
    ("front", "upper-trapezius-shoulder-top"), ("front", "pelvis-gluteal"), ("front", "calf"),
    ("back", "lower-leg-anterior-lateral")])
def test_a_border_goes_on_round_the_body(view: str, region: str) -> None:
    for drawing in VIEWS.values():
        assert {side for side in ("left", "right") if drawing.find(region, side)} == {"left", "right"}
    assert VIEWS[view].find(region, "left")


@pytest.mark.parametrize(("view", "place", "region"), [
    ("front", (150, 167), "upper-trapezius-shoulder-top"), ("front", (120, 440), "pelvis-gluteal"),
    ("front", (180, 715), "calf"), ("back", (134, 705), "lower-leg-anterior-lateral"), ("front", (160, 176), "supraclavicular-fossa")])
def test_the_four_surprises_are_mended(view: str, place: tuple[int, int], region: str) -> None:
    assert VIEWS[view].at(QPointF(*place)).region == region


def test_no_point_belongs_to_two_regions() -> None:
    for drawing in VIEWS.values():
        for one, other in combinations(drawing.regions, 2):
            if one.path.boundingRect().intersects(other.path.boundingRect()):
                shared = one.path.intersected(other.path).boundingRect()
                assert min(shared.width(), shared.height()) < 0.6, (one.region, other.region)


def test_a_command_that_the_parser_does_not_know_is_an_error() -> None:
    with pytest.raises(KeyError):
        painter_path("M0,0 A1 1 0 0 0 2 2")


@pytest.mark.parametrize("view", ["front", "back"])
def test_a_tap_chooses_the_region_and_names_it_with_its_side(body: BodyMap, heard: Callable, qtbot: QtBot, view: str) -> None:
    said, figure = heard(body.region_chosen), body.figures[view]
    spot = figure.to_widget(figure.drawing.find("calf", "left").spot).toPoint()
    qtbot.mouseClick(figure, Qt.MouseButton.LeftButton, pos=spot)
    assert said == [("calf", "left")]
    assert body.label() == "Calf, patient’s left  ·  moderate tier"


def test_a_tap_beside_the_body_chooses_nothing(body: BodyMap, heard: Callable, qtbot: QtBot) -> None:
    said = heard(body.region_chosen)
    qtbot.mouseClick(body.figures["front"], Qt.MouseButton.LeftButton, pos=QPoint(3, 300))
    assert not said


def test_arrows_walk_and_space_chooses(body: BodyMap, heard: Callable, qtbot: QtBot) -> None:
    said, figure = heard(body.region_chosen), body.figures["back"]
    figure.setFocus()
    body.point_to("calf", "left")
    qtbot.keyClick(figure, Qt.Key.Key_Right)
    assert not said
    qtbot.keyClick(figure, Qt.Key.Key_Right)
    qtbot.keyClick(figure, Qt.Key.Key_Space)
    assert [side for _, side in said] == ["right"]


def test_every_region_is_reached_by_arrows_alone(body: BodyMap) -> None:
    for figure in body.figures.values():
        figure.setFocus()
        seen, open_ends = set(), [figure.drawing.regions[0]]
        while open_ends:
            here = open_ends.pop()
            if (here.region, here.side) in seen:
                continue
            seen.add((here.region, here.side))
            for step in ((-1, 0), (1, 0), (0, -1), (0, 1)):
                figure.marks.current = here
                figure._walk(*step)
                open_ends.append(figure.marks.current)
        assert seen == {(region.region, region.side) for region in figure.drawing.regions}


def test_the_wheel_zooms_about_the_pointer_and_then_lets_the_page_scroll(body: BodyMap) -> None:
    figure = body.figures["front"]
    place = figure.to_widget(figure.drawing.find("calf", "left").spot)

    def turn(step: int) -> bool:
        event = QWheelEvent(place, place, QPoint(), QPoint(0, step), Qt.MouseButton.NoButton,
                            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
        event.ignore()
        QApplication.sendEvent(figure, event)
        return event.isAccepted()

    before = figure.to_drawing(place)
    assert turn(120)
    assert (figure.to_drawing(place) - before).manhattanLength() < 0.01
    assert turn(-120)
    assert not turn(-120)


def test_a_tap_still_hits_when_the_figure_is_zoomed(body: BodyMap, heard: Callable, qtbot: QtBot) -> None:
    said, figure = heard(body.region_chosen), body.figures["front"]
    spot = figure.drawing.find("cubital-fossa-elbow", "right").spot
    figure.zoom_by(3.0, figure.to_widget(spot))
    qtbot.mouseClick(figure, Qt.MouseButton.LeftButton, pos=figure.to_widget(spot).toPoint())
    assert said == [("cubital-fossa-elbow", "right")]


def test_a_narrow_map_shows_one_view_and_a_switch(shown: Callable, qtbot: QtBot) -> None:
    body = shown(BodyMap(NAMES), 400, 700)
    assert [view for view, figure in body.figures.items() if figure.isVisible()] == ["front"]
    qtbot.mouseClick(body.switches["back"], Qt.MouseButton.LeftButton)
    assert [view for view, figure in body.figures.items() if figure.isVisible()] == ["back"]


def test_overlays_are_off_until_they_are_asked_for(body: BodyMap, qtbot: QtBot) -> None:
    assert not any(figure.marks.overlays for figure in body.figures.values())
    qtbot.mouseClick(body.overlays["lungs"], Qt.MouseButton.LeftButton)
    assert all(figure.marks.overlays == {"lungs"} for figure in body.figures.values())


def test_marks_show_what_is_chosen_and_how_many_needles(body: BodyMap) -> None:
    plain = body.figures["front"].grab().toImage()
    body.set_marks({("calf", "left")}, {("calf", "left"): 2})
    assert body.figures["front"].grab().toImage() != plain


def test_the_list_is_narrowed_by_region_or_muscle_and_chosen_by_keys(shown: Callable, heard: Callable, qtbot: QtBot) -> None:
    regions = shown(RegionList())
    regions.set_entries(ENTRIES)
    said = heard(regions.region_chosen)
    qtbot.keyClicks(regions.search, "soleus right")
    qtbot.keyClick(regions.search, Qt.Key.Key_Down)
    assert not said
    qtbot.keyClick(regions.list, Qt.Key.Key_Return)
    assert said == [("calf", "right")]


def test_enter_in_the_search_chooses_nothing(shown: Callable, heard: Callable, qtbot: QtBot) -> None:
    regions = shown(RegionList())
    regions.set_entries(ENTRIES)
    said = heard(regions.region_chosen)
    qtbot.keyClicks(regions.search, "armpit")
    qtbot.keyClick(regions.search, Qt.Key.Key_Return)
    assert not said


def test_the_list_speaks_name_side_and_tier(shown: Callable) -> None:
    regions = shown(RegionList())
    regions.set_entries(ENTRIES)
    regions.set_chosen({("axilla", "left")})
    role = Qt.ItemDataRole.AccessibleTextRole
    assert regions.list.item(2).data(role) == "Armpit, patient’s left, high tier, chosen"
    assert regions.list.item(1).data(role).startswith("Calf, patient’s right")


def test_a_search_without_a_hit_says_so(shown: Callable, qtbot: QtBot) -> None:
    regions = shown(RegionList())
    regions.set_entries(ENTRIES)
    qtbot.keyClicks(regions.search, "xyz")
    assert regions._none.isVisible()
