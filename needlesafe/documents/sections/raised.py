"""What the answers and the plan raised, why, and what was done about it."""

from __future__ import annotations

from collections.abc import Iterable

from reportlab.platypus import Flowable

from needlesafe.documents.sections.layout import Layout, doubt
from needlesafe.documents.sections.sites import site_name
from needlesafe.documents.words import Run, Words
from needlesafe.domain.answers import Clearance
from needlesafe.domain.catalogue import weakest
from needlesafe.domain.causes import Cause, causes
from needlesafe.domain.raised import Because
from needlesafe.domain.rules import Finding

ACTION_WORDS = {"stop": "Stop", "ultrasound-or-stop": "Ultrasound or stop", "clearance": "Clearance needed",
                "modify": "Change the plan", "precaution": "Keep in mind"}
"""What each action is called."""

_ANSWERS = {"unknown": "not known"}


def raised_at_a_glance(layout: Layout) -> list[Flowable]:
    """A table for half a minute: sign and action, what and why, what was done; the mildest in one row."""
    setter, raised = layout.setter, causes(layout.facts.assessment.findings)
    grave = [cause for cause in raised if any(f.action != "precaution" for f in cause.findings)]
    mild = [cause for cause in raised if cause not in grave]
    rows = [(_sign(cause.leading.action, layout), _at_a_glance(cause, layout), _done_about_all(cause, layout)) for cause in grave]
    if mild:
        names = "; ".join(f"{cause.title}{_doubt(cause)}" for cause in mild)
        rows.append((_sign("precaution", layout), names, "Kept in mind; see the detail."))
    head = setter.section("What was raised, and what was done about it")
    if not rows:
        return [head, setter.text("None of the listed items was raised. This says nothing of what is not listed.")]
    return [head, setter.table(("Asks for", "What, and why", "What was done"), rows, (1.45, 3.6, 2.6))]


def raised_in_detail(layout: Layout) -> list[Flowable]:
    """Every cause with its findings: text, changes, rules and sources of each."""
    setter = layout.setter
    pieces: list[Flowable] = [setter.part("Findings")]
    for cause in causes(layout.facts.assessment.findings):
        for finding in cause.findings:
            pieces += _finding(finding, layout)
    pieces += _without_finding(layout)
    return pieces if len(pieces) > 1 else [*pieces, setter.text("None of the listed items was raised.")]


def done_about(finding: Finding, layout: Layout) -> str:
    """What was done about a finding, in words."""
    visit = layout.facts.visit
    told = [_cleared_by(item, layout) for item in _clearances(finding, layout)] if _tells_clearance(finding, layout) else []
    if finding.action == "ultrasound-or-stop":
        guided = {site.ultrasound for site in (visit.sites[index] for index in finding.sites) if site.ultrasound}
        told += [f"Ultrasound by {guide.operator}, trained: {guide.training}." for guide in sorted(guided, key=repr)]
    told += [f"Declined: {item.reason}" for item in visit.overrides if item.finding == finding.id]
    if finding.id in visit.changes_accepted:
        told.append("Changes accepted.")
    if not told:
        told = ["Kept in mind." if finding.action == "precaution" else "Nothing is recorded."]
    return " ".join(told)


def reasons(finding: Finding, layout: Layout) -> str:
    """Which answers or computed facts raised a finding."""
    told: dict[str, None] = {}
    for because in finding.because:
        told.setdefault(_reason(because, layout))
    return "; ".join(told)


def _finding(finding: Finding, layout: Layout) -> list[Flowable]:
    setter = layout.setter
    head = (Run(f"{ACTION_WORDS[finding.action]}: {finding.title}{doubt(finding.status)}", strong=True),
            f" \u00b7 {_sites(finding, layout)}")
    accepted = finding.id in layout.facts.visit.changes_accepted
    changes = setter.checklist([(accepted, change) for change in finding.changes], "accepted", "not accepted")
    if finding.action in ("stop", "precaution", "clearance"):
        changes = setter.bullets(finding.changes)
    told = [("Because: ", f"{reasons(finding, layout).rstrip('.')}."), ("Referral: ", finding.referral),
            ("Done: ", done_about(finding, layout))]
    sources = f" \u00b7 Sources: {', '.join(finding.sources)}" if finding.sources else ""
    first = setter.together(setter.marked(finding.action, head), setter.text(finding.text))
    return [first, *(setter.text((Run(name, strong=True), text), "cell") for name, text in told if text),
            setter.text(f"Rules: {', '.join(finding.rules)}{sources}", "quiet"), *changes, setter.gap(8)]


def _without_finding(layout: Layout) -> list[Flowable]:
    """What was recorded about findings that the answers no longer raise."""
    setter, visit = layout.setter, layout.facts.visit
    standing = {finding.id for finding in layout.facts.assessment.findings}
    told = [f"{name}: changes accepted" for name in visit.changes_accepted if name not in standing]
    told += [f"{item.finding}: declined: {item.reason}" for item in visit.overrides if item.finding not in standing]
    return [setter.text("Recorded for findings that are no longer raised", "strong"), *setter.bullets(told)] if told else []


def _sign(action: str, layout: Layout) -> Flowable:
    return layout.setter.marked(action, (Run(ACTION_WORDS[action], strong=True),), "cell")


def _at_a_glance(cause: Cause, layout: Layout) -> Words:
    """Title and sites in one line, each milder part in one, then the first words of each reason; the detail has them in full."""
    alike = [finding for finding in cause.findings if finding.action == cause.leading.action]
    where = "; ".join(dict.fromkeys(_where(finding) for finding in alike)) if len(alike) > 1 else _numbers(alike[0])[2:-1]
    parts = "".join(f"\n{_part(finding)}" for finding in cause.findings if finding not in alike)
    told = dict.fromkeys(_short_reason(because, cause.title, layout) for because in cause.because)
    return Run(f"{cause.title}{_doubt(cause)}", strong=True), f"{f' ({where})' if where else ''}{parts}\n{'; '.join(told)}"


def _where(finding: Finding) -> str:
    """The numbers of the sites that a finding concerns, or that it concerns the whole visit."""
    return _numbers(finding)[2:-1] or "whole visit"


def _part(finding: Finding) -> str:
    """What a finding asks for, and where."""
    return f"{ACTION_WORDS[finding.action]}{_numbers(finding) or ' (whole visit)'}"


def _numbers(finding: Finding) -> str:
    """The numbers of the sites that a finding concerns; nothing where it concerns the whole visit."""
    numbers = ", ".join(str(index + 1) for index in finding.sites)
    return f" (site{'s' if len(finding.sites) > 1 else ''} {numbers})" if finding.scope == "site" else ""


def _doubt(cause: Cause) -> str:
    return doubt(weakest(finding.status for finding in cause.findings))


def _done_about_all(cause: Cause, layout: Layout) -> str:
    """What was done about a cause; by action where its findings differ."""
    done = {finding: done_about(finding, layout) for finding in cause.findings}
    if len(set(done.values())) == 1:
        return done[cause.leading]
    return "\n".join(f"{_part(finding)}: {words}" for finding, words in done.items())


def _short_reason(because: Because, title: str, layout: Layout) -> str:
    name, _, said = _reason(because, layout).partition(": ")
    if not said:
        return name
    computed = because.source in layout.facts.catalogue.computed
    said = said.partition(": ")[0] if computed else said
    return (said if computed else f"Answer: {said}") if name == title else f"{name}: {said}"


def _sites(finding: Finding, layout: Layout) -> str:
    if finding.scope == "visit" or not finding.sites:
        return "whole visit"
    return ", ".join(site_name(index, layout) for index in finding.sites)


def _reason(because: Because, layout: Layout) -> str:
    catalogue = layout.facts.catalogue
    question = catalogue.questions.get(because.source)
    known = catalogue.computed.get(because.source) or catalogue.factors.get(because.source)
    name = question.short if question else known.text if known else because.source
    detail = f" ({because.detail})" if because.detail else ""
    said = _ANSWERS.get(because.answer, because.answer)
    return f"{name}{detail}" if said.casefold() == name.casefold() else f"{name}: {said}{detail}"


def _clearances(finding: Finding, layout: Layout) -> Iterable[Clearance]:
    """The complete clearances that stand with the answers behind a finding."""
    catalogue, screening = layout.facts.catalogue, layout.facts.visit.screening
    keys = dict.fromkeys(key for because in finding.because for key in
                         (because.source, because.factor, *catalogue.questions_of_factor.get(because.factor, ())))
    found = (screening[key].clearance for key in keys if key in screening)
    return dict.fromkeys(item for item in found if item is not None and item.complete)


def _tells_clearance(finding: Finding, layout: Layout) -> bool:
    """Whether a clearance stands with this finding; where another of its cause asks for one, it stands there alone."""
    return finding.action == "clearance" or not any(
        other.title == finding.title and other.action == "clearance" for other in layout.facts.assessment.findings)


def _cleared_by(item: Clearance, layout: Layout) -> str:
    return f"Cleared by {item.by} on {layout.words.day(item.date)}: {item.text}"
