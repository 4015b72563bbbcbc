"""Adoptions are appended, kept over openings, and not believed where something else changed them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from needlesafe.store import Adoption, AdoptionDraft, Store
from tests.store.samples import BEN, PASSPHRASE, changed_inside, new_store

FIRST = Adoption("Anna Beispiel", "P-100", "anna", "2026-11-21T10:00:00.000Z", "1", "a" * 64, "",
                 {"regions calf": "b" * 64}, {"regions calf": "We never go deeper than 20 mm."})
SECOND = replace(FIRST, name="Ben Muster", fingerprint="c" * 64, remarks={})


def adopted(folder: Path, *told: Adoption) -> None:
    """A store in which these adoptions were kept."""
    with new_store(folder) as made:
        for one in told:
            made.keep_adoption(one)


def test_a_new_store_was_adopted_by_nobody(store: Store) -> None:
    assert store.adoptions() == ()


def test_a_new_adoption_stands_behind_the_older_one(folder: Path) -> None:
    adopted(folder, FIRST, SECOND)
    with Store.open(folder, PASSPHRASE) as opened:
        assert opened.adoptions() == (FIRST, SECOND)
        opened.keep_adoption(FIRST)
    with Store.open(folder, PASSPHRASE) as opened:
        assert opened.adoptions() == (FIRST, SECOND, FIRST)
        assert opened.warnings == ()


@pytest.mark.parametrize(("statement", "left"), [
    ("update adoptions set content = replace(content, 'Anna', 'Emma') where position = 1", (SECOND,)),
    ("update adoptions set mac = link where position = 2", (FIRST,)),
    ("delete from adoptions where position = 1", ()),
    ("insert into adoptions select 3, content, link, mac from adoptions where position = 1", (FIRST, SECOND)),
])
def test_what_something_else_changed_does_not_count_and_is_told(folder: Path, statement: str,
                                                                left: tuple[Adoption, ...]) -> None:
    adopted(folder, FIRST, SECOND)
    changed_inside(folder, statement)
    with Store.open(folder, PASSPHRASE) as opened:
        assert opened.adoptions() == left
        assert ["adopted the content was changed" in warning for warning in opened.warnings] == [True]
        opened.keep_adoption(SECOND)
        assert opened.adoptions() == (*left, SECOND)
    with Store.open(folder, PASSPHRASE) as opened:
        assert opened.adoptions() == (*left, SECOND)


def test_how_far_somebody_has_read_is_kept_for_each_user(folder: Path) -> None:
    read = AdoptionDraft("a" * 64, ("default rules",), {"rules cr-1": "Too strict for us."})
    with new_store(folder) as made:
        assert made.adoption_draft() == AdoptionDraft()
        made.keep_adoption_draft(AdoptionDraft("a" * 64))
        made.keep_adoption_draft(read)
        made.add_user(BEN, PASSPHRASE)
    with Store.open(folder, PASSPHRASE, "anna") as opened:
        assert opened.adoption_draft() == read
    with Store.open(folder, PASSPHRASE, "ben") as opened:
        assert opened.adoption_draft() == AdoptionDraft()
