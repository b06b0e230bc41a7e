"""What each update changed: signing may fill one prepared field and nothing else.

Only objects that an update replaces are looked at, so the time does not grow with the number of pages. That is safe
for two reasons that are checked as well: new objects get numbers that the document did not use, and a second reader
(qpdf) finds every object of the unsigned document unchanged in the finished one. The second look also catches an old
reference to an object that did not exist until an update brought it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader

from core.verify.entries import entry, raw_entry
from core.verify.limits import DEEPEST_NESTING, shown
from core.verify.revisions import Revision
from core.verify.signatures import Seal
from core.verify.verification import Fault

Number = tuple[int, int]  # object number, generation

# The cross-reference stream's own keys, and those that a trailer may have.
TRAILER_KEYS = frozenset(
    {"/Root", "/Info", "/ID", "/Size", "/Prev", "/Type", "/W", "/Index", "/Filter", "/DecodeParms", "/Length"}
)
ESIC = {"/Type": "/DeveloperExtensions", "/BaseVersion": "/1.7", "/ExtensionLevel": 1}


def check_updates(reader: PdfFileReader, revisions: Sequence[Revision], seals: Sequence[Seal]) -> set[Number]:
    """Look at every update. Returns the numbers of the objects that signing replaced. Raises Fault."""
    replaced: set[Number] = set()
    for seal, before, after in zip(seals, revisions, revisions[1:], strict=False):
        replaced |= _check_update(reader, before, after, seal, first=seal is seals[0])
    return replaced


def check_same_objects(data: bytes, final: pikepdf.Pdf, base: Revision, replaced: set[Number]) -> None:
    """Look at the unsigned and the finished document through qpdf: all else is equal. Raises Fault."""
    with pikepdf.open(io.BytesIO(data[: base.end]), attempt_recovery=False, suppress_warnings=True) as unsigned:
        for old in unsigned.objects:
            if old.objgen in replaced:
                continue
            if not _same_to_qpdf(old, final.get_object(old.objgen)):
                raise Fault(f"Object {old.objgen[0]} of the document reads differently after signing.")


def _same_to_qpdf(old: pikepdf.Object, new: pikepdf.Object) -> bool:
    if isinstance(old, pikepdf.Stream) and isinstance(new, pikepdf.Stream):
        if old.get("/Type") == "/XRef":
            return True  # a table of the file, no object of the document
        return _plain(old) == _plain(new) and old.read_raw_bytes() == new.read_raw_bytes()
    return isinstance(old, pikepdf.Stream) == isinstance(new, pikepdf.Stream) and _plain(old) == _plain(new)


def _plain(found: pikepdf.Object) -> bytes:
    return found.stream_dict.unparse() if isinstance(found, pikepdf.Stream) else found.unparse(resolved=True)


def _check_update(reader: PdfFileReader, before: Revision, after: Revision, seal: Seal, *, first: bool) -> set[Number]:
    """One update against the revision before it. Returns what it replaced."""
    if reader.xrefs.refs_freed_in_revision(after.number):
        raise Fault(f"The update that {seal.field} signed removes parts of the document.")
    old, new = reader.get_historical_resolver(before.number), reader.get_historical_resolver(after.number)
    _check_trailers(old, new, after)
    known = frozenset[Number]().union(*_defined_until(reader, before.number))
    replaced = {number for number in after.defined if number in known}
    brought = after.defined - replaced
    for idnum, generation in brought:
        if idnum < before.size or generation:
            raise Fault(f"The update that {seal.field} signed brings an object with a number in use.")
    if seal.reference not in brought or seal.field_reference not in replaced:
        raise Fault(f"The update that {seal.field} signed does not fill that field.")
    allowed = {seal.field_reference: _check_field}
    if first:
        allowed[_number(old.trailer_view.raw_get("/Root"))] = _check_catalog
        allowed[_number(old.root.raw_get("/AcroForm"))] = _check_form
    for number in replaced:
        if number not in allowed:
            raise Fault(f"The update that {seal.field} signed replaces object {number[0]}: {_what(_get(new, number))}.")
        allowed[number](_dictionary(old, number), _dictionary(new, number), seal)
    _check_references(reader, new, after)
    return replaced


def _defined_until(reader: PdfFileReader, number: int) -> Iterator[frozenset[Number]]:
    for earlier in range(number + 1):
        yield frozenset(reader.xrefs.get_xref_data(earlier).explicit_refs_in_revision)


def _check_trailers(old: HistoricalResolver, new: HistoricalResolver, after: Revision) -> None:
    before_view, after_view = old.trailer_view, new.trailer_view
    for key in ("/Root", "/Info"):
        if not _same(raw_entry(before_view, key), raw_entry(after_view, key)):
            raise Fault(f"Update {after.number} exchanges the document's {key[1:]}.")
    for view in (before_view, after_view):
        if set(view) - TRAILER_KEYS:
            raise Fault("The end of the file names something that packets do not have.")
    if old.document_id[0] != new.document_id[0]:
        raise Fault(f"Update {after.number} gives the document another identity.")


def _check_field(old: generic.DictionaryObject, new: generic.DictionaryObject, seal: Seal) -> None:
    """The prepared field of one role: it was empty, and now has a value and the appearance of the signature."""
    what = f"the field {seal.field}"
    if "/V" in old:
        raise Fault(f"An update changes {what}, which was signed before.")
    _check_only({"/V", "/AP"}, old, new, what)
    appearance = entry(new, "/AP")
    if not isinstance(appearance, generic.DictionaryObject) or set(appearance) != {"/N"}:
        raise Fault(f"An update gives {what} an appearance that changes when it is touched.")


def _check_catalog(old: generic.DictionaryObject, new: generic.DictionaryObject, seal: Seal) -> None:
    """The document's root: certifying adds the permissions and names the extension for PAdES."""
    _check_only({"/Perms", "/Extensions"}, old, new, "the document's root")
    if "/Perms" in old or "/Extensions" in old:
        raise Fault("The document was certified before it was signed.")
    extensions = entry(new, "/Extensions", generic.DictionaryObject())
    if not isinstance(extensions, generic.DictionaryObject) or any(
        key != "/ESIC" or dict(extensions[key]) != ESIC for key in extensions
    ):
        raise Fault(f"The update that {seal.field} signed declares unknown extensions.")


def _check_form(old: generic.DictionaryObject, new: generic.DictionaryObject, seal: Seal) -> None:
    """The form: it is marked as signed."""
    _check_only({"/SigFlags"}, old, new, f"the form, before {seal.field} was signed")
    if entry(new, "/SigFlags") != 3:
        raise Fault("The form is not marked as signed and to be appended only.")


def _check_only(allowed: set[str], old: generic.DictionaryObject, new: generic.DictionaryObject, what: str) -> None:
    for key in set(old) | set(new):
        if key not in allowed and not _same(raw_entry(old, key), raw_entry(new, key)):
            raise Fault(f"An update changes {shown(key)} of {what}.")


def _same(old: object, new: object, depth: int = 0) -> bool:
    """Whether two values are the same as written; references are equal when they name the same object."""
    if depth > DEEPEST_NESTING:
        raise Fault("An object is nested deeper than a packet's.")
    if isinstance(old, generic.IndirectObject) or isinstance(new, generic.IndirectObject):
        both = isinstance(old, generic.IndirectObject) and isinstance(new, generic.IndirectObject)
        return both and _number(old) == _number(new)
    if isinstance(old, generic.DictionaryObject) and isinstance(new, generic.DictionaryObject):
        return set(old) == set(new) and all(_same(raw_entry(old, key), raw_entry(new, key), depth + 1) for key in old)
    if isinstance(old, generic.ArrayObject) and isinstance(new, generic.ArrayObject):
        pairs = zip(range(len(old)), range(len(new)), strict=False)
        return len(old) == len(new) and all(_same(old.raw_get(a), new.raw_get(b), depth + 1) for a, b in pairs)
    return type(old) is type(new) and old == new


def _check_references(reader: PdfFileReader, new: HistoricalResolver, after: Revision) -> None:
    """What an update wrote refers only to what is there, so that a later one has nothing to slip in. Raises Fault."""
    for number in after.defined:
        for target in _references(_get(new, number)):
            if reader.xrefs.get_historical_ref(generic.Reference(*target), after.number) is None:
                raise Fault(f"Update {after.number} refers to an object that does not exist.")


def _references(value: object, depth: int = 0) -> Iterator[Number]:
    if depth > DEEPEST_NESTING:
        raise Fault("An object is nested deeper than a packet's.")
    if isinstance(value, generic.IndirectObject):
        yield _number(value)
    elif isinstance(value, generic.DictionaryObject):
        for key in value:
            yield from _references(value.raw_get(key), depth + 1)
    elif isinstance(value, generic.ArrayObject):
        for index in range(len(value)):
            yield from _references(value.raw_get(index), depth + 1)


def _number(reference: object) -> Number:
    if not isinstance(reference, generic.IndirectObject):
        raise Fault("The document's root or form is not an object of its own.")
    return reference.idnum, reference.generation


def _get(resolver: HistoricalResolver, number: Number) -> object:
    return resolver.get_object(generic.Reference(*number, pdf=resolver))


def _dictionary(resolver: HistoricalResolver, number: Number) -> generic.DictionaryObject:
    found = _get(resolver, number)
    if not isinstance(found, generic.DictionaryObject) or isinstance(found, generic.StreamObject):
        raise Fault(f"Object {number[0]} was replaced by something of another kind.")
    return found


def _what(found: object) -> str:
    """What an object is, in a word a person can use."""
    kind = entry(found, "/Type", "") if isinstance(found, generic.DictionaryObject) else ""
    words = {
        "/Page": "a page",
        "/Catalog": "the document's root",
        "/Metadata": "the metadata",
        "/EmbeddedFile": "an attached file",
        "/Filespec": "an attached file",
        "/Annot": "an annotation",
        "/Pages": "the list of pages",
    }
    return words.get(str(kind), "a part of the document")
