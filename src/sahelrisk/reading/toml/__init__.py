"""Bytes of a TOML file to data with places and problems."""
