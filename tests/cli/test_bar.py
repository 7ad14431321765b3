"""The bar: what is said while a program is made ready, what is counted, and Ctrl-C."""

from __future__ import annotations

import json
import logging
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from contingent.console import bar as console_bar
from contingent.console.bar import Bar
from contingent.engine.news import COMPILING, LOADING, LOGGER, READY
from tests.cli.test_cli import run

ROOT = Path(__file__).parents[2]


@pytest.fixture
def clock(monkeypatch):
    """A clock that is set by hand."""
    clock = SimpleNamespace(now=100.0)
    monkeypatch.setattr(console_bar.time, "perf_counter", lambda: clock.now)
    return clock


@pytest.mark.parametrize(("news", "told"), [([LOADING, COMPILING], True), ([LOADING], False)])
def test_compiling_is_announced_and_not_counted(capsys, clock, news, told):
    log = logging.getLogger(LOGGER)
    with Bar() as bar:
        bar.start(1000, 52.0)
        for each in news:
            log.info(each)
            clock.now += 20.0 / len(news)
        log.info(READY)
        clock.now += 2.0
        bar.advance(500)
        log.info(LOADING)  # another program on the way
        clock.now += 3.0
        log.info(READY)
        clock.now += 2.0
        bar.advance(500)
    assert bar.said() == "1,000 runs in 4.0 s, 13,000 run-weeks/s"
    err = capsys.readouterr().err
    assert (COMPILING in err) == told
    assert err.count("\n") == int(told)


def test_a_log_is_told_now_and_then_how_far_it_is(capsys, clock):
    with Bar() as bar:
        bar.start(4000, 52.0)
        for _ in range(4):
            clock.now += 20.0
            bar.advance(1000)
    told = ["2,000 of 4,000 runs, 2,600 run-weeks/s", "4,000 of 4,000 runs, 2,600 run-weeks/s"]
    assert capsys.readouterr().err.splitlines() == told


def test_nothing_is_left_behind():
    before = signal.getsignal(signal.SIGINT)
    log = logging.getLogger(LOGGER)
    level, handlers = log.level, list(log.handlers)
    with Bar() as bar:
        bar.start(10, 52.0)
    assert signal.getsignal(signal.SIGINT) is before
    assert (log.level, log.handlers) == (level, handlers)


TWICE = """
import signal, sys, threading
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where we run in the background
sys.path.insert(0, sys.argv.pop(1))
presses = int(sys.argv.pop(1))
from contingent.engine import ensemble
from tests.results.fake import simulate_model
def pressed(*given, **named):
    for i, chunk in enumerate(simulate_model(*given, **named)):
        if i == 2:
            try:
                signal.raise_signal(signal.SIGINT)
            finally:
                if presses == 2:
                    signal.raise_signal(signal.SIGINT)
        yield chunk
ensemble.simulate = pressed
stuck = threading.Thread(target=threading.Event().wait, name="contingent-engine_0")
stuck.start()  # would keep the process for ever
from contingent.cli import start
start()
"""


@pytest.mark.parametrize("presses", [1, 2])
def test_ctrl_c_is_answered_and_a_second_one_stops_at_once(capsys, tmp_path, presses):
    out = tmp_path / "run"
    options = ["run", "libya-2019", "--draws", "500", "--keep", "0", "--out", str(out)]
    done = subprocess.run(
        [sys.executable, "-c", TWICE, str(ROOT), str(presses), *options],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 130, done.stderr
    assert done.stderr.startswith(console_bar.FINISHING)
    manifest = json.loads((out / "manifest.json").read_text())
    assert (manifest["status"], manifest["finished_draws"]) == ("interrupted", 128)
    assert (out / "report.html").is_file() == (presses == 1)
    if presses == 2:
        assert "holds the 128 finished draws; `contingent report" in done.stderr
        code, _, err = run(capsys, "report", out)
        assert code == 0, err
        code, shown, _ = run(capsys, "show", out)
        assert code == 0
        assert "Will the LNA hold Tripoli" in shown
