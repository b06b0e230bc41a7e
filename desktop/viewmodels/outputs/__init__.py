"""The Documents page: what can leave the room beside the packet, model cards, the release check."""

from desktop.viewmodels.outputs.card import CardModel
from desktop.viewmodels.outputs.checking import CheckModel
from desktop.viewmodels.outputs.documents import DocumentsModel
from desktop.viewmodels.outputs.words import WordsModel

__all__ = ["CardModel", "CheckModel", "DocumentsModel", "WordsModel"]
