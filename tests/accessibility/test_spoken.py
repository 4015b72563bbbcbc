"""
What a screen reader finds: the program runs as a process of its own on a screen of its own and is read from outside, over
the bus that readers use. Every control has a name, a role and its states.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.walk import start_from
from needlesafe.gui.widgets.body_drawing import read_drawing
from needlesafe.paths import assets_dir
from tests.helpers.spoken_session import Element, Heard, answer_of, end, heard, lacking
from tests.helpers.visit_files import UPPER_TRAPEZIUS, as_visit, begun, complete
from tests.helpers.visit_walk import record_up_to
from tests.helpers.workplaces import AOIFE, PASSPHRASE, new_workplace

ROOT = Path(__file__).parents[2]
WINDOW = ROOT / "tests" / "helpers" / "spoken_window.py"
pytestmark = pytest.mark.skipif(bool(lacking()), reason=f"NOT READ AS A SCREEN READER DOES: this machine lacks {', '.join(lacking())}")

REGIONS = sum(len(read_drawing(assets_dir() / "body" / f"{view}.svg").regions) for view in ("front", "back"))
"""How many regions and sides the body has, seen from the front and from behind."""
NO_ROLE = {"", "unknown", "invalid", "filler", "redundant object", "layered pane"}
"""What says nothing of what can be done with a control."""
FIELDS = {"text", "password text", "entry"}
MAY_BE_ALIKE = {"label", "tree item"}
"""What stands beside what tells it apart: words, and the cells of the toolkit's own list of files, such as two files' hour."""
TURNED = {"check box", "radio button", "toggle button"}


@pytest.fixture
def reader() -> Iterator[Heard]:
    """A screen, a bus and a reader."""
    with heard() as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path, catalogue: Catalogue) -> Path:
    """A store with one patient and a visit that is ready for its consent."""
    place = new_workplace(tmp_path / "store", catalogue)
    place.store.keep_patient("p1", AOIFE)
    told = as_visit(complete(begun(UPPER_TRAPEZIUS), catalogue), catalogue)
    record_up_to(start_from(told, place), told, "ready")
    place.store.close()
    return tmp_path / "store"


def is_control(element: Element) -> bool:
    """Whether something can be done with it. A cell of the toolkit's own list of files may be empty: it is none."""
    acts = "focusable" in element["states"] or any(name in ("Press", "Toggle", "Show Menu") for name in element["actions"])
    return acts and (element["role"] != "tree item" or bool(element["name"]))


def faults(tree: list[Element]) -> list[str]:
    """What a reader would miss of each control."""
    found, often = [], Counter(alike(element, tree) for element in tree if is_control(element))
    for element in filter(is_control, tree):
        lacks = [] if any(letter.isalnum() for letter in element["name"]) else ["a name"]
        if often[alike(element, tree)] > 1 and element["role"] not in MAY_BE_ALIKE and not element["description"].strip():
            lacks.append("what tells it from another of its name")
        if element["role"] in NO_ROLE:
            lacks.append("a role")
        inside = element["parent"] >= 0 and tree[element["parent"]]["role"] in FIELDS  # its field has keys for the same
        if "enabled" in element["states"] and "focusable" not in element["states"] and not inside:
            lacks.append("the state focusable")
        if element["role"] in FIELDS and "editable" not in element["states"] and "read-only" not in element["states"]:
            lacks.append("the state editable or read-only")
        if element["role"] in TURNED and "checkable" not in element["states"]:
            lacks.append("the state checkable")
        if lacks:
            found.append(f"{element['role']} {element['name']!r} in {where(element, tree)} lacks {', '.join(lacks)}")
    return found


def alike(element: Element, tree: list[Element]) -> tuple[object, str, str]:
    """What a control shares with those that cannot be told from it by window, role and name."""
    above = element
    while above["parent"] > 0:
        above = tree[above["parent"]]
    return above["path"], element["role"], element["name"]


def where(element: Element, tree: list[Element]) -> str:
    """The names round an element."""
    names = []
    while element["parent"] >= 0:
        element = tree[element["parent"]]
        names.append(element["name"])
    return " < ".join(name for name in names if name)


def named(tree: list[Element], name: str, role: str = "push button") -> Element:
    """The one element of that name."""
    return next(element for element in tree if element["name"] == name and element["role"] == role)


def test_what_a_reader_would_miss_is_a_fault() -> None:
    whole = {"path": "a", "parent": -1, "role": "check box", "name": "Yes", "description": "Are you well?", "actions": ["Toggle"],
             "states": ["enabled", "focusable", "checkable"]}
    assert not faults([whole])
    for lacking_one in ({"name": "−"}, {"role": "filler"}, {"states": ["enabled", "checkable"]}, {"states": ["enabled", "focusable"]}):
        assert len(faults([whole | lacking_one])) == 1, lacking_one
    assert len(faults([whole | {"description": ""}] * 2)) == 2


def started(reader: Heard, call: list[str], home: Path) -> subprocess.Popen[str]:
    """A process that is seen and heard here, with a home of its own."""
    places = {name: str(home / name.lower()) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")}
    return subprocess.Popen([sys.executable, *call], cwd=ROOT, env=reader.environment | places, stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE, text=True)


def lead(window: subprocess.Popen[str], screen: str) -> None:
    """Has a screen shown."""
    window.stdin.write(json.dumps(screen) + "\n")
    window.stdin.flush()
    assert answer_of(window) == screen


def until(reader: Heard, name: str) -> list[Element]:
    """The screen once it has an element of that name."""
    for _ in range(200):
        tree = reader.walk()
        if any(element["name"] == name for element in tree):
            return tree
        time.sleep(0.05)
    raise AssertionError(f"{name!r} never came; there is {[element['name'] for element in tree if is_control(element)]}")


def test_the_program_is_opened_and_a_region_chosen_by_a_reader_alone(reader: Heard, folder: Path, tmp_path: Path) -> None:
    program = started(reader, ["-m", "needlesafe", "--store", str(folder)], tmp_path)
    try:
        tree = until(reader, "Passphrase")
        assert reader.ask("listen") and not faults(tree)
        reader.write(named(tree, "Passphrase", "text"), "the wrong one")
        reader.press(named(tree, "Open"))
        assert reader.hears("The passphrase is wrong")
        reader.write(named(tree, "Passphrase", "text"), PASSPHRASE)
        reader.press(named(tree, "Open"))
        tree = until(reader, "New visit")
        assert not faults(tree)
        reader.press(named(tree, "Resume"))
        reader.press(named(until(reader, "Sites"), "Sites"))
        tree = until(reader, "Body, back")
        assert not faults(tree)
        regions = regions_of(tree)
        assert len(regions) == REGIONS and all("tier" in region["description"] for region in regions)
        calf = next(region for region in regions if region["name"] == "Calf, patient’s left")
        reader.press(calf)
        until(reader, "Add to the plan")
    finally:
        end([program])


def regions_of(tree: list[Element]) -> list[Element]:
    """The regions of the body."""
    figures = {place for place, element in enumerate(tree) if element["name"] in ("Body, front", "Body, back")}
    return [element for element in tree if element["parent"] in figures]


@pytest.mark.full
@pytest.mark.parametrize("first", [True, False], ids=["before there is a store", "every screen"])
def test_no_screen_has_a_control_without_name_role_or_state(reader: Heard, folder: Path, tmp_path: Path, first: bool) -> None:
    window = started(reader, [str(WINDOW), str(tmp_path / "none" if first else folder)], tmp_path)
    controls, found = 0, {}
    try:
        screens: list[str] = answer_of(window)
        for screen in screens:
            lead(window, screen)
            tree = reader.walk()
            controls += sum(map(is_control, tree))
            found |= {fault: screen for fault in faults(tree) if fault not in found}
            if "step sites" in screen:
                regions = regions_of(tree)
                assert len(regions) == REGIONS
                reader.focus(regions[7])
                assert any(one["path"] == regions[7]["path"] and "focused" in one["states"] for one in reader.walk())
    finally:
        end([window])
    print(f"{len(screens)} screens, {controls} controls, {len(found)} faults")
    assert not found



@pytest.mark.full
def test_a_stop_and_minutes_that_are_over_are_said_at_once(
        reader: Heard, folder: Path, tmp_path: Path, catalogue: Catalogue) -> None:
    window = started(reader, [str(WINDOW), str(folder)], tmp_path)
    try:
        answer_of(window)
        for screen in ("locked", "home", "step screening, planned"):
            lead(window, screen)
        assert reader.ask("listen")
        lead(window, "the planned minutes are over")
        assert reader.hears("the planned 10 minutes are over")
        lead(window, "step screening, planned")
        asked = catalogue.questions["ci-fever-infection"].text
        reader.press(next(one for one in reader.walk() if one["name"] == "Yes" and one["description"] == asked))
        assert reader.hears("Stop: ")
    finally:
        end([window])
