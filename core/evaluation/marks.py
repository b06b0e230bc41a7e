"""Whether the marks that a person typed hold by the grammar of markings, in sentences."""

from __future__ import annotations

from typing import Literal

from core.marking import check


def mark_problems(text: str, kind: Literal["banner", "portion"]) -> tuple[str, ...]:
    """Why `text` is no valid mark of a portion ("(U)") or banner ("UNCLASSIFIED"); empty when it is one."""
    faults = check(text, kind=kind)
    return tuple(f"The marking {text!r} is not valid: {fault.message}" for fault in faults)
