"""Permanent opaque identifiers that appear in addresses."""

import secrets

#: No vowels (no accidental words), no look-alikes.
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
LENGTH = 10


def new_public_id() -> str:
    """A random identifier of ten characters (47 bits); uniqueness is the database's to refuse."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
