"""A finding as the panel and the pages show it, in words."""

from __future__ import annotations

from needlesafe.domain.rules import Finding
from needlesafe.flow.gates import Standing
from needlesafe.flow.views import site_title
from needlesafe.gui.messages import tr
from needlesafe.gui.widgets.finding_card import FindingCard

STATUS_WORDS = {"confirmed": "Read in its source", "unconfirmed": "† Not confirmed in a source that was read",
                "default": "‡ Our own default: a clinician has to accept it"}
WAYS = {
    "stop": "There is no way past this today: change the plan or refer.",
    "ultrasound-or-stop": "Record ultrasound guidance with the operator's training at the site, or leave the site out.",
    "clearance": "Record who cleared it, when, and what they wrote, beside the answer.",
    "modify": "Accept the changes in Cautions, or write there why not.",
    "precaution": "Nothing to record: keep it in mind.",
}
ANSWER_WORDS = {"yes": "yes", "no": "no", "unknown": "not known"}


def finding_card(finding: Finding, standing: Standing) -> FindingCard:
    """The card of a finding."""
    ways = (*finding.changes, tr(WAYS[finding.action])) if finding.open else (tr("A clearance or guidance is recorded."),)
    referral = (tr("Refer: {whom}").format(whom=finding.referral),) if finding.referral else ()
    return FindingCard(
        id=finding.id, action=finding.action, title=finding.title, why=why_words(finding, standing),
        detail=tr("Rules: {rules}").format(rules=", ".join(finding.rules)), status=tr(STATUS_WORDS[finding.status]),
        sources=tuple(source_words(name, standing) for name in finding.sources), cleared=finding.cleared,
        text=finding.text, ways=(*referral, *ways))


def why_words(finding: Finding, standing: Standing) -> str:
    """The very answers that raised a finding, and the sites it concerns."""
    reasons = []
    for because in finding.because:
        question = standing.catalogue.questions.get(because.source)
        factor = standing.catalogue.factors.get(because.source)
        name = question.short if question else factor.text if factor else ""
        word = tr(ANSWER_WORDS.get(because.answer, because.answer))
        detail = f" ({because.detail})" if because.detail else ""
        reasons.append(f"{name}: {word}{detail}" if name else f"{word}{detail}")
    places = [site_title(standing.visit.sites[i], standing.catalogue) for i in finding.sites] if finding.scope == "site" else []
    return "  ·  ".join(dict.fromkeys((*reasons, *places)))


def source_words(name: str, standing: Standing) -> str:
    """A source as it is cited."""
    reference = standing.catalogue.references.get(name)
    return f"[{name}] {reference.text}" if reference else f"[{name}]"
