"""An agency file: one encrypted file with an append-only log, as a case is, that holds what many packets say.

The packets themselves stay where the agency keeps its records; the file knows each by its digest.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection

from core.agency import kinds, rows
from core.agency.portfolio import Portfolio, portfolio
from core.agency.records import AgencyDates, Detail, Joined, Reported, Root, TakenIn
from core.agency.roots import roots_in
from core.agency.summary import detail_of, taken_in
from core.casefile import chain, opening
from core.casefile.backup import back_up
from core.casefile.check import Integrity, check_within
from core.casefile.open_file import OpenFile
from core.casefile.schema import Form
from core.casefile.tables import META
from core.clock import today
from core.errors import InputError, ReadOnlyError
from core.evaluation.calendar_days import day_problem

FORM = Form(name="an agency file", application_id=0x54534741, version=1)  # "TSGA"
SUFFIX = ".agency"


class AgencyStore(OpenFile):
    """An open agency file. It may be used from several threads, which take turns.

    Every method may raise CaseFileError; those that record something raise ReadOnlyError when the file is open for
    reading only, and InputError when `by` names nobody.
    """

    def __init__(self, opened: opening.Opened) -> None:
        super().__init__(opened)
        self._packets: dict[str, TakenIn] | None = None
        self.agency: str = self._named("agency", "agency_id")["agency"]

    @classmethod
    def create(cls, path: Path, passphrase: str, *, agency: str, by: str) -> Self:
        """Makes a new agency file at `path` (mode 0600) and opens it.

        Raises InputError for a weak passphrase or a missing name, CaseFileError when `path` exists or can't be written.
        """
        if not agency.strip() or not by.strip():
            raise InputError("An agency file needs the agency's name and the name of the person who makes it.")
        said = {"agency": " ".join(agency.split()), "agency_id": secrets.token_hex(16)}

        def fill(connection: Connection) -> None:
            connection.execute(META.insert(), [{"key": key, "value": value} for key, value in said.items()])
            chain.begin(connection, by=by)
            chain.append(connection, kind=kinds.AGENCY, subject="", body=said, by=by)

        return cls(opening.make(path, passphrase, fill, form=FORM))

    @classmethod
    def open(cls, path: Path, passphrase: str, *, read_only: bool = False) -> Self:
        """Opens an agency file. Whoever comes second, or can't write the file, gets it read-only with the reason.

        Raises WrongPassphraseError, or CaseFileError when it is missing, damaged, another kind of file or newer.
        """
        opened = opening.open_existing(path, passphrase, read_only=read_only, form=FORM)
        try:
            return cls(opened)
        except BaseException:
            opened.close()
            raise

    def check(self) -> Integrity:
        """Computes the whole log again and names the first row that does not fit."""
        with self._database.reading() as connection:
            return check_within(connection)

    def backup(self, target: Path) -> None:
        """Writes a consistent copy to `target`, which must not exist. Raises CaseFileError."""
        back_up(self._database, target)

    def packets(self) -> tuple[TakenIn, ...]:
        """Every packet that was taken in, once, in the order in which they first came."""
        return tuple(self._known().values())

    def _known(self) -> dict[str, TakenIn]:
        if self._packets is None:
            with self._database.reading() as connection:
                ended = {root.fingerprint: root for root in rows.roots(connection) if root.ended}
                self._packets = {one.sha256: _by_roots(one, ended) for one in rows.packets(connection)}
        return self._packets

    def portfolio(self) -> Portfolio:
        """Every deployment as its packets say today."""
        return portfolio(self.packets(), self.joins(), today())

    def detail(self, sha256: str) -> Detail | None:
        """All that was found in one packet; None for one that was not taken in."""
        with self._database.reading() as connection:
            return rows.detail(connection, sha256)

    def take_in(self, found: Mapping[str, Any], *, roots: Iterable[Root], by: str) -> tuple[TakenIn, bool]:
        """Records what `core.worker.take_in` found in a packet; gives it with whether it is new to this file.

        `roots` are those it was verified with. The same packet again, found to be the same, changes nothing; with
        another outcome the newer one counts.
        """
        packet, whole = taken_in(found, tuple(root.fingerprint for root in roots)), detail_of(found)
        known = self._known().get(packet.sha256)
        if known is not None and rows.body_of(known, "file_name") == rows.body_of(packet, "file_name"):
            return known, False
        body = {
            "verification": dict(whole.verification),
            "stated": None if whole.stated is None else whole.stated.as_dict(),
        }
        row = self._append(
            (kinds.DETAIL, packet.sha256, body),
            (kinds.TAKEN_IN, packet.sha256, rows.body_of(packet, "sha256")),
            by=by,
        )
        kept = replace(packet, by=row.by, at=row.at)
        self._known()[packet.sha256] = kept
        return kept, known is None

    def roots(self) -> tuple[Root, ...]:
        """The roots that are trusted now."""
        with self._database.reading() as connection:
            return tuple(root for root in rows.roots(connection) if not root.ended)

    def trust(self, path: Path, *, by: str) -> tuple[Root, ...]:
        """Trusts the root certificates in the PEM file `path` from now on. Raises InputError when it holds none."""
        known = {root.fingerprint for root in self.roots()}
        new = [root for root in roots_in(path) if root.fingerprint not in known]
        if new:
            self._append(*((kinds.ROOT, root.fingerprint, rows.body_of(root, "ended")) for root in new), by=by)
            self._packets = None
        return tuple(new)

    def distrust(self, fingerprint: str, *, reason: str, by: str) -> None:
        """Stops trusting a root. Packets that were verified while it was trusted count as not verified until they are
        taken in again. Raises InputError.
        """
        if not reason.strip():
            raise InputError("Say why the root is no longer trusted.")
        if fingerprint not in {root.fingerprint for root in self.roots()}:
            raise InputError("No such root is trusted here.")
        self._append((kinds.ROOT_ENDED, fingerprint, {"reason": reason.strip()}), by=by)
        self._packets = None

    def joins(self) -> tuple[Joined, ...]:
        with self._database.reading() as connection:
            return rows.joins(connection)

    def join(self, case_id: str, to_case_id: str, *, reason: str, by: str) -> None:
        """Records that the packets of one case are about the deployment of another; an empty `to_case_id` parts them.

        Raises InputError for a case that no packet names, or without a reason.
        """
        known = {packet.case_id for packet in self.packets() if packet.case_id}
        if case_id not in known or (to_case_id and to_case_id not in known) or case_id == to_case_id:
            raise InputError("Name two different cases of which packets were taken in.")
        if not reason.strip():
            raise InputError("Say why they are the same deployment.")
        self._append((kinds.JOINED, case_id, {"to_case_id": to_case_id, "reason": reason.strip()}), by=by)

    def dates(self) -> AgencyDates:
        with self._database.reading() as connection:
            return rows.dates(connection)

    def set_dates(self, dates: AgencyDates, *, by: str) -> None:
        """Records the dates that the agency's clocks count from. Raises InputError for a day that is none."""
        for what, value in (("Date of enactment", dates.enacted), ("Date of release", dates.released)):
            if fault := day_problem(value, what):
                raise InputError(fault)
        self._append((kinds.DATES, "dates", rows.body_of(dates)), by=by)

    def reports(self) -> tuple[Reported, ...]:
        """The reports that were made, oldest first."""
        with self._database.reading() as connection:
            return rows.reports(connection)

    def record_report(self, reported: Reported) -> None:
        """Records that a report was made, and of which packets."""
        self._append((kinds.REPORT, reported.report_sha256, rows.body_of(reported)), by=reported.by)

    def _append(self, *new: tuple[str, str, Mapping[str, Any]], by: str) -> chain.Entry:
        """Adds rows, all or none; gives the last one."""
        if self.read_only:
            raise ReadOnlyError(self.read_only_reason, "Nothing was recorded.")
        with self._database.writing() as connection:
            made = [
                chain.append(connection, kind=kind, subject=subject, body=body, by=by) for kind, subject, body in new
            ]
        return made[-1]


def _by_roots(packet: TakenIn, ended: Mapping[str, Root]) -> TakenIn:
    gone = [ended[one] for one in packet.roots if one in ended]
    if not packet.verified or not gone:
        return packet
    why = f"The root {gone[0].name}, with which it was verified, is trusted no longer. Take the packet in again."
    return replace(packet, verified=False, why=why)
