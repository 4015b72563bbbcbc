"""The store: an encrypted folder that keeps events, patients, people and sealed documents."""

from needlesafe.store.header import KdfCost
from needlesafe.store.rows import (Access, Adoption, AdoptionDraft, EmergencyNote, Head, PatientRow, SealKey, Sought,
                                   StoredDocument, VisitSummary)
from needlesafe.store.store import Store, exists, place_of, users_of, warm_up

__all__ = ["Access", "Adoption", "AdoptionDraft", "EmergencyNote", "Head", "KdfCost", "PatientRow", "SealKey", "Sought",
           "Store", "StoredDocument", "VisitSummary", "exists", "place_of", "users_of", "warm_up"]
