"""Scalar twin of revenue."""

from __future__ import annotations

import math
from types import SimpleNamespace as Plain
from typing import Any

from tests.mechanisms.twins.strength import present

MONEY = 2


def revenue(w: Plain, s: Plain, p: Plain, luck: Plain, days: float) -> dict[str, Any]:
    factions, patrons = range(len(s.active)), range(len(w.patrons.cash))
    places, fields = range(len(s.hold)), range(len(w.oil.output))
    years = days / 365.0

    outage = [_outage(w, s, luck, days, o) for o in fields]
    working = [w.oil.output[o] * (1.0 - outage[o]) for o in fields]
    target = sum(working[o] * _through(w, s, p, o) for o in fields)
    output = min(target, target + (s.oil_output - target) * math.exp(-days / p.restart))

    kept = math.exp(-days / p.price_memory)
    shock = s.oil_shock * kept + p.volatility * math.sqrt(1.0 - kept**2) * luck.price_z
    first_output = sum(w.oil.output)
    lost = max(0.0, first_output - output) / w.oil_market.world_supply
    price = w.oil_market.price * math.exp(shock) * (1.0 + lost / w.oil_market.elasticity)

    def musd(kbd: float, usd: float) -> float:
        return kbd * 1000.0 * usd * days / 1e6 * w.bank.payout

    recognised = min(1.0, sum(s.recognition[f] * s.active[f] for f in factions))
    received = musd(output, price) * recognised
    shortfall = max(0.0, musd(first_output, w.oil_market.price) - received)
    drawn_down = min(s.bank_reserves, w.bank.cushion * shortfall)

    shut = [[f for f in factions if _touches(w, s, o, f) and s.blockade[f]] for o in fields]

    def income(f: int) -> float:
        shut_in = sum(working[o] / len(shut[o]) for o in fields if f in shut[o])
        smuggled = p.smuggling * musd(shut_in, price)
        people = sum(s.hold[q][f] * present(w, s, q) for q in places)
        cash = sum(w.patrons.cash[k] for k in patrons if s.commitment[k][f] >= MONEY)
        yearly = w.factions.income[f] + w.country.tax * people / 1e6 + cash
        split = w.factions.oil_split[f] / max(1.0, sum(w.factions.oil_split))
        oil = split * (received + drawn_down)
        return s.active[f] * (oil + smuggled + years * yearly)

    earned = [income(f) for f in factions]
    return {
        "outage": outage,
        "oil_output": output,
        "oil_shock": shock,
        "oil_price": price,
        "bank_reserves": s.bank_reserves - drawn_down,
        "treasury": [s.treasury[f] + earned[f] for f in factions],
        "earned": [s.earned[f] + earned[f] for f in factions],
    }


def _outage(w: Plain, s: Plain, luck: Plain, days: float, o: int) -> float:
    shut, reopen = w.oil.outage_per_year[o] / 365.0, 1.0 / w.oil.outage_days[o]
    long_run = shut / (shut + reopen)
    chance = long_run + (s.outage[o] - long_run) * math.exp(-(shut + reopen) * days)
    return 1.0 if luck.outage[o] < chance else 0.0


def _touches(w: Plain, s: Plain, o: int, f: int) -> bool:
    return any(crossed and s.holder[q] == f for q, crossed in enumerate(w.oil.crosses[o]))


def _through(w: Plain, s: Plain, p: Plain, o: int) -> float:
    share = 1.0
    for q, crossed in enumerate(w.oil.crosses[o]):
        if crossed:
            holder = s.holder[q]
            shut = s.blockade[holder] if holder >= 0 else 0.0
            share *= (1.0 - shut) * (1.0 - p.damage * s.engaged[q])
    return share
