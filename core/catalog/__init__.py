"""Guideline packs: what is asked, where each question comes from."""
