"""Cautions: what stops is met first, then what must not be done; each thing is ticked by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from needlesafe.domain.catalogue import Catalogue
from needlesafe.gui.visit_screen import VisitScreen
from needlesafe.gui.widgets.fold import Fold
from needlesafe.gui.widgets.tinted import Tinted
from tests.gui.pages.conftest import DeskOf, ScreenOf
from tests.helpers.visit_files import GASTROCNEMIUS, UPPER_TRAPEZIUS, Raw, begun, complete


@pytest.fixture
def whole(catalogue: Catalogue) -> Raw:
    """The file of a whole visit."""
    return complete(begun(UPPER_TRAPEZIUS), catalogue)


def words_of(widget: QWidget) -> str:
    """Every word of a widget."""
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def top(screen: VisitScreen, widget: QWidget) -> int:
    """How far down the page a widget begins."""
    return widget.mapTo(screen.page.widget(), widget.rect().topLeft()).y()


def test_what_stops_is_met_first_then_what_must_not_be_done(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw) -> None:
    raw = {**whole, "screening": {**whole["screening"], "ci-fever-infection": "yes"}}
    screen = screen_of(desk_of(raw, "ready"), "cautions")
    stop = screen.page.stops["ci-fever-infection"]
    region = next(iter(screen.page.regions.values()))
    must_not = next(part for part in region.findChildren(Tinted) if part.accessibleName() == "Do not")
    how = next(label for label in region.findChildren(QLabel) if "full pincer" in label.text())
    assert top(screen, stop) < top(screen, must_not) < top(screen, how)


def test_a_clearance_is_one_button_away_and_lets_the_plan_go_on(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw) -> None:
    raw = {**whole, "screening": {**whole["screening"], "pf-lung-disease": "yes"}}
    screen = screen_of(desk_of(raw, "ready"), "cautions")
    card = next(iter(screen.page.stops.values()))
    card.ways[0].click()
    assert screen.step == "screening"
    fields = screen.page.rows["pf-lung-disease"].details.clearance
    assert fields["by"].isVisible() and fields["by"].edit is QApplication.focusWidget()
    fields["by"].edit.setText("Dr Murphy")
    fields["date"].edit.setText("2 November 2026")
    fields["text"].edit.setPlainText("stable, may be needled")
    for field in fields.values():
        field.commit()
    screen.open_step("cautions")
    assert not screen.page.stops


def test_everything_about_the_region_is_on_its_card(
        desk_of: DeskOf, screen_of: ScreenOf, whole: Raw, catalogue: Catalogue) -> None:
    screen = screen_of(desk_of(whole, "ready"), "cautions")
    card = next(iter(screen.page.regions.values()))
    for fold in card.findChildren(Fold):
        fold.unfold()
    region, told = catalogue.regions["upper-trapezius-shoulder-top"], words_of(card).replace("​", "")
    for words in (region.reason, region.position, region.grip, region.direction, region.depth, region.mechanism,
                  region.organs, region.vessels, region.nerves_text, region.delayed_extra,
                  *(catalogue.warnings[name].during for name in region.during),
                  *(catalogue.warnings[name].delayed for name in region.delayed),
                  *(catalogue.nerves[name].title for name in region.nerves)):
        assert words in told
    assert all(part in told for part in region.prohibited.split(". ")[0:1])


def test_the_needle_is_held_against_the_published_distance(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "ready"), "cautions")
    assert "Needle 30 mm; least published distance 14.6 mm." in words_of(screen.page)


def test_each_acknowledgement_is_ticked_by_itself(
        desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of({**whole, "acknowledged": []}, "ready"), "cautions")
    first = next(iter(screen.page.ticks))
    screen.page.ticks[first].click()
    assert screen.desk.visit.acknowledged == (first,)
    assert [name for name, row in screen.page.ticks.items() if row.isChecked()] == [first]


def test_a_change_is_declined_only_with_a_reason_in_writing(
        desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of({**whole, "changes_accepted": []}, "ready"), "cautions")
    name, card = next((name, card) for name, card in screen.page.changes.items() if card.decline.isVisible())
    card.decline.click()
    assert [lack.subject for lack in screen.desk.lacks("consent") if lack.subject == name]
    card.reason.edit.setPlainText("tangential in a full pincer; the tip stays in the fold")
    card.reason.commit()
    assert not [lack.subject for lack in screen.desk.lacks("consent") if lack.subject == name]


def test_findings_in_the_panel_are_short(desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    screen = screen_of(desk_of(whole, "ready"), "cautions")
    finding = screen.panel.view_of("cr-needle-length").card
    assert len(finding.why) < 120
    assert "Skin to pleura" in finding.detail


def test_a_cause_is_one_card_and_each_of_its_changes_is_ticked_by_itself(
        desk_of: DeskOf, screen_of: ScreenOf, whole: Raw) -> None:
    raw = begun({**GASTROCNEMIUS, "length_mm": 13}, screening={"pr-anticoagulant": "yes"})
    screen = screen_of(desk_of(raw, "ready"), "cautions")
    thinner = screen.panel.view_of("cr-anticoag-compartment").card
    assert [part.id for part in thinner.parts] == ["pr-anticoagulant"]
    assert list(screen.page.changes) == ["cr-anticoag-compartment", "pr-anticoagulant"]
    assert screen.panel.strip.accessibleName() == "Raised: 1 Change the plan"
    screen.panel.view_of("cr-anticoag-compartment").open()
    screen.page.changes["pr-anticoagulant"].tick.click()
    assert screen.desk.visit.changes_accepted == ("pr-anticoagulant",)


def test_a_stop_leads_to_where_the_visit_ends(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, whole: Raw) -> None:
    raw = {**whole, "screening": {**whole["screening"], "ci-fever-infection": "yes"}}
    screen = screen_of(desk_of(raw, "ready"), "cautions")
    screen.page.stops["ci-fever-infection"].ways[-1].click()
    settled()
    assert screen.step == "consent"
    screen.page.decision.defer.click()
    assert screen.step == "note" and screen.desk.visit.consent.decision == "deferred"
