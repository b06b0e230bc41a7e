"""Text through a tokenizer file (tokenizer.json, as Hugging Face's tokenizers writes it) to numbers, mask and types.

The reader is loaded only when a plan names such a file. It is asked for nothing but this one file.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from core.errors import InputError
from core.plan import Text
from core.worker import shapes
from core.worker.reading import Told
from core.worker.room import new_array
from core.worker.rust_faults import said_plainly
from core.worker.source import Source
from core.worker.values import cast, place, words

LARGEST_FILE = 64 << 20
_BATCH = 256
_PADS = ("[PAD]", "<pad>", "<|pad|>", "<PAD>", "<|endoftext|>", "</s>")


def inputs_of(bound: Text) -> list[str]:
    """The inputs that a text fills beside its own: mask and types."""
    return [name for name in (bound.mask, bound.types) if name is not None]


def read_tokens(
    bound: Text,
    name: str,
    declared: Mapping[str, Mapping[str, Any]],
    path: Path,
    source: Source,
    told: Told,
) -> dict[str, NDArray[Any]]:
    """The text column as inputs (n, length): tokens for the input `name`, then mask and types where they are bound.

    Cut to `max_length` tokens (special ones included); without it, as the tokenizer file says. With `pad`, rows are
    filled up to `max_length`, or to the longest row. Raises InputError naming the row of a missing text, or of one that
    has another number of tokens.
    """
    texts = words(source, bound.text).tolist()
    tokenizer = _tokenizer(bound, path)
    padding = tokenizer.padding or {}
    rows: list[tuple[list[int], list[int], list[int]]] = []
    cut = 0
    for start in range(0, len(texts), _BATCH):
        with said_plainly(f"The tokenizer {path.name} can't be used on the text ({{reason}}).", "Export it again."):
            found = tokenizer.encode_batch(texts[start : start + _BATCH])
        rows += [(one.ids, one.attention_mask, one.type_ids) for one in found]
        cut += sum(bool(one.overflowing) for one in found)
        told.progress(len(rows), len(texts), f"Reading the texts of {source.name}")
    if cut:
        told.note(f"{cut:,} of the {len(rows):,} texts of {source.name} have more tokens than are read, and were cut.")
    lengths = [len(ids) for ids, _, _ in rows]
    length = _length(bound, lengths, declared[name], source)
    fill = _pad_id(bound, tokenizer, padding, path) if min(lengths) < length else 0
    left = padding.get("direction") == "left"
    wanted = {name: (0, fill), bound.mask: (1, 0), bound.types: (2, int(padding.get("pad_type_id", 0)))}
    return {
        str(one): _filled([row[part] for row in rows], length, value, declared[str(one)], source, left=left)
        for one, (part, value) in wanted.items()
        if one is not None
    }


def _tokenizer(bound: Text, path: Path) -> Any:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise InputError(
                f"The tokenizer {path.name} is larger than {LARGEST_FILE >> 20} MB.", "Choose the right file."
            )
        written = path.read_text(encoding="utf-8")
    except OSError as error:
        hint = f"The plan looks for it at {path}."
        raise InputError(f"The tokenizer {path.name} can't be read: {error.strerror or error}.", hint) from error
    except UnicodeDecodeError as error:
        raise InputError(f"The tokenizer {path.name} is no text file.", _OTHER_FILE) from error
    os.environ["TOKENIZERS_PARALLELISM"] = "false"  # read by the library when it is loaded: no threads of its own
    with said_plainly(f"The tokenizer {path.name} can't be read ({{reason}}).", _OTHER_FILE):
        import tokenizers

        made = tokenizers.Tokenizer.from_str(written)
        if bound.max_length is not None:
            made.enable_truncation(bound.max_length)
        return made


_OTHER_FILE = "Choose the tokenizer.json that was saved with the model."


def _length(bound: Text, lengths: Sequence[int], declared: Mapping[str, Any], source: Source) -> int:
    """How many tokens each row gets."""
    shape = declared["shape"]
    fixed = shape[1] if shape is not None and len(shape) > 1 and isinstance(shape[1], int) else None
    longest = max(lengths)
    if longest == 0:
        raise InputError(f'No text of {source.name}, column "{bound.text}", has a token.', "Look at the tokenizer.")
    target = max(longest, bound.max_length or 0) if bound.pad and bound.max_length else fixed or longest
    if longest > target:
        row = lengths.index(longest)
        raise InputError(
            f"{place(source, bound.text, row)} has {longest:,} tokens, and the model takes {target:,}.",
            f"Cut it with max_length: {target}.",
        )
    short = next((row for row, length in enumerate(lengths) if length < target), None)
    if short is not None and not bound.pad:
        raise InputError(
            f"{place(source, bound.text, short)} has {lengths[short]:,} tokens where {target:,} are needed.",
            "Fill short texts up with pad: true, and name the model's mask with mask.",
        )
    return target


def _pad_id(bound: Text, tokenizer: Any, padding: Mapping[str, Any], path: Path) -> int:
    if "pad_id" in padding:
        return int(padding["pad_id"])
    found = next((number for word in _PADS if (number := tokenizer.token_to_id(word)) is not None), None)
    if found is None and bound.mask is None:
        raise InputError(
            f"The tokenizer {path.name} names no token to fill short texts with, and the model has no mask.",
            "Save the tokenizer with its padding, or name the model's mask with mask.",
        )
    return int(found or 0)


def _filled(
    rows: Sequence[Sequence[int]], length: int, fill: int, declared: Mapping[str, Any], source: Source, *, left: bool
) -> NDArray[Any]:
    made = new_array(len(rows), (length,), "int64", f"The tokens of {source.name}")
    made[:] = fill
    for row, numbers in enumerate(rows):
        at = length - len(numbers) if left else 0
        made[row, at : at + len(numbers)] = numbers
    return shapes.fit(cast(made, declared["type"], source, declared["name"]), declared)
