"""What a mark must be to count as a signature."""

from needlesafe.domain.consent import Consent, Signature, signature_fault


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
