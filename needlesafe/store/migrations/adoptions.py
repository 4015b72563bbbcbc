"""From form 1 to form 2: the store keeps who adopted the content."""

from __future__ import annotations

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, Text


def add_adoptions(connection: Connection) -> None:
    """Adds the table as it was first made, whatever becomes of it later."""
    Table("adoptions", MetaData(),
          Column("position", Integer, primary_key=True, autoincrement=False),
          Column("content", Text, nullable=False),
          Column("link", String(64), nullable=False),
          Column("mac", String(64), nullable=False)).create(connection)
