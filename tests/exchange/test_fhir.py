"""The FHIR document: what HL7's schema says of it, what must hold of any document, and that nothing of a visit is lost."""

from __future__ import annotations

import copy
import html
import json
import os
import re
import statistics
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.doubt import mark_of
from needlesafe.domain.rules import assess
from needlesafe.domain.visit import Visit
from needlesafe.exchange.fhir import bundle, bundle_bytes
from needlesafe.exchange.visit_json import visit_file
from needlesafe.flow.walk import start_from
from tests.helpers.budgets import allowed
from tests.helpers.fhir_schema import resources, schema_faults
from tests.helpers.varied_visits import BLANKS, HOSTILE, NAMES, VISITS, known
from tests.helpers.visit_files import as_visit
from tests.helpers.visit_walk import record_up_to
from tests.helpers.workplaces import new_workplace

Raw = dict[str, Any]
Told = Callable[[str], tuple[Visit, Raw]]

ROOT = Path(__file__).parents[2]
NECK = ROOT / "tests" / "cases" / "neck.json"
SECONDS = allowed(0.010)
"""For the document of a usual visit."""

FOREIGN = {
    "http://loinc.org": {"8302-2", "29463-7"}, "http://unitsofmeasure.org": {"mm", "cm", "kg", "Hz", "mA", "min"},
    "http://terminology.hl7.org/CodeSystem/consentscope": {"treatment"},
    "http://terminology.hl7.org/CodeSystem/observation-category": {"vital-signs"},
    "http://terminology.hl7.org/CodeSystem/v2-0131": {"C"},
    "http://terminology.hl7.org/CodeSystem/v3-RoleCode": {"GUARD"},
    "http://terminology.hl7.org/CodeSystem/v3-ActReason": {"HTEST"},
    "urn:iso-astm:E1762-95:2013": {f"1.2.840.10065.1.12.1.{number}" for number in (3, 5, 7, 9, 11, 12)}}
"""Codes of others' systems: each was read in HL7's R4 definitions, 4.0.1."""


@pytest.fixture(scope="module")
def told(catalogue: Catalogue) -> Told:
    """A visit and its document."""
    made: dict[str, tuple[Visit, Raw]] = {}

    def tell(name: str) -> tuple[Visit, Raw]:
        if name not in made:
            visit = known(VISITS[name](catalogue), name)
            made[name] = visit, bundle(visit, catalogue, ())
        return made[name]

    return tell


def of_kind(document: Raw, kind: str) -> list[Raw]:
    """The resources of a kind."""
    return [resource for resource in resources(document) if resource["resourceType"] == kind]


def asked(document: Raw, name: str) -> Raw:
    """The items of the list of questions of that name, by their link."""
    [one] = [r for r in of_kind(document, "QuestionnaireResponse") if r["questionnaire"].startswith(
        f"urn:needlesafe:questionnaire:{name}|")]
    return {item["linkId"]: item for item in one["item"]}


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Everything in a JSON value that is no object and no list, with its path."""
    if isinstance(value, (dict, list, tuple)):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(item, (*path, key))
    else:
        yield path, value


# the schema


@pytest.mark.parametrize("name", VISITS)
def test_every_resource_of_a_document_fits_the_schema(told: Told, name: str) -> None:
    assert schema_faults(told(name)[1]) == []


def _plant_word(document: Raw) -> None:
    of_kind(document, "Consent")[0]["status"] = "given"


def _plant_gap(document: Raw) -> None:
    del of_kind(document, "Observation")[0]["code"]


def _plant_type(document: Raw) -> None:
    procedure = of_kind(document, "Procedure")[0]
    procedure["bodySite"] = procedure["bodySite"][0]


def _plant_key(document: Raw) -> None:
    of_kind(document, "AdverseEvent")[0]["severe"] = True


def _plant_date(document: Raw) -> None:
    of_kind(document, "Patient")[0]["birthDate"] = "1984-13-09"


@pytest.mark.parametrize(("plant", "said"), [(_plant_word, "Consent status"), (_plant_gap, "Observation : 'code' is a"),
                                             (_plant_type, "Procedure bodySite"), (_plant_key, "'severe' was unexpected"),
                                             (_plant_date, "Patient birthDate")])
def test_a_planted_fault_is_found_and_no_other(told: Told, plant: Callable[[Raw], None], said: str) -> None:
    document = copy.deepcopy(told("patient-gone")[1])
    plant(document)
    [fault] = schema_faults(document)
    assert said in fault


def test_a_fault_deep_in_a_list_of_answers_is_found(told: Told) -> None:
    document = copy.deepcopy(told("minor-with-guardian")[1])
    of_kind(document, "QuestionnaireResponse")[0]["item"][3]["answer"][0]["valueCoding"]["code"] = " no "
    [fault] = schema_faults(document)
    assert "item/3/answer/0/valueCoding/code" in fault


# what holds of any document


@pytest.mark.parametrize("name", VISITS)
def test_it_is_a_document_whose_every_part_is_reached_from_its_composition(told: Told, name: str) -> None:
    document = told(name)[1]
    assert document["type"] == "document" and set(document["identifier"]) == {"system", "value"}
    parts = {entry["fullUrl"]: entry["resource"] for entry in document["entry"]}
    assert len(parts) == len(document["entry"])
    assert all(url == f"urn:uuid:{part['id']}" for url, part in parts.items())
    first = document["entry"][0]["fullUrl"]
    assert parts[first]["resourceType"] == "Composition"
    reached, waiting = {first}, [first]
    while waiting:
        new = {value for path, value in leaves(parts[waiting.pop()]) if path[-1] == "reference"} - reached
        assert new <= set(parts)
        reached |= new
        waiting += new
    targets = {url for url, part in parts.items() if part["resourceType"] == "Provenance"}
    assert reached >= set(parts) - targets and targets <= reached


@pytest.mark.parametrize("name", VISITS)
def test_every_section_says_something_in_well_formed_words(told: Told, name: str) -> None:
    sections = of_kind(told(name)[1], "Composition")[0]["section"]
    assert [section["code"]["coding"][0]["code"] for section in sections] == [
        "reason", "plan", "screening", "findings", "consent", "course", "adverse-events", "note"]
    for section in sections:
        read = ET.fromstring(section["text"]["div"])
        assert {part.tag.partition("}")[2] for part in read.iter()} <= {
            "div", "p", "table", "thead", "tbody", "tr", "td", "th", "br"}
        assert "".join(read.itertext()).strip()


@pytest.mark.parametrize("name", VISITS)
def test_no_code_of_others_stands_in_it_but_those_that_were_read(told: Told, name: str) -> None:
    def coded(value: Any) -> Iterator[Raw]:
        if isinstance(value, dict):
            if "system" in value and "code" in value:
                yield value
            value = list(value.values())
        if isinstance(value, list):
            for item in value:
                yield from coded(item)

    found = list(coded(told(name)[1]))
    assert len(found) > 10
    for one in found:
        ours = one["system"].startswith("urn:needlesafe:") or one["system"] == "urn:ietf:bcp:47"
        assert ours or one["code"] in FOREIGN[one["system"]], one


def test_what_is_in_doubt_carries_its_mark(told: Told, catalogue: Catalogue) -> None:
    visit, document = told("alphabets")
    found = assess(visit, catalogue).findings
    issues = of_kind(document, "DetectedIssue")
    assert len(issues) == len(found) and {one.status for one in found} > {"confirmed"}
    for issue, one in zip(issues, found, strict=True):
        assert mark_of(one.status) in issue["code"]["text"] and mark_of(one.status) in issue["detail"]
    checks = asked(document, "readiness")
    for name, item in catalogue.readiness.items():
        assert mark_of(item.status) in checks[name]["text"]


# the same visit, the same bytes


def test_the_same_visit_gives_the_same_bytes_in_another_process(catalogue: Catalogue) -> None:
    ask = ("import hashlib; from needlesafe.content import load; from needlesafe.exchange.fhir import bundle_bytes;"
           "from tests.helpers.varied_visits import VISITS, known; c = load();"
           "print(hashlib.sha256(b''.join(bundle_bytes(known(VISITS[n](c), n), c, ()) for n in VISITS)).hexdigest())")
    told = {subprocess.run([sys.executable, "-c", ask], cwd=ROOT, check=True, capture_output=True, text=True, env={
        **os.environ, "PYTHONHASHSEED": seed, "TZ": zone}).stdout for seed, zone in (("1", "UTC"), ("99", "Asia/Kathmandu"))}
    assert len(told) == 1


def test_the_bytes_are_canonical_json(told: Told, catalogue: Catalogue) -> None:
    visit, document = told("alphabets")
    written = bundle_bytes(visit, catalogue, ())
    assert json.loads(written) == document
    assert written == json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def test_a_resource_keeps_its_id_through_the_visit_and_shares_it_with_no_other(told: Told, catalogue: Catalogue) -> None:
    visit, document = told("usual")
    before = bundle(replace(visit, treatment=(), finished_at=""), catalogue, ())
    patient = of_kind(document, "Patient")[0]["id"]
    assert of_kind(before, "Patient")[0]["id"] == patient
    other = bundle(replace(visit, id="another"), catalogue, ())
    assert {r["id"] for r in resources(other)}.isdisjoint(r["id"] for r in resources(document))


def test_times_come_from_the_journal(catalogue: Catalogue, tmp_path: Path) -> None:
    place, visit = new_workplace(tmp_path, catalogue), as_visit(json.loads(NECK.read_bytes()), catalogue)
    desk = start_from(visit, place)
    record_up_to(desk, visit, "needled")
    desk.adverse("ae-nerve-contact", 0, {"found": "tingling"}, at="10:10")
    events = place.store.events(desk.visit_id)
    document = bundle(desk.visit, catalogue, events)
    assert schema_faults(document) == []
    assert document["timestamp"] == events[-1].at
    [event] = of_kind(document, "AdverseEvent")
    assert (event["recordedDate"], event["date"]) == (events[-1].at, desk.visit.date)
    assert {"url": "urn:needlesafe:extension:at", "valueTime": "10:10:00"} in event["extension"]
    assert {one["recorded"] for one in of_kind(document, "Provenance")} <= {e.at for e in events if e.type == "signed"}
    covered = of_kind(document, "Consent")[0]["provision"]["data"]
    assert len(covered) == len(desk.visit.sites)
    place.store.close()


# what is said


def test_the_decision_is_the_status_of_the_consent(told: Told, catalogue: Catalogue) -> None:
    wanted = {"usual": "active", "refusal": "rejected", "put-off": "proposed", "withdrawn": "inactive", "minimal": "draft"}
    for name, status in wanted.items():
        [consent] = of_kind(told(name)[1], "Consent")
        assert consent["status"] == status
    [refused] = of_kind(told("refusal")[1], "Consent")
    assert refused["provision"]["type"] == "deny" and refused["scope"]["coding"][0]["code"] == "treatment"
    assert [one["status"] for one in of_kind(told("refusal")[1], "Procedure")] == ["not-done"]
    assert of_kind(told("withdrawn")[1], "Composition")[0]["status"] == "amended"


def test_a_guardian_decides_and_signs(told: Told) -> None:
    document = told("minor-with-guardian")[1]
    [guardian] = of_kind(document, "RelatedPerson")
    assert guardian["name"] == [{"text": "Seán Byrne"}] and guardian["relationship"][0]["text"] == "father"
    [consent] = of_kind(document, "Consent")
    assert {"reference": f"urn:uuid:{guardian['id']}"} in consent["performer"]
    signed = [one["signature"][0]["who"]["display"] for one in of_kind(document, "Provenance")]
    assert signed == ["Niamh Byrne", "Seán Byrne", "Conor Walsh"]


def test_every_signature_names_the_draft_that_was_read(told: Told) -> None:
    visit, document = told("withdrawn")
    signed = of_kind(document, "Provenance")
    assert len(signed) == len(visit.consent.signatures) == 6
    for one, signature in zip(signed, visit.consent.signatures, strict=True):
        assert one["entity"][0]["what"]["identifier"]["value"] == signature.draft
        assert one["recorded"] == signature.at
        assert [coded["coding"][0]["code"] for coded in one["reason"]] == list(signature.purposes)


def test_a_site_says_where_and_with_which_needles(told: Told) -> None:
    visit, document = told("twelve-sites")
    done = of_kind(document, "Procedure")
    assert len(done) == 12 and {one["status"] for one in done} == {"completed"}
    for one, site in zip(done, visit.sites, strict=True):
        [place], [needle] = one["bodySite"], one["usedCode"]
        assert place["coding"][0]["code"] == site.muscle
        assert place["extension"][0]["valueCoding"]["code"] == site.side
        measures = {part["url"].rsplit(":", 1)[1]: part for part in needle["extension"]}
        assert measures["planned"]["valuePositiveInt"] == site.needles
        assert measures["length"]["valueQuantity"] == {
            "value": site.length_mm, "unit": "mm", "system": "http://unitsofmeasure.org", "code": "mm"}


def test_an_unanswered_question_has_no_answer(told: Told, catalogue: Catalogue) -> None:
    visit, document = told("minimal")
    screening = asked(document, "screening")
    assert set(screening) == set(assess(visit, catalogue).unanswered)
    assert all("answer" not in item for item in screening.values())


def test_an_earlier_answer_keeps_its_day_and_says_whether_it_stands(told: Told) -> None:
    visit, document = told("repeat")
    before = asked(document, "earlier")
    assert set(before) == set(visit.earlier)
    for name, item in before.items():
        below = {part["linkId"].rsplit(".", 1)[1]: part["answer"][0] for part in item["answer"][0]["item"]}
        assert below["asked-on"] == {"valueDate": "2026-11-03"}
        assert below["stands"] == {"valueBoolean": name not in asked(document, "screening")}
    assert {item["answer"][0]["item"][1]["answer"][0]["valueBoolean"] for item in before.values()} == {True, False}


def test_every_adverse_event_is_told_with_everything_that_was_written_down(told: Told, catalogue: Catalogue) -> None:
    document = told("adverse-events")[1]
    happened = of_kind(document, "AdverseEvent")
    assert [one["event"]["coding"][0]["code"] for one in happened] == list(catalogue.events)
    parts = {entry["fullUrl"]: entry["resource"] for entry in document["entry"]}
    for index, one in enumerate(happened):
        [asked_] = [parts[e["valueReference"]["reference"]] for e in one["extension"] if "valueReference" in e]
        items = {item["linkId"]: item for item in asked_["item"]}
        assert items["found"]["answer"] == [{"valueString": f"seen {index}"}]
        assert items["weakness"]["answer"][0]["valueCoding"]["code"] == "no"
        assert [part["answer"] for part in items["vital_signs"]["item"]] == [[{"valueDecimal": 72}], [{"valueDecimal": 98}]]


def test_names_and_texts_of_any_alphabet_come_through(told: Told) -> None:
    document = told("alphabets")[1]
    [patient] = of_kind(document, "Patient")
    assert patient["name"][0]["family"] == NAMES[0] and patient["name"][0]["given"] == [NAMES[1]]
    assert (patient["gender"], patient["_gender"]["extension"][0]["valueString"]) == ("other", "intersex")
    assert of_kind(document, "Practitioner")[0]["name"] == [{"text": NAMES[2]}]
    note = asked(document, "note")
    assert note["response"]["answer"] == [{"valueString": HOSTILE}]
    assert note["soreness"]["answer"] == [{"valueString": re.sub("[\u00a0\u2009\u2028]", " ", BLANKS)}]
    words = of_kind(document, "Composition")[0]["section"][-1]["text"]["div"]
    assert HOSTILE in "".join(ET.fromstring(words).itertext())


NOT_TOLD = {"format", "version", "strokes"}
"""Of the visit file: what says only what kind of file it is, and strokes, which stay in it and on the signed page."""

STATUSES = {
    "Composition": {"preliminary", "final", "amended"}, "Consent": {"draft", "proposed", "active", "rejected", "inactive"},
    "DetectedIssue": {"final"}, "Observation": {"final"}, "QuestionnaireResponse": {"in-progress", "completed"},
    "Procedure": {"preparation", "in-progress", "not-done", "stopped", "completed"}}
"""The statuses that are used, all of them of R4's required value sets; of two the schema does not know the sets."""


def test_a_status_is_one_of_the_required_value_set(told: Told) -> None:
    used: dict[str, set[str]] = {}
    for name in VISITS:
        for resource in resources(told(name)[1]):
            if "status" in resource:
                used.setdefault(resource["resourceType"], set()).add(resource["status"])
    assert used.keys() == STATUSES.keys()
    assert all(found <= STATUSES[kind] for kind, found in used.items()), used


@pytest.mark.parametrize("name", VISITS)
def test_nothing_that_a_visit_file_says_is_lost(told: Told, name: str) -> None:
    visit, document = told(name)
    file = json.loads(json.dumps(visit_file(visit)))
    words = [value for _, value in leaves(document) if isinstance(value, str)]
    said = "\n".join([*words, *(html.unescape(re.sub("<br/>", "\n", one)) for one in words if one.startswith("<div"))])
    numbers = {value for _, value in leaves(document) if isinstance(value, (int, float)) and not isinstance(value, bool)}
    for path, value in leaves(file):
        if NOT_TOLD.intersection(path) or (path[0], path[-1]) in (("treatment", "event"), ("handled", "what")):
            continue
        if isinstance(value, bool):
            assert any(path[-1].replace("_", sign) in said for sign in "_- "), path
        elif isinstance(value, str):
            plain = re.sub(r"[^\S \r\n\t]", " ", value)
            assert plain in said or plain.replace("\r\n", "\n") in said, (path, value)
        elif path[-1] not in ("site", "count", "moved", "after"):
            assert value in numbers, (path, value)
    lists = ("screening", "readiness", "since_last", "earlier")
    for path, value in leaves({key: file[key] for key in lists if key in file}):
        if path[-1] == "answer" or len(path) == 2:
            [coded] = asked(document, path[0].replace("_", "-"))[path[1]]["answer"]
            assert coded["valueCoding"]["code"] == value


@pytest.mark.benchmark
def test_the_document_of_a_usual_visit_is_quickly_made(told: Told, catalogue: Catalogue) -> None:
    visit = told("usual")[0]
    taken = []
    for _ in range(15):
        start = time.process_time()
        bundle_bytes(visit, catalogue, ())
        taken.append(time.process_time() - start)
    print(f"the FHIR document of a usual visit: {statistics.median(taken) * 1000:.1f} ms")
    assert statistics.median(taken) < SECONDS
