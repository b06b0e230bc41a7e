"""A paper as one accessible HTML page that needs nothing else: no script, no picture, nothing to load."""

from __future__ import annotations

from html import escape

from core.marking import style
from core.outputs.paper import Block, Facts, Grid, Paper, Points, Section, Words

_STYLE = """
body { font: 1rem/1.5 "Public Sans", "Segoe UI", sans-serif; margin: 2rem auto; max-width: 52rem; padding: 0 1rem;
  color: #1b1b1b; background: #ffffff; }
.marking { font-weight: 700; text-align: center; padding: 0.25rem; }
h1 { line-height: 1.2; margin-bottom: 0.25rem; } h2 { margin-top: 2rem; border-bottom: 1px solid #a9aeb1; }
.about { font-size: 1.25rem; margin: 0; } .made, .note { color: #565c65; } .lead { font-size: 1.15rem; }
.warning { border-left: 0.4rem solid #b50909; background: #f8e1de; padding: 0.5rem 1rem; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
caption { text-align: left; font-weight: 700; padding-bottom: 0.5rem; }
th, td { border: 1px solid #a9aeb1; padding: 0.4rem 0.6rem; text-align: left; vertical-align: top; }
thead th { background: #dfe1e2; } table.facts th { width: 14rem; font-weight: 600; }
td, p, li { white-space: pre-line; overflow-wrap: anywhere; }
code { font-size: 0.85rem; overflow-wrap: anywhere; }
@media (prefers-color-scheme: dark) { body { color: #f0f0f0; background: #1b1b1b; } .made, .note { color: #c6cace; }
  thead th { background: #3d4551; } .warning { background: #5c1111; } }
"""


def as_html(paper: Paper) -> str:
    """The page, its marking at both ends. Everything that people wrote is escaped."""
    look = style(paper.marking)
    banner = (
        f'<p class="marking" style="background: {look.colour}; color: {look.text_colour}">{escape(paper.marking)}</p>'
    )
    draft = f'<p class="warning" role="note"><strong>Draft.</strong> {escape(paper.draft)}</p>' if paper.draft else ""
    return f"""<!DOCTYPE html>
<html lang="en-US">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(paper.title)}: {escape(paper.about)}</title>
<style>{_STYLE}</style>
</head>
<body>
{banner}
<main>
<h1>{escape(paper.title)}</h1>
<p class="about">{escape(paper.about)}</p>
<p class="made">{escape(paper.made)}</p>
{draft}
{"".join(_block(block) for block in paper.blocks)}
<p class="note">Digest of what this says: <code>{paper.digest}</code></p>
</main>
{banner}
</body>
</html>
"""


def _block(block: Block) -> str:
    match block:
        case Section():
            return f"<h2>{escape(block.title)}</h2>\n"
        case Words():
            return f'<p class="{block.style}">{escape(block.text)}</p>\n'
        case Points():
            return (
                f"<ul>{''.join(f'<li>{escape(point)}</li>' for point in block.points)}</ul>\n" if block.points else ""
            )
        case Facts():
            rows = (
                f'<tr><th scope="row">{escape(label)}</th><td>{escape(value) or "not said"}</td></tr>'
                for label, value in block.rows
            )
            return f'<table class="facts"><tbody>{"".join(rows)}</tbody></table>\n'
        case Grid():
            return _table(block)


def _table(block: Grid) -> str:
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in block.header)
    rows = (
        f'<tr><th scope="row">{escape(row[0])}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in row[1:])}</tr>'
        for row in block.rows
    )
    caption = f"<caption>{escape(block.title)}</caption>"
    return f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>\n"
