"""The tables behind base rates, compiled from the tables that their sources publish."""
