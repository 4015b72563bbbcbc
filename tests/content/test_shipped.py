"""The content as shipped: what must be there, ids that stay for ever, and what no patient may read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from needlesafe.content.permanent import changed_ids, ids
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.doubt import marked_texts
from needlesafe.paths import assets_dir

EVERY_VISIT = {
    "ci-unwilling", "ci-no-capacity", "ci-uncontrolled-movement", "ci-medical-emergency", "ci-fever-infection",
    "ci-local-skin", "ci-suspected-dvt", "ci-intoxicated", "pr-fasting-fatigue", "pr-alcohol-sedatives",
    "pr-pregnancy-unknown", "pr-asthma-cough", "pr-driving", "pr-exposure", "pr-emergency-plan",
}
"""The rows that are asked again at each session."""
LEAST = {"questions": 96, "factors": 63, "rules": 70, "regions": 35, "muscles": 105, "nerves": 30, "events": 34, "warnings": 14,
         "principles": 16, "technique": 20, "readiness": 23}
DOUBTED = re.compile(r"([\d.,]+(?: to [\d.,]+)? ?[\w%°]+)†")
"""A number with its unit behind which stands that no source confirmed it."""


def test_ids_are_permanent(catalogue: Catalogue) -> None:
    assert changed_ids((assets_dir() / "clinical" / "ids.txt").read_text("utf-8"), catalogue, {}) == []


def test_ids_are_unique_across_all_tables_that_a_finding_or_an_answer_may_name(catalogue: Catalogue) -> None:
    named = [name for name in (line.partition(" ")[2] for line in ids(catalogue))]
    twice = {name for name in named if named.count(name) > 1}
    assert not twice


@pytest.mark.parametrize("table", LEAST)
def test_there_is_enough_of_each_kind(catalogue: Catalogue, table: str) -> None:
    assert len(getattr(catalogue, table)) >= LEAST[table]


def test_the_rows_of_every_session_are_asked_at_every_session(catalogue: Catalogue) -> None:
    assert {name for name in EVERY_VISIT if not catalogue.questions[name].every_visit} == set()


def test_what_every_visit_asks_is_not_kept_for_a_while(catalogue: Catalogue) -> None:
    assert not [q.id for q in catalogue.questions.values() if q.every_visit == bool(q.ask_again_days)]


def test_each_factor_that_a_rule_speaks_of_can_be_asked_or_worked_out(catalogue: Catalogue) -> None:
    spoken = {name for rule in catalogue.rules.values() for name in (*rule.if_any, *rule.if_all, *rule.unless)}
    asked = set(catalogue.questions_of_factor)
    worked_out = set(catalogue.computed) | {factor for fact in catalogue.computed.values() for factor in fact.factors}
    assert not spoken - asked - worked_out


def test_locks_are_those_of_the_source(catalogue: Catalogue) -> None:
    muscles = catalogue.muscles.values()
    assert {m.id for m in muscles if m.prohibited} == {
        "m-digastric", "m-longus-colli", "m-rectus-capitis-posterior-minor", "m-obliquus-capitis-superior", "m-subclavius",
        "m-intercostals"}
    assert {m.id for m in muscles if m.locked_levels} == {"m-psoas-major"}
    assert {m.id for m in muscles if m.needs == "ultrasound"} == {"m-scalenes", "m-pectineus", "m-adductor-brevis",
                                                                  "m-quadratus-femoris"}
    assert {m.id for m in muscles if m.needs == "training"} == {"m-medial-pterygoid", "m-lateral-pterygoid",
                                                                "m-gemelli-obturator-internus", "m-pelvic-floor"}
    assert {r.id for r in catalogue.regions.values() if r.locked} == {"anterior-neck", "supraclavicular-fossa"}


def test_an_acknowledgement_is_named_for_its_region(catalogue: Catalogue) -> None:
    for region in catalogue.regions.values():
        assert [item.id for item in region.acknowledgements] == [
            f"{region.id}-ack-{number}" for number in range(1, len(region.acknowledgements) + 1)]


def patient_texts(catalogue: Catalogue) -> Iterator[tuple[Any, str, str]]:
    """Everything that a patient reads in a document, but questions: the entry, the field, the words."""
    text = catalogue.consent["en"]
    tables: list[tuple[Any, tuple[str, ...]]] = [
        (catalogue.questions.values(), ("patient_words",)), (catalogue.rules.values(), ("patient_words",)),
        (catalogue.regions.values(), ("risk", "patient_title", "delayed_extra")),
        (catalogue.warnings.values(), ("patient_text", "patient_window", "patient_action")),
        (text.red_flags, ("title", "emergency", "same_day", "ring_us"))]
    tables += [(getattr(text, part), ("text",)) for part in ("elements", "benefits", "risks", "alternatives", "chest",
                                                              "understanding", "aftercare")]
    return ((entry, field, getattr(entry, field)) for entries, fields in tables for entry in entries for field in fields)


def test_no_number_in_doubt_stands_in_what_a_patient_reads(catalogue: Catalogue) -> None:
    """Where marks say which numbers are in doubt, those are not read; where none do, no number is."""
    found = []
    for entry, field, words in patient_texts(catalogue):
        doubted = [number for _, text in marked_texts(entry) for number in DOUBTED.findall(text)]
        if entry.status == "unconfirmed" and (any(number in words for number in doubted)
                                              or not doubted and re.search(r"\d", words)):
            found.append(f"{entry.id}.{field}: {words}")
    assert not found


DAYS = re.compile(r"\b(\w+|\d+) days\b", re.I)
CHEST_ENTRIES = {"ws-pneumothorax", "rk-lung", "af-chest", "rf-chest"}


def of_the_chest(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Every text about the lung that a patient reads."""
    for entry, field, words in patient_texts(catalogue):
        if entry.id in CHEST_ENTRIES or entry.id.startswith("tc-") or re.search(r"\b(lung|collapsed)\b", words):
            yield f"{entry.id}.{field}", words
    for name, words in catalogue.consent["en"].paragraphs.items():
        if re.search(r"\blung\b", words):
            yield name, words


def test_the_chest_is_told_everywhere_the_same(catalogue: Catalogue) -> None:
    counted = {}
    for place, words in of_the_chest(catalogue):
        numbers = {number.lower() for number in DAYS.findall(words)} - {"next", "the", "over", "or", "of"}
        assert numbers <= {"two", "three"}, (place, words)
        if "two" in numbers:
            assert "up to two days later" in words, place
        assert not re.search(r"\b(24|48|72) ?h", words), place
        counted[place] = numbers
    assert counted["ws-pneumothorax.patient_window"] == {"two", "three"}
    for region in catalogue.regions.values():
        if region.lung == "yes" and not region.locked:
            assert counted[f"{region.id}.risk"] == {"two", "three"}, region.id


def test_what_a_patient_reads_names_no_id_and_no_source(catalogue: Catalogue) -> None:
    known = {name for name in catalogue.references if "-" in name}
    for entry, field, words in patient_texts(catalogue):
        assert not re.search(r"\b(ci|pr|pf|cr|cf|m|n|ws|ae|rk|tc|dis|gp)-[a-z]", words), (entry.id, field)
        assert not known.intersection(re.findall(r"[a-z0-9-]+", words)), (entry.id, field)
        assert not re.search(r"[†‡\[\]<>]", words), (entry.id, field)


def test_a_lay_text_is_there_for_everything_that_a_plan_brings(catalogue: Catalogue) -> None:
    for region in catalogue.regions.values():
        assert region.risk and region.patient_title, region.id
    for warning in catalogue.warnings.values():
        assert warning.patient_text and warning.patient_window and warning.patient_action, warning.id
