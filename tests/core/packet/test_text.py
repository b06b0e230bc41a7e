"""Text from people can't break the report, vanish from it, or fool its reader."""

from __future__ import annotations

import re

import pytest

from core.packet.build import BuiltPacket
from core.packet.pdf.text import brief, line, markup, metadata, paragraphs, tidy
from tests.core.packet.reading_pdf import page_texts


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a <b>bold</b> & 'quoted'", "a &lt;b&gt;bold&lt;/b&gt; &amp; 'quoted'"),
        ("one\r\ntwo\u2028three", "one<br/>two<br/>three"),
        ("e\u0301", "é"),
        ("soft\u00adhyphen and zero\u200bwidth", "softhyphen and zerowidth"),
    ],
)
def test_markup_is_escaped_and_lines_are_kept(text: str, said: str) -> None:
    assert markup(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\U0001f600", "[U+1F600]"),
        ("\x00\x07", "[U+0000][U+0007]"),
        ("\u202egnp.exe", "[U+202E]gnp.exe"),
        ("שלום", "[U+05E9][U+05DC][U+05D5][U+05DD]"),
        ("漢字仮名交じり", "[7 characters not drawn, from U+6F22]"),
        ("\ud800", "[U+D800]"),
    ],
)
def test_what_can_not_be_drawn_is_named(text: str, said: str) -> None:
    assert line(text) == said
    assert said in re.sub("<[^>]*>", "", markup(text))
    assert said in brief(text)


def test_greek_and_cyrillic_are_drawn_in_the_fallback_font() -> None:
    assert markup("α") == '<font name="DejaVuSans">α</font>'
    assert "Привет" in markup("Привет")


def test_paragraphs_are_parted_by_empty_lines_and_none_is_empty() -> None:
    assert paragraphs("one\ntwo\n\n \n\nthree\n") == ("one\ntwo", "three")
    assert paragraphs(" \n\n\t") == ()


def test_brief_text_is_cut_and_metadata_has_no_controls() -> None:
    assert brief("word " * 100, most=20).endswith("…")
    assert len(brief("word " * 100, most=20)) <= 20
    assert metadata("a\x00b\nc") == "a[U+0000]b c"
    assert tidy("a\tb\u3000c") == "a b c"


def test_an_awkward_case_is_shown_in_full(awkward: BuiltPacket) -> None:
    whole = "".join(page_texts(awkward))
    for words in (
        "<b>brackets</b>",
        "[U+1F600]",
        "αβγ",
        "Привет",
        "[U+202E]gnp.exe",
        "End of a long remark.",
        "x" * 2000,
    ):
        assert words in whole.replace(" ", "") or words in whole, words


def test_the_cover_keeps_to_one_page_whatever_it_is_told(awkward: BuiltPacket) -> None:
    texts = page_texts(awkward)
    assert "This packet is marked" in texts[0]
    assert "Contents" in texts[1]
