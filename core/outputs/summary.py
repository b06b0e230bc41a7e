"""The public summary: what the system is for and how it was checked, in plain language (section 4(d)(1))."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from core.evaluation.findings import open_findings
from core.evaluation.verdict import VerdictWord, conclusion
from core.measure.readability import readability
from core.outputs.as_text import running_text
from core.outputs.paper import Block, Facts, Grid, Paper, Points, Words, section
from core.outputs.public import Told, pack_name, public_paper, public_refusals, told
from core.outputs.sifting import Sieve, is_public, sieve_of
from core.packet.readings import shown_readings
from core.snapshot import Snapshot

ID, TITLE = "public-summary", "Public summary"
_MOST = 12
_PLAIN: dict[VerdictWord, str] = {
    "incomplete": "The check is not finished. Nobody can say yet whether the system meets the guidelines.",
    "does not meet": "The check is finished. The system does not meet the guidelines yet.",
    "first screen passed": "A short first check found no problem. A full check is still to come.",
    "meets": "The check is finished. The system meets the guidelines.",
    "exempt": "The whole use is exempt from the guidelines, so no question was asked.",
}


def refusals(snapshot: Snapshot) -> tuple[str, ...]:
    """Why there can't be a summary yet; empty when there can."""
    return public_refusals(snapshot)


def paper(snapshot: Snapshot) -> Paper:
    """The summary. Only portions marked (U) are in it; it says by number what its marking kept out."""
    sieve = sieve_of(snapshot)
    known = told(snapshot, sieve)
    body = [
        *_system(snapshot, known),
        *_check(snapshot),
        *section("What was measured", *_measured(snapshot, sieve)),
        *section("What is not right yet", *_open(snapshot, sieve)),
        *_ask(snapshot),
    ]
    return public_paper(snapshot, ID, TITLE, [*body, *_about(snapshot, sieve, body)])


def _system(snapshot: Snapshot, known: Told) -> Iterator[Block]:
    yield Words(text=f"{known.agency} uses a computer system with artificial intelligence. It is called {known.name}.")
    yield from section("What the system does", Words(text=known.purpose, style="lead"))
    affected = snapshot.record.public_words.fields.get("affected", "")
    yield from section("What it means for people", Words(text=affected or "The agency has not written this yet."))


def _check(snapshot: Snapshot) -> Iterator[Block]:
    progress, word = snapshot.progress, conclusion(snapshot.progress).word
    exempt = sum(cell.exempt for cell in progress.cells.values())
    yield from section("How it was checked", Words(text=_PLAIN[word], style="lead"))
    yield Words(
        text=f"People asked {progress.due:,} questions about the system. {progress.answered:,} have an answer."
        f" The questions come from a list of guidelines ({pack_name(snapshot)})."
        " They look at each part: the model, its data, its output, the machines, and the people who use it."
    )
    if exempt:
        yield Words(text=f"{exempt:,} more questions were not asked, because that part of the use is exempt.")
    rows = []
    for element in snapshot.pack.elements:
        cells = [cell for cell in progress.cells.values() if cell.element == element.id]
        counts = Counter({"open": 0})
        for cell in cells:
            counts += Counter(yes=cell.yes, partly=cell.partly, no=cell.no, na=cell.not_applicable)
        due = sum(cell.due for cell in cells)
        told_counts = (due, counts["yes"], counts["partly"], counts["no"], counts["na"], due - counts.total())
        rows.append((element.title, *map(str, told_counts)))
    header = ("Quality", "Asked", "Yes", "Partly", "No", "Does not apply", "Open")
    yield Grid(title="Answers by quality", header=header, rows=tuple(rows))


def _measured(snapshot: Snapshot, sieve: Sieve) -> Iterator[Block]:
    readings = [one for one in shown_readings(snapshot.readings) if one.reading.status == "ok" and one.explanation]
    if not is_public(sieve.unmarked):
        sieve.kept_back["test results"] += len(readings)
        readings = []
    if not readings:
        yield Words(text="No test result can be shown here.")
        return
    yield Words(text="The model itself was tested. Each result has a range: the true number is likely to lie in it.")
    yield Facts(rows=tuple((one.title, one.explanation.sentence) for one in readings[-_MOST:] if one.explanation))
    if len(readings) > _MOST:
        yield Words(text=f"These are the newest {_MOST} of {len(readings):,} results.", style="note")


def _open(snapshot: Snapshot, sieve: Sieve) -> Iterator[Block]:
    findings = open_findings(snapshot.findings)
    shown = sieve.only(findings, "findings")
    if not findings:
        yield Words(text="No problem is open.")
        return
    yield Words(text=f"{len(findings):,} problem{' is' if len(findings) == 1 else 's are'} open.")
    yield Points(
        points=tuple(f"{one.title}{f' (to be done by {one.due})' if one.due else ''}" for one in shown[:_MOST])
    )
    if len(shown) > _MOST:
        yield Words(text=f"and {len(shown) - _MOST:,} more.")


def _ask(snapshot: Snapshot) -> Iterator[Block]:
    words = snapshot.record.public_words.fields
    missing = "The agency has not written this yet."
    yield from section(
        "How to ask or object",
        Words(text=words.get("appeal") or missing),
        Facts(rows=(("Contact", words.get("contact") or missing),)),
    )


def _about(snapshot: Snapshot, sieve: Sieve, body: list[Block]) -> Iterator[Block]:
    grade = readability(running_text(public_paper(snapshot, ID, TITLE, body)))
    sieve.only(snapshot.answers.values(), "answers")
    sieve.only(snapshot.evidence, "documents")
    yield from section(
        "About this summary",
        Words(text=sieve.sentence()),
        Words(text=f"{grade.sentence} Tables, and these lines, are not counted.", style="note"),
        Words(
            text="A count of answers is not a proof that a system is safe. Remarks and documents of the evaluation are"
            " not part of this summary, whatever their marking.",
            style="note",
        ),
    )
