"""Whatever a gate lacks leads to a control that is there, can be seen and takes the keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.statements import Withdrawal
from needlesafe.errors import Lack
from needlesafe.flow.gates import GATES
from needlesafe.flow.needling import all_out, declare_left, remove
from needlesafe.flow.statements import withdraw
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.gui.messages import ONE_AND_MANY
from tests.gui.pages.conftest import DeskOf, ScreenOf
from tests.helpers.visit_files import DELTOID, UPPER_TRAPEZIUS, Raw, begun, complete

ADDED = {**DELTOID, "muscle": "m-gastrocnemius"}
ADOPTION = {"adoption-group", "adopter", "registration", "statement"}
"""What the adoption of the content asks for; `tests/gui/test_adoption.py` leads to each."""
STATEMENTS = {"withdrawn", "not-withdrawn", "sealed-withdrawal", "sealed-record", "reported",
              "needled", "statement-part", "not-raised", "same-person", "other-signer", "witness-first", "not-needled"}
"""What a statement besides the steps lacks; `tests/flow/test_statements.py` and `test_given.py` have each refused."""
NEEDLES = {"count-by-site", "nothing-to-count", "nothing-to-take-back", "count", "no-site", "same-site",
           "other-hands", "left-in", "pause"}
"""What hands lack that are at work with needles; `tests/flow/test_needling.py` and `test_taking_back.py` have each refused, and
`test_way_on.py` leads to the pause."""
PEOPLE = {"identity", "identity-part", "nothing-corrected", "correction-reason", "merged-already", "not-merged"}
"""What a patient's name, correction or merge lacks; `tests/flow/test_corrections.py` and `test_duplicates.py` have each refused."""
NO_GATE = ADOPTION | STATEMENTS | NEEDLES | PEOPLE | {"needled-site", "not-overridable", "blank-signature", "dot-signature", "line-signature", "needles-in"}
"""Codes that the desk gives for one act, not a gate for a step."""


def answered(raw: Raw, **answers: object) -> Raw:
    """The file with other answers."""
    return {**raw, "screening": {**raw["screening"], **{key.replace("_", "-"): value for key, value in answers.items()}}}


def end(desk: VisitDesk, text: str = "", owed: str = "") -> None:
    """Ends the visit early."""
    desk.end("patient-gone", text, owed)


CASES: dict[str, tuple[str, Callable[[Raw, Catalogue], Raw], Callable[[VisitDesk], object]]] = {
    "site": ("fresh", lambda raw, _: raw, lambda desk: None),
    "readiness": ("planned", lambda raw, _: raw, lambda desk: None),
    "unanswered": ("planned", lambda raw, _: raw, lambda desk: None),
    "stop": ("ready", lambda raw, _: answered(raw, ci_fever_infection="yes"), lambda desk: None),
    "clearance": ("ready", lambda raw, _: answered(raw, pf_lung_disease="yes"), lambda desk: None),
    "ultrasound": ("ready", lambda raw, _: raw, lambda desk: None),
    "change": ("ready", lambda raw, _: {**raw, "changes_accepted": []}, lambda desk: None),
    "acknowledgement": ("ready", lambda raw, _: {**raw, "acknowledged": raw["acknowledged"][1:]}, lambda desk: None),
    "consent-draft": ("ready", lambda raw, _: raw, lambda desk: None),
    "understanding": ("prepared", lambda raw, _: {**raw, "consent": {**raw["consent"], "understanding": []}},
                      lambda desk: None),
    "understanding-talk": ("prepared", lambda raw, _: raw, lambda desk: _answer_wrong_then_right(desk)),
    "signature": ("prepared", lambda raw, _: raw, lambda desk: None),
    "consent": ("signed", lambda raw, _: raw, lambda desk: None),
    "decision": ("ready", lambda raw, _: raw, lambda desk: None),
    "sealed-consent": ("signed", lambda raw, _: raw, lambda desk: desk.decide("given")),
    "decided": ("agreed", lambda raw, _: raw, lambda desk: None),
    "consent-outdated": ("agreed", lambda raw, _: raw,
                         lambda desk: desk.plan_sites(desk.visit.sites[:1] + desk.visit.sites[:0] + _changed(desk))),
    "needles": ("needled", lambda raw, _: raw, lambda desk: None),
    "discharge": ("out", lambda raw, _: raw, lambda desk: None),
    "discharge-owed": ("out", lambda raw, _: raw, lambda desk: desk.discharge("ob-neuro", "no")),
    "aftercare": ("out", lambda raw, _: raw, lambda desk: None),
    "red-flags": ("out", lambda raw, _: raw, lambda desk: None),
    "ending": ("needled", lambda raw, _: raw, end),
    "owed": ("needled", lambda raw, _: raw, lambda desk: end(desk, "taken to hospital")),
    "ended": ("needled", lambda raw, _: raw, lambda desk: end(desk, "taken to hospital", "count the needles")),
    "withdrawal-words": ("out", lambda raw, _: raw, lambda desk: withdraw(desk, Withdrawal(by="Aoife Byrne"))),
    "count-after": ("needled", lambda raw, _: raw, all_out),
    "left-in-withdrawn": ("needled", lambda raw, catalogue: complete(begun({**UPPER_TRAPEZIUS, "stays": 1}), catalogue),
                          lambda desk: _leave_in_and_withdraw(desk)),
    "closed": ("sealed", lambda raw, _: raw, lambda desk: None),
}
"""Each code of a lack: how far the visit came, with which file, and what was done then."""


def _changed(desk: VisitDesk) -> tuple:
    from dataclasses import replace

    return (replace(desk.visit.sites[0], side="right"),)


def _answer_wrong_then_right(desk: VisitDesk) -> None:
    item, wanted = desk.visit.consent.understanding[0]
    desk.understand(item, {"yes": "no", "no": "yes"}[wanted])
    desk.understand(item, wanted)


def _leave_in_and_withdraw(desk: VisitDesk) -> None:
    declare_left(desk, 0, 1, "an ear needle, out tomorrow")
    withdraw(desk, Withdrawal(by="Aoife Byrne", words="No more of this."))
    remove(desk, 0, desk.line("needle-out", 0).present)


def lacking(desk: VisitDesk, code: str) -> Lack:
    """The first lack of that code that any gate has."""
    return next(lack for gate in GATES for lack in desk.lacks(gate) if lack.code == code)


def seen(widget: QWidget) -> bool:
    """Whether the middle of a widget lies within every scroll area round it."""
    holder = widget.parentWidget()
    while holder is not None:
        if isinstance(holder, QScrollArea):
            middle = widget.mapTo(holder.viewport(), widget.rect().center())
            if not holder.viewport().rect().contains(middle):
                return False
        holder = holder.parentWidget()
    return True


def test_every_code_of_a_gate_has_a_case() -> None:
    assert set(CASES) | NO_GATE == set(ONE_AND_MANY)


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_lack_leads_to_a_control_that_is_seen_and_takes_the_keyboard(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, catalogue: Catalogue, code: str) -> None:
    if code == "ultrasound" and not any(rule.action == "ultrasound-or-stop" for rule in catalogue.rules.values()):
        pytest.skip("no rule asks for ultrasound")
    stage, changed, then = CASES[code]
    raw = begun(UPPER_TRAPEZIUS) if code != "ultrasound" else _wanting_ultrasound(catalogue)
    desk = desk_of(changed(complete(raw, catalogue), catalogue), stage)
    then(desk)
    lack = lacking(desk, code)
    screen = screen_of(desk, "who")
    screen.lead_to(lack)
    settled()
    control = QApplication.focusWidget()
    assert control is not None and screen.isAncestorOf(control), code
    assert control.isVisible() and control.isEnabled() and control.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert seen(control)
    assert screen.middle.isAncestorOf(control)


def test_a_withdrawal_in_the_patients_turn_leads_from_the_end_of_the_visit_to_what_the_patient_said(
        desk_of: DeskOf, screen_of: ScreenOf, settled: Callable, catalogue: Catalogue) -> None:
    desk = desk_of(complete(begun(UPPER_TRAPEZIUS), catalogue), "out")
    withdraw(desk, Withdrawal(by="Aoife Byrne"))
    screen = screen_of(desk, "note")
    screen.foot.next.click()
    settled()
    words = screen.aside.form.rows["words"]
    assert words.isAncestorOf(QApplication.focusWidget()) and seen(words.edit)


def _wanting_ultrasound(catalogue: Catalogue) -> Raw:
    """A file that some rule answers with ultrasound or stop."""
    for rule in catalogue.rules.values():
        if rule.action == "ultrasound-or-stop":
            for muscle in catalogue.muscles.values():
                if muscle.prohibited or catalogue.regions[muscle.region].locked:
                    continue
                site = {**UPPER_TRAPEZIUS, "muscle": muscle.id, "side": catalogue.regions[muscle.region].sides[0]}
                factors = {factor: "yes" for factor in (*rule.if_any, *rule.if_all) if factor in catalogue.factors}
                raw = begun(site, screening=factors)
                from tests.helpers.visit_files import standing
                if any(f.action == "ultrasound-or-stop" and f.open for f in standing(raw, catalogue).assessment.findings):
                    return raw
    raise AssertionError("no plan wants ultrasound")
