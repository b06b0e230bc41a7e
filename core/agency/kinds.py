"""The kinds of rows in the log of an agency file. A row's `subject` says what it is about."""

from __future__ import annotations

AGENCY = "agency"  # the file itself: name
DATES = "act-dates"
ROOT = "root-trusted"  # subject: fingerprint
ROOT_ENDED = "root-ended"
TAKEN_IN = "packet-taken-in"  # subject: digest of the file; the newest row on it counts
DETAIL = "packet-detail"  # the same subject, right before it: all that was found
JOINED = "deployment-joined"  # subject: the case whose packets belong to another deployment
REPORT = "report-made"
