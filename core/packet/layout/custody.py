"""The case file behind the packet: its markings, its packs, copies that were merged, content that was removed."""

from __future__ import annotations

from datetime import date

from core.catalog.validity import review, standing_on
from core.marking import banner_to_portion
from core.marking.authority import authority_lines, cui_lines
from core.packet.contents import Contents
from core.packet.layout.chapter import Chapter
from core.packet.layout.pieces import digest, moment
from core.packet.layout.references import References
from core.packet.layout.tables import facts, grid
from core.packet.layout.words import counted
from core.packet.pdf.text import markup

ANCHOR = "custody"


def chapter(contents: Contents, references: References) -> Chapter:
    out = Chapter(ANCHOR, "The case file", contents.marking, references)
    _markings(out, contents)
    _packs(out, contents)
    _merges(out, contents)
    _removals(out, contents)
    return out.end()


def _markings(out: Chapter, contents: Contents) -> None:
    out.section("custody-markings", "Markings")
    held = contents.snapshot.custody
    rows = [("Banner", markup(contents.marking))]
    if held.compilation:
        decided = held.compilation
        portion = markup(banner_to_portion(decided.banner))
        said = f"{portion} {markup(decided.reason)} Decided by {markup(decided.by)}, {moment(decided.at)}."
        rows += [("Roll-up of the portions", markup(decided.rolled_up)), ("Compilation", said)]
    rows += [(label, markup(words)) for label, words in (*authority_lines(held.authority), *cui_lines(held.cui))]
    out.put(facts(rows, label_width=150))


def _packs(out: Chapter, contents: Contents) -> None:
    out.section("custody-packs", "Guideline pack")
    snapshot = contents.snapshot
    pack, today = snapshot.pack, snapshot.today or date.fromisoformat(snapshot.taken_at[:10])
    rows = [
        ("In use", f"{markup(pack.id)} {markup(pack.version)}, {markup(standing_on(pack, today))}"),
        ("Review", markup(review(pack, today).sentence)),
        *((("With", markup(", ".join(pack.add_ons))),) if pack.add_ons else ()),
        ("SHA-256", digest(pack.sha256)),
    ]
    out.put(facts(rows, label_width=84))
    imported = [
        [f"{markup(one.name)}", markup(one.signer), moment(one.signed_at), f"{markup(one.by)}, {moment(one.at)}"]
        for one in snapshot.custody.packs
    ]
    if imported:
        out.put(*grid(["Imported pack", "Signed by", "Signed", "Imported by"], imported, [110, 150, 90, 142]))


def _merges(out: Chapter, contents: Contents) -> None:
    out.section("custody-merges", "Copies that were merged")
    found = contents.snapshot.custody.merges
    if not found:
        out.say("None: one copy of the case was worked on.")
        return
    rows = [
        [moment(one.at), markup(one.by), markup(", ".join(one.people)), str(one.rows), str(one.conflicts)]
        for one in found
    ]
    out.put(*grid(["When", "By", "Who had written", "Rows", "Conflicts"], rows, [90, 110, 180, 50, 62], right=(3, 4)))
    waiting = [one for one in contents.snapshot.held_back.values() if one.page == "casefile"]
    if waiting:
        out.say(f"{counted(len(waiting), 'conflict')} waits for a choice; see what is missing in the summary.", "note")


def _removals(out: Chapter, contents: Contents) -> None:
    out.section("custody-removals", "Content that was removed")
    found = contents.snapshot.custody.removals
    if not found:
        out.say("None.")
        return
    out.say("(U) What these rows of the log said is gone from the case; their digests stay, so that the log is whole.")
    rows = [
        [
            moment(one.at),
            f"{markup(one.by)} and {markup(one.second)}",
            f"(U) {markup(one.what)}",
            f"(U) {markup(one.why)}",
            str(one.rows),
        ]
        for one in found
    ]
    out.put(*grid(["When", "By", "What", "Why", "Rows"], rows, [90, 120, 120, 122, 40], right=(4,)))
