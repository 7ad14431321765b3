"""What the answers of an ensemble depend on, and how sure that is: statistics on arrays."""
