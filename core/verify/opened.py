"""Open the bytes of a packet with two readers that share no code: pyHanko for revisions, qpdf for what is inside."""

from __future__ import annotations

import io
import logging
import re
from dataclasses import dataclass

import pikepdf
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.misc import PdfDecodeLimitError
from pyhanko.pdf_utils.reader import PdfFileReader

from core.errors import PacketError
from core.verify.limits import LARGEST_FILE_BYTES, MOST_OBJECTS, MOST_REVISIONS, shown

# What these libraries find in a hostile file is told by the checks; their own log would go to the terminal.
for library in ("pyhanko", "pyhanko_certvalidator", "pikepdf"):
    logging.getLogger(library).addHandler(logging.NullHandler())

# How qpdf names what it reads, which is an address in memory here.
STREAM_NAME = re.compile(r"^stream <[^>]*>(?: \([^)]*\))?: ")

HINT = "Ask for a fresh copy of the file."


@dataclass(frozen=True, kw_only=True)
class OpenedPdf:
    data: bytes
    reader: PdfFileReader
    pdf: pikepdf.Pdf


def open_pdf(data: bytes) -> OpenedPdf:
    """Both readers over `data`, strict and without repair. Raises PacketError with a sentence for everything else."""
    if len(data) > LARGEST_FILE_BYTES:
        raise PacketError(f"The file is larger than {LARGEST_FILE_BYTES >> 20} MiB; packets are not.", HINT)
    if not data.startswith(b"%PDF-"):
        raise PacketError("The file is not a PDF: it does not begin with %PDF-.", "Choose a packet that export made.")
    try:
        reader = _open_for_revisions(data)
        pdf = pikepdf.open(io.BytesIO(data), attempt_recovery=False, suppress_warnings=True)
    except PacketError:
        raise
    except pikepdf.PasswordError as error:
        raise PacketError("The file is encrypted; packets never are.", HINT) from error
    except PdfDecodeLimitError as error:
        raise PacketError("The file unpacks to far more than its size; packets do not.", HINT) from error
    except MemoryError as error:
        raise PacketError("The file needs more memory than a packet may.", HINT) from error
    except RecursionError as error:
        raise PacketError("The file is nested deeper than a packet may be.", HINT) from error
    # Parsers of untrusted files raise anything at all: every one of it means that this is no packet.
    except Exception as error:
        raise PacketError(f"The file is damaged or no real PDF: {complaint(error)}.", HINT) from error
    if pdf.is_encrypted:
        raise PacketError("The file is encrypted; packets never are.", HINT)
    return OpenedPdf(data=data, reader=reader, pdf=pdf)


def complaint(error: object) -> str:
    """What a reader of the file complains of, in its own words."""
    return shown(STREAM_NAME.sub("", str(error))) or type(error).__name__


def _open_for_revisions(data: bytes) -> PdfFileReader:
    reader = PdfFileReader(io.BytesIO(data), strict=True)
    if "/Encrypt" in reader.trailer:
        raise PacketError("The file is encrypted; packets never are.", HINT)
    if reader.total_revisions > MOST_REVISIONS:
        raise PacketError(f"The file was changed {reader.total_revisions} times; packets are not.", HINT)
    sizes = [reader.xrefs.get_xref_container_info(number).size for number in range(reader.total_revisions)]
    if max(sizes) > MOST_OBJECTS:
        raise PacketError(f"The file claims {max(sizes)} objects; packets hold fewer.", HINT)
    # qpdf sets no bound on what an object stream unpacks to, so each is unpacked here first, within pyHanko's limits.
    for number in range(reader.total_revisions):
        for reference in reader.xrefs.object_streams_used_in(number):
            reader.get_object(reference).read_data(DecodePurpose.OBJECT_STREAM)
    return reader
