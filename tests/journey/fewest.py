"""
A visit from home to the sealed record with the fewest actions that the program takes.

The hand does what the step names as missing and nothing else: each answer is missing before its tap and no longer after it,
and while anything is missing the way on is refused. Only three things are done that no gate asks for: somebody is needled
(a gate cannot ask for that), and pain is told before and after, because a check before leaving says that it is recorded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from needlesafe.domain.anatomy import Site
from needlesafe.domain.people import Patient
from needlesafe.errors import Lack
from needlesafe.flow.steps import current_step, step_after, step_lacks
from needlesafe.gui.widgets.region_rows import MUSCLE
from tests.helpers.visit_files import INK
from tests.journey.counting import PATIENT, PRACTITIONER, CountingHand, button_of
from tests.journey.turn import patients_turn

FINISH = "finish"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be treated."""

    sites: tuple[Site, ...]
    pain_before: int = 6
    pain_after: int = 3


class FewestHand(CountingHand):
    """Goes through the steps as the program leads."""

    refusals = 0
    """How many steps were tried to be left too early, and were not."""
    hands_over = False
    """Whether the patient is given the screen for what is the patient's."""

    def begin_new(self, patient: Patient) -> None:
        """From home: writes a new patient down and starts the visit."""
        self.tap(self.window.home.new_patient)
        rows = self.window.page.form.rows
        for name in ("family_name", "given_name", "birth_date"):
            self.write(rows[name].edit, getattr(patient, name))
        self.tap(button_of(rows["sex"], patient.sex))
        self._start()

    def begin_known(self, letters: str) -> None:
        """From home: finds somebody by a few letters and starts the visit."""
        self.write(self.window.home.patients.search, letters)
        self.press(Qt.Key.Key_Return)
        assert self.window.home.chosen is not None
        self.tap(self.window.home.foot.next)
        self._start()

    def treat(self, plan: Plan) -> None:
        """Does each step until the record is sealed."""
        while not self.screen.desk.visit.closed:
            self.part = self.screen.step
            getattr(self, f"_do_{self.part}")(plan)
            assert not self._missing(), self._missing()
            self._go_on()

    def leads_to(self) -> str:
        """The step to which the way on leads."""
        return step_after(self.screen.step, self.screen.desk.standing)

    def _start(self) -> None:
        page = self.window.page
        self.tap(page.tick)
        self.tap(page.foot.next)

    def _go_on(self) -> None:
        """The way on, or the step on the rail where the way on leads elsewhere."""
        if self.screen.step == "note":
            self.part = FINISH
            self.tap(self.screen.foot.next)
            return
        wanted = self.leads_to() if self.screen.step == "treatment" else current_step(self.screen.desk.standing)
        self.tap(self.screen.foot.next if wanted == self.leads_to() else self.screen.rail.item_of(wanted))
        assert self.screen.step == wanted

    def _missing(self) -> tuple[Lack, ...]:
        return step_lacks(self.screen.step, self.screen.desk.standing)

    def _do_what_is_missing(self, done: Callable[[Lack], None]) -> None:
        """Does what is named as missing, from the top of the page, until nothing is."""
        self._be_refused()
        while missing := self._missing():
            lack = self._first(missing)
            done(lack)
            assert lack not in self._missing(), lack

    def _first(self, missing: tuple[Lack, ...]) -> Lack:
        """What stands first on the page."""
        page = self.screen.page
        if self.screen.step not in ("cautions", "note"):
            return page.first_of(missing)
        return min(missing, key=lambda lack: page.place_of(lack).mapTo(page.widget(), QPoint()).y())

    def _be_refused(self) -> None:
        """Tries to go on while something is missing: it is named, and one stays. This is no action of the visit."""
        if not self._missing():
            return
        step, foot, held = self.screen.step, self.screen.foot, QApplication.focusWidget()
        bar = self.screen.page.verticalScrollBar()
        before = bar.value()
        assert foot.next.weight == "waiting" and foot._missing.text()
        foot.next.click()
        assert self.screen.step == step and not self.screen.desk.visit.closed
        if held is not None:
            held.setFocus()
        bar.setValue(before)
        self.refusals += 1

    def _do_who(self, _plan: Plan) -> None:
        page, items = self.screen.page, self.screen.desk.workplace.catalogue.readiness
        self._do_what_is_missing(lambda lack: self.say(
            next(rows.rows[lack.subject] for rows in page.checks.values() if lack.subject in rows.rows), items[lack.subject].wanted))

    def _do_screening(self, plan: Plan) -> None:
        """Takes the last plan where it is offered, tells what changed, then answers what is asked; nothing raises."""
        page, questions = self.screen.page, self.screen.desk.workplace.catalogue.questions
        if page.again is not None and not self.screen.desk.visit.sites:
            self.tap(page.again.last.take)
            self.tap(button_of(page.again.pain, str(plan.pain_before)))
        if self.hands_over:
            patients_turn(self)
        for name in [row.id for row in page._asked.values() if row.part == "changes" and row.answer is None]:
            self._answer(name, "no")
        self._do_what_is_missing(lambda lack: self._answer(lack.subject, "no" if questions[lack.subject].raised_by == "yes" else "yes"))

    def _answer(self, name: str, answer: str) -> None:
        page = self.screen.page
        self.qtbot.waitUntil(lambda: name in page.rows and not page._later.isActive(), timeout=20000)
        QApplication.processEvents()
        self.say(page.rows[name], answer)

    def _do_sites(self, plan: Plan) -> None:
        """Plans each site; pain before beside it, unless it was told."""
        page = self.screen.page
        self._be_refused()
        if not self.screen.desk.visit.sites:
            for site in plan.sites:
                self._plan(site)
        if self.screen.desk.visit.indication.pain_before is None:
            self.tap(button_of(page.fields["pain_before"], str(plan.pain_before)))

    def _plan(self, site: Site) -> None:
        """Taps region and muscle, then says how; the needle of the site before in one tap."""
        page, form = self.screen.page, self.screen.page.form
        region = self.screen.desk.workplace.catalogue.muscles[site.muscle].region
        figure = next(f for f in page.map.figures.values() if f.isVisible() and f.drawing.find(region, site.side))
        self.tap_at(figure, figure.to_widget(figure.drawing.find(region, site.side).spot).toPoint())
        self._tap_muscle(site.muscle)
        self._tell_needle(site)
        self.tap(form.save)
        planned = self.screen.desk.visit.sites[-1]
        assert (planned.muscle, planned.side, planned.needles, planned.length_mm, planned.gauge_mm, planned.technique, planned.position) == (
            site.muscle, site.side, site.needles, site.length_mm, site.gauge_mm, site.technique, site.position)

    def _tap_muscle(self, muscle: str) -> None:
        lines = self.screen.page.list.list
        item = next(lines.item(row) for row in range(lines.count()) if not lines.item(row).isHidden()
                    and lines.item(row).data(MUSCLE) and lines.item(row).data(MUSCLE).id == muscle)
        spot = lines.visualItemRect(item).center()
        assert lines.viewport().rect().contains(spot)
        self.tap_at(lines.viewport(), spot)

    def _tell_needle(self, site: Site) -> None:
        form = self.screen.page.form
        if form.same.isVisible():
            self.tap(form.same)
            return
        self.tap(button_of(form.technique, site.technique))
        for name in ("needles", "length_mm", "gauge_mm"):
            self.write(form.numbers[name].edit, f"{getattr(site, name):g}")
        self.tap(button_of(form.position, site.position))

    def _do_cautions(self, _plan: Plan) -> None:
        self._do_what_is_missing(self._heed)

    def _heed(self, lack: Lack) -> None:
        """Makes a check, accepts a change of the plan, or acknowledges a caution."""
        page, items = self.screen.page, self.screen.desk.workplace.catalogue.readiness
        if lack.code == "readiness":
            self.say(page.checks.rows[lack.subject], items[lack.subject].wanted)
        else:
            self.tap(page.changes[lack.subject].tick if lack.code == "change" else page.ticks[lack.subject])

    def _do_consent(self, _plan: Plan) -> None:
        """Asks what shows understanding, lets each sign, and has it given."""
        words, page = self.screen.desk.workplace.catalogue.consent["en"], self.screen.page
        wanted = {item.id: item.wanted for item in words.understanding}
        self._be_refused()
        if self.hands_over:
            patients_turn(self)
        while missing := self._missing():
            lack = next((one for one in missing if one.code == "understanding"), missing[0])
            if lack.code == "understanding":
                self.say(page.understanding.rows[lack.subject], wanted[lack.subject])
            elif lack.code == "signature":
                self._sign(*lack.subject.split(" ", 1))
            else:
                self.tap(page.prepare if lack.code == "consent-draft" else page.given)
            assert lack not in self._missing(), lack

    def _sign(self, role: str, purpose: str) -> None:
        """Draws and accepts; the patient with their own hand."""
        who, card = PATIENT if role == "patient" else PRACTITIONER, self.screen.page.cards[role, purpose]
        self.draw(card.pad.ink, INK, who)
        self.tap(card.accept, who)

    def _do_treatment(self, plan: Plan) -> None:
        """The pause, then each site's needles in and out."""
        page = self.screen.page
        assert not any(row.place.isVisible() and row.place.isEnabled() for row in page.rows.values())
        for row in list(page.pause.rows.values()):
            self.tap(row)
        for index, site in enumerate(plan.sites):
            self._count(page.rows[index].into, page.rows[index].place, site.needles)
        self._be_refused()
        for index, site in enumerate(plan.sites):
            self._count(page.rows[index].out, page.rows[index].remove, site.needles)

    def _count(self, numbers: QWidget, button: QAbstractButton, needles: int) -> None:
        """All needles of a site in one tap where the program takes it so."""
        if numbers.isVisible():
            self.tap(numbers.buttons[needles])
        else:
            for _ in range(needles):
                self.tap(button)

    def _do_note(self, plan: Plan) -> None:
        """Pain after, then each check and what was explained."""
        page, checks = self.screen.page, self.screen.desk.workplace.catalogue.discharge
        self.tap(button_of(page.fields["pain_after"], str(plan.pain_after)))
        told = {"aftercare": "aftercare_given", "red-flags": "red_flags_explained"}
        self._do_what_is_missing(lambda lack: self.tap(page.told[told[lack.code]]) if lack.code in told else self.say(
            page.discharge.rows[lack.subject], checks[lack.subject].wanted))
