"""What a mark must be to count as a signature."""

import pytest

from needlesafe.domain.consent import Consent, Signature, Understood, signature_fault, talked_over


def test_nothing_drawn_is_blank():
    assert signature_fault(()) == "blank"


def test_a_dot_is_no_signature():
    assert signature_fault((((0.5, 0.5, 0, 0.4), (0.501, 0.502, 8, 0.5), (0.5, 0.5, 16, 0.4)),)) == "dot"


def test_a_drawn_name_is_a_signature():
    strokes = (((0.1, 0.4, 0, 0.5), (0.2, 0.6, 16, 0.6), (0.3, 0.3, 32, 0.6), (0.45, 0.5, 48, 0.5)),)

    assert signature_fault(strokes) == ""


def test_a_signature_counts_for_no_other_draft():
    signature = Signature("patient", ("needling",), "Aoife Byrne", typed="Aoife Byrne", draft="aa")

    assert Consent(signatures=(signature,), draft="aa").signed("patient", "needling")
    assert not Consent(signatures=(signature,), draft="bb").signed("patient", "needling")


def test_a_signature_for_needling_is_none_for_the_chest():
    signature = Signature("patient", ("needling",), "Aoife Byrne", typed="Aoife Byrne", draft="aa")

    assert not Consent(signatures=(signature,), draft="aa").signed("patient", "chest")


@pytest.mark.parametrize("strokes", [
    [[(0.1, 0.5), (0.4, 0.51), (0.9, 0.5)]],
    [[(0.2, 0.1), (0.2, 0.5), (0.201, 0.9)]],
    [[(0.1, 0.2), (0.3, 0.4)], [(0.4, 0.5), (0.5, 0.6)]]])
def test_a_single_line_is_no_signature_however_it_lies_or_is_put_together(strokes: list) -> None:
    drawn = tuple(tuple((x, y, n * 16, 0.5) for n, (x, y) in enumerate(stroke)) for stroke in strokes)
    assert signature_fault(drawn) == "line"


@pytest.mark.parametrize("strokes", [
    [[(0.1, 0.3), (0.4, 0.7)], [(0.1, 0.7), (0.4, 0.3)]],
    [[(0.1, 0.5), (0.3, 0.38), (0.5, 0.62), (0.7, 0.38), (0.9, 0.5)]]])
def test_a_cross_and_a_low_wave_are_drawn_by_somebody(strokes: list) -> None:
    drawn = tuple(tuple((x, y, n * 16, 0.5) for n, (x, y) in enumerate(stroke)) for stroke in strokes)
    assert signature_fault(drawn) == ""


def test_a_talk_stands_with_its_answer_and_nowhere_else() -> None:
    consent = Consent(answered=(Understood("a", "no"), Understood("a", "yes")))
    assert [told.talk for told in talked_over(consent, 0, "again").answered] == ["again", ""]
    assert talked_over(consent, 2, "again") == talked_over(consent, -1, "again") == consent
