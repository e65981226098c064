"""What analysts see: effects, imports, sheets, indicators."""
