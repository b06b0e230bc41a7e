"""The window. It decides nothing: everything that it shows and does is the engine's."""

import ctypes
import sys

# PySide6 6.12 takes None, True and False for immortal, as they are from Python 3.12 on. Under 3.11 each of its calls
# loses a reference to one of them, and after some ten thousand calls the interpreter aborts; these references last.
if sys.version_info < (3, 12):
    for _lasting in (None, True, False, NotImplemented):
        ctypes.c_ssize_t.from_address(id(_lasting)).value += 1 << 40
