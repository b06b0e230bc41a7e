"""Loading a pack: what is wrong is said with the line and the item, and the digest does not depend on line ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.catalog.load import LIMIT_BYTES, load_pack, problems
from core.errors import InputError

SMALL = """\
pack: {id: small, version: '1', title: Small, date: '2026', status: draft, language: en-US, marking: UNCLASSIFIED}
components:
- {id: MOD, title: Models, act: 3(b)(1)}
elements:
- {id: VAL, title: Validity, act: 3(c)(1)(A)}
probes:
  perf-ci: Performance
sources:
- prefix: NIST
  title: A guideline
  publisher: NIST
  date: '2024'
  status: current
  rights: public domain
  use: [cited]
  ids: {1.1: First part}
items:
- id: MOD-VAL-1
  component: MOD
  element: VAL
  title: Measured
  question: Is it measured?
  guidance: Measure it.
  methods: [test]
  stages: [development]
  references: ['NIST:1.1', NIST]
  probes: [perf-ci]
  core: true
  protected_classes: false
  synthetic_content: false
- id: MOD-VAL-2
  component: MOD
  element: VAL
  title: Written down
  question: Is it written down?
  guidance: Read it.
  methods: [examine]
  stages: [design]
  references: []
  probes: []
  core: false
  protected_classes: true
  synthetic_content: false
  na_when: Nothing is written.
"""


def write(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "pack.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_a_small_pack_loads(tmp_path: Path) -> None:
    pack = load_pack(write(tmp_path, SMALL))
    assert [item.id for item in pack.items] == ["MOD-VAL-1", "MOD-VAL-2"]
    assert pack.item("MOD-VAL-1").cell == ("MOD", "VAL")
    assert pack.item("MOD-VAL-2").na_when == "Nothing is written."
    assert pack.item("MOD-VAL-1").core is True
    assert pack.sources[0].ids == {"1.1": "First part"}
    assert pack.probes == {"perf-ci": "Performance"}


@pytest.mark.parametrize(
    ("old", "new", "shown", "where", "what"),
    [
        (
            "- id: MOD-VAL-2\n  component: MOD",
            "- id: MOD-VAL-2\n  component: MDO",
            "component: MDO",
            "MOD-VAL-2",
            "'MDO' is not one of MOD",
        ),
        (
            "  element: VAL\n  title: Measured",
            "  element: VLA\n  title: Measured",
            "element: VLA",
            "MOD-VAL-1",
            "'VLA'",
        ),
        ("[test]", "[tset]", "[tset]", "MOD-VAL-1", "'tset' in 'methods' is not one of examine, interview, test"),
        ("[test]", "[]", "methods: []", "MOD-VAL-1", "'methods' is empty"),
        ("[test]", "test", "methods: test", "MOD-VAL-1", "'methods' has to be a list"),
        ("[development]", "[devlopment]", "devlopment", "MOD-VAL-1", "'devlopment'"),
        ("id: MOD-VAL-2", "id: MOD-VAL-1", "- id: MOD-VAL-1", "MOD-VAL-1", "used by an earlier item"),
        ("id: MOD-VAL-2", "id: MOD-VLA-2", "- id: MOD-VLA-2", "MOD-VLA-2", "MOD-VAL- and a number"),
        ("['NIST:1.1', NIST]", "['NITS:1.1']", "references:", "MOD-VAL-1", "prefix 'NITS'"),
        ("['NIST:1.1', NIST]", "['NIST:1.2']", "references:", "MOD-VAL-1", "'NIST:1.2' is not in the ids"),
        ("  question: Is it written down?\n", "", "- id: MOD-VAL-2", "MOD-VAL-2", "'question' is missing"),
        ("question: Is it written down?", "question: ''", "question: ''", "MOD-VAL-2", "'question' is empty"),
        (
            "question: Is it written down?",
            "question: It is written down.",
            "question: It is",
            "MOD-VAL-2",
            "question mark",
        ),
        ("core: true", "core: 'true'", "core: 'true'", "MOD-VAL-1", "'core' has to be true or false without quotes"),
        ("core: true", "core: [true]", "core: [true]", "MOD-VAL-1", "'core' has to be true or false"),
        ("title: Written down", "title: no", "title: no", "MOD-VAL-2", "'no' is read as bool: put it in quotes"),
        ("title: Written down", "title: 12", "title: 12", "MOD-VAL-2", "put it in quotes"),
        ("title: Written down", "title: {a: b}", "title: {", "MOD-VAL-2", "a list or a table is there"),
        ("title: Written down", "title:", "title:", "MOD-VAL-2", "nothing is there"),
        (
            "  guidance: Read it.",
            "  guidance: Read it.\n  guidence: Again.",
            "guidence",
            "MOD-VAL-2",
            "'guidence' is not known",
        ),
        (
            "  guidance: Read it.",
            "  guidance: Read it.\n  guidance: Again.",
            "guidance: Again",
            "MOD-VAL-2",
            "there twice",
        ),
        (
            "probes: [perf-ci]",
            "probes: [perf-cy]",
            "perf-cy",
            "MOD-VAL-1",
            "'perf-cy' is not in the pack's list of probes",
        ),
        ("use: [cited]", "use: [copied]", "copied", "NIST", "'copied'"),
        (
            "- {id: MOD, title: Models, act: 3(b)(1)}",
            "- {id: MOD, title: Models}",
            "id: MOD",
            "components",
            "'act' is missing",
        ),
        ("version: '1'", "version: 1", "version: 1", "pack", "'1' is read as int"),
        ("elements:\n", "elments:\n", "elments:", "pack file", "'elments' is not known"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_item(
    tmp_path: Path, old: str, new: str, shown: str, where: str, what: str
) -> None:
    assert old in SMALL
    path = write(tmp_path, SMALL.replace(old, new, 1))
    found = [problem for problem in problems(path) if what in problem.what]
    assert shown in path.read_text(encoding="utf-8").splitlines()[found[0].line - 1]
    assert where in found[0].where
    with pytest.raises(InputError) as caught:
        load_pack(path)
    assert "pack.yaml, line" in caught.value.message


def test_all_mistakes_are_found_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, SMALL.replace("core: true", "core: maybe").replace("[design]", "[desing]"))
    assert len(problems(path)) == 2
    with pytest.raises(InputError, match=r"item MOD-VAL-1.*\(1 more\)") as caught:
        load_pack(path)
    assert "item MOD-VAL-2" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "is empty"),
        ("[", "line 1: this is no whole YAML text"),
        (SMALL + "  references: ['NIST", "no whole YAML text"),
        ("a: &x [*x]", "is not known here"),
        (b"pack: \xff\xfe", "not UTF-8"),
        (b"pack: \x00", "no YAML text"),
        ("!!python/object/apply:os.system ['true']", "list of named fields"),
        ("- one\n- two\n", "list of named fields"),
        ("[" * 5000, "."),
    ],
)
def test_a_file_that_is_no_pack_is_refused(tmp_path: Path, text: str | bytes, what: str) -> None:
    with pytest.raises(InputError) as caught:
        load_pack(write(tmp_path, text))
    assert what in caught.value.message
    assert "pack.yaml" in caught.value.message


def test_a_missing_and_a_huge_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can't be read"):
        load_pack(tmp_path / "none.yaml")
    with pytest.raises(InputError, match="may have"):
        load_pack(write(tmp_path, b"#" * (LIMIT_BYTES + 1)))


def test_line_ends_do_not_change_the_digest_and_a_letter_does(tmp_path: Path) -> None:
    here = load_pack(write(tmp_path, SMALL)).sha256
    assert load_pack(write(tmp_path, SMALL.replace("\n", "\r\n"))).sha256 == here
    assert load_pack(write(tmp_path, SMALL.replace("Measure it", "Measure It"))).sha256 != here


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_torn_or_altered_file_loads_or_is_refused_in_words(tmp_path: Path, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(SMALL)))
    end = data.draw(st.integers(start, min(len(SMALL), start + 40)))
    text = SMALL[:start] + data.draw(st.text(max_size=8)) + SMALL[end:]
    path = write(tmp_path, text.encode("utf-8", "surrogatepass"))
    refused = ""
    try:
        load_pack(path)
    except InputError as error:
        refused = error.message
    assert refused == "" or refused.startswith("pack.yaml")
