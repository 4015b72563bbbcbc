"""Ten thousand random edits of real sealed files, judged by somebody who knows nothing but the certificate."""

from __future__ import annotations

import time
from collections import Counter

import pytest

from needlesafe.seal import UNCHANGED, verify
from tests.helpers.sealed_documents import EveryDocument
from tests.seal.random_edits import EDITS, edits

SEED = 20261121


@pytest.mark.parametrize("count", [400, pytest.param(10_000, marks=pytest.mark.full)])
def test_no_random_edit_is_called_unchanged(every_document: EveryDocument, count: int) -> None:
    trusted, began = (every_document.key.certificate,), time.process_time()
    words, tried, accepted, genuine = Counter(), Counter(), [], set(every_document.pdfs.values())
    for number, (names, forged) in enumerate(edits(list(every_document.pdfs.values()), count, SEED)):
        assert forged not in genuine
        word = verify(forged, register=None, trusted=trusted).word
        words[word] += 1
        tried.update(names.split(" + "))
        accepted += [(number, names)] if word == UNCHANGED else []
    print(f"{count} random edits (seed {SEED}) in {time.process_time() - began:.1f} s: {dict(words)}; {dict(tried)}; "
          f"{len(accepted)} called unchanged")
    assert set(tried) == set(EDITS)
    assert accepted == []
