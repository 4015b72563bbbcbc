"""
Lays what a clinic adds over our content: beside it, never in its stead.

Ours stays as it is, entry by entry; a region's texts only grow. A rule that is made stricter gets a rule of the clinic
beside it that hears the same answers and asks for more, so that whatever ours asks for is asked for all the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from needlesafe.content.files import Found
from needlesafe.content.overlay import SAID, Caution, Overlay, Stricter
from needlesafe.content.tables import CONSENT_ARRAYS, OWN_PLACES
from needlesafe.domain.catalogue import ACTIONS, Acknowledgement, Catalogue, Question, Region, Rule
from needlesafe.domain.clinic_content import STRICTER, is_own
from needlesafe.domain.wording import ConsentText
from needlesafe.errors import Fault

ADDED_WORDS = "Added by the clinic: "
STRICTER_WORDS = "Made stricter by the clinic: "
_MARKED = {"questions": "text_raised", "rules": "text", "readiness": "text", "discharge": "text", "reconciliation": "text",
           "technique": "text", "pauses": "text", "principles": "text"}
"""By table, the text of an added entry that says whose it is: what a practitioner reads, never what a patient is asked."""


def overlaid(ours: Catalogue, added: Overlay, found: Found) -> Catalogue:
    """Our catalogue with a clinic's additions; what may not be added is a fault and stays out."""
    faults = [*_names(ours, added), *_factors(ours, added), *_stricter(ours, added, found), *_cautions(ours, added, found),
              *_languages(ours, added)]
    found.faults.extend(faults)
    tables = {into: getattr(ours, into) | {name: _marked(into, entry) for name, entry in entries.items() if is_own(name)}
              for into, entries in added.tables.items()}
    beside = {rule.id: rule for rule in _rules_beside(ours, added)}
    tables["rules"] = tables.get("rules", ours.rules) | beside
    regions = ours.regions | {name: _grown(ours.regions[name], caution) for name, caution in added.cautions.items()
                              if name in ours.regions}
    consent = ours.consent | {language: _spoken(ours.consent[language], arrays)
                              for language, arrays in added.consent.items() if language in ours.consent}
    return replace(ours, **tables, regions=regions, consent=consent, clinic_fingerprint=added.fingerprint,
                   letterhead=added.letterhead)


def _named(added: Overlay) -> Iterator[tuple[str, str, str]]:
    """Everything in a clinic's folder that has an id of its own: its table or array, its id, its place."""
    for into, entries in added.tables.items():
        yield from ((into, name, f"{OWN_PLACES[into]} {name}.id") for name in entries)
    for language, arrays in added.consent.items():
        for array, entries in arrays.items():
            yield from ((array, name, f"clinic/consent-{language}.toml: {array} {name}.id") for name in entries)
    for caution in added.cautions.values():
        for index, item in enumerate(caution.acknowledgements):
            yield "regions", item.id, f"clinic/regions.toml: caution {caution.region}.acknowledgements[{index}].id"


def _names(ours: Catalogue, added: Overlay) -> Iterator[Fault]:
    """Every id is the clinic's own, and names one thing."""
    taken, spoken = _ids(ours), Counter(name for array, name, _ in _named(added) if array not in SAID)
    for array, name, place in _named(added):
        if name in taken:
            yield Fault(place, "is an id of ours: nothing here takes its place; [[stricter]] asks for more than ours")
        elif not is_own(name):
            yield Fault(place, "must begin with 'own-'")
        elif name.startswith(STRICTER):
            yield Fault(place, f"begins with '{STRICTER}', which is kept for what [[stricter]] makes")
        elif array not in SAID and spoken[name] > 1:
            yield Fault(place, "is the id of two entries")


def _ids(ours: Catalogue) -> set[str]:
    """Every id that ours uses for anything."""
    tables = [value for value in vars(ours).values() if isinstance(value, dict)]
    statements = [entry.id for text in ours.consent.values() for part, _ in CONSENT_ARRAYS.values() for entry in getattr(text, part)]
    items = [item.id for region in ours.regions.values() for item in region.acknowledgements]
    return {*(name for table in tables if table is not ours.consent for name in table), *statements, *items}


def _factors(ours: Catalogue, added: Overlay) -> Iterator[Fault]:
    """A question's own factor is the clinic's, and none that it raises besides silences a rule of ours."""
    silencing = {name: rule.id for rule in ours.rules.values() for name in rule.unless}
    for question in added.tables.get("questions", {}).values():
        place = f"{OWN_PLACES['questions']} {question.id}.factors"
        if question.factors and not is_own(question.factors[0]):
            yield Fault(place, f"'{question.factors[0]}' is ours; the first is one of your own, which the question's rule fires on")
        for name in question.factors:
            if name in silencing:
                yield Fault(place, f"'{name}' would silence our rule '{silencing[name]}'")


def _stricter(ours: Catalogue, added: Overlay, found: Found) -> Iterator[Fault]:
    """What is made stricter is ours, and asks for something graver than ours does."""
    known = {rule.id: rule for rule in (*ours.own_rules, *ours.rules.values())}
    for item in added.stricter.values():
        place = f"clinic/rules.toml: stricter {item.id}"
        if item.id not in known:
            if not _is_lost(item.id, found, "questions", "rules"):
                yield Fault(f"{place}.id", "is no question or rule of ours" + _nearest(item.id, known))
        elif item.action not in ACTIONS:
            yield Fault(f"{place}.action", f"'{item.action}' is no action" + _nearest(item.action, ACTIONS))
        elif not _is_graver(item, known[item.id]):
            yield Fault(f"{place}.action", f"'{item.action}' is not graver than '{known[item.id].action}', which ours asks for")
        if not item.why.strip():
            yield Fault(f"{place}.why", "must say why")


def _is_graver(item: Stricter, rule: Rule) -> bool:
    return item.action in ACTIONS and ACTIONS.index(item.action) < ACTIONS.index(rule.action)


def _cautions(ours: Catalogue, added: Overlay, found: Found) -> Iterator[Fault]:
    for name, caution in added.cautions.items():
        place = f"clinic/regions.toml: caution {name}"
        if name not in ours.regions and not _is_lost(name, found, "regions"):
            yield Fault(f"{place}.region", "is no region" + _nearest(name, ours.regions))
        if caution == Caution(name):
            yield Fault(place, "adds nothing")
        for key in ("prohibited", "acknowledgements"):
            for index, item in enumerate(getattr(caution, key)):
                if not (item.text if isinstance(item, Acknowledgement) else item).strip():
                    yield Fault(f"{place}.{key}[{index}]", "says nothing")


def _languages(ours: Catalogue, added: Overlay) -> Iterator[Fault]:
    """Statements stand in every language of ours, so that no patient goes without them."""
    said = {language: {(array, name) for array, entries in arrays.items() for name in entries}
            for language, arrays in added.consent.items()}
    for language in sorted(said):
        if language not in ours.consent:
            yield Fault(f"clinic/consent-{language}.toml", "is in a language that the consent does not speak")
    everything = set().union(*said.values())
    for language in ours.consent:
        for array, name in sorted(everything - said.get(language, set())):
            yield Fault(f"clinic/consent-{language}.toml: {array} {name}", "stands in another language and not here")


def _is_lost(name: str, found: Found, *tables: str) -> bool:
    """Whether an entry of ours may stand where there are faults."""
    return any(lost is None or name in lost for lost in (found.lost.get(table, set()) for table in tables))


def _nearest(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, list(known), 1)
    return f"; the nearest is '{close[0]}'" if close else ""


def _marked(into: str, entry: Any) -> Any:
    """An added entry that says whose it is; without a source it is nobody's but the clinic's word."""
    said = {_MARKED[into]: ADDED_WORDS + getattr(entry, _MARKED[into])} if into in _MARKED else {}
    unfounded = getattr(entry, "status", "") == "confirmed" and not entry.sources
    return replace(entry, **said, **({"status": "default"} if unfounded else {}))


def _rules_beside(ours: Catalogue, added: Overlay) -> Iterator[Rule]:
    """The clinic's rule beside each of ours that it made stricter."""
    for rule in (*ours.own_rules, *ours.rules.values()):
        if (item := added.stricter.get(rule.id)) is not None and _is_graver(item, rule):
            yield replace(rule, id=f"{STRICTER}{rule.id}", action=item.action,
                          text=f"{_sentence(rule.text)} {STRICTER_WORDS}{_sentence(item.why)}")


def _grown(region: Region, caution: Caution) -> Region:
    """A region with what the clinic adds behind what ours says."""
    items = tuple(Acknowledgement(item.id, ADDED_WORDS + item.text) for item in caution.acknowledgements if is_own(item.id))
    prohibited = (region.prohibited, *(ADDED_WORDS + _sentence(text) for text in caution.prohibited))
    return replace(region, acknowledgements=(*region.acknowledgements, *items), prohibited=_joined(*prohibited),
                   delayed_extra=_joined(region.delayed_extra, caution.delayed_extra),
                   risk=_joined(region.risk, caution.risk), locked=region.locked or caution.locked)


def _spoken(text: ConsentText, arrays: dict[str, dict[str, Any]]) -> ConsentText:
    """The consent of a language with the clinic's statements behind ours."""
    parts = {CONSENT_ARRAYS[array][0]: entries for array, entries in arrays.items()}
    return replace(text, **{part: (*getattr(text, part), *(_marked(part, entry) for name, entry in entries.items() if is_own(name)))
                            for part, entries in parts.items()})


def _joined(*texts: str) -> str:
    return " ".join(text.strip() for text in texts if text.strip())


def _sentence(text: str) -> str:
    """The text with a full stop where it has none."""
    return text.strip() if text.strip().endswith((".", "!", "?")) else f"{text.strip()}."
