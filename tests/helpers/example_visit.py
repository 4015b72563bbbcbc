"""
One visit with every field filled, told as frozen records; everybody in it is invented.

Left upper trapezius (near the lung) and right gastrocnemius in somebody who takes apixaban; a nerve is touched.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from needlesafe.domain.anatomy import Guidance, Site
from needlesafe.domain.answers import Answer, Clearance, Place
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.companions import Chaperone, Guardian, Interpreter, Witness
from needlesafe.domain.consent import Consent, Signature, Stroke
from needlesafe.domain.people import Clinic, Contact, Patient, Practitioner
from needlesafe.domain.questions import asked
from needlesafe.domain.rules import Assessment, assess
from needlesafe.domain.statements import Amendment, HandOver, Incident, Referral, VitalSigns, Withdrawal
from needlesafe.domain.visit import Document, Ending, Indication, Note, Override, Reconciliation, TreatmentEvent, Visit

CLINIC = Clinic("Harbour Street Physiotherapy", "14 Harbour Street\nGalway H91 X4P2", "+353 91 555 0142", "IE")
PATIENT = Patient("Żółć", "Łukasz", "1984-03-09", "C-1042", "pl", "+353 87 555 0199",
                  Contact("Ingrid Ødegård", "+353 86 555 0177"), "male", 178, 74.5,
                  Contact("Dr Siobhán Nolan", "+353 1 555 0150"))
PRACTITIONER = Practitioner("Conor Walsh", "PT-20311", "Chartered physiotherapist", "Dry needling level 2, 2021",
                            ("*",), ("face",), "2027-06-30")
SITES = (
    Site("m-upper-trapezius", "left", 2, 30, 0.25, "in-and-out", None, "prone", "A1180", "2029-01",
         Guidance("Dr Anders Ångström", "Musculoskeletal ultrasound, 2022")),
    Site("m-gastrocnemius", "right", 3, 40, 0.3, "retained", None, "prone", "A1181", "2028-11"),
)
DRAFT = "5f0c9a1be3d24c7781aa6e0f9b3d5c2e417f80dd6a95b1c3e2f4a7089d6b5c1e"
SAID: Mapping[str, Answer] = {
    "pr-anticoagulant": Answer("yes", "apixaban 5 mg twice daily, since 2024; Доктор Щукина", (), None, "2026-11-02"),
    "pr-joint-replacement": Answer("yes", "left hip, 2019", (Place("pelvis-gluteal", "left"),)),
    "pr-smoker": Answer("unknown"),
    "pr-copd-emphysema": Answer("yes", "mild COPD, last flare 2023"),
    "pr-first-treatment": Answer("no"),
}
CLEARANCE = Clearance("Dr Ελένη Παπαδοπούλου", "2026-11-12", "Lungs stable; needling agreed by telephone, one side only.")


def strokes(turns: int = 4) -> tuple[Stroke, ...]:
    """A drawn signature: loops that run to the right, then a line under them."""
    loops = tuple((0.08 + index / 150 * 0.75 + 0.06 * math.sin(index / 150 * turns * 2 * math.pi),
                   0.5 - 0.28 * math.cos(index / 150 * turns * 2 * math.pi) * (1 - index / 240), index * 8.0,
                   0.35 + 0.3 * math.sin(index / 9)) for index in range(150))
    return (loops, tuple((0.1 + index * 0.035, 0.86 - index * 0.004, 2000 + index * 8.0, 0.6) for index in range(22)))


def unsigned(catalogue: Catalogue) -> Visit:
    """The visit as it stands when the consent is prepared: screened, planned, talked over, nothing signed."""
    bare = Visit(id="7f3a21b0-58c4-4d0e-9a7e-2f6b1c9d4e55", date="2026-11-21", jurisdiction="IE", patient_id="p-1042",
                 patient=PATIENT, practitioner=PRACTITIONER, clinic=CLINIC, content_version=catalogue.version,
                 content_fingerprint=catalogue.fingerprint, number=3, started_at="2026-11-21T09:41:07.120Z",
                 sites=SITES, indication=Indication(
                     "Left neck pain for six weeks, worse at the desk", "Myofascial pain, upper trapezius",
                     "Turn the head to reverse the car; run 5 km again", 6, "Rotation to the left 45°, lunge 8 cm"))
    visit = replace(bare, screening=_screening(bare, catalogue), readiness={name: "yes" for name in catalogue.readiness},
                    since_last={name: Answer("no") for name in catalogue.changes}
                    | {next(iter(catalogue.changes)): Answer("yes", "new: apixaban", date="2026-10-20")})
    visit = _answered_findings(visit, assess(visit, catalogue))
    understood = tuple((item.id, item.wanted) for item in catalogue.consent["en"].understanding)
    return replace(visit, consent=Consent(questions="Will it hurt? – A twitch and an ache, yes.\nMay I run tomorrow? – "
                                          "Lightly. Boję się igieł trochę.", understanding=understood))


def signed(catalogue: Catalogue) -> Visit:
    """The visit when the consent was given, before the first needle."""
    visit = unsigned(catalogue)
    at = "2026-11-21T10:02:3{}.400Z"
    both = ("needling", "chest")
    signatures = (Signature("patient", both, "Łukasz Żółć", strokes(), "", DRAFT, at.format(0)),
                  Signature("practitioner", both, "Conor Walsh", strokes(6), "", DRAFT, at.format(4)),
                  Signature("interpreter", ("needling",), "Ксения Щукина", (), "Ксения Щукина", DRAFT, at.format(8)))
    return replace(visit, consent=replace(visit.consent, draft=DRAFT, decision="given", signatures=signatures,
                                          decided_at="2026-11-21T10:02:41.050Z"))


def finished(catalogue: Catalogue) -> Visit:
    """The visit at its end, with an adverse event and every check made."""
    visit = signed(catalogue)
    note = Note("Two twitches left, one right; neck turns further.", 2.5, "Rotation to the left 70°, lunge 10 cm",
                "one drop, left", "none seen", "mild ache, both", {name: "yes" for name in catalogue.discharge},
                aftercare_given=True, red_flags_explained=True,
                follow_up="Telephone call in 24 hours about the foot; next visit on 28 November.")
    kept = Document("consent", "ab" * 32, "consent-2026-11-21-7f3a21b0.pdf", "2026-11-21T10:02:43.900Z")
    return replace(visit, treatment=_treatment(catalogue), note=note, documents=(kept,),
                   finished_at="2026-11-21T10:31:02.300Z", last_sequence=214, last_at="2026-11-21T10:31:02.300Z")


def patient_gone(catalogue: Catalogue) -> Visit:
    """The visit when the patient left with a needle not accounted for."""
    visit = finished(catalogue)
    missing = tuple(event for event in visit.treatment if event.event != "out" or event.site != 1)
    checks = {name: "yes" for name in catalogue.reconciliation} | {"rc-patient-told": "no"}
    return replace(visit, treatment=missing, reconciliation=Reconciliation(checks, "Couch and floor searched twice."),
                   ending=Ending("patient-gone", "10:21", "Left before the count was finished: ambulance for his son.",
                                 "Conor Walsh calls today before 12:00 and looks at the calf."))


def unwilling(catalogue: Catalogue, decision: str) -> Visit:
    """The visit when the patient declined or put it off."""
    visit = unsigned(catalogue)
    return replace(visit, consent=replace(visit.consent, decision=decision, decided_at="2026-11-21T10:02:41.050Z"),
                   finished_at="2026-11-21T10:05:00.000Z")


def with_statements(catalogue: Catalogue) -> Visit:
    """The finished visit with somebody in every part beside the patient, and with everything said besides its steps."""
    visit = finished(catalogue)
    asked = [finding.id for finding in assess(visit, catalogue).findings if finding.action == "clearance"]
    signs = (VitalSigns("10:12", "alert", 24, 93, 112, "138/86"), VitalSigns("10:18", "alert", 22, 96, 104, "130/82"))
    now = "2026-11-21T10:31:02.300Z"
    kept = Document("record", "cd" * 32, "record-2026-11-21-7f3a21b0.pdf", "2026-11-21T10:31:03.900Z")
    return replace(
        visit, documents=(*visit.documents, kept), guardian=Guardian("Ingrid Ødegård", "wife", "+353 86 555 0177", "Enduring power, seen"),
        interpreter=Interpreter("Ксения Щукина", "Polish", "in-person"), witness=Witness("Ελένη Παπαδοπούλου"),
        chaperone=Chaperone("accepted", "Máire Ní Dhuibhir"),
        withdrawal=Withdrawal("10:11", "gesture", "Raised his hand and said: dość, stop.", "It was too sharp.",
                              "Awake and clear; said it twice.", "Exercise and manual therapy, or nothing.", True,
                              "The needles in the calf came out one by one, within a minute.", 3, now),
        referrals=(Referral("Dr Orla Keane\nHarbour Medical Centre\n2 Quay Road, Galway", tuple(asked),
                            "May I needle the left upper trapezius with a 30 mm needle while his lungs are as they are? "
                            "If so, is there anything that I should leave out?", "09:50", now),),
        hand_overs=(HandOver("Ambulance crew, University Hospital", "Collapsed lung (pneumothorax), left",
                             "Sudden sharp pain in the left shoulder and chest with a cough, a minute after the last needle.",
                             "Sat up, kept calm, all needles out. Nothing to eat or drink. Ambulance called at 10:13.",
                             signs, "+353 87 555 0100", "10:19", now),),
        incident=Incident("serious", "After needling of the left upper trapezius the patient felt a sharp pain and was short "
                          "of breath. A small pneumothorax was seen in the emergency department.", "ae-pneumothorax", "10:12",
                          "Conor Walsh; Máire Ní Dhuibhir (chaperone).", "All needles out at 10:12. Ambulance called at 10:13; "
                          "handed over at 10:31.", "All of it, at once and again by telephone.",
                          "Watched for a night, no drain, home the next day.",
                          "Insurer by telephone on 21 November, reference 8841.", "Conor Walsh calls on each of the next three days; "
                          "review in the clinic within 7 days.", "Flat needling with pincer grip only; 25 mm needles at this place.",
                          "Professional indemnity insurer, claims", "Conor Walsh", "2026-11-22T09:15", "2026-11-22T09:15:10.000Z"),
        amendments=(Amendment("The time of the call was wrong.", "The ambulance was called at 10:13, not at 10:15.",
                              "Conor Walsh", "2026-11-22T09:00", "2026-11-22T09:02:00.000Z"),
                    Amendment("The hospital's letter came.", "Small apical pneumothorax on the left, 1 cm. No drain. Discharged on "
                              "22 November; control film on 28 November.", "Conor Walsh", "", "2026-11-23T08:10:00.000Z")),
        last_at="2026-11-23T08:10:00.000Z")


def _screening(visit: Visit, catalogue: Catalogue) -> dict[str, Answer]:
    """Every asked question answered so that it raises nothing, but for what is said on purpose."""
    quiet = {question.id: Answer("no" if question.raised_by == "yes" else "yes")
             for question in asked(visit, catalogue)}
    return quiet | SAID


def _answered_findings(visit: Visit, assessment: Assessment) -> Visit:
    """A clearance where one is asked for, every change accepted but the last, which is declined with a reason."""
    wanting = {because.source for finding in assessment.findings if finding.action == "clearance"
               for because in finding.because}
    cleared = {name: replace(visit.screening[name], clearance=CLEARANCE) for name in wanting if name in visit.screening}
    changes = [finding for finding in assessment.findings if finding.action == "modify"]
    declined = [finding for finding in changes if finding.overridable][-1:]
    return replace(visit, screening={**visit.screening, **cleared},
                   acknowledged=tuple(item.id for item in assessment.acknowledgements),
                   changes_accepted=tuple(finding.id for finding in changes if finding not in declined),
                   overrides=tuple(Override(finding.id, "Seen four times without trouble; the patient asks for it.")
                                   for finding in declined))


def _treatment(catalogue: Catalogue) -> tuple[TreatmentEvent, ...]:
    card = catalogue.events["ae-nerve-contact"]
    felt = {"sensation": "\u201ea buzz, jak prąd\u201c", "where": "from the calf to the little toe", "minutes": 1.5,
            "weakness": "no", "numbness": "no", "both_sides": "no", "motor-n-tibial": "yes", "touch-n-tibial": "yes",
            "told": "That it can tingle until tonight, and to call if the foot is weak.", "outcome": "Settled in a minute.",
            "steps_done": [f"step-{number}" for number in range(1, len(card.steps))],
            "vital_signs": {"pulse": 72, "oxygen": 98}}
    return (TreatmentEvent("10:04", "pause", detail={name: "yes" for name in catalogue.pauses}),
            TreatmentEvent("10:05", "in", 0, 2), TreatmentEvent("10:07", "out", 0, 2),
            TreatmentEvent("10:09", "in", 1, 3),
            TreatmentEvent("10:10", "adverse", 1, id="ae-nerve-contact", detail=felt),
            TreatmentEvent("10:20", "out", 1, 3))
