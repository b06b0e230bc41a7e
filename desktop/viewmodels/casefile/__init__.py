"""The case as a file: its copies, its packs, its markings, and what must leave it. One model a section."""

from desktop.viewmodels.casefile.copies import CopiesModel
from desktop.viewmodels.casefile.markings import MarkingsModel
from desktop.viewmodels.casefile.packs import PacksModel
from desktop.viewmodels.casefile.removal import RemovalModel

__all__ = ["CopiesModel", "MarkingsModel", "PacksModel", "RemovalModel"]
