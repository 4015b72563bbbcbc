"""Patients from a file: shown, taken in, reported; nobody twice, nobody merged, every fault with its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.people import Patient
from needlesafe.errors import BadInput, UserError
from needlesafe.exchange.csv_table import LARGEST
from needlesafe.flow.duplicates import merge
from needlesafe.flow.patient_import import Preview, bytes_of, preview, report_text, save_report, take_in
from needlesafe.flow.progress import Progress
from needlesafe.flow.workplace import Workplace
from tests.helpers.workplaces import AOIFE, new_workplace

HEAD = "Family name;Given name;Birth date;Number\n"


@pytest.fixture
def workplace(tmp_path: Path, catalogue: Catalogue) -> Iterator[Workplace]:
    """A store with one patient."""
    place = new_workplace(tmp_path / "store", catalogue)
    place.store.keep_patient("p1", AOIFE)
    yield place
    place.store.close()


def looked_at(workplace: Workplace, *lines: str) -> Preview:
    """What a file of these lines would bring."""
    planned = preview(workplace, (HEAD + "\n".join(lines) + "\n").encode())
    assert planned is not None
    return planned


def names(workplace: Workplace) -> list[str]:
    """Everybody in the store."""
    return [row.patient.name for row in workplace.store.search_patients("", 20_000)]


def test_nothing_is_kept_by_looking(workplace: Workplace) -> None:
    planned = looked_at(workplace, "Walsh;Conor;1975-01-01;C-2", "Nolan;Eva;1980-02-02;")
    assert [line.patient for line in planned.new] == [Patient("Walsh", "Conor", "1975-01-01", "C-2"), Patient("Nolan", "Eva", "1980-02-02")]
    assert names(workplace) == ["Aoife Byrne"]


def test_everybody_who_can_be_is_taken_in(workplace: Workplace) -> None:
    report = take_in(workplace, looked_at(workplace, "Walsh;Conor;1975-01-01;C-2", "Nolan;;1980-02-02;", "Nolan;Eva;1980-02-02;"))
    assert (report.taken, report.whole, report.preview.faulty) == (2, True, 1)
    assert names(workplace) == ["Aoife Byrne", "Eva Nolan", "Conor Walsh"]
    assert workplace.store.patient_by_identifier("c-2").patient.name == "Conor Walsh"


@pytest.mark.parametrize(("line", "said", "here"), [
    ("Byrne;Aoife;1984-03-09;C-1042", "line 2: somebody of this name and birth date is here already", True),
    ("byrne;AOIFE;9.3.1984;", "line 2: somebody of this name and birth date is here already", True),
    ("Byrne;Aoife;1984-03-09;C-9", "line 2: somebody of this name and birth date is here already", True),
    ("Walsh;Conor;1975-01-01;c-1042", "line 2, number: belongs to somebody else, who is here already", False),
    ("Walsh;Con\U00013000r;1975-01-01;", "line 2, given name: holds a character that no document can show", False),
])
def test_who_is_here_is_not_taken_in_and_nobody_is_merged(workplace: Workplace, line: str, said: str, here: bool) -> None:
    planned = looked_at(workplace, line)
    assert planned.new == () and [str(fault) for fault in (planned.here if here else planned.faults)] == [said]
    assert take_in(workplace, planned).taken == 0
    assert workplace.store.patient("p1") == AOIFE and workplace.store.patient_events() == ()


def test_who_stands_in_the_file_twice_is_taken_in_once(workplace: Workplace) -> None:
    planned = looked_at(workplace, "Walsh;Conor;1975-01-01;C-2", "Walsh;Conor;1975-01-01;", "Nolan;Eva;1980-02-02;C-2")
    assert len(planned.new) == 1
    assert [str(fault) for fault in (*planned.here, *planned.faults)] == [
        "line 3: somebody of this name and birth date stands in line 2", "line 4, number: belongs to somebody else, who stands in line 2"]


def test_the_number_of_somebody_who_is_merged_is_not_given_away(workplace: Workplace) -> None:
    workplace.store.keep_patient("p2", replace(AOIFE, given_name="Eva", identifier="C-7"))
    merge(workplace, "p2", "p1")
    assert "belongs to somebody else" in str(looked_at(workplace, "Walsh;Conor;1975-01-01;C-7").faults[0])


def test_a_report_names_lines_and_nobody(workplace: Workplace, tmp_path: Path) -> None:
    planned = looked_at(workplace, "Walsh;Conor;1975-01-01;C-2", "Nolan;Eva;31.2.1980;C-3", "Byrne;Aoife;1984-03-09;")
    report = take_in(workplace, planned)
    text = report_text(report)
    assert "Taken in: 1" in text and "line 3, birth date: is no day that can be read" in text and "line 4: somebody" in text
    for secret in ("Walsh", "Conor", "Nolan", "Eva", "Byrne", "1975", "1980", "1984", "C-2"):
        assert secret not in text
    assert save_report(report, tmp_path / "out").read_text("utf-8") == text


def test_a_file_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        bytes_of(tmp_path / "none.csv")


def test_a_file_that_is_too_large_is_not_read_to_its_end(workplace: Workplace, tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(10 * LARGEST)
    data = bytes_of(path)
    assert len(data) == LARGEST + 1
    with pytest.raises(BadInput, match="larger than"):
        preview(workplace, data)


class Stopping(Progress):
    """Progress that is called off once so much is done."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self._after = after

    def goes_on(self, done: int, total: int) -> bool:
        """Goes on until so much is done."""
        if done >= self._after:
            self.call_off()
        return super().goes_on(done, total)


@pytest.mark.parametrize("count", [1_000, pytest.param(10_000, marks=pytest.mark.full)])
def test_thousands_of_lines_come_in_and_half_of_them_when_called_off(workplace: Workplace, count: int) -> None:
    lines = [f"Name{number};Given{number};{1930 + number % 80}-01-{1 + number % 28:02};N-{number}" for number in range(count)]
    data = (HEAD + "\n".join(lines) + "\n").encode()
    assert preview(workplace, data, progress=Stopping(count // 2)) is None
    planned = preview(workplace, data)
    assert planned is not None and len(planned.new) == count
    stopped = Stopping(count // 2)
    report = take_in(workplace, planned, stopped)
    assert (report.taken, report.whole, stopped.total) == (count // 2, False, count)
    again = preview(workplace, data)
    assert again is not None and (len(again.here), len(again.new)) == (count // 2, count // 2)
    going = Progress()
    assert take_in(workplace, again, going).whole and going.done == count // 2
    assert len(names(workplace)) == count + 1
