"""The composer: what it is asked for, what it logs, and what it says when a part of it fails."""

from __future__ import annotations

import json
import logging
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QtMsgType
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from needlesafe import app
from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.reception import begin
from needlesafe.gui import theme
from needlesafe.gui.preparation import Start
from needlesafe.gui.tasks import running
from needlesafe.gui.window import Window
from tests.helpers.workplaces import AOIFE, CHEAP, new_workplace

SECRETS = ("Aoife", "Byrne", "1984-03-09", "C-1042", "555 0142", "left neck pain")


@pytest.fixture
def log_path(tmp_path: Path) -> Iterator[Path]:
    """Where the program logs during the test."""
    root = logging.getLogger()
    level, raises = root.level, logging.raiseExceptions
    handler = app.start_log(tmp_path / "needlesafe.log")
    yield tmp_path / "needlesafe.log"
    root.removeHandler(handler)
    handler.close()
    root.setLevel(level)
    logging.raiseExceptions = raises


def lines(path: Path) -> list[dict[str, object]]:
    """The lines of the log."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def failure(error: BaseException) -> tuple[type[BaseException], BaseException, object]:
    """The error as if it had just been raised."""
    try:
        raise error
    except BaseException as caught:
        return type(caught), caught, caught.__traceback__


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, catalogue: Catalogue) -> Iterator[Window]:
    """A window that has just started."""
    theme.apply(QApplication.instance(), theme.Theme())
    shown = Window(Start(tmp_path / "store", lambda: catalogue, CHEAP))
    with qtbot.waitSignal(shown.preparation.ready, timeout=20000):
        shown.show()
    yield shown
    qtbot.waitUntil(lambda: not running(), timeout=20000)
    while not shown.close():
        pass
    shown.deleteLater()


@pytest.fixture
def hook(window: Window, tmp_path: Path) -> app.FaultHook:
    """The exception hook of that window."""
    return app.FaultHook(window, tmp_path / "needlesafe.log", clock=lambda: 100.0)


def said(hook: app.FaultHook, qtbot: QtBot) -> str:
    """What the dialog says once it is there."""
    qtbot.waitUntil(lambda: hook.dialog is not None and hook.dialog.isVisible())
    return "\n".join(label.text().replace("\u200b", "") for label in hook.dialog.findChildren(QLabel))


@pytest.mark.expects_log
def test_a_failure_is_logged_by_class_and_way_and_never_by_its_words(log_path: Path, hook: app.FaultHook) -> None:
    try:
        try:
            {}["Aoife Byrne"]
        except KeyError as error:
            raise ValueError("1984-03-09 C-1042 left neck pain") from error
    except ValueError:
        hook.catch(*sys.exc_info())
    line = lines(log_path)[-1]
    assert line["level"] == "error" and line["error"] == ["ValueError", "KeyError"]
    assert line["way"][-1].endswith("test_a_failure_is_logged_by_class_and_way_and_never_by_its_words")
    assert not any(secret in log_path.read_text("utf-8") for secret in SECRETS)


def test_what_other_libraries_say_is_not_written_only_that_they_spoke(log_path: Path) -> None:
    logging.getLogger("sqlalchemy.engine").warning("INSERT INTO patients VALUES ('%s')", "Aoife Byrne")
    line = lines(log_path)[-1]
    assert line["from"] == "sqlalchemy.engine" and "event" not in line
    assert "Aoife" not in log_path.read_text("utf-8")


@pytest.mark.parametrize(("text", "logged"), [
    ("QFont::setPixelSize: Pixel size <= 0 (0)", "qt: QFont::setPixelSize: Pixel size <= 0 (0)"),
    ('cannot open "/tmp/Aoife Byrne/record.pdf" now', "qt: cannot open … now"),
    ("no such file: /tmp/Aoife.pdf", "qt: no such file: …"), (r"cannot read C:\Aoife\x.pdf", "qt: cannot read …")])
@pytest.mark.expects_log
def test_what_qt_says_is_logged_without_what_it_quotes(log_path: Path, text: str, logged: str) -> None:
    app.qt_message(QtMsgType.QtWarningMsg, None, text)
    assert lines(log_path)[-1]["event"] == logged and lines(log_path)[-1]["level"] == "warning"


def test_a_visit_leaves_ids_in_the_log_and_nothing_of_the_patient(
        qtbot: QtBot, log_path: Path, window: Window, tmp_path: Path, catalogue: Catalogue) -> None:
    workplace = new_workplace(tmp_path / "other", catalogue)
    window.open_home(workplace)
    desk = begin(workplace, AOIFE)
    desk.indicate(complaint="left neck pain")
    window.open_visit(desk)
    window.go_home()
    qtbot.waitUntil(lambda: not running(), timeout=20000)
    events = [line.get("event") for line in lines(log_path)]
    assert events == [f"store opened {workplace.store.store_id}", f"visit opened {desk.visit_id}",
                      f"visit closed {desk.visit_id}"]
    assert not any(secret in log_path.read_text("utf-8") for secret in SECRETS)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_the_log_is_for_its_owner_alone_even_where_it_was_open_to_others(tmp_path: Path) -> None:
    path = tmp_path / "needlesafe.log"
    path.touch(0o644)
    handler = app.PrivateLog(path)
    handler.emit(logging.LogRecord("needlesafe.x", logging.INFO, "", 1, "event", (), None))
    handler.close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such links")
def test_the_log_follows_no_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "letter").write_text("mine")
    (tmp_path / "needlesafe.log").symlink_to(tmp_path / "letter")
    monkeypatch.setattr(logging, "raiseExceptions", False)
    app.PrivateLog(tmp_path / "needlesafe.log").emit(logging.LogRecord("needlesafe.x", logging.INFO, "", 1, "event", (), None))
    assert (tmp_path / "letter").read_text() == "mine"


def test_logs_take_turns_and_all_are_private(tmp_path: Path) -> None:
    handler = app.PrivateLog(tmp_path / "needlesafe.log", most_bytes=400, kept=2)
    handler.setFormatter(app.JsonLines())
    for number in range(30):
        handler.emit(logging.LogRecord("needlesafe.x", logging.INFO, "", 1, "event %s", (number,), None))
    handler.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "needlesafe.log", "needlesafe.log.1", "needlesafe.log.2"]
    assert os.name == "nt" or {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o600}


@pytest.mark.expects_log
def test_the_dialog_says_what_is_safe_what_to_do_and_where_the_log_is(qtbot: QtBot, hook: app.FaultHook) -> None:
    hook.catch(*failure(RuntimeError("left neck pain")))
    words = said(hook, qtbot)
    assert "A part of NeedleSafe failed." in words
    assert "No record is open" in words and "needlesafe.log" in words and "RuntimeError" in words
    assert "left neck pain" not in words


@pytest.mark.expects_log
def test_answers_are_called_safe_only_after_they_were_read_back(
        qtbot: QtBot, hook: app.FaultHook, window: Window, tmp_path: Path, catalogue: Catalogue) -> None:
    workplace = new_workplace(tmp_path / "other", catalogue)
    window.open_home(workplace)
    window.open_visit(begin(workplace, AOIFE))
    hook.catch(*failure(RuntimeError()))
    assert "Your saved answers are safe" in said(hook, qtbot)
    hook.dialog.close()
    workplace.store.close()
    hook.show_fault("RuntimeError", "elsewhere")
    words = said(hook, qtbot)
    assert "could not be confirmed" in words and "are safe" not in words


@pytest.mark.expects_log
def test_the_program_goes_on_beneath_the_dialog(qtbot: QtBot, hook: app.FaultHook, window: Window) -> None:
    hook.catch(*failure(RuntimeError()))
    said(hook, qtbot)
    assert not hook.dialog.isModal()
    qtbot.keyClicks(window.page.passphrase.first.edit, "still typing")
    assert window.page.passphrase.value() == "still typing"


@pytest.mark.expects_log
def test_a_fault_that_comes_again_and_again_is_shown_once(qtbot: QtBot, hook: app.FaultHook) -> None:
    for _ in range(3):
        hook.show_fault("RuntimeError", "needlesafe.gui.widgets.card:49 paintEvent")
    first = hook.dialog
    first.close()
    hook.show_fault("RuntimeError", "needlesafe.gui.widgets.card:49 paintEvent")
    assert hook.dialog is first and not first.isVisible()
    hook.show_fault("RuntimeError", "another place")
    assert hook.dialog is not first


@pytest.mark.expects_log
def test_a_failure_on_another_thread_is_told_on_this_one(qtbot: QtBot, hook: app.FaultHook) -> None:
    thread = threading.Thread(target=lambda: hook.catch(*failure(OSError("disk"))))
    thread.start()
    thread.join()
    assert "OSError" in said(hook, qtbot)


@pytest.mark.parametrize("arguments", [["--text-size", "99"], ["--text-size", "201"], ["--text-size", "big"],
                                       ["--theme", "pink"], ["--strore", "x"]])
def test_a_bad_call_is_refused_before_a_window_opens(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        app._parser().parse_args(arguments)
    assert refused.value.code == 2
    assert "usage" in capsys.readouterr().err


@pytest.mark.parametrize(("arguments", "expected"), [
    ([], None), (["--theme", "dark"], (True, 1.0)), (["--theme", "light", "--text-size", "200"], (False, 2.0)),
    (["--text-size", "150"], (False, 1.5))])
def test_theme_and_text_size_are_taken_from_the_call(
        qapp: QApplication, arguments: list[str], expected: tuple[bool, float] | None) -> None:
    chosen = app._theme(app._parser().parse_args(arguments))
    assert (chosen and (chosen.dark, chosen.scale)) == expected


RUN = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from needlesafe.cli import main
exec_ = QApplication.exec
def look():
    window = QApplication.topLevelWidgets()[0]
    if window.isVisible() and not window.preparation._lock.locked():
        1 / 0
def run(*_):
    timer = QTimer(interval=100)
    timer.timeout.connect(look)
    timer.start()
    QTimer.singleShot(1500, QApplication.quit)
    return exec_()
QApplication.exec = staticmethod(run)
sys.exit(main(sys.argv[1:]))
"""


def test_the_whole_program_outlives_a_failing_slot_and_logs_it(tmp_path: Path) -> None:
    environment = {**os.environ, "NEEDLESAFE_DATA": str(tmp_path / "data"), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", RUN, "--store", str(tmp_path / "store"), "--theme", "light"],
                          env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    told = lines(tmp_path / "data" / "log" / "needlesafe.log")
    assert {"started", "ended"} <= {line.get("event") for line in told}
    assert ["ZeroDivisionError"] in [line.get("error") for line in told]
    assert not (tmp_path / "store").exists()


def test_a_data_folder_that_cannot_be_made_is_said_and_nothing_opens(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    environment = {**os.environ, "NEEDLESAFE_DATA": str(tmp_path / "data"), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-m", "needlesafe"], env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 7
    assert "cannot be used" in done.stderr and "Traceback" not in done.stderr
