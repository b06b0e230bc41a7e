"""What an agency file holds, as frozen records. Moments are stored stamps; days are ISO dates or empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from core.evaluation.stated import Stated


@dataclass(frozen=True, kw_only=True)
class Root:
    """A root certificate that this agency trusts; `ended` says why it does no longer."""

    fingerprint: str  # SHA-256 of the certificate
    name: str
    pem: str
    by: str
    at: str
    ended: str = ""


@dataclass(frozen=True, kw_only=True)
class AgencyDates:
    """The dates that the agency's own clocks count from (section 4(f)). No default."""

    enacted: str = ""
    released: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Measure:
    """The headline number of one reading, short enough to be kept with every packet."""

    probe: str
    title: str
    name: str
    estimate: float | None
    low: float | None
    high: float | None
    unit: str
    about: str
    verdict: str
    model_sha256: str


@dataclass(frozen=True, kw_only=True)
class Due:
    """One clock as the packet stated it; days left are counted when it is looked at."""

    id: str
    clause: str
    title: str
    state: str
    due: str
    decision: str = ""
    decision_day: str = ""


@dataclass(frozen=True, kw_only=True)
class TakenIn:
    """One packet as it was taken in: what its verification found, and what it says of itself.

    `verified` is true only when every required check was made and is ok, trust in its signers included. Everything
    below `why` is the packet's own word, and counts for nothing where it is not verified. `word` is that of
    `core.evaluation.verdict`.
    """

    sha256: str
    file_name: str
    size_bytes: int
    verified: bool
    why: str
    packet_id: str = ""
    case_id: str = ""
    created: str = ""
    marking: str = ""
    agency: str = ""
    name: str = ""
    version: str = ""
    purpose: str = ""
    owner: str = ""
    stage: str = ""
    existing: bool = False
    profile: str = ""
    pack: str = ""
    evaluation: str = ""
    word: str = ""
    sentence: str = ""
    complete: bool = False
    meets: bool = False
    due: int = 0
    answered: int = 0
    open_findings: int = 0
    stated: bool = False  # whether the packet holds standing.json; older ones do not
    day: str = ""
    in_use: str = ""
    in_use_since: str = ""
    determinations: Mapping[str, str] = field(default_factory=dict)
    findings: Mapping[str, int] = field(default_factory=dict)
    exempt_until: str = ""
    clocks: tuple[Due, ...] = ()
    measured: tuple[Mapping[str, Any], ...] = ()  # see `measures`
    signed: Mapping[str, str] = field(default_factory=dict)  # signer by role
    roots: tuple[str, ...] = ()  # fingerprints of the roots that were trusted when it was verified
    by: str = ""
    at: str = ""

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """What was measured. Made when it is asked for: there may be many, and most views ask for none."""
        return tuple(Measure(**one) for one in self.measured)

    @property
    def readable(self) -> bool:
        """Whether a manifest could be read: without one the file names no deployment."""
        return bool(self.packet_id or self.case_id)

    @property
    def order(self) -> tuple[str, int, str]:
        """Newer packets sort behind older ones; of the same one, that with more signatures behind."""
        return (self.created, len(self.signed), self.at)


@dataclass(frozen=True, kw_only=True)
class Detail:
    """All that was found in one packet: the verification as `Verification.as_dict` gives it, and what it states."""

    verification: Mapping[str, Any]
    stated: Stated | None


@dataclass(frozen=True, kw_only=True)
class Joined:
    """A person's word that the packets of one case are about the deployment of another."""

    case_id: str
    to_case_id: str
    reason: str
    by: str = ""
    at: str = ""


@dataclass(frozen=True, kw_only=True)
class Reported:
    """A report that was made: which packets it stands on, and the digests of its two files."""

    title: str
    day: str
    packets: tuple[str, ...]
    report_sha256: str
    appendix_sha256: str
    by: str
    at: str
