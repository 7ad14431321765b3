"""Draws Vega-Lite specifications, one a line, in a process of its own.

vl-convert has one thread for all drawings and keeps Python waiting for it, so that a page would be
made on one core. Here its charts are drawn while the rest of the page is worked out.
Started as ``python painter.py``, which imports nothing but vl-convert.
"""

from __future__ import annotations

import json
import signal
import sys


def main() -> None:
    """Read specifications from stdin and answer each with its SVG, both as one line of JSON."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started us decides when we end
    import vl_convert

    for line in sys.stdin:
        drawn = vl_convert.vegalite_to_svg(line)
        sys.stdout.write(json.dumps(drawn) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
