"""The store keeps what happened to patients besides their visits: corrections and merges, as a chain."""

from __future__ import annotations

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, Text


def add_patient_events(connection: Connection) -> None:
    """Adds the table as it was first made, whatever becomes of it later."""
    metadata = MetaData()
    Table("patient_events", metadata,
          Column("position", Integer, primary_key=True, autoincrement=False),
          Column("patient", Text, nullable=False),
          Column("type", String(64), nullable=False),
          Column("at", String(32), nullable=False),
          Column("actor", Text, nullable=False),
          Column("payload", Text, nullable=False),
          Column("salt", String(32), nullable=False),
          Column("link", String(64), nullable=False),
          Column("mac", String(64), nullable=False))
    metadata.create_all(connection)
