"""Scalar twin of procurement."""

from __future__ import annotations

import math
from types import SimpleNamespace as Plain
from typing import Any

from tests.mechanisms.twins.conditions import shortfall

ARMS = 3


def procurement(w: Plain, s: Plain, p: Plain, luck: Plain, days: float) -> dict[str, Any]:
    years, patrons = days / 365.0, range(len(w.patrons.arms))
    worn = math.exp(-p.wear * years)
    delays = (p.aircraft_delay, p.delay, p.delay)
    treasury, spent = list(s.treasury), list(s.spent)
    on_order, delivered = [list(x) for x in s.on_order], [list(x) for x in s.delivered]
    stocks = {name: list(getattr(s, name)) for name in ("air", "air_defence", "materiel")}

    for f in range(len(s.active)):
        enforced = w.embargo.enforcement * (1.0 - p.exempt * s.recognition[f])
        price = 1.0 + w.embargo.premium * enforced
        for_sale = sum(w.patrons.sells[k][f] * w.patrons.market[k] for k in patrons)
        depth = for_sale * (1.0 - enforced) * years
        budget = s.treasury[f] * (1.0 - math.exp(-p.spending * days))
        paid = min(budget, price * depth) * s.active[f]
        treasury[f] -= paid
        spent[f] += paid

        senders = [k for k in patrons if s.commitment[k][f] >= ARMS]
        passing = 1.0 - p.interception * w.embargo.enforcement
        given = sum(w.patrons.arms[k] for k in senders) * passing * years
        aircraft = defence = 0.0
        for k in senders:
            planes = w.patrons.aircraft[k] * _consent(w, s, k, f, "aircraft")
            aircraft += _batch(p, planes, luck.aircraft_deal[k][f], years)
            systems = w.patrons.air_defence[k] * _consent(w, s, k, f, "air_defence")
            defence += _batch(p, systems, luck.air_defence_deal[k][f], years)
        ordered = (aircraft, defence, paid / price + given)
        for i, name in enumerate(stocks):
            waiting = (s.on_order[f][i] + ordered[i]) * s.active[f]
            arriving = waiting * (1.0 - math.exp(-days / delays[i]))
            on_order[f][i] = waiting - arriving
            delivered[f][i] += arriving
            stocks[name][f] = stocks[name][f] * worn + arriving

    changed = {"treasury": treasury, "spent": spent, "on_order": on_order, "delivered": delivered}
    return changed | stocks


def _consent(w: Plain, s: Plain, patron: int, f: int, kind: str) -> float:
    """Return by how much its conditions slow or hasten what a patron sends of one kind."""
    allowed, tilt = shortfall(w, s, patron, f, kind)
    return allowed * math.exp(min(5.0, max(-5.0, tilt)))


def _batch(p: Plain, per_year: float, uniform: float, years: float) -> float:
    """Return what is newly ordered of one patron: a batch or nothing."""
    return p.batch if uniform < 1.0 - math.exp(-per_year / p.batch * years) else 0.0
