"""Every document is drawn again from its journal to the same bytes, wherever and under whatever locale that happens."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.events import event_from_json
from needlesafe.domain.folding import fold
from needlesafe.exchange.visit_json import journal_bytes
from needlesafe.flow.papers import NUMBERED, PAGES, WITH_DATA, Source, facts_of, printed
from tests.helpers.varied_papers import FEW, papers_of
from tests.helpers.varied_visits import VISITS

ROOT = Path(__file__).resolve().parents[2]
SURROUNDINGS = ({"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C"},
                {"PYTHONHASHSEED": "4242", "TZ": "America/Lima", "LC_ALL": "tr_TR.UTF-8", "LANG": "de_DE.UTF-8"})
DRAW = """
import json, sys
from pathlib import Path
from needlesafe.content import load
from tests.flow.test_drawn_again import drawn
print(json.dumps(drawn(json.loads(Path(sys.argv[1]).read_bytes()), load())))
"""


def drawn(told: dict[str, Any], catalogue: Catalogue) -> dict[str, str]:
    """The SHA-256 of documents by their names, each drawn from its journal, the consent inside it and the content."""
    made = {}
    for name, (kind, journal, consent) in told.items():
        events = tuple(event_from_json(event) for event in json.loads(journal))
        source = Source(facts_of(fold(events), catalogue), events, base64.b64decode(consent) or None)
        made[name] = sha256(printed(kind, source)).hexdigest()
    return made


@pytest.mark.parametrize("names", [FEW, pytest.param(tuple(name for name in VISITS if name not in FEW), marks=pytest.mark.full)],
                         ids=["a few visits", "all others"])
def test_two_other_processes_draw_every_document_to_the_same_bytes(names: tuple[str, ...], tmp_path: Path) -> None:
    papers = [paper for name in names for paper in papers_of(name)]
    assert names != FEW or {paper.kind for paper in papers} == {*WITH_DATA, *PAGES, *NUMBERED}
    here = {paper.name: sha256(paper.pdf).hexdigest() for paper in papers}
    assert len(set(here.values())) == len(papers)
    file = tmp_path / "told.json"
    file.write_text(json.dumps({
        paper.name: (paper.kind, journal_bytes(paper.source.events).decode(),
                     base64.b64encode(paper.source.consent or b"").decode()) for paper in papers}), "utf-8")
    for surroundings in SURROUNDINGS:
        told = subprocess.run([sys.executable, "-c", DRAW, str(file)], cwd=ROOT, env=os.environ | surroundings,
                              capture_output=True, text=True, check=True)
        assert json.loads(told.stdout) == here
    print(f"{len(papers)} documents drawn again in {len(SURROUNDINGS)} other processes")
