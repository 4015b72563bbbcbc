"""
What clinicians know, as frozen records.

`content/` reads `assets/` into one `Catalogue`; everything else only asks it. Each record is one entry of a
TOML table of the same name, and its fields are the keys of that table.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from needlesafe.domain.clinic_content import Letterhead
from needlesafe.domain.event_cards import EventCard, Study
from needlesafe.domain.law import Jurisdiction, LawPoint
from needlesafe.domain.reporting import ReportItem
from needlesafe.domain.wording import (Change, CheckItem, ConsentText, Disagreement, FollowUp, Principle, RedFlag, Renewal,
                                       Statement, Warning)

ACTIONS = ("stop", "ultrasound-or-stop", "clearance", "modify", "precaution")
"""What a finding asks for, gravest first."""

GRAVITY = {action: rank for rank, action in enumerate(ACTIONS)}
"""The rank of each action; 0 is the gravest."""

STATUSES = ("confirmed", "unconfirmed", "default")
"""How far a fact is known: read in its source, not confirmed there (†), our own default (‡)."""

GROUPS = ("head-face", "neck", "thorax", "abdomen", "lumbosacral", "pelvis", "upper-limb", "lower-limb")
"""The groups of regions that an answer's place may name."""

SITE_TAGS = ("any", "head-face", "neck-anterior", "neck-posterior", "thorax", "breast", "abdomen", "lumbosacral",
             "pelvis", "upper-limb", "lower-limb", "deep", "paraspinal", "near-vessel", "near-joint", "electrical",
             "lung", "tier-high", "tier-moderate", "tier-low", "compressible", "prone", "supine", "locked",
             "needs-ultrasound", "needs-training")
"""What a site can be to a question or a rule: where it is, what lies near, and how it is needled."""

REACHES = ("everywhere", "side", "site", "level", "limb", "limb-quadrant")
"""How far the place of an answer carries: the unit that a rule speaks of."""


_DOUBT = {"confirmed": 0, "default": 1, "unconfirmed": 2}


def weakest(statuses: Iterable[str]) -> str:
    """The least certain of several statuses."""
    return max(statuses, key=_DOUBT.__getitem__, default="confirmed")


@dataclass(frozen=True, slots=True)
class Reference:
    """A source, with how far it was read."""

    id: str
    text: str
    """Author, title, place and year as one line."""
    checked: str
    """What was read of it, and when."""


@dataclass(frozen=True, slots=True)
class Factor:
    """Something about a person that rules speak of."""

    id: str
    text: str
    """What it is, in a practitioner's words."""
    sources: tuple[str, ...] = ()
    status: str = "confirmed"


@dataclass(frozen=True, slots=True)
class Question:
    """One screening question; its id is also the id of the rule that it is by itself."""

    id: str
    text: str
    """The wording for the person who is asked; one question, answerable by yes or no."""
    short: str
    """A few words that name the item on a card or in a table, such as "Blood thinner"."""
    asked_of: str
    """`patient`, `practitioner` or `both`."""
    category: str
    """The heading under which it stands: psych, consent, skin, medication, respiratory …"""
    factors: tuple[str, ...]
    """The factors that it raises; the first is its own, and its rule fires on that one."""
    action: str
    """The action of its rule."""
    tags: tuple[str, ...]
    """The site tags that call for the question and at which its rule fires; `any` asks it in every visit."""
    text_raised: str
    """What the finding says to the practitioner."""
    changes: tuple[str, ...]
    """How the plan changes, one change a line, each ticked by itself."""
    rationale: str
    raised_by: str = "yes"
    """The answer that raises: `yes` or `no`."""
    scope: str = "visit"
    """`visit` or `site`."""
    reach: str = "everywhere"
    every_visit: bool = False
    ask_again_days: int = 0
    """After how many days an answer is asked anew; 0 where each visit asks."""
    of_place: bool = False
    """Whether it speaks of the place to be needled, so that its answer holds for no other place."""
    wants: tuple[str, ...] = ()
    """What a raising answer asks for besides: `detail`, `where`, `date`."""
    only_sex: str = ""
    min_age: int = 0
    max_age: int = 0
    """Completed years; 0 is no limit. Outside them the question is not asked."""
    computed: str = ""
    """The id of the computed fact that answers it whenever that fact is known."""
    only_first: bool = False
    """Whether it is put only to a patient who was never needled here."""
    only_after: tuple[str, ...] = ()
    """The questions upon which it follows: where the plan calls for one of them, it is asked once one was raised."""
    sums_up: bool = False
    """Whether it asks no more than those that follow upon it: answers to all of them settle it."""
    spoken_for_by: tuple[str, ...] = ()
    """The same as for a rule."""
    patient_words: str = ""
    """What the finding adds to the patient's own risks in the consent, in plain words; empty where nothing."""
    sources: tuple[str, ...] = ()
    status: str = "confirmed"


@dataclass(frozen=True, slots=True)
class Computed:
    """A fact that the program works out and never asks for."""

    id: str
    text: str
    factors: tuple[str, ...] = ()
    """The factors that it raises; empty where rules name the fact itself."""
    limit: float = 0
    """The boundary, in the unit that the text names."""
    sources: tuple[str, ...] = ()
    status: str = "confirmed"


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition over factors and sites, with what follows from it."""

    id: str
    action: str
    text: str
    """What the finding says, in one or two sentences."""
    if_any: tuple[str, ...]
    """Factors or computed facts of which one must be raised."""
    if_all: tuple[str, ...] = ()
    """Factors or computed facts that must be raised besides."""
    unless: tuple[str, ...] = ()
    """Factors that silence the rule, because a graver one speaks."""
    spoken_for_by: tuple[str, ...] = ()
    """Those that say the same: where one of them asks for the same action, it stands without words in that finding."""
    regions: tuple[str, ...] = ()
    muscles: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    """Where: a site matches when its region, its muscle or one of its tags is named; all empty is everywhere."""
    not_muscles: tuple[str, ...] = ()
    not_regions: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    """Spinal levels; a site whose recorded level is another one does not match."""
    techniques: tuple[str, ...] = ()
    scope: str = "site"
    reach: str = "everywhere"
    needs_place: bool = False
    """True where the rule speaks only when the answer's place is known."""
    changes: tuple[str, ...] = ()
    referral: str = ""
    """To whom the patient is sent, and how soon, where the action is to stop and refer."""
    overridable: bool = True
    """A `modify` may be declined with a written reason; no graver action ever can."""
    patient_words: str = ""
    sources: tuple[str, ...] = ()
    status: str = "confirmed"


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """One thing that the practitioner ticks before needling a region."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Region:
    """One region of the body map."""

    id: str
    title: str
    group: str
    """One of GROUPS, the word that an answer's place may use."""
    view: str
    """`anterior`, `posterior` or `both`."""
    sides: tuple[str, ...]
    tier: str
    lung: str
    """`yes`, `part` or `no`: can a needle reach the lung."""
    tags: tuple[str, ...]
    reason: str
    """Why the tier."""
    nerves: tuple[str, ...]
    vessels: str
    organs: str
    mechanism: str
    position: str
    grip: str
    direction: str
    depth: str
    prohibited: str
    factors: tuple[str, ...]
    during: tuple[str, ...]
    delayed: tuple[str, ...]
    """Ids of warning sets."""
    acknowledgements: tuple[Acknowledgement, ...]
    risk: str
    """The sentence that a patient reads in the consent."""
    patient_title: str = ""
    """The place in a patient's words, such as "top of the shoulder"."""
    lung_levels: tuple[str, ...] = ()
    """Where `lung` is `part`: the spinal levels inside the named part; a site recorded at another one is outside."""
    limb: str = ""
    """`upper-limb` or `lower-limb` where the region is of a limb or of its quadrant; a limb's own regions have that group."""
    nerves_text: str = ""
    """Nerves at risk that have no entry of their own."""
    delayed_extra: str = ""
    """What the patient watches for here besides."""
    delayed_when: str = ""
    """How long the signs of this place may take to show, for the practitioner."""
    locked: bool = False
    sources: tuple[str, ...] = ()
    status: str = "confirmed"


@dataclass(frozen=True, slots=True)
class Distance:
    """A published distance from the skin to what must not be reached."""

    mm: float
    """The least value of the sample that was published, in millimetres."""
    text: str
    """The sample and what was measured."""
    sources: tuple[str, ...]
    sides: tuple[str, ...] = ()
    status: str = "confirmed"


@dataclass(frozen=True, slots=True)
class Muscle:
    """One muscle or group of muscles."""

    id: str
    title: str
    latin: str
    region: str
    tier: str
    lung: str
    structures: str
    nerves: tuple[str, ...]
    nerves_text: str
    vessels: str
    position: str
    caution: str
    length: str = ""
    """The needle that the cited study used, as text; empty where no source gives one."""
    other_names: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    """Site tags besides the region's: deep, compressible, near-vessel, paraspinal …"""
    distances: tuple[Distance, ...] = ()
    prohibited: bool = False
    needs: str = ""
    """`ultrasound` or `training` where the muscle, or a part that a plan cannot tell apart, is needled only with it."""
    locked_levels: tuple[str, ...] = ()
    """Spinal levels of a part that is not needled; `any` where every recorded level lies in that part."""
    sources: tuple[str, ...] = ()
    status: str = "confirmed"


@dataclass(frozen=True, slots=True)
class Nerve:
    """One nerve, with the quick screen after a suspected contact."""

    id: str
    title: str
    course: str
    sensory_area: str
    motor_function: str
    motor_screen: str
    sensory_screen: str
    sources: tuple[str, ...] = ()
    status: str = "confirmed"


@dataclass(frozen=True)
class Catalogue:
    """Everything that was read, frozen, with the fingerprint of the files it came from."""

    version: str
    fingerprint: str
    references: dict[str, Reference]
    factors: dict[str, Factor]
    questions: dict[str, Question]
    computed: dict[str, Computed]
    rules: dict[str, Rule]
    warnings: dict[str, Warning]
    regions: dict[str, Region]
    muscles: dict[str, Muscle]
    nerves: dict[str, Nerve]
    events: dict[str, EventCard]
    studies: dict[str, Study]
    readiness: dict[str, CheckItem]
    changes: dict[str, Change]
    renewals: dict[str, Renewal]
    discharge: dict[str, CheckItem]
    reconciliation: dict[str, CheckItem]
    technique: dict[str, CheckItem]
    pauses: dict[str, CheckItem]
    principles: dict[str, Principle]
    jurisdictions: dict[str, Jurisdiction]
    law: dict[str, LawPoint]
    disagreements: dict[str, Disagreement]
    follow_ups: dict[str, FollowUp]
    reporting: dict[str, ReportItem]
    consent: dict[str, ConsentText] = field(default_factory=dict)
    clinic_fingerprint: str = ""
    """That of the files that a clinic added; empty where there are none."""
    letterhead: Letterhead | None = None

    @cached_property
    def questions_of_factor(self) -> dict[str, tuple[str, ...]]:
        """The questions that raise each factor, in the catalogue's order."""
        raised: dict[str, list[str]] = {}
        for question in self.questions.values():
            for factor in question.factors:
                raised.setdefault(factor, []).append(question.id)
        return {factor: tuple(ids) for factor, ids in raised.items()}

    @cached_property
    def own_rules(self) -> tuple[Rule, ...]:
        """The rule that each question is by itself, in the catalogue's order."""
        return tuple(Rule(id=q.id, action=q.action, text=q.text_raised, if_any=q.factors[:1],
                          tags=() if "any" in q.tags else q.tags, scope=q.scope, reach=q.reach, changes=q.changes,
                          spoken_for_by=q.spoken_for_by, patient_words=q.patient_words, sources=q.sources, status=q.status)
                     for q in self.questions.values())

    @cached_property
    def rules_of_cause(self) -> dict[str, tuple[Rule, ...]]:
        """The rules that each factor or computed fact may raise, the questions' own among them."""
        named: dict[str, list[Rule]] = {}
        for rule in (*self.own_rules, *self.rules.values()):
            for cause in rule.if_any:
                named.setdefault(cause, []).append(rule)
        return {cause: tuple(rules) for cause, rules in named.items()}

    @cached_property
    def differing(self) -> dict[str, tuple[Disagreement, ...]]:
        """Where sources differ, by the id of the entry that it concerns."""
        named: dict[str, list[Disagreement]] = {}
        for item in self.disagreements.values():
            for name in item.concerns:
                named.setdefault(name, []).append(item)
        return {name: tuple(items) for name, items in named.items()}

    @cached_property
    def cause_titles(self) -> dict[str, str]:
        """A few words that name each factor and computed fact: those of the question whose own it is, else its text."""
        own = {q.factors[0]: q.short for q in reversed(self.questions.values()) if q.factors}
        return {known.id: own.get(known.id, known.text) for known in (*self.factors.values(), *self.computed.values())}

    def jurisdiction(self, code: str) -> Jurisdiction:
        """The entry of a code, else of its country, else the default."""
        return (self.jurisdictions.get(code) or self.jurisdictions.get(code.partition("-")[0])
                or self.jurisdictions["default"])
