"""
Time stamps from an authority that the clinic named: off unless it did, never waited for, never written into a file.

A sealed file is put in a queue in the store. The queue is worked off whenever somebody asks, and what could not be had
stays in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from threading import Lock

from needlesafe.flow.workplace import Workplace
from needlesafe.seal import Authority, NoStamp, address

SETTING = "time-authority"
_turn = Lock()
"""Held by the round that is gone; another one waits, and finds what is still wanted."""


@dataclass(frozen=True, slots=True)
class Round:
    """What became of one look at the queue."""

    stamped: int = 0
    """How many files got their stamp."""
    waiting: int = 0
    """How many still wait."""
    fault: str = ""
    """Why the first of those got none, as a clause; empty where none was refused."""


def authority_of(workplace: Workplace) -> str:
    """The address that the clinic set; empty where it set none, and then nothing is ever asked."""
    return workplace.store.setting(SETTING)


def set_authority(workplace: Workplace, url: str) -> str:
    """The address as it was kept; an empty one turns time stamps off. BadInput where it is no address."""
    kept = address(url) if url.strip() else ""
    workplace.store.keep_setting(SETTING, kept)
    return kept


def queue_stamp(workplace: Workplace, sha256: str) -> None:
    """Puts a sealed file in the queue, where the clinic wants stamps."""
    if authority_of(workplace):
        workplace.store.want_time_stamp(sha256, workplace.now())


class Stamping:
    """One look at the queue at a time; another thread may call it off."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace
        self._authority: Authority | None = None
        self._off = False

    def work_off(self) -> Round:
        """Asks for every stamp that is wanted; the first that cannot be had ends the round. One round at a time is gone."""
        with _turn:
            return self._worked_off()

    def _worked_off(self) -> Round:
        url, store, stamped = authority_of(self._workplace), self._workplace.store, 0
        wanted = store.wanted_time_stamps()
        if not url or not wanted or self._off:
            return Round(0, len(wanted))
        authority = self._authority = Authority(url)
        for sha256 in wanted:
            if self._off:
                break
            try:
                answer = authority.stamp(sha256)
            except NoStamp as error:
                return Round(stamped, len(wanted) - stamped, str(error))
            store.keep_time_stamp(sha256, answer, self._workplace.now())
            stamped += 1
        return Round(stamped, len(wanted) - stamped)

    def call_off(self) -> None:
        """Ends the round at once, so that nobody waits for it; what is wanted stays wanted."""
        self._off = True
        if self._authority is not None:
            self._authority.call_off()


def stamp_name(name: str) -> str:
    """The name of the stamp of a file, beside it."""
    return f"{PurePath(name).stem}.tsr"
