"""The registers that belong to no component: those that hold something, and those that the Act asks for."""

from __future__ import annotations

from core.evaluation.deployment_record import Part
from core.evaluation.parts import PartKind
from core.evaluation.registers.energy import energy_card
from core.evaluation.registers.entries import pilot_state
from core.evaluation.registers.standing import RegisterStanding
from core.packet.contents import Contents
from core.packet.layout.chapter import Chapter
from core.packet.layout.pieces import digest, moment
from core.packet.layout.references import References, item_anchor
from core.packet.layout.tables import grid
from core.packet.pdf.text import markup

ANCHOR = "registers"
_ELSEWHERE = "protected-class"  # it has a chapter of its own


def chapter(contents: Contents, references: References) -> Chapter:
    out = Chapter(ANCHOR, "Registers", contents.marking, references)
    out.say(
        "What is kept beside the answers. A register that the Act asks for is named even where nothing is in it; others"
        " only where something is.",
        "quiet",
    )
    for one in contents.snapshot.registers.by_id.values():
        if one.is_told and one.kind.id != _ELSEWHERE:
            _register(out, contents, one)
    return out.end()


def _register(out: Chapter, contents: Contents, one: RegisterStanding) -> None:
    kind = one.kind
    out.section(f"register-{kind.id}", kind.plural)
    out.say(f"{markup(kind.source[:1].upper() + kind.source[1:])}. {markup(kind.help)}", "quiet-kept")
    if not one.entries:
        out.say(markup(kind.empty))
    if kind.id == "energy" and one.entries:
        _energy(out, contents)
    out.points([markup(words) for words in (*one.figures, *one.cautions)])
    if kind.id == "synthetic-content":
        _carried(out, contents)
    for part in one.entries:
        _entry(out, contents, part, kind)


def _entry(out: Chapter, contents: Contents, part: Part, kind: PartKind) -> None:
    out.quote(part.marking, part.title, "question")
    rows = [
        [markup(field.title), _value(field.kind, field.words(part.fields.get(field.id, "")))] for field in kind.fields
    ]
    if kind.id == "pilot":
        rows.append(["State", f"{pilot_state(part, contents.snapshot.act.day)} on {contents.snapshot.act.day}"])
    rows.append(["Recorded", f"{markup(part.by)}, {moment(part.at)}"])
    out.put(*grid([kind.title, "As recorded"], [row for row in rows if row[1]], [150, 342], tight=True))


def _value(kind: str, words: str) -> str:
    return digest(words) if kind == "digest" and words else markup(words)


def _carried(out: Chapter, contents: Contents) -> None:
    """The answers that content made by AI carries (section 3(e))."""
    found = contents.snapshot.registers.reliances
    if found:
        out.part("Answers that rest on content made by AI")
        out.points([out.link(item_anchor(one.item_id), markup(one.sentence)) for one in found])


def _energy(out: Chapter, contents: Contents) -> None:
    card = energy_card(contents.snapshot.record.parts, contents.snapshot.readings)
    rows = [
        [
            one.phase.capitalize(),
            str(one.records),
            f"{one.kwh:,.6g}",
            f"{one.co2e_kg:,.4g}" if one.co2e_kg is not None else "no grid factor",
            str(one.without_factor),
            f"{one.wh_per_decision:,.4g}" if one.wh_per_decision is not None else "",
        ]
        for one in card.phases
    ]
    header = ["Phase", "Records", "kWh", "kg CO2e", "Without grid factor", "Wh a decision"]
    out.put(*grid(header, rows, [100, 60, 84, 84, 84, 80], right=(1, 2, 3, 4, 5)))
