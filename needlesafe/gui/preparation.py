"""What is read while the first page is on the screen: the libraries of the store, the content, the home screen."""

from __future__ import annotations

import linecache
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from needlesafe.gui.tasks import Task, running
from needlesafe.store import KdfCost, warm_up

if TYPE_CHECKING:
    from needlesafe.domain.catalogue import Catalogue

FOR_HOME = ("needlesafe.flow.signing_in", "needlesafe.gui.home", "needlesafe.gui.fault_dialog")
FOR_A_VISIT = ("needlesafe.flow.sealing", "needlesafe.gui.pages.screening", "needlesafe.gui.pages.sites", "needlesafe.gui.pages",
               "needlesafe.gui.visit_screen", "needlesafe.gui.new_patient")
BODY = "needlesafe.gui.widgets.body_drawing"


@dataclass(frozen=True, slots=True)
class Start:
    """What a window starts from."""

    folder: Path
    """Where the store is or will be."""
    load: Callable[[], Catalogue]
    """Reads the content. BadInput where it has faults."""
    kdf: KdfCost = KdfCost()
    """What one guess of a new store's passphrase costs."""
    demo: bool = False
    """Whether it is the invented clinic of the demonstration, made anew in that folder."""


class Preparation(QObject):
    """Reads ahead on another thread, so that typing a passphrase never waits for a library."""

    ready = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, start: Start, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._load, self._lock, self._catalogue = start.load, Lock(), None

    def begin(self) -> None:
        """Starts to read what the home screen needs; `ready` carries the catalogue."""
        task = Task(self._prepare)
        task.succeeded.connect(lambda _: forget_sources())
        task.succeeded.connect(self.ready)
        task.failed.connect(self.failed)
        task.start()

    def catalogue(self) -> Catalogue:
        """The content, read once; waits for whoever is reading it. BadInput where it has faults."""
        with self._lock:
            if self._catalogue is None:
                self._catalogue = self._load()
            return self._catalogue

    def go_on(self) -> None:
        """Starts to read what a visit needs; `ended` says that nothing more is read ahead."""
        self._read([*(lambda name=name: import_module(name) for name in FOR_A_VISIT), lambda: import_module(BODY).read_drawings()])

    def _read(self, left: list[Callable[[], object]]) -> None:
        """Reads one thing after the other, each on another thread."""
        if not left:
            self.ended.emit()
            return
        task = Task(left[0])
        task.succeeded.connect(lambda _: forget_sources())
        task.succeeded.connect(lambda _: self._read(left[1:]))
        task.start()

    def _prepare(self) -> Catalogue:
        warm_up()
        catalogue = self.catalogue()
        read_ahead(FOR_HOME)
        return catalogue


def forget_sources() -> None:
    """Lets go of the text of every module that was imported, which PySide reads and Python keeps: 16 MB in all; not while
    another thread may be reading."""
    if not running():
        linecache.clearcache()


def read_ahead(modules: tuple[str, ...]) -> None:
    """Imports modules, so that whoever needs them finds them there."""
    for module in modules:
        import_module(module)
