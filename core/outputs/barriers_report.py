"""The report on barriers of section 3(h): in unclassified form, with an appendix where one is needed.

3(h)(1): "any expected barriers to implementing and adhering to the guidelines ..., especially with respect to
transparency, cooperation, or collaboration barriers with developers". 3(h)(2): "in unclassified form, but may include a
classified appendix". The report says how many entries its appendix has and how they are marked, and no more of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from core.evaluation.barriers import GROUPS, KINDS, size_text, totals
from core.evaluation.records import Barrier, Finding
from core.marking import roll_up
from core.outputs.paper import Block, Grid, Paper, Section, Words
from core.outputs.public import made, pack_name, public_paper, public_refusals, titled, told
from core.outputs.sifting import is_public
from core.snapshot import Snapshot

ID, TITLE = "barriers", "Report on barriers to the guidelines"
APPENDIX_ID, APPENDIX_TITLE = "barriers-appendix", "Appendix to the report on barriers"

Entry = tuple[Finding, Barrier]


def refusals(snapshot: Snapshot) -> tuple[str, ...]:
    """Why there can't be a report yet; empty when there can. A report that no barrier is known is one, too."""
    return public_refusals(snapshot)


def appendix_refusals(snapshot: Snapshot) -> tuple[str, ...]:
    """Why there is no appendix; empty when one is needed."""
    return () if _entries(snapshot, public=False) else ("No barrier is marked above (U): no appendix is needed.",)


def paper(snapshot: Snapshot) -> Paper:
    """The unclassified report."""
    entries, kept = _entries(snapshot, public=True), _entries(snapshot, public=False)
    blocks: list[Block] = [
        Words(
            text=f"Barriers met while {told(snapshot).about} was evaluated against {pack_name(snapshot)}, as section"
            " 3(h)(1) of the Trustworthy By Design AI Act asks for."
        ),
        *_groups(entries),
        *_sums(entries),
        Section(title="Appendix"),
        Words(text=_appendix_words(kept)),
    ]
    return public_paper(snapshot, ID, TITLE, blocks)


def appendix(snapshot: Snapshot) -> Paper:
    """What the report may not say, each text behind its portion mark; only where there are no `appendix_refusals`."""
    kept = _entries(snapshot, public=False)
    rows = tuple(
        (
            str(number),
            KINDS[one.kind].title,
            f"{finding.marking} {one.text}",
            f"{finding.marking} {size_text(amount=one.amount, unit=one.unit)}",
            f"{finding.marking} {finding.title}",
        )
        for number, (finding, one) in enumerate(kept, 1)
    )
    header = ("Entry", "Kind", "What stands in the way", "Size", "Finding")
    return Paper(
        id=APPENDIX_ID,
        title=titled(snapshot, APPENDIX_TITLE),
        about=TITLE,
        marking=roll_up([finding.marking for finding, _ in kept]),
        blocks=(
            Words(text="(U) This appendix is kept and sent apart from the report."),
            Grid(title="Barriers that the report leaves out", header=header, rows=rows),
        ),
        made=f"{made(snapshot)} By {snapshot.taken_by}.",
        made_at=snapshot.taken_at,
    )


def _entries(snapshot: Snapshot, *, public: bool) -> list[Entry]:
    return [
        (finding, one)
        for finding in snapshot.findings
        if is_public(finding.marking) == public
        for one in finding.barriers
    ]


def _groups(entries: Sequence[Entry]) -> Iterator[Block]:
    for group, title in GROUPS.items():
        yield Section(title=title)
        rows = tuple(
            (
                KINDS[one.kind].title,
                one.text,
                size_text(amount=one.amount, unit=one.unit),
                f"gone since {one.lifted}" if one.lifted else "stands",
                one.remark,
            )
            for _, one in entries
            if KINDS[one.kind].group == group
        )
        if rows:
            header = ("Kind", "What stands in the way", "Size", "State", "Remark")
            yield Grid(title=f"Barriers: {title.lower()}", header=header, rows=rows)
        else:
            yield Words(text="None is recorded.")


def _sums(entries: Sequence[Entry]) -> Iterator[Block]:
    rows = tuple(
        (KINDS[one.kind].title, str(one.count), size_text(amount=one.amount, unit=one.unit))
        for one in totals(barrier for _, barrier in entries)
    )
    if rows:
        yield Section(title="In all")
        yield Grid(title="Barriers that still stand", header=("Kind", "Number", "Size"), rows=rows)


def _appendix_words(kept: Sequence[Entry]) -> str:
    if not kept:
        return "There is no appendix: no barrier was left out because of its marking."
    marks = Counter(finding.marking for finding, _ in kept)
    listed = ", ".join(f"{count:,} marked {marking}" for marking, count in sorted(marks.items()))
    return f"Left to the appendix, which is marked {roll_up(list(marks))}: {listed}."
