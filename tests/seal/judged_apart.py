"""
Judges every file of a folder as `verify` does and tells what each cost: `python -m tests.seal.judged_apart FOLDER CERT`.

A process of its own, since what children took is counted by process, and a child starts with the size of its parent.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from needlesafe.seal import verify_file


def main(folder: Path, certificate: Path) -> None:
    """One line of JSON a file: its name, the word or the exception, seconds by the clock and of the processor, peak bytes."""
    trusted = (certificate.read_bytes(),)
    for path in sorted(folder.glob("*.pdf")):
        began, before = time.monotonic(), _processor()
        try:
            word = verify_file(path, register=None, trusted=trusted).word
        except Exception as error:
            word = f"{type(error).__name__}: {error}"
        print(json.dumps({"name": path.stem, "word": word, "clock": time.monotonic() - began,
                          "processor": _processor() - before,
                          "peak": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024}), flush=True)


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
