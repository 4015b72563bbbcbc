"""Every document is drawn again from its journal to the same bytes, wherever and under whatever locale that happens."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.events import event_from_json
from needlesafe.domain.visit import fold
from needlesafe.exchange.visit_json import journal_bytes
from needlesafe.flow.papers import NUMBERED, PAGES, WITH_DATA, Source, facts_of, printed
from needlesafe.flow.walk import start_from, walk
from tests.helpers.example_file import said_besides
from tests.helpers.visit_files import DELTOID, GASTROCNEMIUS, UPPER_TRAPEZIUS, as_visit, begun, complete
from tests.helpers.workplaces import new_workplace

ROOT = Path(__file__).resolve().parents[2]
KINDS = (*WITH_DATA, *PAGES, *NUMBERED)
SURROUNDINGS = ({"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C"},
                {"PYTHONHASHSEED": "4242", "TZ": "America/Lima", "LC_ALL": "tr_TR.UTF-8", "LANG": "de_DE.UTF-8"})
DRAW = """
import json, sys
from pathlib import Path
from needlesafe.content import load
from tests.flow.test_drawn_again import drawn
print(json.dumps(drawn(Path(sys.argv[1]).read_bytes(), load())))
"""


def drawn(journal: bytes, catalogue: Catalogue) -> dict[str, str]:
    """The SHA-256 of every document that a journal tells, drawn from it, the content and two letters besides."""
    events = tuple(event_from_json(event) for event in json.loads(journal))
    besides = as_visit(begun(**said_besides(catalogue)), catalogue)
    visit = fold(events)
    unnumbered = tuple(document for document in visit.documents if document.kind not in NUMBERED)
    visit = replace(visit, withdrawal=besides.withdrawal, referrals=besides.referrals, documents=unnumbered)
    source = Source(facts_of(visit, catalogue), events, b"%PDF-1.7 the sealed consent")
    return {kind: sha256(printed(kind, source)).hexdigest() for kind in KINDS}


@pytest.fixture(scope="module")
def journal(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The journal of a visit of which everything was said."""
    folder = tmp_path_factory.mktemp("drawn")
    raw = complete(begun(UPPER_TRAPEZIUS, GASTROCNEMIUS, DELTOID), catalogue)
    besides = {key: value for key, value in said_besides(catalogue).items() if key in ("hand_overs", "incident", "amendments")}
    told = as_visit({**raw, **besides}, catalogue)
    desk = start_from(told, new_workplace(folder / "store", catalogue))
    walk(desk, told, folder / "out")
    file = folder / "journal.json"
    file.write_bytes(journal_bytes(desk.workplace.store.events(desk.visit_id)))
    return file


def test_two_other_processes_draw_every_document_to_the_same_bytes(journal: Path, catalogue: Catalogue) -> None:
    here = drawn(journal.read_bytes(), catalogue)
    assert set(here) == set(KINDS) and len(set(here.values())) == len(KINDS)
    for surroundings in SURROUNDINGS:
        told = subprocess.run([sys.executable, "-c", DRAW, str(journal)], cwd=ROOT, env=os.environ | surroundings,
                              capture_output=True, text=True, check=True)
        assert json.loads(told.stdout) == here
