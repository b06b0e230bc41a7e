"""Real packets are verified in a worker and taken in; what is broken, foreign or no packet is kept as not verified."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from core.agency.intake import came, packets_under, take_in
from core.agency.store import AgencyStore
from core.cli import main
from core.errors import InputError
from core.evaluation.stated import stated_from_dict
from core.packet.build import build
from core.packet.readings import shown_readings
from core.packet.standing import standing
from core.signing.demo import DemoKeys, make_demo_keys
from core.signing.keys import open_p12
from core.signing.sign import sign_packet
from core.worker.take_in import clean
from tests.core.agency.samples import found, stated
from tests.core.evaluation.record_sample import full_record
from tests.core.packet.sample_case import deployment, digest, small_snapshot, snapshot

PASSPHRASE = "correct horse battery"
BY = "Chris Officer"


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> DemoKeys:
    return make_demo_keys(tmp_path_factory.mktemp("keys"), passphrase=PASSPHRASE)


@pytest.fixture(scope="module")
def packets(tmp_path_factory: pytest.TempPathFactory, keys: DemoKeys) -> Path:
    """A folder: a signed packet, and the same with a bit turned."""
    folder = tmp_path_factory.mktemp("packets")
    told = replace(
        small_snapshot(),
        deployment=deployment(name="Claims routing"),
        case_id=digest("claims")[:32],
        record=full_record(),
    )
    good = folder / "good.pdf"
    good.write_bytes(build(replace(told, today=date(2026, 11, 22))).pdf)
    sign_packet(good, good, key=open_p12(keys.evaluator_p12, PASSPHRASE), role="evaluator")
    torn = bytearray(good.read_bytes())
    torn[len(torn) // 3] ^= 1
    (folder / "torn.pdf").write_bytes(torn)
    return folder


def test_packets_are_verified_first_and_kept_as_what_they_are(tmp_path: Path, packets: Path, keys: DemoKeys) -> None:
    with AgencyStore.create(tmp_path / "a.agency", PASSPHRASE, agency="Agency", by=BY) as store:
        (first,) = take_in(store, [packets / "good.pdf"], by=BY)
        assert first.packet is not None
        assert not first.packet.verified  # no root is trusted yet
        assert store.trust(keys.root_pem, by=BY)
        outcome = {one.path.name: one for one in take_in(store, packets_under([packets]), by=BY)}
        assert outcome["good.pdf"].packet is not None
        assert outcome["good.pdf"].packet.verified, outcome["good.pdf"].said
        assert outcome["good.pdf"].packet.name == "Claims routing"
        torn = outcome["torn.pdf"].packet
        assert torn is None or not torn.verified
        assert "verified" in outcome["torn.pdf"].said
        (named,) = [one for one in store.portfolio().standings if one.case_id == digest("claims")[:32]]
        assert named.newest.sha256 == outcome["good.pdf"].packet.sha256
        assert named.state == "incomplete"
        assert named.clock.due == "2028-01-15"
        detail = store.detail(named.newest.sha256)
        assert detail is not None
        assert detail.stated is not None
        assert any("Secretary" in point.text for point in detail.stated.points)
        assert not any(one.state == "compliant" for one in store.portfolio().standings)


def test_a_packet_states_its_standing_and_reads_back_the_same() -> None:
    told = replace(snapshot(complete=True, reading_count=2), record=full_record())
    said = standing(told, shown_readings(told.readings))
    assert stated_from_dict(json.loads(json.dumps(said.as_dict()))) == said
    clauses = {point.clause for point in said.points}
    assert clauses == {f"4(d)(2)(B)({number})" for number in ("i", "ii", "iii", "iv")}
    assert said.measures[0].estimate is not None
    assert said.word == "does not meet"


@pytest.mark.parametrize(
    "change",
    [
        {"format": "other"},
        {"word": 7},
        {"clocks": "many"},
        {"points": [{"clause": "4"}]},
        {"findings": {"open high": -1}},
        {"measures": [{"estimate": float("inf")}]},
        {"sentence": "x" * 5000},
        {"exemptions": [{"whole_use": "yes"}]},
    ],
)
def test_a_standing_that_is_not_of_its_form_is_refused(change: dict) -> None:
    body = {**standing(small_snapshot(), ()).as_dict(), **change}
    with pytest.raises(ValueError, match=r"standing|holds no|exemption"):
        stated_from_dict(body)


def test_a_training_example_is_not_taken_in(tmp_path: Path) -> None:
    packet = found(says=stated("meets"))
    packet["verification"]["manifest"]["training"] = True
    with AgencyStore.create(tmp_path / "a.agency", PASSPHRASE, agency="Agency", by=BY) as store:
        one = came(store, Path("x.pdf"), packet, (), by=BY)
        assert one.packet is None
        assert "TRAINING EXAMPLE" in one.said
        assert store.packets() == ()


def test_hidden_characters_do_not_come_in() -> None:
    assert clean({"a\u202e": ["b\x00c\nd", 1, None]}) == {"a": ["bc d", 1, None]}


def test_the_command_walks_the_whole_way(tmp_path: Path, packets: Path, keys: DemoKeys, capsys) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(PASSPHRASE)
    file, out = str(tmp_path / "a.agency"), tmp_path / "out"

    def run(action: str, *more: str, by: bool = False) -> tuple[int, str]:
        named = ("--by", BY) if by else ()
        status = main(["agency", action, file, *more, "--passphrase-file", str(secret), *named])
        return status, capsys.readouterr().out

    assert run("create", "--name", "Department", by=True)[0] == 0
    assert run("trust", str(keys.root_pem), by=True)[0] == 0
    (tmp_path / "text.pdf").write_text("This is no packet.")
    status, said = run("take-in", str(packets / "good.pdf"), str(tmp_path / "text.pdf"), by=True)
    assert status == 1
    assert "1 verified, 1 not verified." in said
    rows = json.loads(run("list", "--json")[1])["rows"]
    assert [row["state"] for row in rows] == ["incomplete"]
    said = run("list", "--state", "incomplete")[1]
    assert "1 of 1 deployments" in said
    assert "not counted: text.pdf" in said
    assert run("list", "--state", "fine")[0] == 1
    assert "incomplete" in run("show", digest("claims")[:12])[1]
    assert run("dates", "--released", "2026-01-15", by=True)[0] == 0
    assert "--reviewed" in run("report", "--out", str(out), by=True)[1]
    assert run("export", "--out", str(out), "--public", "--table", "inventory")[0] == 0
    assert any(path.suffix == ".csv" for path in out.iterdir())
    assert run("roots")[1].count("\n") == 1
    assert run("check")[0] == 0
    assert run("distrust", "0" * 64, "--reason", "x", by=True)[0] == 64


def test_a_folder_without_packets_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no packet"):
        packets_under([tmp_path])
