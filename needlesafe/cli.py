"""
The same program without a window: assess, run, verify, extract, seal, content.

Standard output carries the answer and nothing else. Exit codes: 0 done, 2 bad input or call, 3 a gate refused,
4 changed, 5 cannot be verified, 6 not ours, 7 the store refused.
"""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

from needlesafe.errors import BadInput, Fault, GateRefused, StoreRefused, UserError

if TYPE_CHECKING:
    from needlesafe.domain.catalogue import Catalogue
    from needlesafe.domain.visit import Visit
    from needlesafe.flow.answer import Answer

MOST_OF_A_KEY = 2_000_000
"""Bytes that are read of a file with a key; what is longer is none."""
VERDICT_CODES = {"unchanged": 0, "changed": 4, "cannot be verified": 5, "not ours": 6}

TRIAL = "TRIAL: no clinician of this clinic has adopted this content, and every page says so. The window leads to the adoption."


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code of one call; without a verb the window opens."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0].partition("=")[0] in ("demo", "--demo", "--store", "--clinic", "--theme", "--text-size"):
        from needlesafe import app
        return app.main(["--demo", *given[1:]] if given[:1] == ["demo"] else given)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    call = _parser().parse_args(given)
    try:
        return call.verb(call)
    except GateRefused as error:
        return _refused(call, error)
    except UserError as error:
        _tell(call, error)
        return error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("needlesafe", description="A dry-needling visit, from the first question to sealed PDFs.")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    _with_clinic(_verb(verbs, "assess", _assess, "what a visit file raises; touches no store")).add_argument("file", type=Path)
    run = _with_clinic(_verb(verbs, "run", _run, "walks a visit file through the gates and writes its sealed PDFs"))
    run.add_argument("file", type=Path)
    run.add_argument("--out", type=Path, required=True, help="the folder for the PDFs; it is made")
    run.add_argument("--store", type=Path, help="the store's folder; the user's own without it")
    verify = _with_clinic(_verb(verbs, "verify", _verify, "whether a PDF is as it was sealed, and of one mind"))
    verify.add_argument("file", type=Path)
    verify.add_argument("--quick", action="store_true", help="the seal alone: pages, data and journal are not compared")
    verify.add_argument("--trust", type=Path, action="append", default=[], help="a certificate (PEM) to trust for this call")
    verify.add_argument("--no-register", action="store_true", help="judge as a stranger would, who knows no certificate")
    extract = _verb(verbs, "extract", _extract, "the machine-readable copies out of a sealed PDF")
    extract.add_argument("file", type=Path)
    extract.add_argument("--out", type=Path, help="the folder for the copies; without it the visit file is printed")
    verbs.add_parser("demo", help="opens the window on an invented clinic; nothing of it is kept, and no records of yours are opened")
    _seal_verbs(verbs)
    _content_verbs(verbs)
    return parser


def _verb(verbs: Any, name: str, does: Any, text: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=text, description=text)
    parser.add_argument("--json", action="store_true", help="answer as JSON")
    parser.set_defaults(verb=does)
    return parser


def _seal_verbs(verbs: Any) -> None:
    seal = verbs.add_parser("seal", help="the clinic's seal").add_subparsers(required=True, metavar="WHAT")
    told = {"show": "the seal as it stands", "renew": "makes a new seal; the one before stays known",
            "import": "takes the seal from a PKCS#12 file", "certificate": "the public certificate, for whoever checks a file",
            "authority": "where time stamps come from", "stamp": "asks for the time stamps that are waited for"}
    made = {name: _verb(seal, name, _seal, text) for name, text in told.items()}
    for name, parser in made.items():
        _with_clinic(parser).add_argument("--store", type=Path, help="the store's folder; the user's own without it")
        parser.set_defaults(deed=name)
    made["import"].add_argument("file", type=Path, help="ends in .p12 or .pfx; its key is an ECDSA key on P-256")
    made["authority"].add_argument("url", help="its address (RFC 3161), or 'off'")
    made["stamp"].add_argument("--out", type=Path, help="a folder for the stamps that come")


def _content_verbs(verbs: Any) -> None:
    content = verbs.add_parser("content", help="what the program knows").add_subparsers(required=True, metavar="WHAT")
    _with_clinic(_verb(content, "list", _content_list, "the entries of one kind")).add_argument("kind")
    _with_clinic(_verb(content, "show", _content_show, "everything about one id")).add_argument("id")
    _verb(content, "schema", _content_schema, "the JSON Schema of the visit file or of one kind of entry").add_argument("kind")
    diff = _verb(content, "diff", _content_diff, "which answers give which other finding under a new content")
    diff.add_argument("old", type=Path, help="an assets folder")
    diff.add_argument("new", type=Path, help="another one")
    check = _with_clinic(_verb(content, "check", _content_check, "every fault of the content at once"))
    check.add_argument("folder", type=Path, nargs="?", help="an assets folder; the program's own without it")


def _with_clinic(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """The parser of a verb that reads the content, and what a clinic added to it."""
    parser.add_argument("--clinic", type=Path, help="the clinic's own folder; the user's own without it, if there is one")
    return parser


def _catalogue(call: argparse.Namespace) -> Catalogue:
    """The content with what the clinic added. BadInput names every fault of both."""
    from needlesafe.content import load
    from needlesafe.paths import clinic_dir
    return load(clinic=call.clinic or clinic_dir())


def _read(path: Path, most: int = -1) -> bytes:
    """The bytes of a file, at most so many of them. BadInput where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise BadInput([Fault(str(path), f"cannot be read: {error.strerror}")]) from None


def _told(path: Path, catalogue: Catalogue) -> Visit:
    """The visit that a file tells."""
    from needlesafe.exchange.visit_file import LARGEST, read_visit
    return read_visit(_read(path, LARGEST + 1), catalogue)


def _assess(call: argparse.Namespace) -> int:
    from needlesafe.domain.rules import assess
    from needlesafe.flow.listing import assessment_json
    catalogue = _catalogue(call)
    visit = _told(call.file, catalogue)
    assessment = assess(visit, catalogue)
    if call.json:
        return _print(assessment_json(visit, assessment, catalogue))
    print(f"Outcome: {assessment.outcome}" + ("" if assessment.complete else " (questions are unanswered)"))
    for finding in assessment.findings:
        reasons = ", ".join(f"{b.source}: {b.answer}" for b in finding.because)
        print(f"  {finding.action}{' (cleared)' if finding.cleared else ''}: {finding.title}. {finding.text} "
              f"[{finding.id}; {reasons}]")
    if assessment.unanswered:
        print("Unanswered: " + ", ".join(assessment.unanswered))
    return 0


def _run(call: argparse.Namespace) -> int:
    from needlesafe.flow.opening import open_workplace
    from needlesafe.flow.walk import start_from, walk
    catalogue = _catalogue(call)
    told = _told(call.file, catalogue)
    _may_be_made(call.out)
    workplace = open_workplace(call.store, catalogue, _passphrase, os.environ.get("NEEDLESAFE_USER", ""), told)
    try:
        call.desk = start_from(told, workplace)
        if call.desk.visit.trial:
            print(TRIAL, file=sys.stderr)
        written = walk(call.desk, told, call.out)
        return _report_run(call, written)
    except GateRefused as error:
        return _refused(call, error)
    finally:
        workplace.store.close()


def _may_be_made(folder: Path) -> None:
    """Nothing where the folder is there or can be made. BadInput otherwise, before anything is written."""
    there = next(place for place in (folder.absolute(), *folder.absolute().parents) if place.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        raise BadInput([Fault("--out", f"{there} is no folder that can be written to")])


def _report_run(call: argparse.Namespace, written: tuple[Path, ...]) -> int:
    desk = call.desk
    if call.json:
        documents = [{"kind": d.kind, "sha256": d.sha256, "name": d.name} for d in desk.visit.documents]
        return _print({"visit": desk.visit_id, "outcome": desk.assessment.outcome, "documents": documents,
                       "files": [str(path) for path in written]})
    for path in written:
        print(path)
    return 0


def _passphrase() -> str:
    """The passphrase from the environment, else asked for; StoreRefused where nobody can be asked."""
    if given := os.environ.get("NEEDLESAFE_PASSPHRASE"):
        return given
    if sys.stdin is None or not sys.stdin.isatty():
        raise StoreRefused("No passphrase was given and nobody can be asked for it.", "Nothing was opened or changed.",
                           "Set NEEDLESAFE_PASSPHRASE or start from a terminal.")
    return getpass.getpass("Passphrase of the store: ", stream=sys.stderr)


def _verify(call: argparse.Namespace) -> int:
    from needlesafe.flow.proof import Known, prove
    from needlesafe.flow.seal_verbs import proved
    from needlesafe.paths import clinic_dir
    from needlesafe.seal import Register, certificate_from_pem
    _read(call.file, 1)
    trusted = tuple(certificate_from_pem(_read(path)) for path in call.trust)
    known = Known(None if call.no_register else Register(), trusted, call.clinic or clinic_dir())
    proof = prove(call.file, known, deep=not call.quick)
    _say(call, proved(call.file, proof))
    return VERDICT_CODES[proof.verdict.word]


def _seal(call: argparse.Namespace) -> int:
    from needlesafe.flow import clinic_seal, seal_verbs
    from needlesafe.flow.opening import store_folder
    from needlesafe.flow.signing_in import sign_in
    data = _read(call.file, MOST_OF_A_KEY) if call.deed == "import" else b""
    place = sign_in(store_folder(call.store), _passphrase(), os.environ.get("NEEDLESAFE_USER", ""), _catalogue(call))
    try:
        if call.deed == "certificate":
            sys.stdout.write(clinic_seal.certificate_text(place).decode("ascii"))
            return 0
        deeds = {"show": lambda: seal_verbs.shown(place), "renew": lambda: seal_verbs.renewed(place),
                 "import": lambda: seal_verbs.imported(place, data, _file_passphrase()),
                 "authority": lambda: seal_verbs.appointed(place, "" if call.url == "off" else call.url),
                 "stamp": lambda: seal_verbs.stamped(place, call.out)}
        return _say(call, deeds[call.deed]())
    finally:
        place.store.close()


def _file_passphrase() -> str:
    """The passphrase of a key's own file, from the environment or asked for; empty where nobody can be asked."""
    given = os.environ.get("NEEDLESAFE_SEAL_PASSPHRASE")
    if given is not None or sys.stdin is None or not sys.stdin.isatty():
        return given or ""
    return getpass.getpass("Passphrase of the file with the seal: ", stream=sys.stderr)


def _extract(call: argparse.Namespace) -> int:
    from needlesafe.flow.export import write_aside
    from needlesafe.seal import embedded_files
    files = embedded_files(_read(call.file))
    if "visit.json" not in files:
        raise BadInput([Fault(str(call.file), "carries no visit file; consent and record do")])
    if call.out is None:
        sys.stdout.write(files["visit.json"].decode("utf-8"))
        return 0
    written = [write_aside(call.out, name, data) for name, data in sorted(files.items())]
    if call.json:
        return _print([str(path) for path in written])
    for path in written:
        print(path)
    return 0


def _content_list(call: argparse.Namespace) -> int:
    from needlesafe.flow.listing import LISTS
    if call.kind not in LISTS:
        raise BadInput([Fault("KIND", f"'{call.kind}' is none of {', '.join(LISTS)}")])
    rows = LISTS[call.kind](_catalogue(call))
    if call.json:
        return _print(rows)
    for row in rows:
        print(row["id"])
    return 0


def _content_show(call: argparse.Namespace) -> int:
    from needlesafe.flow.content_verbs import shown
    return _say(call, shown(call.id, _catalogue(call)))


def _content_diff(call: argparse.Namespace) -> int:
    from needlesafe.flow.content_verbs import compared
    return _say(call, compared(call.old, call.new))


def _content_schema(call: argparse.Namespace) -> int:
    from needlesafe.flow.content_verbs import schema_of
    return _print(schema_of(call.kind))


def _content_check(call: argparse.Namespace) -> int:
    from datetime import date

    from needlesafe.flow.content_verbs import checked
    from needlesafe.paths import clinic_dir
    clinic = call.clinic or (None if call.folder else clinic_dir())
    return _say(call, checked(call.folder, clinic, date.today()))


def _say(call: argparse.Namespace, answer: Answer) -> int:
    """The answer as it was asked for."""
    if call.json:
        return _print(answer.value)
    print("\n".join(answer.lines))
    return 0


def _print(value: Any) -> int:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")
    return 0


def _refused(call: argparse.Namespace, error: GateRefused) -> int:
    desk = getattr(call, "desk", None)
    if call.json:
        _print({"visit": desk.visit_id if desk else None, "gate": error.gate,
                "lacks": [{"code": lack.code, "subject": lack.subject, "step": lack.step} for lack in error.lacks]})
    print(error, file=sys.stderr)
    return error.exit_code


def _tell(call: argparse.Namespace, error: UserError) -> None:
    """The error for people on standard error and, where JSON is wanted, as JSON on standard output."""
    if getattr(call, "json", False):
        faults = [{"place": f.place, "text": f.text} for f in error.faults] if isinstance(error, BadInput) else []
        _print({"error": error.happened.strip(), "safe": error.safe, "remedy": error.remedy, "faults": faults})
    print(error, file=sys.stderr)
