"""The agency workspace: what an agency states about itself, and what waits for it."""
