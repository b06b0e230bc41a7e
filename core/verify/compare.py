"""What has changed from one packet to another, from the two files alone.

It compares what the packets say: their statements, the answers, the readings, the files. Whether what they say can be
relied on is what `verify` tells; a packet that was forged is compared like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, NamedTuple

from core.hashing import canonical_json
from core.manifest import READINGS_NAME, RESULTS_NAME, ROLES
from core.verify.limits import shown
from core.verify.packet_read import PacketRead
from core.verify.summary import unsigned_roles

FORMAT = "touchstone-comparison"
VERSION = 1
MOST_ROWS = 2_000  # of one section; `left_out` counts the rest
MOST_METRICS = 12  # of one reading
MOST_CHARACTERS = 2_000  # of one remark
_FURTHER = " (they differ in what is not shown here)"
_OF_A_READING = ("version", "status", "verdict", "reason", "metrics", "settings", "thresholds", "seed", "warnings")

Kind = Literal["added", "removed", "changed"]
Section = Literal["statement", "answers", "readings", "files"]


class Said(NamedTuple):
    """What a packet says of one thing: its title, words to show, and all that makes a difference."""

    title: str
    words: str
    exact: str = ""


_Values = Mapping[str, Said]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One thing that differs. `before` is empty for what was added, `after` for what was removed."""

    section: Section
    kind: Kind
    key: str
    title: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """All differences in the order of the sections, and how much is the same. `same_case`: both are of one case."""

    same_case: bool
    differences: tuple[Difference, ...]
    unchanged: Mapping[Section, int]
    left_out: int

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready; the form of version 1 only grows."""
        body = asdict(self)
        body["differences"] = [asdict(one) for one in self.differences]
        return {"format": FORMAT, "version": VERSION, **body}


def compare(before: PacketRead, after: PacketRead) -> Comparison:
    """The differences from `before` to `after`. Raises Fault when one of them can't be read as a packet."""
    sections: Sequence[tuple[Section, Callable[[PacketRead], _Values]]] = (
        ("statement", _statement),
        ("answers", _answers),
        ("readings", _readings),
        ("files", _files),
    )
    found: list[Difference] = []
    unchanged: dict[Section, int] = {}
    left_out = 0
    for section, read in sections:
        old, new = read(before), read(after)
        differences = list(_differences(section, old, new))
        unchanged[section] = sum(new.get(key) == said for key, said in old.items())
        found += differences[:MOST_ROWS]
        left_out += len(differences[MOST_ROWS:])
    same_case = before.manifest.case_id == after.manifest.case_id
    return Comparison(same_case=same_case, differences=tuple(found), unchanged=unchanged, left_out=left_out)


def _differences(section: Section, old: _Values, new: _Values) -> Iterator[Difference]:
    for key in dict.fromkeys((*old, *new)):
        before, after = old.get(key), new.get(key)
        if before == after:
            continue
        kind: Kind = "added" if before is None else "removed" if after is None else "changed"
        further = _FURTHER if before and after and before.words == after.words else ""
        yield Difference(
            section=section,
            kind=kind,
            key=key,
            title=(after or before or Said("", "")).title,
            before=before.words if before else "",
            after=after.words + further if after else "",
        )


def _statement(packet: PacketRead) -> _Values:
    manifest = packet.manifest
    status, unsigned = manifest.status, unsigned_roles(packet)
    said: dict[str, Any] = {
        "Marking": manifest.marking,
        **{f"Deployment: {_words(key)}": value for key, value in manifest.deployment.items()},
        "Evaluation": manifest.evaluation.get("title", ""),
        "Stage": manifest.evaluation.get("stage", ""),
        "Profile": manifest.profile,
        "Guideline pack": f"{manifest.pack.get('id', '')} {manifest.pack.get('version', '')}",
        "Answered": f"{status['answered']:,} of {status['due']:,} items due",
        "Carried over, not confirmed": f"{sum(props.get('carried') == 'yes' for _, props in _observed(packet)):,}",
        "Open findings": f"{status['open_findings']:,}",
        "Evaluation complete": _yes(status["complete"]),
        "Meets the guidelines": _yes(status["meets_guidelines"]),
        "Signed as": ", ".join(title for role, title in ROLES.items() if role not in unsigned) or "nobody",
    }
    return {shown(key): Said(shown(key), _text(value), canonical_json(value).decode()) for key, value in said.items()}


def _answers(packet: PacketRead) -> _Values:
    """By item: the answer, whether it stands, and the remark, as the OSCAL results have them."""
    found = {}
    for observation, props in _observed(packet):
        stands = "" if props.get("standing") == props["answer"] else f" ({_text(props.get('standing'))})"
        remark, item = observation.get("description", ""), shown(props["item"])
        said = f"{_text(props['answer'])}{stands}: {shown(remark, most=MOST_CHARACTERS)}"
        title = shown(str(observation.get("title", "")).removeprefix(f"{item}: "))
        # That an answer is carried over is counted in the statement: nobody said anything else.
        exact = [prop for prop in _list(observation, "props") if prop.get("name") != "carried"]
        found[item] = Said(title, said, canonical_json([remark, exact]).decode())
    return found


def _observed(packet: PacketRead) -> Iterator[tuple[dict[str, Any], dict[Any, Any]]]:
    """The observations that answers make in the OSCAL results, each with its properties by name."""
    body = packet.json(RESULTS_NAME) if RESULTS_NAME in packet.attachments else {}
    for observation in _list(_first(_dict(body).get("assessment-results"), "results"), "observations"):
        props = {prop.get("name"): prop.get("value") for prop in _list(observation, "props")}
        if "answer" in props and "item" in props:
            yield observation, props


def _readings(packet: PacketRead) -> _Values:
    """By probe and plan: the newest reading's verdict and numbers."""
    body = packet.json(READINGS_NAME) if READINGS_NAME in packet.attachments else {}
    found = {}
    for reading in _list(body, "readings"):
        probe, plan = shown(reading.get("probe", "")), shown(reading.get("plan", ""))
        verdict = reading.get("verdict") or reading.get("status") or ""
        metrics = [_metric(metric) for metric in _list(reading, "metrics")]
        rest = f"; and {len(metrics) - MOST_METRICS:,} more" if len(metrics) > MOST_METRICS else ""
        said = f"{shown(verdict)}: {'; '.join(metrics[:MOST_METRICS])}{rest}"
        exact = {name: reading.get(name) for name in (*_OF_A_READING, "model_sha256", "data_sha256")}
        found[f"{probe} · {plan}"] = Said(probe, said, canonical_json(exact).decode())
    return found


def _metric(metric: Mapping[str, Any]) -> str:
    low, high, estimate = metric.get("low"), metric.get("high"), metric.get("estimate")
    name = shown(metric.get("name", ""))
    of = ", ".join(f"{shown(key)} {shown(value)}" for key, value in _dict(metric.get("slice")).items())
    span = f" [{_number(low)}, {_number(high)}]" if low is not None and high is not None else ""
    return f"{name}{f' ({of})' if of else ''} {_number(estimate)}{span}"


def _files(packet: PacketRead) -> _Values:
    listed = {
        shown(file.name): Said(
            shown(file.description),
            f"{file.size_bytes:,} bytes{', beside it' if file.beside else ''}, SHA-256 {shown(file.sha256)[:12]}…",
            canonical_json([file.sha256, file.marking, file.beside]).decode(),
        )
        for file in packet.manifest.files
    }
    withheld = {
        f"withheld {shown(entry.get('sha256', ''))[:12]}": Said(shown(entry.get("title", "")), "named, not included")
        for entry in packet.manifest.withheld
        if isinstance(entry, dict)
    }
    return {**listed, **withheld}


def _first(body: Any, key: str) -> dict[str, Any]:
    return next(iter(_list(_dict(body), key)), {})


def _list(body: Any, key: str) -> list[dict[str, Any]]:
    found = _dict(body).get(key)
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return _yes(value)
    return (
        ", ".join(shown(part) for part in value) if isinstance(value, list) else shown("" if value is None else value)
    )


def _number(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, int | float) and not isinstance(value, bool) else shown(value)


def _words(key: object) -> str:
    return shown(key).replace("_", " ")


def _yes(flag: object) -> str:
    return "yes" if flag else "no"
