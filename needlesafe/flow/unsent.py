"""
What is written and not sent yet: a letter before its seal, an enquiry before it is kept, a patient before the first visit.

It is no part of any record. It stands in the store, encrypted like everything there, so that closing or a crash loses none of it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from needlesafe.flow.workplace import Workplace


@dataclass(frozen=True, slots=True)
class Unsent:
    """The drafts that belong to a visit, a patient or a user."""

    workplace: Workplace
    owner: str
    """The id of whom or what they belong to."""

    def kept(self, kind: str) -> dict[str, Any]:
        """What was written, field by field; nothing where there is no draft."""
        told = self.workplace.store.setting(self._name(kind))
        return json.loads(told) if told else {}

    def keep(self, kind: str, told: dict[str, Any]) -> None:
        """Keeps a draft in place of what it was; nothing is written where it is the same. StoreRefused where it cannot be."""
        if told == self.kept(kind):
            return
        self.workplace.store.keep_setting(self._name(kind), json.dumps(told, ensure_ascii=False) if told else "")

    def drop(self, kind: str) -> None:
        """Leaves nothing of a draft that was sent or thrown away."""
        self.keep(kind, {})

    def _name(self, kind: str) -> str:
        return f"unsent {self.owner} {kind}"
