"""Whole visits through the real window, the real store and real PDFs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from needlesafe.flow.walk import start_from, walk
from needlesafe.flow.workplace import Workplace
from needlesafe.seal import embedded_files, verify
from tests.helpers.visit_files import as_visit
from tests.journey.hand import Hand

WIDTH, HEIGHT = 260, 180
"""The least size of the pad: one pixel there is the most that a stroke may be off."""


def extracted(hand: Hand) -> dict[str, Any]:
    """The visit file out of the sealed record."""
    kept = hand.screen.desk.workplace.store.document(hand.screen.desk.visit_id, "record")
    return json.loads(embedded_files(kept.data)["visit.json"])


def walked(raw: dict[str, Any], workplace: Workplace, folder: Path) -> dict[str, Any]:
    """The visit file out of the record that `run` seals for the same file."""
    told = as_visit(raw, workplace.catalogue)
    desk = start_from(told, workplace)
    walk(desk, told, folder)
    return json.loads(embedded_files(workplace.store.document(desk.visit_id, "record").data)["visit.json"])


def without_strokes(raw: dict[str, Any]) -> dict[str, Any]:
    """The file with the strokes taken out, which are compared by themselves."""
    signatures = [{key: part for key, part in s.items() if key != "strokes"} for s in raw["consent"]["signatures"]]
    return {**raw, "consent": {**raw["consent"], "signatures": signatures}}


def points(raw: dict[str, Any]) -> list[tuple[float, float]]:
    """Where the pen was, through all signatures."""
    return [(x, y) for s in raw["consent"]["signatures"] for stroke in s["strokes"] for x, y, *_ in stroke]


def test_the_neck_visit_by_hand_tells_the_same_as_run(hand_on, neck, workplace, tmp_path):
    hand = hand_on(neck)
    hand.do_who(neck)
    hand.do_screening(neck)
    hand.do_sites(neck)
    hand.do_who(neck)
    hand.do_screening(neck)
    hand.do_cautions(neck)
    hand.do_consent(neck)
    hand.do_treatment(neck)
    hand.do_note(neck)
    hand.finish()

    told = extracted(hand)
    run = walked(neck, workplace, tmp_path / "out")
    assert without_strokes(told) == without_strokes(run)
    for (x, y), (u, v) in zip(points(told), points(run), strict=True):
        assert abs(x - u) <= 1 / WIDTH and abs(y - v) <= 1 / HEIGHT
    for document in workplace.store.documents(hand.screen.desk.visit_id):
        assert verify(document.data, register=workplace.register).word == "unchanged"


@pytest.fixture
def consented(hand_on, neck) -> Hand:
    """A visit whose consent is given and sealed."""
    hand = hand_on(neck)
    hand.do_who(neck)
    hand.do_sites(neck)
    hand.do_who(neck)
    hand.do_screening(neck)
    hand.do_cautions(neck)
    hand.do_consent(neck)
    return hand


def test_a_stop_closes_the_way_to_the_consent(hand_on, neck):
    hand = hand_on(neck)
    hand.do_who(neck)
    hand.do_sites(neck)
    hand.do_who(neck)
    hand.do_screening({**neck, "screening": {**neck["screening"], "ci-fever-infection": "yes"}})
    hand.do_cautions(neck)
    hand.open("consent")

    assert not hand.page.prepare.isVisible()
    assert any(lack.code == "stop" for lack in hand.screen.desk.lacks("consent"))


def test_a_declined_consent_is_sealed_too(hand_on, neck, workplace):
    hand = hand_on(neck)
    hand.do_sites(neck)
    hand.open("consent")
    hand.click(hand.page.decision.decline)
    hand.finish()

    kinds = [document.kind for document in hand.screen.desk.visit.documents]
    assert kinds == ["refusal", "record"]
    assert extracted(hand)["consent"]["decision"] == "declined"


def test_a_site_added_after_the_consent_needs_a_new_one(consented, neck):
    from tests.helpers.visit_files import DELTOID
    consented.open("sites")
    consented.choose_region("shoulder-deltoid", "right")
    consented.plan(DELTOID)
    consented.open("treatment")

    assert not consented.page.rows[0].place.isEnabled()
    assert any(lack.code == "consent-outdated" for lack in consented.screen.desk.lacks("needle-in"))


def test_needles_that_do_not_balance_are_reconciled_in_writing(consented, neck):
    short = {**neck, "treatment": [e for e in neck["treatment"] if e["event"] != "adverse"][:-1]}
    consented.do_treatment(short)
    consented.do_note(neck)
    consented.finish()
    assert not consented.screen.desk.visit.closed

    consented.open("note")
    card = consented.page.reconciliation
    consented.click(card.search.head)
    for row in card.checks.rows.values():
        consented.say(row, "yes")
    consented.write(card.text, "The needle lay on the floor beside the couch.")
    consented.finish()

    assert consented.screen.desk.visit.closed
    assert extracted(consented)["reconciliation"]["text"].startswith("The needle lay")


def test_a_patient_who_is_gone_leaves_a_record_of_what_is_owed(consented, neck):
    consented.do_pause()
    consented.click(consented.page.rows[0].place)
    consented.open("note")
    ending = consented.page.ending
    consented.click(ending.unfold)
    consented.write(ending.text, "The patient ran out to a fire alarm.")
    consented.write(ending.owed, "One needle may be in: call now, Conor Walsh.")
    consented.click(ending.end)
    consented.finish()

    assert extracted(consented)["ending"]["owed"].startswith("One needle may be in")
    assert consented.screen.desk.visit.closed


def test_a_suspected_pneumothorax_is_worked_through_to_the_end(consented, neck):
    consented.do_pause()
    consented.click(consented.page.rows[0].place)
    consented.tell_event({"event": "adverse", "id": "ae-pneumothorax", "site": 0, "detail": {
        "breathless": "yes", "chest_pain": "yes", "breaths": 26, "pulse": 112, "oxygen": 93,
        "called": "112 at 10:01", "handed_over": "ambulance crew at 10:14", "outcome": "taken to hospital"}})
    consented.click(consented.page.all_out)
    consented.open("note")
    consented.click(consented.page.ending.unfold)
    consented.write(consented.page.ending.text, "Taken to hospital with a suspected collapsed lung.")
    consented.write(consented.page.ending.owed, "Call the ward tonight, Conor Walsh; incident form.")
    consented.click(consented.page.ending.end)
    consented.finish()

    told = next(e for e in extracted(consented)["treatment"] if e["event"] == "adverse")
    assert told["detail"]["oxygen"] == 93 and told["detail"]["handed_over"] == "ambulance crew at 10:14"
