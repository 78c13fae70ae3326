"""Mails with proof of delivery."""
