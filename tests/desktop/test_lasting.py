"""The window must outlive any number of calls.

PySide6 6.12.0 loses a reference to None or True at almost every call; under Python 3.11, where these are counted, the
process then aborts after some hundreds of signals.
"""

from __future__ import annotations

import subprocess
import sys

CALLS = """
import os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
import desktop
from PySide6.QtCore import QCoreApplication, QObject, Signal
class Sender(QObject):
    sent = Signal(object)
app = QCoreApplication([])
sender = Sender()
sender.sent.connect(lambda _: None)
for number in range(200_000):
    sender.sent.emit(number)
    sender.setObjectName("x")
print("alive")
"""


def test_two_hundred_thousand_calls_do_not_end_the_process() -> None:
    done = subprocess.run([sys.executable, "-c", CALLS], capture_output=True, text=True, timeout=240, check=False)
    assert done.stdout == "alive\n", done.stderr[-800:]
