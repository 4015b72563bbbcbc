"""
Checks that are not asked in every visit: what a practitioner answered for the day, and what stands in the profile.

They are kept for each user, because nobody vouches for what somebody else has looked at. An answer that is not the
wanted one is not kept: it is asked again.
"""

from __future__ import annotations

from needlesafe.flow.workplace import Workplace

PROFILE = "profile"
"""Stands where a day stands, for what is asked once and for all."""


def kept_answers(workplace: Workplace) -> dict[str, str]:
    """What the signed-in user need not be asked again today, by item."""
    user = workplace.store.user.id
    kept: dict[str, str] = {}
    for per, period in (("profile", PROFILE), ("day", workplace.today())):
        answers = workplace.store.day_check(period, user)
        kept |= {item.id: item.wanted for item in workplace.catalogue.readiness.values()
                 if item.per == per and answers.get(item.id) == item.wanted}
    return kept


def keep_answer(workplace: Workplace, item_id: str, answer: str) -> None:
    """Keeps an answer for the day or the profile; forgets it where it is taken back or another one."""
    item = workplace.catalogue.readiness.get(item_id)
    if item is None or item.per == "visit":
        return
    user, period = workplace.store.user.id, PROFILE if item.per == "profile" else workplace.today()
    before = workplace.store.day_check(period, user)
    after = {name: word for name, word in before.items() if name != item_id}
    if answer == item.wanted:
        after[item_id] = answer
    if after != before:
        workplace.store.keep_day_check(period, user, after)
