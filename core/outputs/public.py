"""What every public document needs: what the deployment is called in public, and whether a document may go out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import core
from core.marking import banner_to_portion
from core.marking.training import TRAINING, is_training
from core.outputs.paper import Block, Paper
from core.outputs.sifting import BANNER, Sieve, is_public, sieve_of
from core.snapshot import Snapshot

NOT_REVIEWED = "It has not been reviewed for release as it reads now."


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is said of the deployment in public; empty where nothing may be said."""

    agency: str
    name: str
    version: str
    purpose: str

    @property
    def about(self) -> str:
        return f"{self.name}{f', version {self.version}' if self.version else ''} ({self.agency})"


def told(snapshot: Snapshot, sieve: Sieve | None = None) -> Told:
    """The words for the public, and the description of the deployment where they are silent and it is all (U)."""
    sieve, words, own = sieve or sieve_of(snapshot), snapshot.record.public_words.fields, snapshot.deployment
    said = {
        name: words.get(name) or sieve.text(getattr(own, name), "parts of the description")
        for name in ("agency", "name", "version", "purpose")
    }
    return Told(**said)


def public_refusals(snapshot: Snapshot) -> tuple[str, ...]:
    """Why nothing can be said in public about the deployment yet; empty when it can."""
    found, known = [], told(snapshot)
    missing = [name for name in ("agency", "name", "purpose") if not getattr(known, name).strip()]
    if missing and not is_public(banner_to_portion(snapshot.deployment.marking)):
        found.append(
            f"The case is marked {snapshot.deployment.marking}, and its description carries no portion marks: write"
            f" the {_listed(missing)} for the public."
        )
    elif missing:
        found.append(f"The description of the deployment says no {_listed(missing)}.")
    if not is_public(banner_to_portion(snapshot.pack.marking)):
        found.append(f"The guideline pack is marked {snapshot.pack.marking}; what it asks can't be made public.")
    return tuple(found)


def public_paper(snapshot: Snapshot, document: str, title: str, blocks: Sequence[Block]) -> Paper:
    """A public document of the case, a draft until somebody reviewed it for release as it reads now."""
    one = Paper(
        id=document,
        title=titled(snapshot, title),
        about=told(snapshot).about,
        marking=BANNER,
        blocks=tuple(blocks),
        made=made(snapshot),
        made_at=snapshot.taken_at,
        draft=_draft_words(snapshot),
    )
    review = snapshot.record.releases.get(document)
    if review is None or review.digest != one.digest or is_training(snapshot.title):
        return one
    return replace(one, draft="", made=f"{one.made} Reviewed for release on {review.at[:10]}.")


def titled(snapshot: Snapshot, title: str) -> str:
    """The title of a document; one that comes of a case for learning says so."""
    return f"{TRAINING}: {title}" if is_training(snapshot.title) else title


def _draft_words(snapshot: Snapshot) -> str:
    if is_training(snapshot.title):
        return f"This is a {TRAINING}: nothing was evaluated. It stays a draft."
    said, banner, compiled = [NOT_REVIEWED], snapshot.deployment.marking, snapshot.custody.compilation
    if not is_public(banner_to_portion(banner)):
        said.append(
            f"The case is marked {banner}. No text above (U) is in it, but counts and states are of the whole case:"
            " the reviewer has to say whether they may be released."
        )
    if compiled is not None:
        said.append(
            f"By a decision on compilation its portions together are marked {compiled.banner}, though each is lower:"
            " the reviewer has to say whether those chosen here give away more together."
        )
    return " ".join(said)


def made(snapshot: Snapshot) -> str:
    """When it was made, with what, and from which state of the case. No person is named."""
    return (
        f"Made on {snapshot.taken_at[:10]} with Touchstone {core.__version__}"
        f" from the evaluation record {snapshot.chain_head[:12]}."
    )


def pack_name(snapshot: Snapshot) -> str:
    return f"{snapshot.pack.id} {snapshot.pack.version}"


def _listed(names: Sequence[str]) -> str:
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else names[0]
