"""From form 2 to form 3: the store keeps which files wait for a time stamp, the stamps, and the clinic's settings."""

from __future__ import annotations

from sqlalchemy import Column, Connection, Integer, LargeBinary, MetaData, String, Table, Text


def add_time_stamps(connection: Connection) -> None:
    """Adds the tables as they were first made, whatever becomes of them later."""
    metadata = MetaData()
    Table("time_stamps", metadata,
          Column("position", Integer, primary_key=True),
          Column("sha256", String(64), nullable=False, unique=True),
          Column("wanted_at", String(32), nullable=False),
          Column("answer", LargeBinary, nullable=True),
          Column("answered_at", String(32), nullable=False))
    Table("settings", metadata, Column("name", String(64), primary_key=True), Column("content", Text, nullable=False))
    metadata.create_all(connection)
