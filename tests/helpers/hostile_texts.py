"""Five hundred texts that somebody may type, paste or plant in a field, always the same ones; and where texts can stand."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from needlesafe.exchange.visit_schema import VISIT

COUNT = 500
CONTROLS = [chr(code) for code in (*range(0x20), 0x7F, *range(0x80, 0xA0))]
UNSEEN = [chr(code) for code in (0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070),
                                 0xFEFF, 0xFFF9, 0xFFFA, 0xFFFB, 0xFFFC, 0xFFFE, 0xFFFF, 0xE0001, 0xE0041, 0xFE0E, 0xFE0F, 0x34F)]
HALVES = ["\ud800", "\udbff", "\udc00", "\udfff", "\ud83d", "\ude00\ud83d"]
BLANKS = ["\u00a0", "\u1680", "\u2000", "\u2003", "\u2007", "\u2009", "\u202f", "\u205f", "\u3000", "\t", "\n", "\r\n", "\u0085", "\u2028"]
SCRIPTS = ["Łukasz Żółć", "Ελένη Παπαδοπούλου", "Ксения Щукина", "Ğülşah İnan", "Đặng Nguyễn Thị Ánh", "Հայկ Սարգսյան", "ნინო ბერიძე",
           "محمد عبد الله", "שרה כהן", "ދިވެހި", "ܣܘܪܝܝܐ", "李小龍", "山田 太郎", "김민준", "प्रिया शर्मा", "தமிழ்ச்செல்வி", "สมชาย ใจดี", "ລາວ",
           "ကျော်", "ខ្មែរ", "አበበ ቢቂላ", "ᏣᎳᎩ", "ⴰⵎⴰⵣⵉⵖ", "𐌲𐌿𐍄𐌰𐌽", "𝒜𝓃𝓃𝒶", "Ｆｕｌｌ ｗｉｄｔｈ"]
PICTURES = ["😀", "👩‍⚕️", "🇮🇪", "❤️", "☠", "🦠", "👍🏽", "♿", "⚠️", "🏴\U000e0067\U000e0062\U000e007f"]
LETTERS = ["ﬁﬂﬀﬃﬄ", "ŉ", "ǆ", "Ĳ", "ß ẞ", "ſ", "İıiI", "Ⅷ", "½ ¼", "№", "℠", "㎏", "﷽", "①", "⒜", "ª º", "µ μ", "Ω Ω", "Å Å", "⁄⁄ ∕∕"]
SYNTAX = [") Tj ET", "(\\) Tj", "\\", "\\\\(", "<</Type /Catalog>>", "endstream endobj", "%PDF-1.7", "trailer\n<<>>", "BT /F1 12 Tf", "[(a)]",
          "stream\r\n", "<FEFF0041>", "EMC", "/ActualText ()", "%%EOF", "<b>bold</b>", "&amp;", "&lt;br/&gt;", "<para>", "</para>", "<!-- -->",
          "<script>alert(1)</script>", "]]>", "<?xpacket end='w'?>", "&#x41;", "{patient}", "{0}", "%s %d", "${HOME}", "$(id)", "`id`",
          "'; DROP TABLE visits; --", '"}],"x":[{"', "{{7*7}}", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "=HYPERLINK(\"x\")", "\tx=1"]
PATHS = ["../../etc/passwd", "..\\..\\x", "/abs", "C:\\x", "NUL", "CON.pdf", "aux", "a:b", "a/b", "~", "-rf", ".hidden", "x" * 300 + ".pdf",
         "file\u2215name", "..", ".", "name.pdf\n.exe", "COM1", "a*b?c|d\"e<f>g", "%2e%2e%2f"]
MARKS = [chr(code) for code in (*range(0x300, 0x370), 0x483, 0x488, 0x5B0, 0x64B, 0x93C, 0xE31, 0x20D0, 0x20DD, 0xFE20)]
LONG = ["W" * 900, "i" * 4000, "Donaudampfschifffahrtsgesellschaftskapitän" * 12, "ẹ̀" * 400, "☠" * 500, "word " * 1000,
        "line\n" * 200, "a\u00a0" * 300, "-" * 700, "." * 700, "/" * 700]


def hostile_texts() -> list[str]:
    """The texts, from every family by itself, then the families mixed."""
    chance = random.Random(20261121)
    single = [*HALVES, *SCRIPTS, *PICTURES, *LETTERS, *SYNTAX, *PATHS, *LONG]
    framed = [f"Mary{sign}Byrne" for sign in [*CONTROLS, *UNSEEN, *BLANKS]]
    piled = [chance.choice("aexbgMjЯω") + "".join(chance.choices(MARKS, k=count)) for count in (1, 1, 1, 2, 2, 3, 8) for _ in range(8)]
    alone = ["\u0301", " \u0308x", "a\n\u0301b", "\u0301\u0301"]
    made = [*single, *framed, *piled, *alone]
    while len(made) < COUNT:
        made.append(chance.choice(("", " ", "'", "-")).join(chance.choices([*single[6:102], *MARKS[:20], *BLANKS, *"aé'\"(\\"], k=3)))
    return made[:COUNT]


def text_places(raw: Any, schema: dict[str, Any] = VISIT, place: str = "") -> Iterator[str]:
    """Where a file holds words of one's own, as paths such as `sites/0/lot`."""
    schema = next((one for one in schema.get("anyOf", ()) if _fits(raw, one)), schema)
    if isinstance(raw, str):
        if _is_free(schema):
            yield place[1:]
    elif isinstance(raw, dict):
        for key, value in raw.items():
            inner = schema.get("properties", {}).get(key, schema.get("additionalProperties", {}))
            yield from text_places(value, inner if isinstance(inner, dict) else {"type": "string"}, f"{place}/{key}")
    elif isinstance(raw, list):
        for index, value in enumerate(raw):
            yield from text_places(value, schema.get("items", {}), f"{place}/{index}")


def _fits(raw: Any, schema: dict[str, Any]) -> bool:
    return schema.get("type") == {str: "string", dict: "object"}.get(type(raw))


def _is_free(schema: dict[str, Any]) -> bool:
    """Whether any words may stand there: no list of words, no form."""
    return not {"enum", "const", "x-known", "format"} & set(schema) and "S" in schema.get("pattern", "S")
