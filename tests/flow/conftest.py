"""What the tests of the flow begin with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.visit_desk import Told
from needlesafe.flow.workplace import Workplace
from tests.helpers.needle_deeds import two_sites
from tests.helpers.workplaces import new_workplace


@pytest.fixture
def place(tmp_path: Path, catalogue: Catalogue) -> Iterator[Workplace]:
    """A workplace around a new store, on the morning of 21 November 2026."""
    made = new_workplace(tmp_path / "store", catalogue)
    yield made
    made.store.close()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> list[Told]:
    """The events of the visit to two sites, made once for all tests of a file."""
    place = new_workplace(tmp_path_factory.mktemp("couch") / "store", catalogue)
    desk = two_sites(place, catalogue)
    events = [(event.type, event.payload) for event in place.store.events(desk.visit_id)]
    place.store.close()
    return events
