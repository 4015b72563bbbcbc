"""How often an adverse event is reported, number first; the band is small print."""

from __future__ import annotations

from needlesafe.domain.event_cards import NOT_KNOWN, EventCard
from needlesafe.gui.messages import tr

BAND_WORDS = {"very-common": "very common, 1 in 10 or more", "common": "common, 1 in 100 or more",
              "uncommon": "uncommon, 1 in 1,000 or more", "rare": "rare, 1 in 10,000 or more",
              "very-rare": "very rare, fewer than 1 in 10,000", NOT_KNOWN: "not known"}
"""What each band is called, with the least frequency that it stands for."""


def how_often(card: EventCard) -> str:
    """Each rate on a line of its own, what the rates do not say, then the band."""
    band = tr(" to ").join(tr(BAND_WORDS[name]) for name in card.bands)
    lines = [*(f"{rate.text}." for rate in card.rates), card.rate_note,
             tr("For sorting: {band}.").format(band=band) if card.rates else ""]
    return "\n".join(line for line in lines if line)
