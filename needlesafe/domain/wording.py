"""What people read and tick: checklists, and the words of the consent, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass

@dataclass(frozen=True, slots=True)
class CheckItem:
    """One item of a checklist: readiness, room and kit, understanding, discharge, needle technique, reconciliation."""

    id: str
    text: str
    wanted: str = "yes"
    required: bool = True
    """Whether a gate asks for the wanted answer; otherwise any answer will do."""
    per: str = "visit"
    """`profile`, `day` or `visit`: how often it is asked."""
    tags: tuple[str, ...] = ("any",)
    """The sites that call for it."""
    step: str = "who"
    """For readiness, the step at which it is asked: `who`, or `cautions` where it speaks of the plan; for a pause, `needles-in`
    where it is said while needles are in."""
    why: str = ""
    owed: str = ""
    """For a check before leaving: what is written down where it is not met, so that the patient may go all the same; empty
    where the patient stays until it is met."""
    sources: tuple[str, ...] = ()
    status: str = "confirmed"


@dataclass(frozen=True, slots=True)
class Change:
    """One question about what changed since the last visit (`ch-`); yes and not known ask anew what it touches."""

    id: str
    text: str
    touches: tuple[str, ...]
    """Categories, factors and ids of the questions on which such a change bears."""
    short: str
    """A few words that name the change, such as "Medicines"."""
    detail: str
    """What a yes asks for besides."""
    only_sex: str = ""
    sources: tuple[str, ...] = ()
    status: str = "confirmed"


@dataclass(frozen=True, slots=True)
class Renewal:
    """One reason for a new consent (`cv-`)."""

    id: str
    text: str
    days: int = 0
    """For the reason that is time, how long a consent holds without a visit."""
    sources: tuple[str, ...] = ()
    status: str = "confirmed"


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of the consent: a risk, a benefit, an element, advice."""

    id: str
    text: str
    """What the patient reads."""
    tags: tuple[str, ...] = ("any",)
    """The sites that call for it."""
    level: str = ""
    """For a benefit, how good the evidence is, in words; for a risk, how often."""
    figures: str = ""
    """The figures behind the sentence, for the practitioner."""
    sources: tuple[str, ...] = ()
    status: str = "confirmed"


@dataclass(frozen=True, slots=True)
class Warning:
    """A set of warning symptoms (`ws-`)."""

    id: str
    title: str
    during: str
    """What to watch for while needling: stop, withdraw, assess."""
    delayed: str
    """What the patient is told to watch for."""
    window: str
    """Documented or stated onset, for the practitioner."""
    patient_text: str
    """The delayed signs in plain words."""
    patient_window: str
    """How long to watch, for the patient: no unconfirmed number but the one that is on the safe side."""
    response: str
    patient_action: str
    """Whom to call and how fast, in plain words."""
    tags: tuple[str, ...] = ("any",)
    """What the plan must be besides; a region names a set for the part of it that has these."""
    factors: tuple[str, ...] = ()
    """What brings the set by itself, wherever a needle goes in."""
    sources: tuple[str, ...] = ()
    status: str = "confirmed"


@dataclass(frozen=True, slots=True)
class RedFlag:
    """One row of the patient's red-flag sheet."""

    id: str
    title: str
    emergency: str
    same_day: str
    ring_us: str
    tags: tuple[str, ...] = ("any",)
    said_by: tuple[str, ...] = ()
    """Warning sets that say the same: where the plan brings one of them, the row need not be said again."""
    sources: tuple[str, ...] = ()
    status: str = "confirmed"


@dataclass(frozen=True, slots=True)
class ConsentText:
    """What patients read and sign, in one language."""

    language: str
    headings: dict[str, str]
    """Heading id to words."""
    paragraphs: dict[str, str]
    """Paragraph id to words; `{name}` marks a place that the visit fills."""
    elements: tuple[Statement, ...]
    benefits: tuple[Statement, ...]
    risks: tuple[Statement, ...]
    alternatives: tuple[Statement, ...]
    chest: tuple[Statement, ...]
    understanding: tuple[CheckItem, ...]
    aftercare: tuple[Statement, ...]
    red_flags: tuple[RedFlag, ...]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """When a patient is contacted again, and in which case."""

    id: str
    title: str
    text: str
    tags: tuple[str, ...] = ()
    """The sites and the factors that call for it."""
    events: tuple[str, ...] = ()
    """The adverse events that call for it."""
    severities: tuple[str, ...] = ()
    """The severities of adverse events that call for it."""
    checks: tuple[str, ...] = ()
    """The checks before leaving that call for it where they are not met."""
    patient_text: str = ""
    """What the patient reads of it; empty where there is nothing to say."""
    after_h: tuple[int, ...] = ()
    """From how many hours after the visit on the patient is asked, one number a contact; none where only the next visit asks."""
    within_h: tuple[int, ...] = ()
    """After how many hours each of these contacts is overdue."""
    sources: tuple[str, ...] = ()
    status: str = "confirmed"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Where sources differ, with the default that was chosen."""

    id: str
    topic: str
    positions: tuple[str, ...]
    default: str
    concerns: tuple[str, ...] = ()
    """The ids of the entries at which it is shown: regions, muscles, questions, rules, events, statements and others."""
    sources: tuple[str, ...] = ()
    status: str = "confirmed"


@dataclass(frozen=True, slots=True)
class Principle:
    """A needling principle for every region (`gp-`)."""

    id: str
    text: str
    sources: tuple[str, ...] = ()
    status: str = "confirmed"
