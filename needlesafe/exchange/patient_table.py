"""
Patients out of a table: which column holds what, and what every cell means.

Nothing is guessed: a date that can be read in two ways is a question for whoever hands in the file, a cell that a
spreadsheet would work out is refused, and whatever is not understood is named with its line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from needlesafe.domain.people import Contact, Patient
from needlesafe.errors import BadInput, Fault
from needlesafe.exchange.csv_table import Table, read_table

COLUMNS: dict[str, tuple[str, ...]] = {
    "family_name": ("familyname", "surname", "lastname", "name", "nachname", "familienname", "nom", "nomdefamille", "apellido",
                    "apellidos", "cognome"),
    "given_name": ("givenname", "givennames", "firstname", "forename", "vorname", "prenom", "nombre", "nome"),
    "birth_date": ("birthdate", "dateofbirth", "dob", "born", "birthday", "geburtsdatum", "geboren", "datedenaissance",
                   "fechadenacimiento", "datadinascita"),
    "identifier": ("number", "identifier", "id", "patientid", "patientnumber", "patientno", "no", "nr", "mrn", "nummer",
                   "patientennummer", "numero"),
    "sex": ("sex", "gender", "geschlecht", "sexe", "sexo", "sesso"),
    "phone": ("phone", "telephone", "tel", "mobile", "phonenumber", "telefon", "telefono", "handy"),
    "language": ("language", "sprache", "langue", "idioma", "lingua"),
    "contact_name": ("emergencycontact", "emergencycontactname", "nextofkin", "contactname", "notfallkontakt"),
    "contact_phone": ("emergencyphone", "emergencycontactphone", "nextofkinphone", "contactphone", "notfalltelefon"),
    "doctor_name": ("generalpractitioner", "gp", "gpname", "doctor", "familydoctor", "hausarzt", "medecintraitant"),
    "doctor_phone": ("generalpractitionerphone", "gpphone", "doctorphone", "hausarzttelefon"),
}
"""What each field's column may be called, without case, accents and signs."""
NEEDED = ("family_name", "given_name", "birth_date")
TITLES = {"family_name": "family name", "given_name": "given name", "birth_date": "birth date", "identifier": "number", "sex": "sex",
          "phone": "telephone", "language": "language", "contact_name": "whom to call", "contact_phone": "their telephone",
          "doctor_name": "general practitioner", "doctor_phone": "their telephone (general practitioner)"}
"""What each field is called where a fault is told."""
DAY_FIRST, MONTH_FIRST = "day-first", "month-first"
OLDEST = 130
"""Years."""
_LONGEST = 200
_SEXES = {"female": ("f", "female", "w", "weiblich", "woman", "frau", "femme", "mujer"),
          "male": ("m", "male", "maennlich", "mannlich", "man", "herr", "homme", "hombre"),
          "other": ("o", "other", "d", "divers", "x", "another", "nonbinary")}
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_WORDED = re.compile(r"(\d{1,2})\.? ([A-Za-z]{3,})\.?,? (\d{4})|([A-Za-z]{3,})\.? (\d{1,2}),? (\d{4})")
_KEPT_AS_TEXT = re.compile(r'="([^"=]*)"')
_PHONE = re.compile(r"[+(]?[\d\s()./-]+(?:(?:x|ext\.?)\s*\d+)?", re.I)


@dataclass(frozen=True, slots=True)
class PatientLine:
    """One line that became a patient."""

    line: int
    patient: Patient


@dataclass(frozen=True, slots=True)
class PatientTable:
    """What a file tells of patients."""

    table: Table
    columns: Mapping[str, int]
    """Where each field stands."""
    unused: tuple[str, ...]
    """The columns that are not taken over, by their names."""
    order: str
    """Whether dates such as 03/04/1980 were read with the day or with the month first; empty where nothing tells."""
    lines: tuple[PatientLine, ...]
    faults: tuple[Fault, ...]
    """Everything that is wrong, with its line."""

    @property
    def order_wanted(self) -> bool:
        """Whether somebody has to say which of day and month comes first."""
        return not self.order and any(_two_ways(self.cell(cells, "birth_date")) for _, cells in self.table.records)

    def cell(self, cells: Sequence[str], field: str) -> str:
        """What a record holds for a field."""
        return _cell(cells, self.columns, field)


def read_patients(data: bytes, today: str, encoding: str = "", order: str = "") -> PatientTable:
    """The patients that a CSV file tells. BadInput where it has no columns that are known."""
    table = read_table(data, lambda header: len(_columns(header)), encoding)
    columns = _columns(table.header)
    _demand_columns(table.header, columns)
    dates = [_cell(cells, columns, "birth_date") for _, cells in table.records]
    order = order or _order(dates)
    lines, faults = [], list(table.faults)
    for number, cells in table.records:
        reading = _Reading(number, cells, columns, order)
        patient = reading.patient(today, len(table.header))
        faults.extend(reading.faults)
        if patient is not None:
            lines.append(PatientLine(number, patient))
    unused = tuple(name for place, name in enumerate(table.header) if name and place not in columns.values())
    return PatientTable(table, columns, unused, order, tuple(lines), tuple(sorted(faults, key=line_of)))


def line_of(fault: Fault) -> int:
    """The line that a fault names; 0 where it names none."""
    return int(found[1]) if (found := re.match(r"line (\d+)", fault.place)) else 0


def _columns(header: Sequence[str]) -> dict[str, int]:
    """Where each field stands; of two columns of one meaning the first."""
    found: dict[str, int] = {}
    for place, name in enumerate(header):
        plain = _plain(name)
        field = next((field for field, names in COLUMNS.items() if plain in names), "")
        if field:
            found.setdefault(field, place)
    return found


def _demand_columns(header: Sequence[str], columns: Mapping[str, int]) -> None:
    if lacking := [TITLES[field] for field in NEEDED if field not in columns]:
        named = ", ".join(f"“{name[:40]}”" for name in header[:12] if name)
        raise BadInput([Fault("line 1", f"names no column for {', '.join(lacking)}. Its columns are {named or 'without names'}")],
                       "Name the columns in the first line, such as: family name, given name, birth date, number. "
                       "A column for the whole name has to be divided into two.")


def _plain(name: str) -> str:
    """A column's name without case, accents and signs."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in apart if letter.isascii() and letter.isalnum())


def _cell(cells: Sequence[str], columns: Mapping[str, int], field: str) -> str:
    place = columns.get(field, -1)
    return cells[place].strip() if 0 <= place < len(cells) else ""


class _Reading:
    """One record while it is read, with what is wrong with it."""

    def __init__(self, line: int, cells: Sequence[str], columns: Mapping[str, int], order: str) -> None:
        self.faults: list[Fault] = []
        self._line, self._cells, self._columns, self._order = line, cells, columns, order

    def patient(self, today: str, wide: int) -> Patient | None:
        """The patient that it tells; None where anything is wrong with it."""
        if any(cell.strip() for cell in self._cells[wide:]):
            self.faults.append(Fault(f"line {self._line}", f"has {len(self._cells)} cells, and the first line names {wide} columns"))
            return None
        told = {field: self.text(field) for field in COLUMNS}
        for field in NEEDED:
            if not told[field] and not self.has_fault(field):
                self.blame(field, "is empty")
        born, sex = self.day(told["birth_date"], today), self.sex(told["sex"])
        for field in ("phone", "contact_phone", "doctor_phone"):
            if told[field] and not any(letter.isdigit() for letter in told[field]):
                self.blame(field, "holds no digit")
        if self.faults:
            return None
        return Patient(told["family_name"], told["given_name"], born, told["identifier"], told["language"], told["phone"],
                       _contact(told["contact_name"], told["contact_phone"]), sex,
                       general_practitioner=_contact(told["doctor_name"], told["doctor_phone"]))

    def blame(self, field: str, what: str) -> None:
        """Notes what is wrong with a cell; what it holds is not repeated."""
        self.faults.append(Fault(f"line {self._line}, {TITLES[field]}", what))

    def has_fault(self, field: str) -> bool:
        """Whether something is wrong with a cell already."""
        return any(fault.place == f"line {self._line}, {TITLES[field]}" for fault in self.faults)

    def text(self, field: str) -> str:
        """A cell as it was meant; empty where it cannot be taken."""
        raw = _cell(self._cells, self._columns, field)
        if kept := _KEPT_AS_TEXT.fullmatch(raw):
            raw = kept[1].strip()
        elif raw[:1] == "'" and raw[1:2] and raw[1] in "=+-@0123456789":
            raw = raw[1:]
        phone = field.endswith("phone")
        if raw[:1] in ("=", "@", "+", "-") and not (phone and _PHONE.fullmatch(raw)):
            self.blame(field, "is a formula for a spreadsheet, not a text")
            return ""
        if len(raw) > _LONGEST:
            self.blame(field, f"is longer than {_LONGEST} letters")
            return ""
        if any(unicodedata.category(letter) == "Cc" for letter in raw):
            self.blame(field, "holds a line break or a control character")
            return ""
        return " ".join(raw.split())

    def day(self, text: str, today: str) -> str:
        """The birth date; empty where it is none."""
        if not text:
            return ""
        readings = _readings(text, self._order)
        if len(readings) != 1:
            self.blame("birth_date", "can be read in two ways" if readings else "is no day that can be read")
            return ""
        born = readings.pop()
        if born > date.fromisoformat(today) or born.year < int(today[:4]) - OLDEST:
            self.blame("birth_date", "is a day on which nobody alive was born")
            return ""
        return born.isoformat()

    def sex(self, text: str) -> str:
        """The sex; empty where none was told."""
        known = next((sex for sex, words in _SEXES.items() if _plain(text) in words), "")
        if text and not known:
            self.blame("sex", "is none of female, male, other")
        return known


def _contact(name: str, phone: str) -> Contact | None:
    return Contact(name, phone) if name or phone else None


def _readings(text: str, order: str) -> set[date]:
    """Every day that a text can mean."""
    if found := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return _days((found[1], found[2], found[3]))
    if found := _NUMERIC.fullmatch(text):
        day_first, month_first = (found[4], found[3], found[1]), (found[4], found[1], found[3])
        if found[2] == "." or order == DAY_FIRST:
            return _days(day_first)
        return _days(month_first) if order == MONTH_FIRST else _days(day_first, month_first)
    if found := _WORDED.fullmatch(text):
        day, month, year = found.group(1, 2, 3) if found[1] else found.group(5, 4, 6)
        number = [n for n, name in enumerate(_MONTHS, 1) if name.startswith(month.lower())]
        return _days((year, str(number[0]), day)) if len(number) == 1 else set()
    return set()


def _days(*written: tuple[str, str, str]) -> set[date]:
    """The days that there are, of years, months and days."""
    found = set()
    for year, month, day in written:
        try:
            found.add(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return found


def _order(dates: Sequence[str]) -> str:
    """Which of day and month comes first, where the file tells by a number above twelve; empty where nothing or both do."""
    pairs = [(int(found[1]), int(found[3])) for text in dates if (found := _NUMERIC.fullmatch(text)) and found[2] != "."]
    day_first, month_first = any(first > 12 for first, _ in pairs), any(second > 12 for _, second in pairs)
    return "" if day_first is month_first else DAY_FIRST if day_first else MONTH_FIRST


def _two_ways(text: str) -> bool:
    return len(_readings(text, "")) > 1
