"""Guideline packs in a case: imported ones, which one the evaluation uses, and answers taken over onto a newer one.

An imported pack lies in the case as a document, with the signature that it came with, so that the case and every copy
of it can always be read with the pack that its answers were given to.
"""

from __future__ import annotations

import base64
import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from core.casefile import answering, chain, drafts, evaluations, kinds
from core.casefile.review_kinds import is_locked
from core.casefile.upload import Stored
from core.catalog.add_on import joined_sha256
from core.catalog.compare import PackDiff
from core.catalog.model import GuidelinePack
from core.errors import RefusedError
from core.evaluation.answers import newest
from core.evaluation.carrying import as_draft
from core.evaluation.records import Answer, Evaluation


@dataclass(frozen=True, kw_only=True)
class SignedBy:
    """Who signed a pack, as its signature was checked at import. `signature` is the CMS itself (DER)."""

    name: str
    fingerprint: str
    at: str
    signature: bytes


@dataclass(frozen=True, kw_only=True)
class PackRecord:
    """A pack that was imported. `sha256` is the pack's digest, `document` that of the file as it was signed."""

    id: str
    version: str
    title: str
    date: str
    state: str
    extends: str
    namespace: str
    sha256: str
    document: str
    file_name: str
    signer: str
    fingerprint: str
    signed_at: str
    by: str
    at: str

    @property
    def name(self) -> str:
        return f"{self.id} {self.version}"


def record_import(
    connection: Connection, stored: Stored, *, pack: GuidelinePack, signed: SignedBy, file_name: str, by: str
) -> PackRecord:
    """Records a pack whose signature was checked and whose file was stored. One that is here already stays as it is.

    Raises RefusedError when another pack of the same id and version is here.
    """
    for known in imported(connection):
        if (known.id, known.version) == (pack.id, pack.version):
            if known.sha256 == pack.sha256:
                return known
            raise RefusedError(
                f"Another {known.name} was imported on {known.at[:10]} (SHA-256 {known.sha256[:12]}).",
                "A pack that changed needs another version.",
            )
    body = {
        "id": pack.id,
        "version": pack.version,
        "title": pack.title,
        "date": pack.date,
        "state": pack.state,
        "extends": pack.extends,
        "namespace": pack.namespace,
        "pack_sha256": pack.sha256,
        "sha256": stored.sha256,
        "file_name": file_name,
        "signer": signed.name,
        "fingerprint": signed.fingerprint,
        "signed_at": signed.at,
        "signature": base64.b64encode(signed.signature).decode(),
    }
    return _record(chain.append(connection, kind=kinds.PACK, subject=pack.sha256, body=body, by=by))


def imported(connection: Connection) -> tuple[PackRecord, ...]:
    """The packs that were imported, oldest first."""
    return tuple(_record(entry) for entry in chain.entries(connection, kinds.PACK))


def parts_of(sha256: str, bases: Iterable[str], add_ons: Iterable[str]) -> tuple[str, tuple[str, ...]] | None:
    """Which base pack and add-ons make the pack with this digest; None when none of those that are here do."""
    extras = tuple(dict.fromkeys(add_ons))
    for base in bases:
        for count in range(len(extras) + 1):
            for chosen in itertools.combinations(extras, count):
                if joined_sha256(base, chosen) == sha256:
                    return base, chosen
    return None


def record_rebase(
    connection: Connection, diff: PackDiff, *, before: Evaluation, after: Evaluation, by: str
) -> Mapping[str, list[str]]:
    """Records that the pass `before` goes on as `after` and which answers stand; see `asked_again`.

    The answer to an item that moved becomes a draft at its new place, unless something is being typed there: a person
    confirms it. Gives the ids by what becomes of them.
    """
    answered = newest(answering.answers(connection))
    body = {
        "kept": [item for item in diff.kept if item in answered],
        "ask_again": [item for item in diff.ask_again if item in answered],
        "dropped": [item.id for item in diff.removed if item.id in answered],
        "moved": {old: new for old, new in diff.moved.items() if old in answered},
    }
    passes = {"pass_before": before.id, "pass": after.id}
    names = {"old": f"{diff.old.id} {diff.old.version}", "new": f"{diff.new.id} {diff.new.version}"}
    # Beside the items that were answered here: another copy may bring answers that were given to the pack before.
    all_items = {"same": list(diff.kept), "changed": list(diff.ask_again), "all_moved": dict(diff.moved)}
    said = {**names, **passes, **body, **all_items}
    chain.append(connection, kind=kinds.REBASED, subject=diff.new.sha256, body=said, by=by)
    draft_moved(connection)
    return {name: list(ids) for name, ids in body.items()}


def draft_moved(connection: Connection) -> None:
    """An answer to an item that moved with the pack is a draft at its new place, where nobody answered or types."""
    rebases = list(chain.entries(connection, kinds.REBASED))
    if not rebases or is_locked(connection):
        return
    answered, typing = newest(answering.answers(connection)), drafts.all_drafts(connection)
    moved: dict[str, str] = {}
    for entry in rebases:
        newer = entry.body.get("all_moved", entry.body["moved"])
        moved = {old: newer.get(new, new) for old, new in moved.items()} | newer
    for old, new in moved.items():
        if old in answered and new not in answered and new not in typing:
            drafts.save(connection, replace(as_draft(answered[old]), item_id=new))


def asked_again(connection: Connection) -> Mapping[str, Answer]:
    """Items whose content changed with a rebase and that nobody has answered since, each with its old answer.

    An answer that another copy brings later was still given to the question before, if it was given in a pass before.
    """
    rebases = list(chain.entries(connection, kinds.REBASED))
    if not rebases:
        return {}
    answered, same = newest(answering.answers(connection)), evaluations.same_passes(connection)
    passes = {one.id: one for one in evaluations.evaluations(connection)}
    waiting: dict[str, Answer] = {}
    for entry in rebases:
        before, after = (same.get(entry.body[name], entry.body[name]) for name in ("pass_before", "pass"))
        order = list(passes)
        old = passes[before].pack_sha256
        since = {one for one in order[order.index(after) :] if passes[one].pack_sha256 != old} | {after}
        for item in entry.body.get("changed", entry.body["ask_again"]):
            if item in answered and answered[item].evaluation_id not in since:
                waiting[item] = answered[item]
    return waiting


def newest_pack_sha256(connection: Connection) -> str | None:
    """The digest of the pack that the newest evaluation uses; None before the first."""
    evaluation = evaluations.newest_evaluation(connection)
    return evaluation.pack_sha256 if evaluation else None


def _record(entry: chain.Entry) -> PackRecord:
    said = {name: entry.body[name] for name in ("id", "version", "title", "date", "state", "extends", "namespace")}
    return PackRecord(
        **said,
        sha256=entry.body["pack_sha256"],
        document=entry.body["sha256"],
        file_name=entry.body["file_name"],
        signer=entry.body["signer"],
        fingerprint=entry.body["fingerprint"],
        signed_at=entry.body["signed_at"],
        by=entry.by,
        at=entry.at,
    )
