"""The steps that need no window: files, worker, probe, case, packet, signature, verification."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from pathlib import Path

from core import runs
from core.catalog.load import builtin_pack
from core.errors import WrongPassphraseError
from core.evaluation.records import AnswerDraft, Deployment
from core.jobs import Job, run_to_end
from core.paths import resources
from core.plan import Plan, load_plan, plan_text
from desktop.selftest.steps import Scene, Step, demand

PASSPHRASE = "touchstone self-test"  # noqa: S105 - it guards a case that is thrown away
PERSON = "Self-test"
PROBE = "perf-ci"
ITEM = "MOD-VAL-1"
EVIDENCE = "evidence/model-card.md"


def steps() -> tuple[Step, ...]:
    """In the order in which each hands on to the next."""
    return (
        Step(title="The program's own files are here", work=_files),
        Step(title="A worker shuts out network, programs and pickles", work=_doors),
        Step(title="A model is inspected without being run", work=_inspect),
        Step(title="A probe runs on the model", work=_probe),
        Step(title="A case file is made, with evidence, an answer and the reading", work=_case),
        Step(title="The case opens with its passphrase alone, and its chain is whole", work=_reopen),
        Step(title="A packet is made and signed", work=_packet),
        Step(title="The packet verifies from the file alone", work=_verify),
        Step(title="A changed packet is found out", work=_changed_packet),
    )


def _files(scene: Scene) -> str:
    pack = builtin_pack()
    scene.plan = replace(load_plan(resources() / "demo" / "adult.plan.yaml"), probes=(PROBE,))
    bundle = getattr(sys, "_MEIPASS", None)
    outside = [entry for entry in sys.path if bundle and not Path(entry).resolve().is_relative_to(bundle)]
    demand(not outside, f"A bundle must stand alone, and this one looks for modules in {', '.join(outside)}.")
    place = "a bundle" if bundle else "the sources"
    return f"Runs from {place}; pack {pack.id} {pack.version} with {len(pack.items)} items."


def _doors(scene: Scene) -> str:  # noqa: ARG001 - it stands on nothing
    found = run_to_end(Job("core.worker.try_doors.work", {}))
    demand(not found["open"], f"The worker let through: {', '.join(found['open'])}.")
    demand(found["telemetry_off"], "The run-time's telemetry is not switched off in the worker.")
    return f"Refused: {', '.join(found['refused'])}. Network {found['network']}."


def _inspect(scene: Scene) -> str:
    plan = _plan(scene)
    found = run_to_end(runs.inspect_model(plan.path(str(plan.model))))
    demand(found["inputs"] and found["outputs"], "The inspection found no inputs or outputs.")
    return f"{len(found['inputs'])} inputs, {len(found['outputs'])} outputs."


def _probe(scene: Scene) -> str:
    (reading,) = runs.evaluate(_plan(scene))
    demand(reading["status"] == "ok", f"{PROBE} ended as {reading['status']}: {reading['reason']}")
    found = next(metric for metric in reading["metrics"] if metric["name"] == "accuracy" and not metric["slice"])
    demand(found["low"] <= found["estimate"] <= found["high"], "The interval does not hold its estimate.")
    scene.reading = reading
    return f"Accuracy {found['estimate']:.3f} [{found['low']:.3f}, {found['high']:.3f}], n = {found['n']:,}."


def _case(scene: Scene) -> str:
    from core.casefile.store import Store

    pack, plan = builtin_pack(), _plan(scene)
    scene.case = scene.folder / "self-test.touchstone"
    deployment = Deployment(
        agency="Self-test",
        name="Self-test",
        purpose="Shows that this installation works.",
        owner=PERSON,
        existing=False,
        stage="deployment",
        components=("MOD", "DAT"),
    )
    with Store.create(scene.case, PASSPHRASE, title="Self-test", by=PERSON) as store:
        store.save_deployment(deployment, by=PERSON)
        store.start_evaluation(title="Self-test", stage="deployment", profile="full", pack=pack, by=PERSON)
        document = resources() / "demo" / EVIDENCE
        kept = store.attach(
            document, title="Model card", origin=PERSON, made_by_ai=False, marking="(U)", by=PERSON, items=(ITEM,)
        )
        demand(b"".join(store.evidence_chunks(kept.id)) == document.read_bytes(), "The evidence came back changed.")
        draft = AnswerDraft(item_id=ITEM, value="partly", remark="Measured by the self-test.")
        store.confirm_answer(draft, item=pack.item(ITEM), by=PERSON)
        demand(scene.reading, "There is no reading to keep.")
        store.add_reading(scene.reading, plan_name=plan.name, plan_text=plan_text(plan), by=PERSON, pack=pack)
        return f"{len(store.log())} entries in the log, {len(store.findings())} findings."


def _reopen(scene: Scene) -> str:
    from core.casefile.store import Store

    case = _made(scene.case, "case")
    demand(not case.read_bytes().startswith(b"SQLite format 3"), "The case file is not encrypted.")
    try:
        Store.open(case, PASSPHRASE + "!").close()
    except WrongPassphraseError:
        pass
    else:
        demand(holds=False, sentence="A wrong passphrase opened the case.")
    with Store.open(case, PASSPHRASE) as store:
        integrity = store.check()
    demand(integrity.ok, integrity.sentence)
    return integrity.sentence


def _packet(scene: Scene) -> str:
    from core.casefile.store import Store
    from core.packet.export import export
    from core.signing.demo import make_demo_keys
    from core.signing.keys import open_p12
    from core.signing.sign import sign_packet
    from core.snapshot import take

    keys = make_demo_keys(scene.folder / "keys", passphrase=PASSPHRASE)
    unsigned, packet = scene.folder / "unsigned.pdf", scene.folder / "packet.pdf"
    with Store.open(_made(scene.case, "case"), PASSPHRASE) as store:
        export(take(store, builtin_pack(), by=PERSON), unsigned)
    signed = sign_packet(unsigned, packet, key=open_p12(keys.evaluator_p12, PASSPHRASE), role="evaluator")
    unsigned.unlink()
    scene.packet, scene.root = packet, keys.root_pem
    return f"{packet.stat().st_size:,} bytes, signed by {signed.signer}."


def _verify(scene: Scene) -> str:
    found = _verification(scene, _made(scene.packet, "packet"))
    wrong = [check["title"] for check in found["checks"] if check["required"] and check["outcome"] != "ok"]
    demand(found["exit_status"] == 0, f"Not as it must be: {'; '.join(wrong)}.")
    demand(found["intact"] and found["trusted"], "The packet is not intact, or not trusted.")
    return f"{sum(check['outcome'] == 'ok' for check in found['checks'])} of {len(found['checks'])} checks ok."


def _changed_packet(scene: Scene) -> str:
    changed = scene.folder / "changed.pdf"
    shutil.copyfile(_made(scene.packet, "packet"), changed)
    body = bytearray(changed.read_bytes())
    body[len(body) // 2] ^= 1
    changed.write_bytes(body)
    found = _verification(scene, changed)
    changed.unlink()
    demand(found["exit_status"] != 0, "One changed bit was not found.")
    failed = next(check["title"] for check in found["checks"] if check["outcome"] == "failed")
    return f"One changed bit fails: {failed}."


def _verification(scene: Scene, packet: Path) -> dict:  # type: ignore[type-arg]
    from core.verify.request import verification_job

    return run_to_end(verification_job(packet, trust_paths=[_made(scene.root, "root certificate")]))


def _plan(scene: Scene) -> Plan:
    demand(scene.plan is not None, "There is no plan: an earlier step failed.")
    assert scene.plan is not None
    return scene.plan


def _made(path: Path | None, what: str) -> Path:
    demand(path is not None and path.exists(), f"There is no {what}: an earlier step failed.")
    assert path is not None
    return path
