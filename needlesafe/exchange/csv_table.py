"""
Reads a table that a spreadsheet or another program wrote: encoding, separator and quotes are found out, and said.

Each record keeps the line on which it begins, so that whatever is wrong can be named with its line. A quotation mark that
never closes costs its own line and not the rest of the file.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from needlesafe.errors import BadInput, Fault

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
LARGEST = 32 * 1024 * 1024
"""Bytes; a hundred thousand patients take less."""
_LONGEST_RECORD = 25
"""Lines that one record may run over."""
_ENDS = re.compile("\r\n|\r|\n")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LAST_RESORT = "cp1252"

Record = tuple[int, tuple[str, ...]]
"""The line on which it begins, and its cells."""


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds."""

    encoding: str
    """The name of the encoding that it was read in."""
    certain: bool
    """Whether the file itself tells its encoding; otherwise accents should be looked at."""
    separator: str
    header: tuple[str, ...]
    records: tuple[Record, ...]
    """Without those that are empty."""
    faults: tuple[Fault, ...]
    """Lines that could not be taken apart."""


def read_table(data: bytes, score: Callable[[Sequence[str]], int], encoding: str = "") -> Table:
    """The table in the bytes of a file; `score` says how many columns of a first line are known, which tells the separator.

    BadInput where nothing can be read.
    """
    if len(data) > LARGEST:
        raise BadInput([Fault("the file", f"is larger than {LARGEST // 1024 // 1024} MB")], "Divide it into smaller ones.")
    text, used, certain = _decoded(data, encoding)
    lines = _ENDS.split(text)
    start, separator = _separator(lines, score)
    faults: list[Fault] = []
    found = list(_records(lines, start, separator, faults))
    if not found:
        raise BadInput([Fault("the file", "holds no line that can be read")], "Choose another file.")
    return Table(used, certain, separator, tuple(cell.strip() for cell in found[0][1]), tuple(found[1:]), tuple(faults))


def _decoded(data: bytes, encoding: str) -> tuple[str, str, bool]:
    """The text, the encoding, and whether it is certain."""
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    wide = "" if marked or b"\0" not in data[:400] else "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
    for name in (encoding,) if encoding else (marked,) if marked else (wide,) if wide else ("utf-8", _LAST_RESORT):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text, name.removesuffix("-sig"), name != _LAST_RESORT and not encoding
    raise BadInput([Fault("the file", "is no text that can be read")],
                   "Save it once more as CSV, in UTF-8 where the program offers it.")


def _separator(lines: Sequence[str], score: Callable[[Sequence[str]], int]) -> tuple[int, str]:
    """The line of the header, and what separates its cells; a line `sep=;` before it says so itself."""
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    told = re.fullmatch(r"sep=(.)", lines[start].strip(" \"'\r"), re.I)
    if told and told[1] in SEPARATORS:
        return start + 1, told[1]

    def known(separator: str) -> tuple[int, int]:
        first = next(_records(lines, start, separator, []), (0, ()))[1]
        return score(first), len(first)

    return start, max(SEPARATORS, key=known)


def _records(lines: Sequence[str], start: int, separator: str, faults: list[Fault]) -> Iterator[Record]:
    """The records that hold something, each with its line; what cannot be taken apart goes to the faults."""
    number = start
    while number < len(lines):
        taken, cells = _record(lines, number, separator)
        if cells is None:
            faults.append(Fault(f"line {number + 1}", "a quotation mark stands where none can, or is not closed"))
        elif any(cell.strip() for cell in cells):
            yield number + 1, cells
        number += taken


def _record(lines: Sequence[str], number: int, separator: str) -> tuple[int, tuple[str, ...] | None]:
    """How many lines a record takes, and its cells; None where it is none."""
    if '"' not in lines[number]:
        return 1, tuple(lines[number].split(separator))
    for last in range(number + 1, min(number + _LONGEST_RECORD, len(lines)) + 1):
        try:
            read = list(csv.reader(["\n".join(lines[number:last])], delimiter=separator, strict=True))
        except csv.Error:
            continue
        return last - number, tuple(cell for row in read for cell in row)
    return 1, None
