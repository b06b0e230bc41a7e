"""Nothing in a packet acts by itself: no scripts, no launching, no forms that submit, no content from elsewhere.

Links to web addresses are allowed, since sources are cited with them; a reader asks before it follows one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pikepdf

from core.verify.limits import DEEPEST_NESTING, shown
from core.verify.verification import Fault

# Actions that a packet may hold: a jump inside the document and a link to a web address.
HARMLESS_ACTIONS = frozenset({"/GoTo", "/URI"})
ACTION_KEYS = ("/A", "/OpenAction", "/Next", "/PA")
BANNED_KEYS = {
    "/JS": "a script",
    "/JavaScript": "a script",
    "/AA": "actions that run by themselves",
    "/XFA": "a dynamic form",
    "/RichMedia": "embedded media that runs",
    "/RichMediaContent": "embedded media that runs",
    "/GoToE": "a jump into another file",
    "/FFilter": "content that lies outside of the packet",
    "/Requirements": "demands on the reader's program",
    "/Collection": "a portfolio in place of the report",
    "/OCProperties": "layers that can hide what is signed",
    "/Encrypt": "encryption",
}
BANNED_SUBTYPES = {
    "/FileAttachment": "a file attached to a page",
    "/Movie": "a film",
    "/Screen": "embedded media that runs",
    "/Sound": "a sound",
    "/3D": "a 3D scene",
    "/RichMedia": "embedded media that runs",
    "/Popup": "a note",
    "/Text": "a note",
    "/FreeText": "a note over the page",
    "/Stamp": "a stamp over the page",
    "/Redact": "a redaction that was not carried out",
    "/PS": "PostScript",
}
# Whatever could matter has one of these names in it; everything else is skipped without being taken apart.
# qpdf writes names in their plain form, however they were disguised in the file.
SUSPECT = re.compile(
    b"/(?:"
    + b"|".join(re.escape(name[1:].encode()) for name in (*BANNED_KEYS, *BANNED_SUBTYPES, *ACTION_KEYS))
    + rb")(?![^\s/<>\[\]()])"
)
WEB_ADDRESS = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)


def check_passive(pdf: pikepdf.Pdf, filespecs: Iterable[tuple[int, int]]) -> int:
    """Look at every object of the document. Returns the number of web links. Raises Fault.

    `filespecs` are the numbers of the attached files' specifications: no other object may bring a file.
    """
    known = set(filespecs)
    links = 0
    for found in pdf.objects:
        if isinstance(found, pikepdf.Stream):
            if "/F" in found:
                raise Fault("A part of the document takes its content from outside of the packet.")
            text = found.stream_dict.unparse()
            part: pikepdf.Object = found.stream_dict
        elif isinstance(found, pikepdf.Dictionary | pikepdf.Array):
            text, part = found.unparse(resolved=True), found
        else:
            continue
        if b"/EF" in text and found.objgen not in known and _has_key(part, "/EF"):
            raise Fault("A file is hidden in the document outside of the list of attached files.")
        if SUSPECT.search(text):
            links += _walk(part, 0)
    return links


def _has_key(part: pikepdf.Object, key: str) -> bool:
    return isinstance(part, pikepdf.Dictionary) and key in part


def _walk(part: object, depth: int) -> int:
    """Check one object and what lies directly in it; returns how many web links there are."""
    if depth > DEEPEST_NESTING:
        raise Fault("An object is nested deeper than a packet's.")
    if isinstance(part, pikepdf.Array):
        return sum(_walk(item, depth + 1) for item in part if not _elsewhere(item))
    if not isinstance(part, pikepdf.Dictionary):
        return 0
    inside = dict(part.items())
    for key in inside.keys() & BANNED_KEYS.keys():
        raise Fault(f"The document holds {BANNED_KEYS[key]}.")
    subtype = str(inside.get("/Subtype", ""))
    if "/Rect" in inside and subtype in BANNED_SUBTYPES:
        raise Fault(f"The document holds {BANNED_SUBTYPES[subtype]}.")
    links = sum(_action(inside[key]) for key in ACTION_KEYS if key in inside)
    return links + sum(_walk(value, depth + 1) for value in inside.values() if not _elsewhere(value))


def _elsewhere(value: object) -> bool:
    """An object of its own, which is looked at on its own."""
    return isinstance(value, pikepdf.Object) and value.is_indirect


def _action(action: object) -> int:
    """Refuse any action but a jump inside the document or a web link. Returns 1 for a link."""
    if not isinstance(action, pikepdf.Dictionary) or "/S" not in action:
        return 0  # a destination, or a structure element's attributes
    kind = str(action.S)
    if kind not in HARMLESS_ACTIONS:
        raise Fault(f"The document holds an action that is not allowed: {shown(kind[1:])}.")
    if kind == "/URI" and not WEB_ADDRESS.match(str(action.get("/URI", ""))):
        raise Fault(f"The document links to something that is no web address: {shown(action.get('/URI', ''))}.")
    return int(kind == "/URI")
