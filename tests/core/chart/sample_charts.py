"""One chart of each kind, with awkward labels."""

from __future__ import annotations

from core.chart import Axis, Chart, Point, Series, Threshold

LONG = "Precision of the positive class, which has a name that nobody would call short"


def charts() -> dict[str, Chart]:
    shares = tuple(
        Point(label=label, y=y, low=y - 0.04, high=y + 0.03, n=500)
        for label, y in (("Accuracy", 0.87), (LONG, 0.8), ("Recall", 0.61), ("", 0.5))
    )
    budgets = tuple(Point(x=b / 100, y=0.9 - b / 50, low=0.85 - b / 50, high=0.93 - b / 50) for b in range(0, 31, 5))
    bins = tuple(Point(x=(b + 0.5) / 10, y=(b + 0.3) / 10, low=b / 10, high=(b + 1) / 10, n=10 * b) for b in range(10))
    counts = tuple(Point(label=f"{b / 20:.2f} to {(b + 1) / 20:.2f}", y=float(b * 700)) for b in range(20))
    return {
        "intervals": Chart(
            kind="intervals",
            title="Shares",
            summary="Accuracy is 0.87.",
            series=(Series(name="test", points=shares), Series(name="other", points=shares[:2])),
            value=Axis(label="Share", low=0.0, high=1.0),
            threshold=Threshold(value=0.8, label="at least 0.80"),
        ),
        "line": Chart(
            kind="line",
            title="Budget",
            summary="It falls.",
            series=(Series(name="attack", points=budgets),),
            x=Axis(label="Budget"),
            value=Axis(label="Robust accuracy"),
        ),
        "reliability": Chart(
            kind="reliability",
            title="Reliability",
            summary="Close to the diagonal.",
            series=(Series(name="test", points=bins),),
            x=Axis(label="Confidence"),
            value=Axis(label="Share right"),
        ),
        "bars": Chart(
            kind="bars",
            title="Scores",
            summary="Most are high.",
            series=(Series(name="rows", points=counts),),
            x=Axis(label="Score"),
            value=Axis(label="Rows"),
        ),
        "stack": Chart(
            kind="stack",
            title="Answers",
            summary="Some are open.",
            series=(
                Series(name="Yes", role="good", points=tuple(Point(label=c, y=5.0) for c in "ABC")),
                Series(
                    name="Open",
                    role="open",
                    points=tuple(Point(label=c, y=y) for c, y in zip("ABC", (0, 1, 40), strict=True)),
                ),
            ),
        ),
    }
