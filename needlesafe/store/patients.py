"""Patients of the store, how they are found, and what is told of them besides their visits."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from needlesafe.domain.events import canonical
from needlesafe.domain.identity import CORRECTED, MERGED, UNMERGED, PatientEvent
from needlesafe.domain.people import Patient, patient_from_json
from needlesafe.store import refusals
from needlesafe.store.database import Database, keep_row
from needlesafe.store.identities import Identities
from needlesafe.store.rows import PatientRow
from needlesafe.store.search_words import begins_with, folded, searched_words, words_of
from needlesafe.store.tables import patient_words, patients


class Patients:
    """The patients of one open store; who is merged into another is found as that other."""

    def __init__(self, database: Database, identities: Identities) -> None:
        self._database = database
        self._identities = identities

    def keep(self, patient_id: str, patient: Patient) -> None:
        """Adds a patient or changes what is known of them. StoreRefused where the identifier is another's."""
        with self._database.writing("The patient") as connection:
            _keep(connection, patient_id, patient, self._words(patient_id, patient))

    def add(self, new: Mapping[str, Patient]) -> None:
        """Adds patients who are not here yet, all or none. StoreRefused where an identifier is another's or twice."""
        rows = [{"id": patient_id, **_values(patient)} for patient_id, patient in new.items()]
        words = [{"word": word, "patient_id": patient_id} for patient_id, patient in new.items() for word in sorted(words_of(patient))]
        keys = [row["identifier_key"] for row in rows if row["identifier_key"]]
        with self._database.writing("The patients") as connection:
            taken = connection.execute(select(patients.c.id).where(patients.c.identifier_key.in_(keys))).first()
            if taken is not None or len(set(keys)) < len(keys):
                raise refusals.identifier_taken()
            if rows:
                connection.execute(patients.insert(), rows)
            if words:
                connection.execute(patient_words.insert(), words)

    def tell(self, event: PatientEvent, changed: Patient | None = None) -> None:
        """Adds an event, and keeps the patient as it left them, both or neither. StoreRefused where the identifier is
        another's."""
        with self._database.turn:
            with self._database.writing("The patient") as connection:
                if changed is not None:
                    _keep(connection, event.patient, changed, self._words(event.patient, changed, event))
                if event.type in (MERGED, UNMERGED):
                    _pass_identifier(connection, event)
                place = self._identities.write(connection, event)
            self._identities.take(event, place)

    def get(self, patient_id: str) -> Patient | None:
        """The patient with this id as they were described, merged or not; None where there is none."""
        with self._database.reading() as connection:
            return _described(connection, patient_id)

    def by_identifier(self, identifier: str) -> PatientRow | None:
        """The patient with the clinic's number; None where there is none or it is empty."""
        key = _identifier_key(identifier)
        if not key:
            return None
        found = self._found([patients.c.identifier_key == key], 1)
        return found[0] if found else self._by_merged_identifier(key)

    def search(self, text: str, limit: int) -> tuple[PatientRow, ...]:
        """The patients for whom every typed word begins one of theirs, by family name; all where nothing is typed."""
        return self._found([patients.c.id.in_(
            select(patient_words.c.patient_id)
            .where(begins_with(patient_words.c.word, readings)))
            for readings in searched_words(text)], limit)

    def _words(self, patient_id: str, patient: Patient, *later: PatientEvent) -> frozenset[str]:
        """What finds a patient: the names and birth dates that were corrected find them still, for they stand on old papers."""
        told = (event for event in (*self._identities.all(), *later) if event.type == CORRECTED and event.patient == patient_id)
        return words_of(patient).union(*(words_of(replace(patient, **event.payload["old"])) for event in told))

    def _found(self, conditions: Iterable[ColumnElement[bool]], limit: int) -> tuple[PatientRow, ...]:
        query = select(patients.c.id, patients.c.content).where(*conditions)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(patients.c.sort_key, patients.c.id).limit(limit)).all()
        return tuple({row.id: row for row in map(self._as_person, rows)}.values())

    def _as_person(self, row: Row) -> PatientRow:
        """The patient of a row, or the one into whom they are merged."""
        person = self._identities.person(row.id)
        known = self.get(person) if person != row.id else None
        return PatientRow(person, known) if known else _row(row)

    def _by_merged_identifier(self, key: str) -> PatientRow | None:
        for patient_id in self._identities.merged():
            known = self.get(patient_id)
            if known is not None and _identifier_key(known.identifier) == key:
                person = self._identities.person(patient_id)
                kept = self.get(person)
                return PatientRow(person, kept) if kept else None
        return None


def _keep(connection: Connection, patient_id: str, patient: Patient, found_by: Iterable[str]) -> None:
    values = _values(patient)
    if _other_with(connection, patient_id, values["identifier_key"]):
        raise refusals.identifier_taken()
    keep_row(connection, patients, {"id": patient_id}, values)
    connection.execute(patient_words.delete().where(patient_words.c.patient_id == patient_id))
    words = [{"word": word, "patient_id": patient_id} for word in sorted(found_by)]
    if words:
        connection.execute(patient_words.insert(), words)


def _values(patient: Patient) -> dict[str, Any]:
    """What the row of a patient holds besides their id."""
    return {"sort_key": folded(f"{patient.family_name} {patient.given_name}"),
            "identifier_key": _identifier_key(patient.identifier), "content": canonical(asdict(patient)).decode()}


def _described(connection: Connection, patient_id: str) -> Patient | None:
    row = connection.execute(select(patients.c.id, patients.c.content).where(patients.c.id == patient_id)).first()
    return _row(row).patient if row else None


def _pass_identifier(connection: Connection, event: PatientEvent) -> None:
    """Lets the one who is kept bear the number of the one who is merged; once apart, each has their own again."""
    known = _described(connection, event.patient)
    key = _identifier_key(known.identifier) if known and event.type == UNMERGED else None
    if _other_with(connection, event.patient, key):
        raise refusals.identifier_taken()
    connection.execute(patients.update().where(patients.c.id == event.patient).values(identifier_key=key))


def _identifier_key(identifier: str) -> str | None:
    return folded(identifier.strip()) or None


def _other_with(connection: Connection, patient_id: str, key: str | None) -> bool:
    query = select(patients.c.id).where(patients.c.identifier_key == key, patients.c.id != patient_id)
    return key is not None and connection.execute(query).first() is not None


def _row(row: Row) -> PatientRow:
    return PatientRow(row.id, patient_from_json(json.loads(row.content)))
