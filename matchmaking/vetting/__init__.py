"""The vetted pool: who was checked by which association for which jurisdiction (M1)."""
