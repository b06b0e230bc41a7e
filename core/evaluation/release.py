"""What may be said in public about a deployment, and who reviewed a document before it goes out.

Section 4(d)(1) of the Act: documentation is made public "in accordance with all applicable classification requirements
and national security restrictions". A description of a deployment carries no portion marks; where the case is marked
above UNCLASSIFIED, the words for the public are therefore written anew. A release review names the digest of what was
reviewed, so that a document whose words have changed since is a draft again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from core.evaluation.calendar_days import day_problem
from core.evaluation.names import same_person


@dataclass(frozen=True, kw_only=True)
class PublicField:
    """One thing that is said in public. `choices` are those of a choice; `group` is where a form shows it."""

    id: str
    title: str
    group: Literal["about", "inventory"]
    kind: Literal["line", "text", "choice", "day"] = "line"
    choices: tuple[str, ...] = ()
    help: str = ""


@dataclass(frozen=True, kw_only=True)
class PublicWords:
    """Words that a person says may be read by anybody, by field: all of them are marked (U)."""

    fields: Mapping[str, str] = field(default_factory=dict)
    by: str = ""
    at: str = ""


@dataclass(frozen=True, kw_only=True)
class ReleaseReview:
    """A person's review of one document before it is made public. `digest` is that of what it said (`Paper.digest`)."""

    document: str
    digest: str
    remark: str = ""
    by: str = ""
    at: str = ""


YES_NO = ("Yes", "No")
FIELDS: tuple[PublicField, ...] = (
    PublicField(id="agency", title="Agency", group="about"),
    PublicField(id="bureau", title="Bureau or component", group="about"),
    PublicField(id="name", title="Name of the system", group="about"),
    PublicField(id="version", title="Version", group="about"),
    PublicField(
        id="purpose", title="What it is for", group="about", kind="text",
        help="In plain words: what it looks at, what it says, who uses that, and what follows from it.",
    ),
    PublicField(
        id="affected", title="What it means for people", group="about", kind="text",
        help="Who is affected, and what a person decides.",
    ),
    PublicField(
        id="appeal", title="How to ask or object", group="about", kind="text",
        help="How a person learns why, has data corrected, or asks for a person to decide.",
    ),
    PublicField(id="contact", title="Contact for the public", group="about", help="An office, not a person's own."),
    PublicField(id="use-case-id", title="Use case ID", group="inventory"),
    PublicField(
        id="topic", title="Topic area", group="inventory", kind="choice",
        choices=("Administrative Functions", "Cybersecurity", "Emergency Management", "Energy and the Environment",
                 "Government Benefits Processing", "Health and Medical", "Human Resources", "Information Technology",
                 "International Affairs", "Law Enforcement", "Other", "Procurement and Financial Management", "Science",
                 "Service Delivery", "Transportation"),
    ),
    PublicField(
        id="classification", title="Kind of AI", group="inventory", kind="choice",
        choices=("Agentic AI", "Classical/Predictive Machine Learning", "Computer Vision", "Generative AI",
                 "Natural Language Processing", "Reinforcement Learning"),
    ),
    PublicField(id="problem", title="Problem it is to solve", group="inventory", kind="text"),
    PublicField(id="benefits", title="Expected benefits", group="inventory", kind="text"),
    PublicField(
        id="obtained", title="How it was obtained", group="inventory", kind="choice",
        choices=("Purchased from a vendor", "Developed in-house",
                 "Developed with both contracting and in-house resources"),
    ),
    PublicField(id="vendor", title="Vendor", group="inventory"),
    PublicField(
        id="ato", title="Authorization to operate", group="inventory", kind="choice", choices=YES_NO
    ),
    PublicField(id="ato-system", title="System of that authorization", group="inventory"),
    PublicField(
        id="pii", title="Personally identifiable information", group="inventory", kind="choice", choices=YES_NO
    ),
    PublicField(id="pia", title="Privacy impact assessment (link)", group="inventory"),
    PublicField(id="demographics", title="Demographic variables that the model uses", group="inventory"),
    PublicField(id="custom-code", title="Custom-developed code", group="inventory", kind="choice", choices=YES_NO),
    PublicField(id="code", title="Source code (link)", group="inventory"),
    PublicField(id="data-catalog", title="Entry on the Federal Data Catalog (link)", group="inventory"),
)  # fmt: skip
BY_ID: Mapping[str, PublicField] = {one.id: one for one in FIELDS}
LONGEST = 4000  # characters of one field


def words_problems(words: PublicWords) -> tuple[str, ...]:
    """Why these words can't be recorded, one sentence each; empty when they can."""
    found = []
    for name, said in words.fields.items():
        known = BY_ID.get(name)
        if known is None:
            found.append(f"There is no field '{name}': the fields are {', '.join(BY_ID)}.")
        elif len(said) > LONGEST:
            found.append(f"{known.title}: {len(said):,} characters are more than the {LONGEST:,} that fit.")
        elif said and known.choices and said not in known.choices:
            found.append(f"{known.title}: choose one of {', '.join(known.choices)}.")
        elif known.kind == "day" and (fault := day_problem(said, known.title)):
            found.append(fault)
    return tuple(found)


def review_problems(review: ReleaseReview, words: PublicWords, *, by: str) -> tuple[str, ...]:
    """Why `by` can't review so; empty when they can. Nobody releases the words that they wrote themselves."""
    found = []
    if len(review.digest) != 64 or set(review.digest) - set("0123456789abcdef"):
        found.append("Name what was reviewed by its digest: the 64 characters that stand on the document.")
    if words.by and same_person(words.by, by):
        found.append(f"{words.by} wrote the words for the public; another person has to review the document.")
    return tuple(found)
