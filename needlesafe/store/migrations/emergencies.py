"""The store keeps what was noted of emergencies where no visit was open."""

from __future__ import annotations

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, Text


def add_emergencies(connection: Connection) -> None:
    """Adds the table as it was first made, whatever becomes of it later."""
    metadata = MetaData()
    Table("emergency_notes", metadata,
          Column("position", Integer, primary_key=True, autoincrement=False),
          Column("content", Text, nullable=False),
          Column("link", String(64), nullable=False),
          Column("mac", String(64), nullable=False))
    metadata.create_all(connection)
