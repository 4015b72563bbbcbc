"""Who is beside the patient is named on the first page; whoever is named signs."""

from __future__ import annotations

import pytest

from needlesafe.domain.companions import Chaperone, Guardian, Interpreter, Witness
from needlesafe.flow.gates import signatures_wanted
from needlesafe.gui.companions_card import CompanionsCard
from needlesafe.gui.visit_screen import VisitScreen
from tests.gui.pages.conftest import DeskOf, ScreenOf
from tests.helpers.visit_files import UPPER_TRAPEZIUS, begun


@pytest.fixture
def screen(desk_of: DeskOf, screen_of: ScreenOf) -> VisitScreen:
    """A visit at its first step."""
    return screen_of(desk_of(begun(UPPER_TRAPEZIUS)), "who")


def write(card: CompanionsCard, role: str, **fields: str) -> None:
    """Unfolds a role and writes into its fields."""
    card.folds[role].unfold()
    for name, words in fields.items():
        row = card.fields[role].form.rows[name]
        row.edit.setPlainText(words) if row.field.kind == "text" else row.edit.setText(words)
        row.commit()


def test_everybody_who_is_named_is_recorded(screen: VisitScreen) -> None:
    card = screen.page.companions
    write(card, "guardian", name="Seán Byrne", relation="father", basis="birth certificate seen")
    write(card, "interpreter", name="Maria Rossi", language="Italian")
    write(card, "witness", name="Tom Daly")
    card.folds["chaperone"].unfold()
    card.fields["chaperone"].form.rows["answer"].buttons[0].click()
    write(card, "chaperone", name="Ann Quirke")
    visit = screen.desk.visit
    assert visit.guardian == Guardian("Seán Byrne", "father", "", "birth certificate seen")
    assert visit.interpreter == Interpreter("Maria Rossi", "Italian") and visit.witness == Witness("Tom Daly")
    assert visit.chaperone == Chaperone("accepted", "Ann Quirke")
    roles = [role for role, purpose in signatures_wanted(screen.desk.standing) if purpose == "needling"]
    assert roles == ["patient", "guardian", "interpreter", "witness", "chaperone", "practitioner"]


def test_nothing_is_recorded_before_there_is_a_name(screen: VisitScreen) -> None:
    write(screen.page.companions, "guardian", relation="father")
    assert screen.desk.visit.guardian is None


def test_an_emptied_name_takes_somebody_back(screen: VisitScreen) -> None:
    write(screen.page.companions, "witness", name="Tom Daly")
    write(screen.page.companions, "witness", name="")
    assert screen.desk.visit.witness is None


@pytest.mark.parametrize("name", ["Aoife Byrne", "conor walsh"])
def test_the_interpreter_is_never_the_patient_or_the_practitioner(screen: VisitScreen, name: str) -> None:
    card = screen.page.companions
    write(card, "interpreter", language="Italian", name=name)
    assert screen.desk.visit.interpreter is None
    assert "somebody else has to do it" in card.fields["interpreter"].form.rows["name"].edit.accessibleDescription()


def test_a_chaperone_who_was_declined_needs_no_name(screen: VisitScreen) -> None:
    card = screen.page.companions
    card.folds["chaperone"].unfold()
    card.fields["chaperone"].form.rows["answer"].buttons[1].click()
    assert screen.desk.visit.chaperone == Chaperone("declined")
    assert "chaperone" not in [role for role, _ in signatures_wanted(screen.desk.standing)]
