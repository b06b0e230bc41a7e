"""The Agency page."""

from desktop.views.agency.page import AgencyPage

__all__ = ["AgencyPage"]
