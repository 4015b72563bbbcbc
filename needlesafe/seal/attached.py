"""Reads the files that travel inside a sealed PDF, by the reader that judged it and within limits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.decode_limits import DecodeLimits, DocumentDecodeBudget, StreamDecodeLimits
from pyhanko.pdf_utils.reader import PdfFileReader

from needlesafe.errors import BadInput, Fault

MOST_BYTES = 64 * 1024 * 1024
"""Bytes that all attachments of one file may unfold to."""
DEEPEST = 16
"""Levels of a name tree that are followed."""
LONGEST = 120
"""Bytes of a file name, in UTF-8, that are kept: systems count bytes, and the usual limit is 255."""
RESERVED_NAMES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices."""


def files_within(pdf: bytes) -> dict[str, bytes]:
    """Plain file names with their contents, or a `BadInput` where the file cannot be read."""
    try:
        return _collect(pdf)
    except BadInput:
        raise
    except Exception as error:  # foreign files make parsers raise anything at all
        raise BadInput([Fault("PDF", f"its attachments cannot be read ({type(error).__name__})")]) from error


def _collect(pdf: bytes) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    names = _part(_reader(pdf).root, "/Names", {})
    for name, spec in _entries(_part(names, "/EmbeddedFiles", {}), DEEPEST):
        plain = plain_name(str(_part(spec, "/UF", name)))
        if plain in found:
            raise BadInput([Fault("PDF", f"two attachments are named {plain}")])
        streams = spec["/EF"]
        found[plain] = bytes(_part(streams, "/UF", streams["/F"]).data)
    return found


def _reader(pdf: bytes) -> PdfFileReader:
    stream = StreamDecodeLimits(max_output_size=MOST_BYTES)
    budget = DocumentDecodeBudget(base_allowance=MOST_BYTES, max_ratio=0)
    return PdfFileReader(BytesIO(pdf), strict=True,
                         decode_limits=DecodeLimits(per_stream=stream, document_budget=budget))


def _entries(node: Any, depth: int) -> Iterator[tuple[str, Any]]:
    """The pairs of a name tree, leaves and branches alike."""
    if depth == 0:
        raise ValueError("the tree of attachments is too deep")
    leaves = _part(node, "/Names", [])
    for position in range(0, len(leaves) - 1, 2):
        yield str(leaves[position]), leaves[position + 1]
    for kid in _part(node, "/Kids", []):
        yield from _entries(kid.get_object(), depth - 1)


def _part(node: Any, key: str, otherwise: Any) -> Any:
    """The entry of a PDF dictionary, with references followed."""
    return node[key] if key in node else otherwise


def plain_name(stated: str) -> str:
    """A file name without folder, control character or any meaning to a system; never empty."""
    last = re.split(r"[/\\]", stated)[-1]
    kept = "".join(c for c in last if unicodedata.category(c)[0] != "C" and c not in '<>:"|?*').strip(" .-")
    shortened = kept.encode()[-LONGEST:].decode(errors="ignore").strip(" .-")
    return f"_{shortened}" if not shortened or RESERVED_NAMES.fullmatch(shortened) else shortened
