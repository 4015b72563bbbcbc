"""The visit file: what is refused, with which words at which path, and what comes back the same."""

from __future__ import annotations

import json
from typing import Any

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.exchange.shape import MOST_FAULTS
from needlesafe.exchange.visit_file import read_visit
from needlesafe.exchange.visit_json import visit_bytes, visit_file
from tests.helpers.example_file import (REQUIRED, WRONG, example, put, refused, said_besides, spelled, whole_files,
                                         without)
from tests.helpers.visit_files import written

Raw = dict[str, Any]


@pytest.fixture
def raw(catalogue: Catalogue) -> Raw:
    """The example of the visit-file page."""
    return example(catalogue)


def test_the_example_is_read(raw: Raw, catalogue: Catalogue) -> None:
    visit = read_visit(written(raw), catalogue)
    assert visit.patient.name == "Aoife Byrne"
    assert visit.practitioner.scope == ("*",)
    assert visit.sites[0].level is None and visit.sites[0].expires == "2029-01"
    assert visit.screening["pf-lung-disease"].clearance.by == "Dr Keane"
    assert visit.consent.signatures[0].strokes == (((0.10, 0.42, 0, 0.5), (0.12, 0.40, 16, 0.6)),)
    assert visit.treatment[1].id == "ae-nerve-contact"
    assert (visit.content_version, visit.content_fingerprint) == (catalogue.version, catalogue.fingerprint)


@pytest.mark.parametrize("path", REQUIRED)
def test_a_required_key_that_is_missing_is_named(raw: Raw, catalogue: Catalogue, path: str) -> None:
    assert refused(without(raw, path), catalogue) == {spelled(path): "is missing"}


OPTIONAL = ["indication", "readiness", "acknowledged", "changes_accepted", "overrides", "consent", "treatment", "note",
            "patient/identifier", "patient/emergency_contact", "patient/sex", "practitioner/scope",
            "practitioner/cover_until", "sites/0/level", "sites/0/position", "sites/0/lot", "sites/0/expires"]


@pytest.mark.parametrize("path", OPTIONAL)
def test_a_key_that_is_not_required_may_be_missing(raw: Raw, catalogue: Catalogue, path: str) -> None:
    read_visit(written(without(raw, path)), catalogue)


@pytest.mark.parametrize(("path", "value", "words"), WRONG)
def test_a_value_of_the_wrong_kind_is_named(raw: Raw, catalogue: Catalogue, path: str, value: Any, words: str) -> None:
    assert refused(put(raw, path, value), catalogue) == {spelled(path): words}


@pytest.mark.parametrize("path", ["date", "patient/birth_date", "practitioner/cover_until",
                                  "screening/pf-lung-disease/clearance/date"])
@pytest.mark.parametrize("day", ["2026-02-30", "2025-02-29", "2026-13-01", "2026-00-10", "26-11-21", "2026-11-21T10:00",
                                 "2026-W47-6", "20261121", "2026-1-1", "21.11.2026", "２０２６-11-21", "0001-01-01", "", 20261121,
                                 "2026-11-21\n"])
def test_an_impossible_date_is_named(raw: Raw, catalogue: Catalogue, path: str, day: Any) -> None:
    assert spelled(path) in refused(put(raw, path, day), catalogue)


def test_a_birth_after_the_visit_is_named(raw: Raw, catalogue: Catalogue) -> None:
    assert refused(put(raw, "patient/birth_date", "2026-11-22"), catalogue) == {"patient.birth_date": "lies after the visit"}


OWED = [
    ("ob-neuro", "yes", "is owed for a check that was not answered as failed"),
    ("ob-neuro", None, "is owed for a check that was not answered as failed"),
    ("ob-dizzy", "no", "keeps the patient until it is met: nothing can be owed for it"),
]


@pytest.mark.parametrize(("name", "answer", "words"), OWED)
def test_what_is_owed_stands_beside_a_check_that_failed_and_lets_go(
        raw: Raw, catalogue: Catalogue, name: str, answer: str | None, words: str) -> None:
    said = {key: word for key, word in {**raw["note"]["discharge"], name: answer}.items() if word}
    told = put(put(raw, "note/discharge", said), "note/discharge_owed", {name: "Conor Walsh rings on Monday."})
    assert refused(told, catalogue) == {f"note.discharge_owed.{name}": words}


def test_what_is_owed_is_read_and_written_back(raw: Raw, catalogue: Catalogue) -> None:
    owed = {"ob-neuro": "Numb patch; Conor Walsh rings on Monday."}
    told = put(put(raw, "note/discharge/ob-neuro", "no"), "note/discharge_owed", owed)
    visit = read_visit(written(told), catalogue)
    assert visit.note.discharge_owed == owed and visit_file(visit)["note"]["discharge_owed"] == owed


UNKNOWN = [
    ("screening", "pr-anticoagulent", "no", "pr-anticoagulant"),
    ("readiness", "rd-trainning", "yes", "rd-training"),
    ("note/discharge", "dc-xyz-unheard-of", "yes", ""),
]


@pytest.mark.parametrize(("path", "key", "value", "meant"), UNKNOWN)
def test_an_unknown_id_as_a_key_is_named_with_the_nearest(raw: Raw, catalogue: Catalogue, path: str, key: str, value: str,
                                                          meant: str) -> None:
    told = refused(put(raw, f"{path}/{key}", value), catalogue)
    assert list(told) == [f"{spelled(path)}.{key}"]
    assert told[f"{spelled(path)}.{key}"].endswith(f"; the nearest known is '{meant}'" if meant else f"'{key}' is no "
                                                   "discharge check")


STRANGE = [
    ("sites/0/muscle", "m-uper-trapezius", "muscle", "m-upper-trapezius"),
    ("practitioner/scope/0", "neck", "region or *", ""),
    ("practitioner/scope/0", "calfs", "region or *", "calf"),
    ("acknowledged/0", "upper-trapezius-shoulder-top-ack-0", "acknowledgement", "upper-trapezius-shoulder-top-ack-5"),
    ("changes_accepted/0", "pr-first-treatmnt", "finding", "pr-first-treatment"),
    ("overrides/0/finding", "cr-smokers", "finding", "cr-smoker"),
    ("treatment/1/id", "ae-nerve-contac", "adverse event", "ae-nerve-contact"),
    ("consent/language", "xx", "language of the consent", ""),
]


@pytest.mark.parametrize(("path", "value", "what", "meant"), STRANGE)
def test_an_unknown_id_is_named_with_the_nearest(raw: Raw, catalogue: Catalogue, path: str, value: str, what: str,
                                                 meant: str) -> None:
    told = refused(put(raw, path, value), catalogue)
    assert list(told) == [spelled(path)]
    words = told[spelled(path)]
    assert words.startswith(f"'{value}' is no {what}")
    assert ("; the nearest known is '" in words) == bool(meant)
    if meant and not meant.endswith("-5"):
        assert words.endswith(f"'{meant}'")


def test_a_place_is_a_region_or_a_group(raw: Raw, catalogue: Catalogue) -> None:
    for place in ("calf", "lower-limb", "head-face"):
        read_visit(written(put(raw, "screening/pr-varicose", {"answer": "yes", "where": [{"region": place}]})), catalogue)
    told = refused(put(raw, "screening/pr-varicose", {"answer": "yes", "where": [{"region": "lower-limbs", "side": "l"}]}),
                   catalogue)
    assert told["screening.pr-varicose.where[0].region"] == \
        "'lower-limbs' is no region or group; the nearest known is 'lower-limb'"
    assert told["screening.pr-varicose.where[0].side"].startswith("'l' is not one of left, right, midline")


def test_a_signature_that_says_not_for_what_or_an_understanding_without_answer_is_named(raw: Raw,
                                                                                       catalogue: Catalogue) -> None:
    told = refused(without(without(raw, "consent/signatures/0/for"), "consent/understanding/0/answer"), catalogue)
    assert told == {"consent.signatures[0].for": "is missing", "consent.understanding[0].answer": "is missing"}


MISSPELT = [("", "practicioner", "practitioner"), ("patient", "birthdate", "birth_date"), ("sites/0", "lenght_mm", "length_mm"),
            ("consent", "signature", "signatures"), ("note", "painafter", "pain_after"), ("sites/0", "xyzzy", "")]


@pytest.mark.parametrize(("path", "key", "meant"), MISSPELT)
def test_an_unknown_key_is_named_with_the_nearest(raw: Raw, catalogue: Catalogue, path: str, key: str, meant: str) -> None:
    told = refused(put(raw, f"{path}/{key}" if path else key, "x"), catalogue)
    place = f"{spelled(path)}.{key}" if path else key
    assert told == {place: "is no key of the visit file" + (f"; the nearest known is '{meant}'" if meant else "")}


def test_a_side_that_the_muscle_does_not_have_is_named(raw: Raw, catalogue: Catalogue) -> None:
    assert refused(put(raw, "sites/0/side", "midline"), catalogue) == {
        "sites[0].side": "'midline' is no side of upper-trapezius-shoulder-top; it has left, right"}


def test_a_site_that_nobody_planned_is_named(raw: Raw, catalogue: Catalogue) -> None:
    assert refused(put(raw, "treatment/0/site", 1), catalogue) == {
        "treatment[0].site": "there is no site 1; the plan has 1"}
    assert list(refused(put(raw, "treatment/0/site", -1), catalogue)) == ["treatment[0].site"]
    assert set(refused(put(raw, "sites", []), catalogue)) == {f"treatment[{index}].site" for index in range(3)}


def test_who_stands_beside_the_patient_is_somebody_else(raw: Raw, catalogue: Catalogue) -> None:
    raw |= said_besides(catalogue)
    assert refused(put(raw, "interpreter/name", " aoife  BYRNE"), catalogue) == {
        "interpreter.name": "is the patient; the interpreter is somebody else"}
    assert refused(put(raw, "witness/name", "Conor Walsh"), catalogue) == {
        "witness.name": "is the practitioner; the witness is somebody else"}
    assert refused(without(raw, "chaperone/name"), catalogue) == {"chaperone.name": "is missing"}
    read_visit(written(put(raw, "chaperone", {"answer": "declined"})), catalogue)


@pytest.mark.parametrize(("index", "key"), [(0, "site"), (0, "count"), (2, "site"), (1, "id")])
def test_a_treatment_event_without_what_it_needs_is_named(raw: Raw, catalogue: Catalogue, index: int, key: str) -> None:
    assert refused(without(raw, f"treatment/{index}/{key}"), catalogue) == {f"treatment[{index}].{key}": "is missing"}


def test_not_applicable_holds_only_where_sex_or_age_make_it_so(raw: Raw, catalogue: Catalogue) -> None:
    told = refused(put(raw, "screening/pr-pregnancy-t1", "not-applicable"), catalogue)
    assert told == {"screening.pr-pregnancy-t1": "'not-applicable' holds only where sex or age rules the question out"}
    for key in ("pr-anticoagulant", "pf-pregnancy", "pf-lung-disease"):
        assert f"screening.{key}" in refused(put(raw, f"screening/{key}", {"answer": "not-applicable"}), catalogue)
    man, girl = put(raw, "patient/sex", "male"), put(raw, "patient/birth_date", "2016-01-01")
    for other in (man, girl):
        read_visit(written(put(put(other, "screening/pr-pregnancy-t1", "not-applicable"),
                               "screening/pf-pregnancy", "not-applicable")), catalogue)
    assert "screening.pr-pregnancy-t1" in refused(put(put(raw, "patient/sex", "other"), "screening/pr-pregnancy-t1",
                                                      "not-applicable"), catalogue)


def test_all_faults_of_all_kinds_are_told_at_once(raw: Raw, catalogue: Catalogue) -> None:
    raw = without(put(put(put(put(raw, "sites/0/side", "midline"), "patient/height_cm", "tall"), "screening/pr-smokr", "no"),
                      "screening/pr-pregnancy-t1", "not-applicable"), "practitioner/name")
    text = json.dumps({**raw, "extra": 1}).replace('"date": "2026-11-21",', '"date": "2026-11-21", "date": "2026-11-21",')
    assert set(refused(text.encode(), catalogue)) == {
        "date", "patient.height_cm", "practitioner.name", "screening.pr-smokr", "screening.pr-pregnancy-t1", "sites[0].side",
        "extra"}


def test_a_key_that_stands_twice_is_named_with_its_path(raw: Raw, catalogue: Catalogue) -> None:
    text = json.dumps(raw)
    for said, place in (('"ci-needle-phobia": "no"', "screening.ci-needle-phobia"), ('"needles": 2', "sites[0].needles"),
                        ('"format": "needlesafe-visit"', "format")):
        assert refused(text.replace(said, f"{said}, {said}").encode(), catalogue) == {place: "stands twice in one object"}
    detail = text.replace('"detail": {}', '"detail": {"where": "foot", "where": "hand"}')
    assert refused(detail.encode(), catalogue) == {"treatment[1].detail.where": "stands twice in one object"}


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999"])
@pytest.mark.parametrize(("said", "place"), [
    ('"length_mm": 30', "sites[0].length_mm"), ('"pain_after": 3', "note.pain_after"),
    ('"height_cm": 171', "patient.height_cm")])
def test_a_number_that_is_none_is_named(raw: Raw, catalogue: Catalogue, number: str, said: str, place: str) -> None:
    text = json.dumps(raw).replace(said, f"{said.partition(':')[0]}: {number}")
    assert refused(text.encode(), catalogue) == {place: "is not a number that a visit can hold"}


def test_a_number_that_is_none_is_named_in_strokes_and_details_too(raw: Raw, catalogue: Catalogue) -> None:
    text = json.dumps(raw).replace("[0.12, 0.4, 16, 0.6]", "[0.12, 0.4, NaN, 1e400]")
    text = text.replace('"detail": {}', '"detail": {"minutes": [1, Infinity]}')
    assert set(refused(text.encode(), catalogue)) == {
        "consent.signatures[0].strokes[0][1][2]", "consent.signatures[0].strokes[0][1][3]", "treatment[1].detail.minutes[1]"}


@pytest.mark.parametrize(("path", "place"), [
    ("patient/family_name", "patient.family_name"), ("screening/pr-anticoagulant/detail", "screening.pr-anticoagulant.detail"),
    ("treatment/1/detail/felt", "treatment[1].detail.felt"), ("note/response", "note.response")])
def test_half_a_character_is_named(raw: Raw, catalogue: Catalogue, path: str, place: str) -> None:
    assert refused(put(raw, path, "a\ud800b"), catalogue) == {place: "holds half of a character (the lone surrogate U+D800)"}


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f"])
def test_a_character_that_no_page_can_show_is_named(raw: Raw, catalogue: Catalogue, character: str) -> None:
    words = f"holds a control character (U+{ord(character):04X}), which no page can show"
    for path in ("patient/given_name", "note/response", "treatment/1/detail/felt"):
        assert refused(put(raw, path, f"a{character}b"), catalogue) == {spelled(path): words}
    read_visit(written(put(raw, "note/response", "one line\n\tand another\r\n")), catalogue)


def test_half_a_character_in_a_key_is_named_in_letters_that_every_screen_shows(raw: Raw, catalogue: Catalogue) -> None:
    for path in ("screening", "sites/0", "treatment/1/detail"):
        [place] = refused(put(raw, f"{path}/x\udfff\n\x00", "no"), catalogue)
        assert place.endswith(r"x\udfff\n\x00")


def test_a_text_without_end_is_named_by_its_length(raw: Raw, catalogue: Catalogue) -> None:
    assert refused(put(raw, "note/response", "a" * 20_001), catalogue) == {
        "note.response": "is 20001 characters long; at most 20000 are kept"}
    assert refused(put(raw, "patient/family_name", "a" * 501), catalogue) == {
        "patient.family_name": "is 501 characters long; at most 500 are kept"}


@pytest.mark.parametrize("text", ["null", "true", "7", '"a visit"', "[]", "[{}]"])
def test_what_is_no_object_is_refused(catalogue: Catalogue, text: str) -> None:
    [(place, words)] = refused(text.encode(), catalogue).items()
    assert place == "the file" and words.startswith("must be an object, not ")


def test_a_file_that_is_cut_short_is_refused_wherever_it_ends(raw: Raw, catalogue: Catalogue) -> None:
    data = written(raw)
    for end in (0, 1, 2, 57, len(data) // 3, len(data) // 2, len(data) - 3, len(data) - 1):
        [(place, words)] = refused(data[:end], catalogue).items()
        assert place.startswith("line ") and ", column " in place and words.startswith("is not JSON: "), end


@pytest.mark.parametrize("text", ["{'format': 1}", "{} {}", '{"a": 01}', '{"a": .5}', '{"a": +1}', "// no\n{}", '{"a": 1,}',
                                  '{"a": "\t"}', "not json"])
def test_what_is_no_json_is_refused_with_its_place(catalogue: Catalogue, text: str) -> None:
    [(place, words)] = refused(text.encode(), catalogue).items()
    assert place.startswith("line 1") or place.startswith("line 2")
    assert words.startswith("is not JSON: ")


def test_what_is_not_utf_8_is_refused_with_its_place(raw: Raw, catalogue: Catalogue) -> None:
    assert refused(b"\xff\xfe" + written(raw), catalogue) == {"the file": "is not UTF-8 at byte 0"}
    assert list(refused(json.dumps(raw, ensure_ascii=False).encode("utf-16"), catalogue)) == ["the file"]
    assert list(refused("Seán".encode("latin-1"), catalogue)) == ["the file"]


def test_a_byte_order_mark_is_read_over(raw: Raw, catalogue: Catalogue) -> None:
    read_visit(b"\xef\xbb\xbf" + written(raw), catalogue)


def test_a_detail_may_hold_what_a_nerve_screen_says(raw: Raw, catalogue: Catalogue) -> None:
    detail = {"sensation": "electric", "minutes": 1.5, "steps_done": ["step-1"], "vital_signs": {"pulse": 72}, "both": True}
    visit = read_visit(written(put(raw, "treatment/1/detail", detail)), catalogue)
    assert visit.treatment[1].detail == detail


def test_more_faults_than_a_person_reads_end_with_a_word_that_there_are_more(raw: Raw, catalogue: Catalogue) -> None:
    raw["screening"] = {f"pr-nothing-{index}": "no" for index in range(MOST_FAULTS + 5)}
    told = refused(raw, catalogue)
    assert len(told) == MOST_FAULTS + 1
    assert told["the file"] == "holds more faults than these"
    raw["screening"] = {f"pr-nothing-{index}": "no" for index in range(MOST_FAULTS)}
    assert len(refused(raw, catalogue)) == MOST_FAULTS


@pytest.mark.parametrize("index", range(7))
def test_a_visit_written_as_a_file_is_read_back_the_same(catalogue: Catalogue, index: int) -> None:
    visit = read_visit(written(whole_files(catalogue)[index]), catalogue)
    again = read_visit(visit_bytes(visit), catalogue)
    assert again == visit
    assert visit_bytes(again) == visit_bytes(visit)


@pytest.mark.parametrize("index", range(7))
def test_a_file_loses_nothing_that_it_said(catalogue: Catalogue, index: int) -> None:
    raw = whole_files(catalogue)[index]
    told = visit_file(read_visit(written(raw), catalogue))
    nothing = ("", None, {}, [], False)
    lost = {key for key, value in leaves(raw).items() if leaves(told).get(key, "gone") != value and value not in nothing}
    assert not lost
    assert not leaves(told).keys() - leaves(raw).keys()


def leaves(value: Any, path: str = "") -> dict[str, Any]:
    """Every value of a file that holds no other, by its path."""
    if isinstance(value, dict) and value:
        return {key: leaf for name, item in value.items() for key, leaf in leaves(item, f"{path}.{name}").items()}
    if isinstance(value, list) and value:
        return {key: leaf for index, item in enumerate(value) for key, leaf in leaves(item, f"{path}[{index}]").items()}
    return {path: value}
