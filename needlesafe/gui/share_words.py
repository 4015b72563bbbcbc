"""How often something happened here, in words: the count first, then per cent, then the interval."""

from __future__ import annotations

from needlesafe.domain.proportions import Proportion
from needlesafe.gui.messages import tr


def share_words(part: Proportion, of_what: str) -> str:
    """So many of so many, and within which bounds the true share may lie."""
    counted = tr("{n} of {m} {what}").format(n=f"{part.count:,}", m=f"{part.of:,}", what=of_what)
    if part.interval is None or part.share is None:
        return counted
    low, high = part.interval
    if not part.count:
        return tr("{counted}: at most {high} by the rule of three").format(counted=counted, high=percent(high))
    return tr("{counted}: {share}, 95 % interval {low} to {high}").format(
        counted=counted, share=percent(part.share), low=percent(low), high=percent(high))


def percent(share: float) -> str:
    """A share in per cent, finer where it is small."""
    value = 100 * share
    digits = 0 if value in (0.0, 100.0) else 1 if value >= 1 else 2
    return f"{value:.{digits}f} %".replace(" ", "\u00a0")
