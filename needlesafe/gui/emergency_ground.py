"""
Where the taps of an emergency card go: into the visit on the screen, or, where there is none, into the log of the store.

What cannot be recorded at once stays in its episode, and whoever shows the card tries again every second.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from needlesafe.domain.anatomy import Site
from needlesafe.domain.catalogue import Catalogue, EventCard
from needlesafe.domain.emergency import Happened, Kept
from needlesafe.errors import UserError
from needlesafe.flow.emergency import LooseEmergency, loose_emergencies, note, record, record_elsewhere, set_aside, take_in
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.flow.workplace import Workplace, steady
from needlesafe.gui.messages import error_words, tr
from needlesafe.gui.step_page import Screen


@dataclass(slots=True)
class Episode:
    """One emergency from its choice to its end, with what is known of it and what is not recorded yet."""

    id: str
    event: EventCard
    happened: Happened
    began: float
    """On the monotonic clock, in seconds."""
    visit_id: str = ""
    """The visit that it belongs to; empty where it belongs to none yet."""
    kept: Kept = Kept()
    noted: bool = False
    """Whether the log of the store holds its beginning."""
    over: bool = False
    detail: dict[str, Any] = field(default_factory=dict)
    unsaved: dict[str, Any] = field(default_factory=dict)


class Ground(Protocol):
    """What a card stands on."""

    visit_id: str
    """The visit on the screen; empty where there is none."""

    @property
    def catalogue(self) -> Catalogue:
        """The content."""

    @property
    def number(self) -> str:
        """The country's number; empty where the country is not known."""

    @property
    def sites(self) -> Sequence[Site]:
        """The plan of the visit."""

    def monotonic(self) -> float:
        """Seconds that never go back."""

    def moment(self) -> tuple[str, str]:
        """The local date and time of day."""

    def known(self, episode: Episode) -> Mapping[str, Any]:
        """What stands recorded of an episode, where that is at hand."""

    def keep(self, episode: Episode, told: Mapping[str, Any]) -> str:
        """Records what was told; why it could not be, empty where it was."""

    def loose(self) -> tuple[LooseEmergency, ...]:
        """What was noted outside a visit and belongs to none yet."""

    def take_in(self, emergency: LooseEmergency, episode: Episode | None) -> bool:
        """Whether an emergency from outside now stands in the visit on the screen."""

    def set_aside(self, emergency: str) -> bool:
        """Whether it is said that an emergency belongs to no visit."""


class VisitGround:
    """The visit on the screen, open or sealed."""

    def __init__(self, screen: Screen) -> None:
        self._screen, self.visit_id = screen, screen.desk.visit_id

    @property
    def catalogue(self) -> Catalogue:
        """The content of the workplace."""
        return self._screen.desk.workplace.catalogue

    @property
    def number(self) -> str:
        """The number of the country of the visit."""
        return self.catalogue.jurisdiction(self._screen.desk.visit.jurisdiction).emergency_number

    @property
    def sites(self) -> Sequence[Site]:
        """The plan as it stands."""
        return self._screen.desk.visit.sites

    def monotonic(self) -> float:
        """Seconds of the workplace's clock that never goes back."""
        return self._screen.desk.workplace.monotonic()

    def moment(self) -> tuple[str, str]:
        """The local date and time of day."""
        return _moment(self._screen.desk.workplace)

    def known(self, episode: Episode) -> Mapping[str, Any]:
        """What the treatment holds of an episode of this visit."""
        visit, place = self._screen.desk.visit, episode.kept.treatment
        return visit.treatment[place].detail if episode.visit_id == self.visit_id and place >= 0 else {}

    def keep(self, episode: Episode, told: Mapping[str, Any]) -> str:
        """Records at the desk as soon as nothing is being sealed; what the store refuses is said in the banner too."""
        if self._screen.busy:
            return tr("Kept here until the seal is done, then saved.")
        saved = self._screen.act(lambda desk: self._record(desk, episode, told))
        return "" if saved else tr("Not saved yet: see above. It is kept here and tried again every second.")

    def loose(self) -> tuple[LooseEmergency, ...]:
        """What may belong to this visit."""
        return loose_emergencies(self._screen.desk.workplace)

    def take_in(self, emergency: LooseEmergency, episode: Episode | None) -> bool:
        """Whether an emergency from outside now stands in this visit; the card that is still open goes on in it."""
        def deed(desk: VisitDesk) -> None:
            kept = take_in(desk, emergency)
            if episode is not None:
                episode.visit_id, episode.kept = desk.visit_id, kept

        return not self._screen.busy and self._screen.act(deed)

    def set_aside(self, emergency: str) -> bool:
        """Whether it is said that an emergency belongs to no visit."""
        return not self._screen.busy and self._screen.act(lambda desk: set_aside(desk.workplace, emergency))

    def _record(self, desk: VisitDesk, episode: Episode, told: Mapping[str, Any]) -> None:
        if episode.visit_id == desk.visit_id:
            episode.kept = record(desk, episode.happened, told, episode.kept)
        else:
            keep_elsewhere(desk.workplace, episode, told)


class LooseGround:
    """Everywhere else: before anybody signed in, at home, on every page that is of no visit."""

    visit_id = ""
    sites: Sequence[Site] = ()

    def __init__(self, catalogue: Callable[[], Catalogue], place: Callable[[], str],
                 workplace: Callable[[], Workplace | None]) -> None:
        self._catalogue, self._place, self._workplace = catalogue, place, workplace

    @property
    def catalogue(self) -> Catalogue:
        """The content, read now if it was not yet. BadInput where it has faults."""
        return self._catalogue()

    @property
    def number(self) -> str:
        """The number of the clinic's country, where the store, or the form on the screen, says which that is."""
        place = self._place()
        return self.catalogue.jurisdiction(place).emergency_number if place else ""

    def monotonic(self) -> float:
        """Seconds that never go back."""
        place = self._workplace()
        return place.monotonic() if place else steady()

    def moment(self) -> tuple[str, str]:
        """The local date and time of day."""
        place, now = self._workplace(), datetime.now().astimezone()
        return _moment(place) if place else (now.date().isoformat(), now.strftime("%H:%M"))

    def known(self, episode: Episode) -> Mapping[str, Any]:
        """Nothing: whatever was told here stands in the episode."""
        return {}

    def keep(self, episode: Episode, told: Mapping[str, Any]) -> str:
        """Notes it in the log of the store, or in the visit that was left with its card open."""
        place = self._workplace()
        if place is None:
            return tr("Kept here until the records are opened, then saved.")
        try:
            keep_elsewhere(place, episode, told)
        except UserError as error:
            happened, safe, _ = error_words(error)
            return tr("Not saved yet: {why} It is kept here and tried again every second.").format(why=f"{happened} {safe}")
        return ""

    def loose(self) -> tuple[LooseEmergency, ...]:
        """What waits for its visit."""
        place = self._workplace()
        return loose_emergencies(place) if place else ()

    def take_in(self, emergency: LooseEmergency, episode: Episode | None) -> bool:
        """False: there is no visit here."""
        return False

    def set_aside(self, emergency: str) -> bool:
        """Whether it is said that an emergency belongs to no visit; what the store refuses stays on offer."""
        place = self._workplace()
        try:
            if place is not None:
                set_aside(place, emergency)
        except UserError:
            return False
        return place is not None


def keep_elsewhere(workplace: Workplace, episode: Episode, told: Mapping[str, Any]) -> None:
    """Records what was told of an emergency that is not of the visit on the screen."""
    if episode.visit_id:
        episode.kept = record_elsewhere(workplace, episode.visit_id, episode.happened, told, episode.kept)
    else:
        note(workplace, episode.id, told, None if episode.noted else episode.happened)
        episode.noted = True


def _moment(workplace: Workplace) -> tuple[str, str]:
    return workplace.today(), workplace.local_time()
