"""What the pages beside the steps ask for: an amendment, an incident report, a referral letter, an emergency letter."""

from __future__ import annotations

import re
from typing import Any

from needlesafe.domain.rules import Finding
from needlesafe.domain.statements import ALERTNESS, Amendment, HandOver, Incident, Referral, VitalSigns
from needlesafe.flow.gates import Standing
from needlesafe.flow.statements import amend, hand_over, refer, report, time_said
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.gui.form import Asked, Form, between, needed
from needlesafe.gui.messages import ALERT_WORDS, tr
from needlesafe.gui.statement_page import Group, StatementPage, Writing
from needlesafe.gui.step_page import Screen
from needlesafe.gui.widgets.choice_row import Choice
from needlesafe.gui.widgets.field_row import Field

SEVERITIES = (("mild", "Mild"), ("significant", "Significant"), ("serious", "Serious"))
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_ASK = "May dry needling go ahead as planned? If not, what must be changed, and until when does your answer hold?"


def amendment_page(screen: Screen) -> StatementPage:
    """Adds to a sealed visit: what stood, what should stand, why, by whom."""
    fields = (Asked(Field("stood", tr("What stands in the record"), "text", note=tr("Only where something is corrected; copy it as it stands.")),),
              Asked(Field("text", tr("What should stand, or what is added"), "text"), needed(tr("Write what should stand."))),
              Asked(Field("reason", tr("Why"), "text"), needed(tr("Write why it is amended."))),
              Asked(Field("by", tr("Who amends")), needed(tr("Write who amends."))))
    user = screen.desk.workplace.store.user.practitioner.name
    return StatementPage(screen, Writing(
        "amendment", tr("Amend this visit"), tr("The sealed record is never changed. The amendment is a page of its own that "
                                                "belongs to it and names it."),
        (Group("", fields),), _amendment, amend, (("by", user),)))


def incident_page(screen: Screen, index: int | None = None) -> StatementPage:
    """The report of what went wrong, for an insurer or a regulator; it begins with the event of that index, where it is of one."""
    visit, catalogue = screen.desk.visit, screen.desk.workplace.catalogue
    happened = [event for event in (*visit.treatment, *visit.afterwards) if event.event == "adverse"]
    told = visit.treatment[index] if index is not None else happened[0] if len(happened) == 1 else None
    named = () if happened else (Asked(Choice("event", tr("What kind of event"), tuple(
        (card.id, card.title) for card in catalogue.events.values() if card.emergency))),)
    what = (*named, Asked(Choice("severity", tr("How grave"), _translated(SEVERITIES)), needed(tr("Choose how grave it was."))),
            Asked(Field("happened", tr("What happened"), "text"), needed(tr("Write what happened."))),
            Asked(Field("happened_at", tr("When it happened or was noticed"), hint="10:05"), _clock_check),
            Asked(Field("done", tr("What was done"), "text")))
    after = (("present", tr("Who was there"), "line"), ("told", tr("What the patient was told"), "text"),
             ("outcome", tr("How it ended"), "text"), ("reported", tr("To whom it was reported, and when"), "line"),
             ("follow_up", tr("What follows"), "text"), ("learned", tr("What will be done otherwise"), "text"),
             ("to", tr("Whom the report is for"), "line"))
    filled = _known_of(told) if told else ()
    return StatementPage(screen, Writing(
        "incident", tr("Incident report"), tr("For an insurer or a regulator. Plan, consent, needles and events of the visit are in "
                                              "it already."),
        (Group(tr("What happened"), what),
         Group(tr("Afterwards"), tuple(Asked(Field(*one)) for one in after), tr("As far as it is known. What comes later is an amendment."))),
        _incident, report, filled))


def referral_page(screen: Screen, finding: str = "") -> StatementPage:
    """The letter that asks for a clearance; it begins with a finding, where it was asked for from there."""
    findings = askable(screen.desk.standing)
    about = Choice("about", tr("What it asks about"), tuple((one.id, one.title) for one in findings), many=True)
    fields = (Asked(about, needed(tr("Choose what it asks about."))),
              Asked(Field("to", tr("To whom"), hint=next((one.referral for one in findings if one.referral), "")), needed(tr("Write to whom it goes."))),
              Asked(Field("text", tr("What is asked"), "text"), needed(tr("Write what is asked."))))
    chosen = tuple(one.id for one in findings if one.id == finding or len(findings) == 1)
    return StatementPage(screen, Writing(
        "referral", tr("Referral letter"), tr("Asks for a clearance, with the plan and what the answers raised, and room for the answer."),
        (Group("", fields),), _referral, refer, (("about", chosen), ("text", tr(_ASK)))))


def hand_over_page(screen: Screen) -> StatementPage:
    """The letter for those who take over in an emergency, with whatever is known by now."""
    told = (Asked(Field("suspected", tr("What is suspected"))), Asked(Field("to", tr("To whom"))),
            Asked(Field("happened", tr("What happened"), "text")), Asked(Field("done", tr("What was done"), "text")),
            Asked(Field("phone", tr("Where you are reached now"))))
    signs = (Asked(Choice("alertness", tr("How awake"), tuple((name, tr(ALERT_WORDS[name])) for name in ALERTNESS))),
             Asked(Field("pulse", tr("Pulse"), "number", unit=tr("a minute")), between(0, 300, tr("Between 0 and 300."))),
             Asked(Field("breaths", tr("Breaths"), "number", unit=tr("a minute")), between(0, 100, tr("Between 0 and 100."))),
             Asked(Field("oxygen", tr("Oxygen"), "number", unit="%"), between(0, 100, tr("Between 0 and 100."))),
             Asked(Field("pressure", tr("Blood pressure"), hint="120/80")))
    visit, catalogue = screen.desk.visit, screen.desk.workplace.catalogue
    names = dict.fromkeys(catalogue.events[event.id].title for event in (*visit.treatment, *visit.afterwards) if event.event == "adverse")
    return StatementPage(screen, Writing(
        "hand-over", tr("Emergency letter"), tr("For the ambulance and the hospital. Patient, needles, what was recorded and done are in "
                                                "it already: every field may stay empty."),
        (Group("", told), Group(tr("Measured now"), signs, beside=True)),
        _hand_over, hand_over, (("suspected", "; ".join(names)), ("phone", visit.clinic.phone))))


def askable(standing: Standing) -> tuple[Finding, ...]:
    """What a letter can ask about: clearances that are wanted, then stops that name whom to refer to."""
    wanted = [finding for finding in standing.assessment.findings if finding.open and finding.action == "clearance"]
    stops = [finding for finding in standing.assessment.findings
             if finding.open and finding.referral and finding.action in ("stop", "ultrasound-or-stop")]
    return (*wanted, *stops)


def _amendment(form: Form, desk: VisitDesk) -> Amendment:
    stood = form.text("stood")
    text = f"What stands: {stood}\nWhat should stand: {form.text('text')}" if stood else form.text("text")
    return Amendment(reason=form.text("reason"), text=text, by=form.text("by"), at=time_said(desk))


def _incident(form: Form, desk: VisitDesk) -> Incident:
    return Incident(**{name: form.text(name) for name in form.rows}, by=desk.workplace.store.user.practitioner.name, at=time_said(desk))


def _referral(form: Form, desk: VisitDesk) -> Referral:
    return Referral(form.text("to"), tuple(form["about"] or ()), form.text("text"), at=time_said(desk))


def _hand_over(form: Form, desk: VisitDesk) -> HandOver:
    at = time_said(desk)
    numbers: dict[str, Any] = {name: form[name] for name in ("breaths", "oxygen", "pulse")}
    signs = VitalSigns(at, form.text("alertness"), pressure=form.text("pressure"), **numbers)
    measured = (signs,) if signs != VitalSigns(at) else ()
    return HandOver(**{name: form.text(name) for name in ("to", "suspected", "happened", "done", "phone")}, vital_signs=measured, at=at)


def _known_of(event: Any) -> tuple[tuple[str, Any], ...]:
    """What was recorded with an adverse event, in the report's fields."""
    told = [("happened", "found"), ("told", "told"), ("outcome", "outcome")]
    at = (("happened_at", event.at),) if "T" not in event.at else ()
    return (*at, *((field, str(event.detail[name])) for field, name in told if event.detail.get(name)))


def _clock_check(value: Any) -> str:
    """Says that a time of day is written as 10:05."""
    return "" if value is None or _CLOCK.fullmatch(str(value)) else tr("Write the time as 10:05.")


def _translated(choices: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((name, tr(words)) for name, words in choices)
