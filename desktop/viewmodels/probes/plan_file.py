"""A plan in the making, to a file and back. The paths in it are relative to where it lies, where they can be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from core.errors import InputError
from core.plan import Plan, load_plan, parse_plan, plan_text, renamed


def rebased(plan: Plan, folder: Path) -> Plan:
    """The same plan as it is written in `folder`: files inside the folder by their relative names."""

    def name(written: str) -> str:
        place = plan.path(written).resolve()
        return place.relative_to(folder).as_posix() if place.is_relative_to(folder) else str(place)

    return replace(renamed(plan, name), folder=folder)


def checked(plan: Plan) -> Plan:
    """`plan` as its own reader takes it. Raises InputError naming the field that is wrong."""
    return parse_plan(plan_text(plan), plan.folder)


def beside_its_model(plan: Plan) -> Plan:
    """The plan as it is run and kept in the case: names relative to the folder of the model (without one: of the data),
    so no path of this machine leaves it where model and data lie together. Raises InputError.
    """
    beside = plan.model or (plan.data.test if plan.data else None)
    folder = plan.path(beside).resolve().parent if beside else plan.folder.resolve()
    return checked(rebased(plan, folder))


def save(plan: Plan, path: Path) -> None:
    """Write `plan` as YAML. Raises InputError when it is none yet, or can't be written."""
    good = checked(rebased(plan, path.resolve().parent))
    try:
        path.write_text(plan_text(good), encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"The plan can't be written to {path.name}: {error.strerror}.", "Choose another place."
        ) from error


def opened(path: Path) -> Plan:
    """The plan in a file, its paths made absolute so that it can be changed and saved elsewhere. Raises InputError."""
    plan = load_plan(path)
    return renamed(plan, lambda written: str(plan.path(written).resolve()))
