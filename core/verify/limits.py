"""How large a packet may be in every respect: a hostile file ends in a sentence, not in a full memory."""

from __future__ import annotations

import unicodedata

LARGEST_FILE_BYTES = 1 << 30
MOST_OBJECTS = 1_000_000
MOST_REVISIONS = 64
MOST_FILES = 20_000
LARGEST_JSON_BYTES = 64 << 20
LARGEST_UNPACKED_BYTES = 2 << 30  # all embedded files together
DEEPEST_NESTING = 60  # dictionaries and arrays inside each other in one object

SHOWN_CHARACTERS = 160


def shown(text: object, *, most: int = SHOWN_CHARACTERS) -> str:
    """Text out of the packet as it may be shown: one line, short, no control or direction characters."""
    line = "".join(
        " " if character.isspace() else character
        for character in str(text)[: 4 * most]
        if character.isspace() or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )
    return line if len(line) <= most else line[: most - 1] + "…"
