"""Claims of agencies by their people (D6, D7)."""
