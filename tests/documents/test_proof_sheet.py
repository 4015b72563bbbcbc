"""The sheet for the other side is one page of the guide, on one page of paper, and its commands answer as it says."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from needlesafe.documents import proof_sheet
from needlesafe.documents.facts import Sealing
from needlesafe.documents.guide_text import parts
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.people import Clinic
from needlesafe.paths import assets_dir
from needlesafe.seal import facts_of, make_key, seal
from needlesafe.seal.stamping import question
from tests.documents.conftest import Reader
from tests.helpers.page_check import page_faults
from tests.helpers.pdf_reading import syntax_faults
from tests.helpers.time_authority import TimeAuthority
from tests.helpers.verapdf import VeraPdf
from tests.seal.small_pdf import small_pdf

CREATED = datetime(2026, 11, 21, 8, tzinfo=UTC)
GUIDE = (assets_dir() / "guide" / "checking.md").read_text("utf-8")
SHORT, LONG = Clinic("Praxis am Bach", "Bachweg 3", "+353 1 555 0100", "IE"), Clinic(
    "Harbour Street Physiotherapy and Rehabilitation Centre for Sport and Work", "Harbour Street 1\nSecond floor\nGalway",
    "+353 91 555 0142", "US-CA")
SEALS = tuple(Sealing(LONG.name[:64], f"{year}-11-20", f"{year + 10}-11-21", hashlib.sha256(b"%d" % year).hexdigest())
              for year in (2046, 2036, 2026, 2016, 2006))
TOOLS = ("pdfsig", "openssl", "qpdf", "sha256sum")


def squeezed(text: str) -> str:
    """The text without blanks and without the marks of the guide."""
    return re.sub(r"[\s`*|]|--+(?=\|)", "", text)


@pytest.mark.parametrize(("clinic", "seals"), [(SHORT, SEALS[:1]), (SHORT, ()), (LONG, SEALS)], ids=["A4", "bare", "full Letter"])
def test_it_is_one_page_and_an_archive_and_a_screen_reader_take_it(
        clinic: Clinic, seals: tuple[Sealing, ...], catalogue: Catalogue, tmp_path: Path, verapdf: VeraPdf) -> None:
    made = proof_sheet(catalogue, clinic, seals, CREATED)
    assert made.pages == 1
    path = tmp_path / "sheet.pdf"
    path.write_bytes(made.pdf)
    for flavour in ("3a", "ua1"):
        told = verapdf.check(path, flavour)
        assert told.passed, told.broken
        assert page_faults(made.pdf, flavour) == []
    assert syntax_faults(made.pdf, tmp_path) == ""


def test_all_of_the_page_of_the_guide_stands_on_it_and_the_newest_fingerprints_that_fit(catalogue: Catalogue, read_text: Reader) -> None:
    text = squeezed(read_text(proof_sheet(catalogue, SHORT, SEALS, CREATED).pdf))
    for line in GUIDE.splitlines():
        for cell in line.lstrip("#- ").split("|"):
            assert squeezed(cell).strip("-") in text, cell
    shown = [seal.sha256 in text for seal in SEALS]
    assert shown[:2] == [True, True] and shown == sorted(shown, reverse=True)


def test_it_claims_nothing_that_must_not_be_claimed() -> None:
    claims = re.compile(r"tamper.?proof|immutable|trusted time|certified by|legally|guarantee|safe to", re.I)
    assert not claims.search(GUIDE)
    assert "It is no qualified signature, and no body has assessed the program" in GUIDE


@pytest.mark.skipif(any(shutil.which(tool) is None for tool in TOOLS), reason="the free tools are not all installed")
def test_every_command_on_it_answers_as_it_says(tmp_path: Path) -> None:
    key, authority = make_key(SHORT.name, CREATED), TimeAuthority(at=CREATED)
    sealed = seal(small_pdf(), key, when=CREATED, reason="Record")
    sha256 = hashlib.sha256(sealed).hexdigest()
    stamp = authority.answer(question(sha256, 1))
    for name, data in (("file.pdf", sealed), ("file.tsr", stamp), ("authority.pem", authority.pem)):
        (tmp_path / name).write_bytes(data)
    told = {command: run(command, tmp_path) for command in commands()}
    assert len(told) == 9
    assert "Signature is Valid" in told["pdfsig file.pdf"] and "Total document signed" in told["pdfsig file.pdf"]
    assert "Certificate issuer is unknown" in told["pdfsig file.pdf"]
    [fingerprint] = [answer for command, answer in told.items() if "-fingerprint" in command]
    assert facts_of(key.certificate).sha256 in fingerprint.replace(":", "").lower() and SHORT.name in fingerprint
    assert sha256 in told["sha256sum file.pdf"]
    assert "No syntax or stream encoding errors" in told["qpdf --check file.pdf"]
    assert "needlesafe-visit" in told["qpdf --show-attachment=visit.json file.pdf"]
    [stamped] = [answer for command, answer in told.items() if "ts -verify" in command]
    assert "Verification: OK" in stamped
    assert "Nov 21 08:00:00 2026 GMT" in told["openssl ts -reply -in file.tsr -text"]


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="pdfsig is not installed")
def test_what_it_quotes_for_changed_files_is_what_is_answered(tmp_path: Path) -> None:
    sealed = seal(small_pdf(), make_key(SHORT.name, CREATED), when=CREATED, reason="Record")
    for data, words in ((sealed + b"\n% more\n", "Not total document signed"), (sealed.replace(b"0.2 g", b"0.3 g"), "Digest Mismatch")):
        (tmp_path / "file.pdf").write_bytes(data)
        assert words in run("pdfsig file.pdf", tmp_path) and words in GUIDE


def commands() -> list[str]:
    """What the page tells to type, in order, but for what needs the program itself."""
    typed = re.findall(r"`([^`]+)`", GUIDE)
    return [one for one in typed if one.split()[0] in TOOLS]


def run(command: str, folder: Path) -> str:
    """What a command answers."""
    done = subprocess.run(command.split(), cwd=folder, capture_output=True, text=True)
    return done.stdout + done.stderr


def test_a_page_of_the_guide_is_read_in_its_parts() -> None:
    told = parts("# T\n\nOne\ntwo.\n\n## S\n\n- a `b`\n- c\n\n| x | y |\n|---|---|\n| 1 | **2** |\n")
    assert [part.kind for part in told] == ["title", "text", "section", "list", "table"]
    assert told[1].rows == ((("One two.",),),)
    assert [len(row) for row in told[4].rows] == [2, 2]
