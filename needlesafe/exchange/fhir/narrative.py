"""The words of a section for a reader without a program: a few elements of XHTML, everything in them escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from needlesafe.exchange.fhir.elements import Element

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def told(*blocks: str) -> Element:
    """A narrative; where no block says anything it says so."""
    said = "".join(blocks) or paragraph("Nothing is recorded.")
    return {"status": "generated", "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{said}</div>'}


def paragraph(words: str) -> str:
    """One paragraph; empty where there are no words."""
    return f"<p>{_escaped(words)}</p>" if words.strip() else ""


def pairs(rows: Iterable[tuple[str, str]]) -> str:
    """Names with what they hold; those that hold nothing are left out."""
    lines = [(name, value) for name, value in rows if value.strip()]
    return table((), lines)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; empty where it has no rows."""
    lines = "".join(f"<tr>{''.join(f'<td>{_escaped(cell)}</td>' for cell in row)}</tr>" for row in rows)
    if not lines:
        return ""
    titles = f"<thead><tr>{''.join(f'<th>{_escaped(cell)}</th>' for cell in head)}</tr></thead>" if head else ""
    return f"<table>{titles}<tbody>{lines}</tbody></table>"


def _escaped(words: str) -> str:
    if words.isprintable():
        return escape(words, quote=False)
    plain = escape(_NOT_XML.sub("\ufffd", words), quote=False)
    return plain.replace("\r\n", "\n").replace("\n", "<br/>")
