"""
The body from the front and from behind, to choose where.

Why it always says region and side in words: nobody should have to work out from a drawing whose left is meant.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlesafe.gui import theme
from needlesafe.gui.theme import GAP, GAP_TIGHT
from needlesafe.gui.widgets.body_drawing import SIZE, BodyRegion, read_drawings
from needlesafe.gui.widgets.body_figure import BodyFigure
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.spoken import announce
from needlesafe.gui.widgets.toggle import Toggle
from needlesafe.gui.widgets.words import Words, text_height
from needlesafe.gui.widgets.wrap_layout import WrapLayout

SIDE_WORDS = {"left": "patient’s left", "right": "patient’s right", "midline": "midline"}
_TIER_WORDS = {"high": "high tier", "moderate": "moderate tier", "low": "low tier"}
_VIEWS = (("front", "Front"), ("back", "Back"))
_OVERLAYS = (("lungs", "Lungs"), ("heart-vessels", "Heart and vessels"), ("kidneys", "Kidneys"), ("cord", "Spinal cord"))
_HEAD = frozenset({"face", "temporal-scalp", "jaw-masticatory", "anterior-neck", "lateral-neck-scalenes", "suboccipital",
                   "posterior-neck"})
_HAND, _FOOT = frozenset({"wrist-hand"}), frozenset({"foot-ankle"})
_PALM, _SOLE = {"front": "{part}, palm", "back": "{part}, back"}, {"front": "{part}, front", "back": "{part}, behind"}
_PARTS = (("Head and neck", _HEAD, "", {}), ("Right hand", _HAND, "right", _PALM), ("Left hand", _HAND, "left", _PALM),
          ("Right foot", _FOOT, "right", _SOLE), ("Left foot", _FOOT, "left", _SOLE))
"""What can be drawn large, with its regions, the patient's side, and what stands above each view of one limb."""
_HINT = "Tap a region, or choose it from the list."
_LEGEND = "Hatched: high tier.  Dotted: moderate tier.  Plain: low tier."
_BOTH_FROM, _TOOLS_FROM = 380, 900


class BodyMap(QWidget):
    """Two figures side by side, or one with a switch where it is narrow."""

    region_chosen = Signal(str, str)
    region_pointed = Signal(str, str)
    region_walked = Signal(str, str)
    point_tapped = Signal(str, float, float)

    def __init__(self, names: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = dict(names)
        self._shown = "front"
        left, right = ((self.tr(SIDE_WORDS[side]).capitalize(), self.tr(side.capitalize())) for side in ("left", "right"))
        captions = {"front": (right, left), "back": (left, right)}
        self.figures = {view: BodyFigure(drawing, captions[view]) for view, drawing in read_drawings().items()}
        self.switches = {view: Toggle(view, self.tr(words)) for view, words in _VIEWS}
        self.overlays = {name: Toggle(name, self.tr(words), many=True) for name, words in _OVERLAYS}
        self.beneath = Toggle("beneath", self.tr("Beneath the skin"), many=True)
        self.close_up = Toggle("close-up", self.tr("Close up"), many=True)
        self.parts = {words: Button(self.tr(words)) for words, *_ in _PARTS}
        self.nearer, self.farther, self.whole = Button("+"), Button("−"), Button(self.tr("Whole"))
        self._label = Words(self.tr(_HINT), "section")
        self._label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._legend = Words(self.tr(_LEGEND), "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_TIGHT)
        column.addLayout(self._views(), 1)
        column.addWidget(self._label)
        column.addLayout(self._tools())
        column.addWidget(self._legend)
        self._of_view = ""
        self._numbers: dict[tuple[str, str], str] = {}
        self._earlier: Set[tuple[str, str]] = frozenset()
        self._tell_places()
        self._connect()
        self._show_views()

    def set_marks(self, numbers: Mapping[tuple[str, str], str]) -> None:
        """Shows the chosen regions with the numbers of their sites, by region and side."""
        if numbers != self._numbers:
            self._numbers = dict(numbers)
            self._tell_places()
        for figure in self.figures.values():
            figure.set_marks(numbers)

    def set_earlier(self, places: Set[tuple[str, str]]) -> None:
        """Outlines with dashes where needles were in last time, by region and side."""
        if places != self._earlier:
            self._earlier = set(places)
            self._tell_places()
        for figure in self.figures.values():
            figure.set_earlier(places)
        self._legend.say("  ".join(part for part in (self.tr(_LEGEND), self.tr("Dashed: last visit.") if places else "") if part))

    def set_points(self, points: Mapping[str, Sequence[tuple[float, float]]],
                   planned: Mapping[str, Sequence[tuple[float, float]]]) -> None:
        """Shows the points that are being marked and those of the plan, by view, each as shares of width and height."""
        for view, figure in self.figures.items():
            figure.set_points(*([_spot(*shares) for shares in told.get(view, ())] for told in (points, planned)))

    def holds(self, region: str, side: str, view: str, shares: tuple[float, float]) -> bool:
        """Returns whether a point of a view lies in a region."""
        found = self.figures[view].drawing.find(region, side)
        return found is not None and found.path.contains(_spot(*shares))

    def tell(self, words: str) -> None:
        """Says something beneath the figures, on the screen and aloud."""
        self._label.say(words)
        announce(self, words)

    def point_to(self, region: str, side: str) -> None:
        """Puts the keyboard's mark on a region in every view that shows it, and names it."""
        for figure in self.figures.values():
            figure.point_to(region, side)
        self._name(region, side)

    def open_region(self, region: str, side: str) -> None:
        """Shows and names the region whose muscles are told; an empty id shows none."""
        for figure in self.figures.values():
            figure.open_region(region, side)
        if region:
            self.point_to(region, side)

    def glance_at(self, region: str, side: str) -> None:
        """Marks a region as if the pointer were over it; an empty id takes the mark away."""
        for figure in self.figures.values():
            figure.glance_at(region, side)
        if region:
            self._name(region, side)

    def words(self, region: str, side: str) -> str:
        """Returns region, side and tier in words."""
        found = next(found for figure in self.figures.values() if (found := figure.drawing.find(region, side)))
        name = self._names.get(region, region)
        return f"{name}, {self.tr(SIDE_WORDS[side])}  ·  {self.tr(_TIER_WORDS[found.tier])}"

    def label(self) -> str:
        """Returns what the line beneath the figures says."""
        return self._label.text()

    def show_view(self, view: str) -> None:
        """Shows that view where there is room for one only."""
        self._shown = view
        self._show_views()

    def show_whole(self) -> None:
        """Shows the whole body in both views."""
        self._zoom(0.0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shows both views where there is room."""
        super().resizeEvent(event)
        self._show_views()
        self._keep_room()

    def _tools(self) -> WrapLayout:
        """Returns the zoom, the switches and the overlays."""
        line = WrapLayout()
        for button, name in ((self.nearer, self.tr("Nearer")), (self.farther, self.tr("Farther"))):
            button.setAccessibleName(name)
            button.setToolTip(name)
        for words, part in self.parts.items():
            part.setAccessibleName(self.tr("Close up: {part}").format(part=self.tr(words).lower()))
        for part in (self.nearer, self.farther, self.whole, *self.switches.values(), self.close_up, *self.parts.values(),
                     self.beneath, *self.overlays.values()):
            line.addWidget(part)
        return line

    def _views(self) -> QHBoxLayout:
        """Returns the figures side by side."""
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for view, words in _VIEWS:
            self.figures[view].setAccessibleName(self.tr("Body, {view}").format(view=self.tr(words).lower()))
            self.figures[view].setAccessibleDescription(
                self.tr("Arrow keys go from region to region, Space chooses, plus and minus zoom, nought shows the whole. "
                        "Space in the open region marks a point in its middle."))
            row.addWidget(self.figures[view], 1)
        return row

    def _connect(self) -> None:
        """Joins figures, switches and zoom."""
        for figure in self.figures.values():
            figure.region_pointed.connect(self._point)
            figure.region_walked.connect(self._walk)
            figure.region_chosen.connect(self._choose)
            figure.zoomed.connect(self._see_anew)
            figure.drawn_nearer.connect(self._ask_again)
        for view, figure in self.figures.items():
            figure.point_tapped.connect(lambda spot, view=view: self.point_tapped.emit(view, *_shares(spot)))
        for view, switch in self.switches.items():
            switch.clicked.connect(lambda _=False, view=view: self.show_view(view))
        for toggle in self.overlays.values():
            toggle.clicked.connect(lambda _=False: self._show_overlays())
        self.beneath.clicked.connect(lambda _=False: self._show_views())
        self.close_up.clicked.connect(lambda _=False: self._turn_close_up())
        for part in _PARTS:
            self.parts[part[0]].clicked.connect(lambda _=False, part=part: self._show_part(*part))
        for button, factor in ((self.nearer, 1.35), (self.farther, 1 / 1.35)):
            button.clicked.connect(lambda _=False, factor=factor: self._zoom(factor))
        self.whole.clicked.connect(lambda _=False: self.show_whole())
        self._show_zoom()

    def _show_views(self) -> None:
        """Shows both figures or the chosen one, and the switches only where they do something."""
        scale = theme.current().scale
        both, folded = self.width() >= _BOTH_FROM * max(1.0, scale * 0.8), self.width() < _TOOLS_FROM * scale
        self.beneath.setVisible(folded)
        for toggle in self.overlays.values():
            toggle.setVisible(not folded or self.beneath.isChecked())
        for part in self.parts.values():
            part.setVisible(self.close_up.isChecked())
        for view, figure in self.figures.items():
            figure.setVisible(both or view == self._shown)
            self.switches[view].setVisible(not both)
            self.switches[view].setChecked(view == self._shown)

    def _turn_close_up(self) -> None:
        """Offers the parts that are drawn large, or goes back to the whole."""
        if not self.close_up.isChecked():
            self.show_whole()
        self._show_views()

    def _show_part(self, words: str, regions: Set[str], side: str, above: Mapping[str, str]) -> None:
        """Draws regions of one side, or of every side, large in both views, and says what is seen."""
        part = self.tr(words)
        for view, figure in self.figures.items():
            figure.look_at(regions, side, self.tr(above.get(view, "")).format(part=part))
        self._tell_of_view(self.tr("{part}: from the front and from behind. Sides are the patient’s.").format(part=part))

    def _tell_of_view(self, words: str) -> None:
        """Says what holds only as long as nothing else is seen of the body."""
        self._of_view = words
        self.tell(words)

    def _see_anew(self) -> None:
        """Takes back what was said of the part that was seen before: words of another place must not stand beneath this one."""
        said, self._of_view = self._of_view, ""
        if said and said == self._label.text():
            opened = next((figure.marks.opened for figure in self.figures.values() if figure.marks.opened), None)
            self._label.say(self.words(opened.region, opened.side) if opened else self.tr(_HINT))
        self._show_zoom()

    def _show_overlays(self) -> None:
        """Shows in both figures what is switched on."""
        names = {name for name, toggle in self.overlays.items() if toggle.isChecked()}
        for figure in self.figures.values():
            figure.set_overlays(names)

    def _zoom(self, factor: float) -> None:
        """Draws all that is shown nearer or farther."""
        for figure in self.figures.values():
            figure.zoom_by(factor)

    def _point(self, region: str, side: str) -> None:
        """Names what the pointer is over."""
        if region:
            self._name(region, side)
        self.region_pointed.emit(region, side)

    def _walk(self, region: str, side: str) -> None:
        """Shows the name of what the keyboard went to; it is spoken because the keyboard is there."""
        self._label.say(self.words(region, side))
        self.region_walked.emit(region, side)

    def _ask_again(self) -> None:
        """Says that a thumb covered several regions and nothing was chosen."""
        self._tell_of_view(self.tr("Drawn nearer: now tap the region."))

    def _tell_places(self) -> None:
        """Gives each region its name and says of it what is shown of it."""
        for figure in self.figures.values():
            figure.name_places(self._place_words)

    def _place_words(self, place: BodyRegion) -> tuple[str, str]:
        """Returns the name of a region with its side, and its tier, its sites and whether it was needled last time."""
        here = (place.region, place.side)
        sites = self.tr("site {numbers}").format(numbers=self._numbers[here]) if here in self._numbers else ""
        told = (self.tr(_TIER_WORDS[place.tier]), sites, self.tr("needled last visit") if here in self._earlier else "")
        return (f"{self._names.get(place.region, place.region)}, {self.tr(SIDE_WORDS[place.side])}",
                ", ".join(part for part in told if part))

    def _show_zoom(self) -> None:
        """Lets the way back to the whole body be pressed while anything is drawn nearer."""
        self.whole.setAccessibleName(self.tr("Whole body"))
        self.whole.setEnabled(any(figure.is_near() for figure in self.figures.values()))

    def _keep_room(self) -> None:
        """Keeps room for the longest name at this width, so that nothing moves while one points."""
        font = theme.current().font("section")
        lines = {self.words(region.region, region.side) for figure in self.figures.values() for region in figure.drawing.regions}
        high = max(text_height(line, font, self.width()) for line in lines)
        if self._label.minimumHeight() != high:
            self._label.setMinimumHeight(high)

    def _choose(self, region: str, side: str) -> None:
        """Names what was chosen and says so."""
        self.point_to(region, side)
        self.region_chosen.emit(region, side)

    def _name(self, region: str, side: str) -> None:
        """Says region and side in words, on the screen and aloud."""
        words = self.words(region, side)
        if words != self._label.text():
            self._label.say(words)
            announce(self, words)


def _spot(across: float, down: float) -> QPointF:
    """Returns the point of the drawing at those shares of its width and height."""
    return QPointF(across * SIZE.width(), down * SIZE.height())


def _shares(spot: QPointF) -> tuple[float, float]:
    """Returns which shares of its width and height a point of the drawing stands at."""
    return round(spot.x() / SIZE.width(), 4), round(spot.y() / SIZE.height(), 4)
