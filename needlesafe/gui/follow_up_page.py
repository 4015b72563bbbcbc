"""Asking after a patient once the visit is over: whom to reach, what to ask, what to listen for, and what came of it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal

from needlesafe.domain.disclosures import warnings_of_plan
from needlesafe.domain.follow_up import follow_ups, next_contact
from needlesafe.domain.statements import OUTCOMES, Enquiry
from needlesafe.domain.wording import FollowUp
from needlesafe.errors import UserError
from needlesafe.flow.follow_ups import enquire
from needlesafe.flow.unsent import Unsent
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.gui.escalate_card import EscalateCard
from needlesafe.gui.follow_up_words import OUTCOME_WORDS, enquiry_words
from needlesafe.gui.form import Asked, Form, needed
from needlesafe.gui.kept_form import KeptForm
from needlesafe.gui.messages import tr
from needlesafe.gui.patient_words import site_words
from needlesafe.gui.plain_page import PlainPage
from needlesafe.gui.sourced import sourced
from needlesafe.gui.spoken_dates import day_words
from needlesafe.gui.visit_facts import FactList
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.choice_row import Choice
from needlesafe.gui.widgets.field_row import Field
from needlesafe.gui.widgets.quiet_fold import QuietFold
from needlesafe.gui.widgets.words import Words

KIND = "follow-up"
"""Under what is written here is kept until it is an enquiry."""
WAYS = (("telephone", "Telephone"), ("message", "Message"), ("in person", "In person"))
SHOWN_FOR = {"passed_to": ("not-well",), "agreed": ("not-well",), "again": ("not-well", "not-reached"),
             "said": ("well", "not-well"), "how": OUTCOMES}
"""The fields that are there once it is said what was found, and for which findings."""


class FollowUpPage(PlainPage):
    """One patient, one visit; what is kept is an event of that visit."""

    visit_asked = Signal(str)
    paper_asked = Signal(str, str)

    def __init__(self, desk: VisitDesk) -> None:
        visit, catalogue = desk.visit, desk.workplace.catalogue
        super().__init__(tr("How is {name}?").format(name=visit.patient.name),
                         tr("Visit of {day}").format(day=day_words(visit.date)))
        self._desk = desk
        due = next_contact(visit, catalogue)
        called = {item.id: item for item in follow_ups(visit, catalogue)}
        named = [called[name] for name in due.asks if name in called] if due else []
        self.asks = tuple(named or [item for item in called.values() if item.after_h])
        self.form = Form(*_asked(self.asks, desk.workplace.today()))
        self.facts, self.open = FactList(), Button(tr("Open the visit …"))
        self.kept = KeptForm(Unsent(desk.workplace, desk.visit_id), KIND, self.form.rows, self.tell)
        self.escalate = EscalateCard(desk, self)
        for card in (self.kept, self._who_card(), self._ask_card(), self._before_card(), self._said_card()):
            if card is not None:
                self.body.addWidget(card)
        self.form.rows["outcome"].changed.connect(lambda *_: self._show_fields())
        self.open.clicked.connect(lambda: self.visit_asked.emit(desk.visit_id))
        self.escalate.passed_on.connect(self._pass_on)
        self.escalate.paper_asked.connect(lambda paper: self.paper_asked.emit(desk.visit_id, paper))
        self.kept.emptied.connect(self._show_fields)
        self.foot.set_next(tr("Keep it"))
        self.foot.next_asked.connect(self._keep)
        self._show_fields()

    def enquiry(self) -> Enquiry:
        """What the page says; nothing of the fields that are not there."""
        held: dict[str, Any] = {name: self.form.text(name) for name, row in self.form.rows.items()
                                if name != "asked" and not row.isHidden()}
        return Enquiry(asked=tuple(self.form["asked"] or ()) if "asked" in self.form.rows else (), **held)

    def _keep(self) -> None:
        fault, again = self.form.first_fault(), self.form.rows["again"]
        if fault is None and self.form["outcome"] == "not-well" and not self.form.text("again"):
            again.set_fault(tr("Write when you ask again."))
            fault = again
        if fault is not None:
            self.lead_to(fault)
            return
        try:
            enquire(self._desk, self.enquiry())
        except UserError as error:
            self.tell(error)
            return
        self.kept.drop()
        self.left.emit()

    def leave(self) -> None:
        """Keeps what is written and not kept as an enquiry yet."""
        self.kept.keep()

    def _pass_on(self, whom: str) -> None:
        """Writes to whom it was passed on, behind what stands there."""
        field = self.form.rows["passed_to"]
        field.write("; ".join(part for part in (field.written(), whom) if part))
        self.kept.keep()
        self.lead_to(field)

    def _show_fields(self) -> None:
        """Shows what belongs to what was found."""
        found = self.form["outcome"]
        for name, outcomes in SHOWN_FOR.items():
            self.form.rows[name].setVisible(found in outcomes)
        self.escalate.setVisible(found == "not-well")
        self.column.settle()

    def _who_card(self) -> Card:
        visit, events = self._desk.visit, self._desk.workplace.catalogue.events
        patient, contact = visit.patient, visit.patient.emergency_contact
        summary = self._desk.workplace.store.summary(visit.id)
        happened = dict.fromkeys(events[event.id].title for event in (*visit.treatment, *visit.afterwards) if event.id in events)
        card = Card(tr("Whom you reach"))
        card.body.addWidget(self.facts)
        self.facts.show_facts((
            (tr("Born"), day_words(patient.birth_date)), (tr("Phone"), patient.phone or tr("not written down")),
            (tr("In an emergency call"), f"{contact.name} {contact.phone}".strip() if contact else ""),
            (tr("Sites"), site_words(summary) if summary else ""), (tr("Happened"), ", ".join(happened)),
            (tr("Agreed then"), visit.note.follow_up), (tr("Owed"), visit.ending.owed if visit.ending else "")))
        card.body.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _ask_card(self) -> Card:
        visit, catalogue = self._desk.visit, self._desk.workplace.catalogue
        card = Card(tr("What to ask"))
        for item in self.asks:
            card.body.addWidget(sourced(Words(f"{item.title}: {item.text}"), item.title, item, catalogue, aligned=True))
            if item.patient_text:
                card.body.addWidget(Words(tr("The sheet for home says: {text}").format(text=item.patient_text), "quiet"))
        for warning in warnings_of_plan(visit, catalogue):
            card.body.addWidget(QuietFold(tr("Listen for: {title}").format(title=warning.title),
                                          "\n".join((warning.patient_text, warning.response))))
        return card

    def _before_card(self) -> Card | None:
        """What earlier enquiries found, the latest first; None where there was none."""
        told = self._desk.visit.enquiries
        if not told:
            return None
        card = Card(tr("Asked before"))
        for one in reversed(told):
            head, rest = enquiry_words(one)
            card.body.addWidget(Words(head, "strong"))
            if rest:
                card.body.addWidget(Words(rest))
        return card

    def _said_card(self) -> Card:
        card = Card(tr("What came of it"))
        names = tuple(self.form.rows)
        after = names.index("outcome") + 1
        self.form.lay_into(card.body, *names[:after])
        card.body.addWidget(self.escalate)
        self.form.lay_into(card.body, *names[after:])
        return card


def _asked(asks: tuple[FollowUp, ...], today: str) -> tuple[Asked, ...]:
    def later(day: str | None) -> str:
        return tr("This day is over.") if day and day < today else ""

    topics = tuple((item.id, item.title) for item in asks)
    named = (Asked(Choice("asked", tr("What you asked about"), topics, many=True)),) if topics else ()
    return (
        *named, Asked(Field("question", tr("What you asked besides"))),
        Asked(Choice("outcome", tr("How is the patient?"), tuple((name, tr(words)) for name, words in OUTCOME_WORDS.items())),
              needed(tr("Choose what you found."))),
        Asked(Choice("how", tr("How you tried to reach them"), tuple((name, tr(words)) for name, words in WAYS))),
        Asked(Field("said", tr("What the patient said"), "text"), needed(tr("Write what the patient said."))),
        Asked(Field("passed_to", tr("Passed on to"), note=tr("Doctor, emergency service, colleague: whom, and when."))),
        Asked(Field("agreed", tr("What was agreed"), "text"), needed(tr("Write what was agreed."))),
        Asked(Field("again", tr("Ask again on"), "date"), later))
