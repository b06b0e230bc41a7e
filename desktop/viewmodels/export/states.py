"""What the Sign and export page shows, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass

from core.manifest import ROLES
from desktop.viewmodels.verification import VerificationState

STEPS = ("What is missing", "What goes in", "The packet", "Sign", "Done")
MISSING, CONTENTS, PACKET, SIGN, DONE = range(5)
ROLE_TITLES = tuple(ROLES.items())


@dataclass(frozen=True, kw_only=True)
class MissingRow:
    """One thing that is not done yet, and the page to do it on. `title` names the item, where it is about one."""

    title: str
    sentence: str
    page: str
    item_id: str


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How far the evaluation is."""

    complete: bool = False
    meets_guidelines: bool = False
    due: int = 0
    answered: int = 0
    open_findings: int = 0
    profile: str = "full"
    missing: tuple[MissingRow, ...] = ()
    unmet: tuple[MissingRow, ...] = ()
    cautions: tuple[str, ...] = ()  # of the review: nobody has accepted it, or a second person is needed


@dataclass(frozen=True, kw_only=True)
class EvidenceRow:
    """One piece of evidence: in the packet, or named there as withheld."""

    id: str
    title: str
    file_name: str
    size: str
    marking: str
    include: bool
    appendix: str = ""


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What goes into the packet."""

    evidence: tuple[EvidenceRow, ...] = ()
    included: str = ""  # "3 of 5 files, 1.2 MB"
    facts: tuple[tuple[str, str], ...] = ()
    banner: str = ""
    proposed_banner: str = ""  # rolled up from the portion marks; empty when they can't be
    marking_faults: tuple[str, ...] = ()
    stopped: tuple[str, str] = ("", "")  # why no packet is made under the banner, and what to do


@dataclass(frozen=True, kw_only=True)
class Built:
    """The packet as it lies on the disk, not signed yet."""

    path: str
    facts: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, str, str, str], ...]  # name, what it is, size, marking
    beside: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class KeySeen:
    """The opened key: whose it is."""

    path: str
    subject: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The finished packet."""

    path: str
    signed: bool
    digest: str
    groups: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class ExportState:
    """The whole page."""

    step: int = MISSING
    why_not: tuple[str, ...] = ("", "", "", "", "")  # why a step can't be opened; empty: it can
    done: tuple[bool, ...] = (False, False, False, False, False)
    ready: bool = False  # there is an evaluation to export
    why_read_only: str = ""
    standing: Standing = Standing()
    contents: Contents = Contents()
    target: str = ""
    busy: str = ""  # what is being done, while it is
    done_steps: int = 0  # of `all_steps`, while something can be told; 0 of 0 otherwise
    all_steps: int = 0
    seconds_left: float | None = None
    stoppable: bool = False  # what is being done can be cancelled
    built: Built | None = None
    stale: bool = False  # the case has changed since the packet was made
    key: KeySeen | None = None
    key_error: str = ""
    outcome: Outcome | None = None
    root: str = ""
    verification: VerificationState | None = None
    error: str = ""
    stopped: bool = False  # `error` says what a person stopped: nothing went wrong
    hint: str = ""
