"""One risk score per country, every point of it traceable to a sourced line in a file."""

__version__ = "0.1.0"
