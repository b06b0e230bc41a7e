"""Where what was seen can be looked up: evidence as resources of the document, readings in their own file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.evaluation.records import Evidence, ReadingRecord
from core.exchange.oscal.metadata import pack_resource
from core.exchange.oscal.terms import Body, line, prop, props, prose, uid, yes_no
from core.manifest import READINGS_NAME

if TYPE_CHECKING:
    from core.snapshot import Snapshot


def back_matter(snapshot: Snapshot) -> Body:
    """The guideline pack and every piece of evidence, included in the packet or withheld from it."""
    return {"resources": [pack_resource(snapshot), *(_resource(snapshot, piece) for piece in snapshot.evidence)]}


def evidence_links(snapshot: Snapshot, item_id: str) -> list[Body]:
    """The evidence that is linked to an item, as references to the resources of this document."""
    linked = {link.evidence_id for link in snapshot.links if link.item_id == item_id}
    return [
        {"href": f"#{_uuid(snapshot, piece)}", "description": prose(piece.title)}
        for piece in snapshot.evidence
        if piece.id in linked
    ]


def reading_link(reading: ReadingRecord) -> Body:
    """The full record of a reading, with what is needed to repeat it."""
    body = reading.body
    values = {
        "probe": reading.probe,
        "probe-version": str(body.get("version") or ""),
        "reading-id": reading.id,
        "plan": reading.plan_name,
        "model-sha256": str(body.get("model_sha256") or ""),
        "data-sha256": str(body.get("data_sha256") or ""),
        "seed": "" if body.get("seed") is None else str(body["seed"]),
    }
    return {
        "href": READINGS_NAME,
        "description": "The whole reading, with settings and versions.",
        "props": props(values),
    }


def _uuid(snapshot: Snapshot, piece: Evidence) -> str:
    return uid(snapshot.case_id, "evidence", piece.id)


def _resource(snapshot: Snapshot, piece: Evidence) -> Body:
    return {
        "uuid": _uuid(snapshot, piece),
        "title": line(piece.title),
        "description": prose(piece.origin, "Its origin is not stated."),
        "props": [
            prop("file-name", piece.file_name),
            prop("media-type", piece.media_type),
            prop("sha256", piece.sha256),
            prop("size-bytes", str(piece.size_bytes)),
            prop("marking", piece.marking),
            prop("made-by-ai", yes_no(piece.made_by_ai)),
            prop("in-packet", "appendix" if piece.appendix else "included" if piece.include else "withheld"),
        ],
    }
