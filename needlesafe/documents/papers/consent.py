"""
The consent: what the patient reads, then, once it is signed, the same pages with the page of signatures and the seal.

The pages that are read depend on nothing but what is read: neither on signatures nor on a decision nor on a clock.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from needlesafe.documents.build import build, build_draft, fits_one_page
from needlesafe.documents.facts import Attachment, Built, Facts
from needlesafe.documents.running import sheet_of
from needlesafe.documents.sections import risks, talk
from needlesafe.documents.sections.companions import beside
from needlesafe.documents.sections.layout import Layout
from needlesafe.documents.sections.opening import opening, who
from needlesafe.documents.sections.plan import mapped_plan, patients_line
from needlesafe.documents.sections.signing import GRIDS, Grid, drafts_read, signature_grid, stamp
from needlesafe.documents.sheet import Sheet
from needlesafe.documents.typesetter import Typesetter
from needlesafe.documents.wording import patients_words
from needlesafe.errors import UserError

KIND = "consent"
_MAP_HEIGHT = 184


def draft(facts: Facts) -> Built:
    """What the patient reads before signing."""
    layout = _layout(facts)
    return build_draft(_pages(layout), sheet_of(facts, KIND, layout.words))


def whole(facts: Facts, attachments: Sequence[Attachment]) -> Built:
    """The pages that were read, then the signatures and the room for the seal."""
    layout = _layout(facts)
    sheet = sheet_of(facts, KIND, layout.words, attachments)
    return build(_pages(layout), sheet, _signed_page(layout, sheet))


def _layout(facts: Facts) -> Layout:
    return Layout(facts, patients_words(facts), Typesetter())


def _pages(layout: Layout) -> list[Flowable]:
    words = layout.words
    return [*opening(layout, words.heading("consent-title"), words.paragraph("consent-intro")), who(layout),
            *beside(layout, layout.setter.section(words.heading("beside"))), *_reason(layout), *_plan(layout),
            *_plain("what-it-is", layout), *_plain("what-to-expect", layout),
            *risks.benefits(layout), *risks.risks(layout), *risks.place_risks(layout), *risks.own_risks(layout),
            *risks.chest(layout), *risks.alternatives(layout), *talk.right_to_stop(layout),
            *talk.around_the_treatment(layout), *talk.questions(layout), *talk.understanding(layout),
            *talk.declarations(layout)]


def _plain(key: str, layout: Layout) -> list[Flowable]:
    return [layout.setter.section(layout.words.heading(key)), layout.setter.text(layout.words.paragraph(key))]


def _reason(layout: Layout) -> list[Flowable]:
    told, words = layout.facts.visit.indication, layout.words
    pairs = [("label-complaint", told.complaint), ("label-diagnosis", told.diagnosis), ("label-goal", told.goal)]
    known = [(words.heading(key), value) for key, value in pairs if value]
    return [*_plain("why", layout), layout.setter.facts(known, 0.2)]


def _plan(layout: Layout) -> list[Flowable]:
    setter, words = layout.setter, layout.words
    return [setter.section(words.heading("where")), setter.intro(words.paragraph("where")),
            *mapped_plan(layout, _MAP_HEIGHT, patients_line)]


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
            setter.gap(6), *drafts_read(layout), setter.gap(6), stamp(layout, KIND, consent.decided_at)]
