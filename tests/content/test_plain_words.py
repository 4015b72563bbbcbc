"""Lay texts stay at reading grade 8 or below, and the grade is that of the formula."""

from __future__ import annotations

import socket
from dataclasses import replace

import pytest

from needlesafe.content.plain_words import FEWEST_WORDS, HARDEST, grade, hard_texts, lay_texts, read, syllables
from needlesafe.domain.catalogue import Catalogue

SPOKEN = {"while": 1, "needles": 2, "needle": 2, "muscle": 2, "pressed": 1, "needed": 2, "hours": 1, "risks": 1,
          "bruises": 2, "infection": 3, "anticoagulant": 6, "blood-thinning": 3, "10,000": 1, "patient's": 2, "medicine": 3}


@pytest.mark.parametrize(("word", "number"), SPOKEN.items())
def test_a_word_has_the_syllables_that_are_spoken(word: str, number: int) -> None:
    assert syllables(word) == number


def test_the_grade_is_that_of_flesch_and_kincaid() -> None:
    assert grade("The cat sat on the mat.") == pytest.approx(0.39 * 6 + 11.8 * 1 - 15.59)
    assert grade("The cat sat. The dog ran off.") == pytest.approx(0.39 * 3.5 + 11.8 * 1 - 15.59)
    assert grade("") == grade("…") == 0


def test_a_figure_and_a_placeholder_are_words_like_others() -> None:
    assert grade("About 1 in 10,000 treatments. {patient} reads it.") == grade("About one in ten treatments. Name reads it.")


def test_a_number_with_a_point_ends_no_sentence() -> None:
    assert grade("Press for 2.5 minutes on it") == pytest.approx(0.39 * 6 + 11.8 * 7 / 6 - 15.59)


def test_every_lay_text_of_the_shipped_content_is_plain(catalogue: Catalogue) -> None:
    assert hard_texts(catalogue) == []
    graded = read(catalogue)
    assert len(graded) > 400 and graded[0].grade <= HARDEST
    assert [told.grade for told in graded] == sorted((told.grade for told in graded), reverse=True)


def test_questions_consent_risks_warnings_and_red_flags_are_lay_texts(catalogue: Catalogue) -> None:
    places = {place for place, _ in lay_texts(catalogue)}
    asked = next(q for q in catalogue.questions.values() if q.asked_of == "both")
    own = next(q for q in catalogue.questions.values() if q.asked_of == "practitioner")
    assert f"clinical/questions.toml: question {asked.id}.text" in places
    assert f"clinical/questions.toml: question {own.id}.text" not in places
    assert f"clinical/questions.toml: question {own.id}.patient_words" in places
    for place in ("clinical/regions.toml: region calf.risk", "clinical/warnings.toml: warning ws-nerve.patient_action",
                  "consent/en.toml: paragraphs.declaration-patient", "consent/en.toml: risk rk-lung.text",
                  "consent/en.toml: red_flag rf-chest.emergency", "consent/en.toml: chest tc-reason.text"):
        assert place in places
    text = catalogue.consent["en"]
    assert {f"consent/en.toml: understanding {item.id}.text" for item in text.understanding} <= places


def test_a_hard_text_is_a_fault_with_its_grade_and_a_short_one_is_not_judged(catalogue: Catalogue) -> None:
    calf = catalogue.regions["calf"]
    hard = "Intramuscular stimulation occasionally precipitates considerable haematoma formation necessitating hospitalisation."
    assert len(hard.split()) >= FEWEST_WORDS
    [fault] = hard_texts(replace(catalogue, regions={**catalogue.regions, "calf": replace(calf, risk=hard)}))
    assert fault.place == "clinical/regions.toml: region calf.risk"
    assert f"reads at grade {grade(hard):.1f}" in fault.text
    short = "Considerable haematoma formation."
    assert not hard_texts(replace(catalogue, regions={**catalogue.regions, "calf": replace(calf, risk=short)}))


def test_grading_opens_no_connection(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")
    monkeypatch.setattr(socket, "socket", refuse)
    assert grade("A word that nobody has counted before: pneumomediastinum.") > 0
