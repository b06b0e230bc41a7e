"""The page on the registers that belong to no component."""

from desktop.views.registers.page import RegistersPage

__all__ = ["RegistersPage"]
