"""The clinic's seal in words."""

from __future__ import annotations

from needlesafe.flow.clinic_seal import SealStanding
from needlesafe.gui.messages import tr
from needlesafe.gui.spoken_dates import day_words

STATES = {
    "none": "There is no seal yet. It is made by itself when the first document is sealed.",
    "fine": "It seals every document. It ends on {day}.",
    "ending": "It ends on {day}, in {days} days. After that nothing can be sealed with it. What it sealed can still be checked.",
    "expired": "It expired on {day}. Nothing can be sealed until there is a new one. What it sealed can still be checked.",
    "early": "By this computer's clock it begins only on {begins}. Look at the clock: nothing can be sealed until then.",
}


def state_words(standing: SealStanding) -> str:
    """How things stand with the seal, in two or three sentences."""
    facts = standing.facts
    if facts is None:
        return tr(STATES["none"])
    day, begins = (day_words(moment.date().isoformat()) for moment in (facts.ends, facts.begins))
    return tr(STATES[standing.state]).format(day=day, begins=begins, days=standing.days_left)


def voucher_words(standing: SealStanding) -> str:
    """Who vouches for the name in the certificate."""
    facts = standing.facts
    if facts is None:
        return ""
    return tr("nobody besides this clinic: NeedleSafe made it") if facts.own else facts.issuer
