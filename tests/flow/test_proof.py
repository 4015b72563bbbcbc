"""A sealed file is of one mind: pages, data, journal and the consent inside say the same, or the proof says that they do not."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from needlesafe.documents import Attachment, record
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.events import event_from_json
from needlesafe.domain.folding import fold
from needlesafe.errors import BadInput
from needlesafe.flow import proof as proof_module
from needlesafe.flow.clinic_seal import seal_key
from needlesafe.flow.deep_check import Checker
from needlesafe.flow.papers import CONSENT, FHIR, JOURNAL, VISIT, WITH_DATA, facts_of
from needlesafe.flow.proof import AGREES, DIFFERS, SKIPPED, Known, Proof, in_light_of, prove
from needlesafe.flow.walk import start_from, walk
from needlesafe.flow.workplace import Workplace
from needlesafe.seal import CHANGED, NOT_OURS, UNCHANGED, UNVERIFIABLE, SealKey, embedded_files, make_key, seal, verify
from needlesafe.seal.child import question_about
from needlesafe.seal.stamping import question
from tests.helpers.clinics import copied_clinic
from tests.helpers.sealed_documents import own_workplace
from tests.helpers.time_authority import NAME, TimeAuthority
from tests.helpers.visit_files import DELTOID, as_visit, begun, complete
from tests.helpers.workplaces import CLINIC, MORNING
from tests.seal.forging import unsealed

DATA = (VISIT, FHIR, JOURNAL)
Edit = Callable[[pikepdf.Pdf], None]


@dataclass(frozen=True)
class Case:
    """The documents of two visits, and a place to put forgeries."""

    place: Workplace
    key: SealKey
    pdfs: Mapping[str, bytes]
    others: Mapping[str, bytes]
    """The documents of another visit."""
    folder: Path

    def prove(self, pdf: bytes, clinic: str = "") -> Proof:
        """What the program says of a file, said by this very process to save time."""
        asked = {**question_about(self.folder, self.place.register, (), True), "clinic": clinic}
        verdict, rows = verify(pdf, register=self.place.register), Checker(asked).check(pdf)
        return Proof(in_light_of(verdict, rows), rows)

    def prove_apart(self, pdf: bytes, **options: Any) -> Proof:
        """What the program says of a file, as it does it: by processes of their own."""
        path = self.folder / "record-x.pdf"
        path.write_bytes(pdf)
        return prove(path, Known(self.place.register), **options)

    def edited(self, edit: Edit, kind: str = "record", key: SealKey | None = None) -> bytes:
        """A document that was changed before it was sealed with the clinic's own key."""
        with pikepdf.open(io.BytesIO(unsealed(self.pdfs[kind]))) as pdf:
            edit(pdf)
            out = io.BytesIO()
            pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return seal(out.getvalue(), key or self.key, when=MORNING, reason="Record of the visit sealed")


@pytest.fixture(scope="module")
def case(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """Two visits, walked to their ends."""
    folder = tmp_path_factory.mktemp("proof")
    place = own_workplace(folder, catalogue)
    made = []
    for complaint in ("stiff shoulder", "sore shoulder"):
        told = as_visit(complete(begun(DELTOID), catalogue), catalogue)
        told = replace(told, indication=replace(told.indication, complaint=complaint))
        desk = start_from(told, place)
        walk(desk, told, folder / "out")
        made.append({document.kind: document.data for document in place.store.documents(desk.visit_id)})
    yield Case(place, seal_key(place), made[0], made[1], folder)
    place.store.close()


def outcomes(proof: Proof) -> dict[str, str]:
    """What became of each thing that was looked at."""
    return {row.subject: row.outcome for row in proof.compared}


def with_attached(name: str, data: bytes) -> Edit:
    """Another file in the place of an attached one."""
    def edit(pdf: pikepdf.Pdf) -> None:
        stream = pdf.attachments[name].obj.EF.F
        stream.write(data)
    return edit


def test_a_genuine_record_agrees_in_everything(case: Case) -> None:
    told = case.prove_apart(case.pdfs["record"])
    assert told == case.prove(case.pdfs["record"])
    assert told.verdict.word == UNCHANGED
    assert outcomes(told) == {name: AGREES for name in ("journal", "visit", "pages", "fhir", "consent",
                                                       "consent: journal", "consent: visit", "consent: pages", "consent: fhir")}


def test_a_genuine_consent_agrees_and_a_sheet_without_data_is_not_compared(case: Case) -> None:
    assert set(outcomes(case.prove(case.pdfs["consent"])).values()) == {AGREES}
    sheet = case.prove(case.pdfs["aftercare"])
    assert (sheet.verdict.word, outcomes(sheet)) == (UNCHANGED, {"pages": SKIPPED})


def test_the_deep_check_can_be_left_out(case: Case) -> None:
    told = case.prove_apart(case.pdfs["record"], deep=False)
    assert (told.verdict.word, told.compared) == (UNCHANGED, ())


def test_another_visit_beneath_the_same_pages_is_found(case: Case) -> None:
    data = embedded_files(case.pdfs["record"])[VISIT]
    told = case.prove(case.edited(with_attached(VISIT, data.replace(b"stiff", b"sharp"))))
    assert told.verdict.word == CHANGED
    assert "The visit inside it is not the one that its journal tells" in told.verdict.reason
    assert outcomes(told)["visit"] == outcomes(told)["pages"] == DIFFERS


def test_the_whole_of_the_data_of_another_visit_is_found_on_every_page(case: Case) -> None:
    others = embedded_files(case.others["record"])

    def edit(pdf: pikepdf.Pdf) -> None:
        for name in (VISIT, JOURNAL):
            with_attached(name, others[name])(pdf)

    told = case.prove(case.edited(edit))
    assert (told.verdict.word, outcomes(told)["journal"], outcomes(told)["pages"]) == (CHANGED, AGREES, DIFFERS)
    assert "say different things: page 1, page 2" in told.verdict.reason


@pytest.mark.parametrize(("old", "new"), [(b'"final"', b'"amended"'), (b"stiff", b"sharp"), (b"{", b"{ ")])
def test_another_fhir_document_is_found_and_has_a_row_of_its_own(case: Case, old: bytes, new: bytes) -> None:
    data = embedded_files(case.pdfs["record"])[FHIR]
    assert old in data
    told = case.prove(case.edited(with_attached(FHIR, data.replace(old, new, 1))))
    assert (told.verdict.word, outcomes(told)["visit"], outcomes(told)["fhir"]) == (CHANGED, AGREES, DIFFERS)
    assert any(row.said == "The FHIR document inside it is not the one that its journal makes." for row in told.compared)
    assert outcomes(told)["consent: fhir"] == AGREES


def test_pages_that_were_printed_from_other_data_are_found_with_their_words(case: Case, catalogue: Catalogue) -> None:
    files = embedded_files(case.pdfs["record"])
    events = tuple(event_from_json(told) for told in json.loads(files[JOURNAL]))
    visit = fold(events)
    lied = replace(visit, note=replace(visit.note, response="no reaction at all"))
    attached = [Attachment(name, files[name], "application/json", "Data", text)
                for name, text in ((VISIT, "The visit as a visit file"), (JOURNAL, "The event journal with its chain"))]
    attached.append(Attachment(CONSENT, files[CONSENT], "application/pdf", "Supplement", "The sealed consent"))
    forged = seal(record(facts_of(lied, catalogue), attached, events).pdf, case.key, when=MORNING, reason="Record")
    told = case.prove(forged)
    assert told.verdict.word == CHANGED
    words = told.verdict.reason.replace(" / ", " ")
    assert "no reaction at all" in words and "familiar ache" in words
    assert told.verdict.sentence.startswith("changed: the seal is whole, but the file contradicts itself. The pages and the "
                                            "attached data say different things: page 1")


@pytest.mark.parametrize("drawn", [b"\n1 g 60 500 400 200 re f\n", b"\n"], ids=["a white box", "nothing visible"])
def test_what_was_drawn_over_a_page_is_found(case: Case, drawn: bytes) -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[1].obj
        page.Contents = pdf.make_stream(page.Contents.read_bytes() + drawn)

    told = case.prove(case.edited(edit))
    assert told.verdict.reason.endswith("say different things: page 2")


def test_another_face_beneath_the_same_codes_is_found(case: Case) -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        font = next(iter(pdf.pages[0].obj.Resources.Font.values()))
        font.ToUnicode = pdf.make_stream(font.ToUnicode.read_bytes().replace(b"<0041>", b"<0042>"))

    told = case.prove(case.edited(edit))
    assert (told.verdict.word, outcomes(told)["pages"]) == (CHANGED, DIFFERS)


def test_an_event_that_was_taken_out_or_changed_is_found_with_its_number(case: Case) -> None:
    events = json.loads(embedded_files(case.pdfs["record"])[JOURNAL])
    cut = case.prove(case.edited(with_attached(JOURNAL, json.dumps(events[:20] + events[21:]).encode())))
    assert "The journal inside it is broken: event 21 is missing" in cut.verdict.reason
    events[9]["payload"] = {"id": "x"}
    assert "event 10 was changed" in case.prove(
        case.edited(with_attached(JOURNAL, json.dumps(events).encode()))).verdict.reason


def test_the_consent_of_another_visit_inside_a_record_is_found(case: Case) -> None:
    told = case.prove(case.edited(with_attached(CONSENT, case.others["consent"])))
    assert (told.verdict.word, outcomes(told)["consent"]) == (CHANGED, DIFFERS)
    assert any("not the one that its journal says was sealed" in row.said for row in told.compared)


def test_a_changed_consent_inside_a_record_is_found(case: Case) -> None:
    told = case.prove(case.edited(with_attached(CONSENT, case.pdfs["consent"] + b"\n")))
    assert outcomes(told)["consent"] == DIFFERS


@pytest.mark.parametrize("data", [b"", b"[", b"{}", b"[" * 5000, b"[[1]]", b'[{"sequence": 1}]'])
def test_a_journal_that_cannot_be_read_is_no_agreement(case: Case, data: bytes) -> None:
    told = case.prove(case.edited(with_attached(JOURNAL, data)))
    assert (told.verdict.word, outcomes(told)["pages"]) == (CHANGED, DIFFERS)


def test_what_another_program_drew_is_not_compared_and_stays_unchanged(case: Case) -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        pdf.trailer.Info.Creator = pikepdf.String("NeedleSafe 0.0.9, build 0123456789ab")

    told = case.prove(case.edited(edit))
    assert (told.verdict.word, outcomes(told)["pages"]) == (UNCHANGED, SKIPPED)
    others = [row.subject for row in told.compared if "made by NeedleSafe 0.0.9, build 0123456789ab" in row.said]
    assert others == ["pages", "fhir"] and outcomes(told)["fhir"] == SKIPPED


def test_what_was_made_under_other_content_is_not_compared(case: Case, tmp_path: Path) -> None:
    told = case.prove(case.pdfs["record"], clinic=str(copied_clinic(tmp_path)))
    assert (told.verdict.word, outcomes(told)["pages"]) == (UNCHANGED, SKIPPED)
    others = [row.subject for row in told.compared if "it was made under content" in row.said]
    assert others == ["pages", "fhir", "consent: pages", "consent: fhir"] and outcomes(told)["fhir"] == SKIPPED


@pytest.mark.parametrize("name", DATA)
@pytest.mark.parametrize("kind", WITH_DATA)
def test_data_swapped_and_sealed_with_another_key_are_not_ours(case: Case, kind: str, name: str) -> None:
    swapped = with_attached(name, embedded_files(case.others[kind])[name])
    told = case.prove_apart(case.edited(swapped, kind, make_key(CLINIC.name, MORNING)))
    assert (told.verdict.word, told.verdict.clinic, told.compared) == (NOT_OURS, None, ())


@pytest.mark.parametrize("name", DATA)
@pytest.mark.parametrize("kind", WITH_DATA)
def test_data_swapped_and_sealed_with_our_own_key_contradict_the_pages(case: Case, kind: str, name: str) -> None:
    forged = case.edited(with_attached(name, embedded_files(case.others[kind])[name]), kind)
    assert verify(forged, register=case.place.register).word == UNCHANGED
    told = case.prove(forged)
    assert (told.verdict.word, outcomes(told)["pages"]) == (CHANGED, DIFFERS)
    pages, = (row.said for row in told.compared if row.subject == "pages")
    assert ("page 1 reads" if name == JOURNAL else f"different things: the attached {name}.") in pages
    assert (outcomes(told)["visit"] == AGREES) == (name == FHIR)


def test_a_fhir_document_that_was_changed_in_one_word_is_found_by_a_process_of_its_own(case: Case) -> None:
    data = embedded_files(case.pdfs["record"])[FHIR]
    told = case.prove_apart(case.edited(with_attached(FHIR, data.replace(b"stiff", b"sharp", 1))))
    assert told.verdict.sentence == ("changed: the seal is whole, but the file contradicts itself. The pages and the attached "
                                     "data say different things: the attached visit.fhir.json")


@pytest.mark.parametrize(("name", "kind", "said"), [
    (JOURNAL, "record", "A record carries its journal, and this one does not"),
    (JOURNAL, "consent", "A consent carries its journal, and this one does not"),
    (VISIT, "record", "The visit inside it is not the one that its journal tells"),
    (FHIR, "record", "say different things: the attached visit.fhir.json"),
    (CONSENT, "record", "Its journal says that a consent was sealed, and it is not inside")])
def test_data_taken_out_and_sealed_with_our_own_key_are_missed(case: Case, name: str, kind: str, said: str) -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        at = [str(item.UF) for item in pdf.Root.AF].index(name)
        del pdf.Root.AF[at]
        del pdf.attachments[name]

    forged = case.edited(edit, kind)
    assert name not in embedded_files(forged)
    assert verify(forged, register=case.place.register).word == UNCHANGED
    told = case.prove(forged)
    assert told.verdict.word == CHANGED
    assert said in told.verdict.reason


def test_of_a_changed_file_it_is_said_where_as_far_as_it_can_be_known(case: Case) -> None:
    pdf = pikepdf.open(io.BytesIO(case.pdfs["record"]))
    page = pdf.pages[2].obj
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\n1 g 60 500 400 200 re f\n")
    out = io.BytesIO()
    pdf.save(out)
    told = case.prove_apart(out.getvalue())
    assert told.verdict.word == CHANGED
    assert told.verdict.reason.endswith("the pages and the attached data say different things: page 3")


def test_a_time_stamp_beside_the_file_is_told(case: Case) -> None:
    authority, pdf = TimeAuthority(), case.pdfs["aftercare"]
    beside = case.folder / "record-x.tsr"
    beside.write_bytes(authority.answer(question(hashlib.sha256(pdf).hexdigest(), 1)))
    told = case.prove_apart(pdf)
    assert outcomes(told)["time stamp"] == AGREES
    assert any(NAME in row.said and "2026-11-21 at 10:05:30 UTC" in row.said for row in told.compared)
    other = case.prove_apart(case.pdfs["consent"])
    assert (other.verdict.word, outcomes(other)["time stamp"]) == (UNCHANGED, DIFFERS)
    beside.unlink()


def test_a_check_that_dies_leaves_the_verdict_and_says_so(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof_module, "CHECK", "needlesafe.flow.no_such_module")
    told = case.prove_apart(case.pdfs["record"])
    assert (told.verdict.word, outcomes(told)) == (UNCHANGED, {"pages": SKIPPED})


def test_a_file_that_is_no_pdf_or_not_there(case: Case) -> None:
    assert case.prove_apart(b"hello").verdict.word == UNVERIFIABLE
    with pytest.raises(BadInput, match="no such file"):
        prove(case.folder / "missing.pdf", Known(None))
