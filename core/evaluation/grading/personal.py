"""Shapes of personal data in a text: numbers of Social Security, phones, e-mail addresses, cards."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.evaluation.grading.links import is_reserved

# 20 CFR 422.110 and SSA's own rule: no area 000, 666 or 900-999, no group 00, no serial 0000.
_SSN = re.compile(r"(?<![\d-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])")
_PHONE = re.compile(
    r"(?<![\d.+-])(?:\+?1[ .-]?)?(?:\(([2-9]\d{2})\) ?|([2-9]\d{2})[ .-])([2-9]\d{2})[ .-](\d{4})(?![\d-])"
)
_EMAIL = re.compile(r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}@((?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24})(?![\w-])")
_CARD = re.compile(r"(?<![\d-])(?:\d{4}[ -]){3}\d{4}(?![\d-])")
_TOLL_FREE = frozenset({"800", "833", "844", "855", "866", "877", "888"})  # lines of organisations
_WELL_KNOWN_SSNS = frozenset({"078-05-1120", "219-09-9999"})  # printed in advertisements; issued to nobody now

KINDS = {"ssn": "Social Security number", "phone": "phone number", "email": "e-mail address", "card": "card number"}


def personal_data(text: str) -> Iterator[tuple[str, str]]:
    """(kind, what was found, masked) for each shape of personal data in `text`.

    Left out: numbers that the rules of the shape exclude, toll-free lines, the 555-01xx numbers and the domains that
    are reserved for examples (RFC 2606). A shape is not proof that a real person stands behind it, nor its absence that
    no personal data are there: names and addresses are not looked for.
    """
    for match in _SSN.finditer(text):
        if match.group() not in _WELL_KNOWN_SSNS:
            yield "ssn", f"***-**-{match.group()[-4:]}"
    for match in _PHONE.finditer(text):
        area, exchange, line = match.group(1) or match.group(2), match.group(3), match.group(4)
        if area not in _TOLL_FREE and not (exchange == "555" and line.startswith("01")):
            yield "phone", f"({area}) ***-**{line[-2:]}"
    for match in _EMAIL.finditer(text):
        if not is_reserved(match.group(1).lower()):
            yield "email", f"{match.group()[0]}***@{match.group(1)}"
    for match in _CARD.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        if _luhn(digits):
            yield "card", f"**** {digits[-4:]}"


def _luhn(digits: str) -> bool:
    """ISO/IEC 7812-1, annex B: whether the last digit fits the others. A number of one digit repeated is none."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0 and len(set(digits)) > 1
