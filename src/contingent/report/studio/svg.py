"""From a drawing by itself to one that stands in the page: inline, scalable, described."""

from __future__ import annotations

import re
from html import escape

_SIZE = re.compile(r'^<svg [^>]*?width="([\d.]+)" height="([\d.]+)" viewBox="([^"]*)">')
_UNSEEN = re.compile(r'<(?:line|path) [^>]*\bopacity="0"[^>]*/>')
"""Marks that only a pointer finds: nothing to a drawing."""

_PATH = re.compile(r' d="[^"]*"')
_DIGITS = re.compile(r"(\.\d)\d+")
_TAG = re.compile(r"<[^>]+>")


def inline(drawn: str, alt: str, prefix: str) -> tuple[str, float]:
    """Return a drawing as inline SVG, and its width in pixels.

    Parameters
    ----------
    drawn : str
        What vl-convert drew.
    alt : str
        What the drawing shows, for those who cannot see it.
    prefix : str
        Put before every id inside, so that two drawings on a page do not clip each other.

    Raises
    ------
    RuntimeError
        If it is no SVG.
    """
    found = _SIZE.match(drawn)
    if found is None:
        raise RuntimeError("vl-convert drew something other than an SVG")
    width, _, box = found.groups()
    drawn = _UNSEEN.sub("", drawn)
    body = _TAG.sub(lambda tag: _cleaned(tag.group(), prefix), drawn[found.end() :])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"'
        f' role="img" aria-label="{escape(alt)}">{body}'
    ), float(width)


def _cleaned(tag: str, prefix: str) -> str:
    """Shorten paths to tenths of a pixel, make ids the drawing's own, drop what describes it."""
    tag = _PATH.sub(lambda path: _DIGITS.sub(r"\1", path.group()), tag)
    tag = re.sub(r'\b(id="|url\(#)', rf"\g<1>{prefix}-", tag)
    return re.sub(r' (role|aria-[a-z]+)="[^"]*"', "", tag)
