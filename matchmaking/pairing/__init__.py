"""Pairing a brief with the vetted pool (M4)."""
