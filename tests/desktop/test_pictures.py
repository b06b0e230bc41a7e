"""Every page and step can be shown on a real case, with real workers, and pictured."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage

from desktop import pictures, theme
from tests.desktop.conftest import PASSPHRASE

SECTIONS = ("coverage", "exemptions", "clocks", "components", "data", "people", "evaluations")
PAGES = {
    "welcome",
    "overview",
    "deployment",
    *(f"deployment-{name}" for name in SECTIONS),
    "checklist",
    "evidence",
    "findings",
    "frameworks",
    "help",
    "probes-1-empty",
    "probes-1-model",
    "probes-2-data",
    "probes-3-probes",
    "export-1-missing",
    "export-2-contents",
    "export-3-packet",
    "export-4-sign",
    *(f"casefile-{name}" for name in ("copies", "packs", "markings", "removal")),
    *(f"outputs-{name}" for name in ("documents", "words", "card", "check")),
    "agency-door",
    "packets-empty",
    "registers-protected-class",
    "registers-synthetic-content",
    "review",
    "settings",
}


@pytest.mark.slow
def test_every_page_and_step_is_pictured(qapp, case_path, tmp_path):
    secret = tmp_path / "passphrase.txt"
    secret.write_text(PASSPHRASE + "\n")
    out = tmp_path / "pictures"
    given = ["--out", str(out), "--case", str(case_path), "--passphrase-file", str(secret), "--theme", "dark"]
    assert pictures.main(given) == 0
    assert {path.name for path in out.iterdir()} == {f"{page}-dark.png" for page in PAGES}
    for path in out.iterdir():
        picture = QImage(str(path))
        assert (picture.width(), picture.height()) == pictures.SIZE_PX
        seen = {picture.pixel(x, y) for x in range(0, 1440, 3) for y in range(0, 900, 5)}
        assert len(seen) > 30, f"{path.name} is empty"
    theme.apply(qapp, theme.make("light"))


def test_a_case_that_can_not_be_opened_ends_in_a_sentence(qapp, case_path, tmp_path, capsys):
    secret = tmp_path / "passphrase.txt"
    secret.write_text("not this one\n")
    assert pictures.main(["--out", str(tmp_path), "--case", str(case_path), "--passphrase-file", str(secret)]) == 1
    assert "passphrase" in capsys.readouterr().out.lower()
