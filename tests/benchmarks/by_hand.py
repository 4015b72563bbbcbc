"""
What a sealed record costs against other ways to make the same pages, in one run and by hand; pytest does not collect it.

    .venv/bin/python -m tests.benchmarks.by_hand --weasyprint PYTHON

`PYTHON` is an interpreter that has WeasyPrint, best in a folder of its own that is thrown away afterwards: `python3 -m venv
FOLDER`, then `FOLDER/bin/pip install weasyprint`. LibreOffice is looked for as `soffice`; pdftotext and pdfinfo (poppler)
have to be there. What is not installed is said and left out.

Each rival makes the same text and is signed by pyHanko as it comes, with the same key: reportlab with bare paragraphs,
WeasyPrint to PDF/UA and LibreOffice to PDF/UA from the record's own structure with its headings, lists and tables. All
figures are seconds of the processor, which somebody else's work changes least, the median of the rounds.
"""

from __future__ import annotations

import argparse
import html
import io
import json
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers

from needlesafe.content import load
from needlesafe.domain.catalogue import Catalogue
from needlesafe.flow.papers import printed
from needlesafe.flow.walk import start_from, walk
from needlesafe.paths import assets_dir
from needlesafe.seal import make_key, seal
from tests.benchmarks.test_record import NECK, NOW, bare, lines_of, signer_of, source_of, timed
from tests.helpers.visit_files import DELTOID, GASTROCNEMIUS, UPPER_TRAPEZIUS, Raw, as_visit, begun, complete, consented
from tests.helpers.workplaces import new_workplace

AT_ONCE = 10
"""Files that LibreOffice converts in one start, since starting it takes longer than converting."""
UA = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'
RENDERED = """
import json, sys, time, weasyprint
page, out, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
took = []
for _ in range(rounds + 1):
    start = time.process_time()
    weasyprint.HTML(page).write_pdf(out, pdf_variant="pdf/ua-1")
    took.append(time.process_time() - start)
print(json.dumps({"version": weasyprint.__version__, "seconds": took[1:]}))
"""
STYLE = """<style>@page { size: A4; margin: 20mm } body { font: 9.5pt/13.5pt Sans3 } td, th { text-align: left; vertical-align: top }
@font-face { font-family: Sans3; src: url(%s/SourceSans3-Regular.ttf) }
@font-face { font-family: Sans3; font-weight: bold; src: url(%s/SourceSans3-Bold.ttf) }</style>"""
HTML_OF = {"H1": "h1", "H2": "h2", "H3": "h3", "H4": "h4", "P": "p", "Table": "table", "TR": "tr", "TH": "th", "TD": "td",
           "L": "ul", "LI": "li", "Figure": "p", "Caption": "p"}
"""What stands for an element of a tagged file; what is not here is passed over and its text kept."""


def visits(catalogue: Catalogue) -> Iterator[tuple[str, Raw]]:
    """The visits whose records are timed, from the shortest record to a long one."""
    yield "declined", consented(begun(DELTOID), catalogue, "declined")
    yield "one site", complete(begun(DELTOID), catalogue)
    yield "three sites", complete(begun(UPPER_TRAPEZIUS, DELTOID, GASTROCNEMIUS), catalogue)
    yield "neck", json.loads(NECK.read_bytes())


def as_html(pdf: Path) -> str:
    """The text of a tagged file under its headings, in its lists and tables."""
    told = subprocess.run(["pdfinfo", "-struct-text", str(pdf)], capture_output=True, text=True, check=True).stdout
    opened: list[tuple[int, str]] = []
    parts: list[str] = []
    for line in told.splitlines():
        depth, words = len(line) - len(line.lstrip()), line.strip()
        while opened and opened[-1][0] >= depth:
            parts.append(f"</{opened.pop()[1]}>")
        if words.startswith('"'):
            parts.append(html.escape(words.strip('"')))
        elif tag := HTML_OF.get(re.split(r"[ :]", words)[0]):
            parts.append(f"<{tag}>")
            opened.append((depth, tag))
    parts += [f"</{tag}>" for _, tag in reversed(opened)]
    fonts = (assets_dir() / "fonts").resolve().as_uri()
    return f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Record</title>{STYLE % (fonts, fonts)}{"".join(parts)}</html>'


def signed(pdf: bytes, signer: signers.SimpleSigner) -> bytes:
    """The file signed with pyHanko's defaults."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    return signers.sign_pdf(writer, signers.PdfSignatureMetadata(field_name="Seal"), signer).getvalue()


def median(work: Callable[[], object], rounds: int) -> float:
    """Seconds of the processor for one call, after one that does not count."""
    work()
    return statistics.median(timed(work) for _ in range(rounds))


def by_weasyprint(python: Path, page: Path, rounds: int) -> tuple[str, float, bytes]:
    """What it calls itself, seconds for one file, and the file."""
    out = page.with_name("weasyprint.pdf")
    told = subprocess.run([str(python), "-c", RENDERED, str(page), str(out), str(rounds)], capture_output=True, text=True,
                          check=True)
    answer = json.loads(told.stdout.splitlines()[-1])
    return f"WeasyPrint {answer['version']}", statistics.median(answer["seconds"]), out.read_bytes()


def by_libreoffice(program: str, page: Path, copies: int) -> tuple[float, bytes]:
    """Seconds for one file of so many that are converted in one start, and the file."""
    folder = page.parent / f"office-{copies}"
    folder.mkdir()
    files = [shutil.copy(page, folder / f"{number}.html") for number in range(copies)]
    before = _children()
    subprocess.run([program, f"-env:UserInstallation={(page.parent / 'profile').as_uri()}", "--headless",
                    "--infilter=HTML (StarWriter)", "--convert-to", UA, "--outdir", str(folder), *map(str, files)],
                   capture_output=True, check=True)
    return (_children() - before) / copies, (folder / "0.pdf").read_bytes()


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def compared(name: str, raw: Raw, catalogue: Catalogue, asked: argparse.Namespace) -> None:
    """Prints one row for each way to make the record of a visit."""
    with tempfile.TemporaryDirectory() as place:
        folder, told = Path(place), as_visit(raw, catalogue)
        desk = start_from(told, new_workplace(folder / "store", catalogue))
        walk(desk, told, folder / "out")
        source, key = source_of(desk), make_key("Praxis am Bach", NOW)
        signer = signer_of(key)

        def ours() -> bytes:
            return seal(printed("record", source), key, when=NOW, reason="Record of the visit sealed")

        lines, page = lines_of(ours(), folder), folder / "page.html"
        page.write_text(as_html(folder / "record.pdf"), encoding="utf-8")
        mine = median(ours, asked.rounds)
        _row(name, "sealed record", mine, mine, ours())
        _row(name, f"bare reportlab, {len(lines)} lines", median(lambda: bare(lines, signer), asked.rounds), mine,
             bare(lines, signer))
        for rival, seconds, pdf in _rivals(page, asked):
            _row(name, rival, seconds + median(lambda: signed(pdf, signer), asked.rounds), mine, signed(pdf, signer))


def _rivals(page: Path, asked: argparse.Namespace) -> Iterator[tuple[str, float, bytes]]:
    """The programs that are installed, what one file costs with each, and the file before it is signed."""
    if asked.weasyprint is not None:
        yield by_weasyprint(asked.weasyprint, page, asked.rounds)
    program = shutil.which("soffice")
    if program is not None:
        by_libreoffice(program, page, 1)
        shutil.rmtree(page.parent / "office-1")
        for copies in (1, AT_ONCE):
            yield f"LibreOffice, {copies} in one start", *by_libreoffice(program, page, copies)


def _row(name: str, way: str, seconds: float, mine: float, pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        print(f"{name:14}{way:32}{len(opened.pages):4} pages{len(pdf) / 1000:8.0f} kB{seconds * 1000:9.0f} ms"
              f"   ours takes {mine / seconds:5.2f} of it", flush=True)


def main() -> None:
    """Compare all that is installed."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    asked.add_argument("--weasyprint", type=Path, metavar="PYTHON", help="an interpreter that has WeasyPrint")
    asked.add_argument("--rounds", type=int, default=9)
    told = asked.parse_args()
    missing = [name for name, there in (("WeasyPrint (--weasyprint PYTHON)", told.weasyprint is not None),
                                        ("LibreOffice (soffice)", shutil.which("soffice") is not None)) if not there]
    for name in missing:
        print(f"NOT COMPARED: {name} is not installed or was not named", file=sys.stderr)
    catalogue = load()
    for name, raw in visits(catalogue):
        compared(name, raw, catalogue, told)


if __name__ == "__main__":
    main()
