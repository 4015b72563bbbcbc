"""
Every entry of a Catalogue under one name, with a digest of what it says.

Two contents are compared by it, and a clinician adopts it entry by entry.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import Any

from needlesafe.content.tables import CONSENT_ARRAYS, TABLES
from needlesafe.domain.catalogue import Catalogue


def entries(catalogue: Catalogue) -> dict[str, Any]:
    """Each entry by its table and id, such as `regions calf` or `consent/en risk rk-lung`, in the catalogue's order."""
    found: dict[str, Any] = {f"{table.into} {name}": entry for table in TABLES
                             for name, entry in getattr(catalogue, table.into).items()}
    for language, text in sorted(catalogue.consent.items()):
        found |= {f"consent/{language} {array} {entry.id}": entry
                  for array, (part, _) in CONSENT_ARRAYS.items() for entry in getattr(text, part)}
        found |= {f"consent/{language} {part} {name}": words
                  for part in ("headings", "paragraphs") for name, words in getattr(text, part).items()}
    return found


def digest(entry: Any) -> str:
    """SHA-256 of what an entry says, as 64 hexadecimal digits; texts and records alike."""
    said = entry if isinstance(entry, str) else asdict(entry)
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
