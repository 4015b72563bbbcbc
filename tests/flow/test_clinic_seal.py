"""The clinic's seal is looked at before every sealing, renewed or imported in one act, and never forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.errors import BadInput, SealRefused
from needlesafe.flow.clinic_seal import (WARN_DAYS, certificate_text, demand_seal, import_seal, renew_seal, seal_key,
                                         seal_standing)
from needlesafe.flow.opening import laid_out
from needlesafe.flow.sealing import agree, finish
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.flow.walk import start_from, walk
from needlesafe.flow.workplace import Workplace
from needlesafe.seal import UNCHANGED, Register, certificate_from_pem, seal, verify
from needlesafe.store import Store
from tests.helpers.visit_files import DELTOID, as_visit, begun, complete
from tests.helpers.visit_walk import record_up_to
from tests.helpers.workplaces import CLINIC, MORNING, PASSPHRASE
from tests.seal.certificates import PASSPHRASE as FILE_PASSPHRASE
from tests.seal.certificates import Wish, issued, p256, packed, rsa_key
from tests.seal.small_pdf import small_pdf

LAST_DAY = datetime(2036, 11, 21, 10, 0, tzinfo=UTC)
"""When a seal that was made on the morning ends."""


def at(place: Workplace, moment: datetime) -> Workplace:
    """The same workplace by another clock."""
    return replace(place, clock=lambda: moment)


def test_the_seal_is_made_at_its_first_use_and_warned_of_from_90_days_before_its_end(place: Workplace) -> None:
    assert seal_standing(place).state == "none"
    demand_seal(place)
    seal_key(place)
    standing = seal_standing(place)
    assert (standing.state, standing.facts.clinic, standing.facts.own, standing.facts.ends) == (
        "fine", CLINIC.name, True, LAST_DAY)
    states = {days: seal_standing(at(place, LAST_DAY - timedelta(days=days))).state for days in (WARN_DAYS, WARN_DAYS - 1, 0)}
    assert states == {WARN_DAYS: "fine", WARN_DAYS - 1: "ending", 0: "ending"}
    assert seal_standing(at(place, LAST_DAY + timedelta(seconds=1))).state == "expired"
    assert seal_standing(at(place, MORNING - timedelta(days=40))).state == "early"


def test_with_an_expired_seal_nothing_is_decided_sealed_or_closed_and_a_new_one_goes_on(place: Workplace,
                                                                                       catalogue: Catalogue) -> None:
    seal_key(place)
    late = at(place, LAST_DAY + timedelta(days=1))
    told = as_visit(complete(begun(DELTOID), catalogue), catalogue)
    desk = start_from(told, late)
    record_up_to(desk, told, "signed")
    before = place.store.events(desk.visit_id)
    with pytest.raises(SealRefused, match="expired on 2036-11-21") as caught:
        agree(desk)
    assert "make a new one" in caught.value.remedy and "stays open" in caught.value.safe
    assert place.store.events(desk.visit_id) == before
    assert [visit.id for visit in place.store.unfinished()] == [desk.visit_id]
    renew_seal(late)
    assert agree(desk) in [document.sha256 for document in place.store.documents(desk.visit_id)]


def test_a_visit_is_not_finished_while_its_record_could_not_be_sealed(place: Workplace, catalogue: Catalogue) -> None:
    told = as_visit(complete(begun(DELTOID), catalogue), catalogue)
    desk = start_from(told, place)
    record_up_to(desk, told, "noted")
    late = VisitDesk.resume(at(place, LAST_DAY + timedelta(days=1)), desk.visit_id)
    with pytest.raises(SealRefused, match="expired"):
        finish(late)
    assert not late.visit.closed and late.visit.documents == desk.visit.documents
    early = VisitDesk.resume(at(place, MORNING - timedelta(days=40)), desk.visit_id)
    with pytest.raises(SealRefused, match="clock says 2026-10-12"):
        finish(early)
    assert finish(VisitDesk.resume(place, desk.visit_id)) == ("record", "aftercare")


def test_what_an_older_seal_sealed_can_still_be_checked_by_the_store_and_by_the_register(
        place: Workplace, tmp_path: Path, catalogue: Catalogue) -> None:
    old = seal_key(place)
    sealed = seal(small_pdf(), old, when=MORNING, reason="Record")
    new = renew_seal(at(place, LAST_DAY - timedelta(days=30)))
    assert [facts.sha256 for facts in seal_standing(place).earlier] != [] and new.certificate != old.certificate
    assert verify(sealed, register=place.register).word == UNCHANGED
    place.store.close()
    elsewhere = laid_out(Store.open(tmp_path / "store", PASSPHRASE), catalogue)
    fresh = Register(tmp_path / "another computer")
    for key in elsewhere.store.seal_keys():
        fresh.add_certificate(key.certificate)
    assert verify(sealed, register=fresh).word == UNCHANGED
    assert certificate_from_pem(certificate_text(elsewhere)) == new.certificate
    elsewhere.store.close()


def test_an_imported_seal_seals_the_next_document(place: Workplace, catalogue: Catalogue, tmp_path: Path) -> None:
    private = p256()
    wish = Wish(name="Praxis am Bach GmbH", begins=MORNING - timedelta(days=1), ends=MORNING + timedelta(days=60))
    import_seal(place, packed(private, issued(private, wish)), FILE_PASSPHRASE)
    standing = seal_standing(place)
    assert (standing.state, standing.days_left, standing.facts.issuer) == ("ending", 60, "Test authority of these tests")
    told = as_visit(complete(begun(DELTOID), catalogue), catalogue)
    walk(start_from(told, place), told, tmp_path / "out")
    for path in (tmp_path / "out").iterdir():
        assert verify(path.read_bytes(), register=place.register).clinic == "Praxis am Bach GmbH"
    with pytest.raises(SealRefused, match="expired") as caught:
        demand_seal(at(place, MORNING + timedelta(days=61)))
    assert "import the new certificate" in caught.value.remedy


@pytest.mark.parametrize("wrong", ["passphrase", "kind", "file"])
def test_an_import_that_is_refused_changes_nothing(place: Workplace, wrong: str) -> None:
    before = seal_key(place)
    private = rsa_key() if wrong == "kind" else p256()
    data = b"no key" if wrong == "file" else packed(private, issued(private))
    with pytest.raises(BadInput):
        import_seal(place, data, "no passphrase of it" if wrong == "passphrase" else FILE_PASSPHRASE)
    assert seal_key(place) == before
    assert place.register.certificates() == (before.certificate,)
    assert len(place.store.seal_keys()) == 1


def test_who_made_or_imported_a_seal_stands_in_the_access_journal(place: Workplace) -> None:
    private = p256()
    seal_key(place)
    import_seal(place, packed(private, issued(private)), FILE_PASSPHRASE)
    assert [(one.what, one.actor) for one in place.store.accesses("")] == [("seal made", "conor"), ("seal imported", "conor")]
