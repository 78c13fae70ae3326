"""The firm workspace."""
