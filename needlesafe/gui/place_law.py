"""What law and custom of a place fix: emergency number, age of consent, the record, and the points that they rest on."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.law import LAW_KINDS, Jurisdiction, LawPoint
from needlesafe.gui.messages import tr
from needlesafe.gui.sourced import sourced, title_mark
from needlesafe.gui.theme import GAP
from needlesafe.gui.widgets.words import Words

KIND_WORDS = {"consent-age": "Age of consent", "retention": "Keeping the record",
              "consent-test": "The tests behind the form", "privacy": "The data"}
"""What each kind of law is called, in the order of the page."""


class PlaceLaw(QWidget):
    """A place in short, then point by point, each with its source."""

    def __init__(self, catalogue: Catalogue, code: str, in_short: bool = False) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._catalogue = catalogue
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        place = catalogue.jurisdiction(code)
        self._column.addWidget(sourced(Words(_in_short(place)), place.title, place, catalogue))
        if not in_short:
            self._column.addWidget(Words(tr("Not legal advice: laws change."), "quiet"))
            self._add_points(place)

    def _add_points(self, place: Jurisdiction) -> None:
        law = self._catalogue.law
        named = [*(law[name] for name in place.basis), *(point for point in law.values() if point.everywhere)]
        for kind in LAW_KINDS:
            points = [point for point in named if point.kind == kind]
            if points:
                self._column.addWidget(Words(tr(KIND_WORDS[kind]), "strong"))
            for point in points:
                self._column.addWidget(self._point(point))

    def _point(self, point: LawPoint) -> QWidget:
        said = " ".join(part for part in (point.text, point.follows) if part)
        words = Words(f"{point.title}{title_mark(point, self._catalogue)}. {said}")
        return sourced(words, point.title, point, self._catalogue, aligned=True)


def _in_short(place: Jurisdiction) -> str:
    return tr("{place}: call {number}. A person consents alone from {age}. {record}").format(
        place=place.title, number=place.emergency_number, age=place.consent_age, record=place.retention)
