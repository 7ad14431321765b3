"""What to watch for: signs that tell the worlds in which it happens from the others."""
