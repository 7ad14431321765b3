"""How fast the engine is, beside a Mesa model of the same war and the machine's own limit."""
