"""A signed pack comes into a case; answers stand where the item is the same and are asked again where it changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.casefile import connection
from core.casefile.store import Store
from core.catalog.load import builtin_pack
from core.errors import InputError, RefusedError, SigningError
from core.evaluation.carrying import carried
from core.evaluation.records import AnswerDraft, Deployment
from core.exchange.pack_import import import_pack
from core.signing.demo import DemoKeys, make_demo_keys
from core.signing.detached import sign_detached
from core.signing.keys import open_p12
from core.snapshot import take
from tests.core.catalog.test_compare import ADD_ON

PASSPHRASE = "correct horse battery"
BY = "Ana Ruiz"
MOVED = ("MOD-VAL-3", "MOD-VAL-9")


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> DemoKeys:
    return make_demo_keys(tmp_path_factory.mktemp("keys"), passphrase=PASSPHRASE)


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory, keys: DemoKeys) -> Path:
    """A folder with next.yaml (one question changed, one item moved) and extra.yaml, an add-on, both signed."""
    folder = tmp_path_factory.mktemp("packs")
    text = builtin_file().read_text(encoding="utf-8").replace("version: '2026.1'", "version: '2027.1'")
    question = builtin_pack().item("MOD-VAL-1").question.split()[-1]
    at = text.index(question, text.index("id: MOD-VAL-1\n"))
    text = text[:at] + "used in the field?" + text[at + len(question) :]
    text = text.replace(f"id: {MOVED[0]}\n", f"id: {MOVED[1]}\n")
    (folder / "next.yaml").write_text(text, encoding="utf-8", newline="\n")
    add_on = ADD_ON.format(extends="tbd-ai", space="XAG", item="XAG-MOD-VAL-1")
    (folder / "extra.yaml").write_text(add_on, encoding="utf-8", newline="\n")
    for name in ("next.yaml", "extra.yaml"):
        sign_detached(folder / name, key=open_p12(keys.caio_p12, PASSPHRASE))
    return folder


def builtin_file() -> Path:
    return Path(__file__).resolve().parents[3] / "resources" / "guidelines" / "tbd-ai-2026.1.yaml"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr(connection, "KDF_ROUNDS", 1000)
    with Store.create(tmp_path / "case", PASSPHRASE, title="T", by=BY) as made:
        made.save_deployment(
            Deployment(
                agency="A", name="S", purpose="P", owner="O", existing=False, stage="design", components=("MOD",)
            ),
            by=BY,
        )
        made.start_evaluation(title="First", stage="design", profile="full", pack=builtin_pack(), by=BY)
        for item in ("MOD-VAL-1", "MOD-VAL-2", MOVED[0]):
            draft = AnswerDraft(item_id=item, value="yes", remark=f"As in {item}.")
            made.confirm_answer(draft, item=builtin_pack().item(item), by=BY)
        yield made


def test_answers_stand_are_asked_again_or_move_with_their_item(store: Store, signed: Path, keys: DemoKeys) -> None:
    record = import_pack(store, signed / "next.yaml", trust=[keys.root_pem], by=BY)
    assert (record.name, record.signer) == ("tbd-ai 2027.1", "DEMONSTRATION Chief AI Officer")
    assert import_pack(store, signed / "next.yaml", trust=[keys.root_pem], by=BY) == record, "a second time, nothing"
    new = store.pack_named("tbd-ai 2027.1")
    assert store.rebase_would(new).ask_again == ("MOD-VAL-1",)
    assert store.evaluation().pack_version == "2026.1", "only said, not done"
    done = store.rebase(new, title="First, on", by=BY)
    assert {name: list(ids) for name, ids in done.items()} == {
        "kept": ["MOD-VAL-2"],
        "ask_again": ["MOD-VAL-1"],
        "moved": [MOVED[0]],
        "dropped": [],
    }
    assert store.pack_in_use().sha256 == new.sha256
    assert "It was answered yes." in store.held_back()["MOD-VAL-1"].sentence
    assert store.asked_again()["MOD-VAL-1"].remark == "As in MOD-VAL-1.", "the old answer is shown"
    assert store.drafts()[MOVED[1]].remark == f"As in {MOVED[0]}."
    assert "MOD-VAL-2" not in carried(store.answers(), store.evaluation().id), "what is the same needs no new look"
    assert store.confirm_carried(["MOD-VAL-1"], pack=new, by=BY) == (), "the old words do not answer the new question"
    assert take(store, store.pack_in_use(), by=BY).progress.answered == 1
    draft = AnswerDraft(item_id="MOD-VAL-1", value="partly", remark="Half.")
    store.confirm_answer(draft, item=new.item("MOD-VAL-1"), by=BY)
    assert store.held_back() == {}
    with pytest.raises(RefusedError, match="already"):
        store.rebase(new, title="Again", by=BY)
    assert store.check().ok


def test_an_add_on_adds_its_items_to_the_pack_in_use(store: Store, signed: Path, keys: DemoKeys) -> None:
    import_pack(store, signed / "extra.yaml", trust=[keys.root_pem], by=BY)
    joined = store.pack_named("builtin", ["agency-extra 1.0"])
    assert store.rebase(joined, title="With ours", by=BY)["ask_again"] == []
    used = store.pack_in_use()
    assert used.items[-1].id == "XAG-MOD-VAL-1"
    assert used == joined
    with pytest.raises(InputError, match="add-on to tbd-ai"):
        store.pack_named("agency-extra 1.0")
    with pytest.raises(InputError, match="no pack nothing"):
        store.pack_named("nothing")


def test_what_is_unsigned_changed_or_signed_by_a_stranger_is_refused(
    store: Store, signed: Path, keys: DemoKeys, tmp_path: Path
) -> None:
    lone = shutil.copy(signed / "next.yaml", tmp_path / "lone.yaml")
    changed = Path(shutil.copy(signed / "next.yaml", tmp_path / "changed.yaml"))
    shutil.copy(signed / "next.yaml.p7s", tmp_path / "changed.yaml.p7s")
    changed.write_bytes(changed.read_bytes().replace(b"2027.1", b"2027.2", 1))
    strangers = make_demo_keys(tmp_path / "strangers", passphrase=PASSPHRASE)
    (tmp_path / "not.p7s").write_bytes(b"nothing of the kind")
    before = store.log()
    for path, trust, signature, said in (
        (Path(lone), keys.root_pem, None, "is not signed"),
        (changed, keys.root_pem, None, "not the file that was signed"),
        (signed / "next.yaml", strangers.root_pem, None, "leads to none of the roots"),
        (signed / "next.yaml", keys.root_pem, signed / "extra.yaml.p7s", "not the file that was signed"),
    ):
        with pytest.raises(RefusedError, match=said):
            import_pack(store, path, trust=[trust], signature=signature, by=BY)
    with pytest.raises(InputError, match="can't be read"):
        import_pack(store, Path(lone), trust=[keys.root_pem], signature=tmp_path / "not.p7s", by=BY)
    with pytest.raises(SigningError, match="already is a file"):
        sign_detached(signed / "next.yaml", key=open_p12(keys.owner_p12, PASSPHRASE))
    assert store.log() == before
    assert store.packs() == ()


def test_a_pack_travels_with_a_copy_of_the_case(store: Store, signed: Path, keys: DemoKeys, tmp_path: Path) -> None:
    store.backup(tmp_path / "copy")
    import_pack(store, signed / "next.yaml", trust=[keys.root_pem], by=BY)
    store.rebase(store.pack_named("tbd-ai 2027.1"), title="On", by=BY)
    with Store.open(tmp_path / "copy", PASSPHRASE) as copy:
        copy.merge(store.path, PASSPHRASE, by="Ben")
        assert copy.pack_in_use().version == "2027.1"
        assert copy.check().ok
