"""The levels that a question can ask for: series of each faction and of the country."""

from __future__ import annotations

FACTION_LEVELS = (
    "fighters",
    "materiel",
    "air",
    "air_defence",
    "treasury",
    "cohesion",
    "recognition",
    "active",
    "share_population",
    "share_oil",
    "share_places",
    "delivered_aircraft",
    "delivered_air_defence",
    "delivered_materiel",
)
"""Known for every faction; without a faction, their sum over factions is meant."""

NATIONAL_LEVELS = (
    "battle_deaths",
    "civilian_deaths",
    "displaced",
    "oil_output_kbd",
    "oil_price",
    "bank_reserves",
)
"""Known for the country as a whole."""

ALIASES = {
    "treasury_musd": "treasury",
    "materiel_musd": "materiel",
    "aircraft": "air",
    "oil_output": "oil_output_kbd",
    "oil_price_usd_per_barrel": "oil_price",
    "bank_reserves_musd": "bank_reserves",
}
"""Other names, for those who like the unit in the name."""
