"""One large packet in a process of its own, so that its memory can be told: made, signed four times, verified.

`python -m tests.benchmarks.packet_of READINGS FOLDER` prints one line of JSON.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from core.manifest import ROLES
from core.packet.export import export
from core.signing.demo import make_demo_keys
from core.signing.keys import open_p12
from core.signing.sign import sign_packet
from core.verify.verify import verify_packet
from core.worker.peak_memory import peak_memory_bytes
from tests.core.packet.sample_case import snapshot


def peak_mb() -> int:
    """The most memory that this process has held so far; not that of the one that started it."""
    return (peak_memory_bytes()[0] or 0) // 1_000_000


def main() -> None:
    readings, folder = int(sys.argv[1]), Path(sys.argv[2])
    keys = make_demo_keys(folder / "keys", passphrase="a passphrase for benchmarks")
    case = snapshot(complete=True, reading_count=readings)
    target = folder / "packet.pdf"
    clock = time.process_time
    begun = clock()
    packet = export(case, target)
    found = {"pages": packet.pages, "build_s": clock() - begun, "build_mb": peak_mb()}
    del packet
    begun = clock()
    for role in ROLES:
        key = open_p12(keys.of_role(role), "a passphrase for benchmarks")
        sign_packet(target, target, key=key, role=role)
    found["sign_s"] = (clock() - begun) / len(ROLES)
    taken = []
    for _ in range(2):  # the first loads what verifying needs
        begun = clock()
        result = verify_packet(target, trust=[keys.root_pem.read_bytes()])
        taken.append(clock() - begun)
    found |= {"verify_s": min(taken), "peak_mb": peak_mb(), "exit_status": result.exit_status}
    found["signatures"] = len(result.signatures)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
