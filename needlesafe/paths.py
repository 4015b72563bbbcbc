"""
Where NeedleSafe's own files and the user's data are, on every system that it runs on.

Three homes of the program are known: a source tree (`assets/` beside the package), an installed wheel
(`assets/` inside the package) and a frozen bundle (`assets/` in the folder that the bundle unpacks to).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from needlesafe.errors import UserError

_PRIVATE = 0o700


def assets_dir() -> Path:
    """Returns the folder of what the program brings along, or raises `UserError` where it is gone."""
    package = Path(__file__).resolve().parent
    bundle = getattr(sys, "_MEIPASS", None)
    homes = [Path(bundle)] if bundle else [package, package.parent]
    for home in homes:
        if (home / "assets").is_dir():
            return home / "assets"
    raise UserError("NeedleSafe's own files are missing.", "Your records are not touched.",
                    "Install NeedleSafe again.")


def data_dir(environment: Mapping[str, str] | None = None) -> Path:
    """Returns the folder of the user's records, made for the user alone; `NEEDLESAFE_DATA` names another one."""
    known = os.environ if environment is None else environment
    return _private(_data_home(known))


def register_dir() -> Path:
    """Returns the folder that keeps the certificates of the user's stores and the fingerprints of sealed files."""
    return _private(data_dir() / "register")


def demo_dir() -> Path:
    """Returns the folder of the invented clinic of the demonstration, in which all that it needs is kept."""
    return _private(data_dir() / "demo")


def clinic_dir() -> Path | None:
    """Returns the folder in which a clinic adds to the content, beside its records; None where there is none."""
    folder = _data_home(os.environ) / "clinic"
    return folder if folder.exists() else None


def log_file() -> Path:
    """Returns the file of the log, in a folder of its own."""
    return _private(data_dir() / "log") / "needlesafe.log"


def _data_home(known: Mapping[str, str]) -> Path:
    """Returns where the system of this user keeps a program's data."""
    if chosen := known.get("NEEDLESAFE_DATA"):
        return Path(chosen).expanduser().absolute()
    if sys.platform == "win32":
        return Path(known.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "NeedleSafe"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "NeedleSafe"
    shared = Path(known.get("XDG_DATA_HOME", ""))
    return (shared if shared.is_absolute() else Path.home() / ".local" / "share") / "needlesafe"


def _private(folder: Path) -> Path:
    """Returns the folder; where it had to be made, it is open to its owner alone."""
    try:
        folder.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
    except OSError as fault:
        raise UserError(f"The folder {folder} cannot be used: {fault.strerror}.", "Nothing was changed.",
                        "Make it writable, or name another one with NEEDLESAFE_DATA.") from fault
    return folder
