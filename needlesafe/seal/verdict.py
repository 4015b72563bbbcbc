"""What `verify` answers: one of four words, and never more than the bytes can prove."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

UNCHANGED = "unchanged"
CHANGED = "changed"
UNVERIFIABLE = "cannot be verified"
NOT_OURS = "not ours"
WORDS = (UNCHANGED, CHANGED, UNVERIFIABLE, NOT_OURS)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A word about one file, with its reason."""

    word: str
    """One of `WORDS`."""
    reason: str
    """One plain sentence."""
    sha256: str = ""
    """SHA-256 of the whole file, in hexadecimal; empty where the file could not be read."""
    clinic: str | None = None
    """The name in the certificate, given only where that certificate is known."""
    sealed_at: datetime | None = None
    """The time in the seal (UTC, from the clock of the sealing computer), given only with `unchanged`."""
    certificate_sha256: str | None = None
    """Fingerprint of the certificate in the file, known or not."""

    @property
    def sentence(self) -> str:
        """The reason, led by the word where it does not begin with it."""
        return self.reason if self.reason.startswith(self.word) else f"{self.word}: {self.reason}"

    def about(self, sha256: str) -> Verdict:
        """The same verdict, naming the file by its SHA-256."""
        return replace(self, sha256=sha256)
