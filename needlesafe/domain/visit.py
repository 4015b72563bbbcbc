"""A visit as it stands; `domain.folding` makes it from its events, and nothing else does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from needlesafe.domain.anatomy import Site
from needlesafe.domain.answers import Answer
from needlesafe.domain.companions import Chaperone, Guardian, Interpreter, Witness
from needlesafe.domain.consent import Consent
from needlesafe.domain.given import Course, Given
from needlesafe.domain.last_visit import EarlierAnswer, LastVisit
from needlesafe.domain.people import Clinic, Patient, Practitioner
from needlesafe.domain.statements import Amendment, Enquiry, HandOver, Incident, Referral, Withdrawal


@dataclass(frozen=True, slots=True)
class Indication:
    """Why, and how it was before."""

    complaint: str = ""
    diagnosis: str = ""
    goal: str = ""
    pain_before: float | None = None
    """0 to 10."""
    range_before: str = ""


@dataclass(frozen=True, slots=True)
class Override:
    """A change that was declined, with the reason."""

    finding: str
    reason: str


@dataclass(frozen=True, slots=True)
class TreatmentEvent:
    """One thing that happened on the couch."""

    at: str
    """HH:MM as recorded."""
    event: str
    """`in`, `out`, `adverse`, `pause`, `all-out`."""
    site: int | None = None
    count: int = 0
    id: str = ""
    """The adverse event's id."""
    detail: Mapping[str, Any] = field(default_factory=dict)
    by: str = ""
    """Whose hands did it; empty for whoever is in charge of the needles."""
    moved: int | None = None
    """The other site of needles that were moved: where an `out` went to, where an `in` came from."""
    to_count: bool = False
    """Whether what an `all-out` took out is still to be counted."""


@dataclass(frozen=True, slots=True)
class Handled:
    """What was done about needles besides putting them in and taking them out."""

    at: str
    """HH:MM as recorded."""
    what: str
    """`passed-on`, `needles-counted` or `left-in-declared`."""
    after: int = 0
    """How many treatment events came before it."""
    site: int | None = None
    count: int = 0
    to: str = ""
    """Who took over."""
    why: str = ""
    """Why needles were left in on purpose."""
    by: str = ""
    """Whose word it is; empty for whoever is in charge of the needles."""
    counts: tuple[int, ...] = ()
    """How many of the needles that waited to be counted were found, one number a site."""


@dataclass(frozen=True, slots=True)
class Packs:
    """The packs of needles of a visit."""

    opened: int
    unused: int = 0
    """Opened, and nothing of them was used."""
    discarded: int = 0
    """Thrown away, whatever was left in them."""


@dataclass(frozen=True, slots=True)
class Note:
    """How it went."""

    response: str = ""
    pain_after: float | None = None
    range_after: str = ""
    bleeding: str = ""
    bruising: str = ""
    soreness: str = ""
    discharge: Mapping[str, str] = field(default_factory=dict)
    discharge_owed: Mapping[str, str] = field(default_factory=dict)
    """For checks before leaving that are not met: what is owed, who was told and who sees to it."""
    aftercare_given: bool = False
    red_flags_explained: bool = False
    large_print: bool = False
    """Whether the aftercare sheet is wanted in large print besides."""
    follow_up: str = ""


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What was searched when needles out did not equal needles in."""

    checks: Mapping[str, str] = field(default_factory=dict)
    text: str = ""


@dataclass(frozen=True, slots=True)
class Ending:
    """A visit that ended before it was complete: the patient left or was taken away."""

    kind: str
    """`patient-gone`, `declined` or `deferred`."""
    at: str = ""
    text: str = ""
    """What happened."""
    owed: str = ""
    """What must still be done, and by whom."""


@dataclass(frozen=True, slots=True)
class Document:
    """A sealed document of the visit."""

    kind: str
    """`consent`, `record`, `aftercare`, `refusal` and the kinds of `flow.papers`."""
    sha256: str
    name: str
    sealed_at: str


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit as it stands."""

    id: str
    date: str
    jurisdiction: str
    patient_id: str
    patient: Patient
    practitioner: Practitioner
    clinic: Clinic
    content_version: str
    content_fingerprint: str
    content_clinic: str = ""
    """The fingerprint of what the clinic added to the content; empty where it added nothing."""
    number: int = 1
    """1 for the patient's first visit."""
    started_at: str = ""
    last: LastVisit | None = None
    """The visit before this one, where it was closed and questions were answered in it."""
    earlier: Mapping[str, EarlierAnswer] = field(default_factory=dict)
    """What was answered before this visit, by question; `domain.earlier` says what of it stands."""
    needled_before: bool = False
    """Whether a needle was placed in an earlier visit here."""
    since_last: Mapping[str, Answer] = field(default_factory=dict)
    screening: Mapping[str, Answer] = field(default_factory=dict)
    readiness: Mapping[str, str] = field(default_factory=dict)
    indication: Indication = Indication()
    guardian: Guardian | None = None
    interpreter: Interpreter | None = None
    witness: Witness | None = None
    chaperone: Chaperone | None = None
    sites: tuple[Site, ...] = ()
    acknowledged: tuple[str, ...] = ()
    changes_accepted: tuple[str, ...] = ()
    overrides: tuple[Override, ...] = ()
    consent: Consent = Consent()
    handed_to: str = ""
    """Who of the patient's side has the screen, `patient` or `guardian`; empty while the practitioner has it."""
    called: str = ""
    """Why whoever has the screen called the practitioner, one of `flow.patient_turn.CALLS`; empty where nobody did."""
    treatment: tuple[TreatmentEvent, ...] = ()
    afterwards: tuple[TreatmentEvent, ...] = ()
    """Emergencies that were recorded once the record was sealed, in their order; on another day `at` has its date before it."""
    handled: tuple[Handled, ...] = ()
    """Needles passed on, counted or left in on purpose, in their order among the treatment events."""
    packs: Packs | None = None
    given: tuple[Given, ...] = ()
    """What was done at each site of which something was said, in the order of the plan."""
    course: Course = Course()
    note: Note = Note()
    reconciliation: Reconciliation | None = None
    ending: Ending | None = None
    withdrawal: Withdrawal | None = None
    incident: Incident | None = None
    referrals: tuple[Referral, ...] = ()
    hand_overs: tuple[HandOver, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    enquiries: tuple[Enquiry, ...] = ()
    """How somebody asked after the patient since, in order."""
    documents: tuple[Document, ...] = ()
    trial: bool = True
    """Whether it was started before a clinician of the clinic had adopted the content: its pages say TRIAL."""
    trial_choice: str = ""
    """What was said of a trial visit: `practice` or `real`; empty where nobody was asked."""
    demo: bool = False
    """Whether it belongs to the invented clinic of the demonstration: its pages say DEMO."""
    shown_again: bool = False
    """Whether items that were answered in haste were shown once more."""
    finished_at: str = ""
    last_sequence: int = 0
    last_link: str = ""
    last_at: str = ""

    @property
    def repeat(self) -> bool:
        """Whether the patient was here before."""
        return self.number > 1

    @property
    def closed(self) -> bool:
        """Whether the record is sealed and nothing may be added but amendments."""
        return bool(self.finished_at)
