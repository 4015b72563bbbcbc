"""Where sources differ, in words: one quiet line, behind it what each side says and which default was chosen."""

from __future__ import annotations

from collections.abc import Iterable

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.differences import differences_at
from needlesafe.domain.wording import Disagreement
from needlesafe.gui.messages import tr
from needlesafe.gui.sourced import founded_words
from needlesafe.gui.widgets.quiet_fold import QuietFold


def difference_lines(names: Iterable[str], catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """The line and the text behind it of each difference that concerns some entries."""
    return tuple((tr("Sources differ: {topic}").format(topic=_lower_first(item.topic)), _behind(item, catalogue))
                 for item in differences_at(names, catalogue))


def difference_folds(names: Iterable[str], catalogue: Catalogue) -> list[QuietFold]:
    """A quiet fold for each difference that concerns some entries."""
    return [QuietFold(line, behind) for line, behind in difference_lines(names, catalogue)]


def _behind(item: Disagreement, catalogue: Catalogue) -> str:
    return "\n".join((*(f"–  {position}" for position in item.positions),
                      tr("Here: {default}").format(default=item.default), founded_words(item, catalogue)))


def _lower_first(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
