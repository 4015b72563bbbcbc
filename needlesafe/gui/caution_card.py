"""
One region of the plan: what must not be done, how it is done, when to stop, and its acknowledgements.

What is read in the hand's own moment stands open; what lies near, what the patient is told and what was published are
one tap away, each with its gist on its line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from needlesafe.domain.anatomy import Site
from needlesafe.domain.catalogue import Distance, Muscle
from needlesafe.domain.doubt import mark_of
from needlesafe.flow.gates import Standing
from needlesafe.flow.views import CautionView, site_line, site_title
from needlesafe.gui.differing import difference_folds
from needlesafe.gui.messages import tr
from needlesafe.gui.sourced import founded_in_short, sourced, title_mark
from needlesafe.gui.theme import GAP_TIGHT
from needlesafe.gui.visit_facts import FactList
from needlesafe.gui.widgets.card import Card
from needlesafe.gui.widgets.fold import Fold
from needlesafe.gui.widgets.tick_row import TickRow
from needlesafe.gui.widgets.tinted import Tinted
from needlesafe.gui.widgets.words import Words

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


class CautionCard(Card):
    """Everything to keep in mind at one region."""

    ticked = Signal(str, bool)

    def __init__(self, view: CautionView, standing: Standing) -> None:
        super().__init__(view.region.title)
        self._view, self._standing = view, standing
        self.ticks: dict[str, TickRow] = {}
        self._add_head()
        self._add_prohibitions()
        self._add_how()
        if view.during:
            stop = Tinted("modify", tr("Stop at once and take the needle out"))
            stop.say(*(tr("{what}: {signs}").format(what=f"{w.title}{title_mark(w, standing.catalogue)}", signs=w.during)
                       for w in view.during))
            self.body.addWidget(stop)
        self._add_folds()
        self._add_ticks()

    def _add_head(self) -> None:
        """Tier and reason with their source, then each site."""
        region, catalogue = self._view.region, self._standing.catalogue
        tier = tr("{tier} tier  ·  {reason}").format(tier=tr(region.tier).capitalize(), reason=region.reason)
        self.body.addWidget(sourced(Words(tier, "quiet"), region.title, region, catalogue))
        for _, site, muscle in self._view.sites:
            self.body.addWidget(Words(tr("{site}: {how}").format(site=site_title(site, catalogue), how=site_line(site)), "strong"))
            reached, words = _distance_words(site, muscle)
            self.body.addWidget(Words(words, "strong" if reached else "quiet", "change" if reached else ""))

    def _add_prohibitions(self) -> None:
        never = [tr("{muscle} is not needled.").format(muscle=m.title) for m in self._muscles() if m.prohibited]
        stop = Tinted("stop", "")
        stop.setAccessibleName(tr("Do not"))
        stop.say(*never, *_sentences(self._view.region.prohibited), role="strong")
        if never or self._view.region.prohibited:
            self.body.addWidget(stop)

    def _add_how(self) -> None:
        region, muscles = self._view.region, self._muscles()
        for muscle in muscles:
            named = f"{muscle.title}: {muscle.caution}" if len(muscles) > 1 else muscle.caution
            self.body.addWidget(sourced(Words(named), muscle.title, muscle, self._standing.catalogue))
        facts = FactList()
        facts.show_facts([(tr("Position"), region.position), (tr("Grip"), region.grip), (tr("Direction"), region.direction)])
        self.body.addWidget(facts)

    def _add_folds(self) -> None:
        view, region = self._view, self._view.region
        folds = QVBoxLayout()
        folds.setSpacing(GAP_TIGHT)
        near = "; ".join(part.rstrip(".") for part in (region.organs, region.vessels) if part)
        folds.addWidget(Fold(tr("What lies near"), near, self._near))
        if view.delayed or region.delayed_extra:
            named = ", ".join(dict.fromkeys(warning.title for warning in view.delayed))
            folds.addWidget(Fold(tr("Tell the patient"), named or region.delayed_extra, self._told))
        known = [distance.mm for muscle in self._muscles() for distance in muscle.distances]
        least = tr("the least is {mm:g} mm").format(mm=min(known)) if known else tr("none for these muscles")
        folds.addWidget(Fold(tr("Published distances"), least, self._published))
        for fold in difference_folds((region.id, *(muscle.id for muscle in self._muscles())), self._standing.catalogue):
            folds.addWidget(fold)
        self.body.addLayout(folds)

    def _add_ticks(self) -> None:
        if not self._view.region.acknowledgements:
            return
        self.body.addSpacing(GAP_TIGHT)
        self.body.addWidget(Words(tr("Before the first needle"), "strong"))
        rows = QVBoxLayout()
        rows.setSpacing(0)
        for item in self._view.region.acknowledgements:
            self.ticks[item.id] = TickRow(item.id, item.text)
            self.ticks[item.id].ticked.connect(self.ticked)
            rows.addWidget(self.ticks[item.id])
        self.body.addLayout(rows)

    def _muscles(self) -> list[Muscle]:
        return list({muscle.id: muscle for _, _, muscle in self._view.sites}.values())

    def _near(self) -> QWidget:
        region, nerves = self._view.region, self._standing.catalogue.nerves
        own = [", ".join((*(nerves[name].title for name in m.nerves), *([m.nerves_text] if m.nerves_text else [])))
               for m in self._muscles()]
        facts = FactList()
        facts.show_facts([
            (tr("How harm happens"), region.mechanism), (tr("Organs"), region.organs), (tr("Vessels"), region.vessels),
            (tr("Nerves"), ", ".join(nerves[name].title for name in region.nerves)), (tr("Nerves besides"), region.nerves_text),
            *((m.title, " ".join(part for part in (m.structures, m.vessels, text) if part))
              for m, text in zip(self._muscles(), own, strict=True))])
        return facts

    def _told(self) -> QWidget:
        facts, told = FactList(), []
        for warning in self._view.delayed:
            named = f"{warning.title}{title_mark(warning, self._standing.catalogue)}"
            told += [(named, warning.delayed), (tr("When"), warning.window), (tr("Then"), warning.response),
                     (tr("Known"), founded_in_short(warning, self._standing.catalogue))]
        region = self._view.region
        facts.show_facts([*told, (tr("Here besides"), region.delayed_extra), (tr("How long here"), region.delayed_when)])
        return facts

    def _published(self) -> QWidget:
        facts = FactList()
        facts.show_facts([
            (tr("Depth"), self._view.region.depth),
            *((muscle.title, " ".join((muscle.length, *(_distance(d) for d in muscle.distances))).strip())
              for muscle in self._muscles())])
        return facts


def _distance(distance: Distance) -> str:
    """What was measured, with its mark and its sources by name."""
    named = f" [{', '.join(distance.sources)}]" if distance.sources else ""
    return f"{distance.text}{mark_of(distance.status)}{named}"


def _distance_words(site: Site, muscle: Muscle) -> tuple[bool, str]:
    """Whether the needle is as long as the least published distance, and both in words."""
    distances: Sequence[Distance] = [d for d in muscle.distances if not d.sides or site.side in d.sides]
    if not distances:
        return False, tr("No distance is published for this muscle here.")
    least = min(distances, key=lambda distance: distance.mm)
    words = tr("Needle {length:g} mm; least published distance {mm:g} mm.").format(length=site.length_mm, mm=least.mm)
    return site.length_mm >= least.mm, words


def _sentences(text: str) -> list[str]:
    return [part for part in _SENTENCE.split(text.strip()) if part]
