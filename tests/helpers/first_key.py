"""
A process that is measured from outside: it ends as soon as its first field has taken a key.

`first_key.py bare` is a PySide6 window with one field and nothing else; `first_key.py needlesafe --store …` is the
program as its command starts it; `first_key.py home PASSPHRASE --store …` goes on to the home screen and prints how many
milliseconds that took from Enter on.
"""

from __future__ import annotations

import os
import sys
import time

from PySide6.QtCore import QCoreApplication, QEvent, QTimer, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget


def bare() -> None:
    """Shows the least window that takes keys."""
    app = QApplication([])
    window = QWidget()
    window.resize(1280, 800)
    field = QLineEdit(window)
    window.show()
    field.setFocus()
    when_a_key_is_taken(lambda: os._exit(0))
    app.exec()


def needlesafe(then: object) -> None:
    """Starts the program as its command does."""
    whole = QApplication.exec

    def exec_(*_: object) -> int:
        when_a_key_is_taken(then)
        return whole()

    QApplication.exec = staticmethod(exec_)
    from needlesafe.cli import main

    main([argument for argument in sys.argv[2:] if argument != "-"])


def when_a_key_is_taken(then: object) -> None:
    """Tries a key at every turn of the event loop until the field that has the keyboard shows it."""
    field = QApplication.focusWidget()
    window = QApplication.activeWindow()
    if isinstance(field, QLineEdit) and window is not None and window.windowHandle().isExposed():
        press(field, "x")
        if field.text() == "x":
            then()
            return
    QTimer.singleShot(0, lambda: when_a_key_is_taken(then))


def press(field: QWidget, letter: str, key: Qt.Key = Qt.Key.Key_X) -> None:
    """Presses a key in a field."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(field, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter))


def to_home(passphrase: str) -> None:
    """Waits until the program has read ahead, opens the store and prints the milliseconds to the home screen."""
    field, window = QApplication.focusWidget(), QApplication.activeWindow()
    begun = [0.0]

    def enter(_: object) -> None:
        field.setText(passphrase)
        begun[0] = time.perf_counter()
        press(field, "\r", Qt.Key.Key_Return)
        look()

    def look() -> None:
        if window.home is not None and QApplication.focusWidget() is window.home.patients.search:
            window.repaint()
            print(f"{(time.perf_counter() - begun[0]) * 1000:.1f}", flush=True)
            os._exit(0)
        QTimer.singleShot(1, look)

    window.preparation.ready.connect(enter)


if __name__ == "__main__":
    match sys.argv[1]:
        case "bare":
            bare()
        case "needlesafe":
            needlesafe(lambda: os._exit(0))
        case "home":
            secret = sys.argv.pop(2)
            needlesafe(lambda: to_home(secret))
