"""Past wars: reading them, predicting them, and judging predictions."""
