"""Property tests here call scikit-learn and fairlearn, whose first call is slow: time is no failure."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("measures", deadline=None, max_examples=40)
settings.load_profile("measures")
