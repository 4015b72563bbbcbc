"""The figures of a store whose truth is known, who got a lot, and a table without anybody in it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.events import EVENT_TYPES
from needlesafe.domain.folding import fold
from needlesafe.domain.people import Patient
from needlesafe.domain.practice import practice_of
from needlesafe.domain.proportions import Proportion
from needlesafe.errors import StoreRefused
from needlesafe.flow.duplicates import merge
from needlesafe.flow.figures import NOT_NEEDED, practice_figures, save_figures, who_got
from needlesafe.flow.periods import ALL, Period, calendar_year, last_twelve_months
from needlesafe.flow.progress import Progress
from needlesafe.flow.reception import begin
from needlesafe.flow.workplace import Workplace
from needlesafe.store import Store
from tests.helpers.adopting import adopted
from tests.helpers.workplaces import PASSPHRASE, new_workplace
from tests.store.samples import changed_inside

SITE = {"muscle": "m-deltoid", "side": "left", "needles": 2, "length_mm": 30, "gauge_mm": 0.25, "technique": "in-and-out",
        "lot": "A1180", "expires": "2029-01"}
FREE_TEXT = "She said that Mrs Nolan of Mill Street sent her"


@pytest.fixture
def workplace(tmp_path: Path, catalogue: Catalogue) -> Iterator[Workplace]:
    """A new store of a clinic that adopted the content."""
    place = adopted(new_workplace(tmp_path / "store", catalogue))
    yield place
    place.store.close()


def patient(number: int) -> Patient:
    """One of many invented patients."""
    return Patient(f"Quill{number}", f"Zebedee{number}", f"19{30 + number % 60}-03-{1 + number % 28:02}", f"Z-{number}", phone=f"+353 1 777 {number:04}")


def treated(workplace: Workplace, number: int, events: tuple[str, ...] = (), needles: int = 2, **site: Any) -> str:
    """The id of a visit of a patient in which needles went in and out and events were recorded."""
    desk = begin(workplace, patient(number), f"p{number}")
    put = [("treatment-recorded", {"at": "10:00", "event": "in", "site": 0, "count": needles})] if needles else []
    out = [("treatment-recorded", {"at": "10:09", "event": "out", "site": 0, "count": needles})] if needles else []
    noted = [("treatment-recorded", {"at": "10:05", "event": "adverse", "site": 0, "id": event, "detail": {"said": FREE_TEXT}}) for event in events]
    desk.record(("indication-recorded", {"complaint": FREE_TEXT}), ("sites-planned", {"sites": [{**SITE, **site}]}), *put, *noted, *out)
    return desk.visit_id


def test_a_store_whose_truth_is_known_gives_exact_counts(workplace: Workplace, catalogue: Catalogue) -> None:
    random, kinds = Random(20261121), sorted(catalogue.events)[:5]
    visits_with: dict[str, int] = dict.fromkeys(kinds, 0)
    people_with: dict[str, set[int]] = {kind: set() for kind in kinds}
    times, people, visits, needles, anything = dict.fromkeys(kinds, 0), set(), 0, 0, 0
    for _ in range(60):
        number, placed = random.randrange(20), random.choice((0, 1, 2, 5))
        events = tuple(random.choices(kinds, weights=(5, 3, 2, 1, 0), k=random.choice((0, 0, 0, 1, 3))))
        treated(workplace, number, events, placed)
        if placed:
            visits, needles, anything = visits + 1, needles + placed, anything + bool(events)
            people.add(number)
            for kind in kinds:
                visits_with[kind] += kind in events
                times[kind] += events.count(kind)
                people_with[kind] |= {number} if kind in events else set()
    told = practice_figures(workplace)
    assert told is not None
    assert (told.visits, told.patients, told.sites, told.needles, told.trials) == (visits, len(people), visits, needles, 0)
    for kind in kinds:
        figure = told.event(kind)
        assert (figure.visits, figure.patients, figure.times) == \
            (Proportion(visits_with[kind], visits), Proportion(len(people_with[kind]), len(people)), times[kind])
    assert told.any_event.visits == Proportion(anything, visits) and times[kinds[-1]] == 0


def test_the_few_events_tell_the_same_as_whole_journals(workplace: Workplace) -> None:
    for number in range(4):
        treated(workplace, number, ("ae-vasovagal",) if number % 2 else ())
    whole = [(visit.patient_id, fold(workplace.store.events(visit.id))) for visit in workplace.store.visits()]
    assert practice_figures(workplace) == practice_of(whole, workplace.today(), tuple(workplace.catalogue.reconciliation))
    assert set(NOT_NEEDED) < set(EVENT_TYPES)


def test_trial_visits_are_no_denominator(tmp_path: Path, catalogue: Catalogue) -> None:
    place = new_workplace(tmp_path / "store", catalogue)
    treated(place, 1, ("ae-vasovagal",))
    adopted(place)
    treated(place, 2)
    told = practice_figures(place)
    place.store.close()
    assert told is not None and (told.visits, told.patients, told.trials, told.events) == (1, 1, 1, ())


def test_whoever_is_merged_counts_once(workplace: Workplace) -> None:
    treated(workplace, 1, ("ae-vasovagal",))
    treated(workplace, 2, ("ae-vasovagal",))
    merge(workplace, "p2", "p1")
    told = practice_figures(workplace)
    assert told is not None and (told.visits, told.patients, told.event("ae-vasovagal").patients) == (2, 1, Proportion(1, 1))


def test_no_events_at_all_are_bound_by_the_rule_of_three(workplace: Workplace) -> None:
    for number in range(10):
        treated(workplace, number)
    told = practice_figures(workplace)
    assert told is not None and told.event("ae-pneumothorax").visits.interval == pytest.approx((0.0, 0.3))


def test_counting_says_how_far_it_is_and_can_be_called_off(workplace: Workplace) -> None:
    treated(workplace, 1)
    progress = Progress()
    assert practice_figures(workplace, progress) is not None and (progress.done, progress.total) == (1, 1)
    progress.call_off()
    assert practice_figures(workplace, progress) is None and who_got(workplace, "A1180", progress) is None


def test_an_event_that_something_else_changed_is_not_counted_silently(tmp_path: Path, workplace: Workplace) -> None:
    treated(workplace, 1)
    workplace.store.close()
    changed_inside(tmp_path / "store", "update events set payload = replace(payload, '\"count\":2', '\"count\":9')", passphrase=PASSPHRASE)
    with Store.open(tmp_path / "store", PASSPHRASE) as store, pytest.raises(StoreRefused):
        practice_figures(replace(workplace, store=store))


def test_who_got_a_lot_is_exactly_those_into_whom_it_went(workplace: Workplace) -> None:
    treated(workplace, 1)
    treated(workplace, 2, lot="a 1180 ")
    treated(workplace, 3, lot="A1181")
    treated(workplace, 4, needles=0)
    treated(workplace, 1, needles=3)
    merge(workplace, "p2", "p1")
    found = who_got(workplace, "a-1180")
    assert found is not None
    assert sorted((line.patient.id, line.needles, line.sites) for line in found) == [("p1", 2, (0,)), ("p1", 2, (0,)), ("p1", 3, (0,))]
    assert {line.patient.patient.name for line in found} == {"Zebedee1 Quill1"}
    assert [access.what for access in workplace.store.accesses("")][-1] == "who got lot a-1180"
    assert who_got(workplace, "B7") == () and who_got(workplace, " - ") == ()


def in_year(workplace: Workplace, year: int) -> Workplace:
    """The same workplace in another year."""
    return replace(workplace, clock=lambda: datetime(year, 6, 30, 10, 0, tzinfo=UTC))


def test_only_the_visits_of_a_period_are_counted_and_the_table_names_it(workplace: Workplace, catalogue: Catalogue, tmp_path: Path) -> None:
    for number in range(6):
        treated(in_year(workplace, 2025), number, ("ae-bleeding",))
    treated(workplace, 9)
    told = [practice_figures(workplace, period=period) for period in (calendar_year(workplace.today(), 1), calendar_year(workplace.today()), ALL)]
    assert [figures and (figures.visits, figures.event("ae-bleeding").visits.count) for figures in told] == [(6, 6), (1, 0), (7, 6)]
    assert told[0] is not None and told[2] is not None
    year = save_figures(told[0], catalogue, tmp_path / "out", calendar_year(workplace.today(), 1))
    whole = save_figures(told[2], catalogue, tmp_path / "out")
    assert (year.name, whole.name) == ("practice-figures-2025.csv", "practice-figures.csv")
    for path, named in ((year, "calendar year 2025"), (whole, "all visits")):
        rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
        assert rows[0][0] == "table" and rows[1] == ["overview", "period", named, *[""] * 6] and {len(row) for row in rows} == {9}


@pytest.mark.parametrize(("period", "leaves"), [
    (ALL, True), (Period("2025-01-01", "2025-12-31"), True), (Period("2026-01-01", "2026-12-31"), False),
    (Period("2025-11-22", "2026-11-21"), False), (Period("2025-01-01", "2025-12-30"), False), (Period("2025-01-01"), False)])
def test_a_table_leaves_for_all_visits_or_for_a_year_that_is_over(
        workplace: Workplace, catalogue: Catalogue, tmp_path: Path, period: Period, leaves: bool) -> None:
    assert period.leaves("2026-11-21") is leaves
    if not leaves and not period.year:
        with pytest.raises(ValueError, match="calendar year"):
            save_figures(practice_of((), "2026-11-21"), catalogue, tmp_path, period)


def test_the_last_twelve_months_end_today_and_know_leap_years() -> None:
    assert last_twelve_months("2026-11-21") == Period("2025-11-22", "2026-11-21")
    assert last_twelve_months("2028-02-29") == Period("2027-03-01", "2028-02-29")
    assert Period("2025-11-22", "2026-11-21").holds("2025-11-22") and not Period("2025-11-22", "2026-11-21").holds("2026-11-22")


def test_the_table_holds_nobody_no_day_and_no_typed_text(workplace: Workplace, catalogue: Catalogue, tmp_path: Path) -> None:
    ids = [treated(workplace, number % 11, ("ae-bleeding",) if number % 3 else ("ae-vasovagal",), lot=f"LOT{number}X") for number in range(33)]
    told = practice_figures(workplace)
    assert told is not None
    path = save_figures(told, catalogue, tmp_path / "out")
    text = path.read_text("utf-8-sig")
    assert "22" in text and path.stat().st_mode & 0o777 == 0o600
    events = [event for visit in ids for event in workplace.store.events(visit)]
    store = workplace.store
    secrets = {FREE_TEXT, "Nolan", "Mill Street", store.user.id, store.user.practitioner.name, store.clinic().name, store.clinic().phone,
               store.store_id, *ids, *(event.at for event in events), *(event.at[:10] for event in events), "LOT"}
    for number in range(11):
        who = patient(number)
        secrets |= {who.family_name, who.given_name, who.birth_date, who.identifier, who.phone, f"p{number},"}
    assert [secret for secret in secrets if secret in text or secret in path.name] == []
