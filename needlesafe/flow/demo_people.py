"""Who comes to the invented clinic of the demonstration, with what, and how it went; nobody in it is real."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from needlesafe.domain.anatomy import Site
from needlesafe.domain.people import Clinic, Contact, Patient, Practitioner, User

CLINIC = Clinic("DEMO: Invented Clinic by the Weir", "1 Made-up Street\nNowhere", "+353 1 555 0190", "IE")
USER = User("demo", Practitioner("Robin Example", "DEMO-1", "physiotherapist", "invented: 80 hours", ("*",)))


@dataclass(frozen=True, slots=True)
class Story:
    """One invented patient with their visits."""

    patient: Patient
    complaint: str
    goal: str
    sites: tuple[Site, ...]
    days: tuple[int, ...]
    """How many days ago each visit was, the first visit first; 0 is today."""
    pains: tuple[tuple[int, int], ...]
    """Pain before and after, visit by visit."""
    answers: Mapping[str, Any] = field(default_factory=dict)
    """What is answered otherwise than that nothing is raised."""
    last: str = ""
    """How the last visit differs: `declined`, `faint`, or `open` where it is not finished."""


def _patient(family: str, given: str, born: str, number: int, sex: str) -> Patient:
    build = {"female": (167.0, 66.0), "male": (180.0, 81.0)}[sex]
    return Patient(family, given, born, f"DEMO-{number}", phone=f"+353 1 555 01{number}", sex=sex, height_cm=build[0],
                   weight_kg=build[1], emergency_contact=Contact("Sam Nobody", "+353 1 555 0199"))


def _site(muscle: str, side: str, needles: int = 2, length: float = 30, position: str = "prone") -> Site:
    return Site(muscle, side, needles, length, 0.25, "in-and-out", position=position, lot="DEMO-A1")


_BLOOD = {"pr-anticoagulant": {"answer": "yes", "detail": "apixaban 5 mg twice daily", "clearance": {
    "by": "Dr Invented, cardiology", "date": "2026-01-05", "text": "Dry needling of the calf agreed; go on taking apixaban."}}}
_TRAPEZIUS, _CALF = _site("m-upper-trapezius", "left"), _site("m-gastrocnemius", "right", 3, 40)
_DELTOID = _site("m-deltoid", "right", 1, 30, "supine")

STORIES = (
    Story(_patient("Abbott", "Alva", "1984-03-09", 11, "female"), "neck pain at the left for six weeks", "turn the head to reverse the car",
          (_TRAPEZIUS, _DELTOID), (84, 70, 49, 2), ((7, 5), (6, 4), (4, 2), (3, 1))),
    Story(_patient("Brook", "Benno", "1961-11-30", 12, "male"), "tight calf since a long walk", "walk an hour on the flat",
          (_CALF,), (77, 63, 42), ((6, 4), (5, 3), (3, 2)), _BLOOD),
    Story(_patient("Castle", "Cora", "1995-07-21", 13, "female"), "shoulder pain after swimming", "swim a kilometre",
          (_DELTOID,), (68, 54, 26), ((5, 4), (4, 2), (2, 1))),
    Story(_patient("Dale", "Dermot", "1973-02-14", 14, "male"), "headache that begins in the neck", "a working day without tablets",
          (_TRAPEZIUS,), (61, 47, 12), ((6, 5), (5, 3), (4, 3)), last="faint"),
    Story(_patient("Elm", "Edda", "1950-09-02", 15, "female"), "stiff calf in the morning", "the stairs without the rail",
          (_CALF,), (56, 35), ((5, 4), (4, 3))),
    Story(_patient("Ford", "Fintan", "1989-12-12", 16, "male"), "shoulder pain at work", "lift above the head",
          (_DELTOID,), (40, 19, 5), ((6, 4), (4, 3), (3, 2))),
    Story(_patient("Glen", "Greta", "1979-05-17", 17, "female"), "neck pain from the desk", "an evening without pain",
          (_TRAPEZIUS,), (33, 1), ((6, 4), (5, 3))),
    Story(_patient("Heath", "Hugo", "1967-08-08", 18, "male"), "calf cramps at night", "sleep through", (_CALF,), (9,), ((4, 4),),
          last="declined"),
    Story(_patient("Isle", "Ida", "1999-01-25", 20, "female"), "shoulder pain since Monday", "play on Sunday", (_DELTOID,), (0,), ((5, 5),),
          last="open"),
)
"""The patients in the order of their first visit."""
