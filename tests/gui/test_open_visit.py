"""A new visit for somebody whose last one is not finished: asked first, with the way back to that one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.reception import begin
from needlesafe.flow.visit_desk import VisitDesk
from needlesafe.gui.new_patient import PatientPage
from needlesafe.gui.window import Window
from tests.gui.conftest import Opened
from tests.helpers.workplaces import AOIFE, ZOE, new_workplace


@pytest.fixture
def window(home_on: Opened, tmp_path: Path, catalogue: Catalogue) -> Window:
    """The window at home."""
    new_workplace(tmp_path / "store", catalogue).store.close()
    return home_on(tmp_path / "store")


@pytest.fixture
def desk(window: Window) -> VisitDesk:
    """An unfinished visit of Aoife, who is chosen at home."""
    desk = begin(window.workplace, AOIFE)
    window.home.refresh()
    window.home.show_patient(desk.visit.patient_id)
    return desk


def test_a_second_visit_is_asked_about_and_the_first_is_one_press_away(window: Window, desk: VisitDesk) -> None:
    home = window.home
    assert home.again.isHidden()
    home.foot.next.click()
    assert window.page is home and home.again.isVisible()
    words = " ".join(label.text() for label in home.again.findChildren(QLabel) if label.isVisible())
    assert "has an unfinished visit" in words and "at Who" in words
    assert QApplication.focusWidget() is home.again.rows[desk.visit_id]
    home.foot.next.click()
    assert window.page is home
    home.again.rows[desk.visit_id].click()
    assert window.visit.desk.visit_id == desk.visit_id


def test_a_new_one_may_be_begun_all_the_same(window: Window, desk: VisitDesk) -> None:
    window.home.foot.next.click()
    window.home.again.new.click()
    assert isinstance(window.page, PatientPage)


def test_nothing_is_asked_where_no_visit_is_open(window: Window, desk: VisitDesk) -> None:
    window.workplace.store.keep_patient("p-zoe", ZOE)
    window.home.foot.next.click()
    window.home.show_patient("p-zoe")
    assert window.home.again.isHidden()
    window.home.foot.next.click()
    assert isinstance(window.page, PatientPage)
