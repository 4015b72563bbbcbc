"""What stands in a PDF as others read it: its text by poppler and by PDFium, its attached files by poppler, qpdf and pikepdf."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

import needlesafe.gui  # noqa: F401  it works round a defect of PySide6 and comes before any use of Qt
from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtPdf import QPdfDocument

Pages = list[str]


def by_poppler(pdf: bytes, folder: Path) -> Pages:
    """The text of each page in the order in which it was drawn."""
    _demand("pdftotext")
    told = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", str(_kept(pdf, folder)), "-"], capture_output=True, check=True)
    assert told.stderr == b""
    return told.stdout.decode("utf-8").split("\f")[:-1]


def by_pdfium(pdf: bytes, _folder: Path) -> Pages:
    """The text of each page, as PDFium reads it."""
    data, held = QByteArray(pdf), QBuffer()
    held.setData(data)
    held.open(QBuffer.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(held)
    assert document.error() == QPdfDocument.Error.None_
    read = [document.getAllText(number).text() for number in range(document.pageCount())]
    document.close()
    return read


READERS: dict[str, Callable[[bytes, Path], Pages]] = {"pdftotext": by_poppler, "PDFium": by_pdfium}


def squeezed_text(pages: Pages, end_of_head: str) -> str:
    """The text in small letters without blanks: all of it, then once more without the running lines of each page, so that
    what a page break parts stands together; `end_of_head` is what they end with."""
    plain = ["".join(page.split()).lower() for page in pages]
    return "".join(plain) + "\n" + "".join(re.sub(f"^.*?{re.escape(end_of_head)}(·trial)?", "", page) for page in plain)


def detached_by_pikepdf(pdf: bytes, _folder: Path) -> dict[str, bytes]:
    """The attached files by their names."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return {name: file.get_file().read_bytes() for name, file in opened.attachments.items()}


def detached_by_qpdf(pdf: bytes, folder: Path) -> dict[str, bytes]:
    """The attached files by their names."""
    _demand("qpdf")
    file = _kept(pdf, folder)
    listed = subprocess.run(["qpdf", "--list-attachments", str(file)], capture_output=True, text=True, check=True).stdout
    names = [line.split(" -> ")[0] for line in listed.splitlines() if " -> " in line]
    return {name: subprocess.run(["qpdf", f"--show-attachment={name}", str(file)], capture_output=True, check=True).stdout
            for name in names}


def detached_by_poppler(pdf: bytes, folder: Path) -> dict[str, bytes]:
    """The attached files by their names."""
    _demand("pdfdetach")
    out = folder / "detached"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    subprocess.run(["pdfdetach", "-saveall", "-o", str(out), str(_kept(pdf, folder))], capture_output=True, check=True)
    return {file.name: file.read_bytes() for file in out.iterdir()}


DETACHERS: dict[str, Callable[[bytes, Path], dict[str, bytes]]] = {
    "pikepdf": detached_by_pikepdf, "qpdf": detached_by_qpdf, "pdfdetach": detached_by_poppler}


def syntax_faults(pdf: bytes, folder: Path) -> str:
    """What qpdf complains of, warnings included; empty where it finds nothing."""
    _demand("qpdf")
    told = subprocess.run(["qpdf", "--check", str(_kept(pdf, folder))], capture_output=True, text=True)
    return "" if told.returncode == 0 and "WARNING" not in told.stderr else told.stdout + told.stderr


def _demand(tool: str) -> None:
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed: the documents were not read by it")


def _kept(pdf: bytes, folder: Path) -> Path:
    file = folder / "read.pdf"
    file.write_bytes(pdf)
    return file
