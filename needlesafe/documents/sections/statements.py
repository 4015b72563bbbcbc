"""What is said of a visit besides its steps, in full: a withdrawal, an incident, letters; for the record and for their own pages."""

from __future__ import annotations

from collections.abc import Iterable

from reportlab.platypus import Flowable

from needlesafe.documents.sections.layout import Layout
from needlesafe.domain.ledger import ledger_of
from needlesafe.domain.statements import HandOver, Incident, Referral, VitalSigns, Withdrawal

Pair = tuple[str, str]

SEVERITY_WORDS = {"mild": "Mild", "significant": "Significant", "serious": "Serious"}
"""How grave an incident is."""

_ALERTNESS = {"alert": "alert", "voice": "answers to voice", "pain": "answers to pain", "unresponsive": "does not answer"}


def said_at(at: str, layout: Layout) -> str:
    """When something was said: the time of day, with its date where it has one; nothing where nobody said."""
    day, _, time = at.rpartition("T")
    return f"{layout.words.day(day)}, {time}" if day else time


def said_on(at: str, layout: Layout) -> str:
    """The day on which something was said, in words; that of the visit where it has no date."""
    return layout.words.day(at.partition("T")[0] if "T" in at else layout.facts.visit.date)


def withdrawal_facts(told: Withdrawal, layout: Layout) -> list[Pair]:
    """Everything that is known of a withdrawal, in the words of the layout's language."""
    words, silent = layout.words, layout.words.paragraph("not-recorded")
    pairs = [("when", f"{said_on(told.at, layout)}, {told.at.rpartition('T')[2]}" if told.at else said_on("", layout)),
             ("by", told.by), ("how", words.word(told.manner) or silent), ("words", told.words or silent),
             ("reason", told.reason or words.paragraph("withdrawal-no-reason")), ("needles", _needles(told, layout)),
             ("removal", told.removal), ("able", told.capacity or silent), ("offered", told.alternatives or silent),
             ("told", words.paragraph("withdrawal-no-penalty") if told.no_penalty else silent)]
    return [(words.heading(f"label-{key}"), value) for key, value in pairs if value]


def withdrawn(layout: Layout) -> list[Flowable]:
    """The withdrawal as the record tells it; nothing where consent stands."""
    told = layout.facts.visit.withdrawal
    if told is None:
        return []
    return [layout.setter.part(layout.words.heading("withdrawal-title")),
            layout.setter.facts(withdrawal_facts(told, layout), 0.24)]


def incident_facts(told: Incident, layout: Layout) -> list[Pair]:
    """Everything that a report holds in words of its own, but what happened and what was done."""
    pairs = [("Happened", said_at(told.happened_at, layout)), ("Who was there", told.present),
             ("What the patient was told", told.told), ("Outcome", told.outcome), ("Reported to", told.reported),
             ("Follow-up", told.follow_up), ("What will be done otherwise", told.learned)]
    return [(name, value) for name, value in pairs if value]


def event_named(told: Incident, layout: Layout) -> str:
    """The adverse event that a report names by itself; empty where it names none."""
    card = layout.facts.catalogue.events.get(told.event)
    return card.title if card else told.event


def letters_and_report(layout: Layout) -> list[Flowable]:
    """The letters and the report that were written before the record was sealed, in full."""
    visit = layout.facts.visit
    pieces: list[Flowable] = []
    for letter in visit.referrals:
        pieces += [layout.setter.part(_numbered("Letter that asks for a clearance", letter, visit.referrals)),
                   layout.setter.facts(_referral(letter, layout), 0.24)]
    for letter in visit.hand_overs:
        pieces += [layout.setter.part(_numbered("Emergency letter", letter, visit.hand_overs)),
                   layout.setter.facts(_hand_over(letter, layout), 0.24), *vital_signs(letter.vital_signs, layout)]
    if visit.incident is not None:
        pieces += [layout.setter.part("Incident report"), layout.setter.facts(_incident(visit.incident, layout), 0.24)]
    return pieces


def vital_signs(measured: Iterable[VitalSigns], layout: Layout) -> list[Flowable]:
    """What was measured, a row a time, with the columns that hold something."""
    rows = [(said_at(signs.at, layout), _ALERTNESS.get(signs.alertness, ""), _number(signs.breaths), _number(signs.oxygen),
             _number(signs.pulse), signs.pressure) for signs in measured]
    head = ("Time", "Awake", "Breaths/min", "Oxygen, %", "Pulse/min", "Blood pressure")
    kept = [column for column in range(len(head)) if not column or any(row[column] for row in rows)]
    if len(kept) < 2:
        return []
    return [layout.setter.table([head[column] for column in kept],
                                [[row[column] or "\u2013" for column in kept] for row in rows], [1] * len(kept))]


def _needles(told: Withdrawal, layout: Layout) -> str:
    """The state of the needles when it was said, and what has come of them since."""
    words, book = layout.words, ledger_of(layout.facts.visit)
    if not book.placed:
        return words.paragraph("withdrawal-no-needles")
    return words.paragraph("withdrawal-needles", inside=str(told.needles_in), placed=str(book.placed),
                           removed=str(book.removed))


def _referral(letter: Referral, layout: Layout) -> list[Pair]:
    titles = {rule: finding.title for finding in layout.facts.assessment.findings for rule in finding.rules}
    about = "; ".join(titles.get(name, name) for name in letter.about)
    return _held([("Written", said_at(letter.at, layout)), ("To", letter.to), ("About", about), ("Asked", letter.text)])


def _hand_over(letter: HandOver, layout: Layout) -> list[Pair]:
    return _held([("Written", said_at(letter.at, layout)), ("To", letter.to), ("Suspected", letter.suspected),
                  ("What happened", letter.happened), ("What was done", letter.done), ("Phone", letter.phone)])


def _incident(told: Incident, layout: Layout) -> list[Pair]:
    return _held([("Written", said_at(told.at, layout)), ("By", told.by), ("For", told.to),
                  ("Severity", SEVERITY_WORDS.get(told.severity, told.severity)), ("Event", event_named(told, layout)),
                  ("What happened", told.happened), ("What was done", told.done), *incident_facts(told, layout)])


def _numbered(title: str, letter: object, letters: tuple[object, ...]) -> str:
    return f"{title}, {letters.index(letter) + 1} of {len(letters)}" if len(letters) > 1 else title


def _held(pairs: Iterable[Pair]) -> list[Pair]:
    return [(name, value) for name, value in pairs if value]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
