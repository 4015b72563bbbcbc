"""From form 1 to form 2: the store keeps who adopted the content, and how far somebody has read it."""

from __future__ import annotations

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, Text


def add_adoptions(connection: Connection) -> None:
    """Adds the tables as they were first made, whatever becomes of them later."""
    metadata = MetaData()
    Table("adoptions", metadata,
          Column("position", Integer, primary_key=True, autoincrement=False),
          Column("content", Text, nullable=False),
          Column("link", String(64), nullable=False),
          Column("mac", String(64), nullable=False))
    Table("adoption_drafts", metadata, Column("user", Text, primary_key=True), Column("content", Text, nullable=False))
    metadata.create_all(connection)
