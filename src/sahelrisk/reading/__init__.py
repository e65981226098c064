"""Text to models: guard, TOML with positions, loader, checks across files."""
