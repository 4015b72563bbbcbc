"""The house keeps its own rules: who imports whom, how long things are, which words are never written."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "needlesafe"

LONGEST_FUNCTION = 50
LONGEST_MODULE = 400
MOST_PARAMETERS = 5
NO_NAMES_FOR_A_MODULE = {"utils", "util", "helpers", "helper", "manager", "base", "common", "misc"}
TOP_LEVEL = {
    "needlesafe", "assets", "tests", "main.py", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md",
    "CONTRIBUTING.md", "requirements.lock", "requirements-test.lock", ".ci", ".gitignore",
}
NEVER_WRITTEN = re.compile(r"\b(safe to treat|cleared to treat|valid signature|compliant|legally binding)\b", re.I)
HOSTS = re.compile("|".join(["pypi" r"\.org", "python" "hosted", "registry" r"\.npmjs", "npmjs" r"\.(com|org)",
                             "proxy" r"\.golang", "conda" r"\.anaconda"]), re.I)
MACHINE_PATHS = re.compile(r"(?<![\w.:/<-])/(work|root|opt|home|Users|mnt|srv)/\w")

# Each contract, and what has to be written where to break it: (contract, module, its text).
BREACHES = [
    ("floors", "domain/planted.py", "import needlesafe.content"),
    ("floors", "paths.py", "from needlesafe import flow"),
    ("floors", "gui/planted.py", "import needlesafe.app"),
    ("floors", "flow/planted.py", "def late() -> None:\n    import needlesafe.gui"),
    ("floors", "store/planted.py", "import needlesafe.seal"),
    ("floors", "exchange/planted.py", "import needlesafe.documents"),
    ("floors", "planted.py", "# a room that no floor knows"),
    ("command-line", "cli.py", "import needlesafe.gui"),
    ("qt", "flow/planted.py", "from PySide6 import QtCore"),
    ("store", "content/planted.py", "import sqlalchemy"),
    ("store", "exchange/planted.py", "import sqlcipher3"),
    ("store", "seal/planted.py", "import argon2"),
    ("documents", "seal/planted.py", "import reportlab.pdfgen"),
    ("documents", "exchange/planted.py", "import pikepdf"),
    ("seal", "documents/planted.py", "import pyhanko.sign"),
    ("keys", "store/planted.py", "import cryptography.hazmat"),
    ("reading", "content/planted.py", "import pyphen"),
    ("tables", "flow/planted.py", "import tomli"),
    ("truth", "domain/planted.py", "import sqlalchemy"),
    ("circles", "documents/planted_one.py", "import needlesafe.documents.planted_two"),
]
OTHER_HALF = {"documents/planted_one.py": ("documents/planted_two.py", "import needlesafe.documents.planted_one")}


@cache
def modules() -> list[Path]:
    """Returns every module of the program and the one command."""
    return [ROOT / "main.py", *sorted(PACKAGE.rglob("*.py"))]


@cache
def syntax(path: Path) -> ast.Module:
    """Returns the parsed module."""
    return ast.parse(path.read_text("utf-8"))


def place(path: Path, node: ast.AST) -> str:
    """Returns where something stands, as an editor opens it."""
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


def functions() -> Iterator[tuple[Path, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Yields every function with its module."""
    for path in modules():
        for node in ast.walk(syntax(path)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                yield path, node


@cache
def committed() -> tuple[str, ...]:
    """Returns the names of the files that belong to the project."""
    listing = subprocess.run(["git", "-c", "safe.directory=*", "-C", str(ROOT), "ls-files", "-z"],
                             capture_output=True, text=True)
    if listing.returncode:
        pytest.skip("this is no clone")
    return tuple(name for name in listing.stdout.split("\0") if name and (ROOT / name).exists())


def lint(root: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    """Returns what import-linter says of the package in a folder."""
    call = ("import sys; from importlinter.cli import lint_imports; "
            "sys.exit(lint_imports(no_cache=True, no_logo=True, limit_to_contracts=tuple(sys.argv[1:])))")
    return subprocess.run([sys.executable, "-c", call, *contracts], cwd=root, capture_output=True, text=True)


def contract_names() -> dict[str, str]:
    """Returns the name of each contract by its id."""
    tables = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return {contract["id"]: contract["name"] for contract in tables["tool"]["importlinter"]["contracts"]}


@pytest.fixture(scope="module")
def copied_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns a copy of the package and its contracts."""
    root = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", root)
    shutil.copytree(PACKAGE, root / "needlesafe", ignore=shutil.ignore_patterns("__pycache__"))
    return root


@pytest.fixture
def house(copied_house: Path) -> Iterator[Path]:
    """Returns the copy, and takes out again whatever a test plants in it."""
    package = copied_house / "needlesafe"
    whole = {name: (package / name).read_bytes() for name in ("cli.py", "paths.py")}
    yield copied_house
    for planted in package.rglob("planted*.py"):
        planted.unlink()
    for name, text in whole.items():
        (package / name).write_bytes(text)


def plant(root: Path, name: str, text: str) -> None:
    """Writes an import into the package, into a module of its own or at the end of one that stands."""
    with (root / "needlesafe" / name).open("a", encoding="utf-8") as module:
        module.write(f"\n{text}\n")


def test_every_contract_holds() -> None:
    told = lint(ROOT)
    assert told.returncode == 0, told.stdout + told.stderr
    assert f"{len(contract_names())} kept, 0 broken" in told.stdout


@pytest.mark.parametrize(("contract", "name", "text"), BREACHES)
def test_a_breach_of_a_contract_is_seen(house: Path, contract: str, name: str, text: str) -> None:
    plant(house, name, text)
    if name in OTHER_HALF:
        plant(house, *OTHER_HALF[name])
    told = lint(house, contract)
    assert told.returncode == 1
    assert f"{contract_names()[contract]} BROKEN" in " ".join(told.stdout.split()), told.stdout + told.stderr


def test_every_contract_has_a_breach_that_shows_it() -> None:
    assert {contract for contract, _, _ in BREACHES} == set(contract_names())


def test_truth_stands_on_the_standard_library_alone() -> None:
    known = sys.stdlib_module_names | {"needlesafe"}
    strangers = []
    for path in [PACKAGE / "errors.py", PACKAGE / "paths.py", *(PACKAGE / "domain").rglob("*.py"), ROOT / "main.py"]:
        for node in ast.walk(syntax(path)):
            names = ([alias.name for alias in node.names] if isinstance(node, ast.Import)
                     else [node.module or ""] if isinstance(node, ast.ImportFrom) else [])
            strangers += [f"{place(path, node)} {name}" for name in names if name.split(".")[0] not in known]
    assert not strangers


def test_no_function_is_too_long() -> None:
    long = [f"{place(path, node)} {node.name}: {node.end_lineno - node.lineno + 1} lines" for path, node in functions()
            if node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION]
    assert not long


def test_no_function_takes_too_many_parameters() -> None:
    many = []
    for path, node in functions():
        taken = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
                 if argument.arg not in ("self", "cls")]
        if len(taken) > MOST_PARAMETERS:
            many.append(f"{place(path, node)} {node.name}: {len(taken)} parameters")
    assert not many


def test_no_module_is_too_long() -> None:
    long = {str(path.relative_to(ROOT)): length for path in modules()
            if (length := len(path.read_text("utf-8").splitlines())) > LONGEST_MODULE}
    assert not long


def test_every_module_class_and_function_says_what_it_is() -> None:
    silent = []
    for path in modules():
        tree = syntax(path)
        spoken = [node for node in tree.body if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))]
        silent += [place(path, node) for node in (tree, *spoken)
                   if not getattr(node, "name", "").startswith("_") and not ast.get_docstring(node)]
    assert not silent


def test_every_folder_of_modules_is_a_package_that_the_contracts_see() -> None:
    folders = {path.parent for path in PACKAGE.rglob("*.py")}
    assert not [str(folder.relative_to(ROOT)) for folder in folders if not (folder / "__init__.py").exists()]


def test_modules_have_names_that_say_something() -> None:
    assert not [path for path in modules() if path.stem in NO_NAMES_FOR_A_MODULE]


def test_the_words_that_nobody_may_read_are_not_written() -> None:
    found = []
    for path in modules():
        for node in ast.walk(syntax(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and written_where(node.value):
                found.append(f"{place(path, node)} {written_where(node.value)}")
    for name in committed():
        if name.startswith("assets/") and (words := written_where(text_of(name))):
            found.append(f"{name} {words}")
    assert not found


def written_where(text: str) -> str:
    """Returns the forbidden words in a text, however its lines are broken, and nothing where there are none."""
    hit = NEVER_WRITTEN.search(" ".join(text.split()))
    return hit.group() if hit else ""


def text_of(name: str) -> str:
    """Returns the text of a committed file, and nothing of a binary one."""
    content = (ROOT / name).read_bytes()
    return "" if b"\0" in content else content.decode("utf-8")


def test_no_committed_text_names_a_package_host_or_a_path_of_one_machine() -> None:
    found = []
    for name in committed():
        for number, line in enumerate(text_of(name).splitlines(), start=1):
            if hit := HOSTS.search(line) or MACHINE_PATHS.search(line):
                found.append(f"{name}:{number} {hit.group()}")
    assert not found


def test_the_top_level_holds_only_what_every_project_has() -> None:
    assert {name.split("/")[0] for name in committed()} <= TOP_LEVEL
