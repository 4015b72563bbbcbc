"""TRIAL stands on every page until the content is adopted, with what was said of the patient."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from needlesafe.documents import paper_form, record
from needlesafe.domain.catalogue import Catalogue
from tests.documents.conftest import Knowing, Reader
from tests.helpers import example_visit

CREATED = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(("choice", "words"), [("practice", "an invented patient, for practice"),
                                               ("real", "a real patient, gone on with although every page says TRIAL")])
def test_the_record_prints_what_was_said_of_a_trial(catalogue: Catalogue, facts_of: Knowing, read_text: Reader,
                                                    choice: str, words: str) -> None:
    finished = example_visit.finished(catalogue)
    assert words in read_text(record(facts_of(replace(finished, trial_choice=choice))).pdf)
    assert words not in read_text(record(facts_of(finished)).pdf)


def test_the_paper_form_says_trial_on_every_page_until_the_content_is_adopted(catalogue: Catalogue,
                                                                              tmp_path: Path) -> None:
    trial = paper_form(catalogue, example_visit.CLINIC, CREATED)
    assert _whole(trial.pdf, tmp_path).count("TRIAL") == trial.pages
    assert "TRIAL" not in _whole(paper_form(catalogue, example_visit.CLINIC, CREATED, False).pdf, tmp_path)


def _whole(pdf: bytes, folder: Path) -> str:
    """The text of all pages with their head and foot."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed: the text of the documents was not read")
    (folder / "whole.pdf").write_bytes(pdf)
    return subprocess.run(["pdftotext", str(folder / "whole.pdf"), "-"], capture_output=True, text=True, check=True).stdout
