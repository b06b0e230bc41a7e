"""`touchstone out list|make|words|review|card|check`: documents that leave the room beside the packet."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.commands.given import Subparsers, add_by, add_case, items_of, opened
from core.errors import RefusedError, UsageError

FORMS = ("pdf", "html", "txt", "json", "svg", "csv", "md")


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "out", help="label, public summary, records, inventory row, model card; release check"
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    listed = actions.add_parser("list", help="every document, whether it can be made now, and why not")
    add_case(listed)
    add_by(listed)
    listed.set_defaults(run=run_list)
    made = actions.add_parser("make", help="write a document; it is a draft until it was reviewed for release")
    add_case(made)
    add_by(made)
    made.add_argument("document", metavar="DOCUMENT", help="as 'out list' names it: label, public-summary ...")
    made.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="its ending says the form: .pdf, .html, .json ..."
    )
    made.set_defaults(run=run_make)
    _add_writing(actions)
    _add_checking(actions)


def _add_writing(actions: Subparsers) -> None:
    words = actions.add_parser("words", help="show or write what may be read by anybody: all of it is marked (U)")
    add_case(words, writes=True)
    words.add_argument(
        "--set", action="append", default=[], metavar="FIELD=TEXT", help="may be repeated; empty deletes"
    )
    words.set_defaults(run=run_words)
    review = actions.add_parser("review", help="record that a document was reviewed for release as it reads now")
    add_case(review, writes=True)
    review.add_argument("document", metavar="DOCUMENT")
    review.add_argument("--digest", required=True, metavar="SHA256", help="as it stands on the document you read")
    review.add_argument("--remark", default="", metavar="TEXT")
    review.set_defaults(run=run_review)
    card = actions.add_parser("card", help="take in a model card (JSON, YAML, Markdown): evidence, and a model's part")
    add_case(card, writes=True)
    card.add_argument("file", type=Path, metavar="FILE")
    card.add_argument("--marking", default="(U)", help="portion mark of the card")
    card.add_argument("--item", action="append", default=[], metavar="ITEM", help="item it supports; may be repeated")
    card.add_argument("--show", action="store_true", help="say what it says, and take nothing in")
    card.set_defaults(run=run_card)


def _add_checking(actions: Subparsers) -> None:
    check = actions.add_parser("check", help="look in a file that is to go out for text that is marked above (U)")
    check.add_argument("file", type=Path, metavar="FILE", help="the unclassified document: PDF, HTML, text, JSON, SVG")
    given = check.add_mutually_exclusive_group(required=True)
    given.add_argument("--appendix", type=Path, metavar="FILE", help="compare with this appendix, by its portion marks")
    given.add_argument("--case", type=Path, metavar="CASE", help="compare with every text of this case above (U)")
    check.add_argument("--passphrase-file", type=Path, metavar="FILE", help="of the case; read from this file")
    check.set_defaults(run=run_check)


def run_list(options: argparse.Namespace) -> int:
    from core.outputs.documents import DOCUMENTS
    from core.snapshot import take

    with opened(options) as store:
        snapshot = take(store, store.pack_in_use(), by=options.by, begun=False)
    for document in DOCUMENTS:
        why_not = document.why_not(snapshot)
        state = "not now" if why_not else _state(document.paper(snapshot).draft, public=document.public)
        print(f"{document.id:22} {document.clause:18} {state:22} {', '.join(document.forms)}")
        print(f"    {document.purpose}")
        for reason in why_not:
            print(f"    ! {reason}")
    return 0


def _state(draft: str, *, public: bool) -> str:
    if not public:
        return "can be made"
    return "can be made, as draft" if draft else "reviewed for release"


def run_make(options: argparse.Namespace) -> int:
    from core.outputs.documents import make
    from core.paths import demand_place_for_pdf
    from core.snapshot import take_checked

    form = options.out.suffix.lower().removeprefix(".")
    if form not in FORMS:
        raise UsageError(f"{options.out.name} ends in no form of document.", f"End it in {', '.join(FORMS)}.")
    with opened(options) as store:
        snapshot = take_checked(store, store.pack_in_use(), by=options.by, begun=False)
        made = make(snapshot, options.document, form)
    if form == "pdf":
        demand_place_for_pdf(options.out)
    options.out.write_bytes(made.content)
    print(f"{options.out}: {len(made.content)} bytes, marked {made.marking}.")
    print(f"Digest of what it says: {made.digest}")
    if made.draft:
        print(f"DRAFT: {made.draft}")
    return 0


def run_words(options: argparse.Namespace) -> int:
    from core.evaluation.release import FIELDS, PublicWords

    changed = {}
    for given in options.set:
        name, equals, text = given.partition("=")
        if not equals:
            raise UsageError(f"'{given}' names no field.", "Write it as name=Benefit screening.")
        changed[name.strip()] = text
    with opened(options, to_write=bool(changed)) as store:
        held = store.deployment_record().public_words
        if changed:
            store.write_public_words(PublicWords(fields={**held.fields, **changed}), by=options.by)
            held = store.deployment_record().public_words
    for one in FIELDS:
        print(f"{one.id:16} {one.title}: {held.fields.get(one.id, '') or 'not written'}")
    return 0


def run_review(options: argparse.Namespace) -> int:
    from core.outputs.documents import review_for_release
    from core.snapshot import take

    with opened(options, to_write=True) as store:
        snapshot = take(store, store.pack_in_use(), by=options.by, begun=False)
        review_for_release(
            store, snapshot, options.document, digest=options.digest, remark=options.remark, by=options.by
        )
    print(f"{options.document}: reviewed for release by {options.by}.")
    return 0


def run_card(options: argparse.Namespace) -> int:
    from core.exchange.model_card import TITLES, card_of, reading_job
    from core.jobs import run_to_end
    from core.outputs.card_import import take_in

    card = card_of(run_to_end(reading_job(options.file)))
    for name, text in card.said.items():
        print(f"{TITLES[name]}: {text}")
    print(f"It is silent about: {', '.join(card.silent) or 'nothing'}.")
    if card.ignored:
        print(f"Not understood: {', '.join(card.ignored)}.")
    if options.show:
        return 0
    with opened(options, to_write=True) as store:
        items = items_of(options.item, store)
        for sentence in take_in(store, options.file, card, marking=options.marking, items=items, by=options.by):
            print(sentence)
    return 0


def run_check(options: argparse.Namespace) -> int:
    from core.jobs import run_to_end
    from core.outputs import release_check

    passages = run_to_end(release_check.reading_job(options.file))
    if options.appendix is not None:
        portions = release_check.portions_of(run_to_end(release_check.reading_job(options.appendix)))
        against = options.appendix.name
    else:
        from core.snapshot import take

        with opened(options) as store:
            portions = release_check.portions_of_case(take(store, store.pack_in_use(), by="release check", begun=False))
        against = options.case.name
    result = release_check.check(passages, portions)
    print(f"{options.file.name} against {against}: {result.sentence}")
    if result.leaks:
        print(f"This list is marked {result.marking}.")
    for leak in result.leaks:
        print(f"  {leak.where}: {leak.marking} “{leak.words}”")
    for caution in result.cautions:
        print(f"  ! {caution}")
    if result.leaks:
        raise RefusedError(f"{options.file.name} must not be released.", "Take these texts out, then check it again.")
    return 0
