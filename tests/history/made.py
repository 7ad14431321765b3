"""Tables of episodes made by a known rule, as text, and the real one where it lies beside us."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from contingent.history.columns import CLASSES, KNOWN, OUTCOME_COLUMNS, WORDS
from contingent.history.episodes import Episodes
from contingent.history.reading import read_episodes

FINE = ("government-victory", "rebel-victory", "ceasefire", "low-activity")
SHARES = (0.25, 0.1, 0.2, 0.45)
REAL = Path(__file__).parents[3] / "shared" / "data" / "dyad_episodes_train.csv"


def real_table() -> Path:
    """Return the table of past wars, or skip the test that needs it."""
    if not REAL.is_file():
        pytest.skip("needs the table of past wars (../shared/data/dyad_episodes_train.csv)")
    return REAL


def rows(count: int = 60, seed: int = 1, countries: int = 20, **more: Any) -> list[dict[str, str]]:
    """Return rows whose outcomes are drawn with fixed shares, whatever the covariates."""
    luck = np.random.default_rng(seed)
    made = []
    for i in range(count):
        country = int(luck.integers(countries))
        year = int(luck.integers(1946, 2015))
        outcome = int(luck.choice(4, p=SHARES))
        days = int(luck.lognormal(5.5, 1.8))
        row = {
            "epid": str(1000 + i),
            "dyad_id": str(100 + i // 2),
            "conflict_id": f"{country}{int(luck.integers(3))}.0",
            "country": f"Country {country}",
            "gwno_loc": f"{country + 1}.0",
            "start_year": str(year),
            "start_date": f"{year}-03-01",
            "outcome": FINE[outcome],
            "outcome4": CLASSES[outcome],
            "end_year": f"{min(year + days // 365, 2023)}.0",
            "end_date": f"{min(year + days // 365, 2023)}-09-01",
            "duration_days": f"{days}.0",
            "date_source": "v2-2015 day dates" if luck.random() < 0.8 else "GED month +-15d",
            "population_start": f"{luck.lognormal(16, 1):.0f}",
            "gdp_pc_start": f"{luck.lognormal(7, 1):.0f}" if luck.random() < 0.8 else "",
            **{name: str(luck.choice(words)) for name, words in WORDS.items()},
        }
        if luck.random() < 0.2:
            row |= dict.fromkeys(("nsa_rebstrength", "nsa_fightcap", "nsa_terrcont"), "")
        made.append(row | {name: value(row, luck) for name, value in more.items()})
    return made


def written(path: Path, made: list[dict[str, str]]) -> Path:
    """Write rows as a table with all columns that they have, in the order of the real one."""
    heads = [name for name in KNOWN if any(name in row for row in made)]
    heads += [name for name in made[0] if name not in heads]
    out = io.StringIO()
    writer = csv.DictWriter(out, heads, lineterminator="\n")
    writer.writeheader()
    writer.writerows(made)
    path.write_text(out.getvalue(), "utf-8")
    return path


def episodes(folder: Path, *given: Any, **named: Any) -> Episodes:
    """Return a made table as it is read."""
    return read_episodes(written(folder / "made.csv", rows(*given, **named)))


def without_outcomes(made: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{k: v for k, v in row.items() if k not in OUTCOME_COLUMNS} for row in made]
