"""A small packet made by hand, as core/manifest.py says: what the forgeries start from."""

from __future__ import annotations

import io
import uuid
from collections.abc import Mapping
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from reportlab.pdfgen.canvas import Canvas

from core.hashing import canonical_json, sha256
from core.manifest import NAME, PLAN_NAME, READINGS_NAME, RESULTS_NAME, ROLES, SSP_NAME, Manifest, PacketFile

CREATED = "2026-11-22T10:00:00Z"
BANNER = "UNCLASSIFIED"
FIELDS = {role: f"Signature-{role}" for role in ROLES}
SPACE = uuid.UUID("6f6e1f0e-0000-4000-8000-000000000001")


def an_id(name: str) -> str:
    return str(uuid.uuid5(SPACE, name))


def a_reading() -> dict[str, Any]:
    return {
        "probe": "perf-ci",
        "version": "1.0",
        "status": "ok",
        "reason": "",
        "metrics": [
            {
                "name": "accuracy",
                "slice": None,
                "estimate": 0.873,
                "low": 0.861,
                "high": 0.884,
                "level": 0.95,
                "method": "wilson",
                "n": 3000,
                "unit": "",
            }
        ],
        "thresholds": [],
        "verdict": "pass",
        "seed": 7,
        "settings": {},
        "model_sha256": sha256(b"model"),
        "data_sha256": sha256(b"data"),
        "environment": {"python": "3.11"},
        "duration_s": 1.5,
        "warnings": [],
    }


def metadata(title: str) -> dict[str, Any]:
    return {
        "title": title,
        "last-modified": "2026-11-22T10:00:00Z",
        "version": "1",
        "oscal-version": "1.2.1",
        "props": [{"name": "marking", "value": BANNER}],
        "parties": [{"uuid": an_id("party"), "type": "organization", "name": "Example Agency"}],
    }


def oscal() -> dict[str, bytes]:
    selection = {"control-selections": [{"include-all": {}}]}
    results = {
        "uuid": an_id("results"),
        "metadata": metadata("Evaluation results"),
        "import-ap": {"href": PLAN_NAME},
        "results": [
            {
                "uuid": an_id("result"),
                "title": "Evaluation",
                "description": "First evaluation.",
                "start": "2026-11-20T09:00:00Z",
                "reviewed-controls": selection,
            }
        ],
    }
    plan = {
        "uuid": an_id("plan"),
        "metadata": metadata("Evaluation plan"),
        "import-ssp": {"href": SSP_NAME},
        "reviewed-controls": selection,
    }
    ssp = {
        "uuid": an_id("ssp"),
        "metadata": metadata("System"),
        "import-profile": {"href": "#" + an_id("profile")},
        "system-characteristics": {
            "system-ids": [{"id": "benefit-screening"}],
            "system-name": "Benefit screening",
            "description": "A demonstration.",
            "system-information": {
                "information-types": [{"title": "Benefits", "description": "Benefits."}],
            },
            "status": {"state": "operational"},
            "authorization-boundary": {"description": "The model."},
        },
        "system-implementation": {
            "users": [{"uuid": an_id("user"), "role-ids": ["owner"]}],
            "components": [
                {
                    "uuid": an_id("component"),
                    "type": "software",
                    "title": "Model",
                    "description": "The model.",
                    "status": {"state": "operational"},
                }
            ],
        },
        "control-implementation": {
            "description": "As answered.",
            "implemented-requirements": [{"uuid": an_id("requirement"), "control-id": "mod-val-1"}],
        },
    }
    return {
        RESULTS_NAME: canonical_json({"assessment-results": results}),
        PLAN_NAME: canonical_json({"assessment-plan": plan}),
        SSP_NAME: canonical_json({"system-security-plan": ssp}),
    }


def files() -> dict[str, bytes]:
    return {
        READINGS_NAME: canonical_json({"readings": [a_reading()]}),
        **oscal(),
        "evidence-1.txt": b"Minutes of the review.\n" * 40,
    }


def a_manifest(content: Mapping[str, bytes], **changed: Any) -> Manifest:
    listed = tuple(
        PacketFile(
            name=name,
            media_type="application/json" if name.endswith("json") else "text/plain",
            sha256=sha256(data),
            size_bytes=len(data),
            description=name,
            relationship="Data" if name.endswith("json") else "Supplement",
        )
        for name, data in sorted(content.items())
    )
    values: dict[str, Any] = {
        "packet_id": an_id("packet"),
        "created": CREATED,
        "generator": "Touchstone 0.1.0",
        "marking": BANNER,
        "case_id": an_id("case"),
        "chain_head": sha256(b"chain"),
        "deployment": {"agency": "Example Agency", "name": "Benefit screening", "version": "2.3"},
        "evaluation": {"id": an_id("evaluation"), "title": "First evaluation", "stage": "deployment"},
        "pack": {"id": "tbd-ai", "version": "2026.1", "sha256": sha256(b"pack")},
        "profile": "full",
        "status": {
            "complete": False,
            "meets_guidelines": False,
            "due": 200,
            "answered": 70,
            "open_findings": 3,
            "missing": ["130 items have no answer."],
        },
        "files": listed,
        "signature_fields": FIELDS,
    }
    return Manifest(**{**values, **changed})


def a_packet(
    content: Mapping[str, bytes] | None = None,
    manifest: Manifest | None = None,
    *,
    pages: int = 2,
    change: Any = None,
    compress: bool = True,
) -> bytes:
    """The unsigned bytes. `change(pdf)` may spoil the document before it is saved."""
    content = files() if content is None else content
    manifest = a_manifest(content) if manifest is None else manifest
    relationships = {file.name: file.relationship for file in manifest.files}
    pdf = pikepdf.open(_pages(pages))
    _structure(pdf)
    _signature_fields(pdf)
    embedded = {NAME: manifest.to_json(), **content}
    _attach(pdf, embedded, relationships)
    info = Dictionary(Title=String("Packet"), Producer=String("Touchstone"))
    pdf.trailer.Info = pdf.make_indirect(info)
    xmp = (
        b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta><?xpacket end="w"?>'
    )
    pdf.Root.Metadata = pdf.make_stream(xmp, Type=Name.Metadata, Subtype=Name.XML)
    if change is not None:
        change(pdf)
    out = io.BytesIO()
    pdf.save(
        out,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=compress,
        min_version="1.7",
    )
    return out.getvalue()


def _pages(count: int) -> io.BytesIO:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=1)
    for page in range(count):
        canvas.drawString(72, 720, f"{BANNER} page {page + 1}: accuracy 0.873")
        canvas.showPage()
    canvas.save()
    out.seek(0)
    return out


def _structure(pdf: pikepdf.Pdf) -> None:
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=tree))
    document.K = Array([pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=document)) for _ in range(30)])
    tree.K = document
    pdf.Root.StructTreeRoot = tree
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _signature_fields(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[-1].obj
    page.Annots = Array()
    made = Array()
    for row, (role, name) in enumerate(FIELDS.items()):
        rect = [72, 600 - 70 * row, 272, 650 - 70 * row]
        empty = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 200, 50]))
        widget = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String(name),
                TU=String(f"Signature of the {ROLES[role]}"),
                Rect=Array(rect),
                F=132,
                P=page,
                AP=Dictionary(N=empty),
            )
        )
        page.Annots.append(widget)
        made.append(widget)
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=made, SigFlags=0))


def _attach(pdf: pikepdf.Pdf, embedded: Mapping[str, bytes], relationships: Mapping[str, str]) -> None:
    associated, names = Array(), Array()
    for name, data in sorted(embedded.items()):
        stream = pdf.make_stream(data, Type=Name.EmbeddedFile, Params=Dictionary(Size=len(data)))
        relationship = relationships.get(name, "Data")
        spec = pdf.make_indirect(
            Dictionary(
                Type=Name.Filespec,
                F=String(name),
                UF=String(name),
                AFRelationship=Name("/" + relationship),
                EF=Dictionary(F=stream, UF=stream),
            )
        )
        associated.append(spec)
        names.append(String(name))
        names.append(spec)
    pdf.Root.AF = associated
    pdf.Root.Names = Dictionary(EmbeddedFiles=pdf.make_indirect(Dictionary(Names=names)))
