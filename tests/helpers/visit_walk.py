"""Records a file's visit at the desk as far as a stage, so that a test begins where it looks."""

from __future__ import annotations

from needlesafe.domain.answers import answer_to_json
from needlesafe.domain.pauses import BEFORE, pause_items
from needlesafe.domain.visit import Visit
from needlesafe.flow.sealing import agree, finish, prepare_consent
from needlesafe.flow.visit_desk import Told, VisitDesk, said

STAGES = ("fresh", "planned", "ready", "prepared", "signed", "agreed", "paused", "needled", "out", "noted", "sealed")
"""Each stage holds all before it."""


def record_up_to(desk: VisitDesk, told: Visit, stage: str) -> None:
    """Records everything of the file that belongs to a stage and those before it."""
    for name in STAGES[1:STAGES.index(stage) + 1]:
        _RECORD[name](desk, told)


def _plan(desk: VisitDesk, told: Visit) -> None:
    desk.plan_sites(told.sites)


def _ready(desk: VisitDesk, told: Visit) -> None:
    facts: list[Told] = [
        *(("readiness-answered", {"id": key, "answer": answer}) for key, answer in told.readiness.items()),
        *(("answered", {"id": key, "answer": answer_to_json(answer)}) for key, answer in told.screening.items()),
        *(("acknowledged", {"id": key}) for key in told.acknowledged),
        *(("change-accepted", {"finding": key}) for key in told.changes_accepted)]
    desk.record(*facts)


def _prepare(desk: VisitDesk, told: Visit) -> None:
    desk.record(("consent-talk-recorded", {"questions": told.consent.questions}),
                *(("understanding-answered", {"id": key, "answer": answer}) for key, answer in told.consent.understanding))
    prepare_consent(desk)


def _sign(desk: VisitDesk, told: Visit) -> None:
    for signature in told.consent.signatures:
        desk.sign(signature)


def _pause(desk: VisitDesk, told: Visit) -> None:
    desk.pause({item.id: item.wanted for item in pause_items(BEFORE, desk.workplace.catalogue)})


def _needle(desk: VisitDesk, told: Visit) -> None:
    for index, site in enumerate(told.sites):
        desk.place(index, site.needles)


def _note(desk: VisitDesk, told: Visit) -> None:
    desk.record(("note-recorded", {key: value for key, value in said(told.note).items() if key not in ("discharge", "discharge_owed")}),
                *(("discharge-answered", {"id": key, "answer": a}) for key, a in told.note.discharge.items()),
                *(("discharge-owed", {"id": key, "text": text}) for key, text in told.note.discharge_owed.items()))


_RECORD = {"planned": _plan, "ready": _ready, "prepared": _prepare, "signed": _sign,
           "agreed": lambda desk, told: agree(desk), "paused": _pause, "needled": _needle,
           "out": lambda desk, told: desk.remove_all(), "noted": _note, "sealed": lambda desk, told: finish(desk)}
