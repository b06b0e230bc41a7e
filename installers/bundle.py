"""What goes into the bundle and what stays out of it. Standard library only; read by touchstone.spec.

The program's own modules are listed from its folders: a worker's modules are named in strings, so no search through
import statements would find them.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterable
from importlib import metadata
from pathlib import Path, PurePosixPath

from environment import ROOT
from notices import locked

Entry = tuple[str, str, str]  # path inside the bundle, path here, PyInstaller's kind

# Loaded by name from inside other packages.
LOADED_BY_NAME = ("sqlalchemy.dialects.sqlite", "sqlcipher3.dbapi2")

# Test tools and references, other toolkits, and what our libraries can do but are never asked to: reach a network,
# talk to other databases, draw with other toolkits, train. readline and gdbm are under the GPL; the plain sqlite3 is
# left out so that nothing can ever take it for SQLCipher.
LEFT_OUT = (
    *("readline", "curses", "_curses", "_curses_panel", "dbm", "_dbm", "_gdbm", "sqlite3", "_sqlite3"),
    *("tkinter", "_tkinter", "turtle", "idlelib", "lib2to3", "ensurepip", "venv", "pydoc_data", "doctest"),
    *("pytest", "_pytest", "hypothesis", "xdist", "execnet", "mypy", "mypyc", "ruff", "importlinter", "grimp"),
    *("sklearn", "scipy", "pandas", "fairlearn", "matplotlib", "joblib", "narwhals", "torch", "tensorflow"),
    *("requests", "urllib3", "charset_normalizer"),
    *("IPython", "rich", "pygments", "click", "pip", "uv", "setuptools", "pkg_resources", "wheel", "Cython"),
    *("numpy.f2py", "onnx.backend", "onnx.reference"),
    *("onnxruntime.quantization", "onnxruntime.tools", "onnxruntime.transformers", "onnxruntime.training"),
    *("sqlalchemy.dialects.mysql", "sqlalchemy.dialects.postgresql"),
    *("sqlalchemy.dialects.oracle", "sqlalchemy.dialects.mssql"),
    *("PIL.ImageTk", "PIL.ImageQt", "PIL._avif", "PIL._imagingtk"),
    *("PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtTest"),
)

# Parts of Qt that no widget needs: QML and its keyboard, network, PDF, bare screens, other desktops' dialogs (whose
# libraries the machine that builds may not even have), and the words of dialogs that are never shown.
QT_LEFT_OUT = (
    *("Qt6Qml", "Qt6Quick", "Qt6VirtualKeyboard", "Qt6Pdf", "Qt6Network", "Qt6EglF", "Qt6Test"),
    *("qtvirtualkeyboard", "libqeglfs", "libqlinuxfb", "libqvnc", "libqvkkhrdisplay", "libqminimal", "libqgtk3"),
    *(
        "egldeviceintegrations",
        "networkinformation",
        "plugins/tls",
        "plugins/generic",
        "imageformats/qpdf",
        "imageformats/libqpdf",
    ),
    *("PySide6/Qt/translations", "PySide6/translations", "opengl32sw.dll"),
)

# Carried by their wheels with what only a debugger reads; half of their size.
WITH_SYMBOLS = ("libpython3", "sqlcipher3/", "lib-dynload/")


def own_modules() -> list[str]:
    """Every module of core and desktop, by its dotted name."""
    files = [path for package in ("core", "desktop") for path in (ROOT / package).rglob("*.py")]
    return sorted(dotted(path.relative_to(ROOT)) for path in files)


def dotted(path: Path) -> str:
    """The module in the file `path`, which is relative to the root of the sources."""
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def packages_with_records() -> list[str]:
    """The locked packages that come along: their records hold versions and the texts of their licences."""
    left_out = {name.replace("_", "-").lower() for name in LEFT_OUT}
    return [name for name in locked() if name.lower() not in left_out and _installed(name)]


def wanted(name: str) -> bool:
    """Whether a collected file belongs in the bundle. `name` is its path inside it."""
    return not any(part in name.replace("\\", "/") for part in QT_LEFT_OUT)


def reachable(entries: Iterable[Entry], imports_of: Callable[[str], Iterable[str]]) -> list[Entry]:
    """Those of the binary `entries` that something in the bundle loads.

    A library of the system lies at the bundle's top; it stays when a package's own file imports it, directly or by way
    of others. `imports_of` gives the names of the libraries that the file at a path imports.
    """
    held = list(entries)
    loose = {PurePosixPath(name).name: (name, path, kind) for name, path, kind in held if _is_loose(name, kind)}
    kept = [entry for entry in held if not _is_loose(entry[0], entry[2])]
    for _, path, kind in kept:  # grows while it is walked through
        imported = set(imports_of(path)) if kind != "SYMLINK" else set()
        kept.extend(loose.pop(name) for name in sorted(imported & loose.keys()))
    return kept


def licences(libraries: Iterable[str]) -> list[tuple[str, str]]:
    """The copyright files of Debian's packages that hold `libraries` (paths), and Python's: pairs of file and folder.

    On other systems, Python's alone.
    """
    places = [Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt"]
    found = {str(path): "licences/python" for path in places if path.is_file()}
    for library in libraries if shutil.which("dpkg-query") else ():
        package = _package_of(Path(library))
        text = Path("/usr/share/doc") / package / "copyright"
        if package and text.is_file():
            found[str(text)] = f"licences/{package}"
    return list(found.items())


def _package_of(library: Path) -> str:
    # A system whose /lib is a link to /usr/lib knows some of its files by the one name, some by the other.
    real = library.resolve()
    for name in (str(library), str(real), str(real).removeprefix("/usr"), f"/usr{real}"):
        answer = subprocess.run(["dpkg-query", "-S", name], capture_output=True, text=True, check=False)
        if answer.returncode == 0:
            return answer.stdout.partition(":")[0]
    return ""


def _is_loose(name: str, kind: str) -> bool:
    return kind == "BINARY" and "/" not in name and not name.startswith("libpython")


def _installed(name: str) -> bool:
    try:
        metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return False
    return True
