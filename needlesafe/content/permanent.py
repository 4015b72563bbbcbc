"""
Ids that stay for ever: records that were sealed years ago still name them.

`assets/clinical/ids.txt` is the committed list. An id that vanished is a fault; one that is new is added to the list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from needlesafe.content.tables import CONSENT_ARRAYS, TABLES
from needlesafe.domain.catalogue import Catalogue
from needlesafe.errors import Fault

LIST = "clinical/ids.txt"


def ids(catalogue: Catalogue) -> Iterator[str]:
    """Every id that the content gives away, each after what it is an id of."""
    for table in TABLES:
        yield from (f"{table.array} {name}" for name in getattr(catalogue, table.into))
    for region in catalogue.regions.values():
        yield from (f"acknowledgement {item.id}" for item in region.acknowledgements)
    for array, (part, _) in CONSENT_ARRAYS.items():
        if "en" in catalogue.consent:
            yield from (f"{array} {entry.id}" for entry in getattr(catalogue.consent["en"], part))


def changed_ids(listed: str, catalogue: Catalogue, unread: Mapping[str, set[str] | None]) -> list[Fault]:
    """A fault for each id that vanished and each that is new; `unread` names by table what other faults hide."""
    committed = [line for line in listed.splitlines() if not line.startswith("#")]
    now = set(ids(catalogue))
    faults = [Fault(f"{LIST}: {line}", "vanished from the content; an id is never renamed or dropped: retire the entry, "
                                       "and leave it where it is")
              for line in committed if line not in now and not _is_hidden(line, unread)]
    faults += [Fault(f"{LIST}: {line}", f"is new; add the line '{line}' to {LIST}, where it stays")
               for line in sorted(now.difference(committed))]
    if committed != sorted(set(committed)):
        faults.append(Fault(LIST, "must be sorted, each line once"))
    return faults


def _is_hidden(line: str, unread: Mapping[str, set[str] | None]) -> bool:
    """Whether an entry could not be read, so that nobody can say that its id vanished."""
    array, _, name = line.partition(" ")
    tables = {table.array: table.into for table in TABLES} | dict.fromkeys(CONSENT_ARRAYS, "consent")
    tables["acknowledgement"] = "regions"
    lost = unread.get(tables.get(array, ""), set())
    return lost is None or name in lost or (array == "acknowledgement" and name.rpartition("-ack-")[0] in lost)
