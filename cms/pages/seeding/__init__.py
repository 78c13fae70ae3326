"""The first page tree, in both languages: made once, then the editors'."""
