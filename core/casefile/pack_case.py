"""The packs of an open case: imported, in use, and taken over onto a newer one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from sqlalchemy import Connection

from core.casefile import documents, evaluations, packs, upload
from core.casefile.open_case import OpenCase
from core.casefile.packs import PackRecord, SignedBy
from core.catalog.add_on import join
from core.catalog.compare import PackDiff, compare
from core.catalog.load import builtin_pack, pack_of
from core.catalog.model import GuidelinePack
from core.errors import InputError, RefusedError
from core.evaluation.records import Answer


class PackCase(OpenCase):
    """An open case file with its guideline packs; see `Store`."""

    def keep_pack(self, data: bytes, *, file_name: str, signed: SignedBy, by: str) -> PackRecord:
        """Keeps a pack in the case. Whoever calls has checked the signature (`core.exchange.pack_import`).

        Raises InputError when `data` is no pack, RefusedError when another of the same id and version is here.
        """
        pack = pack_of(data, file_name)

        def record(connection: Connection, stored: upload.Stored) -> PackRecord:
            return packs.record_import(connection, stored, pack=pack, signed=signed, file_name=file_name, by=by)

        return upload.store_bytes(self._database, data, file_name, record)

    def packs(self) -> tuple[PackRecord, ...]:
        """The packs that were imported, oldest first; the one that comes with the program is not among them."""
        with self._database.reading() as connection:
            return packs.imported(connection)

    def pack(self, sha256: str) -> GuidelinePack:
        """The pack with this digest, with its add-ons where it was joined.

        Raises RefusedError when neither the program nor the case has it.
        """
        builtin = builtin_pack()
        if sha256 == builtin.sha256:
            return builtin
        known = {record.sha256: record for record in self.packs()}
        bases = [builtin.sha256, *(one.sha256 for one in known.values() if not one.extends)]
        parts = packs.parts_of(sha256, bases, [one.sha256 for one in known.values() if one.extends])
        if parts is None:
            raise RefusedError(
                f"The pack of this evaluation (SHA-256 {sha256[:12]}) is neither in the program nor in the case.",
                "Import it: touchstone pack import CASE PACK.",
            )
        base, add_ons = parts
        loaded = [builtin if one == builtin.sha256 else self._loaded(known[one]) for one in (base, *add_ons)]
        return join(loaded[0], loaded[1:])

    def pack_in_use(self) -> GuidelinePack:
        """The pack of the newest evaluation; before the first, the one that comes with the program."""
        with self._database.reading() as connection:
            sha256 = packs.newest_pack_sha256(connection)
        return builtin_pack() if sha256 is None else self.pack(sha256)

    def pack_named(self, name: str, add_ons: Sequence[str] = ()) -> GuidelinePack:
        """The pack called `name` ("tbd-ai 2027.1", or "builtin"), joined with the add-ons that are named the same way.

        Raises InputError for a name that is not there.
        """
        builtin = builtin_pack()
        here = {f"{builtin.id} {builtin.version}": builtin.sha256, "builtin": builtin.sha256}
        here |= {record.name: record.sha256 for record in self.packs()}
        for one in (name, *add_ons):
            if one not in here:
                raise InputError(f"There is no pack {one} here.", f"There are: {', '.join(sorted(here))}.")
        base, *extras = (self.pack_as_imported(here[one]) for one in (name, *add_ons))
        if base.extends:
            raise InputError(f"{name} is an add-on to {base.extends}.", "Name the pack first, then its add-ons.")
        return join(base, extras)

    def rebase(self, new: GuidelinePack, *, title: str, by: str) -> Mapping[str, list[str]]:
        """Has the pass go on with `new`: answers whose items are the same stand, the others are asked again.

        Gives the ids by what becomes of them: kept, ask_again, moved (old ids), dropped. Raises InputError when no
        evaluation has begun, RefusedError when it uses `new` already or `new` was rescinded.
        """
        diff = self.rebase_would(new)
        if new.state == "rescinded":
            raise RefusedError(f"{new.id} {new.version} was rescinded {new.rescinded_on}.".replace(" .", "."))
        with self._database.writing() as connection:
            before = evaluations.newest_evaluation(connection)
            assert before is not None, "rebase_would demands one"
            after = evaluations.start(
                connection, title=title, stage=before.stage, profile=before.profile, pack=new, by=by
            )
            return packs.record_rebase(connection, diff, before=before, after=after, by=by)

    def rebase_would(self, new: GuidelinePack) -> PackDiff:
        """What differs between the pack in use and `new`. Raises as `rebase`; nothing is changed."""
        with self._database.reading() as connection:
            if packs.newest_pack_sha256(connection) is None:
                raise InputError("No evaluation has been started.", "Start one with the new pack.")
        old = self.pack_in_use()
        if old.sha256 == new.sha256:
            raise RefusedError(f"The evaluation uses {new.id} {new.version} already.")
        return compare(old, new)

    def asked_again(self) -> Mapping[str, Answer]:
        """Items that are asked again since the pack changed, each with the answer it had."""
        with self._database.reading() as connection:
            return packs.asked_again(connection)

    def pack_as_imported(self, sha256: str) -> GuidelinePack:
        """One pack of the program or the case by its digest, add-ons too, joined with nothing."""
        if sha256 == builtin_pack().sha256:
            return builtin_pack()
        return self._loaded(next(record for record in self.packs() if record.sha256 == sha256))

    def _loaded(self, record: PackRecord) -> GuidelinePack:
        return _parsed(b"".join(documents.chunks(self._database, record.document)), record.file_name)


@lru_cache(maxsize=4)
def _parsed(data: bytes, name: str) -> GuidelinePack:
    return pack_of(data, name)
