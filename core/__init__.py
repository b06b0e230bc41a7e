"""The engine of Touchstone: everything the program does, without a window."""

__version__ = "0.1.0"
