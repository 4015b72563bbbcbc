"""The short line of each step on the rail: what is missing, else what is there."""

from __future__ import annotations

from needlesafe.domain.ledger import ledger_of
from needlesafe.flow.gates import Standing
from needlesafe.flow.views import RailView, raised_causes
from needlesafe.gui.messages import short_line, tr
from needlesafe.gui.spoken_dates import time_words
from needlesafe.gui.widgets.step_rail import RailItem


def rail_item(view: RailView, standing: Standing) -> RailItem:
    """One step as the rail shows it."""
    if view.state == "later":
        return RailItem(view.id, tr(view.title), "", view.state)
    line = _acknowledged(standing) if view.lacks and view.lacks[0].code == "acknowledgement" else short_line(view.lacks)
    there = THERE.get(view.id)
    return RailItem(view.id, tr(view.title), line or (there(standing) if there else ""), view.state)


def _raised(standing: Standing) -> str:
    """What the answers raise; what the plan raises stands with the cautions."""
    said = standing.visit.screening
    found = sum(1 for cause in raised_causes(standing) if any(reason.source in said for reason in cause.because))
    return tr("1 item raised") if found == 1 else tr("{n} items raised").format(n=found) if found else tr("nothing raised")


def _sites(standing: Standing) -> str:
    number = len(standing.visit.sites)
    return tr("1 site") if number == 1 else tr("{n} sites").format(n=number) if number else ""


def _acknowledged(standing: Standing) -> str:
    asked = standing.assessment.acknowledgements
    done = sum(1 for item in asked if item.id in standing.visit.acknowledged)
    return tr("{done} of {all} acknowledged").format(done=done, all=len(asked)) if asked else ""


def _decided(standing: Standing) -> str:
    consent = standing.visit.consent
    told = standing.visit.withdrawal
    if told is not None:
        return tr("taken back {time}").format(time=time_words(told.recorded_at))
    words = {"given": tr("given {time}"), "declined": tr("declined {time}"), "deferred": tr("not today")}
    return words.get(consent.decision, "").format(time=time_words(consent.decided_at))


def _needles(standing: Standing) -> str:
    book = ledger_of(standing.visit)
    return tr("{placed} in, {removed} out").format(placed=book.placed, removed=book.removed) if book.placed else ""


THERE = {"screening": _raised, "sites": _sites, "cautions": _acknowledged, "consent": _decided, "treatment": _needles,
         "note": lambda standing: tr("sealed") if standing.visit.closed else ""}
"""What a step that lacks nothing says of itself."""
