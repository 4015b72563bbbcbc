"""Colours are told apart by measure, sizes follow the system, and every action has a mark of its own."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from needlesafe.gui import theme
from needlesafe.gui.theme import DARK, LIGHT, LOOKS, Palette, Theme

ON_SURFACES = [(ink, ground) for ink in ("ink", "quiet", "accent", "stop", "grave", "change", "mind", "done")
               for ground in ("page", "surface")]
ON_SOFT = [(ink, f"{ink}_soft") for ink in ("accent", "stop", "grave", "change", "mind", "done")]
READ_ON_SOFT = [("ink", ground) for _, ground in ON_SOFT]
SECOND_ON_SOFT = [("quiet", ground) for _, ground in ON_SOFT]


def luminance(colour: str) -> float:
    """Returns how bright a colour is, 0 to 1, as the web's accessibility rules measure it."""
    shares = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
              for value in QColor(colour).getRgbF()[:3]]
    return sum(share * weight for share, weight in zip(shares, (0.2126, 0.7152, 0.0722)))


def contrast(palette: Palette, one: str, other: str) -> float:
    """Returns the contrast of two roles."""
    bright, dim = sorted((luminance(getattr(palette, one)), luminance(getattr(palette, other))), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), [*ON_SURFACES, *ON_SOFT, *READ_ON_SOFT, ("on_accent", "accent")])
def test_text_stands_out_from_its_ground_six_to_one(palette: Palette, ink: str, ground: str) -> None:
    assert contrast(palette, ink, ground) >= 5.95


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), SECOND_ON_SOFT)
def test_quiet_text_can_be_read_on_every_soft_ground(palette: Palette, ink: str, ground: str) -> None:
    assert contrast(palette, ink, ground) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["page", "surface"])
def test_edges_of_controls_stand_out_three_to_one(palette: Palette, ground: str) -> None:
    assert contrast(palette, "edge", ground) >= 3.0


def test_no_two_actions_share_sign_or_words() -> None:
    assert len({look.sign for look in LOOKS.values()}) == len(LOOKS)
    assert len({look.words for look in LOOKS.values()}) == len(LOOKS)


def test_targets_are_never_below_44_pixels_and_grow_with_the_text() -> None:
    assert Theme(scale=1.0).target == 44
    assert Theme(scale=2.0).target > 60


def test_type_doubles_at_200_percent() -> None:
    for role in ("title", "body", "quiet", "number"):
        assert Theme(scale=2.0).font(role).pixelSize() == 2 * Theme().font(role).pixelSize()


def test_the_system_is_followed_unless_a_theme_is_given(qapp: QApplication) -> None:
    theme.apply(qapp)
    assert theme.current() == theme.system_theme()
    theme.apply(qapp, Theme(dark=True, scale=1.5))
    assert theme.current() == Theme(dark=True, scale=1.5)


def test_the_size_of_text_stays_between_100_and_200_percent(qapp: QApplication) -> None:
    assert 1.0 <= theme.system_theme().scale <= 2.0
