"""What a caller needs to write a visit file: the content lists and the assessment as plain JSON values."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from needlesafe.domain.anatomy import region_of
from needlesafe.domain.catalogue import Catalogue, CheckItem, Region
from needlesafe.domain.disclosures import region_risk_id
from needlesafe.domain.event_cards import Rate
from needlesafe.domain.raised import Because
from needlesafe.domain.rules import Assessment, Finding
from needlesafe.domain.visit import Visit

Rows = list[dict[str, Any]]


def _questions(catalogue: Catalogue) -> Rows:
    return [{"id": q.id, "text": q.text, "factors": list(q.factors), "asked_of": q.asked_of, "raised_by": q.raised_by,
             "action": q.action, "every_visit": q.every_visit, "only_first": q.only_first,
             "ask_again_days": q.ask_again_days, "asked_for": list(q.tags), "scope": q.scope, "wants": list(q.wants),
             "only_sex": q.only_sex, "min_age": q.min_age, "max_age": q.max_age, "computed": q.computed,
             "only_after": list(q.only_after), "status": q.status, "sources": list(q.sources)}
            for q in catalogue.questions.values()]


def _checks(items: Iterable[CheckItem]) -> Rows:
    return [{"id": item.id, "text": item.text, "wanted": item.wanted, "required": item.required,
             "asked_for": list(item.tags), "status": item.status} for item in items]


def _regions(catalogue: Catalogue) -> Rows:
    return [{"id": r.id, "title": r.title, "group": r.group, "sides": list(r.sides), "tier": r.tier, "lung": r.lung,
             "locked": r.locked, "factors": list(r.factors), "status": r.status,
             "acknowledgements": [{"id": a.id, "text": a.text} for a in r.acknowledgements],
             "sources": list(r.sources)} for r in catalogue.regions.values()]


def _muscles(catalogue: Catalogue) -> Rows:
    return [{"id": m.id, "title": m.title, "latin": m.latin, "region": m.region, "tier": m.tier, "lung": m.lung,
             "prohibited": m.prohibited, "nerves": list(m.nerves), "status": m.status, "sources": list(m.sources),
             "distances": [{"mm": d.mm, "text": d.text, "sources": list(d.sources)} for d in m.distances]}
            for m in catalogue.muscles.values()]


def _rules(catalogue: Catalogue) -> Rows:
    return [{"id": r.id, "action": r.action, "text": r.text, "if_any": list(r.if_any), "if_all": list(r.if_all),
             "unless": list(r.unless), "regions": list(r.regions), "muscles": list(r.muscles), "tags": list(r.tags),
             "scope": r.scope, "reach": r.reach, "changes": list(r.changes), "status": r.status,
             "sources": list(r.sources)} for r in catalogue.rules.values()]


def _events(catalogue: Catalogue) -> Rows:
    return [{"id": e.id, "title": e.title, "severity": list(e.severity), "emergency": e.emergency,
             "steps": list(e.steps), "status": e.status, "sources": list(e.sources), "bands": list(e.bands),
             "rates": _rates(e.rates), "rate_note": e.rate_note} for e in catalogue.events.values()]


def _studies(catalogue: Catalogue) -> Rows:
    return [{"id": s.id, "title": s.title, "sample": s.sample, "rates": _rates(s.rates), "checked": s.checked,
             "status": s.status, "sources": list(s.sources)} for s in catalogue.studies.values()]


def _rates(rates: Iterable[Rate]) -> Rows:
    return [{"text": r.text, "unit": r.unit, "share": r.share, "numerator": r.numerator, "denominator": r.denominator,
             "status": r.status, "sources": list(r.sources)} for r in rates]


def _disclosures(catalogue: Catalogue) -> Rows:
    general = [{"id": risk.id, "text": risk.text, "regions": _regions_calling(risk.tags, catalogue)}
               for risk in catalogue.consent["en"].risks]
    own = [{"id": region_risk_id(r.id), "text": r.risk, "regions": [r.id]} for r in catalogue.regions.values()]
    return general + own


def _regions_calling(tags: tuple[str, ...], catalogue: Catalogue) -> list[str]:
    """The regions that call for a statement, or `any`."""
    if "any" in tags:
        return ["any"]
    return [region.id for region in catalogue.regions.values() if _region_tags(region).intersection(tags)]


def _region_tags(region: Region) -> set[str]:
    return {region.id, *region.tags, f"tier-{region.tier}", *(("lung",) if region.lung != "no" else ())}


def _plain(entries: Iterable[Any], *names: str) -> Rows:
    return [{name: list(value) if isinstance(value := getattr(entry, name), tuple) else value
             for name in ("id", *names)} for entry in entries]


LISTS: dict[str, Callable[[Catalogue], Rows]] = {
    "questions": _questions,
    "readiness": lambda c: _checks(c.readiness.values()),
    "understanding": lambda c: _checks(c.consent["en"].understanding),
    "discharge": lambda c: [{**row, "owed": c.discharge[row["id"]].owed} for row in _checks(c.discharge.values())],
    "reconciliation": lambda c: _checks(c.reconciliation.values()),
    "changes": lambda c: _plain(c.changes.values(), "text", "touches", "only_sex", "status"),
    "renewals": lambda c: _plain(c.renewals.values(), "text", "days", "status", "sources"),
    "factors": lambda c: _plain(c.factors.values(), "text", "status", "sources"),
    "computed": lambda c: _plain(c.computed.values(), "text", "factors", "limit", "status", "sources"),
    "regions": _regions,
    "muscles": _muscles,
    "nerves": lambda c: _plain(c.nerves.values(), "title", "motor_screen", "sensory_screen", "status", "sources"),
    "rules": _rules,
    "events": _events,
    "studies": _studies,
    "disagreements": lambda c: _plain(c.disagreements.values(), "topic", "positions", "default", "concerns", "status",
                                      "sources"),
    "jurisdictions": lambda c: _plain(c.jurisdictions.values(), "title", "emergency_number", "consent_age", "retention",
                                      "skin_preparation", "basis", "status", "sources"),
    "follow_up": lambda c: _plain(c.follow_ups.values(), "title", "text", "tags", "events", "severities", "checks",
                                  "after_h", "within_h", "status", "sources"),
    "reporting": lambda c: _plain(c.reporting.values(), "item", "demand", "stands", "fields", "lacking", "status", "sources"),
    "law": lambda c: _plain(c.law.values(), "kind", "title", "text", "follows", "everywhere", "status", "sources"),
    "disclosures": _disclosures,
    "references": lambda c: _plain(c.references.values(), "text", "checked"),
}
"""Every kind that `content list` knows."""


def content_json(catalogue: Catalogue) -> dict[str, str]:
    """Which content it is: its version and fingerprint, and the fingerprint of what a clinic added, where one did."""
    clinic = {"clinic": catalogue.clinic_fingerprint} if catalogue.clinic_fingerprint else {}
    return {"version": catalogue.version, "fingerprint": catalogue.fingerprint, **clinic}


def assessment_json(visit: Visit, assessment: Assessment, catalogue: Catalogue) -> dict[str, Any]:
    """What `assess --json` prints."""
    return {"content": content_json(catalogue), "outcome": assessment.outcome, "complete": assessment.complete,
            "findings": [_finding_json(finding) for finding in assessment.findings],
            "sites": [{"index": outcome.index, "muscle": visit.sites[outcome.index].muscle,
                       "region": region_of(visit.sites[outcome.index], catalogue).id,
                       "side": visit.sites[outcome.index].side, "outcome": outcome.outcome,
                       "findings": list(outcome.findings)} for outcome in assessment.sites],
            "acknowledgements": [{"id": item.id, "site": item.site, "text": item.text}
                                 for item in assessment.acknowledgements],
            "disclosures": list(assessment.disclosures), "unanswered": list(assessment.unanswered)}


def _finding_json(finding: Finding) -> dict[str, Any]:
    """A finding; whom to see stands first among its changes."""
    changes = [*([finding.referral] if finding.referral else []), *finding.changes]
    return {"id": finding.id, "rules": list(finding.rules), "action": finding.action, "scope": finding.scope,
            "sites": list(finding.sites), "because": [_because_json(because) for because in finding.because],
            "cleared": finding.cleared, "text": finding.text, "changes": changes, "status": finding.status,
            "sources": list(finding.sources)}


def _because_json(because: Because) -> dict[str, str]:
    return {"factor": because.factor, "from": because.source, "answer": because.answer}
