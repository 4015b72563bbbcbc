"""
The consent: what the patient reads, then, once it is signed, the same pages with the page of signatures and the seal.

The pages that are read depend on nothing but what is read: neither on signatures nor on a decision nor on a clock.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from reportlab.platypus import Flowable

from needlesafe.documents.build import build, build_draft, fits_one_page
from needlesafe.documents.facts import Attachment, Built, Facts
from needlesafe.documents.running import sheet_of
from needlesafe.documents.sections import risks, talk
from needlesafe.documents.sections.companions import beside
from needlesafe.documents.sections.layout import Layout
from needlesafe.documents.sections.left_in import planned_to_stay
from needlesafe.documents.sections.opening import opening, who
from needlesafe.documents.sections.plan import mapped_plan, patients_line
from needlesafe.documents.sections.signing import GRIDS, Grid, drafts_read, signature_grid, stamp
from needlesafe.documents.sheet import Sheet
from needlesafe.documents.style import CLOSE, NORMAL
from needlesafe.documents.typesetter import Typesetter
from needlesafe.documents.wording import patients_words
from needlesafe.errors import UserError

KIND = "consent"
_WAYS = ((NORMAL, 184), (CLOSE, 150))
"""The scale and the height of the drawing: with room, and for pages that are one fewer when pieces stand closer."""


def draft(facts: Facts) -> Built:
    """What the patient reads before signing."""
    return _shortest(_drafts(facts))


def read(facts: Facts, sha256: str) -> Built | None:
    """The draft with this SHA-256 where it says what stands, so that what was read is drawn once; None where it does not."""
    return next((draft for draft in _drafts(facts) if hashlib.sha256(draft.pdf).hexdigest() == sha256), None)


def whole(facts: Facts, attachments: Sequence[Attachment], total: int = 0) -> Built:
    """The pages that were read, then the signatures and the room for the seal; the total that a draft counted, where it is
    known, spares the other way of drawing it."""
    words = patients_words(facts)
    sheet = sheet_of(facts, KIND, words, attachments)
    signed = Layout(facts, words, Typesetter())
    ways = (build(_pages(Layout(facts, words, Typesetter(scale)), height), sheet, _signed_page(signed, sheet))
            for scale, height in _WAYS)
    return _shortest(ways, total)


def _drafts(facts: Facts) -> Iterator[Built]:
    """The draft each way, the roomier first."""
    words = patients_words(facts)
    sheet = sheet_of(facts, KIND, words)
    return (build_draft(_pages(Layout(facts, words, Typesetter(scale)), height), sheet) for scale, height in _WAYS)


def _shortest(ways: Iterator[Built], total: int = 0) -> Built:
    """The one of the fewest pages, the roomier of equals; so a draft and its whole, which has one page more, agree."""
    tried: list[Built] = []
    for built in ways:
        if built.total == total:
            return built
        tried.append(built)
    return min(tried, key=lambda built: built.pages)


def _pages(layout: Layout, map_height: float) -> list[Flowable]:
    words = layout.words
    return [*opening(layout, words.heading("consent-title"), words.paragraph("consent-intro")), who(layout),
            *beside(layout, layout.setter.section(words.heading("beside"))), *_reason(layout),
            *_plan(layout, map_height),
            *_plain("what-it-is", layout), *_plain("what-to-expect", layout),
            *risks.benefits(layout), *risks.risks(layout), *risks.place_risks(layout), *risks.own_risks(layout),
            *risks.chest(layout), *planned_to_stay(layout), *risks.alternatives(layout), *talk.right_to_stop(layout),
            *talk.around_the_treatment(layout), *talk.questions(layout), *talk.understanding(layout),
            *talk.declarations(layout)]


def _plain(key: str, layout: Layout) -> list[Flowable]:
    return [layout.setter.section(layout.words.heading(key)), layout.setter.text(layout.words.paragraph(key))]


def _reason(layout: Layout) -> list[Flowable]:
    told, words = layout.facts.visit.indication, layout.words
    pairs = [("label-complaint", told.complaint), ("label-diagnosis", told.diagnosis), ("label-goal", told.goal)]
    known = [(words.heading(key), value) for key, value in pairs if value]
    return [*_plain("why", layout), layout.setter.facts(known, 0.2)]


def _plan(layout: Layout, map_height: float) -> list[Flowable]:
    setter, words = layout.setter, layout.words
    return [setter.section(words.heading("where")), setter.intro(words.paragraph("where")),
            *mapped_plan(layout, map_height, patients_line)]


def _signed_page(layout: Layout, sheet: Sheet) -> list[Flowable]:
    """The one page that the draft counts and leaves out. UserError where the signatures do not fit it."""
    for grid in GRIDS:
        page = _signatures(layout, grid)
        if fits_one_page(page, sheet):
            return page
    raise UserError("The signatures do not fit one page.", "Nothing was sealed and nothing is lost.",
                    "Sign with shorter names, or once for both purposes.")


def _signatures(layout: Layout, grid: Grid) -> list[Flowable]:
    words, setter, consent = layout.words, layout.setter, layout.facts.visit.consent
    decision = f"{words.word(consent.decision).capitalize()}, {words.moment(consent.decided_at)}"
    decided = [setter.section(words.heading("decision")), setter.text(decision, "strong")] if consent.decided_at else []
    return [*decided, setter.section(words.heading("signatures")), *signature_grid(layout, consent.signatures, grid),
            setter.gap(6), *drafts_read(layout, "draft-hash"), setter.gap(6), stamp(layout, KIND, consent.decided_at)]
