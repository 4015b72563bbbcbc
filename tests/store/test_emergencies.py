"""What is noted of emergencies outside a visit is appended, kept over openings, and not believed where it was changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from needlesafe.store import EmergencyNote, Store, place_of
from needlesafe.store import header as header_file
from tests.store.samples import ANNA, CHEAP, CLINIC, PASSPHRASE, changed_inside, new_store

FIRST = EmergencyNote("e1", "2026-11-21T10:00:00.000Z", "anna", {"event": "ae-syncope", "day": "2026-11-21", "at": "10:00"})
SECOND = replace(FIRST, told={"detail": {"steps_done": ["step-1"]}})


def noted(folder: Path, *told: EmergencyNote) -> None:
    """A store that holds these notes."""
    with new_store(folder) as made:
        for one in told:
            made.note_emergency(one)


def test_notes_stand_in_their_order_over_openings(folder: Path) -> None:
    noted(folder, FIRST, SECOND)
    with Store.open(folder, PASSPHRASE) as opened:
        assert opened.emergency_notes() == (FIRST, SECOND)
        opened.note_emergency(SECOND)
    with Store.open(folder, PASSPHRASE) as opened:
        assert opened.emergency_notes() == (FIRST, SECOND, SECOND)
        assert opened.warnings == ()


@pytest.mark.parametrize(("statement", "left"), [
    ("update emergency_notes set content = replace(content, 'syncope', 'bruise') where position = 1", (SECOND,)),
    ("update emergency_notes set mac = link where position = 2", (FIRST,)),
    ("delete from emergency_notes where position = 1", ()),
])
def test_what_something_else_changed_is_not_shown_and_is_told(folder: Path, statement: str,
                                                              left: tuple[EmergencyNote, ...]) -> None:
    noted(folder, FIRST, SECOND)
    changed_inside(folder, statement)
    with Store.open(folder, PASSPHRASE) as opened:
        assert opened.emergency_notes() == left
        assert ["outside a visit was changed" in warning for warning in opened.warnings] == [True]


def test_the_country_is_known_before_anybody_signs_in(folder: Path) -> None:
    assert place_of(folder) == ""
    Store.create(folder, PASSPHRASE, replace(CLINIC, jurisdiction="IE"), ANNA, kdf=CHEAP).close()
    assert place_of(folder) == "IE"
    with Store.open(folder, PASSPHRASE) as opened:
        opened.keep_clinic(replace(CLINIC, jurisdiction="NZ"))
    with Store.open(folder, PASSPHRASE) as opened:
        assert opened.warnings == ()
    assert place_of(folder) == "NZ"


def test_a_country_that_something_else_wrote_is_told_and_stays_for_all_to_see(folder: Path) -> None:
    new_store(folder).close()
    header_file.write(folder, replace(header_file.read(folder), place="US"), b"another key")
    with Store.open(folder, PASSPHRASE) as opened:
        assert ["list of users" in warning for warning in opened.warnings] == [True]
    assert place_of(folder) == "US"
