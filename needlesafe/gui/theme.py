"""
The one theme of the window: colours, sizes of type, spaces and how each action is marked.

Why here: a page or a widget names a role (`quiet`, `stop`, `section`) and never a colour or a pixel, so that light and dark, 100 % and
200 % text are one decision taken in one place.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache
from string import Template

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from needlesafe.paths import assets_dir

FAMILY = "Source Sans 3"
FALLBACK = "DejaVu Sans"

GAP_TIGHT, GAP, GAP_CARD, GAP_WIDE = 8, 12, 16, 24
RADIUS_CARD, RADIUS = 10, 8
RING = 3
COLUMN = 720
RAIL = 190
PANEL = 300
FOLD_BELOW = 1100

_TYPE = {
    "title": (26, 600), "section": (18, 600), "name": (20, 600), "body": (16, 400), "strong": (16, 600),
    "quiet": (15, 400), "action": (15, 700), "patient-title": (32, 600), "patient-body": (20, 400),
    "loud": (32, 700), "number": (48, 700), "figure": (40, 700), "count": (56, 700), "sign": (14, 700),
}
_LOUD_FIELD = 24
"""The size of what is typed where somebody types under pressure."""
_SYSTEM_PIXELS = {"win32": 12.0, "darwin": 13.0}
_FACES = ("SourceSans3-Regular.ttf", "SourceSans3-SemiBold.ttf", "SourceSans3-Bold.ttf", "DejaVuSans.ttf")
_DRESSED = "needlesafe_dressed"


@dataclass(frozen=True, slots=True)
class Palette:
    """The colour of each role."""

    page: str
    """Behind everything."""
    surface: str
    """Cards, head and foot."""
    ink: str
    """What is read."""
    quiet: str
    """What is read second."""
    line: str
    """Hairlines between things."""
    edge: str
    """Outlines of controls."""
    accent: str
    """The step in hand, the primary button, the focus ring."""
    accent_soft: str
    """The ground of what is chosen."""
    on_accent: str
    """What is read on the accent."""
    stop: str
    """Stop, and the way to the emergency card."""
    stop_soft: str
    """The ground of a stop."""
    grave: str
    """Ultrasound or stop, and clearance needed."""
    grave_soft: str
    """The ground of both."""
    change: str
    """Change the plan."""
    change_soft: str
    """The ground of a change."""
    mind: str
    """Keep in mind."""
    mind_soft: str
    """The ground of what is to be kept in mind."""
    done: str
    """What is done or saved."""
    done_soft: str
    """The ground of what is done."""
    body: tuple[str, str, str]
    """The regions of the body map: high, moderate and low tier."""
    body_line: str
    """The borders between regions."""


LIGHT = Palette(
    "#F4F6F8", "#FFFFFF", "#16212B", "#4A5A68", "#D5DCE2", "#7C8B98", "#0A5A75", "#E3F0F4", "#FFFFFF",
    "#A3141C", "#FBE9EA", "#8F4300", "#FDEFE2", "#6B5200", "#FBF3D9", "#274F86", "#E8EFF9", "#1B6438", "#E6F4EA",
    ("#D9E7EE", "#E9F0F4", "#F6F9FA"), "#5C899D")
DARK = Palette(
    "#10171D", "#18222A", "#E9EFF3", "#A9B7C2", "#33424E", "#74838F", "#6FC3DE", "#12323E", "#0B1A21",
    "#FF9AA0", "#40171B", "#FFB27A", "#3B2410", "#EACB62", "#332A0C", "#9DBEF5", "#17294A", "#86D6A2", "#12331F",
    ("#1B3947", "#21303A", "#2A363F"), "#5E7F90")


@dataclass(frozen=True, slots=True)
class Look:
    """How one action is marked: by its colour, its sign and its words together."""

    sign: str
    """The shape of the sign."""
    colour: str
    """The role of the colour; its ground is the role with `_soft`."""
    words: str
    """What is read, in English."""


LOOKS = {
    "stop": Look("octagon", "stop", "Stop"),
    "ultrasound-or-stop": Look("diamond-u", "grave", "Ultrasound or stop"),
    "clearance": Look("diamond-c", "grave", "Clearance needed"),
    "modify": Look("triangle", "change", "Change the plan"),
    "precaution": Look("square", "mind", "Keep in mind"),
    "done": Look("tick", "done", "Done"),
}


@dataclass(frozen=True, slots=True)
class Theme:
    """Light or dark, at one size of text."""

    dark: bool = False
    """Whether light stands on dark."""
    scale: float = 1.0
    """The size of text against the design, 1 to 2."""

    @property
    def palette(self) -> Palette:
        """Returns the colours."""
        return DARK if self.dark else LIGHT

    @property
    def target(self) -> int:
        """Returns the least height of a control in pixels: 44, and more with larger text."""
        return round(16 + 28 * self.scale)

    def colour(self, role: str) -> QColor:
        """Returns the colour of a role such as `ink` or `stop_soft`."""
        return QColor(getattr(self.palette, role))

    def scaled(self, pixels: float) -> int:
        """Returns the pixels grown with the text: for signs and widths that go with it."""
        return round(pixels * self.scale)

    def font(self, role: str) -> QFont:
        """Returns the face of a role such as `body` or `title`."""
        size, weight = _TYPE[role]
        return QFont(_face(self.scaled(size), weight))


@cache
def _face(pixels: int, weight: int) -> QFont:
    """Returns a face, made once; who gets it gets a copy."""
    font = QFont([FAMILY, FALLBACK])
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight(weight))
    return font


def action_words(action: str) -> str:
    """Returns the words of an action in the user's language."""
    return QCoreApplication.translate("Action", LOOKS[action].words)


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """Returns the first colour with that share of the other in it."""
    pairs = zip(one.getRgb()[:3], other.getRgb()[:3])
    return QColor(*(round(a + (b - a) * share) for a, b in pairs))


_applied = Theme()
"""The theme that was applied last."""


def system_theme() -> Theme:
    """Returns the theme that the system asks for: its colour scheme and its size of text, 100 % to 200 %."""
    hints = QApplication.instance().styleHints()
    asked = QFontInfo(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)).pixelSize()
    usual = _SYSTEM_PIXELS.get(sys.platform, 14.67)
    return Theme(hints.colorScheme() == Qt.ColorScheme.Dark, min(2.0, max(1.0, asked / usual)))


def current() -> Theme:
    """Returns the theme that was applied last, or the light one; it is asked for hundreds of times whenever something is drawn."""
    return _applied


def apply(app: QApplication, theme: Theme | None = None) -> None:
    """Dresses the whole program; without a theme it follows the system, now and when the system changes."""
    global _applied
    if not app.property(_DRESSED):
        app.setStyle("Fusion")
        for face in _FACES:
            QFontDatabase.addApplicationFont(str(assets_dir() / "fonts" / face))
        app.styleHints().colorSchemeChanged.connect(lambda _: app.property("follows_system") and apply(app))
    chosen = theme or system_theme()
    app.setProperty("follows_system", theme is None)
    app.setProperty(_DRESSED, True)
    _applied = chosen
    app.setFont(chosen.font("body"))
    app.setPalette(_qt_palette(chosen))
    app.setStyleSheet(_style_sheet(chosen))


def _qt_palette(theme: Theme) -> QPalette:
    """Returns the colours for what Qt itself paints."""
    role, palette = QPalette.ColorRole, QPalette()
    for part, name in (
            (role.Window, "page"), (role.Base, "surface"), (role.AlternateBase, "page"), (role.Button, "surface"),
            (role.WindowText, "ink"), (role.Text, "ink"), (role.ButtonText, "ink"), (role.ToolTipText, "ink"),
            (role.ToolTipBase, "surface"), (role.PlaceholderText, "quiet"), (role.Highlight, "accent"),
            (role.HighlightedText, "on_accent"), (role.Link, "accent"), (role.Mid, "edge"), (role.Accent, "accent")):
        palette.setColor(part, theme.colour(name))
    for part in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, part, theme.colour("quiet"))
    return palette


def _style_sheet(theme: Theme) -> str:
    """Returns the one style sheet: labels by role, fields, lists and scroll bars."""
    colours = {name: getattr(theme.palette, name) for name in Palette.__slots__ if name != "body"}
    labels = "".join(
        f'QLabel[role="{role}"]{{font-size:{theme.scaled(size)}px;font-weight:{weight};}}'
        for role, (size, weight) in _TYPE.items() if role not in ("body", "sign"))
    tones = "".join(f'QLabel[tone="{tone}"]{{color:{colours[tone]};}}'
                    for tone in ("stop", "grave", "change", "mind", "done", "quiet", "accent"))
    return Template(_SHEET).substitute(colours, labels=labels + tones, least=theme.target - 18, loud=theme.scaled(_LOUD_FIELD))


_SHEET = """
QLabel{background:transparent;color:$ink;} $labels
QToolTip{background:$surface;color:$ink;border:1px solid $edge;padding:6px;}
QLineEdit,QComboBox,QPlainTextEdit{background:$surface;color:$ink;border:1px solid $edge;border-radius:8px;
  padding:8px 12px;placeholder-text-color:$quiet;selection-background-color:$accent;selection-color:$on_accent;}
QLineEdit,QComboBox{min-height:${least}px;}
QLineEdit[loud="true"]{font-size:${loud}px;}
QPlainTextEdit{padding:6px 8px;}
QLineEdit:hover,QComboBox:hover,QPlainTextEdit:hover{border-color:$ink;}
QLineEdit[wrong="true"],QComboBox[wrong="true"],QPlainTextEdit[wrong="true"]{border:2px solid $stop;padding:7px 11px;}
QLineEdit:disabled,QComboBox:disabled,QPlainTextEdit:disabled{background:$page;color:$quiet;border-color:$line;}
QComboBox[empty="true"]{color:$quiet;}
QComboBox::drop-down{border:none;width:36px;} QComboBox::down-arrow{image:none;}
QComboBox QAbstractItemView,QListView{background:$surface;color:$ink;border:1px solid $line;outline:none;
  selection-background-color:$accent_soft;selection-color:$ink;}
QListView{border-radius:8px;padding:4px 0;}
QComboBox QAbstractItemView::item{min-height:${least}px;padding:8px 12px;}
QScrollArea{background:transparent;border:none;}
QScrollBar:vertical{background:transparent;width:12px;margin:2px 3px;}
QScrollBar:horizontal{background:transparent;height:12px;margin:3px 2px;}
QScrollBar::handle{background:$edge;border-radius:3px;min-height:44px;min-width:44px;}
QScrollBar::handle:hover{background:$quiet;}
QScrollBar::add-line,QScrollBar::sub-line{width:0;height:0;}
QScrollBar::add-page,QScrollBar::sub-page{background:transparent;}
"""
