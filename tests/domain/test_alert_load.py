"""
How much a usual visit raises: at most one thing that halts it, everything else in the panel.

An interruption is what stops the flow of a visit until something outside the program is obtained or the plan is left: a
cause with an open finding that says stop, ultrasound-or-stop or clearance. Changes of plan and precautions stay in the
panel and are ticked or read. How the people are drawn, and from which figures, stands in `tests.helpers.usual_patients`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import median

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.causes import causes
from needlesafe.domain.rules import Assessment, assess
from tests.helpers.assessing import at
from tests.helpers.usual_patients import COMPLAINTS, FIRST, SHARES, usual_files
from tests.helpers.visit_files import Raw, as_visit, begun, screened

INTERRUPTING = ("stop", "ultrasound-or-stop", "clearance")
PEOPLE = 1000
TOP = 10


@dataclass(frozen=True)
class Load:
    """What one visit raises."""

    told: Assessment
    first: bool
    """Whether it is the patient's first needling."""

    @property
    def interrupting(self) -> list[str]:
        """The names of the causes that halt the visit."""
        return [cause.title for cause in causes(f for f in self.told.findings if f.open and f.action in INTERRUPTING)]

    @property
    def changes(self) -> int:
        """The ticks that changes of plan ask for."""
        return sum(1 for finding in self.told.findings if finding.open and finding.action == "modify")

    @property
    def open(self) -> int:
        """The findings that still count."""
        return sum(1 for finding in self.told.findings if finding.open)

    @property
    def cards(self) -> int:
        """The cards in the panel."""
        return len(causes(self.told.findings))


@pytest.fixture(scope="module")
def loads(catalogue: Catalogue) -> list[Load]:
    """A thousand usual visits."""
    raws = list(usual_files(PEOPLE, catalogue))
    return [Load(assess(as_visit(raw, catalogue), catalogue), FIRST in raw["screening"] and raw["screening"][FIRST] == "yes")
            for raw in raws]


def centile(values: list[int], percent: int) -> int:
    """The value that so many of a hundred do not exceed."""
    return sorted(values)[-(-len(values) * percent // 100) - 1]


def table(name: str, values: list[int]) -> str:
    """A line of the report."""
    return f"{name:<38} median {median(values):g}, 95th centile {centile(values, 95)}, most {max(values)}"


def test_a_usual_visit_is_halted_once_at_most(loads: list[Load]) -> None:
    halted = [len(load.interrupting) for load in loads]
    beginners = [len(load.interrupting) for load in loads if load.first]
    print(f"{PEOPLE} usual visits, {len(beginners)} of them first ones; halted {sum(map(bool, halted))}, "
          f"more than once {sum(number > 1 for number in halted)}")
    print(table("interruptions", halted))
    print(table("interruptions of first visits", beginners))
    print(table("changes of plan to tick", [load.changes for load in loads]))
    print(table("open findings", [load.open for load in loads]))
    print(table("cards in the panel", [load.cards for load in loads]))
    assert all(load.told.complete for load in loads)
    assert centile(halted, 95) <= 1
    assert centile([load.cards for load in loads], 95) <= 10


def test_what_makes_the_load_is_known(loads: list[Load]) -> None:
    halting = Counter(title for load in loads for title in load.interrupting)
    raised = Counter((cause.title, cause.leading.action) for load in loads
                     for cause in causes(f for f in load.told.findings if f.open))
    print("what halts, in how many of a thousand visits:")
    print("\n".join(f"  {number:4}  {title}" for title, number in halting.most_common(TOP)))
    print("what is raised, in how many of a thousand visits:")
    print("\n".join(f"  {number:4}  {title} ({action})" for (title, action), number in raised.most_common(TOP)))
    assert halting.most_common(1)[0][1] < PEOPLE / 10


def test_a_healthy_adult_with_a_deltoid_raises_nothing(catalogue: Catalogue) -> None:
    for sex in ("female", "male"):
        raw = begun(at("m-deltoid", "right", length_mm=30, position="supine"))
        told = assess(as_visit(screened({**raw, "patient": {**raw["patient"], "sex": sex}}, catalogue), catalogue), catalogue)
        assert (told.outcome, told.complete, told.findings) == ("none", True, ())


COMMON: dict[str, list[Raw]] = {
    "both sides of the low back at L4": [at("m-lumbar-multifidus", side, level="L4", length_mm=50) for side in ("left", "right")],
    "both sides of the low back and both hips": [
        *[at("m-longissimus-lumborum", side, level="L5", length_mm=40) for side in ("left", "right")],
        *[at("m-gluteus-medius", side, length_mm=50) for side in ("left", "right")]],
    "both sides of the neck at C3": [at("m-splenius-capitis", side, level="C3", length_mm=30) for side in ("left", "right")],
    "one shoulder": [at("m-upper-trapezius", length_mm=13), at("m-infraspinatus", length_mm=30), at("m-deltoid", length_mm=30)],
    "both calves": [at("m-gastrocnemius", side, length_mm=30) for side in ("left", "right")],
    "both thighs": [at("m-vastus-lateralis", side, length_mm=40) for side in ("left", "right")],
    "an elbow": [at("m-extensor-carpi-radialis", length_mm=25), at("m-extensor-digitorum", length_mm=25)],
}


@pytest.mark.parametrize("plan", COMMON)
def test_the_commonest_visits_of_a_healthy_adult_are_not_halted(plan: str, catalogue: Catalogue) -> None:
    told = assess(as_visit(screened(begun(*COMMON[plan]), catalogue), catalogue), catalogue)
    assert told.complete and told.outcome not in INTERRUPTING, [finding.id for finding in told.findings]


def test_two_sides_of_the_low_back_at_l4_are_no_chest(catalogue: Catalogue) -> None:
    told = assess(as_visit(screened(begun(*COMMON["both sides of the low back at L4"]), catalogue), catalogue), catalogue)
    assert told.outcome == "none" and "rk-lung" not in told.disclosures
    for level in ("T12", "L1", None):
        sites = [at("m-lumbar-multifidus", side, level=level) for side in ("left", "right")]
        told = assess(as_visit(begun(*sites), catalogue), catalogue)
        assert told.outcome == "stop" and "rk-lung" in told.disclosures, level


def test_the_people_are_drawn_as_written_down(catalogue: Catalogue) -> None:
    assert len({place.muscle for _, places in COMPLAINTS.values() for place in places}) == 20
    assert sum(share for share, _ in COMPLAINTS.values()) == 100
    assert {share.question for share in SHARES} <= set(catalogue.questions)
    assert all(share.source.partition(":")[0] in ("read", "known", "assumed") for share in SHARES)
    raws = list(usual_files(100, catalogue))
    assert all(2 <= len(raw["sites"]) <= 4 for raw in raws)
    assert raws == list(usual_files(100, catalogue)), "the same people every time"
