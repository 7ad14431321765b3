"""The words that number the steps of commitment, talks and clauses (charter §2, §6)."""

RUNGS = ("none", "diplomatic", "money", "arms", "advisers", "air_strikes", "troops")
PHASES = ("war", "talks", "ceasefire", "agreement")
CLAUSES = ("elections", "merger")
CLAUSE_STATES = ("none", "agreed", "done", "broken")
TERRAINS = ("urban", "plain", "mountain", "desert")
DELIVERIES = ("aircraft", "air_defence", "materiel")
