"""What a packet says that it contains, ready to be read. It is the packet's own word: the checks stand beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from core.clock import shown as shown_moment
from core.manifest import ROLES
from core.marking.training import shown_banner
from core.sizes import bytes_text
from desktop.viewmodels import shown
from desktop.viewmodels.packets.states import FileRow


def of_manifest(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of the page's state that come from a manifest's summary; empty ones without a manifest."""
    if not manifest:
        return {"facts": (), "missing": (), "files": (), "withheld": (), "readings": ()}
    return {
        "facts": tuple(_facts(manifest)),
        "missing": tuple(manifest["status"]["missing"]),
        "files": tuple(map(_file, manifest["files"])),
        "withheld": tuple(_withheld(entry) for entry in manifest["withheld"]),
        "readings": (),
    }


def readings(found: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
    """Rows of the readings that the worker found: probe, version, result, metrics, when."""
    return tuple(
        (
            entry["probe"],
            entry["version"],
            entry["verdict"] or ("measured" if entry["status"] == "ok" else entry["status"]),
            f"{entry['metrics']:,}",
            _moment(entry["started"]),
        )
        for entry in found["readings"]
    )


def _facts(manifest: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    deployment, evaluation, status = manifest["deployment"], manifest["evaluation"], manifest["status"]
    yield "Agency", str(deployment.get("agency", ""))
    yield "Deployment", " ".join(filter(None, (str(deployment.get("name", "")), str(deployment.get("version", "")))))
    yield "Evaluation", " · ".join(filter(None, (str(evaluation.get(key, "")) for key in ("title", "stage"))))
    yield "Guideline pack", f"{manifest['pack'].get('id', '')} {manifest['pack'].get('version', '')}".strip()
    yield "Profile", str(manifest["profile"])
    yield "Marking", shown_banner(str(manifest["marking"]), training=bool(manifest.get("training")))
    yield "Answered", f"{status['answered']:,} of {status['due']:,} items due"
    yield "Open findings", f"{status['open_findings']:,}"
    yield "Meets the guidelines", "yes" if status["meets_guidelines"] else "no"
    yield "Review", _review(status.get("review", {}))
    yield "Made", f"{_moment(str(manifest['created']))} by {manifest['generator']}"


def _review(said: Mapping[str, Any]) -> str:
    """Who accepted what is in the packet, as it says itself."""
    names = ", ".join(f"{one.get('by', '')} ({ROLES.get(one.get('role', ''), '')})" for one in said.get("accepted", ()))
    if said.get("changed_since"):
        return f"changed since it was accepted by {names}"
    return f"accepted by {names}" if names else "not accepted by anybody"


def _file(file: Mapping[str, Any]) -> FileRow:
    return FileRow(
        name=str(file["name"]),
        description=str(file["description"]),
        size=bytes_text(int(file["size_bytes"])),
        marking=str(file["marking"]),
        sha256=str(file["sha256"]),
        beside=bool(file["beside"]),
    )


def _withheld(entry: Mapping[str, Any]) -> tuple[str, ...]:
    return str(entry.get("title", "")), str(entry.get("why", "")), shown.short_digest(str(entry.get("sha256", "")))


def _moment(stamp: str) -> str:
    try:
        return shown_moment(stamp)
    except ValueError:  # an untrusted text that is no moment is shown as it is
        return stamp
