"""What the command line prints, a kind of finding a file."""
