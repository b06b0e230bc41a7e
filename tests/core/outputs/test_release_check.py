"""The release check finds what the appendix marks above (U), wherever and however it stands in the other file."""

from __future__ import annotations

import io

import pikepdf
import pytest

from core.errors import InputError
from core.outputs.as_pdf import as_pdf
from core.outputs.paper import Grid, Paper, Section, Words
from core.outputs.release_check import Portion, check, portions_of, portions_of_case
from core.worker.file_texts import texts_of
from tests.core.outputs.planted import SECRET, planted

SENTENCE = "The sensor at the northern site cannot see targets below twelve metres."
APPENDIX = f"""SECRET

(U) This annex belongs to the report on the benefit screening.

(S) {SENTENCE}

(S//NF) Code name Amber Falcon.
"""


def read(text: str | bytes, name: str = "report.txt") -> dict:
    return {"passages": list(texts_of(text if isinstance(text, bytes) else text.encode(), name))}


PORTIONS = portions_of(read(APPENDIX, "appendix.txt"))


@pytest.mark.parametrize(
    ("text", "marking"),
    [
        ("As said, the sensor at the NORTHERN site can be moved.", "(S)"),
        ("... site cannot see tar-\ngets below twelve ...", "(S)"),
        ("cannot  see\n\ttargets below — twelve, metres", "(S)"),
        ("We call it code-name amber falcon.", "(S//NF)"),
        ("Nothing but a mark: (S) here", "(S)"),
        ("This annex belongs to the report on the benefit screening.", None),
        ("The sensor at the southern site can see.", None),
        ("An amber light. A falcon.", None),
        ("(U) Everything is fine (see annex (B)).", None),
    ],
)
def test_words_above_u_are_found_however_they_are_spaced_and_cased(text, marking):
    found = check(read(text), PORTIONS)
    assert [leak.marking for leak in found.leaks] == ([marking] if marking else [])


def paper(*blocks) -> Paper:
    return Paper(
        id="x", title="Report", about="A system", marking="UNCLASSIFIED", blocks=blocks, made="Made today.",
        made_at="2026-11-22T19:02:11Z",
    )  # fmt: skip


def edited(pdf: bytes, change) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        out = io.BytesIO()
        opened.save(out)
        return out.getvalue()


def with_file(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["notes.txt"] = SENTENCE.encode()


def with_title(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Subject"] = SENTENCE


def test_a_pdf_is_searched_in_its_pages_bookmarks_metadata_and_attached_files():
    clean = as_pdf(paper(Words(text="All is well. " * 40)))
    assert not check(read(clean, "report.pdf"), PORTIONS).leaks
    in_table = as_pdf(paper(Grid(title="T", header=("A", "B"), rows=(("1", SENTENCE), ("2", "x " * 300)))))
    assert any(leak.where == "page 1" for leak in check(read(in_table, "report.pdf"), PORTIONS).leaks)
    heading = check(read(as_pdf(paper(Section(title=SENTENCE))), "report.pdf"), PORTIONS)
    assert {"page 1", "a bookmark"} <= {leak.where for leak in heading.leaks}
    for change, where in (
        (with_file, "attached file notes.txt, line 1"),
        (with_title, "document information /Subject"),
    ):
        assert where in {leak.where for leak in check(read(edited(clean, change), "report.pdf"), PORTIONS).leaks}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"<p title='{SENTENCE}'>x</p>", "a.html"),
        (f"<p>x</p><!-- {SENTENCE} -->", "a.html"),
        ("<p>The sensor at the <b>northern</b> site cannot&#32;see</p>", "a.html"),
        (f'<svg xmlns="http://www.w3.org/2000/svg"><desc>{SENTENCE}</desc></svg>', "a.svg"),
        (f'{{"a": [{{"b": "{SENTENCE}"}}]}}', "a.json"),
        (f'{{"{SENTENCE}": 1}}', "a.json"),
    ],
)
def test_texts_are_found_where_a_person_does_not_see_them(text, name):
    assert check(read(text, name), PORTIONS).leaks


def test_an_appendix_without_anything_above_u_is_refused():
    with pytest.raises(InputError, match="no portion that is marked above"):
        portions_of(read("(U) Nothing. (U) Nothing at all.", "appendix.txt"))


@pytest.mark.parametrize("data", [b"%PDF-1.7 broken", b"\x00\x01\x02 not text", b"PK\x03\x04\xff\xfe\xff"])
def test_a_file_that_cant_be_read_is_refused_and_not_called_clean(data):
    with pytest.raises(InputError):
        read(data, "report.docx")


def test_a_font_without_a_table_of_characters_is_refused():
    def without_table(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            for font in page.Resources.Font.values():
                font.Encoding = pikepdf.Dictionary(Differences=pikepdf.Array([0]))
                if "/ToUnicode" in font:
                    del font["/ToUnicode"]

    with pytest.raises(InputError, match="no table of characters"):
        read(edited(as_pdf(paper(Words(text="x"))), without_table), "report.pdf")


def test_a_case_gives_every_marked_text_and_short_ones_are_said_to_be_unchecked():
    portions = portions_of_case(planted())
    assert sum(SECRET in one.text and one.marking == "(S)" for one in portions) > 30
    found = check(read(f"They met {SECRET} barrier is in the way here and there."), portions)
    assert found.leaks[0].marking == "(S)"
    assert found.marking == "SECRET"
    assert any("too short" in caution for caution in check(read("x"), (Portion(marking="(S)", text="Bob"),)).cautions)
