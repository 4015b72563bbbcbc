"""The needle ledger."""

from hypothesis import given
from hypothesis import strategies as st

from needlesafe.domain.needles import ledger
from needlesafe.domain.visit import TreatmentEvent


def test_all_out_removes_every_needle_of_every_site():
    told = [TreatmentEvent("10:00", "in", 0, 3), TreatmentEvent("10:01", "in", 1, 2), TreatmentEvent("10:02", "all-out")]

    assert [count.present for count in ledger(told, 2)] == [0, 0]


def test_needles_placed_after_all_out_are_present():
    told = [TreatmentEvent("10:00", "in", 0, 3), TreatmentEvent("10:01", "all-out"), TreatmentEvent("10:02", "in", 0, 1)]

    assert ledger(told, 1)[0].present == 1


@given(st.lists(st.tuples(st.sampled_from(["in", "out", "all-out"]), st.integers(0, 2), st.integers(1, 4)), max_size=40))
def test_in_equals_out_plus_present_whatever_happens(acts):
    told: list[TreatmentEvent] = []
    for kind, site, count in acts:
        if kind == "out" and ledger(told, 3)[site].present < count:
            continue
        told.append(TreatmentEvent("10:00", kind, None if kind == "all-out" else site, count))

    for line in ledger(told, 3):
        assert line.placed == line.removed + line.present
        assert line.present >= 0
