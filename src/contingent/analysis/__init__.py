"""What an ensemble says beyond its probabilities: differences, causes, what hangs on what."""
