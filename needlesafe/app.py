"""
The composer: log, exception hook, theme, window, event loop. The only file that knows every room.

Nothing heavy is imported before the first page is painted; the window reads ahead by itself once it is.
"""

from __future__ import annotations

import argparse
import gc
import json
import logging
import os
import re
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from needlesafe.errors import UserError
from needlesafe.gui import theme
from needlesafe.gui.preparation import Start
from needlesafe.gui.widgets.finger_scroll import FingerScroll
from needlesafe.gui.widgets.focus_ring import FocusRing
from needlesafe.gui.window import Window
from needlesafe.paths import clinic_dir, data_dir, demo_dir, log_file

if TYPE_CHECKING:
    from needlesafe.domain.catalogue import Catalogue
    from needlesafe.gui.fault_dialog import FaultDialog

LOG_BYTES, LOGS_KEPT = 1_000_000, 5
WITHOUT_A_SCREEN = ("offscreen", "minimal")
QUIET_SECONDS = 5.0
"""So long the same fault is only logged after it was shown."""
_PARTICULARS = re.compile(r"\"[^\"]*\"|'[^']*'|(?:[A-Za-z]:)?[/\\]\S+|[\w.+-]+@\S+")
_LEVELS = {QtMsgType.QtDebugMsg: logging.DEBUG, QtMsgType.QtInfoMsg: logging.INFO,
           QtMsgType.QtWarningMsg: logging.WARNING, QtMsgType.QtCriticalMsg: logging.ERROR,
           QtMsgType.QtFatalMsg: logging.CRITICAL}

log = logging.getLogger(__name__)


def main(arguments: Sequence[str]) -> int:
    """The exit code of one run of the window."""
    call = _parser().parse_args(list(arguments))
    app = QApplication(sys.argv[:1])
    app.setApplicationName("NeedleSafe")
    theme.apply(app, _theme(call))
    FocusRing(app)
    FingerScroll(app)
    try:
        if call.demo:
            os.environ["NEEDLESAFE_DATA"] = str(demo_dir())
        where = log_file()
        start_log(where)
        folder = data_dir() / "store" if call.demo else call.store or data_dir() / "store"
    except UserError as error:
        return _refused(app, error)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    qInstallMessageHandler(qt_message)
    window = Window(Start(folder, partial(_content, call.clinic), demo=call.demo))
    window.preparation.ended.connect(gc.freeze)  # what was read stays: going through it again would hold up a page for 50 ms
    hook = FaultHook(window, where)
    sys.excepthook = hook.catch
    threading.excepthook = lambda told: hook.catch(told.exc_type, told.exc_value, told.exc_traceback)
    log.info("started")
    window.show()
    code = app.exec()
    log.info("ended")
    return code


def _refused(app: QApplication, error: UserError) -> int:
    """Says on standard error, and on the screen where there is one, why no window opens."""
    print(error, file=sys.stderr)
    if app.platformName() not in WITHOUT_A_SCREEN:
        from PySide6.QtWidgets import QMessageBox

        QMessageBox.critical(None, "NeedleSafe", str(error))
    return error.exit_code


def _content(clinic: Path | None) -> Catalogue:
    from needlesafe.content import load

    return load(clinic=clinic or clinic_dir())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("needlesafe", description="Opens the window.")
    parser.add_argument("--store", type=Path, help="the store's folder; the user's own without it")
    parser.add_argument("--clinic", type=Path, help="the clinic's own folder; the user's own without it, if there is one")
    parser.add_argument("--demo", action="store_true", help="an invented clinic in a folder of its own, made anew; 'demo' says the same")
    parser.add_argument("--theme", choices=("light", "dark", "system"), default="system")
    parser.add_argument("--text-size", type=_percent, help="100 to 200, in per cent; the system's without it")
    return parser


def _percent(text: str) -> int:
    if text.isdigit() and 100 <= int(text) <= 200:
        return int(text)
    raise argparse.ArgumentTypeError(f"'{text}' is no number from 100 to 200")


def _theme(call: argparse.Namespace) -> theme.Theme | None:
    """The theme that was asked for; None follows the system."""
    if call.theme == "system" and call.text_size is None:
        return None
    system = theme.system_theme()
    dark = system.dark if call.theme == "system" else call.theme == "dark"
    return theme.Theme(dark, call.text_size / 100 if call.text_size else system.scale)


def start_log(path: Path) -> logging.Handler:
    """The handler that writes the log from now on: JSON lines, for the owner's eyes, a few files that take turns."""
    handler = PrivateLog(path)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    logging.raiseExceptions = False
    return handler


class PrivateLog(logging.FileHandler):
    """A log that only its owner may read and that follows no link; a full file is put aside and the oldest goes."""

    def __init__(self, path: Path, most_bytes: int = LOG_BYTES, kept: int = LOGS_KEPT) -> None:
        super().__init__(path, encoding="utf-8", delay=True)
        self._most_bytes, self._kept = most_bytes, kept

    def emit(self, record: logging.LogRecord) -> None:
        """Writes the line, into a new file where the one in use is full."""
        try:
            if self.stream is not None and self.stream.tell() >= self._most_bytes:
                self._turn()
            super().emit(record)
        except OSError:
            self.handleError(record)

    def _open(self) -> IO[str]:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
        stream = os.fdopen(os.open(self.baseFilename, flags, 0o600), "a", encoding=self.encoding)
        os.chmod(self.baseFilename, 0o600)
        return stream

    def _turn(self) -> None:
        self.stream.close()
        self.stream = None
        names = [self.baseFilename, *(f"{self.baseFilename}.{number}" for number in range(1, self._kept + 1))]
        for newer, older in reversed(list(zip(names, names[1:]))):
            if os.path.exists(newer):
                os.replace(newer, older)


class JsonLines(logging.Formatter):
    """One JSON object a line; of an error its class and its way through the code, never its text."""

    def format(self, record: logging.LogRecord) -> str:
        """Returns the line; what other libraries say may quote a record, so only where they said it is kept."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        line: dict[str, Any] = {"at": at, "level": record.levelname.lower(), "from": record.name,
                                "line": record.lineno}
        if record.name.split(".")[0] == "needlesafe":
            line["event"] = record.getMessage()
        if record.exc_info and record.exc_info[1] is not None:
            line |= {"error": _classes(record.exc_info[1]), "way": way_of(record.exc_info[2])}
        return json.dumps(line, ensure_ascii=True)


def _classes(error: BaseException | None) -> list[str]:
    """The class of an error and of those that led to it."""
    found: list[str] = []
    while error is not None and len(found) < 10:
        found.append(type(error).__name__)
        error = error.__cause__ or error.__context__
    return found


def way_of(trace: TracebackType | None) -> list[str]:
    """Module, line and function of each step of a traceback, the place of the failure last."""
    steps = []
    while trace is not None:
        frame = trace.tb_frame
        steps.append(f"{frame.f_globals.get('__name__', '?')}:{trace.tb_lineno} {frame.f_code.co_name}")
        trace = trace.tb_next
    return steps


def qt_message(kind: QtMsgType, _: QMessageLogContext, text: str) -> None:
    """Logs what Qt says, without what it quotes."""
    log.log(_LEVELS.get(kind, logging.WARNING), "qt: %s", _PARTICULARS.sub("…", text))


class FaultHook(QObject):
    """Catches what nobody else caught: logs it, says it, and lets the program go on."""

    _caught = Signal(str, str)

    def __init__(self, window: Window, where: Path, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(window)
        self._window, self._where, self._clock = window, where, clock
        self._last: tuple[str, float] = ("", 0.0)
        self.dialog: FaultDialog | None = None
        self._caught.connect(self.show_fault, Qt.ConnectionType.QueuedConnection)

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Takes a failure from any thread; the words for it are shown once the window is idle."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        way = way_of(trace)
        log.error("a part of the program failed", exc_info=(kind, error, trace))
        self._caught.emit(kind.__name__, way[-1] if way else "")

    def show_fault(self, error: str, place: str) -> None:
        """Shows one dialog at a time, and the same fault not again at once."""
        from needlesafe.gui.fault_dialog import FaultDialog, FaultReport

        shown, now = self.dialog is not None and self.dialog.isVisible(), self._clock()
        if shown or (self._last[0] == place and now - self._last[1] < QUIET_SECONDS):
            return
        self._last = (place, now)
        self.dialog = FaultDialog(FaultReport(error, place, self._window.safety(), str(self._where)), self._window)
        self.dialog.show()
