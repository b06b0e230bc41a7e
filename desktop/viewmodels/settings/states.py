"""What the Settings page shows, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass

from core import clock
from core.settings.roots import LookedAt

PROFILES = (
    ("ic", "Intelligence Community", "Banner and portion marks as the ODNI register has them."),
    ("dod", "Department of Defense", "The same, but CUI stands alone in a banner (DoDI 5200.48)."),
    ("nara-cui", "Civil agency (NARA)", "CUI with its categories as 32 CFR 2002 has them."),
)
LOOKS = (
    ("system", "Follow the system"),
    ("light", "Light"),
    ("dark", "Dark"),
    ("contrast", "High contrast"),
)
SCALES = (("1.0", "100 %"), ("1.25", "125 %"), ("1.5", "150 %"), ("1.75", "175 %"), ("2.0", "200 %"))


@dataclass(frozen=True, kw_only=True)
class RootRow:
    """A certificate: kept, or looked at and waiting for a yes. `worries` are sentences against trusting it."""

    name: str
    sha256: str
    facts: tuple[tuple[str, str], ...]
    worries: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SettingsState:
    """The whole page. An error stands beside its field; `notice` is (kind, sentence, hint)."""

    theme: str = "system"
    scale: str = "1.0"
    lock_minutes: int = 15
    folder: str = ""
    profile: str = "ic"
    enacted: str = ""
    released: str = ""
    dates_error: str = ""
    dates_note: str = ""
    roots: tuple[RootRow, ...] = ()
    offered: tuple[RootRow, ...] = ()
    roots_error: tuple[str, str] = ("", "")
    notice: tuple[str, str, str] = ("", "", "")
    about: tuple[tuple[str, str], ...] = ()
    notices: str = ""


def root_row(seen: LookedAt) -> RootRow:
    """A certificate as a person compares it."""
    return RootRow(
        name=seen.root.name,
        sha256=seen.root.sha256,
        facts=(
            ("Subject", seen.subject),
            ("Issued by", seen.issuer if seen.issuer != seen.subject else "itself"),
            ("SHA-256", " ".join(seen.root.sha256[at : at + 8] for at in range(0, 64, 8))),
            ("Valid", f"{clock.shown(seen.valid_from)} to {clock.shown(seen.valid_until)}"),
            ("Key", seen.key),
            ("File", seen.root.name),
        ),
        worries=seen.worries,
    )
