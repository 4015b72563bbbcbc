"""From trial to adopted content and back: what the sealed pages say, and what later content asks about."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from needlesafe import cli
from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.adoption import adopt, is_adopted, state
from needlesafe.flow.walk import start_from, walk
from needlesafe.flow.workplace import Workplace
from tests.helpers.adopting import adopted, changed_content, said
from tests.helpers.visit_files import GASTROCNEMIUS, as_visit, begun, complete, written
from tests.helpers.workplaces import PASSPHRASE, new_workplace


@pytest.fixture
def place(tmp_path: Path, catalogue: Catalogue) -> Iterator[Workplace]:
    """A new store whose content nobody adopted."""
    workplace = new_workplace(tmp_path / "store", catalogue)
    yield workplace
    workplace.store.close()


def trial_pages(workplace: Workplace, folder: Path) -> int:
    """How often TRIAL stands in the documents that a whole visit seals now."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed: the text of the documents was not read")
    told = as_visit(complete(begun(GASTROCNEMIUS), workplace.catalogue), workplace.catalogue)
    files = walk(start_from(told, workplace), told, folder)
    assert {path.name.split("-")[0] for path in files} >= {"consent", "record", "aftercare"}
    texts = [subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout for path in files]
    marked = [text.count("TRIAL") for text in texts]
    assert all(marked) or not any(marked)
    return sum(marked)


def test_pages_say_trial_until_the_content_is_adopted_and_again_once_it_changed(place: Workplace, tmp_path: Path) -> None:
    assert trial_pages(place, tmp_path / "first")
    adopted(place)
    assert trial_pages(place, tmp_path / "second") == 0

    reason = place.catalogue.regions["calf"].reason
    later = replace(place, catalogue=changed_content(tmp_path / "assets", "clinical/regions", reason, "Vessels run deep."))
    now = state(later)
    assert [view.name for views in now.groups.values() for view in views] == ["regions calf"]
    assert trial_pages(later, tmp_path / "third")
    adopt(later, now, said(now))
    assert is_adopted(later)
    assert trial_pages(later, tmp_path / "fourth") == 0


def test_run_says_on_standard_error_that_its_pages_say_trial(place: Workplace, tmp_path: Path, catalogue: Catalogue,
                                                             monkeypatch: pytest.MonkeyPatch,
                                                             capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "visit.json"
    file.write_bytes(written(complete(begun(GASTROCNEMIUS), catalogue)))
    monkeypatch.setenv("NEEDLESAFE_PASSPHRASE", PASSPHRASE)
    call = ["run", str(file), "--store", str(place.store.folder), "--out"]
    place.store.close()
    assert cli.main([*call, str(tmp_path / "trial")]) == 0
    assert "TRIAL: no clinician of this clinic has adopted this content" in capsys.readouterr().err
