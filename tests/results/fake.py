"""Random but valid chunks for a small made-up country: what the engine would hand on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise, product
from types import SimpleNamespace
from typing import Any

import numpy as np

from contingent.scenario.outlines import Outlines
from contingent.world.ledger import Ledger
from contingent.world.observe import FACTION_SERIES, NATIONAL_SERIES, Observation

START, END, WEEKS = date(2019, 4, 4), date(2020, 12, 31), 91
FULL_DIMS = {"hold": ("place", "faction"), "belief": ("faction", "other_faction")}
PLACES = ("tripoli", "gharyan", "misrata", "sirte", "jufra", "sabha", "benghazi", "tobruk")
PATRONS = ("russia", "turkey", "uae", "usa", "un")


def scenario(questions: Any = None, **changes: Any) -> SimpleNamespace:
    """Return an object with the attributes of a Scenario that results need."""
    named = SimpleNamespace
    return named(
        **{
            "id": "fake-land",
            "title": "Fake Land, April 2019",
            "summary": "An army marches on the capital of a made-up country.",
            "start": START,
            "end": END,
            "as_of": date(2019, 4, 12),
            "step_days": 7,
            "sha256": "0" * 64,
            "factions": (
                named(id="lna", name="National Army", leader="A. Haftar", color="#b5532a"),
                named(id="gna", name="Government of Accord", leader="B. Sarraj", color=None),
            ),
            "patrons": tuple(named(id=p, name=p.title(), mediator=p == "un") for p in PATRONS),
            "places": tuple(
                named(
                    id=p,
                    name=p.title(),
                    population=1000.0 * (9 - i),
                    lat=30.0 + i,
                    lon=12.0 + i * i % 7,
                    airbase=i == 2,
                )
                for i, p in enumerate(PLACES)
            ),
            "capital": PLACES[0],
            "routes": tuple(named(a=a, b=b) for a, b in pairwise(PLACES)),
            "fields": (
                named(id="well", name="Well", place="sirte", terminal="misrata", capacity_kbd=90.0),
            ),
            "outlines": Outlines(),
            "claims": (named(id="mercenaries", says="Mercenaries serve."),),
            "sources": (named(id="press", name="Press"),),
            "questions": questions
            if questions is not None
            else tuple(
                named(id=f"q{i}", ask=ask, given=None, event=None, headline=i < 2)
                for i, ask in enumerate(
                    (
                        "Will the National Army hold Tripoli on 30 June 2020?",
                        "Will either side hold 80 % of the people by the end of 2020?",
                        "Will there be a ceasefire by the end of 2019?",
                        "Given that the National Army has won, does it hold on for a year?",
                        "Will the USA carry out air strikes by the end of 2020?",
                    )
                )
            ),
            **changes,
        }
    )


def times() -> Any:
    """Return the start and the end of every week."""
    return np.array([START + timedelta(7 * i) for i in range(WEEKS + 1)], dtype="datetime64[D]")


@dataclass
class FakeChunk:
    first: int
    runs: int
    draw: Any
    replicate: Any
    observed: Observation
    failed: Any
    design: dict[str, Any]
    claims: Any
    full: dict[str, Any] | None = None
    ledger: Ledger | None = None
    extra: dict[str, Any] = field(default_factory=dict)
    arm: int = 0


def walk(rng: Any, shape: tuple[int, ...], start: float, spread: float) -> Any:
    """Return a random walk along axis 1, never negative."""
    steps = rng.normal(0.0, spread, shape)
    steps[:, 0] = 0.0
    return np.maximum(start + np.cumsum(steps, axis=1), 0.0)


def observed(rng: Any, runs: int, sc: Any, t: int = WEEKS + 1) -> Observation:
    """Return a compact record of `runs` runs at `t` times."""
    f, p, k = len(sc.factions), len(sc.places), len(sc.patrons)
    push = walk(rng, (runs, t), 4.0, 0.45)[..., None]
    line = np.arange(p)[::-1] + rng.normal(0, 0.3, (runs, 1, p))
    holder = np.where(line < push - 0.4, 0, np.where(line > push + 0.4, f - 1, -1))
    rung = np.clip(
        np.cumsum(rng.integers(-1, 2, (runs, t, k, f)) * (rng.random((runs, t, k, f)) < 0.1), 1)
        + (np.arange(k)[:, None] + 2 * np.arange(f)) % 4,
        0,
        6,
    )
    phase = np.zeros((runs, t, f, f))
    off = 1 - np.eye(f)
    stage = np.clip(np.cumsum(rng.random((runs, t)) < 0.012, axis=1), 0, 3)
    phase += stage[..., None, None] * off
    faction = np.zeros((runs, t, len(FACTION_SERIES), f), np.float32)
    for i, name in enumerate(FACTION_SERIES):
        if name.startswith("share"):
            mine = (holder[..., None] == np.arange(f)).mean(2)
            faction[:, :, i] = mine
        elif name in ("active", "recognition", "cohesion"):
            faction[:, :, i] = 0.8
        else:
            faction[:, :, i] = walk(rng, (runs, t, f), 20_000.0, 900.0)
    deaths = np.cumsum(rng.lognormal(2.5, 1.2, (runs, t)) * (stage < 2), axis=1)
    national = np.zeros((runs, t, len(NATIONAL_SERIES)), np.float32)
    series = {
        "battle_deaths": deaths,
        "civilian_deaths": deaths * 0.3,
        "displaced": deaths * 60,
        "oil_output_kbd": walk(rng, (runs, t), 1100.0, 45.0),
        "oil_price": walk(rng, (runs, t), 65.0, 1.0),
        "bank_reserves": walk(rng, (runs, t), 70_000.0, 800.0),
    }
    for i, name in enumerate(NATIONAL_SERIES):
        national[:, :, i] = series[name]
    clause = np.clip(stage[..., None] - 2, 0, 1).repeat(2, -1)
    return Observation(
        *(a.astype(np.int8) for a in (holder, rung, phase, clause)), faction, national
    )


def simulate(
    sc: Any, draws: int, replicates: int = 1, *, seed: int = 1, keep: int = 0, lanes: int = 64
) -> Any:
    """Yield chunks as the engine does, draw-major, the last one shorter."""
    total = draws * replicates
    t, f, p = WEEKS + 1, len(sc.factions), len(sc.places)
    for first in range(0, total, lanes):
        rng = np.random.default_rng([seed, first])
        index = np.arange(first, min(first + lanes, total))
        draw, runs = index // replicates, len(index)
        kept = int((draw < keep).sum())
        truth = (draw % 3 == 0)[:, None]
        full = {
            "hold": rng.random((kept, t, p, f), dtype=np.float32),
            "belief": rng.random((kept, t, f, f), dtype=np.float32),
        }
        entries = (("combat", "fighters"), ("combat", "fallen"), ("revenue", "treasury"))
        ledger = Ledger(entries, rng.random((kept, t, len(entries), f), dtype=np.float32))
        yield FakeChunk(
            first,
            runs,
            draw,
            index % replicates,
            observed(rng, runs, sc),
            index % 50 == 49,
            {"factions.lna.treasury": draw.astype(np.float32), "tempo": np.ones(runs, np.float32)},
            truth,
            full if kept else None,
            ledger if kept else None,
        )


def outcomes(sc: Any, chunk: FakeChunk) -> dict[str, Any]:
    """Return made-up answers (question i is a yes in about i of 6 runs) and true endings."""
    from contingent.questions.endings import standing_endings

    n = len(sc.questions)
    luck = np.random.default_rng(chunk.first).random((chunk.runs, n))
    given = np.ones((chunk.runs, n), bool)
    given[:, 3:4] = luck[:, :1] < 0.5
    return {
        "hit": luck < np.arange(n) / 6 + 0.03,
        "given": given,
        "ending": standing_endings(chunk.observed, times()),
    }


def layout(sc: Any, draws: int, replicates: int = 1, keep: int = 0) -> Any:
    """Return the layout of a store for the made-up country."""
    from contingent.engine.layout import Layout, coordinates, describe
    from contingent.questions.endings import ending_classes

    coords = coordinates(sc, mechanism=("combat", "toll"), account=("fighters", "money", "people"))
    return Layout(
        coords=coords,
        times=times(),
        draws=draws,
        replicates=replicates,
        keep=keep,
        full_dims=FULL_DIMS,
        endings=ending_classes([f.id for f in sc.factions]),
        attrs={"scenario": describe(sc)},
    )


def stored(
    folder: Any, draws: int = 100, replicates: int = 1, keep: int = 10, stop: int | None = None
) -> Any:
    """Play the made-up country into a run folder and return the opened result."""
    import json

    from contingent.engine.store import RunStore
    from contingent.questions.result import open_result

    sc = scenario()
    store = RunStore(folder / "results.zarr", layout(sc, draws, replicates, keep))
    for i, chunk in enumerate(simulate(sc, draws, replicates, keep=keep)):
        if i == stop:
            break
        store.append(chunk, outcomes(sc, chunk))
    store.close()
    manifest = {"seed": 1, "status": "finished" if stop is None else "interrupted"}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return open_result(folder)


def simulate_model(
    model: Any, draws: int, *, replicates: int, seed: int, keep: int, arms: Any = ()
) -> Any:
    """Stand in for the engine: chunks of the right shapes for any scenario, at once."""
    sc, lanes = model.scenario, 64
    steps = len(model.template.calendar.times)
    chunks = product(range(0, draws * replicates, lanes), range(1 + len(arms)))
    for first, arm in chunks:
        rng = np.random.default_rng([seed, first, arm])
        index = np.arange(first, min(first + lanes, draws * replicates))
        yield FakeChunk(
            first,
            len(index),
            index // replicates,
            index % replicates,
            observed(rng, len(index), sc, steps),
            np.zeros(len(index), bool),
            {"tempo": np.ones(len(index), np.float32)},
            rng.random((len(index), len(sc.claims))) < 0.5,
            arm=arm,
        )
