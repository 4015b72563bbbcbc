"""Which key a foot pedal sends for a needle in, a needle out and the next site; kept as soon as it is pressed."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from needlesafe.flow.pedal import DEEDS, pedal_keys, set_pedal_key
from needlesafe.flow.workplace import Workplace
from needlesafe.gui.messages import tr
from needlesafe.gui.theme import GAP_TIGHT
from needlesafe.gui.widgets.button import Button
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.key_field import KeyField
from needlesafe.gui.widgets.words import Words
from needlesafe.gui.widgets.wrap_layout import WrapLayout

TAKEN = {"F1", "F4", "F6", "F7", "F8", "F9", "Return", "Enter", "Ctrl+Return", "Space", "Tab", "Backspace", "Escape", "Ctrl+Z",
         "Up", "Down", "Left", "Right"}
"""The keys that do something else on every screen."""
_WORDS = {"in": "A needle in", "out": "A needle out", "next": "The next site"}


class PedalCard(Card):
    """Three fields that take a key each."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(tr("Foot pedal"), tr("Counts needles on the treatment screen while your hands stay clean. Press a "
                                              "field, then the pedal."))
        self._workplace = workplace
        self.fields: dict[str, KeyField] = {}
        self.clear: dict[str, Button] = {}
        for deed in DEEDS:
            self._add(deed)
        self.said = Words("", "quiet")
        self.said.hide()
        self.body.addWidget(self.said)
        self._show(pedal_keys(workplace))

    def _add(self, deed: str) -> None:
        label = tr(_WORDS[deed])
        self.fields[deed], self.clear[deed] = KeyField(label), Button(tr("Take the key away"), "quiet")
        self.clear[deed].setAccessibleDescription(label)
        self.fields[deed].chosen.connect(lambda key: self._keep(deed, key))
        self.clear[deed].clicked.connect(lambda: self._keep(deed, ""))
        row, line = QVBoxLayout(), WrapLayout()
        row.setSpacing(GAP_TIGHT // 2)
        row.addWidget(Words(label, "strong"))
        for button in (self.fields[deed], self.clear[deed]):
            line.addWidget(button)
        row.addLayout(line)
        self.body.addLayout(row)

    def _keep(self, deed: str, key: str) -> None:
        if key in TAKEN:
            self._say(tr("{key} does something else already. Set the pedal to another key.").format(key=key), "stop")
            return
        self._show(set_pedal_key(self._workplace, deed, key))
        self._say(tr("Kept."), "done")

    def _show(self, keys: dict[str, str]) -> None:
        for deed, field in self.fields.items():
            field.set_key(keys.get(deed, ""))
            self.clear[deed].setVisible(deed in keys)

    def _say(self, words: str, tone: str) -> None:
        self.said.say(words)
        self.said.show_tone(tone)
        self.said.show()
