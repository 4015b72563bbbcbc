"""A real window on a real store, with a clock that stands still."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.people import User, patient_from_json, practitioner_from_json
from needlesafe.flow.opening import laid_out
from needlesafe.flow.reception import begin
from needlesafe.flow.workplace import Workplace
from needlesafe.gui import theme
from needlesafe.gui.tasks import running
from needlesafe.gui.theme import Theme
from needlesafe.gui.visit_screen import VisitScreen
from needlesafe.store import Store
from tests.helpers.workplaces import CHEAP, CLINIC, MORNING, PASSPHRASE
from tests.journey.hand import Hand

NECK = Path(__file__).parents[1] / "cases" / "neck.json"


@pytest.fixture
def neck() -> dict[str, Any]:
    """The neck visit, its times those of the clock that stands still."""
    raw = json.loads(NECK.read_bytes())
    at = MORNING.astimezone().strftime("%H:%M")
    return {**raw, "treatment": [{**event, "at": at} for event in raw["treatment"]]}


@pytest.fixture
def workplace(tmp_path: Path, catalogue: Catalogue, neck: dict[str, Any]) -> Iterator[Workplace]:
    """A new store whose user is the practitioner of the neck visit."""
    user = User("conor", practitioner_from_json(neck["practitioner"]))
    store = Store.create(tmp_path / "store", PASSPHRASE, CLINIC, user, kdf=CHEAP)
    yield replace(laid_out(store, catalogue), clock=lambda: MORNING)
    store.close()


@pytest.fixture
def hand_on(qtbot: QtBot, qapp: QApplication, workplace: Workplace) -> Iterator[Callable[[dict[str, Any]], Hand]]:
    """Returns a function that begins a visit for the patient of a file and shows it in the window."""
    theme.apply(qapp, Theme())
    shown: list[VisitScreen] = []

    def begin_visit(raw: dict[str, Any]) -> Hand:
        desk = begin(workplace, patient_from_json(raw["patient"]))
        screen = VisitScreen(desk)
        shown.append(screen)
        screen.resize(1280, 800)
        qtbot.addWidget(screen)
        with qtbot.waitExposed(screen):
            screen.show()
        return Hand(qtbot, screen)

    yield begin_visit
    qtbot.waitUntil(lambda: not running(), timeout=20000)

