"""A marking in the name of a file, so that it is seen before the file is opened (32 CFR 2001.23)."""

from __future__ import annotations

import re

from core.marking.grammar import banner_to_portion

_ANY_MARK = re.compile(r"^\([A-Z][A-Z0-9 ,-]*\) ")


def marked_file_name(name: str, banner: str) -> str:
    """`packet.pdf`, `SECRET//NOFORN` -> `(S--NF) packet.pdf`. A mark that is there is replaced.

    No file system takes `/`: `//` is written `--` and `/` as `-`. Raises InputError for a wrong banner.
    """
    portion = banner_to_portion(banner).replace("/", "-")
    return f"{portion} {_ANY_MARK.sub('', name)}"
