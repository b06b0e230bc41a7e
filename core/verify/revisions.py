"""How the bytes of the file are laid out: the base and the updates behind it, with nothing before, between or after.

A PDF is read from its end. Each revision ends in `startxref N %%EOF`, where N is its own cross-reference stream, and
names the one before it. Here every byte must belong to exactly one revision, and each revision may only define objects
that lie within it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.xref import ObjStreamRef, XRefSectionType

from core.verify.verification import Fault

TAIL = re.compile(rb"startxref\s+(\d{1,12})\s+%%EOF(?:\r\n|\n|\r)?")


@dataclass(frozen=True, kw_only=True)
class Revision:
    """One stretch of the file. `defined` holds (number, generation) of the objects that it adds or replaces."""

    number: int
    start: int
    end: int
    size: int  # one more than the highest object number so far
    defined: frozenset[tuple[int, int]]


def read_revisions(data: bytes, reader: PdfFileReader) -> tuple[Revision, ...]:
    """The revisions, oldest first. Raises Fault when bytes lie outside of them or they overlap."""
    found: list[Revision] = []
    start = 0
    for number in range(reader.total_revisions):
        end = _end(data, reader, number)
        if not start < end:
            raise Fault("The parts of the file are not in the order in which they were written.")
        section = reader.xrefs.get_xref_container_info(number)
        if not start <= section.start_location < section.end_location <= end:
            raise Fault(f"The table of revision {number} lies outside of that revision.")
        _keep_inside(reader, number, start, end)
        defined = frozenset((ref.idnum, ref.generation) for ref in reader.xrefs.explicit_refs_in_revision(number))
        found.append(Revision(number=number, start=start, end=end, size=section.size, defined=defined))
        start = end
    if start != len(data):
        raise Fault(f"{len(data) - start} bytes lie behind the end of the document.")
    return tuple(found)


def _end(data: bytes, reader: PdfFileReader, number: int) -> int:
    """Where revision `number` ends: behind the %%EOF that belongs to its own table."""
    section = reader.xrefs.get_xref_container_info(number)
    if section.xref_section_type is not XRefSectionType.STREAM:
        raise Fault("The file mixes two kinds of object tables, which lets readers disagree on what it holds.")
    tail = TAIL.search(data, section.end_location)
    if tail is None or int(tail.group(1)) != section.start_location:
        raise Fault(f"Revision {number} does not end with a pointer to its own table.")
    between = data[section.end_location : tail.start()].split()
    if between not in ([], [b"endobj"], [b"endstream", b"endobj"]):
        raise Fault(f"There is something between the table and the end of revision {number}.")
    return tail.end()


def _keep_inside(reader: PdfFileReader, number: int, start: int, end: int) -> None:
    """Every object of the revision lies in the revision, in the file or in one of its own object streams."""
    entries = reader.xrefs.get_xref_data(number)
    own = {idnum for idnum, (_generation, offset) in entries.standard_xrefs.items() if start <= offset < end}
    if len(own) != len(entries.standard_xrefs):
        raise Fault(f"Revision {number} claims objects that lie outside of it.")
    for location in entries.xrefs_in_objstm.values():
        if isinstance(location, ObjStreamRef) and location.obj_stream_id not in own:
            raise Fault(f"Revision {number} claims objects in a container that is not its own.")
