"""From an answer given to the answer saved and the screen updated, against a bare committed insert, in one run."""

from __future__ import annotations

import time
from pathlib import Path
from statistics import quantiles

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from PySide6.QtWidgets import QApplication

from needlesafe.domain.events import canonical
from needlesafe.flow.reception import begin
from needlesafe.gui import theme
from needlesafe.gui.theme import Theme
from needlesafe.gui.visit_screen import VisitScreen
from tests.helpers.budgets import allowed, least
from tests.helpers.visit_files import UPPER_TRAPEZIUS
from tests.helpers.workplaces import AOIFE, new_workplace

pytestmark = pytest.mark.benchmark
MOST_ABOVE_MS = 16.0
ROUNDS = 4


def bare_inserts(path: Path, payloads: list[bytes]) -> list[float]:
    """Milliseconds of each committed insert into an encrypted table, synchronous FULL."""
    connection = sqlcipher.connect(str(path), isolation_level=None)
    for line in (f"key = \"x'{'11' * 32}'\"", "journal_mode = WAL", "synchronous = FULL"):
        connection.execute(f"PRAGMA {line}").fetchall()
    connection.execute("CREATE TABLE answer (id INTEGER PRIMARY KEY, payload BLOB)")
    took = []
    for payload in payloads:
        start = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO answer (payload) VALUES (?)", (payload,))
        connection.execute("COMMIT")
        took.append((time.perf_counter() - start) * 1000)
    connection.close()
    return took


def answers(screen: VisitScreen, qapp: QApplication) -> list[float]:
    """Milliseconds from each press of *No* to its answer saved and painted."""
    took = []
    for _ in range(ROUNDS):
        for row in list(screen.page.rows.values()):
            screen.page.show_widget(row)
            qapp.processEvents()
            start = time.perf_counter()
            row.buttons[1].click()
            qapp.processEvents()
            took.append((time.perf_counter() - start) * 1000)
    return took


def test_an_answer_is_saved_and_shown_within_a_frame_of_a_bare_insert(qtbot, qapp: QApplication, catalogue, tmp_path, say):
    theme.apply(qapp, Theme())
    workplace = new_workplace(tmp_path / "store", catalogue)
    desk = begin(workplace, AOIFE)
    desk.record(("sites-planned", {"sites": [UPPER_TRAPEZIUS]}))
    screen = VisitScreen(desk)
    screen.resize(1280, 800)
    qtbot.addWidget(screen)
    screen.show()
    screen.open_step("screening")
    qtbot.waitUntil(lambda: len(screen.page.rows) >= len(desk.lacks("consent")) / 2 and not screen.page._later.isActive())

    payloads = [canonical(dict(event.payload)) for event in workplace.store.events(desk.visit_id)]

    def above() -> float:
        took = answers(screen, qapp)
        (tmp_path / "bare.db").unlink(missing_ok=True)
        bare = bare_inserts(tmp_path / "bare.db", (payloads * len(took))[:len(took)])
        mine, theirs = quantiles(took, n=100), quantiles(bare, n=100)
        say(f"{len(took)} answers: median {mine[49]:.1f} ms, 99th {mine[98]:.1f} ms; bare insert: median "
            f"{theirs[49]:.2f} ms, 99th {theirs[98]:.2f} ms; above it {mine[98] - theirs[98]:.1f} ms")
        return mine[98] - theirs[98]

    best = least(above, MOST_ABOVE_MS)
    workplace.store.close()
    assert best <= allowed(MOST_ABOVE_MS)
