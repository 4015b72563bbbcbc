"""`python3 main.py demo` opens its window on a folder of its own and leaves the user's records alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

RUN = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from needlesafe.cli import main
exec_ = QApplication.exec
def look():
    window = QApplication.topLevelWidgets()[0]
    if getattr(window.page, "work", None) and window.page.work.progress.done:
        print(window.windowTitle(), flush=True)
        window.close()
def run(*_):
    timer = QTimer(interval=100)
    timer.timeout.connect(look)
    timer.start()
    return exec_()
QApplication.exec = staticmethod(run)
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("call", [["demo", "--theme", "light"], ["--demo"]])
def test_a_demonstration_lives_in_a_folder_of_its_own(tmp_path: Path, call: list[str]) -> None:
    mine = tmp_path / "data"
    (mine / "register").mkdir(parents=True)
    environment = {**os.environ, "NEEDLESAFE_DATA": str(mine), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", RUN, *call], env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0 and "DEMO" in done.stdout, done.stderr
    assert {path.name for path in mine.iterdir()} == {"register", "demo"} and not list((mine / "register").iterdir())
    assert {"needlesafe-demo", "store", "register", "log"} <= {path.name for path in (mine / "demo").iterdir()}


def test_the_verbs_tell_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    from needlesafe import cli
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    assert "invented clinic" in capsys.readouterr().out
