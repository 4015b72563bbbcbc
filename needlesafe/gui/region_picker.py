"""Regions to choose from, group by group: what somebody is trained for, what an insurer excludes."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from needlesafe.domain.catalogue import GROUPS, Catalogue
from needlesafe.gui.messages import tr
from needlesafe.gui.theme import GAP
from needlesafe.gui.widgets.choice_row import Choice, ChoiceRow
from needlesafe.gui.widgets.words import Words

GROUP_WORDS = {"head-face": "Head and face", "neck": "Neck", "thorax": "Chest and upper back", "abdomen": "Abdomen",
               "lumbosacral": "Lower back", "pelvis": "Pelvis", "upper-limb": "Arm", "lower-limb": "Leg"}


class RegionPicker(QWidget):
    """As many regions as apply; none beforehand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.groups: list[ChoiceRow] = []
        self._chosen: tuple[str, ...] = ()
        self._fault = Words("", "quiet", "stop")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self._column.addWidget(self._fault)
        self._fault.hide()

    def show_regions(self, catalogue: Catalogue) -> None:
        """Shows the regions that may be needled at all; what was chosen before stays chosen."""
        if self.groups:
            return
        for group in GROUPS:
            choices = tuple((region.id, region.title) for region in catalogue.regions.values()
                            if region.group == group and not region.locked)
            if choices:
                row = ChoiceRow(Choice(group, tr(GROUP_WORDS[group]), choices, many=True))
                self.groups.append(row)
                self._column.insertWidget(self._column.count() - 1, row)
        self.set_value(self._chosen)

    def value(self) -> tuple[str, ...]:
        """Returns the chosen regions, in the catalogue's order."""
        if not self.groups:
            return self._chosen
        return tuple(name for row in self.groups for name in row.value() or ())

    def set_value(self, chosen: tuple[str, ...]) -> None:
        """Shows what is chosen."""
        self._chosen = chosen
        for row in self.groups:
            row.set_value(chosen)

    def set_fault(self, fault: str) -> None:
        """Shows in words what is wrong, or nothing."""
        self._fault.say(fault)
        self._fault.setVisible(bool(fault))
