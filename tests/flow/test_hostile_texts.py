"""Whatever is typed into a field comes out of the document exactly, or is refused by name before anything is sealed."""

from __future__ import annotations

import io
import json
import re
import subprocess
import unicodedata
from dataclasses import replace
from functools import reduce
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from needlesafe.documents import unprintable
from needlesafe.domain.answers import Answer
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.people import Clinic, Contact
from needlesafe.domain.visit import Visit
from needlesafe.errors import BadInput, UnprintableCharacter
from needlesafe.exchange.visit_file import read_visit
from needlesafe.flow.papers import VISIT, Source, facts_of, printed
from needlesafe.flow.printable import demand_printable, demand_printable_file
from needlesafe.flow.reception import begin
from needlesafe.flow.signing_in import Founding, establish
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.flow.walk import start_from, walk
from tests.helpers.example_file import put, said_besides, told_in_detail
from tests.helpers.hostile_texts import hostile_texts, text_places
from tests.helpers.visit_files import DELTOID, GASTROCNEMIUS, UPPER_TRAPEZIUS, Raw, as_visit, begun, complete, written
from tests.helpers.workplaces import AOIFE, CHEAP, CLINIC as OUR_CLINIC, CONOR, PASSPHRASE, new_workplace

TEXTS = hostile_texts()
KINDS = ("consent", "record", "refusal", "aftercare", "withdrawal", "incident", "referral", "hand-over", "amendment")
CLINIC = ("clinic/name", "clinic/address", "clinic/phone")
LONGEST_NAME = 500
USUAL, EVERY = 3, len(TEXTS)
FELT = {"sensation": "a buzz", "where": "the calf", "told": "It can tingle until tonight.", "outcome": "Settled."}


@pytest.fixture(scope="module")
def full(catalogue: Catalogue) -> Raw:
    """A file in which every field for words of one's own holds some."""
    raw = complete(begun(UPPER_TRAPEZIUS, {**GASTROCNEMIUS, "ultrasound": {"operator": "Dr A", "training": "2022"}}, DELTOID,
                         screening={"pr-anticoagulant": {"answer": "yes", "detail": "apixaban", "date": "2026-01-02",
                                                         "clearance": {"by": "Dr B", "date": "2026-11-02", "text": "agreed"}}}),
                   catalogue)
    raw = told_in_detail({**raw, **said_besides(catalogue)})
    practitioner = {**raw["practitioner"], "training": "level 2"}
    nerve = {"at": "10:10", "event": "adverse", "id": "ae-nerve-contact", "site": 0, "detail": FELT}
    signed = raw["consent"]["signatures"]
    typed = [{**signed[0], "strokes": [], "typed": "Aoife Byrne"}, *signed[1:]]
    return {**raw, "practitioner": practitioner, "treatment": [*raw["treatment"], nerve],
            "overrides": [{"finding": "pr-anticoagulant", "reason": "seen four times"}],
            "consent": {**raw["consent"], "signatures": typed},
            "since_last": {next(iter(catalogue.changes)): {"answer": "yes", "detail": "new tablets"}},
            "reconciliation": {"checks": dict.fromkeys(catalogue.reconciliation, "no"), "text": "searched twice"},
            "ending": {"kind": "patient-gone", "at": "10:50", "text": "left", "owed": "phone today"}}


@pytest.fixture(scope="module")
def places(full: Raw) -> list[str]:
    """Every field for words of one's own, the clinic's own among them."""
    return [*text_places(full), *CLINIC]


def visit_of(raw: Raw, catalogue: Catalogue) -> Visit:
    """The visit of a file that may hold a clinic, as it stands when it is printed."""
    clinic = Clinic(**{"name": "Clinic", **raw.get("clinic", {})})
    visit = read_visit(written({key: value for key, value in raw.items() if key != "clinic"}), catalogue)
    return replace(visit, id="7f3a21b0-58c4-4d0e-9a7e-2f6b1c9d4e55", clinic=clinic, started_at="2026-11-21T09:41:07.120Z",
                   consent=replace(visit.consent, decided_at="2026-11-21T09:59:00.000Z"))


def squeezed(text: str) -> str:
    """The text in composed letters, without white space, which is layout."""
    return "".join(unicodedata.normalize("NFC", text).split())


def read_back(pdf: bytes, folder: Path) -> str:
    """All text of a file between head and foot of its pages, as pdftotext finds it."""
    file = folder / "read.pdf"
    file.write_bytes(pdf)
    told = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", str(file), "-"], capture_output=True, check=True)
    return squeezed(told.stdout.decode())


def at(raw: Raw, place: str) -> Any:
    """What stands at a path such as `sites/0/lot`."""
    return reduce(lambda part, step: part[int(step)] if isinstance(part, list) else part[step], place.split("/"), raw)


def framed(index: int, text: str) -> str:
    """The text between signs that say which field it was written in."""
    return f"[{index}: {text} :{index}]"


def test_five_hundred_texts_are_tried_and_many_of_either_kind() -> None:
    refused = sum(bool(unprintable(text)) for text in TEXTS)
    assert len(TEXTS) == EVERY == 500
    assert refused > 150 and EVERY - refused > 150


def test_the_fields_are_those_that_a_visit_has(places: list[str]) -> None:
    wanted = {"patient/family_name", "patient/identifier", "patient/phone", "patient/emergency_contact/phone",
                   "practitioner/registration", "practitioner/training", "indication/complaint", "note/response", "note/follow_up",
                   "screening/pr-anticoagulant/detail", "screening/pr-anticoagulant/clearance/text", "sites/0/lot", "sites/1/needle",
                   "sites/1/ultrasound/operator", "overrides/0/reason", "consent/questions", "consent/signatures/0/typed",
                   "reconciliation/text", "ending/owed", "guardian/name", "interpreter/language", "withdrawal/words",
                   "incident/happened", "referrals/0/to", "hand_overs/0/vital_signs/0/pressure", "amendments/0/reason", *CLINIC}
    assert wanted <= set(places)
    assert any(place.endswith("/detail/sensation") for place in places)


def test_what_cannot_be_printed_is_refused_in_every_field_with_character_and_field(places: list[str]) -> None:
    for place in places:
        named = place.replace("/", ".")
        for text in TEXTS:
            if not (character := unprintable(text)):
                continue
            with pytest.raises(UnprintableCharacter) as typed:
                demand_printable(text, named)
            assert (typed.value.character, typed.value.place) == (character, named)
            assert f"U+{ord(character):04X}" in str(typed.value) and named in str(typed.value)
            with pytest.raises(BadInput) as read:
                demand_printable_file({place: text})
            fault, = read.value.faults
            assert fault.place == place and f"U+{ord(character):04X}" in fault.text
            assert str(fault).isprintable() and str(typed.value).isprintable()
            assert typed.value.exit_code == read.value.exit_code == 2


@pytest.mark.parametrize("rounds", [USUAL, pytest.param(EVERY, marks=pytest.mark.full)])
def test_what_can_be_printed_is_read_back_exactly_from_every_field(
        full: Raw, places: list[str], catalogue: Catalogue, tmp_path: Path, rounds: int) -> None:
    texts = [text for text in TEXTS if not unprintable(text)]
    for start in range(0, len(texts), max(1, len(texts) // rounds)):
        raw, wrote = full, {}
        for index, place in enumerate(places):
            text = framed(index, texts[(start + index) % len(texts)])
            if len(text) <= LONGEST_NAME:
                wrote[place] = text
                raw = put(raw if place not in CLINIC else {**raw, "clinic": raw.get("clinic", {})}, place, text)
        visit = visit_of(raw, catalogue)
        source = Source(facts_of(visit, catalogue))
        pdfs = [printed(kind, source) for kind in KINDS]
        told = [read_back(pdf, tmp_path) for pdf in pdfs]
        lost = {place: text for place, text in wrote.items() if not any(squeezed(text) in one for one in told)}
        assert not lost, list(lost.items())
        for pdf in pdfs[:2]:
            with pikepdf.open(io.BytesIO(pdf)) as opened:
                attached = json.loads(opened.attachments[VISIT].get_file().read_bytes())
            assert {place: at(attached, place) for place in wrote if place not in CLINIC} \
                == {place: text for place, text in wrote.items() if place not in CLINIC}


def test_a_file_with_one_such_text_is_refused_before_anything_is_kept(full: Raw, catalogue: Catalogue, tmp_path: Path) -> None:
    place = new_workplace(tmp_path / "store", catalogue)
    for path in ("patient/family_name", "note/response", "sites/0/lot", "treatment/6/detail/told", "amendments/0/text"):
        told = visit_of(put(full, path, "\u674e"), catalogue)
        with pytest.raises(BadInput) as caught:
            start_from(told, place)
        fault, = caught.value.faults
        assert fault.place == path.replace("/", ".").replace("sites.0", "sites[0]").replace("treatment.6", "treatment[6]") \
            .replace("amendments.0", "amendments[0]")
        assert "U+674E" in fault.text
    assert not place.store.search_patients("")
    assert not place.store.unfinished()


@pytest.mark.parametrize("text", ["\u674e", "half \ud83d", "turned \u202e", "pile x\u0301\u0302\u0304", "nul \x00"])
def test_what_is_typed_on_the_way_is_refused_and_changes_nothing(catalogue: Catalogue, tmp_path: Path, text: str) -> None:
    place = new_workplace(tmp_path / "store", catalogue)
    told = as_visit(complete(begun(DELTOID), catalogue), catalogue)
    desk = start_from(told, place)
    before = desk.visit
    for deed, field in ((lambda: desk.note(response=text), "response"), (lambda: desk.talk(text), "questions"),
                        (lambda: desk.answer("pr-anticoagulant", Answer("yes", text)), "pr-anticoagulant.answer.detail"),
                        (lambda: desk.plan_sites([replace(told.sites[0], lot=text)]), "sites[0].lot"),
                        (lambda: desk.describe_patient(replace(before.patient, given_name=text)), "patient.given_name"),
                        (lambda: desk.adverse("ae-bleeding", 0, {"told": text}), "ae-bleeding.detail.told")):
        with pytest.raises(UnprintableCharacter) as caught:
            deed()
        assert caught.value.place == field
    assert desk.visit is before
    assert VisitDesk.resume(place, desk.visit_id).visit == before


def test_neither_clinic_nor_patient_comes_in_with_such_a_text(catalogue: Catalogue, tmp_path: Path) -> None:
    wrong = Founding(replace(OUR_CLINIC, name="\u674e"), CONOR, PASSPHRASE, CHEAP)
    with pytest.raises(UnprintableCharacter, match=r"clinic\.name"):
        establish(tmp_path / "store", wrong, catalogue)
    assert not (tmp_path / "store").exists()
    place = new_workplace(tmp_path / "store", catalogue)
    with pytest.raises(UnprintableCharacter, match=r"patient\.emergency_contact\.name"):
        begin(place, replace(AOIFE, emergency_contact=Contact("\u674e")))
    assert not place.store.search_patients("")


def test_names_of_files_and_of_papers_say_nothing_of_the_patient_and_nothing_leaves_the_folder(
        catalogue: Catalogue, tmp_path: Path) -> None:
    place = new_workplace(tmp_path / "store", catalogue)
    for number, name in enumerate(("../../Quill", "NUL", "Quill\n:x")):
        patient = {**begun()["patient"], "family_name": name, "given_name": "Quill", "identifier": f"../Q{number}"}
        raw = complete(begun(DELTOID, patient=patient), catalogue)
        for field in text_places(raw):
            raw = raw if field.startswith("patient/") else put(raw, field, name)
        told = as_visit(raw, catalogue)
        files = walk(start_from(told, place), told, tmp_path / "out" / "here")
        for file in files:
            assert file.parent == tmp_path / "out" / "here"
            assert re.fullmatch(r"[a-z]+(-large)?-2026-11-21-[0-9a-f]{8}(-\d+)?\.pdf", file.name)
            with pikepdf.open(file) as pdf:
                particulars = pdf.Root.Metadata.read_bytes().decode() + " ".join(map(str, pdf.trailer.Info.values()))
                assert "Quill" not in particulars and patient["birth_date"] not in particulars
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "store", "store.head"]
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["here"]
