"""Time stamps come from an authority that the clinic named, wait while it cannot be reached, and stop nothing."""

from __future__ import annotations

import hashlib
import time
from dataclasses import replace
from pathlib import Path
from threading import Timer

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.errors import BadInput
from needlesafe.flow.time_stamps import Round, Stamping, authority_of, queue_stamp, set_authority
from needlesafe.flow.walk import start_from, walk
from needlesafe.flow.workplace import Workplace
from needlesafe.seal import UNCHANGED, check_stamp, verify
from needlesafe.store import Store
from tests.helpers.time_authority import NAME, TimeAuthority, served
from tests.helpers.visit_files import DELTOID, as_visit, begun, complete
from tests.helpers.workplaces import PASSPHRASE

NOBODY = "http://127.0.0.1:9/"
"""Where no authority answers."""


@pytest.fixture(scope="module")
def authority() -> TimeAuthority:
    """An authority that does as it should."""
    return TimeAuthority()


def walked(place: Workplace, catalogue: Catalogue, folder: Path) -> tuple[Path, ...]:
    """The files of a visit that was walked to its end."""
    told = as_visit(complete(begun(DELTOID), catalogue), catalogue)
    return walk(start_from(told, place), told, folder)


def test_without_an_authority_nothing_is_queued_and_nobody_is_asked(place: Workplace, catalogue: Catalogue, tmp_path: Path) -> None:
    assert authority_of(place) == ""
    walked(place, catalogue, tmp_path / "out")
    assert place.store.wanted_time_stamps() == ()
    assert Stamping(place).work_off() == Round()


def test_only_the_address_of_an_authority_is_kept(place: Workplace) -> None:
    assert set_authority(place, " https://time.example/stamp ") == authority_of(place) == "https://time.example/stamp"
    with pytest.raises(BadInput, match="address of the authority"):
        set_authority(place, "time.example")
    assert authority_of(place) == "https://time.example/stamp"
    set_authority(place, " ")
    assert authority_of(place) == ""


def test_files_that_are_sealed_offline_wait_past_a_restart_and_are_stamped_later(
        place: Workplace, catalogue: Catalogue, tmp_path: Path, authority: TimeAuthority) -> None:
    set_authority(place, NOBODY)
    began = time.monotonic()
    files = walked(place, catalogue, tmp_path / "out")
    spent = time.monotonic() - began
    sealed = {hashlib.sha256(path.read_bytes()).hexdigest(): path.read_bytes() for path in files}
    assert set(place.store.wanted_time_stamps()) == set(sealed) and len(files) == 3
    told = Stamping(place).work_off()
    assert (told.stamped, told.waiting, "cannot be reached" in told.fault) == (0, 3, True)
    assert spent < 60, "nothing was waited for"

    place.store.close()
    place = replace(place, store=Store.open(tmp_path / "store", PASSPHRASE))
    with served(authority) as url:
        set_authority(place, url)
        assert Stamping(place).work_off() == Round(3, 0)
    for sha256, data in sealed.items():
        assert check_stamp(place.store.time_stamp(sha256), sha256).authority == NAME
        assert verify(data, register=place.register).word == UNCHANGED
    assert all(path.read_bytes() in sealed.values() for path in files), "no stamp is written into a file"
    assert Stamping(place).work_off() == Round()
    place.store.close()


def test_a_stamp_that_came_is_saved_beside_its_document(place: Workplace, catalogue: Catalogue, tmp_path: Path,
                                                        authority: TimeAuthority) -> None:
    from needlesafe.flow.export import export_documents
    from needlesafe.flow.visit_desk import VisitDesk

    with served(authority) as url:
        set_authority(place, url)
        walked(place, catalogue, tmp_path / "out")
        Stamping(place).work_off()
    [visit] = {summary.id for patient in place.store.search_patients("") for summary in place.store.visits_of(patient.id)}
    written = export_documents(VisitDesk.resume(place, visit), tmp_path / "saved")
    assert [path.suffix for path in written] == [".pdf", ".tsr"] * 3
    assert {path.stem for path in written if path.suffix == ".tsr"} == {path.stem for path in written if path.suffix == ".pdf"}
    for pdf, stamp in zip(written[::2], written[1::2]):
        assert check_stamp(stamp.read_bytes(), hashlib.sha256(pdf.read_bytes()).hexdigest())


def test_an_answer_that_does_not_hold_is_not_kept_and_the_file_goes_on_waiting(place: Workplace) -> None:
    bad = TimeAuthority(for_stamps=False)
    with served(bad) as url:
        set_authority(place, url)
        for letter in "ab":
            queue_stamp(place, letter * 64)
        told = Stamping(place).work_off()
    assert (told.stamped, told.waiting, "not made for time stamps" in told.fault) == (0, 2, True)
    assert len(bad.asked) == 1, "the rest is not tried with an authority that fails"
    assert place.store.time_stamp("a" * 64) is None


def test_a_round_that_is_called_off_ends_at_once_and_loses_nothing(place: Workplace) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as deaf:
        set_authority(place, f"http://127.0.0.1:{deaf.getsockname()[1]}/")
        queue_stamp(place, "a" * 64)
        stamping, began = Stamping(place), time.monotonic()
        Timer(0.5, stamping.call_off).start()
        told = stamping.work_off()
        assert (told.stamped, told.waiting) == (0, 1)
        assert time.monotonic() - began < 8
        assert stamping.work_off() == Round(0, 1)
    assert place.store.wanted_time_stamps() == ("a" * 64,)
