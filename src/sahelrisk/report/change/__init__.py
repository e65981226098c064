"""The pages of `changes` and `history`."""
