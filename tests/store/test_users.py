"""Who may open a store, and what a passphrase costs."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from needlesafe.domain.people import Clinic, Practitioner, User
from needlesafe.errors import StoreRefused
from needlesafe.store import KdfCost, Store, header, users_of
from tests.store.samples import ANNA, BEN, CLINIC, PASSPHRASE, kept, new_store


def test_a_passphrase_costs_what_the_bar_asks_for_when_nothing_else_is_said(folder: Path) -> None:
    Store.create(folder, PASSPHRASE, CLINIC, ANNA).close()
    kdf = json.loads((folder / "store.key").read_text())["users"][0]["kdf"]
    assert kdf == {"name": "argon2id", "memory_kib": 65536, "passes": 3, "lanes": 1}
    assert KdfCost() == KdfCost(65536, 3, 1)
    Store.open(folder, PASSPHRASE).close()


def test_an_accent_opens_the_store_however_the_keyboard_composes_it(folder: Path) -> None:
    made = new_store(folder)
    made.change_passphrase(PASSPHRASE, unicodedata.normalize("NFC", "Zoë über Żółć"))
    made.close()
    Store.open(folder, unicodedata.normalize("NFD", "Zoë über Żółć")).close()


def test_a_new_passphrase_encrypts_nothing_anew(folder: Path) -> None:
    with new_store(folder) as made:
        events = kept(made, 2)
    before = (folder / "store.db").read_bytes()
    with Store.open(folder, PASSPHRASE) as opened:
        opened.change_passphrase(PASSPHRASE, "another one")
    assert (folder / "store.db").read_bytes() == before
    with pytest.raises(StoreRefused, match="wrong"):
        Store.open(folder, PASSPHRASE)
    with Store.open(folder, "another one") as opened:
        assert opened.events("v1") == events
        assert opened.warnings == ()


def test_a_passphrase_is_changed_only_with_the_old_one(store: Store, folder: Path) -> None:
    before = (folder / "store.key").read_bytes()
    with pytest.raises(StoreRefused, match="wrong"):
        store.change_passphrase("guess", "another one")
    with pytest.raises(StoreRefused, match="empty"):
        store.change_passphrase(PASSPHRASE, "")
    assert (folder / "store.key").read_bytes() == before


def test_a_second_user_opens_the_same_store(folder: Path) -> None:
    with new_store(folder) as made:
        made.add_user(BEN, "Ben's own words")
        assert made.users() == (ANNA, BEN)
        with pytest.raises(StoreRefused, match="already a user"):
            made.add_user(BEN, "again")
    assert users_of(folder) == ("anna", "ben")
    with Store.open(folder, "Ben's own words", "ben") as opened:
        assert opened.user == BEN
        opened.change_passphrase("Ben's own words", "Ben's new words")
    with Store.open(folder, PASSPHRASE, "anna") as opened:
        assert opened.user == ANNA
        assert opened.warnings == ()


def test_one_user_does_not_open_with_the_passphrase_of_another(folder: Path) -> None:
    with new_store(folder) as made:
        made.add_user(BEN, "Ben's own words")
    with pytest.raises(StoreRefused, match="wrong"):
        Store.open(folder, PASSPHRASE, "ben")


@pytest.mark.parametrize("user", ["", "carla"])
def test_with_several_users_one_must_be_named(folder: Path, user: str) -> None:
    with new_store(folder) as made:
        made.add_user(BEN, "Ben's own words")
    with pytest.raises(StoreRefused) as caught:
        Store.open(folder, PASSPHRASE, user)
    assert "anna, ben" in caught.value.remedy


def test_profiles_and_clinic_are_kept(folder: Path) -> None:
    wider = replace(ANNA, practitioner=replace(ANNA.practitioner, scope=None, cover_excludes=("chest",)))
    with new_store(folder) as made:
        made.keep_user(wider)
        made.keep_clinic(Clinic("Neue Praxis", jurisdiction="ch"))
        assert made.user == wider
        with pytest.raises(ValueError, match="carla"):
            made.keep_user(User("carla", Practitioner("Carla", "")))
    with Store.open(folder, PASSPHRASE) as opened:
        assert opened.user == wider
        assert opened.clinic() == Clinic("Neue Praxis", jurisdiction="ch")


def test_an_entry_that_somebody_slipped_into_the_header_is_told(folder: Path) -> None:
    new_store(folder).close()
    body = json.loads((folder / "store.key").read_text())
    body["users"].append({**body["users"][0], "id": "mallory"})
    del body["sum"]
    (folder / "store.key").write_text(json.dumps({**body, "sum": header._sum_of(body)}))
    with Store.open(folder, PASSPHRASE, "anna") as opened:
        assert "list of users" in opened.warnings[0]
    with pytest.raises(StoreRefused, match="wrong"):
        Store.open(folder, PASSPHRASE, "mallory")


@pytest.mark.parametrize("cost", [{"memory_kib": 10**9}, {"passes": 0}, {"lanes": "many"}, {"memory_kib": 4}])
def test_a_cost_that_no_computer_should_bear_is_damage(folder: Path, cost: dict[str, object]) -> None:
    new_store(folder).close()
    body = json.loads((folder / "store.key").read_text())
    body["users"][0]["kdf"].update(cost)
    del body["sum"]
    (folder / "store.key").write_text(json.dumps({**body, "sum": header._sum_of(body)}))
    with pytest.raises(StoreRefused, match="damaged"):
        Store.open(folder, PASSPHRASE)


def test_a_header_of_a_later_form_is_newer(folder: Path) -> None:
    new_store(folder).close()
    body = json.loads((folder / "store.key").read_text())
    body["version"] = 2
    del body["sum"]
    (folder / "store.key").write_text(json.dumps({**body, "sum": header._sum_of(body)}))
    with pytest.raises(StoreRefused, match="newer NeedleSafe"):
        Store.open(folder, PASSPHRASE)


def test_a_store_knows_the_passphrase_of_who_is_signed_in_and_no_other(folder: Path) -> None:
    with new_store(folder) as made:
        made.add_user(BEN, "Ben's own words")
        assert made.knows(PASSPHRASE)
        assert not any(made.knows(guess) for guess in ("", "guess", "Ben's own words"))
        made.change_passphrase(PASSPHRASE, "another one")
        assert made.knows("another one") and not made.knows(PASSPHRASE)
