"""`python -m tests.benchmarks [FILE [-k WORDS]]`: run the benchmarks and write what was measured as a table.

FILE is tests/benchmarks/BENCHMARKS.md unless another is named; what stands behind it goes to pytest.
"""

from __future__ import annotations

import os
import platform
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
LIBRARIES = (
    "numpy",
    "onnxruntime",
    "PySide6-Essentials",
    "sqlcipher3",
    "SQLAlchemy",
    "reportlab",
    "pikepdf",
    "pyHanko",
)
REFERENCES = ("fairlearn", "adversarial-robustness-toolbox")
WORDS = {"passed": "met", "failed": "**not met**", "skipped": "not run"}


class Table:
    """Collects what the tests measured, in the order of the files."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str, str, str, str]] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or report.outcome == "skipped":
            place = Path(report.nodeid.split("::")[0]).stem
            lines = [value for name, value in report.user_properties if name == "measured"]
            for what, result, aim, met in lines:
                outcome = report.outcome if met is None else ("passed" if met else "failed")
                self.rows.append((place, what, result, aim, WORDS[outcome] if aim else ""))
            if not lines and report.outcome != "passed":
                name = report.nodeid.split("::")[-1].replace("_", " ").removeprefix("test ")
                self.rows.append((place, name, "", "", WORDS[report.outcome]))

    def text(self, before: str) -> str:
        lines = [
            "# Benchmarks",
            "",
            "Written by `python -m tests.benchmarks` from one run's own numbers; nothing in it was typed by hand. What",
            "can be is a ratio of two things measured in turns in that run. Seconds are those of this machine.",
            "",
            *(f"- {fact}" for fact in facts(before)),
            "",
            "| measured | result | aim | |",
            "| --- | --- | --- | --- |",
            *(
                f"| {what} | {result} | {aim} | {word} |"
                for _, what, result, aim, word in sorted(self.rows, key=lambda r: r[0])
            ),
        ]
        return "\n".join(lines) + "\n"


def _place(row: tuple[str, str, str, str, str]) -> str:
    """The file that measured it."""
    return row[0]


def facts(before: str) -> list[str]:
    """The machine, the moment, the versions and the load that others put on the machine."""
    names = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return [
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC; {processor()}, {os.cpu_count()} cores; {platform.platform()}",
        f"Python {platform.python_version()}; {names}",
        f"beside: {', '.join(f'{name} {version(name)}' for name in REFERENCES)}",
        f"load of the machine before {before}, after {load()} (a core that is busy all the time counts as 1)",
    ]


def processor() -> str:
    cpu = Path("/proc/cpuinfo")
    lines = cpu.read_text(encoding="utf-8").splitlines() if cpu.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def load() -> str:
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "not known"


def main() -> int:
    target = Path(sys.argv[1] if len(sys.argv) > 1 else HERE / "BENCHMARKS.md")
    before, table = load(), Table()
    status = pytest.main(
        ["-m", "benchmark", "-s", "-q", "-p", "no:randomly", "--timeout=3000", *sys.argv[2:], str(HERE)],
        plugins=[table],
    )
    if table.rows:
        target.write_text(table.text(before), encoding="utf-8")
        print(f"{target}: {len(table.rows)} lines")
    return int(status)


if __name__ == "__main__":
    raise SystemExit(main())
