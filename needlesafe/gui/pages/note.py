"""The note: do the needles balance, how is the patient, may they leave; then the record is sealed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from needlesafe.domain.follow_up import unmet
from needlesafe.domain.needles import any_placed
from needlesafe.domain.visit import Visit
from needlesafe.errors import Lack
from needlesafe.flow.course_of_pain import measured, measured_in
from needlesafe.flow.gates import discharge_items
from needlesafe.flow.leaving import leaving
from needlesafe.flow.views import needles_in
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.gui.check_rows import CheckRows
from needlesafe.gui.course_fold import CourseFold
from needlesafe.gui.course_of_pain import CourseOfPain
from needlesafe.gui.ending_card import EndingCard
from needlesafe.gui.follow_up_lines import FollowUpLines
from needlesafe.gui.given_card import GivenCard
from needlesafe.gui.leaving_page import TOLD as EXPLAINED, LeavingPage
from needlesafe.gui.messages import tr
from needlesafe.gui.pain_row import PainRow, pain_of
from needlesafe.gui.papers_page import AFTER, WaysCard, aftercare_ways, papers_card
from needlesafe.gui.ready_line import ReadyLine
from needlesafe.gui.reconciliation_card import ReconciliationCard
from needlesafe.gui.refusal_page import RefusalPage
from needlesafe.gui.step_page import Screen, StepPage
from needlesafe.gui.told_fields import ToldFields
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.field_row import Field, FieldRow
from needlesafe.gui.widgets.tick_row import TickRow

FIELDS = (("response", "How the muscle and the patient responded", "text"), ("range_after", "Range of motion after", "line"),
          ("bleeding", "Bleeding", "line"), ("bruising", "Bruising", "line"), ("soreness", "Soreness", "line"),
          ("follow_up", "Follow-up, as agreed; the patient's sheet says it too", "text"))
TOLD = (*EXPLAINED, ("large_print", "The aftercare sheet is wanted in large print as well"))


class NotePage(StepPage):
    """The seventh step."""

    step = "note"

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        catalogue = self.standing.catalogue
        self.papers, self.besides = papers_card(screen), WaysCard(screen, *AFTER)
        self.reconciliation = ReconciliationCard(catalogue)
        self.reconciliation.needles_asked.connect(lambda: screen.open_step("treatment"))
        self.reconciliation.reconciled.connect(
            lambda checks, text: self.write(self.reconciliation.text, lambda desk: desk.reconcile(checks, text)))
        self.response, self.leaving = Card(tr("How it went")), Card(tr("Before the patient leaves"))
        self.fields: dict[str, FieldRow | PainRow] = {name: FieldRow(Field(name, tr(label), kind)) for name, label, kind in FIELDS}
        self.fields["pain_after"] = PainRow("pain_after", tr("Pain after"))
        for name in ("response", "pain_after", *(name for name, *_ in FIELDS[1:])):
            self.fields[name].changed.connect(self._noted)
            self.response.body.addWidget(self.fields[name])
        self.again, self.pain = FollowUpLines(), CourseOfPain(self.response)
        self.response.body.insertWidget(3, self.pain)
        self.response.body.addWidget(self.again)
        place = screen.desk.workplace
        self._before = measured(place, place.store.person(self.standing.visit.patient_id), self.standing.visit.id)
        self.given, self.course = GivenCard(), CourseFold()
        self.given.told.connect(self._give)
        self.course.fields.told.connect(self._plan_on)
        self.discharge = CheckRows(catalogue, lambda item, answer: screen.act(lambda desk: desk.discharge(item, answer)),
                                   tr("Not yet: the patient stays until this is so."))
        self.discharge.owed.connect(self._owe)
        self.ready, self.as_screen = ReadyLine(), Button(tr("As a screen of its own"), "quiet")
        self.as_screen.clicked.connect(lambda: screen.open_aside(LeavingPage(screen)))
        self.leaving.body.addWidget(self.ready)
        self.leaving.body.addWidget(self.as_screen, 0, Qt.AlignmentFlag.AlignLeft)
        self.leaving.body.addWidget(self.discharge)
        self.sheets = aftercare_ways(screen)
        self.leaving.body.addWidget(self.sheets)
        self.told = {name: TickRow(name, tr(words)) for name, words in TOLD}
        for row in self.told.values():
            row.ticked.connect(lambda name, on: screen.act(lambda desk: desk.note(**{name: on})))
            self.leaving.body.addWidget(row)
        self.ending = EndingCard()
        self.ending.ended.connect(lambda text, owed: screen.act(lambda desk: desk.end("patient-gone", text, owed)))
        for part in (self.papers, self.besides, self.reconciliation, self.response, self.given, self.course, self.leaving, self.ending):
            self.body.addWidget(part)

    def draw(self) -> None:
        """Shows the note as it stands."""
        visit, inside = self.standing.visit, needles_in(self.standing)
        willing = visit.consent.decision == "given"
        self.context.say(self._state(inside))
        self.reconciliation.setVisible(inside > 0)
        self.reconciliation.show_account(inside, visit.reconciliation)
        for name, field in self.fields.items():
            if isinstance(field, PainRow):
                field.show_pain(visit.note.pain_after, visit.indication.pain_before)
            else:
                field.set_value(getattr(visit.note, name) or None)
        now = measured_in(visit)
        self.pain.show_course((*self._before, now) if now else self._before)
        self.given.show_sites(self.standing, locked=visit.closed)
        self.course.show_course(visit.course)
        self.course.setVisible(bool(visit.consent.decision))
        self.course.fields.setEnabled(not visit.closed)
        self.again.show_visit(visit, self.standing.catalogue)
        self.discharge.show_items(discharge_items(self.standing), visit.note.discharge, visit.note.discharge_owed)
        counted = leaving(self.standing)
        self.ready.show_leaving(counted)
        self.as_screen.setVisible(counted is not None and not visit.closed)
        for name, row in self.told.items():
            row.setChecked(getattr(visit.note, name))
        self.ending.show_ending(visit.ending, possible=willing and not visit.closed)
        for card in (self.response, self.leaving):
            card.setVisible(willing)
        for card in (self.response, self.leaving, self.reconciliation, self.ending):
            card.setEnabled(not visit.closed)
        for card in (self.papers, self.besides):
            card.draw()
            card.setVisible(visit.closed)

    def lock(self, locked: bool) -> None:
        """Leaves what is sealed to be opened; each card locks itself."""

    def place_of(self, lack: Lack) -> QWidget | None:
        """Where the missing thing is written."""
        places = {"aftercare": self.told["aftercare_given"], "red-flags": self.told["red_flags_explained"],
                  "needles": self.reconciliation, "ending": self.ending, "owed": self.ending, "ended": self.ending,
                  "closed": self.papers}
        if lack.code == "discharge-owed":
            return self.discharge.debts.get(lack.subject)
        return self.discharge.rows.get(lack.subject) or places.get(lack.code)

    def lead_to(self, lack: Lack) -> None:
        """Goes to the place of a lack; what the patient said when they took consent back stands on a page of its own."""
        if lack.code == "withdrawal-words":
            page = RefusalPage(self.screen)
            self.screen.open_aside(page)
            page.lead_to_words()
        else:
            super().lead_to(lack)

    def _state(self, inside: int) -> str:
        visit, decision = self.standing.visit, self.standing.visit.consent.decision
        if visit.closed:
            return tr("The record is sealed.")
        if decision in ("declined", "deferred"):
            return tr("The patient declined. Seal what happened.") if decision == "declined" else tr("Not today. Seal what happened.")
        if not decision:
            return tr("The note comes here once consent is decided: how it went, the leaving checks, what was explained.")
        if inside:
            return tr("{n} needles are not accounted for.").format(n=inside) if inside != 1 else tr("1 needle is not accounted for.")
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
