"""The specimen, made once for all tests that look at it, and the tools that read it."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest

from needlesafe.content import load
from needlesafe.documents import Facts
from needlesafe.documents.build import Built
from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.rules import assess
from needlesafe.domain.visit import Visit
from tests.documents import specimen
from tests.helpers.verapdf import VeraPdf

Reader = Callable[[bytes], str]
Knowing = Callable[[Visit], Facts]


@pytest.fixture(scope="session")
def built() -> Built:
    """The whole specimen."""
    return specimen.build_specimen()


@pytest.fixture(scope="session")
def draft() -> Built:
    """The specimen before it is signed."""
    return specimen.build_specimen_draft()


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The content that the program ships."""
    return load()


@pytest.fixture(scope="session")
def facts_of(catalogue: Catalogue) -> Knowing:
    """Makes the facts of a visit."""
    return lambda visit: Facts(visit, assess(visit, catalogue), catalogue)


@pytest.fixture
def opened(built: Built) -> Iterator[pikepdf.Pdf]:
    """The specimen, parsed."""
    with pikepdf.open(io.BytesIO(built.pdf)) as pdf:
        yield pdf


@pytest.fixture(scope="session")
def verapdf() -> Iterator[VeraPdf]:
    """The validator, started once."""
    validator = VeraPdf()
    yield validator
    validator.close()


@pytest.fixture
def read_text(tmp_path: Path) -> Reader:
    """Reads what stands between head and foot of all pages, with blanks made one."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed: the text of the documents was not read")

    def read(pdf: bytes) -> str:
        file = tmp_path / "read.pdf"
        file.write_bytes(pdf)
        body = ["-r", "72", "-x", "0", "-y", "48", "-W", "620", "-H", "742"]
        told = subprocess.run(["pdftotext", "-enc", "UTF-8", *body, str(file), "-"], capture_output=True, check=True)
        return " ".join(told.stdout.decode("utf-8").split())

    return read
