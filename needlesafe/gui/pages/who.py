"""Who is here: patient and practitioner as they are known, and whether room, kit and hands are ready."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from needlesafe.domain.wording import CheckItem
from needlesafe.errors import Lack
from needlesafe.flow.gates import readiness_items
from needlesafe.gui.check_rows import CheckRows
from needlesafe.gui.companions_card import CompanionsCard, name_companion
from needlesafe.gui.messages import tr
from needlesafe.gui.spoken_dates import birth_words, day_words
from needlesafe.gui.step_page import Screen, StepPage
from needlesafe.gui.visit_facts import FactList
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card

PARTS = (("visit", "For this patient", "Asked in every visit."),
         ("day", "Room and kit", "Asked once a day."),
         ("profile", "You", "Asked once, then kept in your profile."))


class WhoPage(StepPage):
    """The first step."""

    step = "who"

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen)
        self.patient, self.practitioner = FactList(loud=2), FactList()
        card = Card(tr("Patient"), tr("Read name and birth date back with the patient."))
        card.body.addWidget(self.patient)
        self.body.addWidget(card)
        self.companions = CompanionsCard()
        self.companions.named.connect(lambda role, person: screen.act(lambda desk: name_companion(desk, role, person)))
        self.body.addWidget(self.companions)
        catalogue = self.standing.catalogue
        self.checks = {part: CheckRows(catalogue, self._answer) for part, _, _ in PARTS}
        self.cards, self.unfold = {}, {part: Button("", "quiet") for part, _, _ in PARTS}
        for part, title, quiet in PARTS:
            self.cards[part] = Card(tr(title), tr(quiet))
            if part == "profile":
                self.cards[part].body.addWidget(self.practitioner)
            self.cards[part].body.addWidget(self.checks[part])
            self.cards[part].body.addWidget(self.unfold[part], 0, Qt.AlignmentFlag.AlignLeft)
            self.unfold[part].clicked.connect(lambda _=False, part=part: self._fold(part, False))
            self.body.addWidget(self.cards[part])
        self.way_out = self.add_way_out()
        for part in PARTS:
            self._fold(part[0], part[0] != "visit" and self._all_said(part[0]))

    def draw(self) -> None:
        """Shows people and checks as they stand."""
        visit = self.standing.visit
        self.context.say(day_words(visit.date) + "  ·  " + visit.clinic.name)
        self.patient.show_facts(self._patient_facts())
        self.practitioner.show_facts(self._practitioner_facts())
        self.companions.show_companions(self.standing)
        for part, rows in self.checks.items():
            items = self._items(part)
            self.cards[part].setVisible(bool(items) or part == "profile")
            rows.show_items(items, visit.readiness)

    def place_of(self, lack: Lack) -> QWidget | None:
        """The row of a readiness check, unfolded."""
        for part, rows in self.checks.items():
            if lack.subject in rows.rows:
                self._fold(part, False)
                return rows.rows[lack.subject]
        return None

    def _items(self, part: str) -> list[CheckItem]:
        return [item for item in readiness_items(self.standing) if item.per == part and item.step == self.step]

    def _all_said(self, part: str) -> bool:
        items, said = self._items(part), self.standing.visit.readiness
        return bool(items) and all(said.get(item.id) == item.wanted for item in items)

    def _fold(self, part: str, folded: bool) -> None:
        """Hides checks that were all made before this page was opened, behind a line that says so."""
        self.checks[part].setVisible(not folded)
        self.unfold[part].setVisible(folded)
        self.unfold[part].say(tr("All {n} checks are made. Show them").format(n=len(self._items(part))))

    def _answer(self, item: str, answer: str) -> None:
        self.screen.act(lambda desk: desk.answer_readiness(item, answer))

    def _patient_facts(self) -> list[tuple[str, str]]:
        visit = self.standing.visit
        patient, contact, doctor = visit.patient, visit.patient.emergency_contact, visit.patient.general_practitioner
        return [(tr("Name"), patient.name), (tr("Born"), birth_words(visit).removeprefix(tr("born "))),
                (tr("Number"), patient.identifier), (tr("Sex"), patient.sex), (tr("Phone"), patient.phone),
                (tr("In an emergency"), f"{contact.name} {contact.phone}".strip() if contact else ""),
                (tr("General practitioner"), f"{doctor.name} {doctor.phone}".strip() if doctor else "")]

    def _practitioner_facts(self) -> list[tuple[str, str]]:
        person, catalogue = self.standing.visit.practitioner, self.standing.catalogue
        regions = tr("not recorded") if person.scope is None else tr("All regions") if \
            "*" in person.scope else ", ".join(catalogue.regions[name].title for name in person.scope)
        excluded = ", ".join(catalogue.regions[n].title if n in catalogue.regions else n for n in person.cover_excludes)
        return [(tr("Name"), person.name), (tr("Registration"), person.registration),
                (tr("Profession"), person.profession), (tr("Training"), person.training), (tr("Trained for"), regions),
                (tr("Not covered"), excluded), (tr("Cover until"), day_words(person.cover_until))]
