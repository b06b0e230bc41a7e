"""A verification as text for people, from its JSON form, at most 96 columns wide."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from core.manifest import ROLES
from core.marking.training import shown_banner
from core.verify.verification import merely_unsigned

COLUMNS = 96
WORDS = {"ok": "ok", "failed": "FAILED", "not checked": "not checked"}
DIGEST_GROUP = 8
GROUPS_A_LINE = 4


def text(verification: Mapping[str, Any]) -> str:
    """The report of `verification` (the form of `Verification.as_dict`), ending in a newline."""
    lines = [*_head(verification), "", *_signatures(verification), "", *_checks(verification["checks"]), ""]
    return "\n".join([*lines, *_conclusion(verification)]) + "\n"


def grouped(digest: str) -> tuple[str, ...]:
    """A digest to be read aloud: groups of eight characters, four to a line."""
    groups = [digest[start : start + DIGEST_GROUP] for start in range(0, len(digest), DIGEST_GROUP)]
    return tuple(" ".join(groups[start : start + GROUPS_A_LINE]) for start in range(0, len(groups), GROUPS_A_LINE))


def _head(verification: Mapping[str, Any]) -> Iterator[str]:
    manifest = verification["manifest"]
    if manifest is not None:
        yield from _row("Marking", shown_banner(manifest["marking"], training=manifest["training"]))
    yield from _row("File", f"{verification['file_name']}, {verification['size_bytes']:,} bytes")
    first, *rest = grouped(verification["sha256"])
    yield from _row("SHA-256", first)
    for line in rest:
        yield from _row("", line)
    if manifest is not None:
        about = [manifest["deployment"].get(key) for key in ("name", "version", "agency")]
        yield from _row("About", ", ".join(str(value) for value in about if value))
        pack = manifest["pack"]
        yield from _row("Pack", f"{pack.get('id', '')} {pack.get('version', '')}, {manifest['profile']} profile")
        yield from _row("Packet", f"{manifest['packet_id']}, made {manifest['created']}")


def _signatures(verification: Mapping[str, Any]) -> Iterator[str]:
    yield "Signatures"
    for number, seen in enumerate(verification["signatures"], start=1):
        role = ROLES.get(seen["role"], f"no role ({seen['field']})")
        certifies = ", certifies the packet" if seen["certifies"] else ""
        yield from _wrapped(f"  {number}. {role}: {seen['name']}{certifies}", "     ")
        at = seen["at"] or "an unknown time"
        yield from _wrapped(f"     at {at} by the signer's clock; {_standing(seen)}", "     ")
        yield from _wrapped(f"     {seen['algorithm']}; certificate from {seen['issuer']}", "     ")
        for line, label in zip(grouped(seen["fingerprint"]), ("fingerprint ", " " * 12), strict=True):
            yield f"     {label}{line}"
        if seen["reason"]:
            yield from _wrapped(f"     reason: {seen['reason']}", "     ")
    if not verification["signatures"]:
        yield "  None that can be read."
    elif verification["unsigned_roles"]:
        names = ", ".join(ROLES[role] for role in verification["unsigned_roles"])
        yield from _wrapped(f"  Not signed by: {names}.", "  ")


def _standing(seen: Mapping[str, Any]) -> str:
    if not seen["intact"]:
        return "NOT GENUINE"
    return {True: "genuine, trusted here", False: "genuine, NOT TRUSTED here", None: "genuine, trust not checked"}[
        seen["trusted"]
    ]


def _checks(checks: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield "Checks"
    for check in checks:
        word = WORDS[check["outcome"]]
        optional = "" if check["required"] else " (not required)"
        yield f" {check['number']:>2}  {word:<11}  {check['title']}{optional}"
        yield from _wrapped(" " * 18 + check["sentence"], " " * 18)


def _conclusion(verification: Mapping[str, Any]) -> Iterator[str]:
    if verification["manifest"] is None:
        yield "Result: this file can't be read as a packet."
        return
    unsigned = "NOT SIGNED, so anyone could have changed it" if merely_unsigned(verification) else "NOT INTACT"
    intact = "intact" if verification["intact"] else unsigned
    trusted = {True: "trusted", False: "NOT TRUSTED", None: "trust not checked"}[verification["trusted"]]
    complete = "evaluation complete" if verification["complete"] else "evaluation incomplete"
    if verification["manifest"]["training"]:
        yield "This packet is a TRAINING EXAMPLE. Whatever it says, nothing was evaluated."
    ends = {
        0: "Every required check is ok.",
        1: "At least one required check failed.",
        3: "A required check could not be made.",
    }
    failed = [check for check in verification["checks"] if check["outcome"] == "failed" and check["required"]]
    for check in failed:
        yield from _wrapped(f"Failed: {check['number']} {check['title']}. {check['sentence']}", "  ")
    yield from _wrapped(f"Result: {intact}; {trusted}; {complete}. {ends[verification['exit_status']]}", "  ")


def _row(label: str, value: str) -> list[str]:
    return _wrapped(f"{label:<10}{value}", " " * 10)


def _wrapped(line: str, indent: str) -> list[str]:
    return textwrap.wrap(line, COLUMNS, subsequent_indent=indent, drop_whitespace=True) or [""]
