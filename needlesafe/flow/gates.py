"""
What may happen next. One table answers it for the window, the command line and the exporter alike.

A gate is a tuple of requirements; a requirement yields what it lacks. A gate is open when nothing is lacking.
Taking needles out has no gate but its count: it is possible in every state until the record is sealed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from needlesafe.domain.anatomy import plan_tags, reaches_lung
from needlesafe.domain.catalogue import Catalogue, CheckItem
from needlesafe.domain.companions import COMPANIONS, is_own_name, is_same_name
from needlesafe.domain.consent import Signature, is_told_by_its_ends, signature_fault
from needlesafe.domain.disclosures import called_for
from needlesafe.domain.last_visit import site_key
from needlesafe.domain.ledger import ledger_of
from needlesafe.domain.needles import accounted_for, any_placed, present, reconciled
from needlesafe.domain.rules import Assessment, Finding
from needlesafe.domain.visit import Visit
from needlesafe.errors import GateRefused, Lack
from needlesafe.flow.needle_lacks import hand_lacks, left_in_lacks, uncounted


@dataclass(frozen=True, slots=True)
class Standing:
    """A visit with what it raises: what every gate looks at."""

    visit: Visit
    assessment: Assessment
    catalogue: Catalogue
    missing: dict[str, tuple[Lack, ...]] = field(default_factory=dict, repr=False, compare=False)
    """What each gate misses, once it was asked: a screen asks the same gates many times while nothing changes."""


Requirement = Callable[[Standing], Iterator[Lack]]


def _plan(standing: Standing) -> Iterator[Lack]:
    if not standing.visit.sites:
        yield Lack("site", "", "sites")


def _readiness(standing: Standing) -> Iterator[Lack]:
    for item in readiness_items(standing):
        if item.step == "cautions" and not standing.visit.sites:
            continue
        if item.required and standing.visit.readiness.get(item.id) != item.wanted:
            yield Lack("readiness", item.id, item.step)


def _answers(standing: Standing) -> Iterator[Lack]:
    for question in standing.assessment.unanswered:
        yield Lack("unanswered", question, "screening")


def _stops(standing: Standing) -> Iterator[Lack]:
    """What there is no way past; said before all else, because nothing else helps while it stands."""
    yield from (lack for lack in _asked_by_findings(standing) if lack.code == "stop")


def _findings(standing: Standing) -> Iterator[Lack]:
    yield from (lack for lack in _asked_by_findings(standing) if lack.code != "stop")


def _asked_by_findings(standing: Standing) -> Iterator[Lack]:
    for finding in standing.assessment.findings:
        if finding.open and (code := _still_asks(finding, standing.visit)):
            yield Lack(code, finding.id, "cautions")


def _still_asks(finding: Finding, visit: Visit) -> str:
    """What an open finding still asks for; empty where it asks for nothing more."""
    if finding.action == "modify":
        declined = finding.overridable and any(o.finding == finding.id and o.reason.strip() for o in visit.overrides)
        return "" if declined or finding.id in visit.changes_accepted else "change"
    return {"stop": "stop", "ultrasound-or-stop": "ultrasound", "clearance": "clearance"}.get(finding.action, "")


def _acknowledgements(standing: Standing) -> Iterator[Lack]:
    for item in standing.assessment.acknowledgements:
        if item.id not in standing.visit.acknowledged:
            yield Lack("acknowledgement", item.id, "cautions")


def _draft(standing: Standing) -> Iterator[Lack]:
    """The prepared draft speaks of the plan as it stands."""
    consent = standing.visit.consent
    if not consent.draft:
        yield Lack("consent-draft", "", "consent")
    elif not set(consent_keys(standing)) <= set(consent.covers):
        yield Lack("consent-outdated", "", "consent")


def _understanding(standing: Standing) -> Iterator[Lack]:
    answers = dict(standing.visit.consent.understanding)
    for item in understanding_items(standing):
        if item.required and answers.get(item.id) != item.wanted:
            yield Lack("understanding", item.id, "consent")


def _talks(standing: Standing) -> Iterator[Lack]:
    """Before consent is given every answer that was not what it says was talked over, also where another followed."""
    consent = standing.visit.consent
    for index in () if consent.decision == "given" else wrong_answers(standing):
        if not consent.answered[index].talk.strip():
            yield Lack("understanding-talk", str(index), "consent")


def _signatures(standing: Standing) -> Iterator[Lack]:
    for role, purpose in signatures_wanted(standing):
        if not standing.visit.consent.signed(role, purpose):
            yield Lack("signature", f"{role} {purpose}", "consent")


def _undecided(standing: Standing) -> Iterator[Lack]:
    """The last draft was not decided on yet; a decision is only changed by a new draft or by declining."""
    if standing.visit.consent.decision:
        yield Lack("decided", standing.visit.consent.decision, "consent")


def _prepared(standing: Standing) -> Iterator[Lack]:
    if not standing.visit.consent.draft:
        yield Lack("consent-draft", "", "consent")


def _given(standing: Standing) -> Iterator[Lack]:
    if standing.visit.consent.decision != "given":
        yield Lack("consent", standing.visit.consent.decision or "undecided", "consent")


def _sealed_consent(standing: Standing) -> Iterator[Lack]:
    decided = standing.visit.consent.decided_at
    if not any(d.kind == "consent" and d.sealed_at >= decided for d in standing.visit.documents):
        yield Lack("sealed-consent", "", "consent")


def _under_way(standing: Standing) -> Iterator[Lack]:
    """The visit has neither ended nor been sealed."""
    if standing.visit.closed:
        yield Lack("closed", "", "note")
    elif standing.visit.ending is not None:
        yield Lack("ended", standing.visit.ending.kind, "note")


def _not_closed(standing: Standing) -> Iterator[Lack]:
    if standing.visit.closed:
        yield Lack("closed", "", "note")


def _not_withdrawn(standing: Standing) -> Iterator[Lack]:
    """Once consent was withdrawn nothing follows from it, in this visit or after it."""
    if standing.visit.withdrawal is not None:
        yield Lack("withdrawn", "", "note")


def _withdrawn(standing: Standing) -> Iterator[Lack]:
    if standing.visit.withdrawal is None:
        yield Lack("not-withdrawn", "", "note")


def _withdrawal_told(standing: Standing) -> Iterator[Lack]:
    """Where consent was withdrawn, what the patient said or showed stands in the record."""
    told = standing.visit.withdrawal
    if told is not None and not told.words.strip():
        yield Lack("withdrawal-words", "", "note")


def _withdrawal_unsealed(standing: Standing) -> Iterator[Lack]:
    if any(document.kind == "withdrawal" for document in standing.visit.documents):
        yield Lack("sealed-withdrawal", "", "note")


def _sealed_record(standing: Standing) -> Iterator[Lack]:
    if not any(document.kind == "record" for document in standing.visit.documents):
        yield Lack("sealed-record", "", "note")


def _unreported(standing: Standing) -> Iterator[Lack]:
    if standing.visit.incident is not None:
        yield Lack("reported", "", "note")


def _before_needling(standing: Standing) -> Iterator[Lack]:
    if any_placed(standing.visit):
        yield Lack("needled", "", "cautions")


def _signed_hands(standing: Standing) -> Iterator[Lack]:
    """Who answers for the needles now may put more in."""
    yield from hand_lacks(ledger_of(standing.visit).in_charge, standing.visit)


def _needles(standing: Standing) -> Iterator[Lack]:
    """Every needle is out and counted, left in with a consent of its own, or searched for in writing."""
    still = present(standing.visit)
    if still and not reconciled(standing.visit, standing.catalogue.reconciliation):
        yield Lack("needles", f"{still} not accounted for", "treatment")
    yield from _settled(standing)


def _settled(standing: Standing) -> Iterator[Lack]:
    """What came out all at once was counted, and what stays in was agreed to; or it was searched for in writing."""
    visit = standing.visit
    if reconciled(visit, standing.catalogue.reconciliation):
        return
    yield from uncounted(visit)
    for line in ledger_of(visit).sites:
        if line.declared and visit.withdrawal is not None:
            yield Lack("left-in-withdrawn", str(line.site), "treatment")
        elif line.declared:
            yield from left_in_lacks(visit, line.site, line.declared, signatures_wanted(standing))


def _no_needle_in(standing: Standing) -> Iterator[Lack]:
    book = ledger_of(standing.visit)
    if still := book.present + book.declared:
        yield Lack("needles", f"{still} still in", "treatment")


def _discharge(standing: Standing) -> Iterator[Lack]:
    """Every check is met, or what is owed is written where the patient may go all the same."""
    note = standing.visit.note
    for item in discharge_items(standing):
        answer = note.discharge.get(item.id)
        if not item.required or answer == item.wanted:
            continue
        if not answer or not item.owed:
            yield Lack("discharge", item.id, "note")
        elif not note.discharge_owed.get(item.id, "").strip():
            yield Lack("discharge-owed", item.id, "note")


def _told(standing: Standing) -> Iterator[Lack]:
    if not standing.visit.note.aftercare_given:
        yield Lack("aftercare", "", "note")
    if not standing.visit.note.red_flags_explained:
        yield Lack("red-flags", "", "note")


def _left_well(standing: Standing) -> Iterator[Lack]:
    """Whoever was needled leaves as after any other visit."""
    if any_placed(standing.visit):
        yield from _discharge(standing)
        yield from _told(standing)


def _not_willing(standing: Standing) -> Iterator[Lack]:
    if standing.visit.consent.decision not in ("declined", "deferred"):
        yield Lack("decision", standing.visit.consent.decision or "undecided", "consent")


def _ended_early(standing: Standing) -> Iterator[Lack]:
    ending = standing.visit.ending
    if ending is None or not ending.text.strip():
        yield Lack("ending", "", "note")
    elif not ending.owed.strip() and not accounted_for(standing.visit, standing.catalogue.reconciliation):
        yield Lack("owed", "", "note")


READY: tuple[Requirement, ...] = (_plan, _stops, _readiness, _answers, _findings, _acknowledgements)
AGREED: tuple[Requirement, ...] = (*READY, _draft, _understanding, _talks, _signatures)

GATES: dict[str, tuple[Requirement, ...]] = {
    "accompany": (_under_way, _not_withdrawn),
    "hand-to-patient": (_under_way, _not_withdrawn),
    "refer": (_not_closed, _before_needling),
    "consent": (_under_way, _not_withdrawn, *READY),
    "sign": (_under_way, _not_withdrawn, _prepared, _undecided),
    "consent-given": (_under_way, _not_withdrawn, *AGREED, _undecided),
    "decline": (_under_way, _not_withdrawn, _no_needle_in),
    "sign-refusal": (_under_way, _not_withdrawn, _not_willing),
    "withdraw": (_not_withdrawn,),
    "describe-withdrawal": (_withdrawn, _withdrawal_unsealed),
    "needle-in": (_under_way, _not_withdrawn, *AGREED, _given, _sealed_consent, _signed_hands),
    "needle-out": (_not_closed,),
    "leave-in": (_not_closed, _not_withdrawn, _draft, _given, _sealed_consent),
    "hand-over": (),
    "report": (_unreported,),
    "finish": (_under_way, _not_withdrawn, _given, _sealed_consent, _needles, _discharge, _told),
    "finish-declined": (_under_way, _not_withdrawn, _not_willing, _no_needle_in, _settled),
    "finish-withdrawn": (_under_way, _withdrawn, _withdrawal_told, _needles, _left_well),
    "finish-ended": (_not_closed, _ended_early, _withdrawal_told),
    "amend": (_sealed_record,),
    "follow-up": (_sealed_record,),
}
"""Each gate with what it asks for. `finish-ended` seals a record that says what is owed; it is no *Finish*."""

AFTER_CLOSING = ("document-sealed", "consent-withdrawn", "withdrawal-described", "incident-reported", "hand-over-written",
                 "follow-up-recorded", "amended", "emergency-recorded")
"""The events that follow upon a closed visit; nothing else is ever added to it."""


def lacks(gate: str, standing: Standing) -> tuple[Lack, ...]:
    """What a gate misses; empty where it is open."""
    if gate not in standing.missing:
        standing.missing[gate] = tuple([lack for requirement in GATES[gate] for lack in requirement(standing)])
    return standing.missing[gate]


def demand(gate: str, standing: Standing) -> None:
    """Nothing where the gate is open. GateRefused names what it lacks."""
    if missing := lacks(gate, standing):
        raise GateRefused(gate, missing)


def readiness_items(standing: Standing) -> tuple[CheckItem, ...]:
    """What practitioner, room and kit must be for this plan."""
    return called_for(standing.catalogue.readiness.values(), plan_tags(standing.visit.sites, standing.catalogue))


def discharge_items(standing: Standing) -> tuple[CheckItem, ...]:
    """What is checked before the patient leaves."""
    return called_for(standing.catalogue.discharge.values(), plan_tags(standing.visit.sites, standing.catalogue))


def understanding_items(standing: Standing) -> tuple[CheckItem, ...]:
    """What the patient is asked to see that the plan was understood."""
    text = standing.catalogue.consent.get(standing.visit.consent.language) or standing.catalogue.consent["en"]
    return called_for(text.understanding, plan_tags(standing.visit.sites, standing.catalogue))


def wrong_answers(standing: Standing) -> tuple[int, ...]:
    """Which of all answers to the questions of understanding that the plan asks were not what the consent says."""
    wanted = {item.id: item.wanted for item in understanding_items(standing) if item.required}
    answered = enumerate(standing.visit.consent.answered)
    return tuple(index for index, told in answered if told.answer != wanted.get(told.question, told.answer))


def signatures_wanted(standing: Standing) -> tuple[tuple[str, str], ...]:
    """Who must sign for what, in the order in which they sign: the patient, a guardian below the age of consent, whoever
    is named beside them, the practitioner; for the chest, and for needles that stay in, once more those who decide and who
    needles."""
    visit = standing.visit
    beside = {"chest": any(reaches_lung(site, standing.catalogue) for site in visit.sites),
              "left-in": any(site.stays for site in visit.sites)}
    age = standing.catalogue.jurisdiction(visit.jurisdiction).consent_age
    named = signing_companions(visit)
    minor = visit.patient.age_on(visit.date) < age
    deciding = ("patient", *(("guardian",) if minor or "guardian" in named else ()))
    others = tuple(role for role in named if role != "guardian")
    needling = ((role, "needling") for role in (*deciding, *others, "practitioner"))
    once_more = ((role, purpose) for purpose, asked in beside.items() if asked for role in (*deciding, "practitioner"))
    return (*needling, *once_more)


def signing_companions(visit: Visit) -> dict[str, str]:
    """Who is named beside the patient and signs, by role, in the order in which they sign."""
    named = {role: getattr(visit, role) for role in COMPANIONS}
    return {role: person.name for role, person in named.items() if person is not None and person.name}


def signature_lacks(signature: Signature, visit: Visit) -> tuple[Lack, ...]:
    """What keeps a mark from being that signature: blank, a dot, a line, another person's name, a witness before the patient."""
    role, lacking = signature.role, []
    fault = "" if signature.typed.strip() else signature_fault(signature.strokes)
    if fault and not (fault == "line" and is_told_by_its_ends(signature.strokes)):
        lacking.append(Lack(f"{fault}-signature", role, "consent"))
    named = signing_companions(visit).get(role)
    typed, own = signature.typed.strip(), {"patient": visit.patient.name, "guardian": named or signature.name}.get(role)
    if (named is not None and not is_same_name(named, signature.name)) or (typed and own and not is_own_name(typed, own)) \
            or (role == "guardian" and _is_no_guardian(signature, visit)):
        lacking.append(Lack("other-signer", role, "consent"))
    if role == "witness" and not any(s.role in ("patient", "guardian") for s in visit.consent.signatures):
        lacking.append(Lack("witness-first", role, "consent"))
    return tuple(lacking)


def _is_no_guardian(signature: Signature, visit: Visit) -> bool:
    """Whether this can be no guardian: the patient, the practitioner unless named as one, or somebody else than signs as
    guardian for the other purpose."""
    named = visit.guardian.name if visit.guardian else ""
    others = [visit.patient.name, *([] if named else [visit.practitioner.name])]
    before = [mark.name for mark in visit.consent.signatures
              if mark.role == "guardian" and not set(mark.purposes) & set(signature.purposes)]
    return (any(is_own_name(signature.name, name) for name in others)
            or any(not is_own_name(signature.name, name) for name in before))


def consent_keys(standing: Standing) -> tuple[str, ...]:
    """Everything that a consent to the plan as it stands must speak of."""
    visit = standing.visit
    findings = (f"finding {finding.id}" for finding in standing.assessment.findings)
    beside = (f"{role} {name}" for role, name in signing_companions(visit).items())
    stays = (f"left-in {site.stays} {site_key(site)}" for site in visit.sites if site.stays)
    return (*dict.fromkeys(site_key(site) for site in visit.sites), *dict.fromkeys(stays), *findings, *beside,
            f"practitioner {visit.practitioner.registration}", f"language {visit.consent.language}",
            f"content {visit.content_fingerprint}", *((f"clinic {visit.content_clinic}",) if visit.content_clinic else ()))
