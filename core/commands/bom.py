"""`touchstone bom MODEL --out FILE`: a draft of the model's bill of materials, from what its file tells."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.commands.given import Subparsers


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "bom",
        help="write a draft of a model's bill of materials (CycloneDX)",
        description="Write what parsing the model file tells as a CycloneDX 1.6 document, and list what is left for "
        "people to say. The model is not run.",
    )
    parser.add_argument("model", type=Path, metavar="MODEL")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="a file that is not there yet")
    parser.add_argument("--train", type=Path, metavar="FILE", help="the training data, to be named with its digests")
    parser.add_argument("--test", type=Path, metavar="FILE", help="the test data, to be named with its digests")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from core.jobs import run_to_end
    from core.runs import draft_bom

    found = run_to_end(draft_bom(options.model, train=options.train, test=options.test))
    write_new(options.out, found["document"])
    print(f"{options.out} is a draft: a CycloneDX 1.6 document of the model file.")
    print("Left for people to say:")
    for field in found["left_to_say"]:
        print(f"  {field}")
    return 0


def write_new(target: Path, text: str) -> None:
    """Write `text` to a file that is not there yet: a bill that people filled in is never lost. Raises InputError."""
    from core.errors import InputError

    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise InputError(f"{target} is there already, and is not written over.", "Choose another name.") from error
    except OSError as error:
        raise InputError(f"{target} can't be written: {error.strerror or error}.", "Choose another folder.") from error
