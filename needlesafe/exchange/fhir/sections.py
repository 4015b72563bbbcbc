"""What the document says in words, section by section, and which resources stand behind each section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from needlesafe.domain.ledger import acts, ledger_of
from needlesafe.domain.visit import Handled, TreatmentEvent
from needlesafe.exchange.fhir.adverse import adverse_events, event_role, event_title
from needlesafe.exchange.fhir.answers import Asked
from needlesafe.exchange.fhir.case import Case
from needlesafe.exchange.fhir.consent import CONSENT, DECISIONS, signature_roles, site_role
from needlesafe.exchange.fhir.elements import Element, concept, held, own_code
from needlesafe.exchange.fhir.findings import ACTION_WORDS, done_about, finding_roles, title_of, words_of
from needlesafe.exchange.fhir.narrative import pairs, paragraph, table, told
from needlesafe.exchange.fhir.needling import TECHNIQUES, needle_words, observed
from needlesafe.exchange.fhir.people import companions

_UNDER = {"since-last": "screening", "screening": "screening", "earlier": "screening", "readiness": "plan",
          "acknowledged": "plan", "course": "plan", "understanding": "consent", "pause": "course", "packs": "course",
          "reconciliation": "course", "ending": "course", "adverse-details": "adverse-events", "incident": "adverse-events",
          "hand-over": "adverse-events", "discharge": "note", "note": "note", "amendment": "note",
          "withdrawal": "consent", "referral": "findings"}
"""The section in which each list of questions stands."""

_HAPPENED = {"in": "in", "out": "out", "all-out": "All needles out", "pause": "Pause", "adverse": "Adverse event"}


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the document."""

    code: str
    title: str
    words: tuple[str, ...]
    """Blocks of XHTML."""
    roles: tuple[str, ...] = field(default=())
    """The resources behind it."""

    def element(self, case: Case) -> Element:
        """The section as the Composition holds it."""
        return held(title=self.title, code=concept(own_code("section", self.code, self.title)), text=told(*self.words),
                    entry=case.all_to(self.roles))


def sections(case: Case, lists: Iterable[Asked]) -> Iterator[Section]:
    """The sections in their order, each with the lists of questions that belong to it."""
    under: dict[str, list[Asked]] = {}
    for one in lists:
        under.setdefault(_UNDER[one.role.split()[0]], []).append(one)
    for make in (_reason, _plan, _screening, _findings, _consent, _course, _adverse, _note):
        section = make(case)
        asked = under.get(section.code, [])
        yield Section(section.code, section.title, (*section.words, *_lists(asked)),
                      (*section.roles, *(one.role for one in asked)))


def _reason(case: Case) -> Section:
    why, patient = case.visit.indication, case.visit.patient
    rows = [("Complaint", why.complaint), ("Diagnosis", why.diagnosis), ("Goal", why.goal), *_observed("before", case)]
    body = (("height", patient.height_cm), ("weight", patient.weight_kg))
    known = tuple(name for name, value in body if value is not None)
    return Section("reason", "Reason", (pairs(rows),), (*known, *_observed_roles("before", case)))


def _plan(case: Case) -> Section:
    sites = case.visit.sites
    rows = [(str(index + 1), case.site_words(index), TECHNIQUES[site.technique], site.position, needle_words(site))
            for index, site in enumerate(sites)]
    head = ("No.", "Site", "Technique", "Position", "Needles")
    return Section("plan", "Plan", (table(head, rows),), tuple(site_role(index) for index in range(len(sites))))


def _screening(case: Case) -> Section:
    return Section("screening", "Screening", ())


def _findings(case: Case) -> Section:
    found = case.assessment.findings
    rows = [(ACTION_WORDS[one.action], title_of(one), words_of(one), " ".join(words for _, words in done_about(one, case)))
            for one in found]
    none = "" if rows else "None of the listed items was raised. This says nothing of what is not listed."
    known = {one.id for one in found}
    besides = [("Changes accepted of what is no longer raised", ", ".join(
        name for name in case.visit.changes_accepted if name not in known)),
        *((f"Declined: {item.finding}", item.reason) for item in case.visit.overrides if item.finding not in known)]
    return Section("findings", "Findings", (table(("Asks for", "What", "In words", "Done"), rows), paragraph(none),
                                            pairs(besides)), tuple(finding_roles(case)))


def _consent(case: Case) -> Section:
    decided = case.visit.consent
    decision = f"{DECISIONS[decided.decision]}, {decided.decided_at}".rstrip(", ") if decided.decision else ""
    rows = [("Decision", decision or "No decision is recorded."), ("Language", decided.language),
            ("What the patient asked and was told", decided.questions)]
    signed = [(one.role, one.name, ", ".join(one.purposes), one.at, f"typed: {one.typed}" if one.typed else "drawn")
              for one in decided.signatures]
    return Section("consent", "Consent", (pairs(rows), table(("As", "Name", "For", "Signed at (UTC)", "How"), signed)),
                   (CONSENT, *companions(case), *signature_roles(case)))


def _course(case: Case) -> Section:
    visit = case.visit
    rows = [(act.at, _done(act, case), case.site_words(act.site)) for act in acts(visit)]
    book = ledger_of(visit)
    counts = [(case.site_words(line.site), str(line.placed), str(line.removed), str(line.present),
               *((str(line.declared),) if book.declared else ())) for line in book.sites]
    head = ("Site", "In", "Out", "Left", *(("Stay in on purpose",) if book.declared else ()))
    given = [(case.site_words(one.site), "" if one.depth_mm is None else f"{one.depth_mm:g} mm",
              "" if one.insertions is None else str(one.insertions), one.response, one.remarks) for one in visit.given]
    return Section("course", "Course", (
        table(("Local time", "What", "Site"), rows), table(head, counts),
        table(("Site", "Depth", "Insertions", "Response", "Remarks"), given)))


def _done(act: TreatmentEvent | Handled, case: Case) -> str:
    """One thing that was done, with whose hands did it where that was said."""
    if isinstance(act, TreatmentEvent):
        moved = f", moved {'to' if act.event == 'out' else 'from'} {case.site_words(act.moved)}" if act.moved is not None else ""
        waiting = ", to count after" if act.to_count else ""
        return f"{_happened(act, case)}{f' by {act.by}' if act.by else ''}{moved}{waiting}"
    said = {"passed-on": f"Needles passed on to {act.to}",
            "needles-counted": f"Counted after all were out: {sum(act.counts)} found",
            "left-in-declared": f"{act.count} left in on purpose: {act.why}"}
    return f"{said[act.what]}{f' by {act.by}' if act.by else ''}"


def _adverse(case: Case) -> Section:
    happened = adverse_events(case)
    rows = [(event.at, event_title(event, case), case.site_words(event.site)) for _, event in happened]
    none = "" if rows else "No adverse event is recorded."
    return Section("adverse-events", "Adverse events",
                   (paragraph(none), table(("Local time", "What", "Site"), rows)),
                   tuple(event_role(index) for index, _ in happened))


def _note(case: Case) -> Section:
    return Section("note", "Note", (pairs(_observed("after", case)),), tuple(_observed_roles("after", case)))


def _observed(when: str, case: Case) -> list[tuple[str, str]]:
    return [(one.title, one.words if one.value is None else f"{one.value:g}") for one in observed(case)
            if one.role.endswith(when)]


def _observed_roles(when: str, case: Case) -> list[str]:
    return [one.role for one in observed(case) if one.role.endswith(when)]


def _happened(event: TreatmentEvent, case: Case) -> str:
    if event.event in ("in", "out"):
        return f"{event.count} {'needle' if event.count == 1 else 'needles'} {_HAPPENED[event.event]}"
    return f"{_HAPPENED[event.event]}{f': {event_title(event, case)}' if event.event == 'adverse' else ''}"


def _lists(asked: Iterable[Asked]) -> Iterator[str]:
    """Each list of questions as a table."""
    for one in asked:
        yield table((one.title, "Answer"), [(item["text"], _words_of(item) or "not answered") for item in one.items])


def _words_of(item: Element) -> str:
    """What was answered, with what stands beneath it."""
    parts = [_answer(answer) for answer in item.get("answer", ())]
    parts += [f"{below['text']}: {_words_of(below)}" for below in item.get("item", ())]
    return "; ".join(parts)


def _answer(answer: Element) -> str:
    value = next((value for key, value in answer.items() if key.startswith("value")), "")
    if isinstance(value, dict):
        value = value.get("display", value["code"]).lower() if value["system"].endswith(":answer") else \
            value.get("display", value["code"])
    words = {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
    below = [f"{item['text']}: {_words_of(item)}" for item in answer.get("item", ())]
    return "; ".join((words, *below))
