"""Every page of the window, in the order of the navigation. Each is imported when it is first shown."""

from __future__ import annotations

from collections.abc import Mapping
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


def _registers(session: Session) -> PageWidget:
    from desktop.viewmodels.grading import GradingModel
    from desktop.viewmodels.record.registers import RegistersModel
    from desktop.views.registers import RegistersPage

    return RegistersPage(RegistersModel(session), GradingModel(session))


def _review(session: Session) -> PageWidget:
    from desktop.viewmodels.review import ReviewModel
    from desktop.views.review import ReviewPage

    return ReviewPage(ReviewModel(session))


def _export(session: Session) -> PageWidget:
    from desktop.viewmodels.export import ExportModel
    from desktop.views.export import ExportPage

    return ExportPage(ExportModel(session))


def _packets(session: Session) -> PageWidget:
    from desktop.viewmodels.packets import PacketsModel
    from desktop.views.packets import PacketsPage

    return PacketsPage(PacketsModel(session))


def _agency(session: Session) -> PageWidget:
    from desktop.viewmodels import agency
    from desktop.views.agency import AgencyPage

    return AgencyPage(
        agency.DoorModel(session),
        agency.PortfolioModel(session),
        agency.TakingInModel(session),
        agency.GoingOutModel(session),
    )


def _settings(preferences: PreferencesFile, _session: Session) -> PageWidget:
    from desktop.viewmodels.settings import SettingsModel
    from desktop.views.settings import SettingsPage

    return SettingsPage(SettingsModel(preferences))


def _outputs(session: Session) -> PageWidget:
    from desktop.viewmodels import outputs
    from desktop.views.outputs import OutputsPage

    return OutputsPage(
        documents=outputs.DocumentsModel(session),
        words=outputs.WordsModel(session),
        card=outputs.CardModel(session),
        check=outputs.CheckModel(session),
    )


def _casefile(session: Session) -> PageWidget:
    from desktop.viewmodels import casefile
    from desktop.views.casefile import CaseFilePage

    return CaseFilePage(
        copies=casefile.CopiesModel(session),
        packs=casefile.PacksModel(session),
        markings=casefile.MarkingsModel(session),
        removal=casefile.RemovalModel(session),
    )


def _help(titles: Mapping[str, str], session: Session) -> PageWidget:
    from desktop.viewmodels.help import HelpModel
    from desktop.views.help import HelpPage

    return HelpPage(HelpModel(session, titles))


def pages(preferences: PreferencesFile) -> tuple[PageSpec, ...]:
    """The pages as the shell lists them; the first is the start."""
    listed = (
        PageSpec(id="welcome", title="Welcome", icon="home", factory=partial(_welcome, preferences), needs_case=False),
        *PAGES,
        PageSpec(
            id="settings", title="Settings", icon="settings", factory=partial(_settings, preferences), needs_case=False
        ),
    )
    titles = {page.id: page.title for page in listed} | {"help": "Help"}
    return (
        *listed,
        PageSpec(id="help", title="Help", icon="help", factory=partial(_help, titles), needs_case=False),
    )


PAGES = (
    PageSpec(id="overview", title="Overview", icon="grid_view", factory=_overview),
    PageSpec(id="deployment", title="Deployment", icon="account_balance", factory=_deployment),
    PageSpec(id="checklist", title="Checklist", icon="list", factory=_checklist),
    PageSpec(id="probes", title="Probes", icon="science", factory=_probes),
    PageSpec(id="evidence", title="Evidence", icon="folder", factory=_evidence),
    PageSpec(id="findings", title="Findings", icon="flag", factory=_findings),
    PageSpec(id="registers", title="Registers", icon="assessment", factory=_registers),
    PageSpec(id="frameworks", title="Frameworks", icon="insights", factory=_frameworks),
    PageSpec(id="review", title="Review", icon="verified_user", factory=_review),
    PageSpec(id="export", title="Sign and export", icon="verified", factory=_export),
    PageSpec(id="outputs", title="Documents", icon="file_upload", factory=_outputs),
    PageSpec(id="casefile", title="Case file", icon="folder_open", factory=_casefile),
    PageSpec(id="packets", title="Packets", icon="file_present", factory=_packets, needs_case=False),
    PageSpec(id="agency", title="Agency", icon="people", factory=_agency, needs_case=False),
)
