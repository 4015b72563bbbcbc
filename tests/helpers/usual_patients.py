"""
The people who usually come: adults with a sore neck, back, hip, leg or arm, drawn as this page writes down.

Every figure says where it is from: `read` is a publication whose abstract or tables were read for this page, `known` a
published order of magnitude that was not looked up again, `assumed` our own guess, on the side of more findings. The
figures are percentages under 45, from 45 to 64 and from 65 years; where a source gives one figure for all adults, its
spread over the ages is assumed. Nobody answers "not known": a usual patient is asked until it is clear (assumed).

One visit in four is the first. Whoever comes again was needled before, so that what asks for a clearance and was there
then has one on record: without it there would have been no first visit. What may be new since has none.

Age and sex (assumed between two clinics' figures): more young than in an Australian survey of 401 patients of
physiotherapists in 2021 (21 % under 40), fewer than in the records of four clinics from 2018 to 2023 (63 % young adults
among 12 628 patients, of whom 60 % were women). Body-mass index (read: Health Survey for England 2021: 26 % from 30 up,
36 % under 25): log-normal about 26.6. Height: 162 and 176 cm, about (known).

Complaints (read: the same four clinics: neck 29 %, low back 26 %; the others are assumed). Muscles: no survey counts
them, so the twenty are ours: those named in trials of needling and in the surveys of Ireland 2014, of the United States
2020 and of Australia 2023 as of neck, shoulder, low back, hip, knee, calf and elbow (assumed). The needles are of the
lengths that are sold for the place (assumed). Beside the spine the level is recorded, as the form asks for it. One visit
in four needles its first muscle on both sides (assumed), over the chest as well: that is what the rule is for.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from needlesafe.domain.catalogue import Catalogue
from tests.helpers.visit_files import AOIFE, CONOR, begun, screened

Raw = dict[str, Any]
SEED = 20261121
AGES = (((18, 39), 40), ((40, 49), 20), ((50, 59), 18), ((60, 69), 12), ((70, 79), 8), ((80, 89), 2))
WOMEN, BOTH_SIDES, FEWEST, MOST = 0.6, 0.25, 2, 4
TECHNIQUES = ("in-and-out",) * 16 + ("retained",) * 3 + ("electrical",)


FIRST = "pr-first-treatment"
NEW = frozenset({"pr-recent-surgery", "pr-recent-injection", "pr-pregnancy-t1", "pr-pregnancy-unknown", "pr-stroke-acute",
                 "pr-epilepsy-recent", "ci-prior-serious-reaction"})
"""What may well be new since the last visit; everything else that asks for a clearance has one by then."""
OBTAINED = {"by": "Dr Orla Keane", "date": "2026-11-02", "text": "Dry needling agreed."}


@dataclass(frozen=True)
class Share:
    """How many of a hundred adults answer a question with the word that raises."""

    question: str
    young: float
    middle: float
    old: float
    source: str
    """`read`, `known` or `assumed`, then the source in words with its year."""
    men: float = 1
    """How many times as many men; 0 where only women are asked."""

    def of(self, age: int, woman: bool) -> float:
        """The percentage among people of an age and sex."""
        return (self.young if age < 45 else self.middle if age < 65 else self.old) * (1 if woman else self.men)


SHARES = (
    # medicines
    Share("pr-anticoagulant", 0.5, 2.5, 12, "read: four European countries 2018, García Rodríguez 2021: antithrombotics 16 %, "
          "low-dose aspirin 9 % of adults; split by age assumed"),
    Share("pr-anticoagulant-unstable", 0, 0.2, 1, "assumed: one in twelve of those"),
    Share("pr-antiplatelet", 0.5, 6, 22, "read: the same, and NHANES 2011-2012, Gu 2015, for the rise with age"),
    Share("pr-nsaid-supplement", 45, 45, 35, "read: NSAID in the last year 63 %, United States, 2016; SSRI and supplements assumed"),
    Share("pr-immunosuppressed", 5, 7, 8, "read: National Health Interview Survey 2021, Martinson 2024: 6.6 %"),
    Share("pr-low-bp", 5, 20, 50, "known: one adult in four takes a medicine for blood pressure, health surveys of England"),
    Share("pr-alcohol-sedatives", 25, 28, 25, "read: Health Survey for England 2021: 49 % drink every week; on a given day assumed"),
    # conditions
    Share("pr-diabetes", 2, 9, 15, "read: Health Survey for England 2019: 9 % of men, 6 % of women"),
    Share("pr-asthma-cough", 12, 10, 9, "read: Health Survey for England 2010: 17 % ever; today assumed"),
    Share("pr-copd-emphysema", 0.5, 4, 9, "read: Scottish Health Survey 2018: 4 %"),
    Share("pr-smoker", 20, 15, 8, "read: Health Survey for England 2021: 12 % smoke, 5 % vape"),
    Share("pr-acute-chest", 2, 2, 2, "assumed: who coughs mostly stays at home"),
    Share("pr-previous-pneumothorax", 0.3, 0.2, 0.2, "known: about one in five hundred in a life"),
    Share("pr-cpap-wind", 2, 5, 5, "assumed"),
    Share("pr-arrhythmia", 1, 3, 9, "read: atrial fibrillation 0.5 % at 40 to 50, 5 to 15 % at 80, review of 2023"),
    Share("pr-heart-valve", 0.2, 1, 5, "known: rises to one in eight beyond 75"),
    Share("pr-pacemaker-manual", 0, 0.3, 2.5, "known"),
    Share("pr-vascular-disease", 0.3, 3, 9, "known: peripheral arterial disease and stents together"),
    Share("pr-peripheral-arterial", 0.1, 1.5, 6, "known"),
    Share("pr-vascular-neck", 0, 0.3, 2, "known"),
    Share("pr-varicose", 8, 18, 25, "read: Edinburgh Vein Study 1999: 40 % of men, 32 % of women when looked for; told half of it"),
    Share("pr-epilepsy", 0.8, 0.9, 1, "known: about one in a hundred"),
    Share("pr-epilepsy-recent", 0.2, 0.2, 0.2, "assumed: a quarter of those"),
    Share("pr-stroke-acute", 0, 0.1, 0.4, "assumed"),
    Share("pr-cancer", 0.4, 2, 7, "known: two adults in a hundred within five years"),
    Share("ci-lymphoedema-limb", 0.1, 0.4, 0.6, "known"),
    Share("pr-osteoporosis", 0.3, 4, 15, "known: one woman in five beyond 65"),
    Share("pr-rheumatoid", 0.5, 1.2, 2, "known: about one in a hundred"),
    Share("pr-hypermobility", 4, 2, 1, "assumed"),
    Share("pr-hyperalgesia", 3, 4, 4, "known: fibromyalgia, two to four in a hundred"),
    Share("pr-psych-status", 1.5, 1, 0.5, "assumed"),
    Share("pr-trauma-history", 5, 4, 2, "assumed"),
    Share("pr-sensory-loss", 1, 3, 7, "assumed: diabetes, root pain"),
    Share("pr-spinal-stenosis", 0, 0.5, 2, "assumed: of the neck"),
    Share("pr-kidney-anomaly", 0.3, 0.5, 0.7, "known"),
    Share("pr-abdominal-organ", 2, 4, 8, "assumed: mostly hernia"),
    Share("pr-mild-bleeding", 24, 24, 24, "read: of 500 healthy adults 24 % of the women and 7 % of the men say that they "
          "bruise easily, Mauer 2011", men=0.3),
    Share("ci-severe-bleeding-disorder", 0.1, 0.1, 0.1, "known"),
    Share("pr-kyphoscoliosis", 2, 2, 4, "known"),
    Share("pr-rib-anatomy", 0.7, 0.7, 0.7, "known"),
    Share("pr-frail", 0, 1, 9, "known: one in ten beyond 65"),
    Share("pr-cognitive-mild", 0, 0.5, 4, "assumed: who still agrees by themselves"),
    Share("pr-allergy-metal", 9, 9, 7, "read: contact allergy to nickel, Thyssen 2007: 8.6 %"),
    Share("pr-allergy-latex", 3, 3, 2, "assumed"),
    Share("pr-bbv", 0.5, 0.7, 0.3, "known"),
    # operations, implants, skin
    Share("pr-joint-replacement", 0, 2, 10, "read: United States 2010, Maradit Kremers 2015: knee 10.4 % at 80"),
    Share("pr-hip-prosthesis", 0, 1, 5, "read: the same: hip 5.3 % at 80"),
    Share("pr-prosthesis-first-year", 0, 0.2, 0.8, "assumed: one in fifteen of those"),
    Share("pr-recent-surgery", 3, 4, 5, "assumed: operation, injection or tooth within six weeks"),
    Share("pr-recent-injection", 1, 2, 2, "assumed"),
    Share("pr-spine-surgery", 0.3, 2, 4, "assumed"),
    Share("pr-spinal-implant", 0.1, 0.5, 1, "assumed"),
    Share("pr-laminectomy", 0.1, 0.5, 1, "assumed"),
    Share("pr-thoracic-surgery", 0.3, 1, 3, "assumed"),
    Share("pr-sternotomy", 0, 0.5, 3, "assumed"),
    Share("pr-previous-surgery", 4, 7, 9, "assumed"),
    Share("pr-implanted-device-other", 0.5, 0.7, 1, "assumed"),
    Share("pr-breast-implant", 1.5, 2, 1, "assumed", men=0),
    Share("pr-scar-keloid", 2, 3, 3, "assumed: where the needle goes"),
    Share("pr-tattoo", 1, 0.3, 0, "assumed"),
    Share("ci-local-skin", 0.5, 0.5, 0.5, "assumed"),
    Share("ci-fever-infection", 0.5, 0.5, 0.5, "assumed: who has a fever mostly stays at home"),
    Share("ci-undiagnosed-red-flag", 0.4, 0.4, 0.8, "assumed: mostly found before"),
    # the woman
    Share("pr-pregnancy-t1", 1.2, 0, 0, "known: five women in a hundred of that age at any time; who knows of it", men=0),
    Share("pr-pregnancy-t2", 1.5, 0, 0, "known: the same", men=0),
    Share("pr-pregnancy-t3", 1.3, 0, 0, "known: the same, who still comes", men=0),
    Share("pr-pregnancy-unknown", 1.5, 0, 0, "assumed", men=0),
    Share("pr-postpartum", 4, 0, 0, "assumed", men=0),
    # the day and the person
    Share("pr-first-treatment", 25, 25, 25, "read: three to six visits a course, Gattie 2020: one in four is the first"),
    Share("pr-prior-syncope", 12, 8, 5, "read: any faint in a life 19 % (Chen 2006) to 35 % (Ganzeboom 2006); from a needle assumed"),
    Share("pr-needle-anxiety", 25, 15, 8, "read: 20 to 30 % of young adults, fewer with age, McLenon 2019"),
    Share("ci-needle-phobia", 0.5, 0.3, 0.2, "assumed: who cannot bear it does not come"),
    Share("pr-bad-reaction-mild", 4, 4, 4, "assumed"),
    Share("ci-prior-serious-reaction", 0.2, 0.2, 0.2, "assumed"),
    Share("pr-fasting-fatigue", 10, 8, 5, "assumed"),
    Share("pr-exposure", 8, 6, 5, "assumed"),
    Share("pr-interpreter", 3, 3, 3, "assumed"),
    Share("pr-driving", 70, 75, 55, "assumed"),
    Share("pr-sport", 25, 12, 3, "assumed"),
    Share("pr-hot-swim", 8, 8, 5, "assumed"),
    Share("pr-flying", 4, 4, 3, "assumed: within days"),
    Share("pr-diving", 0.3, 0.1, 0, "assumed"),
    Share("pr-altitude", 0.5, 0.5, 0.2, "assumed"),
    Share("pr-alone", 12, 20, 35, "known: who lives alone"),
)
"""Every question that is not here is answered with the word that raises nothing."""


@dataclass(frozen=True)
class Place:
    """How a muscle is usually needled."""

    muscle: str
    length_mm: float
    position: str
    levels: tuple[str, ...] = ()


COMPLAINTS: dict[str, tuple[float, tuple[Place, ...]]] = {
    "neck and shoulder": (45, (
        Place("m-upper-trapezius", 30, "prone"), Place("m-levator-scapulae", 30, "side-lying"),
        Place("m-infraspinatus", 30, "side-lying"), Place("m-supraspinatus", 30, "prone"), Place("m-deltoid", 30, "side-lying"),
        Place("m-splenius-capitis", 30, "prone", ("C3", "C4")), Place("m-semispinalis-capitis", 30, "prone", ("C3", "C4")),
        Place("m-rhomboid-major", 30, "prone"))),
    "low back and hip": (30, (
        Place("m-lumbar-multifidus", 50, "prone", ("L3", "L4", "L5")), Place("m-quadratus-lumborum", 50, "side-lying", ("L3", "L4")),
        Place("m-gluteus-medius", 50, "side-lying"), Place("m-gluteus-maximus", 50, "prone"),
        Place("m-piriformis", 60, "prone"), Place("m-tensor-fasciae-latae", 30, "side-lying"))),
    "leg": (17, (
        Place("m-gastrocnemius", 30, "prone"), Place("m-soleus", 40, "prone"), Place("m-vastus-lateralis", 40, "supine"),
        Place("m-biceps-femoris", 50, "prone"))),
    "elbow": (8, (Place("m-extensor-carpi-radialis", 25, "supine"), Place("m-extensor-digitorum", 25, "supine"))),
}
"""The twenty muscles by complaint, with the share of each complaint."""


def usual_files(count: int, catalogue: Catalogue, seed: int = SEED) -> Iterator[Raw]:
    """Visit files with every question answered."""
    chance = random.Random(seed)
    for _ in range(count):
        yield screened(_file(chance, catalogue), catalogue)


def _file(chance: random.Random, catalogue: Catalogue) -> Raw:
    low, high = chance.choices([ages for ages, _ in AGES], [share for _, share in AGES])[0]
    age, woman = chance.randint(low, high), chance.random() < WOMEN
    height = round(chance.gauss(162 if woman else 176, 7))
    index = math.exp(chance.gauss(math.log(26.6), 0.18))
    patient = {**AOIFE, "birth_date": f"{2026 - age}-03-09", "sex": "female" if woman else "male", "height_cm": height,
               "weight_kg": round(index * height**2 / 10_000, 1)}
    answers = {share.question: catalogue.questions[share.question].raised_by for share in SHARES
               if chance.random() * 100 < share.of(age, woman)}
    answers |= _build(chance, woman, height, index)
    if FIRST not in answers:
        answers |= {name: {"answer": word, "clearance": OBTAINED} for name, word in answers.items() if name not in NEW}
    return begun(*_sites(chance), patient=patient, practitioner={**CONOR, "scope": ["*"]}, screening=answers)


def _build(chance: random.Random, woman: bool, height: float, index: float) -> Raw:
    """What is seen of somebody's build (assumed): landmarks lost in half of those from 35 up, muscular backs in 2 % of men."""
    seen = {"pr-obesity": index >= 35 and chance.random() < 0.5,
            "pr-high-muscle": not woman and 25 < index < 32 and chance.random() < 0.04,
            "pr-female-small": woman and height < 152, "pr-small-build": woman and height < 150 and index < 22}
    return {name: "yes" for name, holds in seen.items() if holds}


def _sites(chance: random.Random) -> list[Raw]:
    """Two to four sites of one complaint, on one side; in one visit of four the first muscle on both."""
    _, places = chance.choices(list(COMPLAINTS.values()), [share for share, _ in COMPLAINTS.values()])[0]
    side, technique = chance.choice(("left", "right")), chance.choice(TECHNIQUES)
    wanted = chance.randint(FEWEST, MOST)
    chosen = [(place, side) for place in chance.sample(places, min(wanted, len(places)))]
    if chance.random() < BOTH_SIDES or len(chosen) < wanted:
        chosen[-1] = (chosen[0][0], "right" if side == "left" else "left")
    return [{"muscle": place.muscle, "side": where, "needles": chance.randint(1, 3), "length_mm": place.length_mm,
             "gauge_mm": 0.25, "technique": technique, "position": place.position, "lot": "A1180", "expires": "2029-01",
             "level": chance.choice(place.levels) if place.levels else None} for place, where in chosen]
