"""The structure that a screen reader follows."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from core.packet.build import BuiltPacket
from tests.core.packet.reading_pdf import elements, opened, page_texts, roles


def test_headings_begin_with_one_title_and_skip_no_level(awkward: BuiltPacket) -> None:
    levels = [int(role[1]) for role, _ in elements(awkward) if role[0] == "H" and role[1:].isdigit()]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_pictures_tables_lists_and_fields_are_tagged_as_what_they_are(incomplete: BuiltPacket) -> None:
    seen = roles(incomplete)
    for role in (
        "Figure",
        "Table",
        "THead",
        "TBody",
        "TR",
        "TH",
        "TD",
        "L",
        "LI",
        "LBody",
        "TOC",
        "TOCI",
        "Link",
        "Sect",
    ):
        assert seen[role] > 0, role
    assert seen["Form"] == 4
    assert seen["LI"] == seen["LBody"]


def test_every_figure_is_described(incomplete: BuiltPacket) -> None:
    with opened(incomplete) as pdf:
        figures = list(_of_role(pdf.Root.StructTreeRoot.K, "/Figure"))
        assert figures
        assert all(len(str(figure.Alt)) > 20 for figure in figures)
        assert all("/BBox" in figure.A for figure in figures)


def test_header_cells_say_what_they_head(incomplete: BuiltPacket) -> None:
    with opened(incomplete) as pdf:
        scopes = {str(cell.A.Scope) for cell in _of_role(pdf.Root.StructTreeRoot.K, "/TH")}
    assert scopes == {"/Column", "/Row"}


def test_every_piece_of_a_page_is_content_of_an_element_or_an_artifact(incomplete: BuiltPacket) -> None:
    import pikepdf

    with opened(incomplete) as pdf:
        for page in pdf.pages:
            depth = 0
            for _, operator in pikepdf.parse_content_stream(page):
                if str(operator) in {"BDC", "BMC"}:
                    depth += 1
                    assert depth == 1
                elif str(operator) == "EMC":
                    depth -= 1
                elif str(operator) in {"Tj", "TJ", "S", "f", "B", "Do"}:
                    assert depth == 1, f"{operator} outside marked content"


def test_words_are_not_glued_where_lines_end_and_long_words_are_not_torn(incomplete: BuiltPacket) -> None:
    whole = "".join(page_texts(incomplete))
    assert (
        "every number in it can be checked from this one file, with nothing but the signers' root certificate." in whole
    )
    assert incomplete.manifest.chain_head in whole
    for file in incomplete.manifest.files:
        assert file.sha256 in whole


def test_a_remark_over_several_pages_keeps_the_spaces_between_its_words(awkward: BuiltPacket) -> None:
    pages = [text for text in page_texts(awkward) if text.count("A long remark with many words.") > 20]
    assert len(pages) > 1
    for text in pages:
        for glued in ("Along", "longremark", "remarkwith", "withmany", "manywords", "words.A"):
            assert glued not in text


def test_all_fonts_are_embedded(incomplete: BuiltPacket) -> None:
    with opened(incomplete) as pdf:
        for page in pdf.pages:
            for font in page.obj.Resources.Font.values():
                assert "/FontFile2" in font.FontDescriptor, str(font.BaseFont)


def _of_role(node: Any, role: str) -> Any:
    from pikepdf import Array, Dictionary

    if isinstance(node, Array):
        for kid in node:
            yield from _of_role(kid, role)
    elif isinstance(node, Dictionary) and "/S" in node:
        if str(node.S) == role:
            yield node
        if "/K" in node:
            yield from _of_role(node.K, role)
