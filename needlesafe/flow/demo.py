"""
The invented clinic of the demonstration: a few months of visits, walked through the same desk and the same gates as any
other, on days that the clock of each visit is set to.

It has a folder, a store, a seal and a register of its own, and is made anew whenever it is opened. Every visit that begins
in it says so in its first event, so every page that is printed of it says DEMO.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.consent import Signature, Stroke
from needlesafe.domain.earlier import changes_asked
from needlesafe.domain.follow_up import next_contact
from needlesafe.domain.pauses import BEFORE, INSIDE, pause_items
from needlesafe.domain.statements import Enquiry
from needlesafe.errors import StoreRefused
from needlesafe.flow.demo_people import CLINIC, STORIES, USER, Story
from needlesafe.flow.clinic_seal import seal_key
from needlesafe.flow.follow_ups import enquire
from needlesafe.flow.gates import discharge_items, readiness_items, signatures_wanted, understanding_items
from needlesafe.flow.progress import Progress
from needlesafe.flow.reception import begin
from needlesafe.flow.sealing import agree, finish, prepare_consent
from needlesafe.flow.visit_desk import Told, VisitDesk
from needlesafe.flow.workplace import Workplace
from needlesafe.seal import Register
from needlesafe.store import KdfCost, Store
from needlesafe.store.lock import StoreLock

MARK = "needlesafe-demo"
"""The file that tells the folder of a demonstration from any other: without it nothing is removed."""
PASSPHRASE = "an invented clinic"
"""No secret: everybody in the clinic is invented."""
_CHEAP = KdfCost(memory_kib=8, passes=1, lanes=1)
_SCRIBBLE: tuple[Stroke, ...] = (((0.1, 0.6, 0, 0.4), (0.2, 0.3, 20, 0.6), (0.3, 0.65, 45, 0.7), (0.42, 0.35, 70, 0.5)),
                                 ((0.5, 0.5, 320, 0.5), (0.68, 0.42, 350, 0.6), (0.85, 0.58, 390, 0.3)))


class _Clock:
    """Time that passes where a story says so; its seconds never go back."""

    def __init__(self, at: datetime) -> None:
        self._at, self._begin = at, at

    def now(self) -> datetime:
        """The time that the story has reached."""
        return self._at

    def seconds(self) -> float:
        """The seconds since the visit began."""
        return (self._at - self._begin).total_seconds()

    def wait(self, minutes: float) -> None:
        """Lets time pass."""
        self._at += timedelta(minutes=minutes)

    def reach(self, local: str) -> None:
        """Lets time pass until an hour after a local time."""
        self._at = datetime.fromisoformat(local).astimezone(self._at.tzinfo) + timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class _Visit:
    """One visit of a story."""

    at: datetime
    story: Story
    number: int
    """0 for the first visit of the patient."""

    @property
    def kind(self) -> str:
        """How it differs, the last visit of a story alone."""
        return self.story.last if self.number == len(self.story.days) - 1 else ""


def make(home: Path, catalogue: Catalogue, now: datetime, progress: Progress) -> Workplace:
    """The invented clinic, made anew in a folder of its own; with fewer visits where it was called off. StoreRefused where the folder holds
    anything else, or the clinic is open in another window."""
    folder = home / "store"
    _clear(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    (folder.parent / MARK).touch()
    visits = sorted(_visits(now), key=lambda visit: visit.at)
    covered = replace(USER.practitioner, cover_until=f"{now.year + 1}-12-31")
    store = Store.create(folder, PASSPHRASE, CLINIC, replace(USER, practitioner=covered), kdf=_CHEAP)
    workplace = Workplace(store, catalogue, Register(home / "register"), demo=True)
    seal_key(replace(workplace, clock=lambda: visits[0].at - timedelta(days=1)))
    for done, visit in enumerate(visits):
        if not progress.goes_on(done, len(visits)):
            break
        _ask_after(*_walk(workplace, visit), now)
    return workplace


def _clear(folder: Path) -> None:
    """Removes the clinic that was there before."""
    if not folder.exists():
        return
    if not (folder.parent / MARK).is_file():
        raise StoreRefused(f"The folder {folder} holds records that are no demonstration.", "Nothing was touched.",
                           "Start NeedleSafe without 'demo' to open them.")
    StoreLock(folder).release()
    shutil.rmtree(folder)
    for head in folder.parent.glob(f"{folder.name}.head*"):
        head.unlink()


def _visits(now: datetime) -> Iterator[_Visit]:
    """Every visit of every story, on its day; nobody comes on a Sunday."""
    for place, story in enumerate(STORIES):
        for number, days in enumerate(story.days):
            day = now - timedelta(days=days)
            if days and day.astimezone().weekday() == 6:
                day -= timedelta(days=1)
            at = day.astimezone().replace(hour=8 + place, minute=30, second=0, microsecond=0).astimezone(now.tzinfo)
            yield _Visit(at if days else now, story, number)


def _walk(workplace: Workplace, visit: _Visit) -> tuple[VisitDesk, _Clock]:
    """Walks one visit to where it ends; its desk and its clock."""
    clock, story = _Clock(visit.at), visit.story
    desk = begin(replace(workplace, clock=clock.now, monotonic=clock.seconds), story.patient, trial_choice="practice")
    clock.wait(3)
    answer_all(desk, story, visit.number)
    clock.wait(8)
    if visit.kind == "open":
        return desk, clock
    talk(desk)
    clock.wait(5)
    if visit.kind == "declined":
        desk.decide("declined", reason="I would rather exercise first.")
    else:
        sign_all(desk, clock.wait)
        _needle(desk, clock, visit.kind)
        note(desk, story, visit.number)
    clock.wait(4)
    finish(desk)
    return desk, clock


def _ask_after(desk: VisitDesk, clock: _Clock, now: datetime) -> None:
    """The patient is asked how they are whenever that was due and is over by now."""
    if not desk.visit.closed:
        return
    until = now.astimezone().isoformat()[:16]
    while (due := next_contact(desk.visit, desk.workplace.catalogue)) is not None and due.until < until:
        clock.reach(due.since)
        enquire(desk, Enquiry("well", due.asks, said="A little sore, gone by now.", how="telephone"))


def answer_all(desk: VisitDesk, story: Story, number: int) -> None:
    """Everything that the consent waits for; what is asked follows from what was answered."""
    before = story.pains[number][0]
    desk.indicate(complaint=story.complaint, goal=story.goal, pain_before=before)
    desk.plan_sites(replace(site, expires=f"{int(desk.visit.date[:4]) + 2}-06") for site in story.sites)
    desk.record(*(("since-last-answered", {"id": change.id, "answer": "no"})
                  for change in changes_asked(desk.visit, desk.workplace.catalogue)))
    while missing := desk.assessment.unanswered:
        desk.record(*(_answered(desk, story, name) for name in missing))
    standing = desk.standing
    desk.record(*(("readiness-answered", {"id": item.id, "answer": item.wanted}) for item in readiness_items(standing)
                  if desk.visit.readiness.get(item.id) != item.wanted),
                *(("acknowledged", {"id": item.id}) for item in standing.assessment.acknowledgements),
                *(("change-accepted", {"finding": finding.id}) for finding in standing.assessment.findings
                  if finding.action == "modify" and finding.open))


def _answered(desk: VisitDesk, story: Story, name: str) -> Told:
    first = {"pr-first-treatment": "yes"} if desk.visit.number == 1 else {}
    quiet = "no" if desk.workplace.catalogue.questions[name].raised_by == "yes" else "yes"
    return "answered", {"id": name, "answer": {**first, **story.answers}.get(name, quiet)}


def talk(desk: VisitDesk) -> None:
    """What was asked and understood, and the draft that is read."""
    desk.record(("consent-talk-recorded", {"questions": "Does it hurt? A prick, then a short ache."}),
                *(("understanding-answered", {"id": item.id, "answer": item.wanted})
                  for item in understanding_items(desk.standing)))
    prepare_consent(desk)


def sign_all(desk: VisitDesk, wait: Callable[[float], None] = lambda _: None) -> None:
    """Every signature and the sealed consent."""
    names = {"patient": desk.visit.patient.name, "practitioner": desk.visit.practitioner.name}
    for role, purpose in signatures_wanted(desk.standing):
        desk.sign(Signature(role, (purpose,), names[role], _SCRIBBLE))
        wait(0.5)
    agree(desk)


def _needle(desk: VisitDesk, clock: _Clock, kind: str) -> None:
    """The pause before the first needle, needles in, the pause while they are in, needles out, and once a faint."""
    _pause(desk, BEFORE)
    for index, site in enumerate(desk.visit.sites):
        clock.wait(2)
        desk.place(index, site.needles)
    _pause(desk, INSIDE)
    clock.wait(4)
    if kind == "faint":
        desk.remove_all()
        desk.adverse("ae-vasovagal", 0, {"found": "pale and sweaty", "outcome": "settled lying down", "minutes": 6})
        clock.wait(12)
        return
    for index, site in enumerate(desk.visit.sites):
        desk.remove(index, site.needles)


def _pause(desk: VisitDesk, kind: str) -> None:
    desk.pause({item.id: item.wanted for item in pause_items(kind, desk.workplace.catalogue)})


def note(desk: VisitDesk, story: Story, number: int) -> None:
    """How it went, and the checks before leaving."""
    desk.note(response="local twitch, familiar ache, eased", pain_after=story.pains[number][1], bleeding="none",
              bruising="none seen", soreness="slight", follow_up="phone tomorrow; next visit as agreed",
              aftercare_given=True, red_flags_explained=True)
    desk.record(*(("discharge-answered", {"id": item.id, "answer": item.wanted}) for item in discharge_items(desk.standing)))
