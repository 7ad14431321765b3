"""The columns of a table of episodes: which words and numbers they may hold.

The table joins UCDP's conflict termination data (Kreutz 2010) with the codes of the Non-State Actor
data (Cunningham, Gleditsch & Salehyan 2013), whose column names begin with ``nsa_``. Rebel strength
and its kin were coded by their authors after the fact.
"""

from __future__ import annotations

STRENGTH = "nsa_rebstrength"
CONFLICT_TYPE = "nsa_conflicttype"
COUP = "coup d'etat"

_GRADES = ("low", "moderate", "high")
_TROOPS = ("no", "alleged", "minor", "major")
_HELP = ("no", "alleged", "explicit")

WORDS: dict[str, tuple[str, ...]] = {
    "region": ("Africa", "Americas", "Asia", "Europe", "Middle East"),
    "incompatibility": ("territory", "both", "government"),
    STRENGTH: ("much weaker", "weaker", "parity", "stronger", "much stronger"),
    "nsa_centcontrol": ("no", "yes"),
    "nsa_strengthcent": _GRADES,
    "nsa_mobcap": _GRADES,
    "nsa_armsproc": _GRADES,
    "nsa_fightcap": _GRADES,
    "nsa_terrcont": ("no", "yes"),
    "nsa_effterrcont": _GRADES,
    CONFLICT_TYPE: (
        "civil war",
        "secessionist conflict",
        COUP,
        "communist rebellion",
        "ethnic conflict",
        "autonomy conflict",
        "terrorist",
        "anti-colonial",
        "islamist",
    ),
    "nsa_transconstsupp": ("no", "tacit", "explicit"),
    "nsa_rebextpart": _TROOPS,
    "nsa_rebpolwing": ("no", "alleged link", "acknowledged link", "explicit link"),
    "nsa_rebel_support": _HELP,
    "nsa_gov_support": _HELP,
    "nsa_govextpart": _TROOPS,
}
"""Words of each coded column; where they have an order, from least to most."""

SAME_AS = {("nsa_transconstsupp", "yes"): "tacit"}
"""Words that say less than the code they stand in for: the least that they can mean is taken."""

NOT_CODED = ("", "na", "n/a", "nan", "none", "unclear", "unknown", ".")
"""What stands in a cell that nobody could code."""

YEARS = (1800.0, 2100.0)
NUMBERS: dict[str, tuple[float, float]] = {
    "start_year": YEARS,
    "nsa_rebestimate": (0.0, 1e8),
    "nsa_rebestlow": (0.0, 1e8),
    "nsa_rebesthigh": (0.0, 1e8),
    "gdp_pc_start": (0.0, 1e7),
    "excluded_share_start": (0.0, 1.0),
    "cinc_start": (0.0, 1.0),
    "population_start": (0.0, 1e10),
    "regime_start": (0.0, 3.0),
}
"""Least and most of each column of numbers that may be looked at for predicting."""

NAMES = (
    "dyad_id",
    "conflict_id",
    "conflict_name",
    "country",
    "gwno_loc",
    "side_a",
    "side_b",
)
"""Columns that say which war it is."""

CLASSES = ("gov", "reb", "settlement", "fizzle")
"""The four classes of outcome, in the order of a prediction's columns."""

UCDP_CLASSES = {
    "government-victory": "gov",
    "rebel-victory": "reb",
    "peace-agreement": "settlement",
    "ceasefire": "settlement",
    "low-activity": "fizzle",
    "actor-ceases": "fizzle",
}
"""UCDP's classes of termination, and in which of the four each lies."""

PRECISIONS = ("day", "fortnight", "year")
DATE_SOURCES = {"v2-2015 day dates": "day", "GED month +-15d": "fortnight", "year only": "year"}
"""How exact the dates are that each source gives: to the day, to about 15 days, to the year."""

OUTCOME_COLUMNS = ("outcome", "outcome4", "end_year", "end_date", "duration_days", "date_source")
"""What is known only when the war is over; no predictor may see it."""

COVARIATE_COLUMNS = ("epid", *NAMES, *WORDS, *NUMBERS, "start_date")
KNOWN = (*COVARIATE_COLUMNS, *OUTCOME_COLUMNS)
