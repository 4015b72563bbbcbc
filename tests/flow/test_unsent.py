"""What is written and not sent yet outlives the program; once it is sent, nothing of it is left."""

from __future__ import annotations

from pathlib import Path

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.errors import StoreRefused
from needlesafe.flow.unsent import Unsent
from tests.helpers.workplaces import new_workplace, signed_in


def test_a_draft_is_there_again_after_the_store_was_closed(tmp_path: Path, catalogue: Catalogue) -> None:
    place = new_workplace(tmp_path / "store", catalogue)
    Unsent(place, "v1").keep("referral", {"to": "Dr Żółć", "about": ["pr-anticoagulant"], "large": True})
    again = signed_in(place, "conor")
    assert Unsent(again, "v1").kept("referral") == {"to": "Dr Żółć", "about": ["pr-anticoagulant"], "large": True}
    assert Unsent(again, "v1").kept("incident") == {} == Unsent(again, "v2").kept("referral")
    Unsent(again, "v1").drop("referral")
    assert Unsent(again, "v1").kept("referral") == {}
    again.store.close()


def test_a_draft_that_cannot_be_kept_is_refused_and_the_same_words_need_no_writing(tmp_path: Path, catalogue: Catalogue) -> None:
    place = new_workplace(tmp_path / "store", catalogue)
    drafts = Unsent(place, "v1")
    drafts.keep("referral", {"to": "Dr A"})
    connection = place.store._parts.database._connection
    connection.exec_driver_sql("PRAGMA query_only = ON")
    connection.rollback()
    drafts.keep("referral", {"to": "Dr A"})
    with pytest.raises(StoreRefused):
        drafts.keep("referral", {"to": "Dr B"})
    connection.exec_driver_sql("PRAGMA query_only = OFF")
    connection.rollback()
    place.store.close()
