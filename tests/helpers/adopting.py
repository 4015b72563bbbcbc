"""Adoptions for tests: everything read and said at once, and a copy of the content in which one text is another."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

from needlesafe.content import load
from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.adoption import Adopting, AdoptionState, adopt, state
from needlesafe.flow.workplace import Workplace
from needlesafe.paths import assets_dir


def said(now: AdoptionState, **parts: Any) -> Adopting:
    """What somebody says who has seen everything."""
    return replace(Adopting("Conor Walsh", "PT-20311", True, frozenset(now.groups)), **parts)


def adopted(workplace: Workplace, **parts: Any) -> Workplace:
    """The workplace after the content in use was adopted."""
    now = state(workplace)
    adopt(workplace, now, said(now, **parts))
    return workplace


def changed_content(folder: Path, file: str, old: str, new: str) -> Catalogue:
    """The content read from a copy in a new folder, after the first such text of a file was changed."""
    for kind in ("clinical", "consent"):
        shutil.copytree(assets_dir() / kind, folder / kind)
    path = folder / f"{file}.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return load(folder)
