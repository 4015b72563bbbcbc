"""Why a repeat visit needed a consent of its own."""

from __future__ import annotations

from reportlab.platypus import Flowable

from needlesafe.documents.sections.layout import Layout, doubted
from needlesafe.domain.renewal import reasons


def why_new(layout: Layout) -> list[Flowable]:
    """The reasons that hold besides that the visit is new; nothing where there is none."""
    found = reasons(layout.facts.visit, layout.facts.catalogue)
    if not found:
        return []
    return [layout.setter.part("Why this consent is new"),
            *layout.setter.bullets(doubted(reason.text, reason.status) for reason in found)]
