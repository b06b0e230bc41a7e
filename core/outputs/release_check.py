"""The release check: whether text that is marked above (U) stands in a document that is to go out unclassified.

Section 3(h)(2) and 4(d)(3)(B) of the Act: reports "in unclassified form", with a classified appendix. The check
compares words, not meaning: it finds a run of words that both hold, however it is spaced, cased or hyphenated. It can't
find what was said in other words, so that a clean result is no permission to release; a person gives that.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import InputError
from core.evaluation.appendix import UNNAMED
from core.evaluation.records import Finding
from core.jobs import Job
from core.marking import check as mark_faults
from core.marking import roll_up
from core.outputs.sifting import PUBLIC, is_public, sieve_of
from core.snapshot import Snapshot

RUN = 5  # words in a row that betray a text, wherever they stand
LEAST_WORDS, LEAST_LETTERS = 2, 12  # of a short text that is looked for as a whole
MOST_LEAKS = 200
_PORTION = re.compile(r"\((?:TS|S|C|U|CUI|R)(?://[^()\n]{1,120})?\)")
_WORD = re.compile(r"[^\W_]+")
_SHOWN_WORDS = 14


@dataclass(frozen=True, kw_only=True)
class Portion:
    """A text with its portion mark."""

    marking: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Leak:
    """Words marked above (U) that stand in the document, with their mark and the place where they stand."""

    where: str
    words: str
    marking: str


@dataclass(frozen=True, kw_only=True)
class ReleaseCheck:
    """What was found. `cautions` say what the check could not see."""

    leaks: tuple[Leak, ...]
    compared: int  # portions above (U)
    cautions: tuple[str, ...]

    @property
    def marking(self) -> str:
        """The banner of this result: it shows the words that it found."""
        return roll_up(sorted({leak.marking for leak in self.leaks}))

    @property
    def sentence(self) -> str:
        if self.leaks:
            count = len(self.leaks)
            return f"{count:,} place{'' if count == 1 else 's'} with text that is marked above (U)."
        if not self.compared:
            return "nothing to look for: no text there is marked above (U)."
        return f"none of {self.compared:,} texts marked above (U) was found in it, word for word."


def reading_job(path: Path) -> Job:
    """A job that reads every text of a file; `check` and `portions_of` take its result."""
    if not path.is_file():
        raise InputError(f"There is no file {path}.")
    return Job("core.worker.file_texts.work", {"path": str(path)})


def portions_of(read: Mapping[str, Any]) -> tuple[Portion, ...]:
    """The portions of an appendix: each mark, and the text from it to the next one.

    Text before the first mark of a place has none and counts as (U). Raises InputError where nothing is marked above
    (U): a wrong file would else pass every check.
    """
    found = tuple(part for _, text in read["passages"] for part in _marked(text))
    if not any(not is_public(part.marking) for part in found):
        raise InputError(
            "The appendix has no portion that is marked above (U).", "Give the appendix with its portion marks, as (S)."
        )
    return found


def portions_of_case(snapshot: Snapshot) -> tuple[Portion, ...]:
    """Every text that a person wrote into the case, with its mark; texts without one have that of the whole case."""
    return tuple(Portion(marking=marking, text=text) for marking, text in _texts(snapshot) if text.strip())


def check(read: Mapping[str, Any], portions: Sequence[Portion]) -> ReleaseCheck:
    """Look in a document that `reading_job` read for what `portions` mark above (U), and for such marks themselves.

    Words that also stand in a portion marked (U) give nothing away and are passed over.
    """
    secret = [part for part in portions if not is_public(part.marking)]
    free = _runs(part.text for part in portions if is_public(part.marking))
    runs: dict[tuple[str, ...], str] = {}
    for part in secret:
        runs |= dict.fromkeys((run for run in _looked_for(part.text) if run not in free), part.marking)
    leaks = [leak for where, text in read["passages"] for leak in (*_found(where, text, runs), *_marks(where, text))]
    unchecked = sum(not any(_looked_for(part.text)) for part in secret)
    cautions = ["Text that was said in other words, or is in a picture, can't be found this way."]
    if unchecked:
        cautions.append(f"{unchecked:,} texts above (U) are too short to be looked for.")
    if len(leaks) > MOST_LEAKS:
        cautions.append(f"Only the first {MOST_LEAKS} of {len(leaks):,} places are listed.")
    return ReleaseCheck(leaks=tuple(leaks[:MOST_LEAKS]), compared=len(secret), cautions=tuple(cautions))


def _marked(text: str) -> Iterator[Portion]:
    places = [match for match in _PORTION.finditer(text) if not mark_faults(match.group(), kind="portion")]
    if not places:
        yield Portion(marking=PUBLIC, text=text)
        return
    yield Portion(marking=PUBLIC, text=text[: places[0].start()])
    for place, after in zip(places, [*places[1:], None], strict=True):
        yield Portion(marking=place.group(), text=text[place.end() : after.start() if after else len(text)])


def _words(text: str) -> list[str]:
    """The words of a text, so that spacing, case, hyphens at line ends and accents make no difference."""
    joined = re.sub(r"(?<=\w)[-\u2010\u00ad]\s*\n\s*(?=\w)", "", text)
    plain = "".join(c for c in unicodedata.normalize("NFKD", joined) if not unicodedata.combining(c))
    return _WORD.findall(plain.casefold())


def _looked_for(text: str) -> list[tuple[str, ...]]:
    """The runs of words that betray a text: every run of `RUN`, or the whole of a shorter one that is long enough."""
    words = _words(text)
    if len(words) >= RUN:
        return [tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]
    long_enough = len(words) >= LEAST_WORDS or any(any(c.isdigit() for c in word) for word in words)
    return [tuple(words)] if words and long_enough and len("".join(words)) >= LEAST_LETTERS else []


def _runs(texts: Iterable[str]) -> set[tuple[str, ...]]:
    """Every run of up to `RUN` words of these texts."""
    found = set()
    for text in texts:
        words = _words(text)
        for size in range(1, RUN + 1):
            found |= {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}
    return found


def _found(where: str, text: str, runs: Mapping[tuple[str, ...], str]) -> Iterator[Leak]:
    """Each stretch of words in `text` that is made of such runs, once."""
    words, at = _words(text), 0
    while at < len(words):
        end, marking = at, ""
        here = at
        while here < max(end, at + 1) and here < len(words):
            hit = next((size for size in range(RUN, 0, -1) if tuple(words[here : here + size]) in runs), 0)
            if hit:
                marking = marking or runs[tuple(words[here : here + hit])]
                end = max(end, here + hit)
            here += 1
        if marking:
            told = words[at:end]
            more = " …" if len(told) > _SHOWN_WORDS else ""
            yield Leak(where=where, words=" ".join(told[:_SHOWN_WORDS]) + more, marking=marking)
        at = max(end, at + 1)


def _marks(where: str, text: str) -> Iterator[Leak]:
    """Portion marks above (U) that the document itself carries."""
    for match in _PORTION.finditer(text):
        if not is_public(match.group()) and not mark_faults(match.group(), kind="portion"):
            yield Leak(where=where, words=text[match.start() :][:80].replace("\n", " "), marking=match.group())


def _texts(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    whole, own, record = sieve_of(snapshot).unmarked, snapshot.deployment, snapshot.record
    for text in (own.agency, own.name, own.purpose, own.owner, snapshot.evaluation.title, snapshot.title):
        yield whole, text
    for text in record.public_words.fields.values():
        yield PUBLIC, text
    yield from ((PUBLIC, f"{item.title}\n{item.question}\n{item.guidance}") for item in snapshot.pack.items)
    for answer in snapshot.all_answers:
        yield answer.marking, answer.remark
        yield answer.marking, answer.reason
    for one in (*(one for one in snapshot.evidence if one.appendix != "unnamed"), *snapshot.appendix):
        yield one.marking, one.title
        yield one.marking, one.origin
    for held in snapshot.gradings:
        yield from ((held.outputs.marking, text) for text in (held.outputs.title,) if text != UNNAMED)
        yield from ((grade.marking, grade.note) for grade in held.grades)
    for finding in snapshot.findings:
        for text in (finding.title, finding.detail, finding.remark):
            yield finding.marking, text
        yield from ((finding.marking, text) for text in _of_plan(finding))
    yield from ((exemption.marking, exemption.reason) for exemption in record.exemptions)
    for decision in record.decisions.values():
        yield from ((decision.marking, text) for text in (decision.reason, decision.authority, decision.proof))
    for part in record.parts:
        yield from ((part.marking, text) for text in (part.title, *part.fields.values()))


def _of_plan(finding: Finding) -> Iterator[str]:
    yield from (step.text for step in finding.milestones)
    yield from (note.text for note in finding.notes)
    for barrier in finding.barriers:
        yield barrier.text
        yield barrier.remark
    if finding.delay is not None:
        yield finding.delay.cause
        yield finding.delay.action
    if finding.acceptance is not None:
        yield finding.acceptance.reason
