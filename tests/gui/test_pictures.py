"""The script that takes the pictures knows every screen: none can be added and never be looked at."""

from __future__ import annotations

from collections import Counter
from importlib import import_module

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.steps import STEP_IDS
from needlesafe.gui.papers_page import WAYS
from needlesafe.gui.window import PAGES
from needlesafe.paths import assets_dir


@pytest.fixture(scope="module")
def pictures() -> Counter[str]:
    """Every picture that the script takes, with how often."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(assets_dir() / "guide"))
        modules = [import_module(name) for name in ("screens_around", "screens_of_visit", "screens_of_needles")]
    return Counter(name for module in modules for scene in module.SCENES for name in scene.pictures)


def test_every_page_that_home_leads_to_is_taken(pictures: Counter[str]) -> None:
    assert not set(PAGES) - set(pictures)


def test_every_step_is_taken_empty_and_filled_and_with_a_stop_in_a_usual_and_in_a_chest_visit(pictures: Counter[str]) -> None:
    wanted = {f"{kind}-{step}-{state}" for kind in ("usual", "chest") for step in STEP_IDS for state in ("empty", "filled", "stop")}
    assert not wanted - set(pictures)


def test_every_emergency_and_every_paper_is_taken(pictures: Counter[str], catalogue: Catalogue) -> None:
    cards = {f"emergency-{event.id}" for event in catalogue.events.values() if event.emergency}
    assert not (cards | {f"paper-{name}" for name in WAYS}) - set(pictures)


def test_no_picture_takes_the_place_of_another(pictures: Counter[str]) -> None:
    assert not [name for name, times in pictures.items() if times > 1]
