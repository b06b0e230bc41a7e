"""What a person sets for this machine: whom to trust, the dates of the Act, how markings are written."""

from core.settings.dates import dates_from, late_release
from core.settings.file import SettingsFile, default_path
from core.settings.kept import MARKING_PROFILES, KeptRoot, Settings
from core.settings.roots import LookedAt, look, looked_at

__all__ = [
    "MARKING_PROFILES",
    "KeptRoot",
    "LookedAt",
    "Settings",
    "SettingsFile",
    "dates_from",
    "default_path",
    "late_release",
    "look",
    "looked_at",
]
