"""
The note: do the needles balance, how is the patient, may they leave; then the record is sealed.

Each card is made when it is first needed: what is met first with the page, the others in the turns after it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from needlesafe.domain.follow_up import unmet
from needlesafe.domain.ledger import ledger_of
from needlesafe.domain.needles import any_placed
from needlesafe.domain.visit import Visit
from needlesafe.errors import Lack
from needlesafe.flow.course_of_pain import measured, measured_in
from needlesafe.flow.views import needles_in
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.gui.check_rows import CheckRows
from needlesafe.gui.course_fold import CourseFold
from needlesafe.gui.course_of_pain import CourseOfPain
from needlesafe.gui.ending_card import EndingCard
from needlesafe.gui.follow_up_lines import FollowUpLines
from needlesafe.gui.given_card import GivenCard
from needlesafe.gui.in_turn import InTurn
from needlesafe.gui.leaving_card import LeavingCard
from needlesafe.gui.messages import tr
from needlesafe.gui.pain_row import PainRow, pain_of
from needlesafe.gui.papers_card import PapersCard
from needlesafe.gui.papers_page import AFTER, WaysCard, papers_card
from needlesafe.gui.reconciliation_card import ReconciliationCard
from needlesafe.gui.refusal_page import RefusalPage
from needlesafe.gui.step_page import Screen, StepPage
from needlesafe.gui.told_fields import ToldFields
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.field_row import Field, FieldRow
from needlesafe.gui.widgets.tick_row import TickRow

FIELDS = (("response", "How the muscle and the patient responded", "text"), ("range_after", "Range of motion after", "line"),
          ("bleeding", "Bleeding", "line"), ("bruising", "Bruising", "line"), ("soreness", "Soreness", "line"),
          ("follow_up", "Follow-up, as agreed; the patient's sheet says it too", "text"))
CARDS = ("papers", "besides", "reconciliation", "response", "given", "course", "leaving", "ending")
"""In the order of the page."""
BELOW = ("given", "course", "leaving", "ending")
"""What stands below the fold."""
LOCKED = ("reconciliation", "response", "leaving", "ending")
"""What takes nothing more once the record is sealed; the others lock themselves."""
_Made = TypeVar("_Made", bound=QWidget)


class NotePage(StepPage):
    """The seventh step."""

    step = "note"

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self._places = {name: QVBoxLayout() for name in CARDS}
        for place in self._places.values():
            self.body.addLayout(place)
        self.fields: dict[str, FieldRow | PainRow] = {name: FieldRow(Field(name, tr(label), kind)) for name, label, kind in FIELDS}
        self.fields["pain_after"] = PainRow("pain_after", tr("Pain after"))
        self.response = Card(tr("How it went"))
        self.again, self.pain = FollowUpLines(), CourseOfPain(self.response)
        for name in ("response", "pain_after", *(name for name, *_ in FIELDS[1:])):
            self.fields[name].changed.connect(self._noted)
            self.response.body.addWidget(self.fields[name])
        self.response.body.insertWidget(3, self.pain)
        self.response.body.addWidget(self.again)
        place = screen.desk.workplace
        self._before = measured(place, place.store.person(self.standing.visit.patient_id), self.standing.visit.id)
        self._places["response"].addWidget(self.response)
        self._later = InTurn(self, *BELOW)

    @cached_property
    def papers(self) -> PapersCard:
        """What is sealed."""
        return self._stand("papers", papers_card(self.screen))

    @cached_property
    def besides(self) -> WaysCard:
        """What can be written once the visit is over."""
        return self._stand("besides", WaysCard(self.screen, *AFTER))

    @cached_property
    def reconciliation(self) -> ReconciliationCard:
        """The account of needles that the count misses."""
        card = ReconciliationCard(self.standing.catalogue)
        card.needles_asked.connect(lambda: self.screen.open_step("treatment"))
        card.reconciled.connect(lambda checks, text: self.write(card.text, lambda desk: desk.reconcile(checks, text)))
        return self._stand("reconciliation", card)

    @cached_property
    def given(self) -> GivenCard:
        """What was done at each site."""
        card = GivenCard()
        card.told.connect(self._give)
        return self._stand("given", card)

    @cached_property
    def course(self) -> CourseFold:
        """The course of treatment."""
        fold = CourseFold()
        fold.fields.told.connect(self._plan_on)
        return self._stand("course", fold)

    @cached_property
    def leaving(self) -> LeavingCard:
        """What is looked at before the patient leaves."""
        card = LeavingCard(self.screen)
        card.owed.connect(self._owe)
        return self._stand("leaving", card)

    @cached_property
    def ending(self) -> EndingCard:
        """The ending of a visit whose patient is gone."""
        card = EndingCard(self.screen.unsent, self.screen.tell)
        card.ended.connect(lambda text, owed: self.screen.act(lambda desk: desk.end("patient-gone", text, owed)))
        return self._stand("ending", card)

    @property
    def discharge(self) -> CheckRows:
        """The checks before leaving."""
        return self.leaving.checks

    @property
    def told(self) -> dict[str, TickRow]:
        """What was explained and given."""
        return self.leaving.told

    def draw(self) -> None:
        """Shows the note as it stands."""
        inside, closed = needles_in(self.standing), self.standing.visit.closed
        self.context.say(self._state())
        self.context.setVisible(not inside)
        first = (*(("papers", "besides") if closed else ()), *(("reconciliation",) if inside else ()))
        for name in CARDS:
            if name in vars(self):
                self._draw_card(name, getattr(self, name))
            elif name in first:
                getattr(self, name)
        self._later.begin()

    def lock(self, locked: bool) -> None:
        """Leaves what is sealed to be opened; each card locks itself."""

    def place_of(self, lack: Lack) -> QWidget | None:
        """Where the missing thing is written."""
        if lack.code == "discharge-owed":
            return self.discharge.debts.get(lack.subject)
        if lack.subject in self.discharge.rows:
            return self.discharge.rows[lack.subject]
        told = {"aftercare": "aftercare_given", "red-flags": "red_flags_explained"}
        if lack.code in told:
            return self.told[told[lack.code]]
        cards = {"needles": "reconciliation", "ending": "ending", "owed": "ending", "ended": "ending", "closed": "papers"}
        return getattr(self, cards[lack.code]) if lack.code in cards else None

    def lead_to(self, lack: Lack) -> None:
        """Goes to the place of a lack; what the patient said when they took consent back stands on a page of its own."""
        if lack.code == "withdrawal-words":
            page = RefusalPage(self.screen)
            self.screen.open_aside(page)
            page.lead_to_words()
        else:
            super().lead_to(lack)

    def _stand(self, name: str, card: _Made) -> _Made:
        """Puts a card in its place and shows on it how the visit stands."""
        self._places[name].addWidget(card)
        self._draw_card(name, card)
        return card

    def _draw_card(self, name: str, card: Any) -> None:
        """Shows on a card how the visit stands, or hides it where it has nothing to say."""
        visit = self.standing.visit
        willing, live, inside = visit.consent.decision == "given", not visit.closed, needles_in(self.standing)
        match name:
            case "papers" | "besides":
                card.draw()
                card.setVisible(visit.closed)
            case "reconciliation":
                card.show_account(inside, visit.reconciliation)
                card.setVisible(inside > 0)
            case "response":
                self._draw_response()
                card.setVisible(willing)
            case "given":
                card.show_sites(self.standing, locked=visit.closed)
            case "course":
                card.show_course(visit.course)
                card.fields.setEnabled(live)
                card.setVisible(bool(visit.consent.decision))
            case "leaving":
                card.draw()
                card.setVisible(willing)
            case "ending":
                card.show_ending(visit.ending, possible=willing and live)
        if name in LOCKED:
            card.setEnabled(live)

    def _draw_response(self) -> None:
        """Shows how it went, and when the patient is asked again."""
        visit = self.standing.visit
        for name, field in self.fields.items():
            if isinstance(field, PainRow):
                field.show_pain(visit.note.pain_after, visit.indication.pain_before)
            else:
                field.set_value(getattr(visit.note, name) or None)
        now = measured_in(visit)
        self.pain.show_course((*self._before, now) if now else self._before)
        self.again.show_visit(visit, self.standing.catalogue)

    def _state(self) -> str:
        """How the visit stands where no card at the head of the page says that needles are in."""
        visit, decision = self.standing.visit, self.standing.visit.consent.decision
        if visit.closed:
            return tr("The record is sealed.")
        if decision in ("declined", "deferred"):
            return tr("The patient declined. Seal what happened.") if decision == "declined" else tr("Not today. Seal what happened.")
        if not decision:
            return tr("The note comes here once consent is decided: how it went, the leaving checks, what was explained.")
        if staying := ledger_of(visit).declared:
            return tr("{n} needles stay in, the others are out.").format(n=staying) if staying != 1 else tr("1 needle stays in, the others are out.")
        return tr("All needles are out.") if any_placed(visit) else tr("No needle was placed.")

    def _noted(self, name: str, value: object) -> None:
        field = self.fields[name]
        if isinstance(field, PainRow):
            self.screen.act(lambda desk: desk.note(**{name: pain_of(value)}))
        else:
            self.write(field, lambda desk: desk.note(**{name: value or ""}))

    def _owe(self, field: FieldRow) -> None:
        """Records what is owed for a check, unless it is met by now."""
        if field.field.id in {item.id for item in unmet(self.standing.visit, self.standing.catalogue)}:
            self.write(field, lambda desk: desk.owe(field.field.id, str(field.value() or "")))

    def _give(self, site: int, name: str, value: object) -> None:
        self._tell(self.given.fields[site], name, lambda desk: desk.give(site, **{name: value}))

    def _plan_on(self, name: str, value: object) -> None:
        self._tell(self.course.fields, name, lambda desk: desk.course(**{name: value}))

    def _tell(self, fields: ToldFields, name: str, deed: Callable[[VisitDesk], Visit]) -> None:
        """Records one field; what could not be saved stays in it."""
        if not self.screen.act(deed):
            fields.keep_unsaved(name, tr("Not saved. It stays here: leave the field again to try once more."))
