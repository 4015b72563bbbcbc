"""Random deeds with needles, and a count of them that knows each needle by itself: it shares nothing with the ledger."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.statements import Withdrawal
from needlesafe.domain.visit import Visit
from needlesafe.flow.needling import all_out, count_after, declare_left, move, pass_on, place, remove
from needlesafe.flow.statements import withdraw
from needlesafe.flow.visit_desk import Told, VisitDesk
from needlesafe.flow.walk import start_from
from needlesafe.flow.workplace import Workplace
from tests.helpers.visit_files import DELTOID, GASTROCNEMIUS, UPPER_TRAPEZIUS, as_visit, begun, complete
from tests.helpers.visit_walk import record_up_to

Deed = tuple[str, tuple[object, ...]]
"""What is done, and with which words."""

STAYS = (1, 0, 2)
"""How many needles may be left in at each site."""
NAMES = ("Conor Walsh", "Ingrid Ødegård", "Ксения Щукина")
"""Who may answer for needles; only the first signed the consent."""
DO = {"place": place, "remove": remove, "move": move, "pass on": pass_on, "all out": all_out, "count": count_after,
      "declare": declare_left, "search": lambda desk: search(desk), "withdraw": lambda desk: withdraw(desk, Withdrawal(words="Stop."))}
USUAL = ("place", "place", "place", "remove", "remove", "move", "pass on", "all out", "count", "count", "declare", "search")


def two_sites(workplace: Workplace, catalogue: Catalogue) -> VisitDesk:
    """A visit to two sites, agreed to, with every check of leaving met; one needle of the second is planned to stay in."""
    raw = complete(begun(DELTOID, {**GASTROCNEMIUS, "stays": 1, "minutes": 15}), catalogue)
    told = as_visit(raw, catalogue)
    desk = start_from(told, workplace)
    record_up_to(desk, told, "agreed")
    record_leaving(desk, told)
    return desk


def agreed(workplace: Workplace, catalogue: Catalogue) -> list[Told]:
    """The events of a visit to three sites that is ready for needles, with everything that is checked at leaving."""
    sites = [replaced({**raw}, stays) for raw, stays in zip((UPPER_TRAPEZIUS, DELTOID, GASTROCNEMIUS), STAYS, strict=True)]
    told = as_visit(complete(begun(*sites), catalogue), catalogue)
    desk = start_from(told, workplace)
    record_up_to(desk, told, "agreed")
    record_leaving(desk, told)
    return [(event.type, event.payload) for event in workplace.store.events(desk.visit_id)]


def replaced(raw: dict[str, object], stays: int) -> dict[str, object]:
    """The site with needles that stay in, where any do."""
    return {**raw, "stays": stays, "minutes": 15} if stays else raw


def record_leaving(desk: VisitDesk, told: Visit) -> None:
    """Everything that is checked before the patient leaves, answered ahead of its time."""
    desk.note(aftercare_given=True, red_flags_explained=True)
    for item, answer in told.note.discharge.items():
        desk.discharge(item, answer)


def perform(desk: VisitDesk, deed: Deed) -> None:
    """Does the deed at the desk."""
    name, words = deed
    DO[name](desk, *words)


def search(desk: VisitDesk) -> None:
    """Writes that every check of a search was made."""
    desk.reconcile({name: "yes" for name in desk.workplace.catalogue.reconciliation}, "Found on the floor.")


def random_deed(chance: random.Random, waiting: tuple[int, ...]) -> Deed:
    """Any deed, possible or not; `waiting` says how many needles wait at each site to be counted."""
    site, other, count = chance.randrange(3), chance.randrange(3), chance.randint(1, 3)
    name = chance.choice(USUAL) if chance.random() > 0.01 else "withdraw"
    words: dict[str, tuple[object, ...]] = {
        "place": (site, count), "remove": (site, count, chance.choice(("", *NAMES))), "move": (site, other, count),
        "pass on": (chance.choice(NAMES),), "all out": (), "declare": (site, count, "pressed in for three days"),
        "search": (), "withdraw": (), "count": (_random_count(chance, waiting),)}
    return name, words[name]


def _random_count(chance: random.Random, waiting: tuple[int, ...]) -> object:
    """The right count, one for all or site by site; too few, site by site or in one number; or too many."""
    found = tuple(max(0, number - chance.randint(0, 1)) for number in waiting)
    return chance.choice((sum(waiting), list(waiting), dict(enumerate(waiting)), list(found), sum(found), sum(waiting) + 1))


@dataclass
class Needle:
    """One needle."""

    site: int
    state: str = "in"
    """`in`, `out`, `waiting` to be counted, `left`."""


@dataclass
class Tray:
    """Every needle of the visit by itself, and who answers for them."""

    needles: list[Needle] = field(default_factory=list)
    charge: str = NAMES[0]
    withdrawn: bool = False
    searched: bool = False
    """Whether a search was written after the last needle that went in or was missed."""

    def at(self, site: int, *states: str) -> list[Needle]:
        """The needles of a site in one of the states."""
        return [needle for needle in self.needles if needle.site == site and needle.state in states]

    def count(self, *states: str) -> int:
        """How many needles are in one of the states."""
        return sum(needle.state in states for needle in self.needles)

    @property
    def waiting(self) -> tuple[int, ...]:
        """How many needles wait at each site to be counted."""
        return tuple(len(self.at(site, "waiting")) for site in range(3))

    @property
    def settled(self) -> bool:
        """Whether the visit may be finished as far as needles go."""
        return self.searched or (not self.count("in", "waiting") and not (self.withdrawn and self.count("left")))

    def allows(self, deed: Deed) -> bool:
        """Whether the deed is possible."""
        name, words = deed
        may_place = self.charge == NAMES[0] and not self.withdrawn
        if name in ("place", "all out", "search"):
            return may_place or name != "place"
        if name == "remove":
            return words[1] <= len(self.at(words[0], "in", "left"))
        if name == "move":
            return may_place and words[0] != words[1] and words[2] <= len(self.at(words[0], "in"))
        if name == "pass on":
            return words[0] != self.charge
        if name == "declare":
            left, inside = len(self.at(words[0], "left")), len(self.at(words[0], "in"))
            return not self.withdrawn and words[1] <= inside and left + words[1] <= STAYS[words[0]]
        return not self.withdrawn if name == "withdraw" else self._can_be_counted(words[0])

    def _can_be_counted(self, counts: object) -> bool:
        if not sum(self.waiting):
            return False
        if isinstance(counts, int):
            return counts == sum(self.waiting)
        found = [counts[site] for site in range(3)]
        return all(number <= most for number, most in zip(found, self.waiting, strict=True))

    def follow(self, deed: Deed) -> None:
        """Moves the needles as the deed does."""
        name, words = deed
        missed = name == "count" and not isinstance(words[0], int) and sum(words[0][site] for site in range(3)) < sum(self.waiting)
        if name == "place":
            self.needles += [Needle(words[0]) for _ in range(words[1])]
        elif name == "remove":
            for needle in [*self.at(words[0], "in"), *self.at(words[0], "left")][:words[1]]:
                needle.state = "out"
        elif name == "move":
            for needle in self.at(words[0], "in")[:words[2]]:
                needle.site = words[1]
        elif name == "declare":
            for needle in self.at(words[0], "in")[:words[1]]:
                needle.state = "left"
        elif name == "all out":
            self._turn("in", "waiting")
        elif name == "count":
            self._counted(words[0])
        self.searched = name == "search" or (self.searched and name in ("remove", "pass on", "withdraw", "count")
                                             and not (name == "count" and missed))
        self.charge = words[0] if name == "pass on" else self.charge
        self.withdrawn = self.withdrawn or name == "withdraw"

    def _turn(self, before: str, after: str) -> None:
        for needle in self.needles:
            needle.state = after if needle.state == before else needle.state

    def _counted(self, counts: object) -> None:
        for site in range(3):
            waiting = self.at(site, "waiting")
            found = len(waiting) if isinstance(counts, int) else counts[site]
            for number, needle in enumerate(waiting):
                needle.state = "out" if number < found else "in"


def copied(workplace: Workplace, template: list[Told]) -> VisitDesk:
    """The desk of a new visit with the events of another."""
    fresh = VisitDesk(workplace, workplace.new_id())
    fresh.record(*template)
    return fresh
