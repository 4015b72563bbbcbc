"""What is said of a visit besides its steps gets a page that says it in full, in the order in which its reader asks."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest

from needlesafe import documents
from needlesafe.documents import Built, Facts
from needlesafe.documents.style import LARGE, LARGE_PRINT, NORMAL
from needlesafe.domain.anatomy import Site
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.companions import Chaperone
from needlesafe.domain.disclosures import called_for
from needlesafe.domain.rules import assess
from needlesafe.domain.statements import Amendment, Enquiry, HandOver, Incident, VitalSigns, Withdrawal
from needlesafe.domain.visit import TreatmentEvent, Visit
from tests.documents.conftest import Knowing, Reader
from tests.helpers import example_visit

WORDS = [f"word{number}x" for number in range(800)]
LONG = " ".join(WORDS)
"""More than 6,000 characters."""
LONG_WORD = "".join(chr(ord("a") + index * 7 % 26) for index in range(600))
BREACHES: dict[str, Callable[[Visit], Visit]] = {
    "withdrawal": lambda v: replace(v, withdrawal=replace(v.withdrawal, words=LONG, reason=LONG_WORD)),
    "amendment": lambda v: replace(v, amendments=(Amendment(LONG_WORD, LONG),)),
    "incident": lambda v: replace(v, incident=Incident("serious", LONG, done=LONG_WORD)),
    "referral": lambda v: replace(v, referrals=(replace(v.referrals[0], text=LONG, to=LONG_WORD),)),
    "hand_over": lambda v: replace(v, hand_overs=(replace(v.hand_overs[0], happened=LONG, done=LONG_WORD),)),
}


@pytest.fixture(scope="module")
def visit(catalogue: Catalogue) -> Visit:
    """A finished visit of which everything was said."""
    return example_visit.with_statements(catalogue)


def test_a_withdrawal_says_what_was_said_and_how_the_needles_stood(visit: Visit, facts_of: Knowing, read_text: Reader) -> None:
    text = read_text(documents.withdrawal(facts_of(visit)).pdf)
    for told in ("Consent withdrawn", "Łukasz Żółć took back consent on 21 November 2026.", "When 21 November 2026, 10:11",
                 "How by gesture", "What was said Raised his hand and said: dość, stop.", "Reason It was too sharp.",
                 "Needles in when it was said: 3. In this visit 5 went in and 5 came out.",
                 "Able to decide Awake and clear; said it twice.", "Offered instead Exercise and manual therapy, or nothing.",
                 "Nothing is lost by this. All other care goes on as before.", "SHA-256 " + "ab" * 32,
                 "The form that was signed earlier stays in the record and is not changed."):
        assert told in text


def test_what_was_not_said_of_a_withdrawal_is_told_as_such(visit: Visit, facts_of: Knowing, read_text: Reader) -> None:
    bare = replace(visit, withdrawal=Withdrawal("10:11", words="No."), treatment=(), documents=(), sites=())
    text = read_text(documents.withdrawal(facts_of(bare)).pdf)
    for told in ("How not recorded", "Reason None was given. No reason is needed.", "Needles No needle went in.",
                 "Able to decide not recorded", "Offered instead not recorded", "What you were told not recorded",
                 "No form was sealed in this visit."):
        assert told in text
    assert "What was planned" not in text and "Why needles stayed in" not in text


def test_a_withdrawal_on_a_later_day_speaks_of_that_day(visit: Visit, facts_of: Knowing, read_text: Reader) -> None:
    later = replace(visit, withdrawal=Withdrawal("2026-11-24T08:30", "written", "I take it back."))
    text = read_text(documents.withdrawal(facts_of(later)).pdf)
    assert "took back consent on 24 November 2026, after the visit." in text
    assert "When 24 November 2026, 08:30" in text


def test_a_page_of_a_consent_that_stands_is_not_made(visit: Visit, facts_of: Knowing) -> None:
    with pytest.raises(ValueError, match="not withdrawn"):
        documents.withdrawal(facts_of(replace(visit, withdrawal=None)))
    with pytest.raises(ValueError, match="no incident"):
        documents.incident(facts_of(replace(visit, incident=None)))


def test_the_record_says_first_that_consent_was_withdrawn(visit: Visit, facts_of: Knowing, read_text: Reader) -> None:
    text = read_text(documents.record(facts_of(visit)).pdf)
    assert text.index('Consent withdrawn. On 21 November 2026 at 10:11: "Raised his hand') < text.index("What was planned")
    assert "Signed by Łukasz Żółć (patient), Conor Walsh (practitioner), Ксения Щукина (interpreter). Withdrawn." in text
    assert "10:11 Consent withdrawn" in text and "10:19 Emergency letter written" in text


def test_the_record_holds_every_letter_and_report_and_who_was_there(visit: Visit, facts_of: Knowing, read_text: Reader) -> None:
    text = read_text(documents.record(facts_of(visit)).pdf)
    for told in ("Ingrid Ødegård, wife, +353 86 555 0177, Enduring power, seen", "Ксения Щукина, Polish, in person",
                 "Witness Ελένη Παπαδοπούλου", "Chaperone Máire Ní Dhuibhir, accepted", "May I needle the left upper trapezius",
                 "Suspected Collapsed lung (pneumothorax), left", "138/86",
                 "Insurer by telephone on 21 November, reference 8841.", "Severity Serious"):
        assert told in text


def test_the_consent_names_who_is_with_the_patient_and_what_they_declare(visit: Visit, facts_of: Knowing,
                                                                        read_text: Reader) -> None:
    text = read_text(documents.consent_draft(facts_of(visit)).pdf)
    for told in ("Who is with you", "Parent or guardian Ingrid Ødegård, wife", "Chaperone Máire Ní Dhuibhir, accepted",
                 "I may decide for Łukasz Żółć.", "I know both languages well."):
        assert told in text
    alone = replace(visit, guardian=None, interpreter=None, witness=None, chaperone=None)
    assert "Who is with you" not in read_text(documents.consent_draft(facts_of(alone)).pdf)
    refused = replace(alone, chaperone=Chaperone("declined"))
    assert "Chaperone declined" in read_text(documents.consent_draft(facts_of(refused)).pdf)


def test_an_amendment_names_what_it_adds_to_and_leaves_it_as_it_is(visit: Visit, facts_of: Knowing, read_text: Reader) -> None:
    text = read_text(documents.amendment(facts_of(visit), 2).pdf)
    for told in ("Amendment to the record, no. 2", "What was sealed before is not changed", "Why The hospital's letter came.",
                 "Small apical pneumothorax on the left, 1 cm.", "Added by Conor Walsh",
                 "Recorded 23 November 2026, 08:10:00 UTC", "The time of the call was wrong.",
                 "record-2026-11-21-7f3a21b0.pdf SHA-256 " + "cd" * 32):
        assert told in text
    first = read_text(documents.amendment(facts_of(visit), 1).pdf)
    assert "no. 1" not in first and "Amendments before this one" not in first
    assert "Dated 22 November 2026, 09:00" in first


def test_an_incident_report_tells_its_reader_the_grave_part_first(visit: Visit, facts_of: Knowing, read_text: Reader) -> None:
    text = read_text(documents.incident(facts_of(visit)).pdf)
    order = ("For Professional indemnity insurer, claims Reported by Conor Walsh, 22 November 2026, 09:15", "Severity: serious",
             "Suspected collapsed lung (pneumothorax); Transient nerve contact", "When: 21 November 2026, 10:12",
             "Outcome: Watched for a night", "What happened After needling of the left upper trapezius",
             "What was done All needles out at 10:12.", "Reported to Insurer by telephone", "The visit in time",
             "10:10 Adverse event: Transient nerve contact", "„a buzz, jak prąd“", "Pack: lot A1180, use by 2029-01",
             "What was raised, and what was done about it")
    places = [text.find(told) for told in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)


def test_a_report_of_what_the_visit_does_not_hold_stands_by_itself(visit: Visit, facts_of: Knowing, read_text: Reader) -> None:
    told = Incident("significant", "He fainted at the bus stop.", recorded_at="2026-11-22T08:00:00.000Z")
    bare = replace(visit, treatment=(), withdrawal=None, hand_overs=(), incident=told)
    text = read_text(documents.incident(facts_of(bare)).pdf)
    assert "Severity: significant Incident When: 21 November 2026" in text
    assert "Reported by Conor Walsh, 22 November 2026, 08:00:00 UTC" in text
    assert "The visit in time" not in text and "Afterwards" not in text


def test_a_referral_says_who_is_asked_about_what_and_leaves_room_to_answer(visit: Visit, facts_of: Knowing,
                                                                          read_text: Reader) -> None:
    built = documents.referral(facts_of(visit))
    text = read_text(built.pdf)
    for told in ("Dr Orla Keane Harbour Medical Centre", "Łukasz Żółć, born 9 March 1984, C-1042", "No needle has gone in yet.",
                 "Left upper trapezius: 2 needles, 30 mm × 0.25 mm, in and out", "Lung disease.",
                 "Raised by: Lung disease: yes (mild COPD, last flare 2023). Concerns: Left upper trapezius.",
                 "May I needle the left upper trapezius", "It should not go ahead.", "Name and signature", "Date"):
        assert told in text
    assert built.pages == 1
    assert "apixaban" not in text


def test_a_hand_over_is_one_page_that_answers_the_first_questions_first(visit: Visit, facts_of: Knowing,
                                                                       read_text: Reader) -> None:
    built = documents.hand_over(facts_of(visit))
    text = read_text(built.pdf)
    order = ("Emergency hand-over", "Collapsed lung (pneumothorax), left", "Please look for a collapsed lung",
             "42 years, male", "None left in the patient: 5 in, 5 out.", "2 in at 10:05, out at 10:07", "10:12 alert 24 93 112 138/86",
             "What happened: Sudden sharp pain", "Done: Sat up", "apixaban 5 mg twice daily")
    places = [text.find(told) for told in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)
    assert "+353 87 555 0100" in text and built.pages == 1


def test_needles_that_are_still_in_are_told_by_place(visit: Visit, facts_of: Knowing, read_text: Reader) -> None:
    inside = replace(visit, treatment=tuple(event for event in visit.treatment if event.at < "10:19"))
    text = read_text(documents.hand_over(facts_of(inside)).pdf)
    assert "3 still in the patient" in text
    assert "2 Right gastrocnemius: 3 in at 10:09. Needle 40 mm × 0.3 mm. 3 still in." in text


def test_a_hand_over_takes_what_the_cards_say_where_the_letter_is_silent(visit: Visit, facts_of: Knowing, catalogue: Catalogue,
                                                                        read_text: Reader) -> None:
    card = catalogue.events["ae-pneumothorax"]
    told = TreatmentEvent("10:12", "adverse", 0, id=card.id, detail={
        "found": "Short of breath, dry cough.", "breaths": 26, "oxygen": 92, "pulse": 118, "called": "112 at 10:13",
        "steps_done": ["step-1"]})
    silent = replace(visit, hand_overs=(HandOver(recorded_at="2026-11-21T10:19:00.000Z"),), treatment=(*visit.treatment, told))
    text = read_text(documents.hand_over(facts_of(silent)).pdf)
    for words in (card.title, "10:12 26 92 118", "Short of breath, dry cough.", "112 at 10:13", card.steps[0],
                  "+353 91 555 0142", "21 November 2026, 10:19:00 UTC"):
        assert words in text
    before = replace(visit, treatment=(), hand_overs=(HandOver(vital_signs=(VitalSigns("10:00", pulse=60),)),))
    text = read_text(documents.hand_over(facts_of(before)).pdf)
    assert "No needle went in." in text and "Suspected Not known" in text


def test_large_print_is_set_in_eighteen_points_and_says_the_same(visit: Visit, facts_of: Knowing, read_text: Reader) -> None:
    facts = facts_of(visit)
    large = documents.aftercare(facts, large_print=True)
    with pikepdf.open(io.BytesIO(large.pdf)) as pdf:
        sizes = {float(size) for page in pdf.pages for size in re.findall(rb"/F\S+ ([\d.]+) Tf", page.Contents.read_bytes())}
    assert LARGE_PRINT.body in sizes and not sizes & {LARGE.body, NORMAL.body}
    text = read_text(large.pdf)
    advice = [item.text for item in called_for(facts.text.aftercare, facts.tags) if item.id not in ("af-normal", "af-contact")]
    assert len(advice) > 4 and not [line for line in advice if line not in text]


@pytest.mark.parametrize("kind", BREACHES)
def test_the_longest_texts_lose_nothing(kind: str, visit: Visit, facts_of: Knowing, read_text: Reader) -> None:
    make: Callable[[Facts], Built] = getattr(documents, kind)
    built = make(facts_of(BREACHES[kind](visit)))
    text = read_text(built.pdf)
    missing = [word for word in WORDS if word not in text]
    assert not missing and built.pages > 1
    assert LONG_WORD in text.replace(" ", "")


@pytest.mark.parametrize("kind", BREACHES)
def test_forty_sites_can_be_set(kind: str, visit: Visit, catalogue: Catalogue, read_text: Reader) -> None:
    names = list(catalogue.muscles)[:40]
    sites = tuple(Site(name, catalogue.regions[catalogue.muscles[name].region].sides[-1], 1, 30, 0.25, "retained") for name in names)
    placed = tuple(TreatmentEvent("10:05", "in", index, 1) for index in range(40))
    crowded = replace(visit, sites=sites, treatment=placed)
    text = read_text(getattr(documents, kind)(Facts(crowded, assess(crowded, catalogue), catalogue)).pdf)
    if kind != "amendment":
        titles = [catalogue.muscles[name].title for name in names]
        assert not [title for title in titles if title.lower() not in text.lower()]


def test_what_was_asked_since_stands_on_amendment_and_report_and_nowhere_before(visit: Visit, facts_of: Knowing,
                                                                               read_text: Reader) -> None:
    said = Enquiry("not-well", ("fu-thorax",), "Is it worse on the stairs?", LONG, "telephone", "her own doctor", "Rings at once.",
                   "2026-11-24", "Conor Walsh", "2026-11-22T09:30")
    asked = replace(visit, enquiries=(said, Enquiry("not-reached", by="Conor Walsh", at="2026-11-24T10:00")))
    for made in (lambda facts: documents.amendment(facts, 1, ()), documents.incident):
        text = read_text(made(facts_of(asked)).pdf)
        assert "Asked since the visit" not in read_text(made(facts_of(visit)).pdf)
        for told in ("Asked since the visit", "22 November 2026, 09:30", "Chest", "Is it worse on the stairs?", "her own doctor",
                     "Rings at once.", "24 November 2026", "Not reached."):
            assert told in text
        assert all(word in text for word in WORDS)
