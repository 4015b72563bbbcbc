"""How many actions a visit takes, from home to the sealed record, by step and by person; and what each of them is for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from needlesafe.domain.anatomy import site_from_json
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.people import patient_from_json
from needlesafe.flow.opening import laid_out
from needlesafe.flow.readiness import keep_answer
from needlesafe.flow.steps import STEP_IDS
from needlesafe.flow.walk import start_from
from needlesafe.flow.workplace import Workplace
from needlesafe.gui import theme
from needlesafe.gui.preparation import Start
from needlesafe.gui.tasks import running
from needlesafe.gui.theme import Theme
from needlesafe.gui.window import Window
from needlesafe.store import Store
from tests.helpers.adopting import adopted
from tests.helpers.visit_files import GASTROCNEMIUS, UPPER_TRAPEZIUS, Raw, as_visit, begun, complete
from tests.helpers.visit_walk import record_up_to
from tests.helpers.workplaces import CHEAP, CLINIC, CONOR, MORNING, PASSPHRASE
from tests.journey.counting import PATIENT, PRACTITIONER, SECONDS
from tests.journey.fewest import FINISH, FewestHand, Plan

PERSON = {"family_name": "Byrne", "given_name": "Aoife", "birth_date": "1984-03-09", "sex": "female"}
"""What a visit needs to know of somebody; she is well, and was needled elsewhere before."""
CHEST = (UPPER_TRAPEZIUS, {**UPPER_TRAPEZIUS, "muscle": "m-infraspinatus"})
CALF = (GASTROCNEMIUS,)
FORTNIGHT = timedelta(days=14)
Visited = Callable[[tuple[Raw, ...], bool, bool], FewestHand]


@pytest.fixture
def visited(qtbot: QtBot, qapp: QApplication, tmp_path: Path, catalogue: Catalogue) -> Iterator[Visited]:
    """Returns a function that does a whole visit in the window and returns the hand that did it: of somebody new, or of
    somebody in whom the same was needled a fortnight before."""
    theme.apply(qapp, Theme())
    shown: list[Window] = []

    def do_visit(sites: tuple[Raw, ...], again: bool, handed_over: bool) -> FewestHand:
        seconds = [0.0]
        place = _workplace(tmp_path / "store", catalogue, seconds)
        if again:
            _treat_before(place, complete(begun(*sites, patient=PERSON), catalogue))
        window = Window(Start(tmp_path / "store", lambda: catalogue, CHEAP))
        shown.append(window)
        with qtbot.waitSignal(window.preparation.ready, timeout=20000), qtbot.waitActive(window):
            window.show()
        window.open_home(place)
        hand = FewestHand(qtbot, window, lambda: seconds.__setitem__(0, seconds[0] + SECONDS))
        hand.hands_over = handed_over
        hand.rest()
        if again:
            hand.begin_known("byr")
        else:
            hand.begin_new(patient_from_json(PERSON))
        hand.treat(Plan(tuple(site_from_json(site) for site in sites)))
        return hand

    yield do_visit
    qtbot.waitUntil(lambda: not running(), timeout=20000)
    for window in shown:
        while not window.close():
            pass
        window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _workplace(folder: Path, catalogue: Catalogue, seconds: list[float]) -> Workplace:
    """A clinic that adopted its content, on a day whose checks were made already."""
    store = Store.create(folder, PASSPHRASE, CLINIC, CONOR, kdf=CHEAP)
    place = adopted(replace(laid_out(store, catalogue), clock=lambda: MORNING, monotonic=lambda: seconds[0]))
    for item in catalogue.readiness.values():
        keep_answer(place, item.id, item.wanted)
    return place


def _treat_before(place: Workplace, raw: dict[str, Any]) -> None:
    """Records the visit of a fortnight before, to its seal."""
    told = as_visit({**raw, "date": (MORNING - FORTNIGHT).date().isoformat()}, place.catalogue)
    record_up_to(start_from(told, replace(place, clock=lambda: MORNING - FORTNIGHT)), told, "sealed")



@dataclass(frozen=True, slots=True)
class Most:
    """The most that a visit may take."""

    actions: int
    leading: int
    """Those among them that record nothing: finding somebody, choosing where, going on."""
    patient: int


VISITS = {
    "a first visit with two chest sites": (CHEST, False, False, Most(168, 26, 4)),
    "a repeat visit with two chest sites": (CHEST, True, False, Most(98, 7, 4)),
    "a repeat visit with one calf site": (CALF, True, False, Most(74, 7, 2)),
    "a first visit with two chest sites, the screen handed over": (CHEST, False, True, Most(227, 72, 123)),
}
"""Where, whether for the second time, whether the patient has the screen for what is theirs, and what it may take."""

LAWS = {
    "handed-to-patient": "the practitioner's side is locked before the patient has the screen",
    "handed-back": "the practitioner's side opens by the passphrase alone",
    "pages-viewed": "each page that is signed was on the screen to its end",
    "visit-started": "whoever is treated is found, read back and confirmed",
    "sites-planned": "the plan is chosen by hand, never brought along",
    "indication-recorded": "a check before leaving says that pain before is recorded",
    "since-last-answered": "unanswered is never no; nothing answers several at once",
    "answered": "unanswered is never no; nothing answers several at once; what is asked at every visit never stands from before",
    "readiness-answered": "each check is made by itself",
    "acknowledged": "each caution is acknowledged by itself",
    "change-accepted": "each change of the plan is accepted, or declined with a reason, by itself",
    "consent-prepared": "nothing goes on by itself: the way to the consent, which prepares it",
    "understanding-answered": "each question of understanding is answered before anybody signs",
    "strokes-drawn": "consent is signed by hand; over the chest with a signature of its own",
    "signed": "a signature can be cleared and drawn again before it is accepted",
    "consent-decided": "signing is not deciding: consent is given by an act of its own",
    "treatment-recorded": "the pause is begun, and needles are counted in and out at each site",
    "adverse-event-detailed": "each sentence of the pause is said by itself",
    "note-recorded": "pain after, the sheet for home and the warning signs are told one by one",
    "discharge-answered": "each check before leaving is answered by itself",
    "visit-finished": "nothing is sealed by itself",
}
"""Each act of a visit, by the event that it records, with what forbids to do without it."""
ONE_BY_ONE = ("since-last-answered", "answered", "acknowledged", "change-accepted", "understanding-answered", "discharge-answered")
"""What is recorded as often as somebody acted: nothing selects all."""


def figures(hand: FewestHand) -> str:
    """What a visit took, in words."""
    parts = ", ".join(f"{part} {hand.number(part)}" for part in (*STEP_IDS, FINISH))
    people = ", ".join(f"{who} {hand.number(who=who)}" for who in (PRACTITIONER, PATIENT))
    return (f"{hand.number()} actions, {hand.number() * SECONDS:.0f} s; {parts}; {people}; {hand.scrolls()} scrolls; "
            f"{dict(hand.came_of_it())}")


@pytest.mark.parametrize("name", [name if "calf" in name else pytest.param(name, marks=pytest.mark.full) for name in VISITS])
def test_a_visit_takes_no_more_actions_than_its_laws_ask_for(visited: Visited, name: str) -> None:
    sites, again, handed_over, most = VISITS[name]
    hand = visited(sites, again, handed_over)
    print(f"\n{name}: {figures(hand)}")

    came = hand.came_of_it()
    assert hand.number() <= most.actions and came[""] <= most.leading and hand.number(who=PATIENT) <= most.patient
    assert set(came) - {""} <= set(LAWS), set(came) - set(LAWS)
    desk = hand.screen.desk
    recorded = Counter(event.type for event in desk.workplace.store.events(desk.visit_id))
    assert {kind: came[kind] for kind in ONE_BY_ONE} == {kind: recorded[kind] for kind in ONE_BY_ONE}
    assert hand.refusals >= 5 and not desk.visit.shown_again
    assert {document.kind for document in desk.visit.documents} == {"consent", "record", "aftercare"}
