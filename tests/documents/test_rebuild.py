"""The same story gives the same bytes, and what was read is what is signed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from needlesafe.documents.build import Built, build, build_draft, page_contents, repeats_draft
from needlesafe.documents.typesetter import Typesetter
from tests.documents import specimen

ROOT = Path(__file__).resolve().parents[2]
PRINT_HASH = "import hashlib; from tests.documents.specimen import *; print(hashlib.sha256(build_specimen().pdf).hexdigest())"


@pytest.mark.parametrize("surroundings", [{"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C"},
                                          {"PYTHONHASHSEED": "4242", "TZ": "America/Lima", "LC_ALL": "C.UTF-8"}])
def test_another_process_makes_the_same_bytes(built: Built, surroundings: dict[str, str]) -> None:
    told = subprocess.run([sys.executable, "-c", PRINT_HASH], cwd=ROOT, env=os.environ | surroundings,
                          capture_output=True, text=True, check=True)
    assert told.stdout.strip() == hashlib.sha256(built.pdf).hexdigest()


def test_a_second_document_in_one_process_has_the_same_bytes(built: Built) -> None:
    assert specimen.build_specimen().pdf == built.pdf


def test_the_whole_repeats_every_page_of_the_draft(built: Built, draft: Built) -> None:
    assert draft.pages == built.pages - 1
    assert draft.total == built.total == built.pages
    assert page_contents(built.pdf)[:draft.pages] == page_contents(draft.pdf)
    assert repeats_draft(built.pdf, draft.pdf)


def test_a_page_names_its_number_and_the_total(draft: Built) -> None:
    contents = page_contents(draft.pdf)
    assert len(contents) == draft.pages
    assert len(set(contents)) == draft.pages


def test_a_document_with_other_words_does_not_repeat_the_draft(draft: Built) -> None:
    other = build([Typesetter().title("Other"), *specimen.story()], specimen.WITH_DATA, specimen.closing())
    assert not repeats_draft(other.pdf, draft.pdf)


def test_a_total_that_differs_is_seen_as_a_difference(built: Built) -> None:
    counted_wrongly = build_draft(specimen.story(), specimen.WITH_DATA, closing_pages=2)
    assert not repeats_draft(built.pdf, counted_wrongly.pdf)
