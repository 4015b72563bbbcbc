"""Patients out of CSV: separators, encodings, quotes, formulas, dates; every fault with its line."""

from __future__ import annotations

from random import Random

import pytest

from needlesafe.domain.people import Contact, Patient
from needlesafe.errors import BadInput
from needlesafe.exchange.patient_table import DAY_FIRST, MONTH_FIRST, PatientTable, read_patients

TODAY = "2026-11-21"
HEAD = "Family name,Given name,Birth date,Number,Phone\n"


def read(text: str, **how: str) -> PatientTable:
    """What a text in UTF-8 tells."""
    return read_patients(text.encode(), TODAY, **how)


def told(table: PatientTable) -> list[str]:
    """The faults as they are said."""
    return [str(fault) for fault in table.faults]


def one(cell: str, column: str = "Birth date") -> PatientTable:
    """What a line tells that holds one odd cell."""
    cells = {"Family name": "Byrne", "Given name": "Aoife", "Birth date": "1984-03-09", "Number": "C-1", "Phone": "01 555 0142", column: cell}
    quoted = ('"' + value.replace('"', '""') + '"' for value in cells.values())
    return read(HEAD + ",".join(quoted) + "\n")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_separators_line_ends_and_encodings_are_found_out(separator: str, ending: str, encoding: str) -> None:
    rows = [["Nachname", "Vorname", "Geburtsdatum", "Bemerkung, frei"], ["Müller", "Zoë", "1.5.1980", "a"], ["Großmann", "Lukas", "31.12.1975", ""]]
    text = ending.join(separator.join(f'"{cell}"' if separator in cell else cell for cell in row) for row in rows)
    found = read_patients(text.encode(encoding), TODAY)
    assert [line.patient.name for line in found.lines] == ["Zoë Müller", "Lukas Großmann"]
    assert [line.line for line in found.lines] == [2, 3]
    assert found.table.separator == separator and found.unused == ("Bemerkung, frei",) and not found.faults
    assert found.table.certain is (encoding != "cp1252")


def test_another_encoding_can_be_said() -> None:
    data = "Surname;First name;Born\nŻółć;Łucja;1980-05-01\n".encode("cp1250")
    assert read_patients(data, TODAY).lines[0].patient.family_name != "Żółć"
    assert read_patients(data, TODAY, encoding="cp1250").lines[0].patient.name == "Łucja Żółć"


def test_a_spreadsheets_line_about_its_separator_is_no_header() -> None:
    found = read("sep=;\nSurname;First name;DOB\nByrne;Aoife;1984-03-09\n")
    assert found.lines[0].line == 3 and found.table.separator == ";"


def test_every_column_is_taken_over() -> None:
    found = read("surname,first name,dob,mrn,gender,mobile,language,emergency contact,emergency phone,gp,gp phone\n"
                 "Byrne,Aoife,9 March 1984,C-1042,F,+353 1 555 0142,en,Seán Byrne,01 555 0143,Dr Nolan,01 555 0150\n")
    assert found.lines[0].patient == Patient(
        "Byrne", "Aoife", "1984-03-09", "C-1042", "en", "+353 1 555 0142", Contact("Seán Byrne", "01 555 0143"), "female",
        general_practitioner=Contact("Dr Nolan", "01 555 0150"))
    assert found.faults == ()


@pytest.mark.parametrize(("written", "born"), [
    ("1984-03-09", "1984-03-09"), ("19840309", "1984-03-09"), ("9.3.1984", "1984-03-09"), ("09.03.1984", "1984-03-09"),
    ("9 March 1984", "1984-03-09"), ("9. Mar 1984", "1984-03-09"), ("March 9, 1984", "1984-03-09"), ("29/02/1980", "1980-02-29"),
    ("02/29/1980", "1980-02-29"), ("5/5/1980", "1980-05-05"), ("1984-03-09 00:00:00", "1984-03-09"),
])
def test_dates_are_read(written: str, born: str) -> None:
    assert one(written).lines[0].patient.birth_date == born


@pytest.mark.parametrize(("written", "fault"), [
    ("", "is empty"), ("03/04/1980", "can be read in two ways"), ("30/02/1980", "is no day that can be read"), ("9/3/84", "is no day"),
    ("30750", "is no day"), ("about 1980", "is no day"), ("2027-01-01", "nobody alive"), ("1850-01-01", "nobody alive"),
    ("9 Ma 1984", "is no day"), ("=TODAY()", "is a formula"),
])
def test_what_is_no_date_is_named_with_its_line(written: str, fault: str) -> None:
    found = one(written)
    assert found.lines == () and len(found.faults) == 1
    assert told(found)[0].startswith("line 2, birth date: ") and fault in told(found)[0]


def test_the_order_of_day_and_month_is_told_by_the_file_or_asked_for() -> None:
    unsure = HEAD + "Byrne,Aoife,03/04/1980,,\n"
    assert read(unsure).order_wanted and read(unsure).lines == ()
    assert read(unsure, order=DAY_FIRST).lines[0].patient.birth_date == "1980-04-03"
    assert read(unsure, order=MONTH_FIRST).lines[0].patient.birth_date == "1980-03-04"
    sure = read(unsure + "Walsh,Conor,25/12/1975,,\n")
    assert sure.order == DAY_FIRST and not sure.order_wanted and sure.lines[0].patient.birth_date == "1980-04-03"
    both = read(unsure + "Walsh,Conor,25/12/1975,,\nNolan,Eva,12/25/1975,,\n")
    assert both.order == "" and both.order_wanted and [line.patient.given_name for line in both.lines] == ["Conor", "Eva"]


@pytest.mark.parametrize("cell", ["=1+1", "=cmd|'/c calc'!A1", "+1+1", "-1", "@SUM(A1)", '=HYPERLINK("x")', "'=1+1"])
@pytest.mark.parametrize("column", ["Family name", "Given name", "Number"])
def test_a_formula_is_refused_wherever_a_text_is_wanted(cell: str, column: str) -> None:
    found = one(cell, column)
    assert found.lines == () and told(found) == [f"line 2, {column.lower()}: is a formula for a spreadsheet, not a text"]


@pytest.mark.parametrize(("cell", "phone"), [("+353 1 555 0142", "+353 1 555 0142"), ("'+353 1 555", "+353 1 555"), ('="0142"', "0142"),
                                             ("(01) 555-0142", "(01) 555-0142"), ("", "")])
def test_a_telephone_number_may_begin_with_a_plus(cell: str, phone: str) -> None:
    assert one(cell, "Phone").lines[0].patient.phone == phone


@pytest.mark.parametrize("cell", ["+1+cmd|' /C calc'!A0", "-2+3+cmd", "=A1", "none"])
def test_a_telephone_number_that_is_none_is_refused(cell: str) -> None:
    assert told(one(cell, "Phone"))[0].startswith("line 2, telephone: ")


def test_a_quotation_mark_that_never_closes_costs_its_own_line_alone() -> None:
    found = read(HEAD + 'Byrne,"Aoife,1984-03-09,,\n' + "".join(f"Walsh,Conor{n},1975-01-01,{n},\n" for n in range(40)))
    assert len(found.lines) == 40 and [fault.place for fault in found.faults] == ["line 2"]


def test_a_line_break_inside_quotes_keeps_the_lines_after_it_in_count() -> None:
    found = read("Surname,First name,DOB,Remarks\nByrne,Aoife,1984-03-09,\"two\nlines\"\nWalsh,,1975-01-01,\n")
    assert [line.line for line in found.lines] == [2] and told(found) == ["line 4, given name: is empty"]


def test_more_cells_than_columns_are_a_fault_and_fewer_are_empty_cells() -> None:
    found = read(HEAD + "Byrne,Aoife,1984-03-09,C-1,01,too much\nWalsh,Conor,1975-01-01\n")
    assert told(found) == ["line 2: has 6 cells, and the first line names 5 columns"]
    assert found.lines[0].patient.name == "Conor Walsh"


def test_a_cell_with_a_control_character_or_too_many_letters_is_refused() -> None:
    assert "control character" in told(one("By\x07rne", "Family name"))[0]
    assert "longer than" in told(one("B" * 201, "Family name"))[0]


@pytest.mark.parametrize(("text", "said"), [
    ("", "holds no line"), ("a,b,c\n1,2,3\n", "names no column for family name, given name, birth date"),
    ("Name,DOB\nAoife Byrne,1984-03-09\n", "names no column for given name"),
])
def test_a_file_that_is_no_table_of_patients_is_refused(text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read(text)


@pytest.mark.parametrize("data", [b"%PDF-1.7\n\x00\x01\x02" * 50, b"\xff\xfe\x00", b"PK\x03\x04" + bytes(300)])
def test_a_file_that_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput):
        read_patients(data, TODAY)


def test_no_bytes_whatever_bring_it_down() -> None:
    random = Random(8)
    alphabet = [b"a", b",", b";", b'"', b"\n", b"\r", b"\t", b"=", b"\xc3", b"\xff", b"\0", HEAD.encode(), b"1984-03-09"]
    for _ in range(400):
        data = b"".join(random.choices(alphabet, k=random.randint(0, 60)))
        for start in (b"", HEAD.encode()):
            try:
                read_patients(start + data, TODAY)
            except BadInput as error:
                assert error.faults
