"""The body map: every region is hit by its own shape, sides are the patient's, and the list does the same by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScroller, QWidget
from pytestqt.qtbot import QtBot

from needlesafe.gui.widgets.body_drawing import SIZE, BodyDrawing, painter_path, read_drawing
from needlesafe.gui.widgets.body_map import BodyMap
from needlesafe.gui.widgets.region_list import RegionList
from needlesafe.gui.widgets.region_rows import ENTRY, MUSCLE, MuscleEntry, RegionEntry
from needlesafe.paths import assets_dir
from tests.journey.touch import following

VIEWS = {view: read_drawing(assets_dir() / "body" / f"{view}.svg") for view in ("front", "back")}
EVERY = [(view, region.region, region.side) for view, drawing in VIEWS.items() for region in drawing.regions]
NAMES = {"calf": "Calf", "upper-trapezius-shoulder-top": "Top of shoulder"}
MUSCLES = (MuscleEntry("m-gastrocnemius", "Gastrocnemius", ("gastroc", "GCM", "Musculus gastrocnemius")), MuscleEntry("m-soleus", "Soleus"))
ENTRIES = [RegionEntry("calf", "left", "Calf", "moderate", MUSCLES), RegionEntry("calf", "right", "Calf", "moderate", MUSCLES),
           RegionEntry("axilla", "left", "Armpit", "high")]


@pytest.fixture
def regions(shown: Callable) -> RegionList:
    """Returns the list with both calves and an armpit."""
    made = shown(RegionList())
    made.set_entries(ENTRIES)
    return made


def lines(regions: RegionList) -> list[str]:
    """What the list shows, muscles set in."""
    items = [regions.list.item(row) for row in range(regions.list.count())]
    return [("  " if item.data(MUSCLE) else "") + f"{item.text()} {item.data(ENTRY).side}" for item in items if not item.isHidden()]


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


@pytest.mark.parametrize(("part", "region", "side"), [
    ("Head and neck", "face", "midline"), ("Right hand", "wrist-hand", "right"), ("Left hand", "wrist-hand", "left"),
    ("Right foot", "foot-ankle", "right"), ("Left foot", "foot-ankle", "left")])
def test_a_close_up_shows_a_part_large_in_both_views_and_whole_goes_back(body: BodyMap, part: str, region: str, side: str) -> None:
    body.close_up.click()
    body.parts[part].click()
    for figure in body.figures.values():
        found = figure.drawing.find(region, side) or figure.drawing.find("posterior-neck", "midline")
        place = figure.to_widget(found.spot).toPoint()
        assert figure.is_near() and figure.rect().contains(place)
        assert figure.region_at(figure.to_widget(found.spot)) is found
    body.whole.click()
    assert not any(figure.is_near() for figure in body.figures.values())


@pytest.mark.parametrize("leave", [
    lambda body: body.whole.click(), lambda body: body.close_up.click(), lambda body: body.nearer.click(),
    lambda body: body.figures["back"].pan_by(QPointF(40, 0)), lambda body: QTest.keyClick(body.figures["front"], Qt.Key.Key_0)])
def test_the_words_of_a_close_up_stay_no_longer_than_the_close_up(body: BodyMap, leave: Callable) -> None:
    body.close_up.click()
    body.parts["Left foot"].click()
    assert body.label().startswith("Left foot: ")
    leave(body)
    assert body.label() == "Tap a region, or choose it from the list."


def test_after_a_close_up_the_region_that_is_open_is_named_again(body: BodyMap) -> None:
    body.open_region("calf", "right")
    body.close_up.click()
    body.parts["Left foot"].click()
    body.whole.click()
    assert body.label() == body.words("calf", "right")


def test_each_view_of_a_limb_says_whose_it_is_and_stops_when_more_is_seen(body: BodyMap) -> None:
    body.close_up.click()
    for part, front, back in (("Left foot", "Left foot, front", "Left foot, behind"), ("Right hand", "Right hand, palm", "Right hand, back"),
                              ("Head and neck", "", "")):
        body.parts[part].click()
        assert [body.figures[view].part() for view in ("front", "back")] == [front, back]
    body.parts["Left foot"].click()
    body.figures["front"].pan_by(QPointF(40, 0))
    assert [body.figures[view].part() for view in ("front", "back")] == ["", "Left foot, behind"]
    body.close_up.click()
    assert not any(figure.part() or figure.is_near() for figure in body.figures.values())


def test_a_hand_seen_large_can_be_tapped_finger_by_finger(body: BodyMap) -> None:
    body.close_up.click()
    body.parts["Right hand"].click()
    front, hand = body.figures["front"], body.figures["front"].drawing.find("wrist-hand", "right")
    shape = hand.path.boundingRect()
    seen = front.to_widget(shape.bottomRight()) - front.to_widget(shape.topLeft())
    assert min(seen.x() / front.width(), 1) > 0.5 or seen.y() / front.height() > 0.5


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
    body = shown(BodyMap(NAMES), 300, 700)
    assert [view for view, figure in body.figures.items() if figure.isVisible()] == ["front"]
    qtbot.mouseClick(body.switches["back"], Qt.MouseButton.LeftButton)
    assert [view for view, figure in body.figures.items() if figure.isVisible()] == ["back"]


def test_overlays_are_off_until_they_are_asked_for(body: BodyMap, qtbot: QtBot) -> None:
    assert not any(figure.marks.overlays for figure in body.figures.values())
    qtbot.mouseClick(body.overlays["lungs"], Qt.MouseButton.LeftButton)
    assert all(figure.marks.overlays == {"lungs"} for figure in body.figures.values())


def test_marks_show_what_is_chosen_with_the_numbers_of_the_sites(body: BodyMap) -> None:
    plain = body.figures["front"].grab().toImage()
    body.set_marks({("calf", "left"): "1, 3"})
    assert body.figures["front"].grab().toImage() != plain


def test_a_walk_by_keys_and_a_pointer_are_told_apart(body: BodyMap, heard: Callable, qtbot: QtBot) -> None:
    walked, pointed, figure = heard(body.region_walked), heard(body.region_pointed), body.figures["front"]
    figure.setFocus()
    qtbot.keyClick(figure, Qt.Key.Key_Down)
    assert walked and not pointed
    qtbot.mouseMove(figure, figure.to_widget(figure.drawing.find("anterior-thigh", "left").spot).toPoint())
    assert pointed == [("anterior-thigh", "left")]


def test_nothing_moves_while_one_points(body: BodyMap) -> None:
    place = body.figures["front"].geometry()
    for region in VIEWS["front"].regions:
        body.point_to(region.region, region.side)
        QApplication.processEvents()
        assert body.figures["front"].geometry() == place


def test_one_tap_leads_back_to_the_whole_body(body: BodyMap, qtbot: QtBot) -> None:
    assert not body.whole.isEnabled()
    qtbot.mouseClick(body.nearer, Qt.MouseButton.LeftButton)
    assert body.whole.isEnabled() and all(figure.is_near() for figure in body.figures.values())
    qtbot.mouseClick(body.whole, Qt.MouseButton.LeftButton)
    assert not body.whole.isEnabled() and not any(figure.is_near() for figure in body.figures.values())


@pytest.fixture(scope="session")
def screen() -> QPointingDevice:
    """Returns a touch screen."""
    return QTest.createTouchDevice()


def touch(figure: QWidget, screen: QPointingDevice, *moves: list[QPointF]) -> None:
    """Puts fingers down at the first places, moves them through the others and lifts them."""
    fingers = QTest.touchEvent(figure, screen, False)
    for number, places in enumerate(moves):
        for finger, place in enumerate(places):
            (fingers.move if number else fingers.press)(finger, place.toPoint(), figure)
        fingers.commit()
    for finger, place in enumerate(moves[-1]):
        fingers.release(finger, place.toPoint(), figure)
    fingers.commit()


def test_two_fingers_draw_nearer_about_their_middle_and_choose_nothing(
        body: BodyMap, heard: Callable, screen: QPointingDevice) -> None:
    said, figure = heard(body.region_chosen), body.figures["front"]
    middle = figure.to_widget(figure.drawing.find("anterior-thigh", "left").spot)
    before = figure.to_drawing(middle)
    touch(figure, screen, *([middle - QPointF(0, way), middle + QPointF(0, way)] for way in (30, 45, 60)))
    assert figure.is_near() and body.whole.isEnabled() and not said
    assert (figure.to_drawing(middle) - before).manhattanLength() < 3
    touch(figure, screen, *([middle - QPointF(0, way), middle + QPointF(0, way)] for way in (80, 40, 20)))
    assert not figure.is_near() and not said


def test_a_finger_taps_a_large_region_and_draws_nearer_where_it_covers_several(
        body: BodyMap, heard: Callable, screen: QPointingDevice) -> None:
    said, figure = heard(body.region_chosen), body.figures["back"]
    touch(figure, screen, [figure.to_widget(figure.drawing.find("pelvis-gluteal", "left").spot)])
    assert said == [("pelvis-gluteal", "left")] and not figure.is_near()
    small = figure.drawing.find("suboccipital", "midline").spot
    touch(figure, screen, [figure.to_widget(small)])
    assert len(said) == 1 and figure.is_near() and "now tap" in body.label()
    touch(figure, screen, [figure.to_widget(small)])
    assert said[1:] == [("suboccipital", "midline")]


def test_a_finger_draws_the_near_figure_aside_and_never_out_of_view(body: BodyMap, heard: Callable, screen: QPointingDevice) -> None:
    said, figure = heard(body.region_chosen), body.figures["front"]
    middle = QPointF(figure.rect().center())
    figure.zoom_by(2.0)
    before = figure.to_drawing(middle)
    touch(figure, screen, [middle], [middle + QPointF(0, 20)], [middle + QPointF(0, 60)])
    assert figure.to_drawing(middle).y() < before.y() - 20 and not said
    figure.pan_by(QPointF(0, 9000))
    assert figure.to_widget(QPointF(SIZE.width() / 2, 0)).y() <= figure.height() / 2


def test_keys_walk_the_near_figure_into_view(body: BodyMap, qtbot: QtBot) -> None:
    figure = body.figures["front"]
    figure.setFocus()
    body.point_to("jaw-masticatory", "left")
    for _ in range(5):
        qtbot.keyClick(figure, Qt.Key.Key_Plus)
    for _ in range(12):
        qtbot.keyClick(figure, Qt.Key.Key_Down)
        assert figure.rect().contains(figure.to_widget(figure.marks.current.spot).toPoint())
    qtbot.keyClick(figure, Qt.Key.Key_0)
    assert not figure.is_near()


def test_muscles_stand_beneath_their_region_once_it_is_open(regions: RegionList) -> None:
    assert lines(regions) == ["Calf left", "Calf right", "Armpit left"]
    regions.open_region("calf", "right")
    assert lines(regions) == ["Calf left", "Calf right", "  Gastrocnemius right", "  Soleus right", "Armpit left"]
    regions.open_region("calf", "left")
    assert lines(regions)[1:3] == ["  Gastrocnemius left", "  Soleus left"]
    regions.close_region()
    assert lines(regions) == ["Calf left", "Calf right", "Armpit left"]


@pytest.mark.parametrize("typed", ["gastroc", "GCM", "musculus gastro", "gastrocnemeus", "gastrocnmius", "gasrtoc"])
def test_a_muscle_is_found_by_any_of_its_names_and_with_a_slip(regions: RegionList, qtbot: QtBot, typed: str) -> None:
    qtbot.keyClicks(regions.search, typed)
    assert lines(regions) == ["Calf left", "  Gastrocnemius left", "Calf right", "  Gastrocnemius right"]


def test_what_is_near_is_shown_only_where_nothing_has_the_letters_and_says_so(regions: RegionList, qtbot: QtBot) -> None:
    qtbot.keyClicks(regions.search, "soleus")
    assert not regions._told.isVisible()
    regions.search.setText("solues")
    assert lines(regions)[1] == "  Soleus left" and "comes near" in regions._told.text()


def test_a_muscle_in_the_list_is_chosen_with_its_side(regions: RegionList, heard: Callable, qtbot: QtBot) -> None:
    regions_said, said = heard(regions.region_chosen), heard(regions.muscle_chosen)
    qtbot.keyClicks(regions.search, "soleus right")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(regions.search if key == Qt.Key.Key_Down and not regions.list.hasFocus() else regions.list, key)
    assert said == [("m-soleus", "right")] and not regions_said


def test_a_finger_scrolls_the_list_and_chooses_by_a_tap(
        qapp: QApplication, shown: Callable, heard: Callable, screen: QPointingDevice, qtbot: QtBot) -> None:
    regions = shown(RegionList(), 300, 320)
    regions.set_entries([RegionEntry(f"region-{number}", "left", f"Region {number}", "low") for number in range(40)])
    QApplication.processEvents()
    said, view = heard(regions.region_chosen), regions.list.viewport()
    with following(qapp, regions):
        touch(view, screen, *([QPointF(80, y)] for y in range(200, 40, -20)))
        qtbot.waitUntil(lambda: regions.list.verticalScrollBar().value() > 40, timeout=3000)
        assert not said
        QScroller.scroller(view).stop()
        touch(view, screen, [QPointF(80, 100)])
        qtbot.waitUntil(lambda: len(said) == 1, timeout=3000)


def test_every_region_is_an_element_that_is_named_where_it_is_seen(body: BodyMap) -> None:
    body.set_marks({("calf", "left"): "1, 3"})
    body.set_earlier({("calf", "right")})
    for figure in body.figures.values():
        assert set(figure.places) == {(region.region, region.side) for region in figure.drawing.regions}
        for place in figure.places.values():
            spoken = QAccessible.queryAccessibleInterface(place)
            assert spoken.role() == QAccessible.Role.Button and spoken.state().focusable
            assert spoken.text(QAccessible.Text.Name) and "tier" in spoken.text(QAccessible.Text.Description)
            assert place.geometry().contains(figure.to_widget(place.region.spot).toPoint())
    back = body.figures["back"].places
    assert (back["calf", "left"].accessibleName(), back["calf", "left"].accessibleDescription()) == (
        "Calf, patient’s left", "moderate tier, site 1, 3")
    assert back["calf", "right"].accessibleDescription() == "moderate tier, needled last visit"


def test_a_region_that_a_reader_goes_to_is_pointed_at_and_one_that_it_presses_is_chosen(
        body: BodyMap, heard: Callable, qtbot: QtBot) -> None:
    walked, said, figure = heard(body.region_walked), heard(body.region_chosen), body.figures["back"]
    qtbot.waitUntil(body.isActiveWindow, timeout=5000)
    figure.places["calf", "left"].setFocus()
    assert walked[-1] == ("calf", "left") and figure.marks.focused and body.label().startswith("Calf, patient’s left")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    figure.places["calf", "right"].click()
    assert said == [("calf", "left"), ("calf", "right")]


def test_the_keyboard_goes_along_from_region_to_region_so_that_each_is_spoken(body: BodyMap, qtbot: QtBot) -> None:
    figure = body.figures["back"]
    qtbot.waitUntil(body.isActiveWindow, timeout=5000)
    figure.setFocus()
    assert QApplication.focusWidget() is figure
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up):
        qtbot.keyClick(QApplication.focusWidget(), key)
        current = figure.marks.current
        assert QApplication.focusWidget() is figure.places[current.region, current.side] and figure.marks.focused
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is figure
    qtbot.keyClick(figure, Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is not figure and not figure.marks.focused


def test_a_side_alone_is_no_muscle(regions: RegionList, qtbot: QtBot) -> None:
    qtbot.keyClicks(regions.search, "right")
    assert lines(regions) == ["Calf right"]


def test_the_list_is_narrowed_by_region_or_muscle_and_chosen_by_keys(regions: RegionList, heard: Callable, qtbot: QtBot) -> None:
    said = heard(regions.region_chosen)
    qtbot.keyClicks(regions.search, "soleus right")
    qtbot.keyClick(regions.search, Qt.Key.Key_Down)
    assert not said
    qtbot.keyClick(regions.list, Qt.Key.Key_Return)
    assert said == [("calf", "right")]


def test_enter_in_the_search_chooses_nothing(regions: RegionList, heard: Callable, qtbot: QtBot) -> None:
    said = heard(regions.region_chosen)
    qtbot.keyClicks(regions.search, "armpit")
    qtbot.keyClick(regions.search, Qt.Key.Key_Return)
    assert not said


def test_the_list_speaks_name_side_tier_and_what_is_chosen(regions: RegionList) -> None:
    regions.set_chosen({("axilla", "left")}, {("m-soleus", "right")})
    told = [regions.list.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(regions.list.count())]
    assert told == ["Calf, patient’s left, moderate tier, 2 muscles", "Gastrocnemius, patient’s left", "Soleus, patient’s left",
                    "Calf, patient’s right, moderate tier, 2 muscles", "Gastrocnemius, patient’s right",
                    "Soleus, patient’s right, chosen", "Armpit, patient’s left, high tier, chosen"]


def test_a_search_without_a_hit_says_so(regions: RegionList, qtbot: QtBot) -> None:
    qtbot.keyClicks(regions.search, "xyz")
    assert regions._told.isVisible()
