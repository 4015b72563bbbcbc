"""What every test stands on: no screen, no network of its own, a home that is thrown away, and a silent log."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from needlesafe.content import load
from needlesafe.domain.catalogue import Catalogue
from tests.helpers.turns import turn

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

FULL = "NEEDLESAFE_FULL"
MEASURED = "measured"
HOMES = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "APPDATA")
OURS = ("NEEDLESAFE_DATA", "NEEDLESAFE_PASSPHRASE", "NEEDLESAFE_USER")

settings.register_profile("usual", database=None, deadline=None, derandomize=True)
settings.register_profile("full", database=None, deadline=None, max_examples=2000)
settings.load_profile("full" if os.environ.get(FULL) else "usual")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keeps the long counts for `python3 main.py test --full`; what measures time comes first, then what takes long."""
    ranks: dict[Path, int] = {}
    for item in items:
        ranks[item.path] = min(_rank(item), ranks.get(item.path, _rank(item)))
    items.sort(key=lambda item: ranks[item.path])
    if os.environ.get(FULL):
        return
    for item in items:
        if item.get_closest_marker("full"):
            item.add_marker(pytest.mark.skip(reason="a long count; `python3 main.py test --full` runs it"))


def _rank(item: pytest.Item) -> int:
    """When a test's file has its turn: while one that measures time waits for a long one, a worker would stand idle."""
    long = item.get_closest_marker("full") or item.get_closest_marker("grows")
    return 0 if item.get_closest_marker("benchmark") else 1 if long else 2


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, Any, Any]:
    """Lets a test that measures time have the machine to itself, its preparations included."""
    with turn(alone=item.get_closest_marker("benchmark") is not None):
        return (yield)


@pytest.fixture(autouse=True)
def a_home_of_its_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Returns the home of this test; no test sees or touches the real user's data."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    for name in HOMES:
        monkeypatch.setenv(name, str(home / name.lower()))
    for name in OURS:
        monkeypatch.delenv(name, raising=False)
    return home


@pytest.fixture(autouse=True)
def a_silent_log(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fails a test whose code warned in the log, unless the test is marked `expects_log`."""
    yield
    if request.node.get_closest_marker("expects_log"):
        return
    loud = [record for record in caplog.get_records("call")
            if record.levelno >= logging.WARNING and record.name.split(".")[0] == "needlesafe"]
    assert not loud, [record.getMessage() for record in loud]


@pytest.fixture
def say(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Returns a function that has what was measured said at the end of the run."""
    return lambda words: record_property(MEASURED, words)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says what was measured, whether it held or not."""
    reports = [report for outcome in ("passed", "failed") for report in terminalreporter.getreports(outcome)]
    told = [words for report in reports if report.when == "call" for name, words in report.user_properties if name == MEASURED]
    if told:
        terminalreporter.section(MEASURED)
    for words in told:
        terminalreporter.line(words)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The catalogue as shipped: the content itself is under test."""
    return load()
