"""
The tables of the store, in words that SQLite and PostgreSQL both understand.

What belongs to the domain (payloads, patients, users, the clinic) is kept as JSON text, so that a new field of the
domain is no new column. Columns are what is searched, ordered or bound.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text, UniqueConstraint

metadata = MetaData()

KEY_TEXT = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that is ordered by its bytes, so that a prefix is a range."""

schema_version = Table("schema_version", metadata, Column("version", Integer, primary_key=True, autoincrement=False))

clinic = Table("clinic", metadata, Column("id", Integer, primary_key=True), Column("content", Text, nullable=False))

users = Table("users", metadata, Column("id", Text, primary_key=True), Column("content", Text, nullable=False))

patients = Table(
    "patients", metadata,
    Column("id", Text, primary_key=True),
    Column("sort_key", KEY_TEXT, nullable=False),
    Column("identifier_key", Text, nullable=True, unique=True),
    Column("content", Text, nullable=False),
    Index("patients_by_name", "sort_key"),
)

patient_words = Table(
    "patient_words", metadata,
    Column("word", KEY_TEXT, primary_key=True),
    Column("patient_id", ForeignKey("patients.id"), primary_key=True),
    Index("words_by_patient", "patient_id"),
    sqlite_with_rowid=False,
)

visits = Table(
    "visits", metadata,
    Column("id", Text, primary_key=True),
    Column("patient_id", Text, nullable=False),
    Column("patient_name", Text, nullable=False),
    Column("birth_date", String(10), nullable=False),
    Column("date", String(10), nullable=False),
    Column("state", String(16), nullable=False),
    Column("step", String(32), nullable=False),
    Column("sites", Text, nullable=False),
    Column("last_at", String(32), nullable=False),
    Column("last_sequence", Integer, nullable=False),
    Column("due_from", String(16), nullable=False, server_default=""),
    Column("due_until", String(16), nullable=False, server_default=""),
    Column("due_for", Text, nullable=False, server_default=""),
    Column("facts", Text, nullable=False, server_default=""),
    Column("number", Integer, nullable=True),
    Index("visits_by_patient", "patient_id", "date"),
    Index("visits_by_state", "state", "date"),
    Index("visits_by_due", "due_from"),
    Index("visits_by_number", "number", "patient_id"),
)

visit_words = Table(
    "visit_words", metadata,
    Column("word", KEY_TEXT, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

events = Table(
    "events", metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("visit", ForeignKey("visits.id"), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("at", String(32), nullable=False),
    Column("gap_ms", Integer, nullable=False),
    Column("actor", Text, nullable=False),
    Column("type", String(64), nullable=False),
    Column("payload", Text, nullable=False),
    Column("salt", String(32), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("link", String(64), nullable=False),
    Column("mac", String(64), nullable=False),
    Column("head", String(64), nullable=False),
    UniqueConstraint("visit", "sequence"),
)

documents = Table(
    "documents", metadata,
    Column("id", Integer, primary_key=True),
    Column("visit_id", ForeignKey("visits.id"), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("data", LargeBinary, nullable=False),
    UniqueConstraint("visit_id", "sha256"),
)

day_checks = Table(
    "day_checks", metadata,
    Column("day", String(10), primary_key=True),
    Column("room", Text, primary_key=True),
    Column("answers", Text, nullable=False),
)

seal_keys = Table(
    "seal_keys", metadata,
    Column("id", Integer, primary_key=True),
    Column("private", LargeBinary, nullable=False),
    Column("certificate", LargeBinary, nullable=False),
    Column("made_at", String(32), nullable=False),
)

adoptions = Table(
    "adoptions", metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("content", Text, nullable=False),
    Column("link", String(64), nullable=False),
    Column("mac", String(64), nullable=False),
)

adoption_drafts = Table(
    "adoption_drafts", metadata,
    Column("user", Text, primary_key=True),
    Column("content", Text, nullable=False),
)

time_stamps = Table(
    "time_stamps", metadata,
    Column("position", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("wanted_at", String(32), nullable=False),
    Column("answer", LargeBinary, nullable=True),
    Column("answered_at", String(32), nullable=False),
)

emergency_notes = Table(
    "emergency_notes", metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("content", Text, nullable=False),
    Column("link", String(64), nullable=False),
    Column("mac", String(64), nullable=False),
)

patient_events = Table(
    "patient_events", metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("patient", Text, nullable=False),
    Column("type", String(64), nullable=False),
    Column("at", String(32), nullable=False),
    Column("actor", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("salt", String(32), nullable=False),
    Column("link", String(64), nullable=False),
    Column("mac", String(64), nullable=False),
)

settings = Table("settings", metadata, Column("name", String(64), primary_key=True), Column("content", Text, nullable=False))

accesses = Table(
    "accesses", metadata,
    Column("id", Integer, primary_key=True),
    Column("visit_id", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Index("accesses_by_visit", "visit_id"),
)
