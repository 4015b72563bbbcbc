"""
Writers that are killed: run as a process of its own with FOLDER, SEED and ROUNDS.

Each round forks a writer that opens the store, appends and says what was saved; it is killed at a random moment,
then the store is opened and asked for everything that was ever said to be saved. One line of JSON a round.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from needlesafe.domain.people import Patient
from needlesafe.store import Store
from tests.store.samples import PASSPHRASE, event, summary


def write(folder: Path, number: int, said: int) -> None:
    """Appends to a visit of its own for ever, and says each time what is saved."""
    with Store.open(folder, PASSPHRASE) as store:
        last = None
        while True:
            last = event(last, f"v{number}", text="x" * random.randrange(2000))
            store.append([last], summary(last))
            os.write(said, b"e")
            if last.sequence % 5 == 0:
                patient_id = f"p{number}-{last.sequence}"
                store.keep_patient(patient_id, Patient("Muster", patient_id, "1980-05-01"))
                os.write(said, b"p")


def said_until_killed(folder: Path, number: int, moment: float) -> bytes:
    """What a writer said that was killed after so many seconds."""
    hears, says = os.pipe()
    writer = os.fork()
    if writer == 0:
        try:
            os.close(hears)
            write(folder, number, says)
        finally:
            os._exit(1)
    os.close(says)
    time.sleep(moment)
    os.kill(writer, signal.SIGKILL)
    os.waitpid(writer, 0)
    with open(hears, "rb") as heard:
        return heard.read()


def lost_of(store: Store, events_said: dict[int, int]) -> int:
    """How many events that were said to be saved are not there."""
    return sum(max(0, said - len(store.events(f"v{visit}"))) for visit, said in events_said.items())


def main(folder: Path, seed: int, rounds: int) -> None:
    """Kills writers and reports what became of the store; the last round asks for everything once more."""
    moments = random.Random(seed)
    events_said: dict[int, int] = {}
    patients_said = 0
    for number in range(rounds):
        said = said_until_killed(folder, number, moments.uniform(0.0, 0.12))
        events_said[number] = said.count(b"e")
        patients_said += said.count(b"p")
        asked = events_said if number == rounds - 1 else {number: events_said[number]}
        with Store.open(folder, PASSPHRASE) as store:
            lost = lost_of(store, asked)
            lost += max(0, patients_said - len(store.search_patients("muster", limit=10**6)))
            told = {"said": len(said), "lost": lost, "warnings": store.warnings}
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
