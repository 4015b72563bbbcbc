"""What every document has in common: archives accept it, screen readers read it, every page says whose it is."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pikepdf
import pytest

from needlesafe import documents
from needlesafe.documents import Attachment, Built, Facts
from needlesafe.documents.sections.layout import Layout
from needlesafe.documents.sections.plan import body_map
from needlesafe.documents.typesetter import Typesetter
from needlesafe.documents.wording import patients_words
from needlesafe.domain.anatomy import Site
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.visit import Visit
from tests.documents.conftest import Knowing
from tests.helpers import example_visit
from tests.helpers.page_check import page_faults
from tests.helpers.verapdf import VeraPdf

ROOT = Path(__file__).resolve().parents[2]
DATA = Attachment("visit.json", b"{}\n", "application/json", "Data", "The visit file")
MAKERS: dict[str, Callable[[Facts], Built]] = {
    "draft": documents.consent_draft,
    "consent": lambda facts: documents.consent(facts, (DATA,)),
    "record": lambda facts: documents.record(facts, (DATA,)),
    "aftercare": documents.aftercare,
    "aftercare-large": lambda facts: documents.aftercare(facts, large_print=True),
    "refusal": documents.refusal,
    "withdrawal": documents.withdrawal,
    "amendment-2": lambda facts: documents.amendment(facts, 2),
    "incident": documents.incident,
    "referral": documents.referral,
    "hand-over": documents.hand_over,
    "paper-form": lambda facts: documents.paper_form(facts.catalogue, facts.visit.clinic, datetime(2026, 11, 21, tzinfo=UTC)),
}
SEALED = tuple(name for name in MAKERS if name not in ("draft", "paper-form"))
PRINT_HASHES = """
from hashlib import sha256
from needlesafe.content import load
from needlesafe.documents import Facts
from needlesafe.domain.rules import assess
from tests.documents.test_papers import MAKERS
from tests.helpers import example_visit
catalogue = load()
visit = example_visit.with_statements(catalogue)
facts = Facts(visit, assess(visit, catalogue), catalogue)
print({name: sha256(make(facts).pdf).hexdigest() for name, make in MAKERS.items()})
"""


@pytest.fixture(scope="module")
def made(catalogue: Catalogue, facts_of: Knowing) -> dict[str, Built]:
    """Every document of a finished visit of which everything was said."""
    facts = facts_of(example_visit.with_statements(catalogue))
    return {name: make(facts) for name, make in MAKERS.items()}


@pytest.mark.parametrize("name", MAKERS)
def test_both_validators_pass_it(made: dict[str, Built], verapdf: VeraPdf, tmp_path: Path, name: str) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(made[name].pdf)
    for flavour in ("3a", "ua1"):
        verdict = verapdf.check(file, flavour)
        assert verdict.passed, (flavour, verdict.broken)
        assert page_faults(made[name].pdf, flavour) == []


@pytest.mark.parametrize("name", MAKERS)
def test_qpdf_finds_nothing_wrong_with_it(made: dict[str, Built], tmp_path: Path, name: str) -> None:
    if shutil.which("qpdf") is None:
        pytest.skip("qpdf is not installed: the syntax of the documents was not checked by it")
    file = tmp_path / "paper.pdf"
    file.write_bytes(made[name].pdf)
    told = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True)
    assert told.returncode == 0, told.stdout + told.stderr


@pytest.mark.parametrize("name", [name for name in MAKERS if name != "paper-form"])
def test_every_page_says_whose_it_is_and_which(made: dict[str, Built], tmp_path: Path, name: str,
                                               catalogue: Catalogue) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(made[name].pdf)
    told = subprocess.run(["pdftotext", "-enc", "UTF-8", str(file), "-"], capture_output=True, check=True).stdout.decode()
    pages = [" ".join(page.split()) for page in told.split("\f")[:-1]]
    assert len(pages) == made[name].pages
    kind = {"draft": "consent"}.get(name, name)
    for number, page in enumerate(pages, 1):
        for words in ("Łukasz Żółć", "born 9 March 1984", "C-1042", "Visit 3, 21 November 2026", f"{kind} 7f3a21b0",
                      f"Page {number} of {made[name].total}", "Harbour Street Physiotherapy", "TRIAL",
                      f"content {catalogue.version} {catalogue.fingerprint[:12]}"):
            assert words in page


@pytest.mark.parametrize("name", MAKERS)
def test_what_is_sealed_has_one_empty_field_on_its_last_page(made: dict[str, Built], name: str) -> None:
    with pikepdf.open(io.BytesIO(made[name].pdf)) as pdf:
        fields = list(pdf.Root.AcroForm.Fields) if "/AcroForm" in pdf.Root else []
        assert [str(field.T) for field in fields] == (["Seal"] if name in SEALED else [])
        for field in fields:
            assert field.P.objgen == pdf.pages[-1].obj.objgen
            assert "/V" not in field


@pytest.mark.parametrize("surroundings", [{"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C"},
                                          {"PYTHONHASHSEED": "4242", "TZ": "America/Lima", "LC_ALL": "C.UTF-8"}])
def test_another_process_makes_the_same_bytes(made: dict[str, Built], surroundings: dict[str, str]) -> None:
    told = subprocess.run([sys.executable, "-c", PRINT_HASHES], cwd=ROOT, env=os.environ | surroundings,
                          capture_output=True, text=True, check=True)
    assert told.stdout.strip() == str({name: sha256(built.pdf).hexdigest() for name, built in made.items()})


def test_opening_the_room_reads_no_library_of_paper() -> None:
    asked = "import sys, needlesafe.documents; print([name for name in ('reportlab', 'pikepdf') if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_every_region_has_a_place_on_the_drawing(catalogue: Catalogue, facts_of: Knowing) -> None:
    visit = example_visit.unsigned(catalogue)
    for region, muscle in {muscle.region: muscle.id for muscle in catalogue.muscles.values()}.items():
        for side in catalogue.regions[region].sides:
            facts = facts_of(replace(visit, sites=(Site(muscle, side, 1, 30, 0.25, "retained"),)))
            assert body_map(Layout(facts, patients_words(facts), Typesetter()), 100) is not None, (region, side)


def test_forty_sites_can_be_set(catalogue: Catalogue, facts_of: Knowing) -> None:
    names = list(catalogue.muscles)[:40]
    sites = tuple(Site(name, catalogue.regions[catalogue.muscles[name].region].sides[-1], 1, 30, 0.25, "retained")
                  for name in names)
    facts = facts_of(replace(example_visit.finished(catalogue), sites=sites))
    for name in ("draft", "consent", "record", "aftercare"):
        assert MAKERS[name](facts).pages >= 2


def test_the_longest_texts_lose_nothing(catalogue: Catalogue, facts_of: Knowing, tmp_path: Path) -> None:
    visit = _longest(example_visit.finished(catalogue))
    file = tmp_path / "long.pdf"
    file.write_bytes(documents.record(facts_of(visit)).pdf)
    told = subprocess.run(["pdftotext", "-enc", "UTF-8", str(file), "-"], capture_output=True, check=True).stdout.decode()
    assert all(f"word{number}x" in told for number in range(3000))


def _longest(visit: Visit) -> Visit:
    words = [f"word{number}x" for number in range(3000)]
    clinic = replace(visit.clinic, name="Very Long Name of a Clinic " * 8)
    return replace(visit, clinic=clinic, note=replace(visit.note, response=" ".join(words[:1000])),
                   indication=replace(visit.indication, complaint=" ".join(words[1000:2000])),
                   consent=replace(visit.consent, questions=" ".join(words[2000:])))
