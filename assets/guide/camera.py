"""A window, the looks in which it is shown, and the pictures that are taken of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import needlesafe.gui  # before any call of Qt

from looked_over import amiss
from PIL import Image
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from needlesafe.gui import theme
from needlesafe.gui.tasks import running
from needlesafe.gui.widgets.column import Column

_PATIENCE = 180.0
_TURNS = 6
"""How often a layout may be worked out anew until every width and height agrees."""
_BELOW, _TALLEST = 24, 6000
"""From so many pixels below the fold on a page is taken whole as well, and no taller than this."""


@dataclass(frozen=True, slots=True)
class Look:
    """How the window is shown."""

    name: str
    dark: bool
    wide: int
    high: int
    scale: float = 1.0
    """The size of text."""

    @property
    def theme(self) -> theme.Theme:
        """What the program is dressed in."""
        return theme.Theme(self.dark, self.scale)


LOOKS = {look.name: look for look in (
    Look("light", False, 1280, 800), Look("dark", True, 1280, 800), Look("light-wide", False, 1920, 1080),
    Look("dark-wide", True, 1920, 1080), Look("light-large", False, 1280, 800, 2.0), Look("dark-large", True, 1280, 800, 2.0))}


@dataclass
class Shelf:
    """Where pictures are put, which of them are wanted, and what was amiss on them."""

    folder: Path
    look: Look
    only: tuple[str, ...] = ()
    """Names or patterns; all of them without any."""
    colours: int = 0
    """So many colours a picture may have; all of them without a number."""
    looks_over: bool = True
    """Whether each screen is looked over for faults, and taken whole where it goes on below the fold."""
    taken: set[str] = field(default_factory=set)
    found: list[str] = field(default_factory=list)

    def wants(self, names: Iterable[str]) -> bool:
        """Whether one of the names is wanted."""
        return not self.only or any(fnmatchcase(name, wanted) for name in names for wanted in self.only)

    def put(self, top: QWidget, name: str) -> None:
        """Takes a picture of a window, and looks it over."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._save(top.grab(), name)
        self.taken.add(name)
        if not self.looks_over:
            return
        if (below := _below_the_fold(top)) is not None:
            self._save(below, f"{name}.whole")
        self.found += [f"{name}: {fault}" for fault in (*_wrong_size(top, self.look), *amiss(top))]

    def _save(self, picture: QPixmap, name: str) -> None:
        path = self.folder / f"{name}.png"
        picture.save(str(path))
        if self.colours:
            make_small(path, path, self.colours)


class Camera:
    """Stands before one window."""

    def __init__(self, window: Any, shelf: Shelf) -> None:
        self.window, self.shelf = window, shelf
        self._fit()
        window.show()
        self.settle()

    def take(self, name: str, of: QWidget | None = None, waits: bool = True) -> None:
        """Takes a picture of the window, or of a dialog above it; without waiting also of what is being done."""
        if not self.shelf.wants([name]):
            return
        self.settle() if waits else self.draw()
        if of is None and self.window.size() != QSize(self.shelf.look.wide, self.shelf.look.high):
            self.window.showNormal()  # it filled a screen of another size
            self._fit()
            self.settle()
        self.shelf.put(of or self.window, name)
        print(f"{self.shelf.look.name}/{name}", flush=True)

    def take_dialog(self, name: str, dialog: QDialog) -> None:
        """Shows a dialog, takes its picture and closes it."""
        dialog.show()
        self.take(name, dialog)
        dialog.close()

    def settle(self) -> None:
        """Waits until no task is at work and everything is drawn."""
        self.wait(lambda: not running())
        self.draw()

    def draw(self) -> None:
        """Lets everything be drawn that waits for it."""
        for _ in range(_TURNS):
            QApplication.processEvents()

    def rest(self, seconds: float) -> None:
        """Lets so much time pass, such as a pause in typing."""
        end = time.monotonic() + seconds
        self.wait(lambda: time.monotonic() > end)

    def wait(self, until: Callable[[], Any]) -> None:
        """Lets the window go on until something is so. RuntimeError where it never is."""
        end = time.monotonic() + _PATIENCE
        while not until():
            QApplication.processEvents()
            time.sleep(0.005)
            if time.monotonic() > end:
                raise RuntimeError("the window did not come so far")

    def close(self) -> None:
        """Closes the window."""
        while not self.window.close():
            self.settle()
        self.window.deleteLater()
        QApplication.processEvents()

    def _fit(self) -> None:
        self.window.resize(self.shelf.look.wide, self.shelf.look.high)


def make_small(picture: Path, path: Path, colours: int) -> None:
    """Writes a picture with so many colours."""
    with Image.open(picture) as whole:
        whole.convert("RGB").quantize(colours, dither=Image.Dither.NONE).save(path, optimize=True)


def _wrong_size(top: QWidget, look: Look) -> list[str]:
    """That a window is larger than its screen, or no longer as large as it was."""
    size = f"{top.width()} x {top.height()}"
    if isinstance(top, QDialog):
        return [f"the dialog is larger than the screen: {size}"] if top.width() > look.wide or top.height() > look.high else []
    return [] if top.size() == QSize(look.wide, look.high) else [f"the window became {size}"]


def _below_the_fold(top: QWidget) -> QPixmap | None:
    """The page in its whole height, where it has to be scrolled."""
    columns = [column for column in top.findChildren(Column) if column.isVisible() and column.verticalScrollBar().maximum() > _BELOW]
    if not columns:
        return None
    page = max(columns, key=lambda column: column.width() * column.height()).widget()
    picture = QPixmap(page.width(), min(page.height(), _TALLEST))
    picture.fill(theme.current().colour("page"))
    page.render(picture, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)
    return picture
