"""Every document that can be made of a case: what it is for, in which forms, why not, and how."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from core.casefile.deployment_case import DeploymentCase
from core.errors import RefusedError, UsageError
from core.evaluation.release import ReleaseReview
from core.marking.training import TRAINING, is_training
from core.outputs import (
    barriers_report,
    comment_sheet,
    data_sheet,
    inventory,
    label,
    model_card,
    noncompliance,
    rerun,
    sensitive_appendix,
    sources_paper,
    summary,
)
from core.outputs.as_html import as_html
from core.outputs.as_text import as_json, as_text
from core.outputs.paper import Paper
from core.outputs.sifting import BANNER
from core.snapshot import Snapshot

Form = Literal["pdf", "html", "txt", "json", "svg", "csv", "md"]
_LEARNING = f"This is a {TRAINING}: nothing was evaluated."
_COMMON: tuple[Form, ...] = ("pdf", "html", "txt", "json")
Own = Callable[[Snapshot, Paper], bytes]


@dataclass(frozen=True, kw_only=True)
class Document:
    """One kind of document. `paper` makes its words; `own` writes the forms that are not those of every paper.

    `public` documents hold portions marked (U) alone and go through a review for release. `unevaluated`: it is made of
    a deployment that nobody has begun to evaluate, too.
    """

    id: str
    title: str
    clause: str
    purpose: str
    public: bool
    refusals: Callable[[Snapshot], tuple[str, ...]]
    paper: Callable[[Snapshot], Paper]
    forms: tuple[Form, ...] = _COMMON
    own: Mapping[Form, Own] | None = None
    unevaluated: bool = True

    def why_not(self, snapshot: Snapshot) -> tuple[str, ...]:
        """Why it can't be made now, one sentence each; empty when it can."""
        if not self.unevaluated and not snapshot.begun:
            return ("No evaluation of the deployment has been begun.",)
        return self.refusals(snapshot)


@dataclass(frozen=True, kw_only=True)
class Made:
    """A document as a file: its bytes, its banner, whether it is a draft, and the digest of what it says."""

    content: bytes
    marking: str
    draft: str
    digest: str


def _nothing(_: Snapshot) -> tuple[str, ...]:
    return ()


def _label_pdf(snapshot: Snapshot, paper: Paper) -> bytes:
    from core.outputs import label_picture  # ReportLab only where a PDF is made
    from core.outputs.as_pdf import as_pdf

    return as_pdf(paper, label_picture.figure(snapshot, paper))


def _label_svg(snapshot: Snapshot, paper: Paper) -> bytes:
    from core.outputs.label_picture import as_svg  # as above

    return as_svg(snapshot, paper).encode()


def _data_sheet_pdf(snapshot: Snapshot, paper: Paper) -> bytes:
    from core.outputs import lineage_file  # as above
    from core.outputs.as_pdf import as_pdf

    return as_pdf(paper, lineage_file.figure(data_sheet.public_lineage(snapshot)))


def _lineage_svg(snapshot: Snapshot, paper: Paper) -> bytes:
    from core.outputs.lineage_file import lineage_svg  # as above

    foot = f"{paper.marking}. DRAFT: {paper.draft}" if paper.draft else f"{paper.marking}."
    return lineage_svg(data_sheet.public_lineage(snapshot), foot=foot).encode()


DOCUMENTS: tuple[Document, ...] = (
    Document(
        id=label.ID, title=label.TITLE, clause="4(d)(1)", public=True,
        purpose="Says that this version meets the guidelines; only where a complete, accepted evaluation shows it.",
        refusals=label.refusals, paper=label.paper, forms=("pdf", "svg", "json", "html", "txt"),
        unevaluated=False,
        own={"pdf": _label_pdf, "svg": _label_svg,
             "json": lambda snapshot, paper: label.as_label_json(snapshot, paper).encode()},
    ),
    Document(
        id=summary.ID, title=summary.TITLE, clause="4(d)(1)", public=True,
        purpose="Tells anybody in plain words what the system is for, how it was checked, and what is not right yet.",
        refusals=summary.refusals, paper=summary.paper, unevaluated=False,
    ),
    Document(
        id=noncompliance.ID, title=noncompliance.TITLE, clause="4(d)(2)(B)", public=False,
        purpose="Status, progress, justification of delays and barriers, as reported; marked like the case.",
        refusals=noncompliance.refusals, paper=noncompliance.paper,
    ),
    Document(
        id=noncompliance.PUBLIC_ID, title="Noncompliance record, public extract", clause="4(d)(2)(A)", public=True,
        purpose="The same for the public: portions marked (U) alone, without who owns or decided what.",
        refusals=noncompliance.public_extract_refusals, paper=noncompliance.public_extract,
    ),
    Document(
        id=inventory.ID, title=inventory.TITLE, clause="OMB M-25-21", public=True,
        purpose="The columns of the federal AI use case inventory, as far as they are known, and which are empty.",
        refusals=inventory.refusals, paper=inventory.paper, forms=("csv", "json", "pdf", "html", "txt"),
        own={"csv": lambda snapshot, _: inventory.as_inventory_csv(snapshot),
             "json": lambda snapshot, paper: inventory.as_inventory_json(snapshot, paper).encode()},
    ),
    Document(
        id=barriers_report.ID, title=barriers_report.TITLE, clause="3(h)", public=True,
        purpose="Barriers met, in unclassified form; says how many entries its appendix has.",
        refusals=barriers_report.refusals, paper=barriers_report.paper,
    ),
    Document(
        id=barriers_report.APPENDIX_ID, title=barriers_report.APPENDIX_TITLE, clause="3(h)(2)", public=False,
        purpose="The barriers that the report leaves out, each behind its mark, with a banner of its own.",
        refusals=barriers_report.appendix_refusals, paper=barriers_report.appendix,
    ),
    Document(
        id=model_card.ID, title=model_card.TITLE, clause="Action plan MD-2", public=True,
        purpose="What the model is, what it was trained and tested on, what it is for and not for, its known limits.",
        refusals=model_card.refusals, paper=model_card.paper, forms=("md", "json", "pdf", "html", "txt"),
        own={"md": lambda snapshot, paper: model_card.as_markdown(snapshot, paper).encode(),
             "json": lambda snapshot, paper: model_card.as_card_json(snapshot, paper).encode()},
    ),
    Document(
        id=rerun.ID, title=rerun.TITLE, clause="Action plan IC-2", public=False,
        purpose="Plans, methods and digests with which a partner runs the same tests; only where the marking lets it.",
        refusals=rerun.refusals, paper=rerun.paper, forms=("json", "pdf", "html", "txt"),
        own={"json": lambda snapshot, paper: rerun.as_rerun_json(snapshot, paper).encode()},
    ),
    Document(
        id=data_sheet.ID, title=data_sheet.TITLE, clause="Action plan DP-3", public=True,
        purpose="What each data set is for, holds, how it came about, its profile, and from source to model what came"
        " from what.",
        refusals=data_sheet.refusals, paper=data_sheet.paper, forms=("pdf", "html", "txt", "json", "svg"),
        own={"pdf": _data_sheet_pdf, "svg": _lineage_svg},
    ),
    Document(
        id=sensitive_appendix.ID, title=sensitive_appendix.TITLE, clause="Fact sheet A2", public=False,
        purpose="Prompts, excerpts of test data and red-team detail that the packet and public documents leave out.",
        refusals=sensitive_appendix.refusals, paper=sensitive_appendix.paper,
    ),
    Document(
        id=sources_paper.ID, title=sources_paper.TITLE, clause="3(a)(2)(B)", public=False,
        purpose="Which existing guidelines the pack uses, how, and for which items.",
        refusals=_nothing, paper=lambda snapshot: sources_paper.paper(snapshot.pack),
    ),
    Document(
        id="comment-sheet", title="Comment sheet", clause="3(f)", public=False,
        purpose="Every item of the pack with room to comment, for developers, academia and civil society.",
        refusals=_nothing, paper=lambda snapshot: sources_paper.paper(snapshot.pack), forms=("csv",),
        own={"csv": lambda snapshot, _: comment_sheet.as_comment_sheet(snapshot.pack)},
    ),
)  # fmt: skip
BY_ID: Mapping[str, Document] = {one.id: one for one in DOCUMENTS}


def make(snapshot: Snapshot, document_id: str, form: str) -> Made:
    """A document of the case in one of its forms.

    Raises UsageError for a document or form that there is not, RefusedError with the reasons where it can't be made
    now, and InputError where a marking of the case breaks a rule.
    """
    document = BY_ID.get(document_id)
    if document is None:
        raise UsageError(f"There is no document '{document_id}'.", f"The documents are {', '.join(BY_ID)}.")
    if form not in document.forms:
        raise UsageError(f"{document.title} has no form '{form}'.", f"Its forms are {', '.join(document.forms)}.")
    why_not = document.why_not(snapshot)
    if why_not:
        raise RefusedError(f"{document.title}: {why_not[0]}", " ".join(why_not[1:]))
    paper = document.paper(snapshot)
    if is_training(snapshot.title):
        paper = replace(paper, draft=_LEARNING)
    assert not document.public or paper.marking == BANNER, "a public document is unclassified"
    content = _written(document, snapshot, paper, form)
    return Made(content=content, marking=paper.marking, draft=paper.draft, digest=paper.digest)


def _written(document: Document, snapshot: Snapshot, paper: Paper, form: str) -> bytes:
    own = {name: write for name, write in (document.own or {}).items() if name == form}
    if own:
        return next(iter(own.values()))(snapshot, paper)
    if form == "pdf":
        from core.outputs.as_pdf import as_pdf  # ReportLab only where a PDF is made

        return as_pdf(paper)
    writers = {"html": as_html, "txt": as_text, "json": as_json}
    return writers[form](paper).encode()


def review_for_release(
    store: DeploymentCase, snapshot: Snapshot, document_id: str, *, digest: str, remark: str, by: str
) -> None:
    """Records that `by` reviewed a public document and that it may go out, as long as it says what `digest` names.

    Raises UsageError for a document that is not public, and RefusedError where it can't be made or says something else
    now.
    """
    document = BY_ID.get(document_id)
    if document is None or not document.public:
        names = ", ".join(one.id for one in DOCUMENTS if one.public)
        raise UsageError(f"'{document_id}' is no public document.", f"Reviewed for release are: {names}.")
    why_not = document.why_not(snapshot)
    if why_not:
        raise RefusedError(f"{document.title}: {why_not[0]}", " ".join(why_not[1:]))
    if is_training(snapshot.title):
        raise RefusedError(f"{document.title}: {_LEARNING}", "Nothing of it is released.")
    if document.paper(snapshot).digest != digest.strip().lower():
        raise RefusedError(
            f"{document.title} says something else now than what this digest names.",
            "Make it again, read it, and give the digest that stands on it.",
        )
    review = ReleaseReview(document=document_id, digest=digest.strip().lower(), remark=remark.strip())
    store.review_for_release(review, by=by)
