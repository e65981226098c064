"""The tables of `compare`, and gates."""
