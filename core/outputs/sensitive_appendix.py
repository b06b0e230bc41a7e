"""The appendix of sensitive test content: what the packet and every public document leave out, in one document.

Fact sheet A2 and M-25-21 4(b)(i) ask for testing before deployment; what was asked of the system there, rows of test
data and what broke it are of use to whoever wants to break it, and are sent apart, to those who need them.
"""

from __future__ import annotations

from collections.abc import Iterator

from core import clock
from core.evaluation.records import Evidence
from core.marking import banner_to_portion, roll_up
from core.outputs.paper import Block, Facts, Paper, Words, section
from core.outputs.public import made, titled
from core.snapshot import Snapshot

ID, TITLE = "test-appendix", "Appendix of sensitive test content"
MOST_BYTES = 200_000


def refusals(snapshot: Snapshot) -> tuple[str, ...]:
    """Why there is no appendix; empty when there is one."""
    return () if snapshot.appendix else ("No evidence is classed as sensitive test content, kept in the appendix.",)


def paper(snapshot: Snapshot) -> Paper:
    """Each piece with its digest, by which the packet names it, and with its text where it is a short one."""
    own = snapshot.deployment
    marks = [banner_to_portion(own.marking), *(one.marking for one in snapshot.appendix)]
    blocks: list[Block] = [
        Words(text="(U) This appendix is kept and sent apart from the packet.", style="warning"),
        Words(text="(U) The packet names what is here by its SHA-256, and by its title where a person allowed that."),
    ]
    for one in snapshot.appendix:
        blocks += section(f"{one.marking} {one.title}", *_piece(snapshot, one))
    return Paper(
        id=ID,
        title=titled(snapshot, TITLE),
        about=f"{own.name}{f', version {own.version}' if own.version else ''} ({own.agency})",
        marking=roll_up(marks),
        blocks=tuple(blocks),
        made=made(snapshot),
        made_at=snapshot.taken_at,
    )


def _piece(snapshot: Snapshot, one: Evidence) -> Iterator[Block]:
    items = sorted({link.item_id for link in snapshot.links if link.evidence_id == one.id})
    named = "by title and digest" if one.appendix == "named" else "by digest alone"
    yield Facts(
        rows=(
            ("File", f"{one.file_name}, {one.media_type}, {one.size_bytes:,} bytes"),
            ("SHA-256", one.sha256),
            ("Origin", one.origin or "not recorded"),
            ("Attached", f"{clock.shown(one.at)} by {one.by}"),
            ("Supports", ", ".join(items) or "no item"),
            ("Named in the packet", named),
        )
    )
    text = _text(snapshot, one)
    if text is None:
        yield Words(text="It is no text of this size. Save its file from the case, and send it with this appendix.")
    for paragraph in (text or "").split("\n\n"):
        if paragraph.strip():
            yield Words(text=f"{one.marking} {paragraph.strip()}")


def _text(snapshot: Snapshot, one: Evidence) -> str | None:
    """What the piece says; None where it is too large, or no text."""
    if one.size_bytes > MOST_BYTES:
        return None
    try:
        text = b"".join(snapshot.content(one.id)).decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\x00" in text else text
