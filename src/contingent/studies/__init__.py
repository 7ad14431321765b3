"""Studies of one question: what its answer depends on, and what to watch for."""
