"""
Patients from a CSV file: first what would be taken in is shown, then it is taken in, then there is a report.

A line with a fault is never taken in. A line that looks like somebody who is here is not taken in either and nobody is
merged with anybody: so a file that was taken in half can be taken in once more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from needlesafe.domain.likeness import plain_name
from needlesafe.domain.people import Patient
from needlesafe.errors import Fault, UnprintableCharacter, UserError
from needlesafe.exchange.csv_table import LARGEST
from needlesafe.exchange.patient_table import PatientLine, PatientTable, line_of, read_patients
from needlesafe.flow.duplicates import EVERYBODY, standing_merges
from needlesafe.flow.export import write_aside
from needlesafe.flow.printable import demand_printable
from needlesafe.flow.progress import Progress
from needlesafe.flow.workplace import Workplace
from needlesafe.store.search_words import folded

_AT_ONCE = 100
"""Patients that are kept in one go: a screen never waits longer for the store."""
_STEP = 200
"""Lines between two looks at the progress."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would bring."""

    table: PatientTable
    new: tuple[PatientLine, ...]
    """Who would be taken in."""
    here: tuple[Fault, ...]
    """Lines that are not taken in because somebody of that name and birth date is here, or stands further up."""
    faults: tuple[Fault, ...]
    """Everything that is wrong, with its line."""

    @property
    def lines(self) -> int:
        """How many lines tell of somebody."""
        return len(self.table.table.records)

    @property
    def faulty(self) -> int:
        """How many lines have a fault."""
        return len({line_of(fault) for fault in self.faults})


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a file."""

    preview: Preview
    taken: int
    """How many patients were taken in."""

    @property
    def whole(self) -> bool:
        """Whether everybody was taken in who could be."""
        return self.taken == len(self.preview.new)


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is to be read where it does not say so itself."""

    encoding: str = ""
    order: str = ""


def bytes_of(path: Path) -> bytes:
    """The bytes of a file that the user chose, and no more than a table of patients has. UserError where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise UserError(f"{path.name} cannot be read: {error.strerror}.", "Nothing was changed.", "Choose another file.") from None


def preview(workplace: Workplace, data: bytes, reading: Reading = Reading(), progress: Progress | None = None) -> Preview | None:
    """What a file would bring; None where it was called off. BadInput where it is no table of patients."""
    going = progress or Progress()
    table = read_patients(data, workplace.today(), reading.encoding, reading.order)
    known = _Known(workplace)
    new, here, faults = [], [], list(table.faults)
    for count, line in enumerate(table.lines):
        if count % _STEP == 0 and not going.goes_on(count, len(table.lines)):
            return None
        fault, is_here = known.fault_of(line)
        if fault is None:
            new.append(line)
            known.add(line.patient, line.line)
        else:
            (here if is_here else faults).append(fault)
    return Preview(table, tuple(new), tuple(here), tuple(sorted(faults, key=line_of)))


def take_in(workplace: Workplace, planned: Preview, progress: Progress | None = None) -> Report:
    """What became of the file: who was taken in stays, also where it is called off or the store refuses on the way."""
    going, taken = progress or Progress(), 0
    for batch in _batches(planned.new):
        if not going.goes_on(taken, len(planned.new)):
            break
        workplace.store.add_patients({workplace.new_id(): line.patient for line in batch})
        taken += len(batch)
    going.goes_on(taken, len(planned.new))
    return Report(planned, taken)


def report_text(report: Report) -> str:
    """The report as a text: lines and what is wrong with them, and nobody's name."""
    planned = report.preview
    head = [f"Lines that tell of somebody: {planned.lines}", f"Taken in: {report.taken}",
            f"Not taken in, because it was called off: {len(planned.new) - report.taken}",
            f"Not taken in, because somebody like that is here: {len(planned.here)}",
            f"Not taken in, because something is wrong: {planned.faulty}"]
    told = [str(fault) for fault in sorted((*planned.here, *planned.faults), key=line_of)]
    return "\n".join((*head, "", *told)) + "\n"


def save_report(report: Report, folder: Path) -> Path:
    """The report as it was written. UserError where the place does not take it."""
    return write_aside(folder, "patients-taken-in.txt", report_text(report).encode())


class _Known:
    """Who is here, by number and by name and birth date, with those of the file who come to them."""

    def __init__(self, workplace: Workplace) -> None:
        self._by_number: dict[str, tuple[tuple[str, str, str], int]] = {}
        self._persons: dict[tuple[str, str, str], int] = {}
        for row in workplace.store.search_patients("", EVERYBODY):
            self.add(row.patient, 0)
        for merge in standing_merges(workplace):
            self.add(merge.merged.patient, 0)

    def add(self, patient: Patient, line: int) -> None:
        """Notes somebody, with the line on which they stand; 0 for the store."""
        person = _person(patient)
        self._persons.setdefault(person, line)
        if patient.identifier.strip():
            self._by_number.setdefault(_number(patient), (person, line))

    def fault_of(self, told: PatientLine) -> tuple[Fault | None, bool]:
        """Why a line is not taken in, and whether that is because somebody like that is here."""
        try:
            demand_printable(asdict(told.patient))
        except UnprintableCharacter as error:
            return Fault(f"line {told.line}, {error.place.replace('_', ' ')}", "holds a character that no document can show"), False
        number, person = _number(told.patient), _person(told.patient)
        if number and number in self._by_number:
            owner, line = self._by_number[number]
            if owner != person:
                return Fault(f"line {told.line}, number", f"belongs to somebody else, who {_where(line)}"), False
        if person in self._persons:
            return Fault(f"line {told.line}", f"somebody of this name and birth date {_where(self._persons[person])}"), True
        return None, False


def _where(line: int) -> str:
    return f"stands in line {line}" if line else "is here already"


def _person(patient: Patient) -> tuple[str, str, str]:
    return plain_name(patient.family_name), plain_name(patient.given_name), patient.birth_date


def _number(patient: Patient) -> str:
    return folded(patient.identifier.strip())


def _batches(lines: Sequence[PatientLine]) -> Iterator[Sequence[PatientLine]]:
    return (lines[start:start + _AT_ONCE] for start in range(0, len(lines), _AT_ONCE))
