"""Drawing beside the page: with or without a painter, and whatever fonts the machine has."""

from __future__ import annotations

import base64
import json
import re
import zlib
from types import SimpleNamespace

import pytest

from contingent.report.studio import drawing
from contingent.report.studio.svg import inline

HOSTILE = "</script><b>&</b>\u2028"

SPEC = {
    "data": {"values": [{"a": 1, "b": HOSTILE, "c": 1 / 3}]},
    "mark": "text",
    "encoding": {"text": {"field": "b"}, "x": {"field": "a", "type": "quantitative"}},
}


def chart():
    return SimpleNamespace(to_dict=lambda **_: dict(SPEC))


@pytest.fixture(scope="module")
def drawn():
    with drawing.studio() as studio:
        handed_in = [studio.draw(chart(), f"number {i}", f"n{i}") for i in range(3)]
        return [each.__html__() for each in handed_in]


def test_each_chart_becomes_the_drawing_that_was_asked_for(drawn):
    for i, html in enumerate(drawn):
        assert html.startswith(f'<div class="chart" data-name="n{i}" style="--w:')
        assert html.count("<svg") == 1
        assert f'aria-label="number {i}"' in html
        assert "&lt;b&gt;&amp;&lt;/b&gt;" in html
        assert "<b>" not in html


def test_each_comes_with_what_brings_it_to_life(drawn):
    for html in drawn:
        (packed,) = re.findall(r'<script type="application/zlib">([A-Za-z0-9+/=]+)</script>', html)
        spec = zlib.decompress(base64.b64decode(packed))
        (row,) = json.loads(spec)["data"][0]["values"]
        assert row == {"a": 1, "b": HOSTILE, "c": 0.33333}


def test_a_chart_for_print_alone_stays_as_it_is():
    with drawing.studio() as studio:
        html = studio.draw(chart(), "on paper", "p", live=False).__html__()
    assert "<svg" in html
    assert "<script" not in html


def test_fonts_of_the_machine_change_no_drawing():
    """A font that only some machines have is measured as any that there is not."""
    texts = [{"a": 1, "b": "whether it is Wide or narrow"}]
    widths = set()
    with drawing.studio() as studio:
        for font in ("DejaVu Sans", "DejaVu Sans Mono", "Liberation Sans Narrow", "no such font"):
            spec = {**SPEC, "data": {"values": texts}, "config": {"text": {"font": font}}}
            made = SimpleNamespace(to_dict=lambda spec=spec, **_: spec)
            html = studio.draw(made, "letters", "f").__html__()
            assert "whether it is Wide" in html
            widths.add(re.search(r"--w:(\d+)px", html)[1])
    assert len(widths) == 1


def test_a_drawing_may_be_shown_again():
    with drawing.studio() as studio:
        one = studio.draw(chart(), "twice", "t")
        assert one.__html__() == one.__html__()


def test_without_a_painter_charts_are_drawn_all_the_same(drawn, monkeypatch):
    monkeypatch.setattr(drawing, "PAINTER", "contingent.gone")
    with drawing.studio() as studio:
        handed_in = [studio.draw(chart(), f"number {i}", f"n{i}") for i in range(3)]
        found = [each.__html__() for each in handed_in]
    # measured with other fonts, and so elsewhere on the paper
    assert [_unplaced(html) for html in found] == [_unplaced(html) for html in drawn]


def _unplaced(html):
    drawing, live = html.split("<script", 1)
    return re.sub(r"\d+(\.\d+)?", "0", drawing), live


def test_a_studio_closes_with_drawings_still_waiting():
    with drawing.studio() as studio:
        for i in range(20):
            studio.draw(chart(), "left", f"n{i}")
    assert studio.closed


def test_what_is_no_drawing_is_refused():
    with pytest.raises(RuntimeError, match="other than an SVG"):
        inline("<html></html>", "alt", "p")
