"""The sheet for the other side: how a sealed file is checked with free tools, and what the answers mean."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from reportlab.platypus import Flowable

from needlesafe.documents.build import build, fits_one_page
from needlesafe.documents.facts import Built, Sealing
from needlesafe.documents.guide_text import Part, parts
from needlesafe.documents.sections.opening import letterhead
from needlesafe.documents.sheet import Sheet
from needlesafe.documents.style import FINE
from needlesafe.documents.typesetter import Typesetter
from needlesafe.documents.wording import Wording
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.people import Clinic, paper_of
from needlesafe.paths import assets_dir

PAGE = "checking.md"
"""The page of the guide that is printed."""
TITLE, FOOT = "How to check a file that NeedleSafe sealed", "How to check a sealed file"
_SHARES = (2, 3)
_MOST_SEALS = 3


def sheet(catalogue: Catalogue, clinic: Clinic, seals: Sequence[Sealing], created: datetime) -> Built:
    """The sheet with the clinic's letterhead and the fingerprints of its seals, the newest first, as many as fit one page."""
    paper = Sheet(title=TITLE, subject=FOOT, author=clinic.name, language="en", created=created, patient=clinic.name, born="",
                  visit=Wording(catalogue.consent["en"], {}).day(created.date().isoformat()), footer=FOOT,
                  page_size=paper_of(clinic, clinic.jurisdiction))
    head = letterhead(clinic, catalogue.letterhead, Typesetter(FINE))
    for most in range(_MOST_SEALS, 1, -1):
        if fits_one_page([head, *_story(clinic, seals[:most])], paper):
            return build([head, *_story(clinic, seals[:most])], paper)
    return build([head, *_story(clinic, seals[:1])], paper)


def _story(clinic: Clinic, seals: Sequence[Sealing]) -> list[Flowable]:
    setter, read = Typesetter(FINE), parts((assets_dir() / "guide" / PAGE).read_text("utf-8"))
    needed = next((at for at, part in enumerate(read) if part.kind == "list"), 0) + 1
    return [*_pieces(read[:needed], setter), *_seals(clinic, seals, setter), *_pieces(read[needed:], setter)]


def _pieces(read: Sequence[Part], setter: Typesetter) -> list[Flowable]:
    story: list[Flowable] = []
    for part in read:
        if part.kind == "table":
            story.append(setter.table(part.rows[0], part.rows[1:], _SHARES))
        elif part.kind == "list":
            story += setter.bullets(row[0] for row in part.rows)
        else:
            make = {"title": setter.title, "section": setter.section}.get(part.kind, setter.text)
            story += [make(row[0]) for row in part.rows]
    return story


def _seals(clinic: Clinic, seals: Sequence[Sealing], setter: Typesetter) -> list[Flowable]:
    """What the clinic says of its certificates on this sheet; who checks asks for it by another way as well."""
    if not seals:
        return []
    rows = [(_named(seal, clinic), seal.sha256) for seal in seals]
    return [setter.boxed(setter.text(f"Certificates of {clinic.name}, and their fingerprints (SHA-256)", "strong"),
                         setter.facts(rows, 0.32))]


def _named(seal: Sealing, clinic: Clinic) -> str:
    """The years of a certificate, and the name in it where that is not the clinic's."""
    years = f"{seal.begins} to {seal.ends}"
    return years if seal.clinic == clinic.name else f"{seal.clinic}, {years}"
