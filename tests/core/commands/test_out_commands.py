"""`touchstone out`: words, draft, review by another person, the released document, and a last check, on one case."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core import cli
from core.casefile.store import Store
from core.catalog.load import builtin_pack
from core.evaluation.records import Deployment

PASSPHRASE = "correct horse battery staple"


@pytest.fixture
def case(tmp_path: Path) -> list[str]:
    path, secret = tmp_path / "case.touchstone", tmp_path / "pass"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    deployment = Deployment(
        agency="Office", name="Screening", purpose="Sorts.", owner="Chris Lee", existing=True, stage="deployment",
        components=("MOD",), marking="SECRET",
    )  # fmt: skip
    with Store.create(path, PASSPHRASE, title="Screening", by="Ana Ruiz") as store:
        store.save_deployment(deployment, by="Ana Ruiz")
        store.start_evaluation(title="First", stage="deployment", profile="full", pack=builtin_pack(), by="Ana Ruiz")
    return [str(path), "--passphrase-file", str(secret)]


def test_a_document_of_a_classified_case_goes_out_only_with_words_of_its_own_and_a_review(case, tmp_path, capsys):
    by, target = ["--by", "Ana Ruiz"], tmp_path / "out.json"
    making = ["out", "make", *case, "inventory", "--out", str(target)]
    assert cli.main([*making, *by]) == 1
    assert "write the agency, name and purpose for the public" in capsys.readouterr().err
    words = ["agency=Office", "name=Open screening", "purpose=It sorts."]
    assert cli.main(["out", "words", *case, *by, *(part for one in words for part in ("--set", one))]) == 0
    assert cli.main([*making, *by]) == 0
    digest = json.loads(target.read_text(encoding="utf-8"))["digest"]
    review = ["out", "review", *case, "inventory", "--digest", digest, "--by"]
    assert cli.main([*review, "Ana Ruiz"]) == 1
    assert cli.main([*review[:-2], "0" * 64, "--by", "Sam Okafor"]) == 1
    assert cli.main([*review, "Sam Okafor"]) == 0
    assert cli.main([*making, *by]) == 0
    assert json.loads(target.read_text(encoding="utf-8"))["draft"] is False
    assert cli.main(["out", "list", *case, *by]) == 0
    assert "reviewed for release" in capsys.readouterr().out
    assert cli.main(["out", "check", str(target), "--case", *case]) == 0
    target.write_text('{"x": "Chris Lee"}', encoding="utf-8")
    assert cli.main(["out", "check", str(target), "--case", *case]) == 0  # two short words: said to be unchecked
    assert "too short" in capsys.readouterr().out
