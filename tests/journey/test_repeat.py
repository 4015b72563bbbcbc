"""Two visits of one patient, the second in the real window: what stands, what a change reopens, what the record says."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from needlesafe.domain.earlier import standing
from needlesafe.domain.people import patient_from_json
from needlesafe.flow.reception import begin
from needlesafe.flow.workplace import Workplace
from needlesafe.gui import theme
from needlesafe.gui.tasks import running
from needlesafe.gui.theme import Theme
from needlesafe.gui.visit_screen import VisitScreen
from needlesafe.seal import verify
from tests.helpers.workplaces import MORNING
from tests.journey.hand import Hand
from tests.journey.test_window import extracted, walked

NEXT = timedelta(days=14)


@pytest.fixture
def second(neck: dict[str, Any], workplace: Workplace, tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Hand]:
    """The second visit of the neck patient, two weeks after the first was sealed."""
    walked(neck, workplace, tmp_path / "first")
    theme.apply(qapp, Theme())
    screen = VisitScreen(begin(replace(workplace, clock=lambda: MORNING + NEXT), patient_from_json(neck["patient"])))
    screen.resize(1280, 800)
    qtbot.addWidget(screen)
    with qtbot.waitExposed(screen):
        screen.show()
    yield Hand(qtbot, screen)
    qtbot.waitUntil(lambda: not running(), timeout=20000)


def say_what_changed(hand: Hand, yes: str = "") -> None:
    """Presses No on everything that may have changed, but for one thing."""
    hand.open("screening")
    for name in hand.screen.desk.workplace.catalogue.changes:
        hand.answer(name, "yes" if name == yes else "no")
    hand.qtbot.waitUntil(lambda: not hand.page._later.isActive(), timeout=20000)
    hand.settle()


def read(pdf: bytes) -> str:
    """The text of a document, with blanks made one."""
    told = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(told.stdout.decode().split())


def test_where_nothing_changed_few_questions_are_left(second: Hand, neck: dict[str, Any]) -> None:
    second.do_sites(neck)
    first = len(neck["screening"])
    say_what_changed(second)

    left = second.screen.desk.assessment.unanswered
    asked = [name for name in second.page.rows if name.startswith(("ci-", "pr-"))]
    assert len(left) < first * 0.6 and set(left) == set(asked)
    assert second.page.fold.head.text().startswith("Standing since ")
    assert not any(second.page.rows[name].answer() for name in asked)


def test_new_medicines_reopen_their_questions_and_the_record_says_so(second: Hand, neck: dict[str, Any],
                                                                    workplace: Workplace, tmp_path: Path) -> None:
    second.do_who(neck)
    second.do_sites(neck)
    say_what_changed(second, "ch-medicines")
    second.write(second.page.rows["ch-medicines"].details.detail, "ibuprofen 400 mg since Monday")
    assert "pr-nsaid-supplement" in second.screen.desk.assessment.unanswered
    told = {**neck, "screening": {**neck["screening"], "pr-nsaid-supplement": "yes"}}
    second.do_screening(told)
    second.do_screening(told)
    assert second.screen.desk.assessment.complete
    held = standing(second.screen.desk.visit, workplace.catalogue)
    assert held and not held.keys() & second.screen.desk.visit.screening.keys()
    raised = {finding.id for finding in second.screen.desk.assessment.findings}
    assert "pr-first-treatment" not in raised
    second.do_cautions({**neck, "changes_accepted": [name for name in neck["changes_accepted"] if name in raised]})
    second.do_consent(neck)
    second.do_treatment(neck)
    second.do_note(neck)
    second.finish()

    kept = {document.kind: document.data for document in workplace.store.documents(second.screen.desk.visit_id)}
    assert all(verify(data, register=workplace.register).word == "unchanged" for data in kept.values())
    text = read(kept["record"])
    for words in ("ibuprofen 400 mg since Monday; asked again: ", "Medicine or supplement no on ", "was no on ",
                  "Standing from earlier visits, not asked today", "Not asked: First dry needling.", "Why this consent is new"):
        assert words in text
    told = extracted(second)
    assert told["earlier"]["pr-nsaid-supplement"]["answer"] == "no"
    assert not held.keys() & told["screening"].keys()
    assert json.dumps(walked(told, workplace, tmp_path / "again")) == json.dumps(told)
