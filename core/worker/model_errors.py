"""Turns what onnxruntime says into one plain sentence."""

from __future__ import annotations

import re

from core.errors import InputError

_LOCALE = "Install the locale en_US.UTF-8 on this machine, or export the model without lower-casing its text."
_LONGEST_DETAIL = 300

# What onnxruntime says (in lower case), what is said instead, and the hint.
_KNOWN = (
    (("locale",), "its StringNormalizer needs a locale that this machine does not have", _LOCALE),
    (
        ("bad_alloc", "failed to allocate", "bad allocation"),
        "it needs more memory than it may use",
        "Use a machine with more memory.",
    ),
    (
        ("is not a registered function/op", "no op registered", "not implemented"),
        "it uses an operator that this run-time does not have ({detail})",
        "Export it with standard operators.",
    ),
    (
        ("unsupported model ir version", "is under development and support"),
        "it was made for a newer run-time ({detail})",
        "Export it for an older opset.",
    ),
    (
        ("invalid dimensions", "invalid rank", "got invalid dim"),
        "the shape of the data does not fit ({detail})",
        "Look at how the columns or arrays are bound to the inputs.",
    ),
    (
        ("unexpected input data type",),
        "the type of the data does not fit ({detail})",
        "Look at how the columns or arrays are bound to the inputs.",
    ),
)


def sentence_for(error: Exception, what: str) -> InputError:
    """The error to show. `what` starts the sentence: "The model x.onnx can't be loaded"."""
    said = str(error)
    for words, sentence, hint in _KNOWN:
        if any(word in said.lower() for word in words):
            return InputError(f"{what}: {sentence.format(detail=_detail(said))}.", hint)
    return InputError(f"{what}: {_detail(said)}.", "Export the model again, and check that it runs elsewhere.")


def _detail(said: str) -> str:
    """The first line of what was said, without error codes and source positions."""
    line = said.strip().splitlines()[0] if said.strip() else "no reason was given"
    line = re.sub(r"\[ONNXRuntimeError\]\s*:\s*\d+\s*:\s*\w+\s*:\s*", "", line)
    line = re.sub(r"(/[\w./+-]+|[A-Z]:\\[\w.\\+-]+)\.(cc|h|cpp)[:\d]*\s*", "", line)
    return line[:_LONGEST_DETAIL].rstrip(". ")
