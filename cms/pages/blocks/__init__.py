"""Blocks editors build pages from; one module per family."""
