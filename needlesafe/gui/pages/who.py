"""Who is here: patient and practitioner as they are known, and whether room, kit and hands are ready."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from needlesafe.errors import Lack
from needlesafe.flow.gates import readiness_items
from needlesafe.gui.check_rows import CheckRows
from needlesafe.gui.messages import tr
from needlesafe.gui.spoken_dates import birth_words, day_words
from needlesafe.gui.step_page import Screen, StepPage
from needlesafe.gui.visit_facts import FactList
from needlesafe.gui.widgets.card import Card

PARTS = (("visit", "For this patient and these sites", "Asked in every visit."),
         ("day", "Room and kit", "Asked once a day."),
         ("profile", "You", "Kept in your profile; shown here, not asked again."))


class WhoPage(StepPage):
    """The first step."""

    step = "who"

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self.patient, self.practitioner = FactList(), FactList()
        card = Card(tr("Patient"), tr("Read name and birth date back with the patient."))
        card.body.addWidget(self.patient)
        self.body.addWidget(card)
        self.checks = {part: CheckRows(self._answer) for part, _, _ in PARTS}
        self.cards = {}
        for part, title, quiet in PARTS:
            self.cards[part] = Card(tr(title), tr(quiet))
            if part == "profile":
                self.cards[part].body.addWidget(self.practitioner)
            self.cards[part].body.addWidget(self.checks[part])
            self.body.addWidget(self.cards[part])

    def draw(self) -> None:
        """Shows people and checks as they stand."""
        visit = self.standing.visit
        self.context.say(day_words(visit.date) + "  ·  " + visit.clinic.name)
        self.patient.show_facts(self._patient_facts())
        self.practitioner.show_facts(self._practitioner_facts())
        for part, rows in self.checks.items():
            items = [item for item in readiness_items(self.standing) if item.per == part]
            self.cards[part].setVisible(bool(items) or part == "profile")
            rows.show_items(items, visit.readiness)

    def place_of(self, lack: Lack) -> QWidget | None:
        """The row of a readiness check."""
        return next((rows.rows[lack.subject] for rows in self.checks.values() if lack.subject in rows.rows), None)

    def _answer(self, item: str, answer: str) -> None:
        self.screen.act(lambda desk: desk.answer_readiness(item, answer))

    def _patient_facts(self) -> list[tuple[str, str]]:
        visit = self.standing.visit
        patient, contact = visit.patient, visit.patient.emergency_contact
        return [(tr("Name"), patient.name), (tr("Born"), birth_words(visit).removeprefix(tr("born "))),
                (tr("Number"), patient.identifier), (tr("Sex"), patient.sex), (tr("Phone"), patient.phone),
                (tr("In an emergency call"), f"{contact.name} {contact.phone}".strip() if contact else "")]

    def _practitioner_facts(self) -> list[tuple[str, str]]:
        person, catalogue = self.standing.visit.practitioner, self.standing.catalogue
        regions = tr("not recorded") if person.scope is None else tr("all regions that are not locked") if \
            "*" in person.scope else ", ".join(catalogue.regions[name].title for name in person.scope)
        excluded = ", ".join(catalogue.regions[n].title if n in catalogue.regions else n for n in person.cover_excludes)
        return [(tr("Name"), person.name), (tr("Registration"), person.registration),
                (tr("Profession"), person.profession), (tr("Training"), person.training), (tr("Trained for"), regions),
                (tr("Not covered"), excluded), (tr("Cover until"), day_words(person.cover_until))]
