"""What went in comes out: every word, in every script that can be set, or a refusal that names the character."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics

from needlesafe.documents import accents, faces
from needlesafe.documents.build import Built, build
from needlesafe.documents.faces import BODY, FALLBACK
from needlesafe.documents.fonts import register_faces
from needlesafe.documents.typesetter import Typesetter
from needlesafe.documents.words import Piece, Run, dressed, require_printable, unprintable
from needlesafe.errors import UnprintableCharacter, UserError
from tests.documents import specimen
from tests.documents.conftest import Reader

SETTER = Typesetter()
EVERYTHING = (
    "Harbour Street Physiotherapy", "Specimen of every piece", "Fever today. The visit ends here.",
    "Left neck pain for 6 weeks", "Upper trapezius, left", "The answer was given in words that take more than one line",
    specimen.ACCENTS, specimen.GREEK, specimen.CYRILLIC, specimen.SIGNS, specimen.HOSTILE, "I have read the pages.",
    "First line second line third \u2620 line", "+353 91 555 0142", "stay together.", "Allergies", "Mary Byrne, witness",
    "typed, attested", "Conor Walsh, practitioner",
)


def _sheet(*pieces: object) -> bytes:
    return build(list(pieces), specimen.SHEET).pdf


def test_every_text_is_found_by_pdftotext(built: Built, read_text: Reader) -> None:
    text = read_text(built.pdf)
    missing = [wanted for wanted in EVERYTHING if wanted not in text]
    assert not missing


def test_a_long_note_is_whole_in_a_paragraph_a_list_and_a_torn_row(built: Built, read_text: Reader) -> None:
    text = read_text(built.pdf).replace("Key Value ", "")
    assert text.count(specimen.LONG_NOTE) == 3


@pytest.mark.parametrize("word", [specimen.LONG_WORD, f"\u03a9{specimen.LONG_WORD}\u2620", "\u2620" * 700])
def test_a_word_longer_than_a_page_is_set_over_lines_with_nothing_lost(word: str, read_text: Reader) -> None:
    assert word in read_text(_sheet(SETTER.text(word))).replace(" ", "")
    table = SETTER.table((), [(word,)], (1,))
    assert word in read_text(_sheet(table)).replace(" ", "")
    narrow = SETTER.beside(SETTER.text(word[:900]), SETTER.text("beside"), shares=(1, 12))
    assert word[:900] in read_text(_sheet(narrow)).replace(" ", "").replace("beside", "")


def test_the_blank_of_a_line_end_is_kept_for_screen_readers(opened: object) -> None:
    content = opened.pages[1].Contents.read_bytes()
    line_ends = [line for line in content.split(b"\n") if line.endswith(b"T* ET") or b" Tj T*" in line]
    assert line_ends
    assert any(b" ) Tj T*" in line or b"\\001) Tj T*" in line for line in line_ends)


def test_decomposed_letters_are_set_as_one(read_text: Reader) -> None:
    name = "Zoe\u0308 Nguye\u0302\u0303n"
    assert unicodedata.normalize("NFC", name) in read_text(_sheet(SETTER.text(name)))


@pytest.mark.parametrize(("text", "character"), [
    ("Gauge \u4e2d here", "\u4e2d"), ("Smile \U0001f9a0", "\U0001f9a0"), ("bell \x07", "\x07"), ("nul \x00", "\x00"),
    ("hidden \u200b", "\u200b"), ("turned \u202e", "\u202e"), ("shalom \u05d0", "\u05d0"), ("\u0627 alif", "\u0627"),
    ("half \ud83d", "\ud83d"), ("private \ue000", "\ue000"), ("unassigned \u0378", "\u0378"),
    ("object \ufffc", "\ufffc"), ("heart \u2764\ufe0f", "\ufe0f"), ("two\u035cletters", "\u035c"),
    (" \u0301 alone", "\u0301"), ("first\n\u0323", "\u0323"), ("pile x\u0301\u0302\u0304", "\u0304"),
])
def test_a_character_that_cannot_be_printed_is_named_with_its_place(text: str, character: str) -> None:
    with pytest.raises(UnprintableCharacter) as caught:
        SETTER.text(text)
    assert caught.value.character == character
    assert f"U+{ord(character):04X}" in str(caught.value)
    assert isinstance(caught.value, UserError)
    with pytest.raises(UnprintableCharacter) as named:
        require_printable(text, "the patient's name")
    assert named.value.place == "the patient's name"


def test_a_sheet_refuses_what_it_cannot_print_and_names_the_field() -> None:
    with pytest.raises(UnprintableCharacter) as caught:
        replace(specimen.SHEET, patient="\u4e2d")
    assert caught.value.place == "patient"


def test_markup_in_a_text_is_text() -> None:
    assert dressed("a < b & c</para>", "Body") == [Piece("a < b & c</para>", "Body")]


def test_a_strong_run_is_set_in_the_semi_bold_face() -> None:
    assert dressed(("a", Run("b", strong=True)), "Body") == [Piece("a", "Body"), Piece("b", "BodySemi")]


def test_a_mark_stays_in_the_face_of_its_letter() -> None:
    assert dressed("a\u2620\u0301", "Body")[-1] == Piece("\u2620\u0301", "Fallback")


ACCENTED = ["\u1ecd\u0300d\u00fan", "\u0437\u0430\u0301\u043c\u043e\u043a", "x\u0308\u0323y\u0308\u0323", "B\u0303l\u0303j\u0303", "\u0104\u0301\u0117\u0303",
            "a\u0335\u03b1\u0342\u0345", "k\u030ek\u030e"]


@pytest.mark.parametrize("strong", [False, True])
@pytest.mark.parametrize("text", ACCENTED)
def test_accents_without_a_letter_of_their_own_are_read_back(text: str, strong: bool, read_text: Reader) -> None:
    told = " ".join([text] * 60)
    assert unicodedata.normalize("NFC", told) in read_text(_sheet(SETTER.text(Run(told, strong=strong))))


def test_every_accent_stands_over_under_or_across_the_middle_of_its_letter() -> None:
    for accent in accents.settable():
        for letter in "axbgMj":
            face = BODY if accent in faces.characters(BODY) else FALLBACK
            left, _, right, _ = faces.box_of(letter, face)
            start, _, end, _ = faces.box_of(accent, face)
            place, = accents.placed(letter + accent, face)
            middle = faces.width_of(letter, face) + place.across + (start + end) / 2
            assert abs(middle - (left + right) / 2) < 0.01


def test_a_second_accent_keeps_clear_of_the_first_and_of_a_tall_or_deep_letter() -> None:
    first, second = accents.placed("x\u0301\u0302", BODY)
    assert first.up == 0
    assert second.up > faces.box_of("\u0301", BODY)[3] - faces.box_of("\u0301", BODY)[1]
    raised, = accents.placed("b\u0301", BODY)
    assert raised.up == faces.box_of("b", BODY)[3] - faces.box_of("x", BODY)[3]
    lowered, lowest = accents.placed("g\u0323\u0331", BODY)
    assert lowest.up < lowered.up < 0


def test_the_faces_have_the_characters_and_widths_that_reportlab_finds() -> None:
    register_faces()
    for face in faces.FACES:
        found = pdfmetrics.getFont(face).face
        assert {ord(known) for known in faces.characters(face)} <= set(found.charToGlyph)
        assert len(found.charToGlyph) - len(faces.characters(face)) <= 2
        assert all(faces.width_of(known, face) == found.charWidths[ord(known)] for known in faces.characters(face))


@pytest.mark.full
def test_every_character_that_can_be_set_is_read_back_in_every_weight(read_text: Reader) -> None:
    letters = sorted(faces.characters(BODY) | faces.characters(FALLBACK))
    told = [f"x{letter}y{letter}{letter}z" for letter in letters if letter not in accents.settable() and not unprintable(letter)]
    told += [f"{letter}{accent}z" for accent in sorted(accents.settable()) for letter in "abcgxzMj\u03b1\u044f"]
    assert len(told) > 5000
    for strong in (False, True):
        text = read_text(_sheet(*(SETTER.text(Run(words, strong=strong)) for words in told)))
        lost = [words for words in told if unicodedata.normalize("NFC", " ".join(words.split())) not in text]
        assert not lost


@given(st.text(max_size=60))
def test_any_text_is_printed_or_refused_by_name(text: str) -> None:
    try:
        pieces = dressed(text, "Body")
    except UnprintableCharacter as refusal:
        assert refusal.character in unicodedata.normalize("NFC", text)
        return
    paragraph = SETTER.text(text)
    paragraph.wrap(80, 1000)
    assert "".join("".join(piece.text for piece in pieces).split()) == "".join(unicodedata.normalize("NFC", text).split())
