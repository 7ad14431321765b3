"""Draws Vega-Lite specifications for a page, one a line, in a process of its own.

vl-convert has one thread for all drawings and keeps Python waiting for it, so that a page would be
made on one core. Here its charts are drawn while the rest of the page is worked out.
Started as ``python -m contingent.report.studio.painter POLITENESS``, which imports little but
vl-convert.

Most of a drawing's time goes into measuring its texts, letter by letter. A font of this machine is
mapped into memory anew for each letter, which takes four times as long as measuring it; those that
vl-convert brings along are there already. So no others are looked for (where fontconfig says which
there are, as on Linux), and drawings are the same wherever they are made.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from contingent.report.studio.live import block
from contingent.report.studio.svg import inline

DIGITS = 5
"""Significant digits that are kept of the numbers in a chart: more than a screen can show."""

FONTS = Path(__file__).with_name("fonts.conf")
"""Names no fonts."""

_OVER_TIME = {"field": "a", "type": "temporal", "axis": {"labelExpr": "timeFormat(datum.value)"}}
_SHARE = {"field": "b", "type": "quantitative", "stack": "zero", "axis": {"format": ".0%"}}
_TOLD = {"tooltip": [{"field": "a", "type": "temporal"}, {"field": "b", "type": "quantitative"}]}
_OF = {"field": "c", "type": "nominal", "scale": {"range": ["red"]}}

FIRST = json.dumps(
    {
        "data": {"values": [{"a": f"2019-04-{d}", "b": 0.3, "c": "it"} for d in (10, 20, 30)]},
        "encoding": {"x": _OVER_TIME, **_TOLD},
        "layer": [
            {"mark": "area", "encoding": {"y": _SHARE, "color": _OF}},
            {"mark": "line", "encoding": {"y": _SHARE}},
            {"mark": "rule", "params": [{"name": "p", "select": {"type": "point"}}]},
            {"mark": "text", "encoding": {"text": {"field": "c"}}},
        ],
    }
)
"""A little of all that charts are made of, drawn on waking up, when there is no other yet.

What is done for the first time takes longest.
"""


def picture(spec: str | dict[str, Any], alt: str, prefix: str, live: bool) -> str:
    """Return a chart as it stands in a page: Vega escapes every text in it.

    Parameters
    ----------
    spec : str or dict
        Vega-Lite specification, perhaps as JSON.
    alt : str
        What it shows, for those who cannot see it.
    prefix : str
        Put before every id inside.
    live : bool
        Whether what brings it to life comes along.
    """
    drawn, compiled = paint(spec)
    svg, width = inline(drawn, alt, prefix)
    also = block(compiled) if live else ""
    return f'<div class="chart" data-name="{prefix}" style="--w:{width:.0f}px">{svg}{also}</div>'


def paint(spec: str | dict[str, Any]) -> tuple[str, str]:
    """Return a chart as SVG, and compiled for Vega as JSON, so that a page needs no compiler."""
    import vl_convert

    compiled: dict[str, Any] = vl_convert.vegalite_to_vega(spec)
    for table in compiled.get("data", []):
        if "values" in table:
            table["values"] = _rounded(table["values"])
    live = json.dumps(compiled, separators=(",", ":"))
    drawn: str = vl_convert.vega_to_svg(live)
    return drawn, live


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}")
    if isinstance(value, list):
        return [_rounded(each) for each in value]
    if isinstance(value, dict):
        return {name: _rounded(each) for name, each in value.items()}
    return value


def main() -> None:
    """Read what `picture` takes from stdin, and answer with what it returns, as lines of JSON."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started us decides when we end
    if hasattr(os, "nice"):
        os.nice(int(sys.argv[1]))
    os.environ["FONTCONFIG_FILE"] = str(FONTS)
    paint(FIRST)
    for line in sys.stdin:
        sys.stdout.write(json.dumps(picture(*json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
