"""`touchstone self-test`: whether this installation works, from the worker to the window, as sources and as a bundle.

steps.py goes through numbered steps; engine.py and window.py are the steps; report.py prints them.
"""
