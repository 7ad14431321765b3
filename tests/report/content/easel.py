"""What stands for studios, models and findings where sections are read."""

from __future__ import annotations

from types import SimpleNamespace

MODEL = {
    "mechanisms": [
        {
            "name": "brawls",
            "title": "fighting",
            "does": "who wins where",
            "works": ["Blainey, G. (1973), The Causes of War"],
        },
        {"name": "losses", "title": "deaths", "does": "who dies", "works": []},
    ],
    "variants": [
        {"path": "combat.law", "title": "how much numbers count", "says": "law", "values": [0, 1]}
    ],
    "quantities": [
        {"path": "war.tempo", "unit": "ratio", "low": 0.5, "middle": 1, "high": 2,
         "judgement": "no better guess", "sources": [], "claims": []},
        {"path": "factions.lna.treasury", "unit": "musd", "low": 100, "middle": 100, "high": 100,
         "judgement": "counted", "sources": ["press"], "claims": []},
    ],
}  # fmt: skip


class Easel:
    """Stands for a studio: keeps what is handed in."""

    def __init__(self):
        self.drawn = {}

    def draw(self, chart, alt, prefix, **_):
        assert prefix not in self.drawn, "names of charts are their own"
        self.drawn[prefix] = (chart.to_dict(), alt)
        return prefix


def without(tables, name, keep):
    """Return tables of which one has only the rows that are kept."""
    return tables | {name: tables[name][keep(tables[name])]}


def rows_of(spec):
    """Return the longest of the tables that a chart holds."""
    return max(spec["datasets"].values(), key=len)


def driver(**about):
    """Return an input that stands clear."""
    given = {"path": "war.tempo", "label": "pace of the war", "kind": "parameters", "unit": "ratio"}
    given |= {"share": 0.2, "se": 0.05, "p_value": 0.0, "distinguishable": True}
    given |= {"low": 0.5, "high": 2.0, "at_low": 0.1, "at_high": 0.4}
    return SimpleNamespace(**given | about)
