"""Sites by name, and sentences tied to the sites at which they hold: what is true of one shoulder is not said of both."""

from __future__ import annotations

from collections.abc import Sequence

from needlesafe.domain.anatomy import Site
from needlesafe.domain.catalogue import Catalogue

Said = tuple[str, frozenset[int]]
"""Words with the sites at which they hold."""
_MOST_NAMED = 3
"""More sites than these are told by their numbers alone."""


def site_title(site: Site, catalogue: Catalogue) -> str:
    """Side and muscle, such as "Left upper trapezius", with the level where one is recorded."""
    title = catalogue.muscles[site.muscle].title
    lowered = title if title[:2].isupper() else title[:1].lower() + title[1:]
    return f"{site.side.capitalize()} {lowered}{f' at {site.level}' if site.level else ''}"


def placed(said: list[Said], at: frozenset[int], sites: Sequence[Site], catalogue: Catalogue) -> tuple[str, ...]:
    """What is said at some sites, the same words once: first what holds at all of them, then the rest, each behind its sites."""
    if all([where is at or where == at for _, where in said]):
        return tuple(dict.fromkeys([words for words, _ in said]))
    held: dict[str, frozenset[int]] = {}
    for words, where in said:
        held[words] = held.get(words, frozenset()) | where
    everywhere = [words for words, where in held.items() if where == at]
    return (*everywhere, *[f"{_sites(where, sites, catalogue)}: {words}" for words, where in held.items() if where != at])


def _sites(where: frozenset[int], sites: Sequence[Site], catalogue: Catalogue) -> str:
    """The sites as a reader counts them, the first is 1; a few with their names."""
    order = sorted(where)
    numbers = [str(index + 1) for index in order]
    if len(order) > _MOST_NAMED:
        return f"Sites {', '.join(numbers)}"
    titles = [site_title(sites[index], catalogue) for index in order]
    named = [f"{number} ({title[:1].lower()}{title[1:]})" for number, title in zip(numbers, titles, strict=True)]
    return f"Site{'s' if len(order) > 1 else ''} {', '.join(named)}"
