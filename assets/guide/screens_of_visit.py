"""The screens of a visit up to the consent: its seven steps in a usual and in a chest visit, the body map, the patient's turn."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from PySide6.QtWidgets import QLineEdit, QWidget
from studio import Scene, Studio

from needlesafe.domain.anatomy import Site
from needlesafe.domain.companions import Chaperone, Interpreter
from needlesafe.domain.pauses import BEFORE, pause_items
from needlesafe.domain.people import Patient
from needlesafe.flow import demo
from needlesafe.flow.demo_people import STORIES, Story
from needlesafe.flow.gates import understanding_items
from needlesafe.flow.statements import accompany
from needlesafe.flow.steps import STEP_IDS
from needlesafe.gui.patient.places import PlacesPage
from needlesafe.gui.patient.sheets import SheetsPage
from needlesafe.gui.patient.signing import SigningPage
from needlesafe.gui.patient.turn import PatientTurn
from needlesafe.gui.patient.understanding import UnderstandingPage
from needlesafe.gui.visit_screen import VisitScreen
from needlesafe.gui.widgets.finding_card import FindingView

STATES = ("empty", "filled", "stop")
_MOST_PRESSES = 200


def _site(muscle: str, side: str, **told: object) -> Site:
    return Site(**{"muscle": muscle, "side": side, "needles": 2, "length_mm": 30, "gauge_mm": 0.25, "technique": "in-and-out",
                   "position": "prone", "lot": "DEMO-A1", **told})


_CALF, _SHOULDER = _site("m-gastrocnemius", "right", needles=3, length_mm=40), _site("m-deltoid", "left", needles=1, position="supine")
_CHEST = (_site("m-upper-trapezius", "left"), _site("m-infraspinatus", "left", position="side-lying"))
_STAYING = _site("m-gastrocnemius", "right", needles=3, length_mm=40, technique="retained", minutes=10.0)
_NOBODY = Patient("Maple", "Maud Wilhelmina", "1978-04-30", "DEMO-40", phone="+353 1 555 0140", sex="female", height_cm=171.0, weight_kg=70.0)
_CLOT = {"ci-suspected-dvt": {"answer": "yes", "detail": "swollen since Thursday", "where": [{"region": "calf", "side": "right"}]}}
KINDS = {"usual": replace(STORIES[4], sites=(_CALF, _SHOULDER)), "chest": replace(STORIES[0], patient=_NOBODY, sites=_CHEST)}
"""A repeat visit to calf and shoulder, and a first visit over the lung."""
STOPS = {"usual": replace(KINDS["usual"], answers=_CLOT), "chest": replace(KINDS["chest"], answers={"pr-acute-chest": "yes"})}
RETAINED = replace(KINDS["usual"], sites=(_STAYING, _SHOULDER))
"""Needles that stay in for ten minutes."""
LEFT_IN = replace(KINDS["usual"], sites=(replace(_STAYING, stays=1),))
"""One of them goes home with the patient."""
ON_THINNERS = replace(KINDS["chest"], answers={"pr-anticoagulant": {"answer": "yes", "detail": "apixaban 5 mg twice daily"}})
"""A clearance is wanted."""


def steps_of(kind: str, state: str) -> Scene:
    """The seven steps of a visit as they stand before anything was said, once all was said, and with a stop."""
    names = tuple(f"{kind}-{step}-{state}" for step in STEP_IDS)

    def steps(studio: Studio) -> None:
        screen = studio.visit(*{"empty": (KINDS[kind], "fresh"), "filled": (KINDS[kind], "read"), "stop": (STOPS[kind], "answered")}[state])
        for step, name in zip(STEP_IDS, names):
            if state == "filled" and step in ("treatment", "note"):
                walk_on(screen, KINDS[kind], step)
            studio.open_step(screen, step)
            studio.take(name)

    steps.__name__ = f"steps_{kind}_{state}"
    return Scene(steps, names)


def walk_on(screen: VisitScreen, story: Story, step: str) -> None:
    """Signs and needles before the treatment is looked at, takes out and writes before the note is."""
    desk = screen.desk
    if step == "treatment":
        demo.sign_all(desk)
        desk.pause({item.id: item.wanted for item in pause_items(BEFORE, desk.workplace.catalogue)})
        desk.place(0, 2)
    else:
        desk.remove_all()
        demo.note(desk, story, 0)


def who(studio: Studio) -> None:
    """Somebody beside the patient."""
    screen = studio.visit(KINDS["chest"])
    accompany(screen.desk, "interpreter", Interpreter("Ingrid Invented", "de", "phone"))
    accompany(screen.desk, "chaperone", Chaperone("accepted", "Carl Nobody"))
    screen.draw()
    studio.take("who-companions")


def screening(studio: Studio) -> None:
    """What an answer asks for, where a question comes from, an answer taken back, and a hasty run looked at again."""
    screen = studio.visit(KINDS["usual"])
    screen.desk.plan_sites(KINDS["usual"].sites)
    studio.open_step(screen, "screening")
    rows = screen.page.rows
    for name in ("pr-anticoagulant", "ci-suspected-dvt"):
        rows[name].buttons[0].click()
    screen.page.show_widget(rows["pr-anticoagulant"])
    studio.take("screening-details")
    asked = next(row for row in rows.values() if row.info is not None)
    asked.info.click()
    screen.page.show_widget(asked)
    studio.take("screening-source")
    screen.undo.click()
    studio.take("screening-undone")
    ticks = count()
    screen.desk.workplace = replace(screen.desk.workplace, monotonic=lambda: next(ticks) / 100)  # nobody reads this fast
    for row in [row for row in rows.values() if row.answer() is None][:5]:
        row.buttons[1].click()
    screen.rail.step_chosen.emit("sites")
    studio.take("review")


def body_map(studio: Studio) -> None:
    """The body drawn near, with what lies beneath the skin, a region with its muscles and a point, a search, a site's form."""
    screen = studio.visit(KINDS["chest"])
    screen.open_step("sites")
    studio.camera.settle()
    page, body, take = screen.page, screen.page.map, studio.take
    _turn(body.close_up)
    for part, name in (("Head and neck", "map-head"), ("Right hand", "map-hand"), ("Left foot", "map-foot")):
        body.parts[part].click()
        take(name)
    body.show_whole()
    _turn(body.close_up)
    _turn(body.beneath)
    for overlay in body.overlays.values():
        overlay.click()
    take("map-overlays")
    for overlay in body.overlays.values():
        overlay.click()
    _turn(body.beneath)
    body.nearer.click()
    body.nearer.click()
    take("map-near")
    body.show_whole()
    page.list.search.setText("infraspinatous")
    take("map-search")
    page.list.search.clear()
    page.list.region_chosen.emit("upper-trapezius-shoulder-top", "left")
    take("map-region")
    body.point_tapped.emit("back", 0.40, 0.19)
    take("map-point")
    page.list.muscle_chosen.emit("m-upper-trapezius", "left")
    page.form.technique.buttons[1].click()
    page.show_widget(page.form)
    take("site-form")


def repeat(studio: Studio) -> None:
    """Last time's places over the body, taken as the plan."""
    screen = studio.visit(STORIES[1])
    screen.open_step("sites")
    studio.take("map-last-visit")
    screen.page.last_sites.take.click()
    studio.take("map-taken")


def cautions(studio: Studio) -> None:
    """A finding with its rule and its source, and a change that is declined."""
    screen = studio.visit(ON_THINNERS, "answered")
    screen.open_step("cautions")
    studio.camera.settle()
    if (view := screen.panel.findChild(FindingView)) is not None:
        view.open()
    studio.take("cautions-finding")


def consent(studio: Studio) -> None:
    """Before the pages are made, read in large, signed, given."""
    screen = studio.visit(KINDS["chest"], "answered")
    screen.open_step("consent")
    studio.take("consent-before")
    demo.talk(screen.desk)
    screen.draw()
    studio.camera.settle()
    screen.page.reading.size.click()
    studio.take("consent-large")
    screen.page.reading.size.click()
    studio.camera.settle()
    screen.page.go_to(next(iter(screen.page.cards.values())))
    studio.take("consent-signature")
    demo.sign_all(screen.desk)
    screen.draw()
    studio.camera.settle()
    screen.page.go_to(screen.page.decision)
    studio.take("consent-given")


def turn_questions(studio: Studio) -> None:
    """The patient's turn before the screening: the name, the questions, the locked door, another name."""
    screen = studio.visit(KINDS["chest"])
    screen.desk.plan_sites(KINDS["chest"].sites)
    screen.open_step("screening")
    turn = _handed(studio, screen)
    studio.take("turn-name")
    _named(turn, screen.desk.visit.patient.name)
    studio.take("turn-questions")
    turn.ask.click()
    studio.take("turn-door")
    _unlock(studio, turn)
    turn = _handed(studio, screen)
    _named(turn, "Somebody Else")
    studio.take("turn-mismatch")
    _unlock(studio, turn)
    studio.take("turn-called")


def turn_consent(studio: Studio) -> None:
    """The patient's turn at the consent: where, the form, what was understood, a signature, the end."""
    screen = studio.visit(KINDS["chest"], "answered")
    screen.open_step("consent")
    turn = _handed(studio, screen)
    _named(turn, screen.desk.visit.patient.name)
    for kind, name in ((PlacesPage, "turn-places"), (SheetsPage, "turn-form"), (UnderstandingPage, "turn-understanding")):
        _walk_to(studio, turn, kind)
        studio.take(name)
    _understand(studio, turn, wrong=False)
    _walk_to(studio, turn, SigningPage)
    studio.take("turn-signing")
    turn.no.click()
    studio.take("turn-no")
    next(iter(turn.page.ways.values())).click()
    studio.take("turn-thanks")
    _unlock(studio, turn)
    studio.take("turn-said-no")


def turn_wrong(studio: Studio) -> None:
    """An answer that shows it was not understood: the practitioner is called, and writes what was talked over."""
    screen = studio.visit(KINDS["usual"], "answered")
    screen.open_step("consent")
    turn = _handed(studio, screen)
    _named(turn, screen.desk.visit.patient.name)
    _walk_to(studio, turn, UnderstandingPage)
    _understand(studio, turn, wrong=True)
    studio.take("turn-wrong")
    _unlock(studio, turn)
    studio.take("consent-talk-owed")


def _handed(studio: Studio, screen: VisitScreen) -> PatientTurn:
    """The turn, after the screen was handed over."""
    screen.page.hand_over.patient.click()
    studio.camera.settle()
    return screen.covers.turn


def _named(turn: PatientTurn, name: str) -> None:
    """Types a name and goes on."""
    turn.page.name.edit.setText(name)
    turn.go_on()


def _walk_to(studio: Studio, turn: PatientTurn, kind: type[QWidget]) -> None:
    """Presses the primary button until a page of that kind is shown. RuntimeError where it never is."""
    studio.camera.settle()
    for _ in range(_MOST_PRESSES):
        if type(turn.page) is kind:
            return
        turn.foot.next.click()
        studio.camera.settle()
    raise RuntimeError(f"{kind.__name__} was not reached from {type(turn.page).__name__}")


def _understand(studio: Studio, turn: PatientTurn, wrong: bool) -> None:
    """Answers what shows understanding, rightly or each one wrongly."""
    wanted = {item.id: item.wanted for item in understanding_items(turn.screen.desk.standing)}
    while type(turn.page) is UnderstandingPage:
        for name, row in list(turn.page.rows.items()):
            right = wanted[name] if not wrong else "no" if wanted[name] == "yes" else "yes"
            next(button for button in row.buttons if button.value == right).click()
        turn.go_on()
        studio.camera.settle()


def _unlock(studio: Studio, turn: PatientTurn) -> None:
    """Types the practitioner's passphrase."""
    field: QLineEdit = turn.page.card.passphrase.edit
    field.setText(demo.PASSPHRASE)
    turn.page.card.open.click()
    studio.camera.wait(lambda: turn.screen.covers.turn is None)
    studio.camera.settle()


def _turn(toggle: QWidget) -> None:
    """Presses a toggle where there is room for it."""
    if toggle.isVisible():
        toggle.click()


SCENES = (
    *(steps_of(kind, state) for kind in KINDS for state in STATES),
    Scene(who, ("who-companions",)),
    Scene(screening, ("screening-details", "screening-source", "screening-undone", "review")),
    Scene(body_map, ("map-head", "map-hand", "map-foot", "map-overlays", "map-near", "map-search", "map-region", "map-point", "site-form")),
    Scene(repeat, ("map-last-visit", "map-taken")),
    Scene(cautions, ("cautions-finding",)),
    Scene(consent, ("consent-before", "consent-large", "consent-signature", "consent-given")),
    Scene(turn_questions, ("turn-name", "turn-questions", "turn-door", "turn-mismatch", "turn-called")),
    Scene(turn_consent, ("turn-places", "turn-form", "turn-understanding", "turn-signing", "turn-no", "turn-thanks", "turn-said-no")),
    Scene(turn_wrong, ("turn-wrong", "consent-talk-owed")),
)
"""The scenes up to the consent, in the order in which they are played."""
