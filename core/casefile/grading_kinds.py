"""The kinds of rows of a grading, each as a sentence. None says a grade: the log must not tell it to another grader."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

OUTPUTS = "outputs-imported"
GRADE = "output-graded"
CLOSED = "grading-closed"

WORDS: Mapping[str, Callable[[str, Mapping[str, Any]], str]] = {
    OUTPUTS: lambda _, body: (
        f"{body['count']:,} outputs {body['title']!r} imported from {body['file_name']}"
        + (f", to be graded by {', '.join(body['graders'])}." if body["graders"] else ".")
    ),
    GRADE: lambda _, body: f"Output {body['number']} graded by {body['grader']}.",
    CLOSED: lambda _, body: (
        f"Grading of {body['title']!r} closed" + (f", because: {body['why'].rstrip('. ')}." if body["why"] else ".")
    ),
}
PLAIN: Mapping[str, str] = {
    OUTPUTS: "outputs imported",
    GRADE: "an output graded",
    CLOSED: "a grading closed",
}
FINAL: Mapping[str, str] = {
    OUTPUTS: "Importing outputs can't be undone. Close their grading with a reason.",
    CLOSED: "Closing can't be undone: who has seen the results no longer grades blind. Import the outputs again.",
}
