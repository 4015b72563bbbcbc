"""The same hand with nothing but a keyboard: Tab to a control, Space on it, letters into it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from needlesafe.gui.review_page import ReviewPage
from needlesafe.gui.widgets.choice_row import ChoiceRow
from needlesafe.gui.widgets.field_row import FieldRow
from tests.journey.hand import Hand, Raw

MOST_TABS = 900
"""More than any page holds: a control that is not met by then cannot be reached."""


class KeyboardHand(Hand):
    """Never touches a pointer."""

    def reach(self, widget: QWidget) -> None:
        """Presses Tab until the control has the focus; a check on the way back where that is shorter is not taken."""
        self.qtbot.waitUntil(lambda: widget.isVisible() and widget.isEnabled() and widget.height() > 10, timeout=5000)
        met: dict[str, None] = {}
        for _ in range(MOST_TABS):
            now = QApplication.focusWidget()
            if now is widget:
                return
            assert now is not None, f"the focus is nowhere on the way to {widget.accessibleName()!r}"
            met[f"{type(now).__name__} {now.accessibleName()}"] = None
            QTest.keyClick(now, Qt.Key.Key_Tab)
        raise AssertionError(f"no Tab reaches {widget.accessibleName()!r}; met {list(met)}")

    def click(self, widget: QWidget) -> None:
        """Tab, then Space."""
        self.reach(widget)
        QTest.keyClick(widget, Qt.Key.Key_Space)

    def write(self, row: FieldRow | ChoiceRow, value: object) -> None:
        """Tab to the field, types, and leaves it by Tab."""
        if isinstance(row, ChoiceRow):
            self.choose(row, f"{value:g}")
            return
        self.reach(row.edit)
        self.type(row.edit, value)
        QTest.keyClick(row.edit, Qt.Key.Key_Tab)
        self.settle()

    def choose(self, row: ChoiceRow | FieldRow, value: str) -> None:
        """Space on the button, or Down in the list until the choice stands there."""
        if isinstance(row, ChoiceRow):
            self.click(next(button for button in row.buttons if button.value == value))
            return
        self.reach(row.edit)
        for _ in range(row.edit.count()):
            if row.edit.currentData() == value:
                return
            QTest.keyClick(row.edit, Qt.Key.Key_Down)
        raise AssertionError(f"no Down reaches {value!r}")

    def open(self, step: str) -> None:
        """Tab to the step on the rail, then Space; the button at the foot where the rail has not been there yet."""
        if self.screen.step != step:
            item = self.screen.rail.item_of(step)
            self.click(item if item.isEnabled() else self.screen.foot.next)
            self.look_again()
        self.settle()
        assert self.screen.step == step, self.screen.step

    def look_again(self) -> None:
        """Goes on from what is shown once more, by Tab and Space."""
        if isinstance(self.screen.aside, ReviewPage):
            self.click(self.screen.foot.next)

    def choose_region(self, region: str, side: str) -> None:
        """Types the region's name above the list, then Down to the side, then Enter."""
        found = self.page.list
        self.reach(found.search)
        found.search.selectAll()
        self.type(found.search, self.screen.desk.workplace.catalogue.regions[region].title)
        QTest.keyClick(found.search, Qt.Key.Key_Down)
        for _ in range(found.list.count()):
            entry = found.list.currentItem().data(Qt.ItemDataRole.UserRole)
            if (entry.region, entry.side) == (region, side):
                break
            QTest.keyClick(found.list, Qt.Key.Key_Down)
        QTest.keyClick(found.list, Qt.Key.Key_Return)
        self.settle()

    def do_signatures(self, raw: Raw) -> None:
        """Types and attests every name."""
        for signature in raw["consent"]["signatures"]:
            card = self.page.cards[(signature["role"], signature["for"][0])]
            self.click(card.pad.switch)
            self.write(card.pad.name, signature["typed"])
            self.click(card.pad.attest)
            self.click(card.pad.sign)
            self.settle()

    def finish(self) -> None:
        """The button that seals the record, by Tab and Space."""
        button: QAbstractButton = self.screen.foot.next
        self.click(button)
        self.look_again()
        self.settle()
