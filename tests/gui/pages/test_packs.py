"""The packs in hand: lot and use-by are written once, at the pause, for every site."""

from __future__ import annotations

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.gui.visit_screen import VisitScreen
from tests.gui.pages.conftest import DeskOf, ScreenOf
from tests.helpers.visit_files import DELTOID, GASTROCNEMIUS, Raw, begun, complete

BARE = tuple({key: value for key, value in site.items() if key not in ("lot", "expires")} for site in (DELTOID, GASTROCNEMIUS))


@pytest.fixture
def whole(catalogue: Catalogue) -> Raw:
    """The file of a visit at two sites of which no pack is known."""
    return complete(begun(*BARE), catalogue)


def write(screen: VisitScreen, name: str, text: str) -> None:
    """Writes into a field of the packs and leaves it."""
    row = screen.page.packs.rows[name]
    row.edit.setText(text)
    row.commit()


def packs(screen: VisitScreen) -> list[tuple[str, str]]:
    """Lot and use-by of each site."""
    return [(site.lot, site.expires) for site in screen.desk.visit.sites]


def test_a_lot_that_is_written_once_stands_at_every_site(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "agreed"), "treatment")
    assert screen.page.packs.isVisible() and not screen.page.packs.rows["lot"].raw()
    write(screen, "lot", "B2201")
    write(screen, "expires", "2028-09")
    assert packs(screen) == [("B2201", "2028-09")] * 2
    assert not screen.desk.lacks("needle-in")


def test_a_date_that_is_none_is_refused_beside_its_field(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "agreed"), "treatment")
    write(screen, "expires", "September")
    assert packs(screen) == [("", "")] * 2
    assert "2029-01" in screen.page.packs.rows["expires"].edit.accessibleDescription()


def test_a_pack_out_of_date_stops_the_needles(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "agreed"), "treatment")
    write(screen, "expires", "2026-10")
    assert any(lack.code == "stop" for lack in screen.desk.lacks("needle-in"))
    assert screen.page.refusal.isVisible()


def test_packs_that_differ_stand_with_their_own_sites(desk_of: DeskOf, screen_of: ScreenOf, catalogue: Catalogue) -> None:
    raw = complete(begun({**BARE[0], "lot": "A1180"}, {**BARE[1], "lot": "B2201"}), catalogue)
    screen = screen_of(desk_of(raw, "agreed"), "treatment")
    assert not screen.page.packs.isVisible()
    assert packs(screen) == [("A1180", ""), ("B2201", "")]


def test_once_the_pause_is_made_the_packs_are_no_longer_asked(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "paused"), "treatment")
    assert not screen.page.packs.isVisible()
