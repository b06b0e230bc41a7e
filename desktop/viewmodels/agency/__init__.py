"""The Agency page without its widgets."""

from desktop.viewmodels.agency.door import DoorModel
from desktop.viewmodels.agency.going_out import GoingOutModel
from desktop.viewmodels.agency.portfolio import PortfolioModel
from desktop.viewmodels.agency.taking_in import TakingInModel

__all__ = ["DoorModel", "GoingOutModel", "PortfolioModel", "TakingInModel"]
