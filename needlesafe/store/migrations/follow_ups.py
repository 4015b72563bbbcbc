"""
From form 3 to form 4: the line of a visit says when its patient is asked how they are.

What a visit calls for is told by the content, which the store does not know: the latest closed visits are marked, and
`flow.follow_ups` works them out when the list is first shown.
"""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Connection, text

NOT_WORKED_OUT = "?"
"""Stands in `due_from` until somebody who knows the content has looked; it sorts behind every time."""
_DAYS = 14
"""No contact is due longer after a visit, unless it was agreed, which older stores do not know."""


def add_follow_ups(connection: Connection) -> None:
    """Adds the columns as they were first made, whatever becomes of them later."""
    for name, kind in (("due_from", "VARCHAR(16)"), ("due_until", "VARCHAR(16)"), ("due_for", "TEXT")):
        connection.execute(text(f"ALTER TABLE visits ADD COLUMN {name} {kind} NOT NULL DEFAULT ''"))
    connection.execute(text("CREATE INDEX visits_by_due ON visits (due_from)"))
    latest = connection.execute(text("SELECT max(date) FROM visits")).scalar()
    if latest:
        since = (date.fromisoformat(latest) - timedelta(days=_DAYS)).isoformat()
        connection.execute(text("UPDATE visits SET due_from = :mark WHERE state != 'open' AND date >= :since"),
                           {"mark": NOT_WORKED_OUT, "since": since})
