"""Write resources/THIRD-PARTY-NOTICES.md from what is locked and installed: run with `.venv`'s Python."""

from __future__ import annotations

import re
from importlib import metadata

from environment import REQUIREMENTS, ROOT

TARGET = ROOT / "resources" / "THIRD-PARTY-NOTICES.md"
HEAD = """# Third-party notices

Touchstone itself is under the Apache License 2.0 (see LICENSE). It stands on the work of others.

## Carried in this repository

| what | where | from | rights |
| --- | --- | --- | --- |
| Public Sans | resources/fonts | U.S. Web Design System (uswds/public-sans) | SIL Open Font License 1.1 |
| Roboto Mono | resources/fonts | Google, by way of the U.S. Web Design System | Apache License 2.0 |
| DejaVu Sans | resources/fonts | DejaVu fonts project, on Bitstream Vera | Bitstream Vera licence, Arev licence |
| sRGB colour profile | resources/packet | made with Little CMS | free of rights, as its tag says |
| icons | resources/icons | U.S. Web Design System; most from Google's Material Icons | Apache License 2.0 and CC0 |
| text of the TBD AI Act (bill) | resources/help | U.S. Congress | U.S. Government work, public domain |
| OSCAL 1.2.1 JSON schemas | resources/schemas | NIST | public domain / CC0 |
| CycloneDX 1.6 and 1.7 JSON schemas | resources/schemas/cyclonedx | OWASP; SPDX ids | Apache License 2.0; CC0 |
| country codes, controls | resources/markings | IC-ISM v13, ODNI; grammar from public manuals | U.S. Government work |
| names of MITRE ATLAS techniques | resources/guidelines | MITRE ATLAS, Copyright 2021-2025 MITRE | Apache License 2.0 |
| titles of OWASP lists | resources/guidelines | OWASP Foundation | CC BY-SA 4.0 |
| Adult data and model | resources/demo | see resources/demo/SOURCES.md | CC BY 4.0; model Apache-2.0 |
| test models and data | tests/models | see tests/models/SOURCES.md | as listed there |

## Installed from locked wheels

| package | version | licence, as its own metadata says |
| --- | --- | --- |
"""
FOOT = """
sqlcipher3 (zlib licence) holds SQLCipher (BSD-3-Clause, Zetetic LLC) and OpenSSL's libcrypto (Apache-2.0).
Qt 6 and PySide6 are used under the LGPL 3.0: they are separate shared libraries that you may replace. The texts of all
licences are in the packages' own `*.dist-info` folders, which come along in every installation and in the bundle.

A bundle also holds Python (PSF licence), the start program of PyInstaller (GPL 2.0 with the exception that lets it go
with programs of any licence), and, on Linux, libraries of the system that built it, such as X11, xkbcommon, fontconfig,
FreeType, GLib and D-Bus: their licences are in the bundle's folder `licences`.
"""


def main() -> None:
    rows = []
    for name in locked():
        try:
            package = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            rows.append(f"| {name} | - | only on other systems |")
            continue
        rows.append(f"| {name} | {package['Version']} | {_licence(package)} |")
    TARGET.write_text(HEAD + "\n".join(rows) + "\n" + FOOT, encoding="utf-8", newline="\n")
    print(f"{len(rows)} packages in {TARGET.relative_to(ROOT)}")


def locked() -> list[str]:
    """The names of the packages that the program needs, in the order of the lock file."""
    return re.findall(r"^([A-Za-z0-9_.-]+)==", REQUIREMENTS.read_text(encoding="utf-8"), flags=re.MULTILINE)


def _licence(package: metadata.PackageMetadata) -> str:
    stated = _first(package, "License-Expression")
    classifiers = [
        classifier.rpartition(" :: ")[2]
        for classifier in package.get_all("Classifier") or ()
        if classifier.startswith("License :: ") and not classifier.endswith("OSI Approved")
    ]
    text = stated or "; ".join(classifiers) or _first(package, "License").split("\n", maxsplit=1)[0]
    return text.replace("|", "/")[:100] or "see the package"


def _first(package: metadata.PackageMetadata, field: str) -> str:
    return next(iter(package.get_all(field) or ()), "")


if __name__ == "__main__":
    main()
