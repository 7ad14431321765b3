"""What makes charts react: scripts that stand in the page, and the policy that allows no others."""

from __future__ import annotations

import base64
import hashlib
import zlib
from dataclasses import dataclass
from importlib import resources

from contingent.cache import kept

# Of all that vl-convert bundles, the page calls one function.
SNIPPET = "window.vegaEmbed = vegaEmbed;"


PACKED = "application/zlib"
"""Type of a packed chart."""


@dataclass(frozen=True)
class Scripts:
    """The scripts of a page.

    Attributes
    ----------
    library : str
        Vega with its embedder and its interpreter of expressions, which needs no ``eval``.
    own : str
        Ours, which brings charts to life as they come into view.
    """

    library: str
    own: str

    @property
    def policy(self) -> str:
        """Return the content-security policy: these scripts by their hash, and no network."""
        allowed = " ".join(f"'sha256-{_digest(text)}'" for text in (self.library, self.own))
        return (
            f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; "
            "img-src data:; base-uri 'none'; form-action 'none'"
        )


def scripts() -> Scripts:
    """Return the scripts of a page."""
    own = resources.files("contingent.report").joinpath("templates/live.js").read_text("utf-8")
    return Scripts(_library(), own)


def block(spec: str) -> str:
    """Return a chart as a block of data that no browser takes for a script or for markup.

    It is packed, since charts are most of what a page weighs and shrink to a sixth.
    """
    packed = base64.b64encode(zlib.compress(spec.encode("utf-8"), 9)).decode()
    return f'<script type="{PACKED}">{packed}</script>'


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode()


def _library() -> str:
    """Return vl-convert's bundle, which takes a second to make and is therefore kept."""
    from importlib.metadata import version

    told = f"{version('vl-convert-python')} {SNIPPET}".encode()
    return kept("scripts", told, lambda: _bundle().encode("utf-8")).decode("utf-8")


def _bundle() -> str:
    import vl_convert

    made: str = vl_convert.javascript_bundle(SNIPPET)
    if "</script" in made.lower() or "<!--" in made:
        raise RuntimeError("vl-convert's bundle cannot stand in a page")
    return made
