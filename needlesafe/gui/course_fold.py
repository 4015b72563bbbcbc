"""The course of treatment behind one quiet line: how many visits are planned, how often, what else was given or advised."""

from __future__ import annotations

from dataclasses import asdict

from needlesafe.domain.given import Course
from needlesafe.gui.form import Asked
from needlesafe.gui.messages import tr
from needlesafe.gui.told_fields import ToldFields, whole_between
from needlesafe.gui.widgets.field_row import Field
from needlesafe.gui.widgets.fold import Fold

MOST_VISITS = 1000


class CourseFold(Fold):
    """Three fields; all may stay empty."""

    def __init__(self) -> None:
        self.fields = ToldFields(
            Asked(Field("visits", tr("Visits planned in all"), "number"), whole_between(1, MOST_VISITS)),
            Asked(Field("frequency", tr("How often"))),
            Asked(Field("other_treatments", tr("Other treatments, given or advised"), "text")))
        self.fields.form.lay_into(self.fields.column)
        super().__init__(tr("Course"), "", self.fields)

    def show_course(self, course: Course) -> None:
        """Shows what is recorded, and says it in short."""
        self.fields.show_values(asdict(course))
        self.say(tr("Course"), _in_short(course))


def _in_short(course: Course) -> str:
    visits = [] if course.visits is None else [tr("1 visit") if course.visits == 1 else tr("{n} visits").format(n=course.visits)]
    parts = [*visits, *(text for text in (course.frequency, course.other_treatments.replace("\n", " ")) if text)]
    return ", ".join(parts) or tr("Visits planned, how often, other treatments")
