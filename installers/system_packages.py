"""The few system libraries that can't come from wheels. Standard library only.

On Linux, Qt's wheels expect some shared libraries of the system. Where one is missing, this installs its package
when it can (root, with apt), or says the one command that does.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys

# Shared library -> Debian package. PySide6's wheels bring Qt itself, but not these.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
}
QT_WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# What the tests run that is no library: command -> package.
TEST_COMMANDS = {"java": "openjdk-17-jdk-headless", "javac": "openjdk-17-jdk-headless", "strace": "strace"}
# What PyInstaller looks into libraries with.
BUNDLE_COMMANDS = {"objdump": "binutils", "ldd": "libc-bin"}
TEST_FILES = {"/usr/share/java/jaxb-runtime.jar": "libjaxb-java"}


def need(libraries: dict[str, str], *, why: str) -> bool:
    """Install the packages of those `libraries` that can't be loaded. True when all are there in the end.

    Does nothing on systems other than Linux: Qt's wheels are whole there.
    """
    if not sys.platform.startswith("linux"):
        return True
    missing = sorted({package for library, package in libraries.items() if not _loads(library)})
    return not missing or install(missing, why=why)


def need_for_tests() -> bool:
    """Install what the tests run beside Python: a Java for the PDF checker, a tracer of system calls."""
    if not sys.platform.startswith("linux"):
        return True
    missing = {package for command, package in TEST_COMMANDS.items() if not shutil.which(command)}
    missing |= {package for file, package in TEST_FILES.items() if not os.path.exists(file)}  # noqa: PTH110
    return not missing or install(sorted(missing), why="the tests check packets with veraPDF, which runs on Java")


def need_for_the_bundle() -> bool:
    """Install what PyInstaller runs. True when it is there in the end."""
    if not sys.platform.startswith("linux"):
        return True
    missing = sorted({package for command, package in BUNDLE_COMMANDS.items() if not shutil.which(command)})
    return not missing or install(missing, why="PyInstaller looks into libraries with them")


def install(packages: list[str], *, why: str) -> bool:
    """Install Debian packages as root with apt, or print the one command that does. True when they are installed."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if not (root and shutil.which("apt-get")):
        print(f"Missing on this system ({why}). This installs it:\n  sudo {' '.join(command)}", flush=True)
        return False
    print(f"Installing system packages ({why}): {' '.join(packages)}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = ["apt-get", "-qq", "-o=Dpkg::Use-Pty=0"]
    if subprocess.run([*quiet, *command[1:]], env=environment, check=False, stdout=subprocess.DEVNULL).returncode == 0:
        return True
    subprocess.run([*quiet, "update"], env=environment, check=False)  # the lists may be old or absent
    done = subprocess.run([*quiet, *command[1:]], env=environment, check=False, stdout=subprocess.DEVNULL)
    return done.returncode == 0


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
