"""The words for what a proposal to change the guidelines can be, wherever one is begun."""

from __future__ import annotations

KINDS = (
    ("comment", "A comment"),
    ("change", "Change a field of an item"),
    ("add", "A new item for a cell"),
    ("remove", "Remove an item"),
)
FIELDS = (
    ("question", "Question"),
    ("guidance", "Guidance"),
    ("title", "Title"),
    ("na_when", "Listed reason for not applicable"),
    ("methods", "Methods"),
    ("stages", "Stages"),
    ("references", "References"),
)
SUBJECT_HELP = "An item as MOD-VAL-1, a cell as MOD-VAL, or pack"
WORDS_HELP = "Of a new item: its question"
FILE_TITLE, FILE_NAME, FILE_KINDS = "Add to a proposal file", "proposal.yaml", "Proposals (*.yaml *.json)"
