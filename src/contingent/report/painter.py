"""Draws Vega-Lite specifications, one a line, in a process of its own.

vl-convert has one thread for all drawings and keeps Python waiting for it, so that a page would be
made on one core. Here its charts are drawn while the rest of the page is worked out.
Started as ``python painter.py``, which imports nothing but vl-convert.

Most of a drawing's time goes into measuring its texts, letter by letter. What a text measures
matters only where it is the widest of its kind, so the others are drawn as short signs and put
back afterwards.
"""

from __future__ import annotations

import json
import re
import signal
import sys
from collections.abc import Iterator
from html import escape
from typing import Any

DIGITS = 5
"""Significant digits that are kept of the numbers in a chart: more than a screen can show."""

WIDEST = 3
"""Lines of each field that are measured in full: the longest."""

SHORT = 6
"""Letters that are not worth a sign."""

_SIGN = re.compile(r"@\d+@")
"""What stands for a line."""

FIRST = '{"data": {"values": [{}]}, "mark": "text", "encoding": {"text": {"value": "a"}}}'
"""Drawn on waking up, which takes longer than any other chart."""


def paint(spec: str) -> tuple[str, str]:
    """Return a chart as SVG, and compiled for Vega as JSON, so that a page needs no compiler.

    Parameters
    ----------
    spec : str
        Vega-Lite specification as JSON.
    """
    import vl_convert

    compiled: dict[str, Any] = vl_convert.vegalite_to_vega(spec)
    for table in compiled.get("data", []):
        if "values" in table:
            table["values"] = _rounded(table["values"])
    live = json.dumps(compiled, separators=(",", ":"))
    # a chart that has such words of its own is drawn as it is
    lines = {} if _SIGN.search(live) else _sign(compiled, _lettered(json.loads(spec), spec))
    drawn: str = vl_convert.vega_to_svg(compiled if lines else live)
    return _SIGN.sub(
        lambda sign: escape(lines[sign[0]].strip(), quote=False), drawn
    ) if lines else drawn, live


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}")
    if isinstance(value, list):
        return [_rounded(each) for each in value]
    if isinstance(value, dict):
        return {name: _rounded(each) for name, each in value.items()}
    return value


def _lettered(spec: dict[str, Any], text: str) -> set[str]:
    """Return the fields that are written out as they are, and used for nothing else."""
    written, otherwise = set[str](), set[str]()
    for part in _parts(spec):
        mark = part.get("mark")
        kind = mark if isinstance(mark, dict) else {"type": mark}
        for channel, encoded in part.get("encoding", {}).items():
            if channel == "tooltip" or not isinstance(encoded, dict) or "field" not in encoded:
                continue
            plain = channel == "text" and kind["type"] == "text" and "format" not in encoded
            (written if plain and "limit" not in kind else otherwise).add(encoded["field"])
    return {name for name in written - otherwise if f"datum.{name}" not in text}


def _parts(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield spec
    for kind in ("layer", "concat", "hconcat", "vconcat"):
        for part in spec.get(kind, []):
            yield from _parts(part)


def _sign(compiled: dict[str, Any], fields: set[str]) -> dict[str, str]:
    """Put signs for the lines of some fields, but for the longest, and return what they mean."""
    meant: dict[str, str] = {}
    for field in sorted(fields):
        rows = [
            row
            for table in compiled.get("data", [])
            for row in table.get("values", ())
            if isinstance(row, dict) and isinstance(row.get(field), str)
        ]
        lines = sorted({line for row in rows for line in row[field].split("\n")}, key=len)
        signs = dict[str, str]()
        for line in lines[:-WIDEST]:
            if len(line) > SHORT:
                signs[line] = f"@{len(meant)}@"
                meant[signs[line]] = line
        for row in rows:
            row[field] = "\n".join(signs.get(line, line) for line in row[field].split("\n"))
    return meant


def main() -> None:
    """Read specifications from stdin and answer each with its drawings, as one line of JSON."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started us decides when we end
    paint(FIRST)
    for line in sys.stdin:
        sys.stdout.write(json.dumps(paint(line)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
