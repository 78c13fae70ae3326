"""One module per environment: ``development``, ``production``, ``test``."""
