"""The inventory of the seven components of section 3(b): which kinds of parts each has, and what a part must say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from core.evaluation import data_sets
from core.evaluation.deployment_record import Part
from core.evaluation.lineage import lineage
from core.evaluation.lineage_faults import chain_standing
from core.evaluation.parts import PartField, PartKind, choice, count_of, of_kind, text

_NAMES = "One a line, as it is recorded; the SHA-256 behind it where the step names one"

KINDS: tuple[PartKind, ...] = (
    PartKind(
        id="model", component="MOD", clause="3(b)(1)", title="Model", plural="Models",
        help="Each model file that the system runs, and where its weights come from.",
        fields=(
            text("version", "Version", needed=True), text("supplier", "Supplier"), text("task", "Task"),
            text("form", "File form"), text("licence", "Origin and licence of the weights"),
            PartField(id="sha256", title="SHA-256", kind="digest"),
            PartField(id="data", title="Data sets it was trained, validated and tested on", kind="names", help=_NAMES),
        ),
    ),
    data_sets.DATA_SET,
    PartKind(
        id="data-step", component="DAT", clause="3(b)(2)", title="Data step", plural="Data steps",
        help="Collection and filtering in order, with the records before and after each step.",
        fields=(
            choice("action", "What was done", "collected", "filtered", "cleaned", "labelled", "joined", "split",
                    "augmented", "generated"),
            text("source", "Source or data set", needed=True),
            PartField(id="before", title="Records before", kind="count"),
            PartField(id="after", title="Records after", kind="count", needed=True),
            text("reason", "Reason or rule", needed=True),
            PartField(id="day", title="Day", kind="day"),
            PartField(id="sha256", title="SHA-256 of the result", kind="digest"),
            PartField(id="takes", title="Takes the data sets", kind="names", help=_NAMES),
            PartField(id="gives", title="Gives the data sets", kind="names", help=_NAMES),
        ),
    ),
    PartKind(
        id="change", component="POST", clause="3(b)(3)", title="Post-training change", plural="Post-training changes",
        help="Whatever was done after initial training to change what the model does.",
        fields=(
            choice("method", "Method", "fine-tuning", "reinforcement learning", "instructions or prompt", "retrieval",
                    "adapter", "quantization", "pruning", "distillation", "calibration", "filter", "other"),
            PartField(id="day", title="Day", kind="day", needed=True),
            text("what", "What was changed, and why", needed=True), text("approved", "Approved by"),
            PartField(id="before_sha256", title="Model before, SHA-256", kind="digest"),
            PartField(id="after_sha256", title="Model after, SHA-256", kind="digest"),
            text("tested", "How before and after were compared"),
        ),
    ),
    PartKind(
        id="content", component="OUT", clause="3(b)(4)", title="Generated content", plural="Generated content",
        help="What the system puts out: scores, texts, pictures, actions.",
        fields=(
            choice("form", "Form", "score or class", "text", "picture", "sound", "video", "code", "action", "other"),
            text("audience", "Who sees or uses it", needed=True),
            text("disclosure", "How people are told that AI made it"), text("provenance", "Provenance mark"),
        ),
    ),
    PartKind(
        id="device", component="HW", clause="3(b)(5)", title="Hardware", plural="Hardware",
        help="Machines that train or run the system.",
        fields=(
            choice("use", "Used for", "training", "inference", "both"), text("model", "Make and model", needed=True),
            PartField(id="count", title="How many", kind="count"), text("precision", "Numeric precision"),
            text("place", "Where it stands"), text("firmware", "Firmware or driver version"),
        ),
    ),
    PartKind(
        id="use", component="HAI", clause="3(b)(6)", title="Use or misuse", plural="Uses and misuses",
        help="Intended use, and use that is reasonably foreseeable, misuse included.",
        fields=(
            choice("kind", "Kind", "intended use", "foreseeable use", "foreseeable misuse"),
            text("who", "Who", needed=True), text("situation", "What they do", needed=True),
            text("harm", "What can go wrong"), text("safeguard", "Safeguard"),
        ),
    ),
    PartKind(
        id="feature", component="ANT", clause="3(b)(7)", title="Human-like feature", plural="Human-like features",
        help="Each feature that makes people take the system for a person.",
        fields=(text("where", "Where it shows", needed=True), text("why", "Why it is there"),
                text("risk", "Risk"), text("safeguard", "Safeguard")),
    ),
)  # fmt: skip
BY_ID: Mapping[str, PartKind] = {kind.id: kind for kind in KINDS}


def inventory_cautions(parts: Sequence[Part], components: Sequence[str]) -> tuple[str, ...]:
    """What does not fit together in the inventory, one sentence each (section 3(b)).

    A component that is there has at least one part; one that is not there has none; the records after a data step are
    those before the next one; a step that filters leaves no more than there were; the chain of data sets is not broken.
    """
    found = []
    for kind in KINDS:
        held = of_kind(parts, kind.id)
        if kind.component in components and not held:
            found.append(f"{kind.component}: no part is recorded ({kind.plural.lower()}, {kind.clause}).")
        if kind.component not in components and held:
            found.append(f"{kind.component}: parts are recorded, but the description leaves the component out.")
    found += _data_cautions(of_kind(parts, "data-step"))
    found += [one.sentence for one in chain_standing(lineage(parts)).faults if one.breaks]
    if not any(part.fields.get("kind") == "foreseeable misuse" for part in of_kind(parts, "use")) and of_kind(
        parts, "use"
    ):
        found.append("HAI: uses are recorded, but no foreseeable misuse (3(b)(6)).")
    return tuple(found)


def _data_cautions(steps: Sequence[Part]) -> Iterable[str]:
    found, last = [], None
    for step in steps:
        before, after = count_of(step, "before"), count_of(step, "after")
        narrows = step.fields.get("action") in ("filtered", "cleaned", "split")
        if narrows and before is not None and after is not None and after > before:
            found.append(f"DAT: “{step.title}” leaves more records ({after:,}) than there were ({before:,}).")
        if step.fields.get("takes") or step.fields.get("gives"):
            continue  # core/evaluation/lineage.py follows what it takes and gives, not the order of recording
        if last is not None and before is not None and count_of(last, "after") != before:
            left = count_of(last, "after")
            found.append(f"DAT: “{step.title}” begins with {before:,} records; “{last.title}” left {left or 0:,}.")
        last = step
    return found


def removed_words(step: Part) -> str:
    """What a data step took away or added: "1,200 removed (6.0 %)"; empty where a count is missing."""
    before, after = count_of(step, "before"), count_of(step, "after")
    if before is None or after is None:
        return ""
    if after == before:
        return "unchanged"
    share = f" ({100 * abs(before - after) / before:.1f} %)" if before else ""
    less = "set apart" if step.fields.get("action") == "split" else "removed"
    return f"{abs(before - after):,} {less if after < before else 'added'}{share}"
