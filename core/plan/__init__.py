"""The plan file: which model, which data, how they are bound, which probes. The window writes it, both run it.

Every field is described in resources/plan-fields.md. Nothing here opens the model or the data.
"""

from core.plan.model import (
    Array,
    Bytes,
    Column,
    Columns,
    Constant,
    DataPlan,
    Images,
    Input,
    Kind,
    Missing,
    OutputPlan,
    Plan,
    Text,
)
from core.plan.places import renamed, without_folders, words_without_folders
from core.plan.read import load_plan, parse_plan
from core.plan.write import input_as_dict, plan_text

__all__ = [
    "Array",
    "Bytes",
    "Column",
    "Columns",
    "Constant",
    "DataPlan",
    "Images",
    "Input",
    "Kind",
    "Missing",
    "OutputPlan",
    "Plan",
    "Text",
    "input_as_dict",
    "load_plan",
    "parse_plan",
    "plan_text",
    "renamed",
    "without_folders",
    "words_without_folders",
]
