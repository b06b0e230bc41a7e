"""Text from people and files, made safe to be drawn.

Nothing that was written may vanish or fool the reader: a character that no font of the packet can draw, a control
character and a mark that turns the direction of reading stand as a visible `[U+1F600]`; a long run of them as
`[12 characters not drawn, from U+0627]`. Such text is in full in the machine-readable files of the packet.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import Literal
from xml.sax.saxutils import escape

from core.packet.pdf.fonts import FALLBACK, MONO, TEXT, drawable
from core.packet.pdf.palette import BAD

_Kind = Literal["text", "fallback", "missing"]
_SPACES = re.compile(r"[\t\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile(r"[\u00ad\u200b\u2060\ufeff]")  # soft hyphens and joiners that show nothing by design
_NEW_LINES = re.compile(r"\r\n?|\x0b|\x0c|\x85|\u2028|\u2029")
_SHOWN_ONE_BY_ONE = 4
_LAST_NAMED = 0xFFFF  # ReportLab names glyphs beyond it wrongly, so that copied text would be another


def tidy(text: str) -> str:
    """`text` in composed form (NFC) with plain spaces and plain line ends, its invisible joiners dropped."""
    text = _NEW_LINES.sub("\n", unicodedata.normalize("NFC", text))
    return _INVISIBLE.sub("", _SPACES.sub(" ", text))


def markup(text: str, *, base: str = TEXT, flag: str = BAD) -> str:
    """`text` for a ReportLab paragraph in the font `base`: escaped, with line breaks, nothing undrawable left.

    What can't be drawn is named in the colour `flag`.
    """
    out = []
    for kind, run in _runs(tidy(text), base):
        if kind == "missing":
            out.append(f'<font name="{MONO}" color="{flag}">{escape(_boxed(run))}</font>')
        elif kind == "fallback":
            out.append(f'<font name="{FALLBACK}">{escape(run)}</font>')
        else:
            out.append(escape(run))
    return "".join(out).replace("\n", "<br/>")


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of `text` (parted by empty lines), none of them empty."""
    parts = re.split(r"\n\s*\n", tidy(text).strip())
    return tuple(part.strip("\n") for part in parts if part.strip())


def line(text: str, *, base: str = TEXT) -> str:
    """`text` as one line for `drawString` in the font `base`: what the font lacks stands as `[U+....]`."""
    flat = tidy(text).replace("\n", " ")
    return "".join(run if kind == "text" else _boxed(run) for kind, run in _runs(flat, base))


def brief(text: str, *, most: int = 90) -> str:
    """`text` as one line of at most about `most` characters, for where its full form stands elsewhere."""
    flat = tidy(text).replace("\n", " ").strip()
    flat = "".join(_boxed(run) if kind == "missing" else run for kind, run in _runs(flat, TEXT))
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"


def metadata(text: str) -> str:
    """`text` as one line for bookmarks, titles and XMP: any character is good there but controls."""
    flat = tidy(text).replace("\n", " ")
    return "".join(_boxed(c) if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Cn"} else c for c in flat)


def _runs(text: str, base: str) -> Iterator[tuple[_Kind, str]]:
    for kind, run in groupby(text, key=lambda character: _kind(character, base)):
        yield kind, "".join(run)


@cache
def _kind(character: str, base: str) -> _Kind:
    if character in "\n ":
        return "text"
    if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn"}:
        return "missing"
    if ord(character) > _LAST_NAMED:
        return "missing"
    if unicodedata.bidirectional(character) in {"R", "AL", "AN"}:
        return "missing"  # the layout knows no right-to-left order: a wrong order would be worse than none
    if ord(character) in drawable(base):
        return "text"
    return "fallback" if ord(character) in drawable(FALLBACK) else "missing"


def _boxed(run: str) -> str:
    if len(run) <= _SHOWN_ONE_BY_ONE:
        return "".join(f"[U+{ord(character):04X}]" for character in run)
    return f"[{len(run)} characters not drawn, from U+{ord(run[0]):04X}]"
