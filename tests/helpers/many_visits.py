"""A store of very many visits, written in bulk: the rows that searches read, shaped like those of real visits."""

from __future__ import annotations

import random
import uuid
from itertools import accumulate

from needlesafe.domain.catalogue import Catalogue
from needlesafe.domain.events import canonical
from needlesafe.domain.people import Patient
from needlesafe.flow.visit_desk import said
from needlesafe.store import Store
from needlesafe.store.search_words import folded, words_of

FAMILY = ("Müller", "García", "Nguyễn", "Żółć", "O'Brien", "Schmidt", "Rossi", "Dubois", "Novák", "Lindqvist", "Byrne", "Walsh",
          "Murphy", "Kelly", "Long", "Neckar", "Trapani", "Peters", "Haas", "Silva")
GIVEN = ("Zoë", "Łukasz", "Siobhán", "Anna", "José", "Björn", "Chloé", "Ivo", "Mária", "Per", "Aoife", "Seán", "Liam", "Emma")
VISITS_A_PATIENT, EVENTS_A_VISIT = 5, 150
FIRST = 100_000
"""The number of the first: above those of the visits that are walked in the same store."""
_AT_ONCE = 5000
VISIT = ("INSERT INTO visits (id, patient_id, patient_name, birth_date, date, state, step, sites, last_at, last_sequence, facts, number) "
         "VALUES (?, ?, ?, ?, ?, 'finished', 'note', ?, ?, ?, ?, ?)")


def fill(store: Store, visits: int, catalogue: Catalogue) -> None:
    """Writes so many visits of a fifth as many patients, the latest on 20 November 2026."""
    chance = random.Random(11)
    raw = store._parts.database._connection.connection.driver_connection
    raw.execute("BEGIN")
    people = _patients(raw, chance, visits // VISITS_A_PATIENT)
    plan = _Plan(catalogue, chance)
    for begin in range(0, visits, _AT_ONCE):
        lines, words = [], []
        for number in range(begin, min(begin + _AT_ONCE, visits)):
            name, patient = people[chance.randrange(len(people))]
            day = f"{2016 + number * 10 // visits}-{1 + number * 120 // visits % 12:02}-{1 + number % 28:02}"
            facts, sites = plan.facts(number * 40 // visits)
            position = FIRST + number * EVENTS_A_VISIT
            lines.append((str(uuid.UUID(int=chance.getrandbits(128))), name, patient.name, patient.birth_date, day, sites,
                          f"{day}T10:00:00.000Z", EVENTS_A_VISIT, "\n".join(facts), position))
            words += [(word, position) for word in facts]
        raw.executemany(VISIT, lines)
        raw.executemany("INSERT INTO visit_words (word, number) VALUES (?, ?)", words)
    raw.execute("COMMIT")


def _patients(raw, chance: random.Random, many: int) -> list[tuple[str, Patient]]:
    people = []
    for number in range(many):
        born = f"{1930 + chance.randrange(85)}-{1 + chance.randrange(12):02}-{1 + chance.randrange(28):02}"
        family = f"{chance.choice(FAMILY)}{'-' + chance.choice(FAMILY) if number % 9 == 0 else ''}"
        people.append((str(uuid.UUID(int=chance.getrandbits(128))), Patient(family, chance.choice(GIVEN), born, f"K {number}")))
    raw.executemany("INSERT INTO patients (id, sort_key, identifier_key, content) VALUES (?, ?, ?, ?)",
                    [(name, folded(f"{p.family_name} {p.given_name}"), folded(p.identifier), canonical(said(p)).decode())
                     for name, p in people])
    raw.executemany("INSERT INTO patient_words (word, patient_id) VALUES (?, ?)",
                    [(word, name) for name, patient in people for word in sorted(words_of(patient))])
    return people


class _Plan:
    """Draws what happened in a visit: few muscles are needled often, most seldom; few rules speak often."""

    def __init__(self, catalogue: Catalogue, chance: random.Random) -> None:
        self._chance, self._catalogue = chance, catalogue
        self._muscles, self._rules = list(catalogue.muscles), [*catalogue.questions, *catalogue.rules]
        self._events = list(catalogue.events)
        for names in (self._muscles, self._rules):
            chance.shuffle(names)

    def facts(self, quarter: int) -> tuple[list[str], str]:
        """The words of a visit, and its sites."""
        chance = self._chance
        muscles = dict.fromkeys(_drawn(chance, self._muscles, chance.choice((1, 2, 2, 3, 4))))
        rules = dict.fromkeys(_drawn(chance, self._rules, chance.randrange(3, 10)))
        happened = [f"event {chance.choice(self._events)}"] if chance.random() < 0.04 else []
        facts = {*(f"muscle {name}" for name in muscles), *(f"rule {name}" for name in rules), *happened,
                 f"lot a{1000 + quarter * 5 + chance.randrange(5)}"}
        regions = self._catalogue.regions
        sites = dict.fromkeys(f"{regions[self._catalogue.muscles[name].region].title} {chance.choice(('left', 'right'))}"
                              for name in muscles)
        return sorted(facts), ", ".join(sites)


def _drawn(chance: random.Random, names: list[str], many: int) -> list[str]:
    """Names of which the n-th is drawn with a weight of 1/n."""
    weights = list(accumulate(1 / place for place in range(1, len(names) + 1)))
    return chance.choices(names, cum_weights=weights, k=many)
