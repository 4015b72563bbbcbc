"""Faults between the questions that follow upon others, and between the rules that speak for others."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from needlesafe.content.crosscheck import Reading, crosscheck
from needlesafe.domain.catalogue import Catalogue


def told(catalogue: Catalogue, table: str, name: str, **keys: Any) -> dict[str, str]:
    """The faults of a catalogue in which one entry says something else."""
    entries = getattr(catalogue, table)
    odd = replace(catalogue, **{table: {**entries, name: replace(entries[name], **keys)}})
    return {fault.place.partition(": ")[2]: fault.text for fault in crosscheck(Reading(odd, {}))}


def test_a_question_follows_upon_one_that_is_there(catalogue: Catalogue) -> None:
    assert told(catalogue, "questions", "pr-laminectomy", only_after=("pr-spine-surgry",)) == {
        "question pr-laminectomy.only_after": "'pr-spine-surgry' is no question; the nearest is 'pr-spine-surgery'"}


@pytest.mark.parametrize(("name", "first"), [("pr-pregnancy-t2", "pr-pregnancy-t1"), ("pr-smoker", "pr-smoker")])
def test_a_question_follows_upon_no_other_that_follows_nor_upon_itself(catalogue: Catalogue, name: str, first: str) -> None:
    assert told(catalogue, "questions", name, only_after=(first,))[f"question {name}.only_after"] == (
        f"'{first}' follows upon another question itself")


def test_what_a_question_follows_upon_is_asked_as_often(catalogue: Catalogue) -> None:
    yearly = told(catalogue, "questions", "pr-pregnant", every_visit=False, ask_again_days=365)
    assert {name for name, words in yearly.items() if words == "'pr-pregnant' is asked less often"} == {
        f"question {name}.only_after" for name in ("pr-pregnancy-t1", "pr-pregnancy-t2", "pr-pregnancy-t3", "pr-pregnancy-complicated")}
    assert told(catalogue, "questions", "pr-epilepsy", every_visit=True, ask_again_days=0) == {}


def test_what_bears_on_a_question_bears_on_what_it_follows_upon(catalogue: Catalogue) -> None:
    touches = (*catalogue.changes["ch-implants"].touches, "pr-organomegaly")
    assert told(catalogue, "changes", "ch-implants", touches=tuple(name for name in touches if name != "pr-abdominal-organ")) == {
        f"question {name}.only_after": "'pr-abdominal-organ' is not asked anew after 'ch-implants', which bears on this question"
        for name in ("pr-hernia", "pr-organomegaly")}


def test_only_what_holds_no_visit_up_is_left_out_after_a_first_needling(catalogue: Catalogue) -> None:
    assert told(catalogue, "questions", "pr-first-treatment", action="clearance") == {
        "question pr-first-treatment.only_first": "is for questions that hold no visit up"}


@pytest.mark.parametrize(("speaker", "words"), [
    ("cr-flight-div", "'cr-flight-div' is no question or rule; the nearest is 'cr-flight-dive'"),
    ("cr-bleeding-disorder", "'cr-bleeding-disorder' cannot speak for it: both must be of the scope 'site', and it must speak for itself"),
    ("cr-face-filler", "'cr-face-filler' cannot speak for it: both must be of the scope 'site', and it must speak for itself")])
def test_who_speaks_for_a_rule_is_there_speaks_of_sites_and_for_itself(catalogue: Catalogue, speaker: str, words: str) -> None:
    for table, name, kind in (("rules", "cr-smoker", "rule"), ("questions", "pr-smoker", "question")):
        assert told(catalogue, table, name, spoken_for_by=(speaker,)) == {f"{kind} {name}.spoken_for_by": words}
