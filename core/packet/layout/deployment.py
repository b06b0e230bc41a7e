"""The deployment under the Act: what was determined and why, exemptions, clocks, people."""

from __future__ import annotations

from core.evaluation.clocks import Clock, ClockState
from core.evaluation.deployment_record import Exemption
from core.evaluation.determinations import UNDECIDED, Determination
from core.evaluation.exemptions import BASES, after_action, covers_words, state
from core.evaluation.people import ROLES, designation_cautions
from core.packet.contents import Contents
from core.packet.layout.chapter import Chapter
from core.packet.layout.pieces import moment
from core.packet.layout.references import References
from core.packet.layout.tables import facts, grid
from core.packet.layout.words import sign
from core.packet.pdf import palette
from core.packet.pdf.text import markup

ANCHOR = "deployment"
_LOOKS: dict[ClockState, tuple[str, str, str]] = {
    "passed": ("✖", "Passed", palette.BAD),
    "today": ("✖", "Due today", palette.BAD),
    "soon": ("◔", "Soon", palette.WARN),
    "running": ("◐", "Running", palette.PRIMARY),
    "done": ("✔", "Done", palette.GOOD),
    "no date": ("○", "No date", palette.WARN),
    "none stated": ("–", "No day stated", palette.MUTED),
    "does not apply": ("–", "Does not apply", palette.MUTED),
}


def chapter(contents: Contents, references: References) -> Chapter:
    out = Chapter(ANCHOR, "The deployment under the Act", contents.marking, references)
    act = contents.snapshot.act
    out.say(
        f"As recorded in the case, on {act.day}. Each determination follows from the answers and the clause beside it;"
        " where a person overruled it, their name and reason stand with it.",
        "quiet",
    )
    out.section("determinations", "Determinations")
    for found in act.determinations:
        _determination(out, found)
    _exemptions(out, contents)
    _clocks(out, contents)
    _people(out, contents)
    return out.end()


def _determination(out: Chapter, found: Determination) -> None:
    out.part(markup(found.title))
    word = f"{found.word[0].upper()}{found.word[1:]}"
    open_one = found.word in (UNDECIDED, "gap", "exempt in part", "prohibited")
    shape, colour = ("◔", palette.WARN) if open_one else ("✔", palette.PRIMARY)
    section = "Section " if found.clause[0].isdigit() else ""
    out.say(f"{sign(shape, markup(word), colour)} &nbsp; {section}{markup(found.clause)}", "question")
    out.say(markup(found.sentence), "question")
    if found.overruled is not None:
        said = found.overruled
        out.say(f"Overruled by {markup(said.by)}, {moment(said.at)}; the rules give “{markup(found.by_rule)}”.", "note")
    if found.status:
        out.say(markup(found.status), "note")
    out.points([markup(caution) for caution in found.cautions])
    rows = [[markup(one.clause), markup(one.asked), markup(one.answer)] for one in found.because]
    if rows:
        out.put(*grid(["Clause", "Asked or known", "Answer"], rows, [92, 250, 150]))


def _exemptions(out: Chapter, contents: Contents) -> None:
    out.section("exemptions", "Exemptions")
    held = contents.snapshot.record.exemptions
    if not held:
        out.say("No exemption under section 4(a)(2) is recorded.")
    for one in held:
        _exemption(out, contents, one)


def _exemption(out: Chapter, contents: Contents, one: Exemption) -> None:
    ground, clause = BASES[one.basis]
    day = contents.snapshot.act.day
    after = after_action(one, day)
    out.part(f"{markup(ground)}, section {markup(clause)}: {state(one, day)}")
    rows = [
        ("Covers", markup(covers_words(one))),
        ("Recorded", f"{moment(one.at)} by {markup(one.by)}"),
        ("Assessment", markup(f"{one.assessment}, level {one.assessment_level}, {one.assessment_date}")),
        ("Earlier last days", markup("; ".join(one.renewals))),
        ("Evaluation afterwards", markup(f"due {one.after_action_due}: {after}. {one.after_action_record}")),
        ("Ended", markup(f"{one.ended}: {one.end_reason}")),
    ]
    shown = {
        "Assessment": one.assessment,
        "Earlier last days": one.renewals,
        "Evaluation afterwards": after,
        "Ended": one.ended,
    }
    out.put(facts([row for row in rows if shown.get(row[0], True)], label_width=120))
    out.quote(one.marking, one.reason)


def _clocks(out: Chapter, contents: Contents) -> None:
    out.section("clocks", "Clocks")
    dates = contents.snapshot.record.dates
    source = f" Source: {markup(dates.source)}." if dates.source else ""
    out.say(
        f"Enacted: {markup(dates.enacted) or 'not set'}. Guidelines released: {markup(dates.released) or 'not set'}."
        f"{source} Both are set by the people of this case; the program has no date of its own.",
        "quiet-kept",
    )
    act = contents.snapshot.act
    rows = [
        [markup(one.clause), f"{markup(one.title)} ({markup(one.who)})", sign(*_LOOKS[one.state]), _stands(one)]
        for one in act.clocks
    ]
    out.put(*grid(["Clause", "What is due, by whom", "State", "How it stands"], rows, [58, 160, 84, 190]))
    out.points([f"Not to be deployed yet (4(c)): {markup(sentence)}" for sentence in act.gate])
    for one in act.clocks:
        if one.decision is not None and one.decision.kind != "withdrawn":
            out.quote(one.decision.marking, _decision(one))


def _stands(one: Clock) -> str:
    after = f" {markup(one.then)}" if one.then and one.state in ("passed", "today") else ""
    return f"{markup(one.sentence)}{after}"


def _decision(one: Clock) -> str:
    said = one.decision
    assert said is not None, "asked only of a clock with a decision"
    what = {"cease": "the use ceases", "continue": "the use goes on", "met": "it was done"}[said.kind]
    more = [f"authority: {said.authority}" if said.authority else "", f"proof: {said.proof}" if said.proof else ""]
    told = "; ".join(part for part in (f"{what} on {said.day}", f"owner: {said.owner}", *more, said.reason) if part)
    return f"Decided for {one.clause}: {told}. Recorded by {said.by}, {moment(said.at)}."


def _people(out: Chapter, contents: Contents) -> None:
    out.section("people", "People and roles")
    held = contents.snapshot.record.roles
    rows = []
    for role, (title, clause) in ROLES.items():
        holder = held.get(role)
        since = f", designated {holder.designated}" if holder and holder.designated else ""
        name = f"{markup(holder.name)}{markup(since)}" if holder else "not recorded"
        rows.append([title, clause, name, markup(holder.organization) if holder else ""])
    out.put(*grid(["Role", "Clause", "Name", "Agency, bureau or office"], rows, [110, 60, 190, 132]))
    out.points([markup(caution) for caution in designation_cautions(held.get("caio"))])
