"""Vetting, briefs and pairing: finding vetted agencies in the countries a firm needs (M1, M3, M4)."""
