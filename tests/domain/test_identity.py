"""Merges point, can be taken back, and never lead round in a circle."""

from __future__ import annotations

from needlesafe.domain.identity import MERGED, TOLD_APART, UNMERGED, PatientEvent, merged_into, merges, told_apart


def event(kind: str, patient: str, other: str, at: str = "2026-11-21T10:00:00.000Z") -> PatientEvent:
    """Something that happened to a patient."""
    return PatientEvent(patient, kind, {"other": other}, at, "anna")


def test_a_merge_of_a_merge_leads_to_the_one_who_is_kept() -> None:
    assert merged_into([event(MERGED, "a", "b"), event(MERGED, "b", "c")]) == {"a": "c", "b": "c"}


def test_a_merge_that_was_taken_back_leaves_those_before_it() -> None:
    told = [event(MERGED, "a", "b"), event(MERGED, "b", "c"), event(UNMERGED, "b", "c")]
    assert merged_into(told) == {"a": "b"}
    assert [one.patient for one in merges(told)] == ["a"]


def test_a_circle_ends_where_it_is_seen() -> None:
    assert set(merged_into([event(MERGED, "a", "b"), event(MERGED, "b", "a")])) == {"a", "b"}


def test_the_latest_merge_stands_first() -> None:
    told = [event(MERGED, "a", "b", "2026-01-01"), event(MERGED, "c", "d", "2026-02-01")]
    assert [one.patient for one in merges(told)] == ["c", "a"]


def test_a_pair_is_told_apart_whichever_is_named_first() -> None:
    assert told_apart([event(TOLD_APART, "a", "b"), event(TOLD_APART, "b", "a")]) == {frozenset("ab")}
