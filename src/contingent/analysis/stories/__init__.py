"""Worlds told one by one: the middle one, a good one, a bad one, and the deadliest twentieth."""
