"""Settings that several probes share, so that they are named, bounded and explained once."""

from __future__ import annotations

from core.probe import Setting

LEVEL = Setting(
    name="level",
    title="Level of the intervals",
    default=0.95,
    kind="float",
    minimum=0.5,
    maximum=0.999,
    help="How often an interval made this way holds the true value.",
)
BOOTSTRAP = Setting(
    name="bootstrap",
    title="Resamples",
    default=2000,
    kind="int",
    minimum=100,
    maximum=20000,
    help="How many times the rows are drawn again to see how far a measure varies. Fewer is faster and rougher.",
)


def rows_drawn(default: int, help_: str) -> Setting:
    """How many rows a probe that asks the model often draws at random from the test data."""
    return Setting(
        name="samples",
        title="Rows drawn",
        default=default,
        kind="int",
        minimum=10,
        maximum=1_000_000,
        unit="rows",
        help=help_,
    )
