"""Pages on which people of firms and agencies work, and what belongs to a person."""
