"""Why answers differ: the ledger of causes, and the chain that leads to a difference."""
