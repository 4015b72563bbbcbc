"""One clinic, its key and one small sealed file, made once for all tests that only look at them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.seal import Register, SealKey, make_key, seal
from tests.helpers.sealed_documents import EveryDocument, one_of_each
from tests.seal.small_pdf import small_pdf

CLINIC = "Harbour Street Physiotherapy"
NOW = datetime(2026, 11, 21, 10, 2, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def key() -> SealKey:
    """The clinic's key."""
    return make_key(CLINIC, NOW)


@pytest.fixture(scope="session")
def sealed(key: SealKey) -> bytes:
    """The small file under the clinic's seal."""
    return seal(small_pdf(), key, when=NOW, reason="Consent to dry needling")


@pytest.fixture
def register(tmp_path: Path, key: SealKey) -> Register:
    """A register that knows the clinic's certificate and no file."""
    kept = Register(tmp_path / "register")
    kept.add_certificate(key.certificate)
    return kept


@pytest.fixture(scope="session")
def every_document(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> EveryDocument:
    """One sealed document of every kind that the program seals."""
    return one_of_each(tmp_path_factory.mktemp("every"), catalogue)
