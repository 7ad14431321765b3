"""Questions asked of the finished runs: their truth, their probability, their words."""
