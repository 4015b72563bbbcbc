"""
The home screen: who is to be treated, who is to be asked, what is unsigned or unfinished, and the ways to everything that is
no visit.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from needlesafe.errors import UserError
from needlesafe.flow.course_of_pain import measured
from needlesafe.flow.follow_ups import DueContact, due_contacts
from needlesafe.flow.reception import note_look, worklist
from needlesafe.flow.timeline import timeline
from needlesafe.flow.visit_search import VisitSearch
from needlesafe.flow.workplace import Workplace
from needlesafe.gui import theme
from needlesafe.gui.adoption_note import AdoptionNote
from needlesafe.gui.course_of_pain import CourseOfPain
from needlesafe.gui.due_card import DueCard
from needlesafe.gui.home_columns import HomeColumns
from needlesafe.gui.loose_note import LooseNote
from needlesafe.gui.messages import error_words, tr
from needlesafe.gui.open_visit_card import OpenVisitCard
from needlesafe.gui.patient_words import born_words, found_line, patient_line
from needlesafe.gui.seal_note import SealNote
from needlesafe.gui.side_by_side import large_text
from needlesafe.gui.spoken_dates import day_words
from needlesafe.gui.theme import GAP, GAP_CARD, GAP_WIDE
from needlesafe.gui.visit_cards import EarlierVisits, UnfinishedVisits, UnsignedVisits
from needlesafe.gui.visit_facts import FactList
from needlesafe.gui.widgets.banner import Banner
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.emergency_button import EmergencyButton
from needlesafe.gui.widgets.foot_bar import FootBar
from needlesafe.gui.widgets.patient_list import PatientEntry, PatientList
from needlesafe.gui.widgets.words import Words
from needlesafe.gui.widgets.wrap_layout import WrapLayout
from needlesafe.store import PatientRow, VisitSummary

MOST_FOUND = 50
HOW_TO_SEARCH = ("Type the beginning of a name, a birth date or a number. Visits are found by region, muscle, event, rule or lot, "
                 "and a name beside it.")
WAYS = {"check": "Check a document", "paper-form": "Empty paper form", "profile": "Your profile", "seal": "The clinic's seal",
        "new-user": "Add a user", "duplicates": "Find duplicates", "import": "Patients from a file",
        "figures": "Practice figures", "guide": "Guide  F1", "about": "About"}
"""The pages that are no visit."""
HEAD, _SEARCH = 64, 560
"""How high the head is, and how wide the search may become, at 100 %."""
SIGNING = "note"
"""The step of a visit that waits for nothing but its note and its seal."""
_MINUTE = 60 * 1000
PAUSE = 120
"""After how many milliseconds without a key visits are searched; patients are found at every key."""


class Home(QWidget):
    """Search on the left, today on the right; `New visit` at the foot, always."""

    page_asked = Signal(str)
    new_patient_asked = Signal()
    visit_asked = Signal(object)
    visit_resumed = Signal(str)
    enquiry_asked = Signal(str)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self.workplace, self.chosen = workplace, None
        self.setAccessibleName(tr("Home"))
        self.banner, self.head, self.foot = Banner(), HomeHead(), FootBar()
        self.adoption, self.seal, self.loose = AdoptionNote(), SealNote(), LooseNote()
        self.patients, self.new_patient = PatientList(), Button(tr("New patient"))
        self.patient, self.facts, self.correct = Card(), FactList(), Button(tr("Correct a name or birth date …"), "quiet")
        self.measured = Card(tr("Before and after needling"))
        self.course = CourseOfPain(self.measured)
        self.due, self.unsigned, self.unfinished = DueCard(), UnsignedVisits(), UnfinishedVisits()
        self.earlier, self.ways = EarlierVisits(workplace), OtherWays()
        self.again = OpenVisitCard()
        self._open: tuple[VisitSummary, ...] = ()
        self._day: tuple[str, tuple[DueContact, ...]] = ("", ())
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._minute = QTimer(self, interval=_MINUTE)
        self._minute.timeout.connect(lambda: self.isVisible() and self.keep_up())
        self._minute.start()
        self._lay_out()
        self._connect()
        self.refresh()
        if workplace.store.warnings:
            self.banner.show_fault(tr("Something about the store was found amiss."), " ".join(workplace.store.warnings))

    def refresh(self) -> None:
        """Shows everything as the store has it now."""
        self._try(self._draw)

    def keep_up(self) -> None:
        """Shows the day that began and who became overdue while home stands; not while a line beside the search has the keyboard."""
        self._try(self._keep_up)

    def _keep_up(self) -> None:
        day, held = (self.workplace.today(), due_contacts(self.workplace)), QApplication.focusWidget()
        if day != self._day and not (held is not None and self._right.isAncestorOf(held)):
            self._draw_day(*day)

    def _draw_day(self, today: str, due: tuple[DueContact, ...]) -> None:
        """Shows what the day and the hour decide."""
        store, waiting, self._day = self.workplace.store, worklist(self.workplace), (today, due)
        self.head.show_who(store.clinic().name, store.user.practitioner.name, day_words(today))
        self.due.show_due(due, today)
        self.unsigned.show_visits([visit for visit in waiting if visit.step == SIGNING], today)
        self.unfinished.show_visits([visit for visit in waiting if visit.step != SIGNING], today)

    def _draw(self) -> None:
        self.adoption.show_standing(self.workplace)
        self.seal.show_standing(self.workplace)
        self.loose.show_standing(self.workplace)
        self._draw_day(self.workplace.today(), due_contacts(self.workplace))
        self._find(self.patients.search.text())
        self.show_patient(self.chosen.id if self.chosen else "")

    @cached_property
    def visits(self) -> VisitSearch:
        """The search among the visits, made when it is first wanted."""
        return VisitSearch(self.workplace)

    def show_patient(self, patient_id: str) -> None:
        """Shows the chosen patient, or nobody."""
        patient_id = self.workplace.store.person(patient_id)
        patient = self.workplace.store.patient(patient_id) if patient_id else None
        self.chosen = PatientRow(patient_id, patient) if patient else None
        self._open = ()
        self.again.hide()
        self._right.show_chosen(patient is not None)
        self.patient.setVisible(patient is not None)
        self.earlier.setVisible(patient is not None)
        self.course.show_course(measured(self.workplace, patient_id) if patient else ())
        self.measured.setVisible(not self.course.isHidden())
        self.foot.set_next(tr("New visit"), patient is not None)
        self.foot.set_missing("" if patient else tr("Choose a patient or add a new one"))
        if patient is None:
            return
        contact, doctor = patient.emergency_contact, patient.general_practitioner
        self.patient.show_title(patient.name)
        self.facts.show_facts((
            (tr("Born"), born_words(patient, self.workplace.today()).removeprefix(tr("born "))),
            (tr("Number"), patient.identifier), (tr("Phone"), patient.phone),
            (tr("In an emergency call"), f"{contact.name} {contact.phone}".strip() if contact else ""),
            (tr("General practitioner"), f"{doctor.name} {doctor.phone}".strip() if doctor else "")))
        entries = timeline(self.workplace, patient_id, self.visits.names)
        self.earlier.show_visits([entry for entry in entries if entry.visit.state != "open"])
        self._open = tuple(entry.visit for entry in entries if entry.visit.state == "open")
        words = tr("{name} has an unfinished visit") if self._open else tr("For {name}")
        self.foot.set_missing(words.format(name=patient.name))

    def tell(self, error: UserError) -> None:
        """Says what was refused, what is safe and what to do."""
        self.banner.show_fault(*error_words(error))

    def take_keyboard(self) -> None:
        """Gives the keyboard to the search."""
        self.patients.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _try(self, deed: Callable[[], None]) -> None:
        """Does something with the store, and says what it refuses."""
        try:
            deed()
        except UserError as error:
            self.tell(error)

    def _fail(self, error: Exception) -> None:
        """Says what the seal was refused; anything else is a bug and goes on."""
        if not isinstance(error, UserError):
            raise error
        self.tell(error)

    def _choose(self, patient_id: str) -> None:
        """Shows a patient; that somebody looked stands in the access journal."""
        note_look(self.workplace, patient_id)
        self.show_patient(patient_id)

    def _find(self, text: str) -> None:
        """Shows who is found by what was typed; visits follow when the typing rests."""
        self._pause.stop()
        if not text.strip():
            empty = not self.workplace.store.search_patients("", 1)
            self.patients.show_found((), tr("No patient yet. Add the first one above.") if empty else
                                     "" if large_text() else tr(HOW_TO_SEARCH))
            return
        found, today = self.workplace.store.search_patients(text, MOST_FOUND), self.workplace.today()
        state = tr("Nobody is found by these letters.") if not found else \
            tr("The first {n}. Type more letters.").format(n=MOST_FOUND) if len(found) == MOST_FOUND else ""
        self.patients.show_found([PatientEntry(row.id, row.patient.name, patient_line(row.patient, today))
                                  for row in found], state)
        self._pause.start()

    def _find_visits(self) -> None:
        """Adds the visits that are found by what was typed; with a slip of the keys only where nothing else is."""
        text, nobody = self.patients.search.text(), not self.patients.list.count()
        found = self.visits.found(text) or (self.visits.found(text, near=True) if nobody else ())
        if found:
            state = tr("No patient of that name. Visits, the latest first:") if nobody else tr("Patients, then visits, the latest first.")
            self.patients.add_found([PatientEntry(one.visit.id, one.visit.patient_name, found_line(one), visit=True)
                                     for one in found], state)

    def _next(self) -> None:
        """Begins a visit; while another of the same patient is open, that one is offered first."""
        if self.chosen is not None and self._open:
            self.again.ask(self.chosen.patient.name, self._open, self.workplace.today())
            self._right.show_widget(self.again)
        elif self.chosen is not None:
            self.visit_asked.emit(self.chosen)

    def _connect(self) -> None:
        self.patients.searched.connect(lambda text: self._try(lambda: self._find(text)))
        self.patients.patient_chosen.connect(lambda patient_id: self._try(lambda: self._choose(patient_id)))
        self.patients.visit_chosen.connect(self.visit_resumed)
        self._pause.timeout.connect(lambda: self._try(self._find_visits))
        self.new_patient.clicked.connect(lambda: self.new_patient_asked.emit())
        self.due.asked.connect(self.enquiry_asked)
        for waiting in (self.unsigned, self.unfinished):
            waiting.resumed.connect(self.visit_resumed)
        self.earlier.failed.connect(self.tell)
        self.earlier.opened.connect(self.visit_resumed)
        self.again.resumed.connect(self.visit_resumed)
        self.again.new_asked.connect(lambda: self.visit_asked.emit(self.chosen))
        self.ways.page_asked.connect(self.page_asked)
        self.correct.clicked.connect(lambda: self.page_asked.emit(f"correct {self.chosen.id}"))
        self.adoption.adoption_asked.connect(lambda: self.page_asked.emit("adoption"))
        self.seal.seal_asked.connect(lambda: self.page_asked.emit("seal"))
        self.seal.failed.connect(self._fail)
        self.foot.next_asked.connect(self._next)
        self.foot.missing_asked.connect(self.take_keyboard)

    def _lay_out(self) -> None:
        self.foot.set_back("")
        self.patient.body.addWidget(self.facts)
        self.patient.body.addWidget(self.correct, 0, Qt.AlignmentFlag.AlignLeft)
        self.measured.body.addWidget(self.course)
        side = QWidget()
        side.setMaximumWidth(theme.current().scaled(_SEARCH))
        left = QVBoxLayout(side)
        left.setContentsMargins(0, 0, 0, GAP_CARD)
        left.setSpacing(GAP)
        heading = QHBoxLayout()
        heading.addWidget(Words(tr("Patients"), "section"), 1)
        heading.addWidget(self.new_patient)
        left.addLayout(heading)
        left.addWidget(self.patients, 1)
        self._right = HomeColumns((self.again, self.patient, self.measured, self.earlier),
                                  (self.due, self.unsigned, self.unfinished, self.ways))
        middle = QHBoxLayout()
        middle.setContentsMargins(GAP_WIDE, GAP_CARD, 0, 0)
        middle.setSpacing(GAP_WIDE)
        middle.addWidget(side, 2)
        middle.addWidget(self._right, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.banner)
        layout.addWidget(self.adoption)
        layout.addWidget(self.seal)
        layout.addWidget(self.loose)
        layout.addLayout(middle, 1)
        layout.addWidget(self.foot)


class HomeHead(QWidget):
    """The clinic, who is signed in, the date; *Emergency F9*."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(HEAD)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._clinic, self._who = Words(role="name"), Words(role="quiet")
        self._who.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_WIDE, 8, GAP_WIDE, 8)
        row.setSpacing(GAP_CARD)
        row.addWidget(self._clinic, 1)
        row.addWidget(self._who, 1)
        row.addWidget(EmergencyButton())

    def show_who(self, clinic: str, user: str, day: str) -> None:
        """Shows where this is and who is signed in."""
        self._clinic.say(clinic)
        self._who.say("  ·  ".join((user, day)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the surface and the hairline beneath."""
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.colour("line"))
        painter.end()


class WayButton(Button):
    """A way to a page; narrow, so that all of them stand above the fold on a usual day."""

    PADDING = 12


class OtherWays(Card):
    """The pages that are no visit."""

    page_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("Besides visits"))
        line = WrapLayout()
        self.buttons: dict[str, WayButton] = {}
        for name, words in WAYS.items():
            self.buttons[name] = WayButton(tr(words))
            self.buttons[name].clicked.connect(lambda _=False, name=name: self.page_asked.emit(name))
            line.addWidget(self.buttons[name])
        self.body.addLayout(line)
