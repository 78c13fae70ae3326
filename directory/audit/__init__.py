"""The audit chain (C8)."""
