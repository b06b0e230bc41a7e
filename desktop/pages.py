"""Every page of the window, in the order of the navigation. Each is imported when it is first shown."""

from __future__ import annotations

from functools import partial

from desktop.preferences import PreferencesFile
from desktop.session import Session
from desktop.shell import PageSpec, PageWidget


def _welcome(preferences: PreferencesFile, session: Session) -> PageWidget:
    from desktop.viewmodels.opening import OpeningModel
    from desktop.views.welcome import WelcomePage

    return WelcomePage(OpeningModel(session, preferences))


def unlock_page(preferences: PreferencesFile, session: Session) -> PageWidget:
    """What stands in front of everything while the case is locked."""
    from desktop.viewmodels.opening import OpeningModel
    from desktop.views.unlock import UnlockPage

    return UnlockPage(OpeningModel(session, preferences))


def _overview(session: Session) -> PageWidget:
    from desktop.viewmodels.overview import OverviewModel
    from desktop.views.overview import OverviewPage

    return OverviewPage(OverviewModel(session))


def _deployment(session: Session) -> PageWidget:
    from desktop.viewmodels.deployment import DeploymentModel
    from desktop.views.deployment import DeploymentPage

    return DeploymentPage(DeploymentModel(session))


def _checklist(session: Session) -> PageWidget:
    from desktop.viewmodels.checklist import ChecklistModel
    from desktop.views.checklist import ChecklistPage

    return ChecklistPage(ChecklistModel(session))


def _probes(session: Session) -> PageWidget:
    from desktop.viewmodels.probes import ProbesModel
    from desktop.views.probes import ProbesPage

    return ProbesPage(ProbesModel(session))


def _evidence(session: Session) -> PageWidget:
    from desktop.viewmodels.evidence import EvidenceModel
    from desktop.views.evidence import EvidencePage

    return EvidencePage(EvidenceModel(session))


def _findings(session: Session) -> PageWidget:
    from desktop.viewmodels.findings import FindingsModel
    from desktop.views.findings import FindingsPage

    return FindingsPage(FindingsModel(session))


def _frameworks(session: Session) -> PageWidget:
    from desktop.viewmodels.frameworks import FrameworksModel
    from desktop.views.frameworks import FrameworksPage

    return FrameworksPage(FrameworksModel(session))


def _export(session: Session) -> PageWidget:
    from desktop.viewmodels.export import ExportModel
    from desktop.views.export import ExportPage

    return ExportPage(ExportModel(session))


def _packets(session: Session) -> PageWidget:
    from desktop.viewmodels.packets import PacketsModel
    from desktop.views.packets import PacketsPage

    return PacketsPage(PacketsModel(session))


def _settings(preferences: PreferencesFile, _session: Session) -> PageWidget:
    from desktop.viewmodels.settings import SettingsModel
    from desktop.views.settings import SettingsPage

    return SettingsPage(SettingsModel(preferences))


def _casefile(session: Session) -> PageWidget:
    from desktop.viewmodels import casefile
    from desktop.views.casefile import CaseFilePage

    return CaseFilePage(
        copies=casefile.CopiesModel(session),
        packs=casefile.PacksModel(session),
        markings=casefile.MarkingsModel(session),
        removal=casefile.RemovalModel(session),
    )


def pages(preferences: PreferencesFile) -> tuple[PageSpec, ...]:
    """The pages as the shell lists them; the first is the start."""
    return (
        PageSpec(id="welcome", title="Welcome", icon="home", factory=partial(_welcome, preferences), needs_case=False),
        *PAGES,
        PageSpec(
            id="settings", title="Settings", icon="settings", factory=partial(_settings, preferences), needs_case=False
        ),
    )


PAGES = (
    PageSpec(id="overview", title="Overview", icon="grid_view", factory=_overview),
    PageSpec(id="deployment", title="Deployment", icon="account_balance", factory=_deployment),
    PageSpec(id="checklist", title="Checklist", icon="list", factory=_checklist),
    PageSpec(id="probes", title="Probes", icon="science", factory=_probes),
    PageSpec(id="evidence", title="Evidence", icon="folder", factory=_evidence),
    PageSpec(id="findings", title="Findings", icon="flag", factory=_findings),
    PageSpec(id="frameworks", title="Frameworks", icon="insights", factory=_frameworks),
    PageSpec(id="export", title="Sign and export", icon="verified", factory=_export),
    PageSpec(id="casefile", title="Case file", icon="folder_open", factory=_casefile),
    PageSpec(id="packets", title="Packets", icon="file_present", factory=_packets, needs_case=False),
)
