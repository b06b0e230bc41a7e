"""The annotated register of sources (section 3(a)(2)(B))."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from core.catalog.load import builtin_pack
from core.catalog.sources import name_of, register, sources_as_csv, sources_as_html, sources_as_json

PACK = builtin_pack()


def test_every_source_says_what_it_is_and_how_it_is_used() -> None:
    for row in register(PACK):
        source = row.source
        assert all((source.title, source.publisher, source.date, source.status, source.rights, source.use))


def test_every_reference_of_every_item_is_in_the_register() -> None:
    rows = {row.source.prefix: row for row in register(PACK)}
    for item in PACK.items:
        for reference in item.references:
            prefix, _, name = reference.partition(":")
            assert item.id in rows[prefix].items
            assert name in rows[prefix].references


def test_no_source_is_without_use() -> None:
    assert [row.source.prefix for row in register(PACK) if not row.items] == []


def test_csv_and_json_hold_the_same_sources() -> None:
    table = list(csv.DictReader(io.StringIO(sources_as_csv(PACK))))
    document = json.loads(sources_as_json(PACK))
    assert [row["prefix"] for row in table] == [one["prefix"] for one in document["sources"]]
    assert [row["items"].split() for row in table] == [one["items"] for one in document["sources"]]
    assert document["pack"]["sha256"] == PACK.sha256


def test_a_cell_is_never_a_formula() -> None:
    bad = replace(PACK, sources=(replace(PACK.sources[0], title='=HYPERLINK("x")'),))
    assert next(csv.DictReader(io.StringIO(sources_as_csv(bad))))["title"] == '\'=HYPERLINK("x")'


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_stands_alone_and_can_be_followed_by_a_screen_reader() -> None:
    page = Page(sources_as_html(PACK))
    names = [name for name, _ in page.attributes]
    assert page.open == []
    assert ("lang", "en-US") in page.attributes
    assert {"title", "main", "h1", "caption"} <= set(page.tags)
    assert page.attributes.count(("scope", "row")) == len(PACK.sources)
    assert ("scope", "col") in page.attributes
    assert not {"src", "href"} & set(names)
    assert "script" not in page.tags


def test_the_page_takes_no_markup_from_a_pack() -> None:
    bad = replace(PACK, title="<script>x</script>", sources=(replace(PACK.sources[0], title="<b>"),))
    assert "script" not in Page(sources_as_html(bad)).tags
    assert "b" not in Page(sources_as_html(bad)).tags


def test_a_reference_has_a_name_that_a_person_can_read() -> None:
    assert name_of("AIRMF:MAP-1.1", PACK) == "AIRMF MAP-1.1: Intended purpose, context and users"
    assert name_of("M2418", PACK) == "M2418: OMB M-24-18"
    with pytest.raises(KeyError):
        name_of("NOPE:1", PACK)
