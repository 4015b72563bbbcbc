"""
The needle ledger: what went in came out, is in, or was left in on purpose; per site, per person and in all.

Here is the one home of this arithmetic. A needle that is moved comes out at one site and goes in at another: each site
counts it, and the patient counts it once. After *all out now* the needles are out by word alone until they were
counted; what the count misses is in again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from needlesafe.domain.visit import Handled, TreatmentEvent, Visit


@dataclass(frozen=True, slots=True)
class SiteLedger:
    """The needles of one site."""

    site: int
    placed: int = 0
    """Went in here, those that were moved here among them."""
    removed: int = 0
    """Came out here, those that were moved away among them."""
    declared: int = 0
    """Left in on purpose."""
    moved_in: int = 0
    moved_away: int = 0
    to_count: int = 0
    """Taken out by *all out now* and not counted since."""
    since: str = ""
    """The time of the first of the needles that are in; empty where none is."""
    minutes: float | None = None
    """How long needles are planned to stay in; None where nobody planned it."""

    @property
    def present(self) -> int:
        """Needles that are in and have to come out."""
        return self.placed - self.removed - self.declared


@dataclass(frozen=True, slots=True)
class PersonLedger:
    """The needles of one person."""

    name: str
    placed: int = 0
    """Put in by this person."""
    removed: int = 0
    """Taken out by this person, whoever had put them in."""
    declared: int = 0
    """Stay in on purpose by this person's word."""
    present: int = 0
    """Needles that are in and for which this person answers."""
    since: str = ""
    """The time of the first needle for which this person answers; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The needles of a visit."""

    sites: tuple[SiteLedger, ...]
    """In the order of the plan, then those that left it."""
    people: tuple[PersonLedger, ...]
    """In the order in which they first did something."""
    in_charge: str
    """Who answers for the needles now: the practitioner, until they are passed on."""

    @property
    def moved(self) -> int:
        """Needles that were moved from one site to another."""
        return sum(line.moved_away for line in self.sites)

    @property
    def placed(self) -> int:
        """Needles that went into the patient; a moved one once."""
        return sum(line.placed - line.moved_in for line in self.sites)

    @property
    def removed(self) -> int:
        """Needles that came out of the patient; a moved one once."""
        return sum(line.removed - line.moved_away for line in self.sites)

    @property
    def declared(self) -> int:
        """Needles that were left in on purpose."""
        return sum(line.declared for line in self.sites)

    @property
    def present(self) -> int:
        """Needles that are in and have to come out."""
        return sum(line.present for line in self.sites)

    @property
    def to_count(self) -> int:
        """Needles that *all out now* took out and nobody has counted."""
        return sum(line.to_count for line in self.sites)

    @property
    def counted_after(self) -> bool:
        """Whether no needle waits to be counted after *all out now*."""
        return not self.to_count

    @property
    def balanced(self) -> bool:
        """Whether no needle has to come out and none waits to be counted."""
        return not any(line.present for line in self.sites) and self.counted_after


def ledger_of(visit: Visit) -> Ledger:
    """The needles of the visit as it stands."""
    book = _Book(visit.practitioner.name)
    for act in acts(visit):
        if isinstance(act, TreatmentEvent):
            book.treat(act)
        else:
            book.handle(act)
    return book.closed_for(visit)


def acts(visit: Visit) -> Iterator[TreatmentEvent | Handled]:
    """Everything that was done at the couch, in its order."""
    waiting = list(visit.handled)
    for number, event in enumerate(visit.treatment):
        while waiting and waiting[0].after <= number:
            yield waiting.pop(0)
        yield event
    yield from waiting


@dataclass(slots=True)
class _Line:
    """The needles of one site while they are counted."""

    placed: int = 0
    removed: int = 0
    moved_in: int = 0
    moved_away: int = 0
    since: str = ""
    began: str = ""
    """Since when the needles that wait to be counted had been in."""
    waiting: dict[str, int] = field(default_factory=dict)
    """Who took out how many of the needles that wait to be counted."""
    held: dict[str, int] = field(default_factory=dict)
    """Who answers for how many of the needles that are in."""
    left: dict[str, int] = field(default_factory=dict)
    """By whose word how many stay in on purpose."""

    @property
    def declared(self) -> int:
        """Needles that stay in on purpose."""
        return sum(self.left.values())

    @property
    def present(self) -> int:
        """Needles that are in and have to come out."""
        return self.placed - self.removed - self.declared

    @property
    def to_count(self) -> int:
        """Needles that wait to be counted."""
        return sum(self.waiting.values())

    def settle(self, at: str) -> None:
        """The time since when a needle is in, after a change."""
        self.since = (self.since or at) if self.present else ""


def _more(table: dict[str, int], name: str, count: int) -> None:
    """That many more stand at a name."""
    table[name] = table.get(name, 0) + count


def _fewer(table: dict[str, int], count: int, first: str = "") -> None:
    """That many fewer stand in a table: at one name first, then at the others in their order."""
    for name in sorted(table, key=lambda name: name != first):
        gone = min(count, table[name])
        table[name] -= gone
        count -= gone


class _Book:
    """The ledger while the acts are read into it."""

    def __init__(self, practitioner: str) -> None:
        self.in_charge = practitioner
        self.lines: dict[int, _Line] = {}
        self.hands: dict[str, dict[str, int]] = {}
        """What each person put in and took out."""

    def line(self, site: int | None) -> _Line:
        """The line of a site."""
        return self.lines.setdefault(site or 0, _Line())

    def hand(self, by: str, deed: str, count: int) -> None:
        """Somebody did something with needles."""
        _more(self.hands.setdefault(by, {}), deed, count)

    def treat(self, event: TreatmentEvent) -> None:
        """Needles in, out or all out; whatever else happened changes no count."""
        by = event.by or self.in_charge
        if event.event == "in" and event.site is not None:
            self.put_in(event, by)
        elif event.event == "out" and event.site is not None:
            self.take_out(event, by)
        elif event.event == "all-out":
            for line in self.lines.values():
                self.empty(line, event, by)

    def put_in(self, event: TreatmentEvent, by: str) -> None:
        """Needles went in, or were moved here."""
        line = self.line(event.site)
        line.placed += event.count
        _more(line.held, by, event.count)
        if event.moved is None:
            self.hand(by, "placed", event.count)
        else:
            line.moved_in += event.count
        line.settle(event.at)

    def take_out(self, event: TreatmentEvent, by: str) -> None:
        """Needles came out, or were moved away; those left in on purpose come last."""
        line = self.line(event.site)
        on_purpose = min(line.declared, max(0, event.count - line.present))
        _fewer(line.held, event.count - on_purpose, by)
        _fewer(line.left, on_purpose, by)
        line.removed += event.count
        if event.moved is None:
            self.hand(by, "removed", event.count)
        else:
            line.moved_away += event.count
        line.settle(event.at)

    def empty(self, line: _Line, event: TreatmentEvent, by: str) -> None:
        """Every needle of a site that has to come out is out, by word."""
        gone = line.present
        if not gone:
            return
        if event.to_count:
            line.began = line.began or line.since
            _more(line.waiting, by, gone)
        self.hand(by, "removed", gone)
        line.removed += gone
        line.held.clear()
        line.settle(event.at)

    def handle(self, act: Handled) -> None:
        """Needles passed on, counted, or left in on purpose."""
        if act.what == "passed-on":
            self.pass_on(act.to)
        elif act.what == "needles-counted":
            for site, counted in enumerate(act.counts):
                self.count(self.line(site), counted, act)
        elif act.what == "left-in-declared":
            by, line = act.by or self.in_charge, self.line(act.site)
            _fewer(line.held, act.count, by)
            _more(line.left, by, act.count)
            line.settle(act.at)

    def pass_on(self, to: str) -> None:
        """Somebody answers for every needle that is in."""
        self.in_charge = to
        for line in self.lines.values():
            inside = sum(line.held.values())
            line.held = {to: inside} if inside else {}

    def count(self, line: _Line, counted: int, act: Handled) -> None:
        """The needles that waited were counted; what is missing is in again."""
        missing, taken = max(0, line.to_count - counted), dict(line.waiting)
        _fewer(line.waiting, missing)
        for name, count in taken.items():
            self.hand(name, "removed", line.waiting[name] - count)
        if missing:
            line.removed -= missing
            line.since = line.began
            _more(line.held, self.in_charge, missing)
        line.waiting, line.began = {}, ""
        line.settle(act.at)

    def closed_for(self, visit: Visit) -> Ledger:
        """The ledger as it stands, with a line for every site of the plan."""
        last = max((len(visit.sites) - 1, *self.lines))
        sites = tuple(self.drawn(site, visit) for site in range(last + 1))
        return Ledger(sites, tuple(self.person(name) for name in self.names()), self.in_charge)

    def drawn(self, site: int, visit: Visit) -> SiteLedger:
        """One site's line as it is shown."""
        line = self.lines.get(site, _Line())
        minutes = visit.sites[site].minutes if site < len(visit.sites) else None
        return SiteLedger(site, line.placed, line.removed, line.declared, line.moved_in, line.moved_away, line.to_count,
                          line.since, minutes)

    def names(self) -> dict[str, None]:
        """Everybody who did something with needles or answers for them."""
        tables = (table for line in self.lines.values() for table in (line.held, line.left))
        return dict.fromkeys((*self.hands, *(name for table in tables for name, count in table.items() if count)))

    def person(self, name: str) -> PersonLedger:
        """What one person did, and what that person answers for."""
        done = self.hands.get(name, {})
        held = {site: line.held.get(name, 0) for site, line in self.lines.items()}
        since = min((self.lines[site].since for site, count in held.items() if count), default="")
        left = sum(line.left.get(name, 0) for line in self.lines.values())
        return PersonLedger(name, done.get("placed", 0), done.get("removed", 0), left, sum(held.values()), since)
