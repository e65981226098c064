"""Pages of reviews and bulletins."""
