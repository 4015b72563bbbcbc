"""Reads `assets/` into one frozen Catalogue with a fingerprint, or refuses with every fault at once."""

from needlesafe.content.load import load

__all__ = ["load"]
