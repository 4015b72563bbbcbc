"""Patients of the store, and how they are found."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import ColumnElement, Connection, Row, select

from needlesafe.domain.events import canonical
from needlesafe.domain.people import Patient, patient_from_json
from needlesafe.store import refusals
from needlesafe.store.database import Database, keep_row
from needlesafe.store.rows import PatientRow
from needlesafe.store.search_words import folded, searched_words, words_of
from needlesafe.store.tables import patient_words, patients

_LAST_CHARACTER = "\U0010ffff"
"""Sorts after every other, so that a prefix ends there."""


class Patients:
    """The patients of one open store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, patient_id: str, patient: Patient) -> None:
        """Adds a patient or changes what is known of them. StoreRefused where the identifier is another's."""
        values = {"sort_key": folded(f"{patient.family_name} {patient.given_name}"),
                  "identifier_key": _identifier_key(patient.identifier), "content": canonical(asdict(patient)).decode()}
        with self._database.writing("The patient") as connection:
            if _other_with(connection, patient_id, values["identifier_key"]):
                raise refusals.identifier_taken()
            keep_row(connection, patients, {"id": patient_id}, values)
            connection.execute(patient_words.delete().where(patient_words.c.patient_id == patient_id))
            words = [{"word": word, "patient_id": patient_id} for word in sorted(words_of(patient))]
            if words:
                connection.execute(patient_words.insert(), words)

    def get(self, patient_id: str) -> Patient | None:
        """The patient with this id; None where there is none."""
        found = self._found([patients.c.id == patient_id], 1)
        return found[0].patient if found else None

    def by_identifier(self, identifier: str) -> PatientRow | None:
        """The patient with the clinic's number; None where there is none or it is empty."""
        key = _identifier_key(identifier)
        found = self._found([patients.c.identifier_key == key], 1) if key else ()
        return found[0] if found else None

    def search(self, text: str, limit: int) -> tuple[PatientRow, ...]:
        """The patients for whom every typed word begins one of theirs, by family name; all where nothing is typed."""
        return self._found([patients.c.id.in_(
            select(patient_words.c.patient_id)
            .where(patient_words.c.word >= word, patient_words.c.word < word + _LAST_CHARACTER))
            for word in searched_words(text)], limit)

    def _found(self, conditions: Iterable[ColumnElement[bool]], limit: int) -> tuple[PatientRow, ...]:
        query = select(patients.c.id, patients.c.content).where(*conditions)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(patients.c.sort_key, patients.c.id).limit(limit)).all()
        return tuple(_row(row) for row in rows)


def _identifier_key(identifier: str) -> str | None:
    return folded(identifier.strip()) or None


def _other_with(connection: Connection, patient_id: str, key: str | None) -> bool:
    query = select(patients.c.id).where(patients.c.identifier_key == key, patients.c.id != patient_id)
    return key is not None and connection.execute(query).first() is not None


def _row(row: Row) -> PatientRow:
    return PatientRow(row.id, patient_from_json(json.loads(row.content)))
