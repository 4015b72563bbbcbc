"""What is in doubt is seen to be: each place that shows an entry bears its mark, and tells status and sources at one tap."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from needlesafe.domain.catalogue import Catalogue, Muscle
from needlesafe.domain.causes import causes
from needlesafe.domain.doubt import MARKS, mark_of, marked_texts
from needlesafe.domain.visit import TreatmentEvent
from needlesafe.flow.gates import Standing
from needlesafe.flow.views import caution_views
from needlesafe.gui.adverse_card import AdverseCard
from needlesafe.gui.caution_card import CautionCard
from needlesafe.gui.check_rows import CheckRows
from needlesafe.gui.consent_ground import ConsentGround
from needlesafe.gui.emergency import EmergencyScreen
from needlesafe.gui.finding_cards import cause_card
from needlesafe.gui.founded_list import founded_list
from needlesafe.gui.place_law import PlaceLaw
from needlesafe.gui.question_rows import answer_row, asked_rows
from needlesafe.gui.sourced import is_in_doubt_as_a_whole, status_lines
from needlesafe.gui.widgets.answer_row import AnswerRow
from needlesafe.gui.widgets.fold import Fold
from needlesafe.gui.widgets.info_button import InfoButton
from needlesafe.gui.widgets.quiet_fold import QuietFold
from needlesafe.gui.widgets.tick_row import TickRow
from needlesafe.gui.widgets.two_way_row import TwoWayRow
from tests.gui.pages.conftest import DeskOf, ScreenOf
from tests.helpers.visit_files import DELTOID, UPPER_TRAPEZIUS, begun, complete, standing

CHECKLISTS = ("readiness", "discharge", "reconciliation", "pauses")
ON_A_CARD = {"Region": ("position", "grip", "direction", "depth", "prohibited", "mechanism", "delayed_when"),
             "Muscle": ("caution", "length"), "Warning": ("window", "response"),
             "EventCard": ("signs", "red_flags", "steps", "monitor", "document", "aftercare", "rate_note")}
"""The texts that a card shows of an entry."""


def words_of(widget: QWidget) -> str:
    """Every word of a widget."""
    kinds = ((QLabel, lambda part: part.text()), (TickRow, lambda part: part.text()),
             (TwoWayRow, lambda part: part.accessibleName()))
    return "\n".join(say(part) for kind, say in kinds for part in widget.findChildren(kind)).replace("\u200b", "")


def unfolded(widget: QWidget) -> QWidget:
    """The widget with everything behind a line shown."""
    for fold in widget.findChildren(Fold):
        fold.unfold()
    return widget


def marks_on(widget: QWidget) -> list[str]:
    """The marks on the buttons of a widget."""
    return sorted(button.mark for button in widget.findChildren(InfoButton) if button.mark)


def marked(entry: Any) -> Iterator[str]:
    """The sentences of an entry that a card shows and in which a mark stands."""
    for field, text in marked_texts(entry):
        holder, _, name = field.partition(".")
        if name in ON_A_CARD.get(holder, ()):
            yield text if name != "prohibited" else next(part for part in text.split(". ") if any(m in part for m in "†‡"))


def site_of(muscle: Muscle, catalogue: Catalogue) -> dict[str, Any]:
    """A plan's site in a muscle."""
    return {**UPPER_TRAPEZIUS, "muscle": muscle.id, "side": catalogue.regions[muscle.region].sides[0], "position": "prone"}


@pytest.mark.parametrize("part", range(8))
def test_a_caution_card_bears_the_marks_of_its_region_its_muscles_and_their_warnings(
        qtbot: QtBot, dressed: None, catalogue: Catalogue, part: int) -> None:
    """Every region that has muscles, an eighth of them at a time."""
    named = list(dict.fromkeys(muscle.region for muscle in catalogue.muscles.values()))
    for name in named[part::8]:
        muscles = [muscle for muscle in catalogue.muscles.values() if muscle.region == name]
        now = standing(begun(*(site_of(muscle, catalogue) for muscle in muscles)), catalogue)
        view = caution_views(now)[0]
        card = unfolded(CautionCard(view, now))
        qtbot.addWidget(card)
        shown, said = [view.region, *muscles], words_of(card)
        assert marks_on(card) == sorted(mark_of(entry.status) for entry in shown if entry.status in MARKS), name
        for entry in (*shown, *view.delayed):
            assert [text for text in marked(entry) if text not in said] == [], entry.id
        for entry in view.delayed:
            assert all(line in said for line in status_lines(entry, catalogue)), entry.id


def test_every_event_card_bears_its_marks_and_its_rates(qtbot: QtBot, dressed: None, catalogue: Catalogue) -> None:
    now = standing(begun(DELTOID), catalogue)
    for known in catalogue.events.values():
        card = AdverseCard(0, TreatmentEvent("10:00", "adverse", 0, id=known.id), now)
        qtbot.addWidget(card)
        whole = is_in_doubt_as_a_whole(known, catalogue)
        assert card.accessibleName().endswith(mark_of(known.status)) == bool(whole) or known.status == "confirmed", known.id
        said = words_of(unfolded(card))
        texts = [*marked(known), *(rate.text for rate in known.rates), *status_lines(known, catalogue)]
        assert [text for text in texts if text not in said] == [], known.id
        assert all(name in said for name in known.sources), known.id


def test_a_nerve_is_tested_under_its_mark(qtbot: QtBot, dressed: None, catalogue: Catalogue) -> None:
    now = standing(begun(DELTOID), catalogue)
    card = AdverseCard(0, TreatmentEvent("10:00", "adverse", 0, id="ae-nerve-contact"), now)
    qtbot.addWidget(card)
    assert marks_on(card) == ["†"]


def test_every_emergency_bears_its_mark_and_its_sources(
        desk_of: DeskOf, screen_of: ScreenOf, catalogue: Catalogue) -> None:
    screen = screen_of(desk_of(complete(begun(DELTOID), catalogue), "needled"), "treatment")
    emergency = screen.findChild(EmergencyScreen)
    for name in emergency.choices:
        known = catalogue.events[name]
        emergency.choose(name)
        assert emergency.card.info.mark == mark_of(known.status), name
        emergency.card.info.click()
        said = "\n".join(label.text() for label in emergency.card.findChildren(QLabel) if not label.isHidden())
        assert all(line in said for line in (*status_lines(known, catalogue), *known.sources)), name


def test_every_question_bears_its_mark(qtbot: QtBot, dressed: None, catalogue: Catalogue) -> None:
    sites = [site_of(muscle, catalogue) for muscle in catalogue.muscles.values() if not muscle.prohibited][::3]
    now = standing(begun(*sites), catalogue)
    seen = 0
    for asked in asked_rows(now):
        question = catalogue.questions.get(asked.id)
        if question is not None:
            row: AnswerRow = answer_row(asked, now)
            qtbot.addWidget(row)
            seen += 1
            assert row.info.mark == mark_of(question.status), question.id
            row.info.click()
            assert all(name in words_of(row) for name in question.sources), question.id
    assert seen > 80


def test_every_finding_bears_its_mark(catalogue: Catalogue) -> None:
    sites = [site_of(muscle, catalogue) for muscle in catalogue.muscles.values() if not muscle.prohibited][::5]
    raw = begun(*sites)
    raw["screening"] = {name: question.raised_by for name, question in catalogue.questions.items()}
    now: Standing = standing(raw, catalogue)
    doubtful = 0
    for cause in causes(now.assessment.findings):
        card = cause_card(cause, now)
        for shown, finding in zip((card, *card.parts), cause.findings, strict=True):
            assert shown.mark == mark_of(finding.status) and shown.name.endswith(shown.mark), finding.id
            assert len(shown.sources) == len(finding.sources)
            assert bool(shown.mark) == any(sign in shown.status for sign in MARKS.values()), finding.id
            doubtful += bool(shown.mark)
    assert doubtful > 40


@pytest.mark.parametrize("table", CHECKLISTS)
def test_every_check_bears_its_mark(qtbot: QtBot, dressed: None, catalogue: Catalogue, table: str) -> None:
    items = list(getattr(catalogue, table).values())
    rows = CheckRows(catalogue, lambda *_: None)
    qtbot.addWidget(rows)
    rows.show_items(items, {})
    assert marks_on(rows) == sorted(mark_of(item.status) for item in items if item.status in MARKS)


@pytest.mark.parametrize("table", ["principles", "technique"])
def test_principles_and_technique_bear_their_marks(qtbot: QtBot, dressed: None, catalogue: Catalogue, table: str) -> None:
    items = list(getattr(catalogue, table).values())
    shown = founded_list(items, catalogue)
    qtbot.addWidget(shown)
    assert marks_on(shown) == sorted(mark_of(item.status) for item in items if item.status in MARKS)


def test_the_law_of_every_place_bears_its_marks(qtbot: QtBot, dressed: None, catalogue: Catalogue) -> None:
    for place in catalogue.jurisdictions.values():
        law = PlaceLaw(catalogue, place.id)
        qtbot.addWidget(law)
        points = [catalogue.law[name] for name in place.basis] + [p for p in catalogue.law.values() if p.everywhere]
        assert marks_on(law) == sorted(mark_of(e.status) for e in (place, *points) if e.status in MARKS), place.id
        assert all(point.text in words_of(law) for point in points), place.id


def test_the_numbers_behind_a_consent_bear_their_marks(qtbot: QtBot, dressed: None, catalogue: Catalogue) -> None:
    now = standing(begun(UPPER_TRAPEZIUS), catalogue)
    ground = unfolded(ConsentGround(lambda: now))
    qtbot.addWidget(ground)
    said = words_of(ground)
    text = catalogue.consent["en"]
    for item in (*text.benefits, *text.risks):
        assert item.figures in said, item.id
    assert all(rate.text in said for study in catalogue.studies.values() for rate in study.rates)
    assert len(marks_on(ground.numbers)) >= 3


def test_where_sources_differ_is_one_quiet_line_that_unfolds(qtbot: QtBot, dressed: None, catalogue: Catalogue) -> None:
    now = standing(begun(UPPER_TRAPEZIUS), catalogue)
    card = CautionCard(caution_views(now)[0], now)
    qtbot.addWidget(card)
    folds = {fold.head.text(): fold for fold in card.findChildren(QuietFold)}
    item = catalogue.disagreements["dis-ut-depth"]
    line = next(line for line in folds if "depth to the lung at upper trapezius" in line)
    assert folds[line].behind is None
    folds[line].head.click()
    assert all(part in folds[line].behind.text() for part in (*item.positions, item.default, *item.sources))


def test_every_difference_is_shown_somewhere(catalogue: Catalogue) -> None:
    shown = {*catalogue.regions, *catalogue.muscles, *catalogue.questions, *catalogue.rules, *catalogue.events,
             *catalogue.principles, *catalogue.technique, *catalogue.studies,
             *(item.id for part in (catalogue.consent["en"].benefits, catalogue.consent["en"].risks, catalogue.consent["en"].chest)
               for item in part)}
    for item in catalogue.disagreements.values():
        assert shown.intersection(item.concerns), item.id
