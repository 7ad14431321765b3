"""What an analyst writes: the typed scenario, its loading, and messages with file and line."""
