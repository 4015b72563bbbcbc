"""
What hands do with needles, at the desk and through the gates: in, out, moved, passed on, all out and counted after, left
in on purpose; and the packs that were opened for it.

Taking out asks for nothing but its count. Putting in asks for everything else, and for somebody who signed for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from needlesafe.domain.companions import is_same_name
from needlesafe.domain.ledger import Ledger, ledger_of
from needlesafe.domain.visit import Visit
from needlesafe.errors import GateRefused, Lack
from needlesafe.flow.gates import demand, signatures_wanted
from needlesafe.flow.needle_lacks import account_voided, left_in_lacks
from needlesafe.flow.printable import demand_printable
from needlesafe.flow.visit_desk import VisitDesk

Counts = int | Sequence[int] | Mapping[int, int]
"""Needles that were found: one number for all sites, one for each site in the order of the plan, or by site."""


def place(desk: VisitDesk, site: int, count: int, by: str = "", at: str = "") -> Visit:
    """Records needles that went in, by whoever is in charge unless somebody else is named. GateRefused where no consent
    covers them."""
    return desk.place(site, count, at, by)


def remove(desk: VisitDesk, site: int, count: int, by: str = "", at: str = "") -> Visit:
    """Records needles that came out, by anybody; those left in on purpose come last. GateRefused where more come out
    than are in."""
    return desk.remove(site, count, at, by)


def move(desk: VisitDesk, from_site: int, to_site: int, count: int, at: str = "") -> Visit:
    """Records needles that were taken from one site and put in at another: out there and in here in one act."""
    demand("needle-in", desk.standing)
    desk.line("needle-in", to_site, count)
    still = desk.line("needle-out", from_site, count).present
    if count > still:
        raise GateRefused("needle-out", (Lack("needles", f"site {from_site} holds {still}", "treatment"),))
    if from_site == to_site:
        raise GateRefused("needle-in", (Lack("same-site", str(to_site), "treatment"),))
    at = at or desk.workplace.local_time()
    return desk.record(
        *account_voided(desk.visit),
        ("treatment-recorded", {"at": at, "event": "out", "site": from_site, "count": count, "moved": to_site, **desk.counted()}),
        ("treatment-recorded", {"at": at, "event": "in", "site": to_site, "count": count, "moved": from_site, **desk.counted()}))


def pass_on(desk: VisitDesk, to: str, at: str = "") -> Visit:
    """Records that somebody else answers for the needles from now on. GateRefused where that is nobody, the patient, or
    who answers for them already."""
    demand("needle-out", desk.standing)
    if not to.strip():
        raise GateRefused("pass-on", (Lack("statement-part", "to", "treatment"),))
    if is_same_name(to, desk.visit.patient.name) or is_same_name(to, ledger_of(desk.visit).in_charge):
        raise GateRefused("pass-on", (Lack("same-person", to, "treatment"),))
    return _handled(desk, "passed-on", at, to=to.strip())


def let_count(desk: VisitDesk, name: str) -> None:
    """From now on somebody counts for the hands that needle; an empty name: those count themselves. Every count says so.
    GateRefused for the patient, UnprintableCharacter where no page could show the name."""
    name = " ".join(name.split())
    if is_same_name(name, desk.visit.patient.name):
        raise GateRefused("let-count", (Lack("same-person", name, "treatment"),))
    demand_printable({"by": name})
    desk.counter = name


def all_out(desk: VisitDesk, by: str = "", at: str = "") -> Visit:
    """Records every needle that has to come out as out, in one act; they wait to be counted."""
    return desk.remove_all(at, by=by, to_count=True)


def count_after(desk: VisitDesk, counts: Counts, at: str = "", by: str = "") -> Visit:
    """Records how many of the needles that *all out* took out were found; what is missing is in again, at its site.
    GateRefused where nothing waits, where more were found than went out, or where fewer were found and nobody said at
    which site."""
    demand("needle-out", desk.standing)
    book = ledger_of(desk.visit)
    found = _found(counts, book)
    return _handled(desk, "needles-counted", at, sum(found) < book.to_count, by=by or desk.counter, counts=found)


def declare_left(desk: VisitDesk, site: int, count: int, why: str, at: str = "") -> Visit:
    """Records needles that stay in on purpose. GateRefused where they are not in, the plan does not say that they stay,
    nobody signed for it, or no reason is given."""
    demand("leave-in", desk.standing)
    line = desk.line("leave-in", site, count)
    lacking = list(left_in_lacks(desk.visit, site, line.declared + count, signatures_wanted(desk.standing)))
    lacking += [Lack("needles", f"site {site} holds {line.present}", "treatment")] if count > line.present else []
    lacking += [] if why.strip() else [Lack("statement-part", "why", "treatment")]
    if lacking:
        raise GateRefused("leave-in", lacking)
    return _handled(desk, "left-in-declared", at, True, site=site, count=count, why=why.strip())


def packs(desk: VisitDesk, opened: int, unused: int, discarded: int) -> Visit:
    """Records how many packs were opened, opened and not used, and thrown away; the last word counts."""
    if min(opened, unused, discarded) < 0 or unused > opened:
        raise GateRefused("packs", (Lack("count", f"{opened} opened, {unused} unused, {discarded} discarded", "treatment"),))
    return desk.record(("packs-counted", {"opened": opened, "unused": unused, "discarded": discarded}))


def _handled(desk: VisitDesk, what: str, at: str, voids: bool = False, **told: object) -> Visit:
    """Records one thing that was done about needles; what is empty is not written. Where it `voids`, a search that was
    written before holds no longer."""
    held = {key: list(value) if isinstance(value, tuple) else value for key, value in told.items() if value not in ("", None)}
    before = account_voided(desk.visit) if voids else ()
    return desk.record(*before, (what, {"at": at or desk.workplace.local_time(), **held}))


def _found(counts: Counts, book: Ledger) -> tuple[int, ...]:
    """One number a site. GateRefused where the numbers do not tell it."""
    waiting = [line.to_count for line in book.sites]
    if not sum(waiting):
        raise GateRefused("count-after", (Lack("nothing-to-count", "", "treatment"),))
    if isinstance(counts, int):
        if counts < sum(waiting):
            raise GateRefused("count-after", (Lack("count-by-site", f"{counts} of {sum(waiting)}", "treatment"),))
        found = waiting if counts == sum(waiting) else [counts]
    elif isinstance(counts, Mapping):
        found = [counts.get(site, 0 if not number else -1) for site, number in enumerate(waiting)]
        found += [number for site, number in counts.items() if not 0 <= site < len(waiting)]
    else:
        found = list(counts)
    if len(found) != len(waiting) or any(not 0 <= number <= most for number, most in zip(found, waiting, strict=True)):
        raise GateRefused("count-after", (Lack("count", f"{sum(found)} of {sum(waiting)}", "treatment"),))
    return tuple(found)
