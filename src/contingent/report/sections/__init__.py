"""The sections of the page, one a file, and what they are made from (`view.py`)."""
