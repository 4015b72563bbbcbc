"""A finding in words: short in the panel, everything behind it at one tap."""

from __future__ import annotations

from needlesafe.domain.raised import Because
from needlesafe.domain.rules import Finding
from needlesafe.flow.gates import Standing
from needlesafe.flow.views import site_title
from needlesafe.gui.messages import ANSWER_WORDS, STATUS_WORDS, tr
from needlesafe.gui.sourced import source_words
from needlesafe.gui.widgets.finding_card import FindingCard

WAYS = {
    "stop": "There is no way past this today: change the plan or refer.",
    "ultrasound-or-stop": "Record ultrasound guidance with the operator's training at the site, or leave the site out.",
    "clearance": "Record who cleared it, when, and what they wrote, beside the answer.",
    "modify": "Accept the changes in Cautions, or write there why not.",
    "precaution": "Nothing to record: keep it in mind.",
}
_BETWEEN, _REASONS, _SITES, _LONGEST = "  ·  ", 2, 2, 60


def finding_card(finding: Finding, standing: Standing) -> FindingCard:
    """The card of a finding."""
    ways = (*finding.changes, tr(WAYS[finding.action])) if finding.open else (tr("A clearance or guidance is recorded."),)
    referral = (tr("Refer: {whom}").format(whom=finding.referral),) if finding.referral else ()
    return FindingCard(
        id=finding.id, action=finding.action, title=finding.title, why=why_words(finding, standing),
        detail=tr("Because of {reasons}. Rules: {rules}.").format(
            reasons=reasons_in_full(finding, standing), rules=", ".join(finding.rules)),
        status=tr(STATUS_WORDS[finding.status]), cleared=finding.cleared, text=finding.text, ways=(*referral, *ways),
        sources=tuple(source_words(name, standing.catalogue) for name in finding.sources))


def why_words(finding: Finding, standing: Standing) -> str:
    """The very answers that raised a finding and the sites it concerns, in a line or two."""
    reasons = list(dict.fromkeys(_reason(because, standing, short=True) for because in finding.because))
    shown = [*reasons[:_REASONS], *([tr("{n} more").format(n=len(reasons) - _REASONS)] if len(reasons) > _REASONS else [])]
    return _BETWEEN.join((*shown, *_places(finding, standing)))


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
    return f"{name}: {told}" if name else told


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
