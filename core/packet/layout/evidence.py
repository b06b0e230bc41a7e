"""The evidence register: every piece with its origin, digest, marking, and where its file is."""

from __future__ import annotations

from core.packet.contents import Contents
from core.packet.layout.chapter import Chapter
from core.packet.layout.pieces import digest, moment
from core.packet.layout.references import References, evidence_anchor, item_anchor
from core.packet.layout.tables import facts
from core.packet.layout.words import counted
from core.packet.pdf.text import markup
from core.packet.placing import Placed
from core.sizes import bytes_text

ANCHOR = "evidence"
_WHERE = {
    "inside": "attached to this PDF as",
    "beside": "beside this packet as",
    "withheld": "withheld: not in this packet, named by its digest",
}
_APPENDIX = "kept in the appendix of sensitive test content: not in this packet, named by its digest"


def chapter(contents: Contents, references: References) -> Chapter:
    out = Chapter(ANCHOR, "Evidence register", contents.marking, references)
    if not contents.placed:
        out.say("No evidence was attached.")
        return out.end()
    counts = {where: sum(placed.where == where for placed in contents.placed) for where in _WHERE}
    out.say(
        f"{counted(len(contents.placed), 'piece')} of evidence: {counts['inside']} attached to this PDF,"
        f" {counts['beside']} beside it, {counts['withheld']} withheld."
    )
    items_of: dict[str, list[str]] = {}
    for link in contents.snapshot.links:
        items_of.setdefault(link.evidence_id, []).append(link.item_id)
    for placed in contents.placed:
        _one(out, placed, sorted(set(items_of.get(placed.evidence.id, []))))
    return out.end()


def _one(out: Chapter, placed: Placed, items: list[str]) -> None:
    evidence = placed.evidence
    anchor = evidence_anchor(evidence.id)
    out.names(anchor, f"evidence: {evidence.title}")
    out.part(f"{markup(evidence.marking)} {markup(evidence.title)}", anchor=anchor)
    links = ", ".join(out.link(item_anchor(item), markup(item)) for item in items)
    where = (_APPENDIX if evidence.appendix else _WHERE[placed.where]) + (
        f" {markup(placed.name)}" if placed.name else ""
    )
    made = ". Made by an AI system (section 3(e))." if evidence.made_by_ai else ""
    rows = [
        ("File", f"{markup(evidence.file_name)}, {markup(evidence.media_type)}, {bytes_text(evidence.size_bytes)}"),
        ("SHA-256", digest(evidence.sha256)),
        ("Origin", (markup(evidence.origin) or "not recorded") + made),
        ("Attached", f"{moment(evidence.at)} by {markup(evidence.by)}"),
        ("Supports", links or "no item"),
        ("Where", where[0].upper() + where[1:]),
    ]
    out.put(facts(rows, label_width=70))
