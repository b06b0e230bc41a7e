"""The deployment: its form, and the pass that is open over it."""

from desktop.views.deployment.page import DeploymentPage

__all__ = ["DeploymentPage"]
