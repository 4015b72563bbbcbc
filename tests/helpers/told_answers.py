"""
What must be read in a document of a visit: everything that was stored and that the document is there to say.

The visit file is walked leaf by leaf, so that nothing which it holds is forgotten: what has no words of its own here is
wanted as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from needlesafe.documents.answers import printed_value
from needlesafe.documents.facts import Facts
from needlesafe.documents.sections.course import DETAIL_WORDS
from needlesafe.documents.wording import Wording, english_words, place_words
from needlesafe.domain.anatomy import region_of
from needlesafe.domain.earlier import standing
from needlesafe.domain.questions import asked
from needlesafe.exchange.visit_json import visit_file

Path = tuple[Any, ...]
Wanted = tuple[Path, str]
"""Where it stands in the visit file, and a pattern of what must be read, without blanks."""

CHECKS = ("readiness", "discharge", "checks", "since_last", "screening")
IN_ENTRIES = ("site", "count", "moved", "to_count", "what", "after", "counts", "side", "needles", "gauge_mm",
              "earlier", "understanding", "acknowledged", "steps_done", *CHECKS)
"""What is wanted together with the rest of its entry."""
NOT_TOLD = ("format", "version", "strokes")
"""What says only what kind of file it is, and what is drawn."""
MARK = "[†‡]?"
SLACK = 40
"""What a page break may put between a question and its answer: the heads of the table."""
LONG, TORN = 300, 200
"""Of how many characters a text may be torn by the end of a page, and what may then stand between two of its words."""
OF_A_REFUSAL = ("decided_by", "reason")
"""What a refusal and the record say of a decision; of one that was given, the consent has the signatures."""
DAY_ONLY = ("referrals", "at")
"""What a letter says by its day, and the record by its time."""
LISTS = {"referral": "referrals", "hand-over": "hand_overs", "amendment": "amendments"}
OF_SHEETS: dict[str, tuple[Path, ...]] = {
    "consent": (("indication", "complaint"), ("indication", "diagnosis"), ("indication", "goal"), ("practitioner", "name"),
                ("practitioner", "registration")),
    "refusal": (("practitioner", "name"), ("practitioner", "registration"), ("consent", "decided_by"), ("consent", "reason")),
    "aftercare": (("practitioner", "name"),), "aftercare-large": (("practitioner", "name"),)}
"""What a sheet for patients says of the visit file besides the places and the patient."""
LABELLED = {
    "height_cm": "Height {} cm", "weight_kg": "Weight {} kg", "practising_since": "In practice since {}",
    "pain_before": "Pain before, 0 to 10 {}", "pain_after": "Pain after, 0 to 10 {}", "frequency_hz": "{} Hz",
    "intensity_ma": "{} mA", "depth_mm": "{} mm", "visits": "Visits planned in all {}"}
"""How a number is read."""
TITLED = {"muscle": "muscles", "event": "events", "id": "events", "region": "regions"}
TICKS = {"aftercare_given": "read together yes", "red_flags_explained": "Warning signs explained yes", "large_print": "large print",
         "no_penalty": "Nothing is lost by this", "needled_before": "needled here before"}


@dataclass(frozen=True)
class Answers:
    """What is wanted of the documents of a visit."""

    facts: Facts

    @cached_property
    def file(self) -> dict[str, Any]:
        """The visit as a visit file."""
        return visit_file(self.facts.visit)

    @cached_property
    def words(self) -> Wording:
        """The words of the record."""
        return english_words(self.facts)

    def of(self, kind: str, number: int) -> Iterator[Wanted]:
        """What is wanted of a document of a kind; of several of a kind, of that number."""
        if kind == "record":
            yield from (*self.below((), self.file), *self.rows(), *self.sites(), *self.boxes(), *self.earlier())
        elif kind in LISTS:
            wanted = self.below((LISTS[kind], number - 1), self.file[LISTS[kind]][number - 1])
            yield from (one for one in wanted if one[0][::2] != DAY_ONLY)
        elif kind in self.file and kind != "consent":
            yield from self.below((kind,), self.file[kind])
        else:
            yield from (self.leaf(path, self._at(path)) for path in OF_SHEETS[kind] if self._at(path))
            yield from self.places()
        if kind == "consent":
            told = {key: value for key, value in self.file.get("consent", {}).items() if key not in OF_A_REFUSAL}
            yield from (*self.below(("consent",), told), *self.understood())
        for key in ("family_name", "given_name", "birth_date", "identifier"):
            yield self.leaf(("patient", key), self._at(("patient", key)))

    def _at(self, path: Path) -> Any:
        return self.file.get(path[0], {}).get(path[1])

    def places(self) -> Iterator[Wanted]:
        """Where needles are to go or went, in a patient's words."""
        for number, site in enumerate(self.facts.visit.sites):
            yield ("sites", number), squeezed(place_words(site, self.facts, self.words))

    def below(self, path: Path, value: Any) -> Iterator[Wanted]:
        """All leaves of a part of the file but those that are wanted in another way."""
        if isinstance(value, (dict, list, tuple)):
            for key, item in value.items() if isinstance(value, dict) else enumerate(value):
                if key not in (*IN_ENTRIES, *NOT_TOLD) and (path[:1], key) != (("treatment",), "event"):
                    yield from self.below((*path, key), item)
        else:
            yield self.leaf(path, value)

    def leaf(self, path: Path, value: Any) -> Wanted:
        """How one value is read."""
        key = next(part for part in reversed(path) if isinstance(part, str))
        if value is True:
            return path, squeezed(TICKS.get(key, "yes"))
        if isinstance(value, (int, float)):
            return path, squeezed(LABELLED.get(key, f"{self._label(path)}{{}}").format(f"{value:.10g}"))
        if key in TITLED:
            known: Mapping[str, Any] = getattr(self.facts.catalogue, TITLED[key])
            return path, squeezed(known[value].title if value in known else value)
        if len(value) > LONG:
            return path, f".{{0,{TORN}}}?".join(squeezed(word) for word in value.split())
        if "detail" in path:
            return path, squeezed(f"{self._label(path)} {self.words.word(value)}")
        told = (value, self.words.word(value), self._time(value), *self._named(value))
        return path, "|".join(dict.fromkeys(map(squeezed, told)))

    def _label(self, path: Path) -> str:
        """What a detail of an adverse event is called."""
        if "vital_signs" in path:
            return f"{path[-1]}: " if "detail" in path else ""
        return DETAIL_WORDS.get(path[-1], "") if "detail" in path else ""

    def _time(self, value: str) -> str:
        day, _, time = value.partition("T")
        return ", ".join(part for part in (self.words.day(day), time) if part)

    def _named(self, value: str) -> tuple[str, ...]:
        """What an id of the content says."""
        names = [finding.title for finding in self.facts.assessment.findings if value in (finding.id, *finding.rules)]
        return tuple(names) or (("every region",) if value == "*" else ())

    def rows(self) -> Iterator[Wanted]:
        """Every question and check with its answer beside it and what was said with it between the two."""
        visit, catalogue = self.facts.visit, self.facts.catalogue
        asked_of = {**catalogue.factors, **catalogue.questions}
        for key, answer in visit.screening.items():
            yield self.row(("screening", key), asked_of[key].text, answer.answer, self.file["screening"][key])
        for key, answer in visit.since_last.items():
            yield self.row(("since_last", key), catalogue.changes[key].text, answer.answer, self.file["since_last"][key])
        yield from self.understood()
        checks = ((catalogue.readiness, visit.readiness), (catalogue.discharge, visit.note.discharge),
                  (catalogue.reconciliation, visit.reconciliation.checks if visit.reconciliation else {}))
        for items, answers in checks:
            for key, told in answers.items():
                owed = visit.note.discharge_owed.get(key, "") if items is catalogue.discharge else ""
                yield self.row((key,), items[key].text, told, {"owed": owed} if told != items[key].wanted else None)

    def understood(self) -> Iterator[Wanted]:
        """Every question that shows what was understood, with its answer."""
        items = {item.id: item for item in self.facts.text.understanding}
        for key, told in self.facts.visit.consent.understanding:
            yield self.row(("consent", key), items[key].text, told, None)

    def row(self, path: Path, question: str, answer: str, said: Any) -> Wanted:
        """One question with its answer."""
        parts = [wanted for _, wanted in self.below(path, said)] if isinstance(said, dict) else []
        length = sum(map(len, parts)) + 80 * len(parts) + SLACK
        inside = "".join(f"(?=.{{0,{length}}}?(?:{part}))" for part in parts)
        return path, f"{squeezed(question)}{MARK}{inside}.{{0,{length}}}?{squeezed(self.words.word(answer))}"

    def boxes(self) -> Iterator[Wanted]:
        """Every caution and every step of an event's card; one that was not ticked says so in words."""
        visit, catalogue = self.facts.visit, self.facts.catalogue
        for region in dict.fromkeys(region_of(site, catalogue) for site in visit.sites):
            for item in region.acknowledgements:
                yield self.box(("acknowledged", item.id), item.text, item.id in visit.acknowledged, "not acknowledged")
        for event in visit.treatment:
            done = event.detail.get("steps_done", ())
            for number, step in enumerate(catalogue.events[event.id].steps if done else (), 1):
                yield self.box(("treatment", event.id), step, f"step-{number}" in done, "not done")

    def box(self, path: Path, text: str, ticked: bool, empty: str) -> Wanted:
        """One item with a box before it."""
        told = squeezed(f"({empty})")
        return path, f"{squeezed(text)}(?!{told})" if ticked else f"{squeezed(text)}{told}"

    def sites(self) -> Iterator[Wanted]:
        """Muscle, side, needles and size of every site, and what happened there."""
        for number, site in enumerate(self.facts.visit.sites, 1):
            title = f"{self.words.word(site.side)} {self.facts.catalogue.muscles[site.muscle].title}"
            needles = f"{_needles(site.needles)}, {site.length_mm:g} mm × {site.gauge_mm:g} mm, {site.technique.replace('-', ' ')}"
            yield ("sites", number - 1), f"{number}{squeezed(title)}"
            yield ("sites", number - 1), squeezed(needles)
            for event in self.facts.visit.treatment:
                if event.site == number - 1 and event.event in ("in", "out"):
                    told, more = f"{event.at} {_needles(event.count)} {event.event}", event.by or event.moved is not None
                    yield ("treatment", event.at), f"{squeezed(told)}{'.{0,200}?' * bool(more)}{squeezed(f'{number} {title}')}"

    def earlier(self) -> Iterator[Wanted]:
        """What stands from earlier visits, with its day."""
        catalogue = self.facts.catalogue
        wanted = {question.id for question in asked(self.facts.visit, catalogue)}
        for key, answer in standing(self.facts.visit, catalogue).items():
            if key in wanted:
                short = squeezed(catalogue.questions[key].short)
                yield ("earlier", key), f"{squeezed(self.words.day(answer.asked_on))}{answer.answer}.*?{short}"


def _needles(count: int) -> str:
    return f"{count} needle{'s' * (count > 1)}"


def squeezed(text: str) -> str:
    """A text as a pattern without blanks, in small letters."""
    return re.escape("".join(text.split()).lower())
