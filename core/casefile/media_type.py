"""What kind of file a document is: from its first bytes, and from its name only where the bytes allow several."""

from __future__ import annotations

import codecs
from pathlib import PurePath

SNIFFED_BYTES = 4096

_MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"PAR1", "application/vnd.apache.parquet"),
    (b"\x93NUMPY", "application/x-npy"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"\x7fELF", "application/octet-stream"),
    (b"MZ", "application/octet-stream"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"ID3", "audio/mpeg"),
)
_ZIPPED = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".npz": "application/x-npz",
}
_TEXTS = {
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".json": "application/json",
    ".xml": "application/xml",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
    ".svg": "image/svg+xml",
    ".eml": "message/rfc822",
    ".rtf": "application/rtf",
}


def media_type(start: bytes, name: str) -> str:
    """The media type of a file that begins with `start` (up to `SNIFFED_BYTES`) and is called `name`.

    A name never overrules the bytes: a program called report.pdf is application/octet-stream.
    """
    extension = PurePath(name).suffix.lower()
    if start.startswith(b"PK\x03\x04"):
        return _ZIPPED.get(extension, "application/zip")
    if start[:4] == b"RIFF" and len(start) >= 12:
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(start[8:12], "application/octet-stream")
    for magic, found in _MAGIC:
        if start.startswith(magic):
            return found
    if _is_text(start):
        return _TEXTS.get(extension, "text/plain")
    return "application/onnx" if extension == ".onnx" else "application/octet-stream"


def _is_text(start: bytes) -> bool:
    if b"\0" in start:
        return False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)  # the last character may be cut in two
    except UnicodeDecodeError:
        return False
    return True
