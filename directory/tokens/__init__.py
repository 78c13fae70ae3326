"""One-time mail tokens."""
