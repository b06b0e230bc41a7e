"""What the worker says of a plan, in the words of the form: it knows the fields of the file, the person sees none."""

from __future__ import annotations

import re

_LINE = re.compile(r"^Line \d+ of the plan: ")
_WORDS = (
    (r"as outputs: \{classes: \[\.\.\.\]\}", "under “Classes in the order of the scores”"),
    (r"give it as \{constant: \.\.\.\}; a state starts with \{constant: 0\}", "feed it the same value for all rows"),
    (r"[Gg]ive it as \{constant: \.\.\.\}", "Feed it the same value for all rows"),
    (r"with \{columns: \[\.\.\.\]\}", "as “Several columns”"),
    (r"\btask: binary", "the task “Two classes”"),
    (r"\btask: multiclass", "the task “Several classes”"),
    (r"\btask: regression", "the task “A number”"),
    (r"\bkind: probabilities", "“Probabilities”"),
    (r"\bkind: logits", "“Logits”"),
    (r"\bkind: label", "“Labels”"),
    (r"\bkind: value", "“Values”"),
    (r"\bmax_length: (\d+)", r"“Most tokens” \1"),
    (r"\bpad: true, and name the model's mask with mask", "“Fill short texts up”, and name the model's mask"),
    (r"\bpad: end", "“Ratio kept”"),
    (r"say layout: NCHW or NHWC", "choose the order of the axes under More settings"),
    (r"Bind it under inputs\.", "Choose what feeds it under “Inputs of the model”."),
    (r"\(bom\)", "(step 1)"),
)
_KNOWN = tuple((re.compile(pattern), words) for pattern, words in _WORDS)


def plainly(said: str) -> str:
    """A sentence of the worker as the window says it: without lines of the plan's file and without its fields."""
    text, lines = _LINE.subn("", said)
    for pattern, words in _KNOWN:
        text = pattern.sub(words, text)
    return text[:1].upper() + text[1:] if lines else text
