"""The window is there at once, and nothing goes out of it."""

from __future__ import annotations

import subprocess
import sys

from PySide6.QtWidgets import QLabel

FIRST_PAINT = """
import sys

from PySide6.QtWidgets import QLabel
from pathlib import Path
from PySide6.QtWidgets import QApplication
from desktop.app import App
from desktop.preferences import PreferencesFile
app = QApplication([])
made = App(app, PreferencesFile(Path(sys.argv[1]) / "none.json"))
made.shell.show()
app.processEvents()
made.shell.grab()
heavy = "numpy sqlalchemy sqlcipher3 onnxruntime onnx reportlab pikepdf pyhanko cryptography jsonschema yaml PIL"
print(sorted(set(heavy.split()) & set(sys.modules)))
"""

OFFLINE = """
import socket
from core.errors import RefusedError
from desktop.offline import refuse_network
refuse_network()
for attempt in (
    lambda: socket.getaddrinfo("localhost", 80),
    lambda: socket.create_connection(("127.0.0.1", 9)),
    lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 9)),
):
    try:
        attempt()
    except RefusedError:
        print("refused")
    else:
        print("let through")
here, there = socket.socketpair()
here.send(b"x")
print(there.recv(1))
"""


def run(code: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_nothing_heavy_is_imported_before_the_first_paint(tmp_path):
    assert run(FIRST_PAINT, str(tmp_path)).strip() == "[]"


def test_every_way_to_the_network_is_refused_and_workers_can_still_be_talked_to():
    assert run(OFFLINE).split("\n")[:4] == ["refused", "refused", "refused", "b'x'"]


def test_a_call_into_qt_that_gives_nothing_does_not_use_up_none(qapp):
    """PySide6 6.12.0 takes a reference from None at each such call; before Python 3.12 that ends the program."""
    label = QLabel()
    label.setText("once")
    before = sys.getrefcount(None)
    for _ in range(1000):
        label.setText("again")
    assert sys.getrefcount(None) > before - 100
