"""What is said and how far it is known, checked together: each planted contradiction is told with its place."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from needlesafe.content import load
from needlesafe.domain import anatomy, consent, given, people, visit
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.event_cards import bands_of
from needlesafe.errors import BadInput
from needlesafe.paths import assets_dir

HOLDERS = {shape.__name__: shape for shape in (
    anatomy.Site, anatomy.Current, given.Given, given.Course, visit.Visit, visit.Indication, visit.TreatmentEvent, visit.Note,
    consent.Consent, people.Clinic, people.Practitioner)}
"""The records in which a visit holds what a report needs."""
Put = Callable[[str, str, str], dict[str, str]]


@pytest.fixture
def told(tmp_path: Path) -> Put:
    """Puts other words in place of some in a copy of the content; returns what the loader says of each place."""
    for kind in ("clinical", "consent"):
        shutil.copytree(assets_dir() / kind, tmp_path / kind)

    def put(name: str, old: str, new: str) -> dict[str, str]:
        path = tmp_path / "clinical" / f"{name}.toml"
        text = path.read_text("utf-8")
        assert old in text, (name, old)
        path.write_text(text.replace(old, new, 1), "utf-8")
        with pytest.raises(BadInput) as caught:
            load(tmp_path)
        return {fault.place: fault.text for fault in caught.value.faults}

    return put


def test_a_mark_asks_for_its_status(told: Put) -> None:
    found = told("warnings", "Reported at 20 minutes", "Reported at 20 minutes†")
    assert found == {"clinical/warnings.toml: warning ws-cardiac.status": "must be 'unconfirmed': a † stands in its words"}


def test_no_patient_reads_a_mark(told: Put) -> None:
    found = told("warnings", "It can start at once. Keep watching", "It can start at once†. Keep watching")
    assert found == {"clinical/warnings.toml: warning ws-eye.patient_window":
                     "is read by patients: no mark of doubt may stand in it"}


def test_a_stated_band_that_the_rates_do_not_bear_is_a_fault(told: Put) -> None:
    found = told("events", 'bands = ["common", "very-common"]', 'bands = ["common"]')
    assert found == {"clinical/events.toml: event ae-bleeding.bands": "must be common, very-common, as its rates say"}


def test_a_rate_in_doubt_makes_its_card_doubtful_and_bears_its_mark(told: Put) -> None:
    found = told("events", "0.24 % of acupuncture patients† (Melchart 2004)", "0.24 % of acupuncture patients (Melchart 2004)")
    assert found == {"clinical/events.toml: event ae-needle-forgotten.rates[0].text": "must carry its †"}


def test_a_rate_counts_something_and_has_a_source(told: Put) -> None:
    found = told("events", 'unit = "consultation"\nnumerator = 1\ndenominator = 31822\nsources = ["white-safa-2001"]',
                 'unit = "visits"\nnumerator = 2\ndenominator = 1')
    place = "clinical/events.toml: event ae-seizure"
    assert set(found) == {f"{place}.rates[0].unit", f"{place}.rates[0].sources", f"{place}.rates[0].numerator",
                          f"{place}.bands"}


def test_a_difference_concerns_an_entry_that_is_there(told: Put) -> None:
    found = told("disagreements", 'concerns = ["m-tibialis-posterior"]', 'concerns = ["m-tibialis"]')
    assert found == {"clinical/disagreements.toml: disagreement dis-tib-post.concerns": "'m-tibialis' is no entry"}


def test_a_difference_that_concerns_nothing_is_never_read(told: Put) -> None:
    found = told("disagreements", 'concerns = ["m-tibialis-posterior"]\n', "")
    assert list(found) == ["clinical/disagreements.toml: disagreement dis-tib-post.concerns"]


def test_a_place_rests_on_points_that_are_there(told: Put) -> None:
    found = told("jurisdictions", '"ag-sc", ', '"ag-xx", ')
    place = "clinical/jurisdictions.toml"
    assert set(found) == {f"{place}: jurisdiction GB-SCT.basis", f"{place}: point ag-sc"}
    assert found[f"{place}: point ag-sc"] == "holds in no place"


def test_each_card_has_a_rate_or_says_why_not(catalogue: Catalogue) -> None:
    for card in catalogue.events.values():
        assert card.rates or card.rate_note, card.id
        assert bands_of(card.rates) == card.bands, card.id


def test_the_numbers_of_the_consent_stand_in_the_studies(catalogue: Catalogue) -> None:
    said = " ".join(rate.text for study in catalogue.studies.values() for rate in study.rates)
    risks = {item.id: item for item in catalogue.consent["en"].risks}
    for name, numbers in {"rk-any": ("19.18 %", "36.7 %", "39.6 %"), "rk-major": ("20 of about 20,500", "0.04 %"),
                          "rk-serious-acu": ("7.98 per million", "1.01 per 10,000")}.items():
        assert all(number in said for number in numbers), name
        assert {study.sources[0] for study in catalogue.studies.values()}.issuperset(risks[name].sources)


def test_each_field_that_a_report_names_is_one_of_the_visit(catalogue: Catalogue) -> None:
    for item in catalogue.reporting.values():
        assert item.fields or item.lacking, item.id
        assert bool(item.stands) == bool(item.fields), item.id
        for name in item.fields:
            holder, _, field = name.partition(".")
            assert field in {part.name for part in dataclasses.fields(HOLDERS[holder])}, name
