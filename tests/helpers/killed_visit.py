"""
A child that walks visits in the real window until it is killed, and tells after each act what the screen called saved.

It is forked from a process that has read every module but touched nothing of Qt, so that a kill costs no new start.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import needlesafe.gui
from PySide6.QtWidgets import QApplication

from needlesafe.domain.anatomy import Site
from needlesafe.domain.answers import answer_from_json
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.consent import Signature
from needlesafe.domain.people import patient_from_json
from needlesafe.flow.opening import laid_out
from needlesafe.flow.reception import begin, resume
from needlesafe.flow.sealing import finish, prepare_consent, seal_consent
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.gui.visit_screen import VisitScreen
from needlesafe.store import Store
from tests.helpers.workplaces import MORNING, PASSPHRASE

Raw = dict[str, Any]
assert needlesafe.gui


def walk_until_killed(folder: Path, acks: Path, raw: Raw, catalogue: Catalogue) -> None:
    """Goes on with the unfinished visit, or begins one, act after act, for ever."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QApplication([])
    workplace = replace(laid_out(Store.open(folder, PASSPHRASE), catalogue), clock=lambda: MORNING)
    told = os.open(acks, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    while True:
        waiting = workplace.store.unfinished()
        desk = resume(workplace, waiting[0].id) if waiting else begin(workplace, patient_from_json(raw["patient"]))
        screen = VisitScreen(desk)
        screen.show()
        while not desk.visit.closed:
            step, act = next_act(desk, raw)
            if screen.step != step:
                screen.open_step(step)
            while screen.busy:
                app.processEvents()
            if not screen.act(act):
                raise AssertionError(desk.standing.visit.last_sequence, desk.lacks("consent-given"))
            os.write(told, f"{desk.visit_id} {desk.visit.last_sequence}\n".encode())
            app.processEvents()
        finish(desk)
        screen.deleteLater()


def next_act(desk: VisitDesk, raw: Raw) -> tuple[str, Callable[[VisitDesk], Any]]:
    """The first act of the script that the visit does not hold yet, with its step."""
    visit = desk.visit
    for item, answer in raw["readiness"].items():
        if visit.readiness.get(item) != answer:
            return "who", lambda d: d.answer_readiness(item, answer)
    for name, answer in raw["screening"].items():
        if name not in visit.screening:
            return "screening", lambda d: d.answer(name, answer_from_json(answer))
    if not visit.sites:
        return "sites", lambda d: d.plan_sites(Site(**{"level": None, **site}) for site in raw["sites"])
    for name in raw["acknowledged"]:
        if name not in visit.acknowledged:
            return "cautions", lambda d: d.acknowledge(name)
    for name in raw["changes_accepted"]:
        if name not in visit.changes_accepted:
            return "cautions", lambda d: d.accept_change(name)
    return _consent_act(desk, raw) or _treatment_act(desk, raw)


def _consent_act(desk: VisitDesk, raw: Raw) -> tuple[str, Callable[[VisitDesk], Any]] | None:
    consent = desk.visit.consent
    for item in raw["consent"]["understanding"]:
        if dict(consent.understanding).get(item["id"]) != item["answer"]:
            return "consent", lambda d: d.understand(item["id"], item["answer"])
    if not consent.draft:
        return "consent", prepare_consent
    for told in raw["consent"]["signatures"]:
        if not consent.signed(told["role"], told["for"][0]):
            strokes = tuple(tuple(tuple(point) for point in stroke) for stroke in told["strokes"])
            signature = Signature(told["role"], tuple(told["for"]), told["name"], strokes)
            drawn = any(s.role == told["role"] and s.purposes == tuple(told["for"]) for s in consent.drawn)
            return "consent", lambda d: d.sign(signature) if drawn else d.draw(signature)
    if consent.decision != "given":
        return "consent", lambda d: d.decide("given")
    if not any(document.kind == "consent" for document in desk.visit.documents):
        return "consent", seal_consent
    return None


def _treatment_act(desk: VisitDesk, raw: Raw) -> tuple[str, Callable[[VisitDesk], Any]]:
    told = [event for event in raw["treatment"] if event["event"] in ("in", "out")]
    done = len(desk.visit.treatment)
    if done < len(told):
        event = told[done]
        if event["event"] == "in":
            return "treatment", lambda d: d.place(event["site"], event["count"])
        return "treatment", lambda d: d.remove(event["site"], event["count"])
    for item, answer in raw["note"]["discharge"].items():
        if desk.visit.note.discharge.get(item) != answer:
            return "note", lambda d: d.discharge(item, answer)
    if not desk.visit.note.red_flags_explained:
        return "note", lambda d: d.note(aftercare_given=True, red_flags_explained=True, pain_after=random.randint(0, 10))
    return "note", finish
