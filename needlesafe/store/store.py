"""
The store as the rest of the program sees it: one class, one line a deed.

Importing it is cheap; what is heavy comes in at the first `create` or `open`, or earlier through `warm_up`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from needlesafe.domain.events import Event
from needlesafe.domain.identity import PatientEvent
from needlesafe.domain.people import Clinic, Patient, User
from needlesafe.errors import StoreRefused
from needlesafe.store import header as header_file
from needlesafe.store.header import KdfCost
from needlesafe.store.rows import (Access, Adoption, AdoptionDraft, EmergencyNote, Head, PatientRow, SealKey, Sought,
                                   StoredDocument, VisitSummary)

if TYPE_CHECKING:
    from needlesafe.store.opening import Opened


def exists(folder: Path) -> bool:
    """Whether a store, or what is left of one, is in the folder."""
    return any((folder / name).exists() for name in (header_file.FILE_NAME, "store.db"))


def users_of(folder: Path) -> tuple[str, ...]:
    """The ids of those who may open the store. StoreRefused where its header is missing or damaged."""
    return tuple(entry.id for entry in header_file.read(folder).entries)


def place_of(folder: Path) -> str:
    """The jurisdiction of the clinic, before anybody signs in; empty where the store does not say."""
    try:
        return header_file.read(folder).place
    except StoreRefused:
        return ""


def warm_up() -> None:
    """Loads what opening a store needs; meant for a thread while the passphrase is typed."""
    import_module("needlesafe.store.opening")


class Store:
    """An open store. Any thread may use it; one at a time does."""

    def __init__(self, parts: Opened) -> None:
        from needlesafe.store.daybook import Daybook
        from needlesafe.store.patients import Patients
        from needlesafe.store.people import People
        from needlesafe.store.sealed import Sealed
        from needlesafe.store.settings import Settings
        from needlesafe.store.time_stamps import TimeStamps

        self._parts = parts
        self._journal = parts.journal
        self._people = People(parts.database)
        self._patients = Patients(parts.database, parts.identities)
        self._sealed = Sealed(parts.database)
        self._time_stamps = TimeStamps(parts.database)
        self._settings = Settings(parts.database)
        self._daybook = Daybook(parts.database)
        self._user = parts.user

    @classmethod
    def create(cls, folder: Path, passphrase: str, clinic: Clinic, user: User, *, kdf: KdfCost = KdfCost()) -> Store:
        """Makes a store in a new or empty folder and opens it. StoreRefused where something is there."""
        from needlesafe.store import opening

        return cls(opening.made(folder.absolute(), passphrase, clinic, user, kdf))

    @classmethod
    def open(cls, folder: Path, passphrase: str, user: str = "") -> Store:
        """Opens a store; the user may be left out where there is one only. StoreRefused where it cannot be."""
        from needlesafe.store import opening

        return cls(opening.opened(folder.absolute(), passphrase, user))

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Brings everything to its place and lets another process in; once is enough."""
        self._parts.close()

    @property
    def folder(self) -> Path:
        """Where the store is."""
        return self._parts.folder

    @property
    def store_id(self) -> str:
        """32 hexadecimal digits that tell this store from all others."""
        return self._parts.header.store_id

    @property
    def warnings(self) -> tuple[str, ...]:
        """What was found amiss at opening, a sentence or two each; empty where nothing was."""
        return self._parts.warnings

    @property
    def head(self) -> Head:
        """How far the store has come."""
        return self._journal.head

    @property
    def user(self) -> User:
        """Who is signed in."""
        return self._user

    def users(self) -> tuple[User, ...]:
        """Everybody who has a profile here, by id."""
        return self._people.users()

    def add_user(self, user: User, passphrase: str) -> None:
        """Lets somebody else open the store. StoreRefused where the id is taken or the passphrase empty."""
        from needlesafe.store import opening

        header = opening.shared(self._parts, user, passphrase)
        self._parts = replace(self._parts, header=header)
        self._people.keep_user(user)

    def keep_user(self, user: User) -> None:
        """Changes a profile. ValueError for a user who may not open the store."""
        if user.id not in (entry.id for entry in self._parts.header.entries):
            raise ValueError(f"no user {user.id!r}")
        self._people.keep_user(user)
        if user.id == self._user.id:
            self._user = user

    def change_passphrase(self, old: str, new: str) -> None:
        """Gives the signed-in user another passphrase; nothing is encrypted anew. StoreRefused for a wrong one."""
        from needlesafe.store import opening

        self._parts = replace(self._parts, header=opening.rewrapped(self._parts, old, new))

    def knows(self, passphrase: str) -> bool:
        """Whether it is the passphrase of the signed-in user; it takes as long as opening does."""
        from needlesafe.store import opening

        return opening.knows(self._parts, passphrase)

    def clinic(self) -> Clinic:
        """The clinic."""
        return self._people.clinic()

    def keep_clinic(self, clinic: Clinic) -> None:
        """Changes what is known of the clinic."""
        self._people.keep_clinic(clinic)

    def append(self, events: Sequence[Event], summary: VisitSummary) -> None:
        """Adds events of one visit; they are on the disk when it returns. ValueError where they do not follow."""
        self._journal.append(events, summary)

    def events(self, visit_id: str) -> tuple[Event, ...]:
        """The events of a visit; none where there is no such visit. StoreRefused where one was changed."""
        return self._journal.events(visit_id)

    def summary(self, visit_id: str) -> VisitSummary | None:
        """The visit in one line; None where it is not there."""
        return self._journal.summary(visit_id)

    def unfinished(self) -> tuple[VisitSummary, ...]:
        """The open visits, the latest first."""
        return self._journal.unfinished()

    def visits_of(self, patient_id: str) -> tuple[VisitSummary, ...]:
        """The visits of a patient and of whoever is merged into them, the latest first."""
        return self._journal.visits_of(*self._parts.identities.ids_of(patient_id))

    def visits(self) -> tuple[VisitSummary, ...]:
        """All visits, the latest first."""
        return self._journal.visits()

    def events_among(self, visit_ids: Sequence[str], types: Sequence[str]) -> dict[str, tuple[Event, ...]]:
        """The events of some types of some visits, each checked by itself. StoreRefused where one was changed."""
        return self._journal.events_among(visit_ids, types)

    def due(self, until: str) -> tuple[VisitSummary, ...]:
        """The visits whose patient is asked how they are until a local moment and did not come again since;
        whose time ends first comes first."""
        return self._journal.due(until)

    def not_worked_out(self) -> tuple[str, ...]:
        """The ids of visits that an older program kept, of which nobody knows yet whether their patient is asked."""
        return self._journal.not_worked_out()

    def keep_due(self, visit_id: str, due: tuple[str, str, str]) -> None:
        """Keeps from when to when, and for what, the patient of such a visit is asked."""
        self._journal.keep_due(visit_id, due)

    def search_visits(self, sought: Sequence[Sought], limit: int = 50) -> tuple[VisitSummary, ...]:
        """The visits in which everything sought is found, the latest first; none where nothing but patients is sought."""
        return self._journal.search(sought, limit, self._parts.identities.ids_of)

    def keep_patient(self, patient_id: str, patient: Patient) -> None:
        """Adds a patient or changes what is known of them. StoreRefused where the identifier is another's."""
        self._patients.keep(patient_id, patient)

    def add_patients(self, new: Mapping[str, Patient]) -> None:
        """Adds patients who are not here yet, by their ids, all or none. StoreRefused where an identifier is another's."""
        self._patients.add(new)

    def tell_of_patient(self, event: PatientEvent, changed: Patient | None = None) -> None:
        """Adds what happened to a patient, and keeps them as it left them, both or neither. StoreRefused where an
        identifier is another's."""
        self._patients.tell(event, changed)

    def patient_events(self) -> tuple[PatientEvent, ...]:
        """What happened to patients besides their visits, in order; without what was changed by something else."""
        return self._parts.identities.all()

    def person(self, patient_id: str) -> str:
        """The id under which a patient is found now: that of the one into whom they are merged, or their own."""
        return self._parts.identities.person(patient_id)

    def patient(self, patient_id: str) -> Patient | None:
        """The patient with this id as they were described, merged or not; None where there is none."""
        return self._patients.get(patient_id)

    def patient_by_identifier(self, identifier: str) -> PatientRow | None:
        """The patient with the clinic's number; None where there is none or it is empty."""
        return self._patients.by_identifier(identifier)

    def search_patients(self, text: str, limit: int = 50) -> tuple[PatientRow, ...]:
        """The patients for whom every typed word begins a name, the identifier or the birth date; by family name."""
        return self._patients.search(text, limit)

    def keep_document(self, visit_id: str, kind: str, name: str, data: bytes, sha256: str) -> None:
        """Keeps a sealed document beside those before it. ValueError where hash or visit do not fit."""
        self._sealed.keep_document(StoredDocument(visit_id, kind, name, sha256, data))

    def document(self, visit_id: str, kind: str) -> StoredDocument | None:
        """The latest document of a kind; None where there is none. StoreRefused where one was changed."""
        return next((kept for kept in reversed(self.documents(visit_id)) if kept.kind == kind), None)

    def documents(self, visit_id: str) -> tuple[StoredDocument, ...]:
        """The documents of a visit as they were kept. StoreRefused where one was changed."""
        return self._sealed.documents(visit_id)

    def document_name(self, sha256: str) -> str:
        """The file name of a document by its hash; empty where none has it."""
        return self._sealed.name_of(sha256)

    def keep_seal_key(self, private: bytes, certificate: bytes, made_at: str) -> None:
        """Keeps a sealing key beside those before it."""
        self._sealed.keep_seal_key(SealKey(private, certificate, made_at))

    def seal_keys(self) -> tuple[SealKey, ...]:
        """The sealing keys, the newest first."""
        return self._sealed.seal_keys()

    def want_time_stamp(self, sha256: str, at: str) -> None:
        """Notes that a sealed file waits for its time stamp."""
        self._time_stamps.want(sha256, at)

    def wanted_time_stamps(self) -> tuple[str, ...]:
        """The SHA-256 of the files that wait for a time stamp, the longest first."""
        return self._time_stamps.wanted()

    def keep_time_stamp(self, sha256: str, answer: bytes, at: str) -> None:
        """Keeps the stamp of a file that waits for one; it is never replaced. ValueError where none does."""
        self._time_stamps.keep(sha256, answer, at)

    def time_stamp(self, sha256: str) -> bytes | None:
        """The time stamp of a sealed file; None where it has none."""
        return self._time_stamps.stamp(sha256)

    def keep_setting(self, name: str, content: str) -> None:
        """Keeps a setting of the clinic in place of what it was."""
        self._settings.keep(name, content)

    def setting(self, name: str) -> str:
        """What a setting of the clinic holds; empty where it was never set."""
        return self._settings.setting(name)

    def keep_day_check(self, day: str, room: str, answers: dict[str, Any]) -> None:
        """Keeps what was answered for a room on a day."""
        self._daybook.keep_check(day, room, answers)

    def day_check(self, day: str, room: str) -> dict[str, Any]:
        """What was answered for a room on a day; empty where nothing was."""
        return self._daybook.check(day, room)

    def keep_adoption(self, adoption: Adoption) -> None:
        """Keeps who adopted the content, beside those before."""
        self._parts.adoptions.keep(adoption)

    def adoptions(self) -> tuple[Adoption, ...]:
        """Who adopted the content, in order; without what was changed by something else."""
        return self._parts.adoptions.all()

    def keep_adoption_draft(self, draft: AdoptionDraft) -> None:
        """Keeps how far the signed-in user has read, in place of what was kept before."""
        self._parts.adoptions.keep_draft(self._user.id, draft)

    def adoption_draft(self) -> AdoptionDraft:
        """How far the signed-in user has read; nothing yet where nothing was kept."""
        return self._parts.adoptions.draft(self._user.id)

    def note_emergency(self, note: EmergencyNote) -> None:
        """Keeps what was told of an emergency where no visit was open, beside what was told before."""
        self._parts.emergencies.keep(note)

    def emergency_notes(self) -> tuple[EmergencyNote, ...]:
        """What was told of emergencies outside a visit, in order; without what was changed by something else."""
        return self._parts.emergencies.all()

    def register_view(self, visit_id: str, what: str, at: str) -> None:
        """Notes that the signed-in user looked at something; `visit_id` is empty where it is no one visit."""
        self._daybook.register(Access(visit_id, what, self._user.id, at))

    def accesses(self, visit_id: str) -> tuple[Access, ...]:
        """Who looked at a visit, in order."""
        return self._daybook.accesses(visit_id)
