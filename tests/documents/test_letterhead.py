"""A clinic's letterhead and additions on paper: archives and screen readers take them, every page names both fingerprints."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest

from needlesafe import documents
from needlesafe.content import load
from needlesafe.documents import Built, Facts
from needlesafe.documents.build import build
from needlesafe.documents.typesetter import Typesetter
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.rules import assess
from needlesafe.domain.visit import Visit
from tests.documents import specimen
from tests.documents.conftest import Reader
from tests.helpers import example_visit
from tests.helpers.clinics import CLINIC, png
from tests.helpers.page_check import page_faults
from tests.helpers.verapdf import VeraPdf

MAKERS: dict[str, Callable[[Facts], Built]] = {
    "consent": documents.consent, "record": documents.record, "aftercare": documents.aftercare,
    "aftercare-large": lambda facts: documents.aftercare(facts, large_print=True), "refusal": documents.refusal,
    "paper-form": lambda facts: documents.paper_form(facts.catalogue, facts.visit.clinic, datetime(2026, 11, 21, tzinfo=UTC)),
}
ALTERNATIVE = "Logo of Harbour Street Physiotherapy: a wave under a sun"


@pytest.fixture(scope="module")
def own() -> Catalogue:
    """The content with the invented clinic's additions."""
    return load(clinic=CLINIC)


@pytest.fixture(scope="module")
def visit(own: Catalogue) -> Visit:
    """A finished visit under them."""
    return replace(example_visit.finished(own), content_clinic=own.clinic_fingerprint)


@pytest.fixture(scope="module")
def made(own: Catalogue, visit: Visit) -> dict[str, Built]:
    """Every document of that visit."""
    facts = Facts(visit, assess(visit, own), own)
    return {name: make(facts) for name, make in MAKERS.items()}


def page(pdf: bytes, number: int, folder: Path) -> str:
    """Everything that stands on one page, with blanks made one."""
    file = folder / "page.pdf"
    file.write_bytes(pdf)
    told = subprocess.run(["pdftotext", "-enc", "UTF-8", "-f", str(number), "-l", str(number), str(file), "-"],
                          capture_output=True, check=True)
    return " ".join(told.stdout.decode("utf-8").split())


def figures(pdf: bytes) -> list[str]:
    """The alternative of every figure."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [str(item.Alt) for item in opened.objects
                if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"]


@pytest.mark.parametrize("name", MAKERS)
def test_both_validators_pass_it_with_a_letterhead(made: dict[str, Built], verapdf: VeraPdf, tmp_path: Path, name: str) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(made[name].pdf)
    for flavour in ("3a", "ua1"):
        verdict = verapdf.check(file, flavour)
        assert verdict.passed, (flavour, verdict.broken)
        assert page_faults(made[name].pdf, flavour) == []


@pytest.mark.parametrize("kind", (0, 2, 3, 4, 6))
def test_both_validators_pass_a_logo_of_every_kind_of_colour(verapdf: VeraPdf, tmp_path: Path, kind: int) -> None:
    setter, file = Typesetter(), tmp_path / "logo.pdf"
    head = setter.letterhead(["Clinic"], ["Street"], setter.logo(png(kind=kind), "A grey field"))
    file.write_bytes(build([head, setter.title("Only a title")], specimen.SHEET).pdf)
    for flavour in ("3a", "ua1"):
        assert verapdf.check(file, flavour).passed
        assert page_faults(file.read_bytes(), flavour) == []


@pytest.mark.parametrize("name", MAKERS)
def test_the_letterhead_stands_on_the_first_page_and_nowhere_else(made: dict[str, Built], tmp_path: Path, name: str) -> None:
    first = page(made[name].pdf, 1, tmp_path)
    for line in ("Harbour Street Physiotherapy", "14 Harbour Street", "+353 91 555 0142",
                 "harbour-street.example"):
        assert line in first
    assert figures(made[name].pdf).count(ALTERNATIVE) == 1
    assert all("harbour-street.example" not in page(made[name].pdf, number, tmp_path)
               for number in range(2, made[name].pages + 1))


@pytest.mark.parametrize("name", MAKERS)
def test_every_page_names_both_fingerprints(made: dict[str, Built], own: Catalogue, tmp_path: Path, name: str) -> None:
    told = f"content {own.version} {own.fingerprint[:12]} + clinic {own.clinic_fingerprint[:12]}"
    assert all(told in page(made[name].pdf, number, tmp_path) for number in range(1, made[name].pages + 1))


def test_the_audit_pages_name_both_fingerprints_in_full(made: dict[str, Built], own: Catalogue, read_text: Reader) -> None:
    text = read_text(made["record"].pdf)
    assert own.fingerprint in text and own.clinic_fingerprint in text and "Clinic's fingerprint" in text


def test_the_record_says_what_the_clinic_added_and_what_it_made_stricter(made: dict[str, Built], read_text: Reader) -> None:
    text = read_text(made["record"].pdf)
    for words in ("Is this your first treatment with needles anywhere? (added by the clinic)",
                  "Made stricter by the clinic: the clinic wants a letter of the prescriber",
                  "Added by the clinic: Two sets of stairs lead to this clinic",
                  "Added by the clinic: I asked how the patient gets home.",
                  "Added by the clinic: The patient walked down the stairs without help.",
                  "Added by the clinic: The oxygen bottle in room 2 is more than half full."):
        assert words in text, words


def test_the_patient_reads_what_the_clinic_added(made: dict[str, Built], read_text: Reader) -> None:
    consent, sheet = read_text(made["consent"].pdf), read_text(made["aftercare"].pdf)
    for words in ("From this clinic Students watch on Tuesdays.", "The way home: the stairs may hurt if your leg was needled.",
                  "You may limp on the stairs until the next day.", "Which number do you call if you feel unwell tonight?"):
        assert words in consent, words
    for words in ("You can reach us by phone until nine in the evening.", "Call us if stairs feel worse the next morning."):
        assert words in sheet, words


def test_without_a_letterhead_the_clinics_name_and_address_stand_there(catalogue: Catalogue, tmp_path: Path) -> None:
    visit = example_visit.finished(catalogue)
    built = documents.consent(Facts(visit, assess(visit, catalogue), catalogue))
    first = page(built.pdf, 1, tmp_path)
    assert "Galway H91 X4P2" in first and "+ clinic" not in first
    assert not any("Logo" in alternative for alternative in figures(built.pdf))


def test_what_is_read_before_signing_is_what_is_sealed(own: Catalogue, visit: Visit) -> None:
    from needlesafe.documents.build import repeats_draft

    facts = Facts(visit, assess(visit, own), own)
    assert repeats_draft(documents.consent(facts).pdf, documents.consent_draft(facts).pdf)
