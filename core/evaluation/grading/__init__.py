"""Grading what a generative system gave out, blind, and counting what a program can count in it (section 3(b)(4))."""
