"""The second validator, with its one known false alarm taken out."""

from __future__ import annotations

import page

_PROFILES = {"3a": page.ValidationProfile.PDF_A_3A, "ua1": page.ValidationProfile.PDF_UA_1}
_LENGTH = "STREAM-LENGTH-001"


def page_faults(pdf: bytes, flavour: str) -> list[str]:
    """
    What page-validation finds wrong with a file for `3a` or `ua1`.

    It takes a carriage return that ends a compressed stream for a part of the line end that follows, and then says
    that the stream's length is wrong; that one complaint is left out where such a stream exists.
    """
    report = page.validate_pdf_bytes(pdf, profile=_PROFILES[flavour])
    excused = b"\r\nendstream" in pdf
    return [failure.rule_id for failure in report.failures if not (excused and failure.rule_id.endswith(_LENGTH))]
