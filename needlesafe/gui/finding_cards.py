"""A cause in words: short in the panel, everything that it raises behind it at one tap."""

from __future__ import annotations

from collections.abc import Iterable

from needlesafe.domain.causes import Cause
from needlesafe.domain.differences import names_of
from needlesafe.domain.doubt import mark_of
from needlesafe.domain.raised import Because
from needlesafe.domain.rules import Finding
from needlesafe.flow.gates import Standing
from needlesafe.flow.views import site_title
from needlesafe.gui.differing import difference_lines
from needlesafe.gui.messages import ANSWER_WORDS, tr
from needlesafe.gui.sourced import source_words, status_lines
from needlesafe.gui.widgets.finding_card import FindingCard

WAYS = {
    "stop": "There is no way past this today: change the plan or refer.",
    "ultrasound-or-stop": "Record ultrasound guidance with the operator's training at the site, or leave the site out.",
    "clearance": "Record who cleared it, when, and what they wrote, beside the answer.",
    "modify": "Accept the changes in Cautions.",
    "precaution": "Nothing to record: keep it in mind.",
}
_OR_DECLINE = "Accept the changes in Cautions, or write there why not."
_BETWEEN, _REASONS, _SITES, _LONGEST = "  ·  ", 2, 2, 60


def cause_card(cause: Cause, standing: Standing) -> FindingCard:
    """The card of a cause: its gravest finding, the others behind it."""
    first, *milder = cause.findings
    why = _BETWEEN.join((_reasons_in_short(cause.because, standing), *_places(first, standing)))
    return _card(first, standing, cause.title, why, tuple(
        _card(finding, standing, where_words(finding, standing)) for finding in milder))


def _card(finding: Finding, standing: Standing, title: str, why: str = "", parts: tuple[FindingCard, ...] = ()) -> FindingCard:
    way = _OR_DECLINE if finding.action == "modify" and finding.overridable else WAYS[finding.action]
    ways = (*finding.changes, tr(way)) if finding.open else (tr("A clearance or guidance is recorded."),)
    referral = (tr("Refer: {whom}").format(whom=finding.referral),) if finding.referral else ()
    return FindingCard(
        id=finding.id, action=finding.action, title=title, why=why,
        detail=tr("Because of {reasons}. Rules: {rules}.").format(
            reasons=reasons_in_full(finding, standing), rules=", ".join(finding.rules)),
        status="\n".join(status_lines(finding, standing.catalogue)), mark=mark_of(finding.status), cleared=finding.cleared,
        text=finding.text, ways=(*referral, *ways), parts=parts,
        sources=tuple(source_words(name, standing.catalogue) for name in finding.sources),
        differing=difference_lines(names_of(finding), standing.catalogue))


def why_words(finding: Finding, standing: Standing) -> str:
    """The very answers that raised a finding and the sites it concerns, in a line or two."""
    return _BETWEEN.join((_reasons_in_short(finding.because, standing), *_places(finding, standing)))


def where_words(finding: Finding, standing: Standing) -> str:
    """The sites that a finding concerns, or that it concerns them all."""
    return _BETWEEN.join(_places(finding, standing) or [_whole(finding)])


def _reasons_in_short(because: Iterable[Because], standing: Standing) -> str:
    reasons = list(dict.fromkeys(_reason(reason, standing, short=True) for reason in because))
    more = [tr("{n} more").format(n=len(reasons) - _REASONS)] if len(reasons) > _REASONS else []
    return _BETWEEN.join((*reasons[:_REASONS], *more))


def reasons_in_full(finding: Finding, standing: Standing) -> str:
    """Every answer or fact that raised a finding, with its detail."""
    return "; ".join(dict.fromkeys(_reason(because, standing, short=False) for because in finding.because))


def _reason(because: Because, standing: Standing, short: bool) -> str:
    """One answer or fact; in short, without what stands behind a colon or beyond a line."""
    question = standing.catalogue.questions.get(because.source)
    factor = standing.catalogue.factors.get(because.source)
    name = question.short if question else factor.text if factor else ""
    word, detail = tr(ANSWER_WORDS.get(because.answer, because.answer)), because.detail
    if short:
        name, word, detail = _cut(name), _cut(word), _cut(detail)
    told = f"{word} ({detail})" if detail else word
    return f"{name}: {told}" if name and name.casefold() != word.casefold() else told


def _cut(words: str) -> str:
    head = words.partition(":")[0] if len(words) > _LONGEST else words
    return f"{head[:_LONGEST].rsplit(' ', 1)[0]} …" if len(head) > _LONGEST else head


def _places(finding: Finding, standing: Standing) -> list[str]:
    """The sites of a finding by name, or their number; nothing where it concerns the whole plan."""
    sites = standing.visit.sites
    if finding.scope != "site" or len(finding.sites) == len(sites):
        return []
    if len(finding.sites) > _SITES:
        return [tr("{n} sites").format(n=len(finding.sites))]
    return [site_title(sites[index], standing.catalogue) for index in finding.sites]


def _whole(finding: Finding) -> str:
    """What a finding concerns where it concerns the whole plan."""
    return tr("the whole visit") if finding.scope == "visit" else tr("every site")
