"""`touchstone bom MODEL --out FILE`: a draft of the model's bill of materials, from what its file tells."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from core.commands.given import Subparsers, opened
from core.errors import RefusedError


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "bom",
        help="write a draft of a model's bill of materials (CycloneDX)",
        description="Write what parsing the model file tells as a CycloneDX document, and list what is left for "
        "people to say. The model is not run.",
    )
    parser.add_argument("model", type=Path, metavar="MODEL")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="a file that is not there yet")
    parser.add_argument("--train", type=Path, metavar="FILE", help="the training data, to be named with its digests")
    parser.add_argument("--test", type=Path, metavar="FILE", help="the test data, to be named with its digests")
    parser.add_argument("--spec", choices=("1.6", "1.7"), default="1.6", help="the version of CycloneDX")
    parser.add_argument("--case", type=Path, metavar="CASE", help="take the energy card of this case into it")
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help="of the case; read from this file")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from core.jobs import run_to_end
    from core.paths import write_new
    from core.runs import draft_bom

    energy = _energy(options) if options.case else None
    found = run_to_end(
        draft_bom(options.model, train=options.train, test=options.test, spec=options.spec, energy=energy)
    )
    write_new(options.out, found["document"].encode())
    print(f"{options.out} is a draft: a CycloneDX {options.spec} document of the model file.")
    if energy:
        print(f"The energy card of the case is in it, which is marked {energy['marking']}.")
    print("Left for people to say:")
    for field in found["left_to_say"]:
        print(f"  {field}")
    return 0


def _energy(options: argparse.Namespace) -> dict[str, Any]:
    """What the case tells of energy, and the marking that it gives to the bill. Raises RefusedError for nothing."""
    from core.exchange.cyclonedx.energy import environment
    from core.exchange.registers import demand_within
    from core.snapshot import take

    with opened(options) as store:
        snapshot = take(store, store.pack_in_use(), by="")
    demand_within(snapshot.registers.by_id["energy"], snapshot)
    told = environment(snapshot.record.parts)
    if not told:
        raise RefusedError(
            f"{options.case} records no energy.",
            "Add a record: touchstone register add CASE energy ..., or leave --case.",
        )
    return {"told": told, "marking": snapshot.deployment.marking}
