"""
Which folder or file: Qt's own dialog, with *Emergency F9* in it.

The system's own would keep the key to itself. It is opened and answered later, so that nothing waits in it: it can be put
aside while the emergency card is open, and what was chosen in it stays.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, QStandardPaths, Qt
from PySide6.QtGui import QIcon, QPainter
from PySide6.QtWidgets import QFileDialog, QGridLayout, QPushButton, QSplitter, QToolButton, QTreeView, QWidget

from needlesafe.gui import theme
from needlesafe.gui.widgets.emergency_button import EmergencyButton

Chosen = Callable[[Path], object]
_WIDE, _HIGH, _FINGER = 820, 560, 44
_ARROWS, _SIGN = ("backButton", "forwardButton", "toParentButton"), 16
_KIND = 2
"""The column that says in words what its name says already."""
_PLACES, _PAD = 130, 32
"""How wide the list of places is, and what stands beside the words of a button, at 100 %."""


def ask_folder(place: QWidget, title: str, chosen: Chosen) -> QFileDialog:
    """The dialog that asks for a folder and hands it to `chosen`."""
    dialog = _dialog(place, title, chosen)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _opened(dialog)


def ask_file(place: QWidget, title: str, kinds: str, chosen: Chosen) -> QFileDialog:
    """The dialog that asks for a file of these kinds and hands it to `chosen`."""
    dialog = _dialog(place, title, chosen)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(kinds)
    return _opened(dialog)


def _dialog(place: QWidget, title: str, chosen: Chosen) -> QFileDialog:
    dialog = QFileDialog(place.window(), title)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setDirectory(_first_folder())
    dialog.resize(QSize(theme.current().scaled(_WIDE), theme.current().scaled(_HIGH)).boundedTo(place.window().size()))
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    return dialog


def _first_folder() -> str:
    """The user's documents, else the user's home: never wherever the program was started."""
    places = (QStandardPaths.StandardLocation.DocumentsLocation, QStandardPaths.StandardLocation.HomeLocation)
    folders = [QStandardPaths.writableLocation(place) for place in places]
    return next((folder for folder in folders if Path(folder).is_dir()), folders[-1])


def _in_ink(icon: QIcon, side: int) -> QIcon:
    """The same sign in the colour of what is read; Qt's own arrows are black on dark grounds too."""
    picture = icon.pixmap(side, side)
    painter = QPainter(picture)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(picture.rect(), theme.current().colour("ink"))
    painter.end()
    return QIcon(picture)


def _opened(dialog: QFileDialog) -> QFileDialog:
    look = theme.current()
    for button in (*dialog.findChildren(QPushButton), *dialog.findChildren(QToolButton)):
        words = button.fontMetrics().horizontalAdvance(button.text()) + look.scaled(_PAD) if isinstance(button, QPushButton) else 0
        button.setMinimumSize(max(_FINGER, words), look.target)
        if button.objectName() in _ARROWS:
            button.setIcon(_in_ink(button.icon(), look.scaled(_SIGN)))
    for places in dialog.findChildren(QSplitter):
        places.setSizes([look.scaled(_PLACES), dialog.width()])
    for files in dialog.findChildren(QTreeView):
        files.hideColumn(_KIND)
        files.header().setStretchLastSection(True)
    layout = dialog.layout()
    if isinstance(layout, QGridLayout):
        layout.addWidget(EmergencyButton(), layout.rowCount(), 0, 1, layout.columnCount(), Qt.AlignmentFlag.AlignRight)
    dialog.open()
    return dialog
