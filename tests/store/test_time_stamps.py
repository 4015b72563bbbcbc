"""Files wait for their time stamps in a queue that outlives the program; settings come back as they were kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from needlesafe.store import Store
from tests.store.samples import PASSPHRASE, new_store

FIRST, SECOND = "a" * 64, "b" * 64
AT = "2026-11-21T10:00:00.000Z"


def test_the_queue_is_there_after_a_restart_and_in_order(folder: Path) -> None:
    with new_store(folder) as made:
        for sha256 in (SECOND, FIRST, SECOND):
            made.want_time_stamp(sha256, AT)
    with Store.open(folder, PASSPHRASE) as opened:
        assert opened.wanted_time_stamps() == (SECOND, FIRST)
        opened.keep_time_stamp(SECOND, b"stamp", AT)
        assert opened.wanted_time_stamps() == (FIRST,)
    with Store.open(folder, PASSPHRASE) as opened:
        assert (opened.time_stamp(SECOND), opened.time_stamp(FIRST), opened.time_stamp("c" * 64)) == (b"stamp", None, None)


def test_a_stamp_that_came_is_never_replaced(store: Store) -> None:
    store.want_time_stamp(FIRST, AT)
    store.keep_time_stamp(FIRST, b"stamp", AT)
    with pytest.raises(ValueError, match="no time stamp is wanted"):
        store.keep_time_stamp(FIRST, b"other", AT)
    with pytest.raises(ValueError, match="no time stamp is wanted"):
        store.keep_time_stamp(SECOND, b"other", AT)
    store.want_time_stamp(FIRST, AT)
    assert (store.time_stamp(FIRST), store.wanted_time_stamps()) == (b"stamp", ())


def test_a_setting_is_what_was_kept_last(store: Store) -> None:
    assert store.setting("time-authority") == ""
    for content in ("https://one.example/", "https://two.example/", ""):
        store.keep_setting("time-authority", content)
        assert store.setting("time-authority") == content
