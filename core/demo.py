"""The demonstration case: a made-up deployment with a real model, real data and real readings.

Everything in it goes the way that a person's work goes: drafts are confirmed, files attached, probes run in worker
processes. Its inputs are in resources/demo; its passphrase is public, since nothing in it is secret.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from core import runs
from core.casefile.store import Store
from core.catalog.load import builtin_pack
from core.catalog.model import GuidelinePack
from core.evaluation.components import BY_ID
from core.evaluation.data_sets import KIND, sheet_kind
from core.evaluation.deployment_record import ActDates, IntakeAnswer, Part, RoleHolder
from core.evaluation.finding_acts import NoteProgress, SetBarrier, SetMilestone
from core.evaluation.recordable import entry_of
from core.evaluation.records import AnswerDraft, Deployment
from core.evaluation.registers.kinds import registers
from core.jobs import Progress, run_to_end
from core.packet.export import export
from core.paths import resources
from core.plan import load_plan, plan_text
from core.signing.demo import make_demo_keys
from core.signing.keys import open_p12
from core.signing.sign import sign_packet
from core.snapshot import take_for_packet
from core.verify.request import verification_job

PASSPHRASE = "touchstone demonstration"  # noqa: S105  public: the case is for learning
CASE_NAME = "demonstration.touchstone"

Said = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class MainJob:
    """What the whole main job left in its folder."""

    case: Path
    packet: Path
    root: Path
    readings: tuple[Mapping[str, Any], ...]
    verification: Mapping[str, Any]


def make_case(path: Path, *, on_step: Said, on_reading: Callable[[Mapping[str, Any]], None] | None = None) -> None:
    """Make the demonstration case at `path`, with its probes really run. Raises TouchstoneError.

    A file that is there already is refused. A case that could not be finished is removed, so that a second try starts
    clean.
    """
    told: dict[str, Any] = yaml.safe_load((resources() / "demo" / "case.yaml").read_text(encoding="utf-8"))
    on_step("Making the case file")
    store = Store.create(path, PASSPHRASE, title=told["title"], by=told["evaluator"])
    try:
        with store:
            pack = builtin_pack()
            _describe(store, told, pack)
            _record(store, told)
            _attach(store, told)
            _answer(store, told, pack)
            _measure(store, told, pack, on_step, on_reading)
            _follow_up(store, told)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def main_job(folder: Path, *, on_step: Said, on_reading: Callable[[Mapping[str, Any]], None] | None = None) -> MainJob:
    """The whole way in one folder: case, readings, packet, signature, verification. Raises TouchstoneError."""
    folder.mkdir(parents=True, exist_ok=True)
    case = folder / CASE_NAME
    case.unlink(missing_ok=True)
    make_case(case, on_step=on_step, on_reading=on_reading)
    on_step("Making keys for the demonstration")
    keys = make_demo_keys(folder / "keys", passphrase=PASSPHRASE)
    root = folder / "demo-root.pem"
    root.write_bytes(keys.root_pem.read_bytes())
    packet = folder / "packet.pdf"
    on_step("Making the packet")
    with Store.open(case, PASSPHRASE) as store:
        snapshot = take_for_packet(store, builtin_pack(), by=store.log()[0].by)
        export(snapshot, folder / "packet-unsigned.pdf")
        on_step("Signing the packet as evaluator")
        key = open_p12(keys.evaluator_p12, PASSPHRASE)
        signed = sign_packet(
            folder / "packet-unsigned.pdf", packet, key=key, role="evaluator", reason="Evaluation so far; demonstration"
        )
        (folder / "packet-unsigned.pdf").unlink()
        store.record_packet(sha256=signed.sha256, file_name=packet.name, roles=("evaluator",), by=signed.signer)
    on_step("Verifying the packet from the file alone")
    verification = run_to_end(verification_job(packet, trust_paths=[root], signers={}))
    readings = tuple(record.body for record in snapshot.readings)
    return MainJob(case=case, packet=packet, root=root, readings=readings, verification=verification)


def _describe(store: Store, told: Mapping[str, Any], pack: GuidelinePack) -> None:
    deployment = {**told["deployment"], "components": tuple(told["deployment"]["components"])}
    store.save_deployment(Deployment(**deployment), by=told["evaluator"])
    store.start_evaluation(**told["evaluation"], pack=pack, by=told["evaluator"])


def _record(store: Store, told: Mapping[str, Any]) -> None:
    """The intake, the dates, the people, the parts and the registers, as far as they are known."""
    by, record = told["evaluator"], told["record"]
    store.set_act_dates(ActDates(**record["dates"]), by=by)
    for question, answer in record["intake"].items():
        picked = tuple(answer.get("picked", ()))
        given = IntakeAnswer(
            question_id=question, value=answer["value"], picked=picked, reason=answer.get("reason", "")
        )
        store.answer_intake(given, by=by)
    for role in record["roles"]:
        store.set_role(RoleHolder(**role), by=by)
    for part in record["parts"]:
        store.add_part(Part(component=BY_ID[part["kind"]].component, **part), by=by)
    ids = {part.title: part.id for part in store.deployment_record().parts if part.kind == KIND}
    for sheet in record["data_sheets"]:
        fields = {"of": ids[sheet["data_set"]], **sheet["fields"]}
        store.add_part(entry_of(sheet_kind(), title=sheet["data_set"], fields=fields, marking="(U)"), by=by)
    for one in record["registers"]:
        made = entry_of(registers()[one["register"]], title=one.get("name", ""), fields=one["fields"], marking="(U)")
        store.add_part(made, by=by)


def _attach(store: Store, told: Mapping[str, Any]) -> None:
    for entry in told["evidence"]:
        store.attach(
            resources() / "demo" / entry["file"],
            title=entry["title"],
            origin=entry["origin"],
            made_by_ai=entry.get("made_by_ai", False),
            marking=entry.get("marking", "(U)"),
            by=told["evaluator"],
            include=entry.get("include", True),
            items=tuple(entry["items"]),
        )


def _answer(store: Store, told: Mapping[str, Any], pack: GuidelinePack) -> None:
    for item_id, entry in told["answers"].items():
        item = pack.item(item_id)
        listed = entry.get("listed", False)
        draft = AnswerDraft(
            item_id=item_id,
            value=entry["value"],
            remark=entry.get("remark", ""),
            reason=item.na_when if listed else entry.get("reason", ""),
            reason_listed=listed,
        )
        answer = store.confirm_answer(draft, item=item, by=told["evaluator"])
        if "approved" in entry:
            remark = entry.get("approval_remark", "")
            store.approve(answer.id, approved=entry["approved"], remark=remark, by=told["second_reviewer"])


def _measure(
    store: Store,
    told: Mapping[str, Any],
    pack: GuidelinePack,
    on_step: Said,
    on_reading: Callable[[Mapping[str, Any]], None] | None,
) -> None:
    plan = load_plan(resources() / "demo" / told["plan"])

    def keep(reading: Mapping[str, Any]) -> None:
        store.add_reading(reading, plan_name=plan.name, plan_text=plan_text(plan), by=told["evaluator"], pack=pack)
        if on_reading:
            on_reading(reading)

    def say(probe: str, progress: Progress) -> None:
        on_step(f"{probe or 'Checking the data'}: {progress.text or 'running'}")

    runs.evaluate(plan, on_progress=say, on_reading=keep)


_PLAN = {SetMilestone: "milestones", NoteProgress: "progress", SetBarrier: "barriers"}


def _follow_up(store: Store, told: Mapping[str, Any]) -> None:
    """Move some findings on, as their owners would have."""
    by_item = {finding.item_id: finding for finding in store.findings() if finding.item_id}
    for entry in told["findings"]:
        changes = {name: entry[name] for name in ("status", "severity", "owner", "due", "remark")}
        finding = store.change_finding(by_item[entry["item"]].id, **changes, by=told["evaluator"])
        for kind, field in _PLAN.items():
            for planned in entry.get(field, ()):
                store.act_on_finding(finding.id, kind(**planned), by=told["evaluator"])
