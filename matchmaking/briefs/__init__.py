"""What a firm asks for (M3)."""
