"""The first page: three doors, and the panels behind the first one."""

from desktop.views.welcome.page import WelcomePage

__all__ = ["WelcomePage"]
