"""The page of `plan`."""
