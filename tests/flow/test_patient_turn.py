"""The patient's turn at the desk: handed over, called, handed back; every answer kept, every talk demanded."""

from __future__ import annotations

from pathlib import Path

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.companions import COMPANIONS
from needlesafe.domain.consent import Signature
from needlesafe.domain.visit import Visit
from needlesafe.errors import GateRefused
from needlesafe.flow.gates import understanding_items
from needlesafe.flow.patient_turn import (call, hand_back, hand_to, holder, is_holder, noes, pages_viewed, reads_consent, say_no,
                                          signing_now, talk_over, talks_owed)
from needlesafe.flow.statements import accompany
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.flow.walk import start_from
from tests.helpers.pdf_reading import by_pdfium
from tests.helpers.visit_files import INK, UPPER_TRAPEZIUS, as_visit, begun, complete
from tests.helpers.visit_walk import record_up_to
from tests.helpers.workplaces import new_workplace

LINE = tuple([tuple([(x / 10, 0.5, x * 16, 0.5) for x in range(1, 9)])])


def stand_beside(desk: VisitDesk, told: Visit) -> None:
    """Names everybody whom the file names beside the patient."""
    for role in COMPANIONS:
        if getattr(told, role) is not None:
            accompany(desk, role, getattr(told, role))


def desk_at(stage: str, folder: Path, catalogue: Catalogue, **parts: object) -> VisitDesk:
    """The desk of a visit that came as far as a stage."""
    raw = {**complete(begun(UPPER_TRAPEZIUS), catalogue), **parts}
    told = as_visit(raw, catalogue)
    desk = start_from(told, new_workplace(folder / "store", catalogue))
    stand_beside(desk, told)
    record_up_to(desk, told, stage)
    return desk


def test_the_journal_says_who_has_the_screen(tmp_path: Path, catalogue: Catalogue) -> None:
    desk = desk_at("fresh", tmp_path, catalogue)
    assert hand_to(desk).handed_to == "patient" and is_holder("BYRNE Aoife", desk.visit)
    assert call(desk, "name").called == "name"
    assert (hand_back(desk).handed_to, desk.visit.called) == ("", "")


def test_a_visit_that_is_over_is_not_handed_over(tmp_path: Path, catalogue: Catalogue) -> None:
    desk = desk_at("fresh", tmp_path, catalogue)
    desk.end("patient-gone", "left", "nothing")
    with pytest.raises(GateRefused, match="ended"):
        hand_to(desk)


def test_a_guardian_has_the_screen_under_their_own_name(tmp_path: Path, catalogue: Catalogue) -> None:
    desk = desk_at("fresh", tmp_path, catalogue, guardian={"name": "Seán Byrne"})
    hand_to(desk, "guardian")
    assert holder(desk.visit) == "Seán Byrne" and is_holder("Sean Byrne", desk.visit)
    assert not is_holder("Aoife Byrne", desk.visit)


def test_a_wrong_answer_is_kept_and_demands_its_talk_whatever_follows(tmp_path: Path, catalogue: Catalogue) -> None:
    desk = desk_at("prepared", tmp_path, catalogue)
    item = understanding_items(desk.standing)[0]
    wrong = {"yes": "no", "no": "yes"}[item.wanted]
    before = len(desk.visit.consent.answered)
    desk.understand(item.id, wrong)
    desk.understand(item.id, item.wanted)
    assert [told.answer for told in desk.visit.consent.answered[before:]] == [wrong, item.wanted]
    assert talks_owed(desk.standing) and not signing_now(desk.standing)
    owed = [lack for lack in desk.lacks("consent-given") if lack.code == "understanding-talk"]
    assert [lack.subject for lack in owed] == [str(before)]
    talk_over(desk, before, "Read it again together.")
    assert not talks_owed(desk.standing)
    desk.understand(item.id, wrong)
    assert talks_owed(desk.standing), "another wrong answer needs a talk of its own"


def test_a_blank_talk_is_none(tmp_path: Path, catalogue: Catalogue) -> None:
    desk = desk_at("prepared", tmp_path, catalogue)
    item = understanding_items(desk.standing)[0]
    desk.understand(item.id, {"yes": "no", "no": "yes"}[item.wanted])
    talk_over(desk, len(desk.visit.consent.answered) - 1, "  ")
    assert talks_owed(desk.standing)


def test_pages_viewed_and_answers_stand_in_the_record(tmp_path: Path, catalogue: Catalogue) -> None:
    from needlesafe.flow.papers import Source, facts_of, printed
    from needlesafe.flow.sealing import draft_of, prepare_consent

    desk = desk_at("prepared", tmp_path, catalogue)
    item = understanding_items(desk.standing)[0]
    desk.understand(item.id, {"yes": "no", "no": "yes"}[item.wanted])
    desk.understand(item.id, item.wanted)
    talk_over(desk, len(desk.visit.consent.answered) - 2, "Read it again together.")
    draft = draft_of(desk)
    pages_viewed(desk, desk.visit.consent.draft, {1: 42})
    pages_viewed(desk, desk.visit.consent.draft, {2: 17})
    pages_viewed(desk, desk.visit.consent.draft, {1: 8})
    assert draft_of(desk) == draft
    prepare_consent(desk)
    events = desk.workplace.store.events(desk.visit_id)
    text = " ".join(" ".join(by_pdfium(printed("record", Source(facts_of(desk.visit, catalogue), events)), tmp_path)).split())
    assert "page 1: 50 s; page 2: 17 s" in text
    assert "Every answer in order" in text and "Read it again together." in text


def test_a_no_before_and_after_consent(tmp_path: Path, catalogue: Catalogue) -> None:
    early = desk_at("prepared", tmp_path / "early", catalogue)
    assert noes(early.standing) == ("deferred", "declined")
    say_no(early, "deferred")
    assert (early.visit.consent.decision, early.visit.called, noes(early.standing)) == ("deferred", "no", ())
    late = desk_at("agreed", tmp_path / "late", catalogue)
    assert noes(late.standing) == ("withdrawn",)
    say_no(late, "withdrawn")
    assert late.visit.withdrawal.by == "Aoife Byrne" and noes(late.standing) == ()


def test_the_consent_belongs_to_the_turn_once_nothing_stands_before_it(tmp_path: Path, catalogue: Catalogue) -> None:
    assert not reads_consent(desk_at("planned", tmp_path / "a", catalogue).standing)
    assert reads_consent(desk_at("ready", tmp_path / "b", catalogue).standing)
    assert not reads_consent(desk_at("agreed", tmp_path / "c", catalogue).standing)


def test_a_line_is_no_signature_and_a_stroke_told_by_its_ends_is_not_known_to_be_one(
        tmp_path: Path, catalogue: Catalogue) -> None:
    desk = desk_at("prepared", tmp_path, catalogue)
    with pytest.raises(GateRefused, match="line-signature"):
        desk.sign(Signature("patient", ("needling",), "Aoife Byrne", LINE))
    ends = (((0.1, 0.42, 0, 0.5), (0.12, 0.4, 16, 0.6)),)
    assert desk.sign(Signature("patient", ("needling",), "Aoife Byrne", ends)).consent.signatures


def test_another_typed_name_is_nobodys_signature(tmp_path: Path, catalogue: Catalogue) -> None:
    desk = desk_at("prepared", tmp_path, catalogue, guardian={"name": "Seán Byrne"})
    for role, name in (("patient", "Aoife Byrne"), ("guardian", "Seán Byrne")):
        with pytest.raises(GateRefused, match="other-signer"):
            desk.sign(Signature(role, ("needling",), name, typed="Niamh Doyle"))
    assert desk.sign(Signature("patient", ("needling",), "Aoife Byrne", typed="aoife byrne")).consent.signatures
    drawn = tuple(tuple(tuple(point) for point in stroke) for stroke in INK)
    assert len(desk.sign(Signature("guardian", ("needling",), "Seán Byrne", drawn)).consent.signatures) == 2
